/* SPDX-License-Identifier: GPL-3.0-or-later
 * What aggregate says in words of each of its series. */
#ifndef CT_AGGREGATE_NOTES_H
#define CT_AGGREGATE_NOTES_H

#include "lib/panel.h"

/* Adds notes to the series of a result by its table `coverage`: how many areas
 * report, what is imputed, whether periods have no value as fewer than the
 * share `coverage` report (kind `coverage`); and which periods have other
 * reporters than the one before (kind `reporters`). */
void ct_aggregate_notes(struct ct_panel *result, double coverage);

#endif
