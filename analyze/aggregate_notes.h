/* SPDX-License-Identifier: GPL-3.0-or-later
 * What aggregate says in words of each of its series. */
#ifndef CT_AGGREGATE_NOTES_H
#define CT_AGGREGATE_NOTES_H

#include "lib/panel.h"

/* Adds notes (kind `coverage`) to the series of a result by its table
 * `coverage`: how many areas report, and where they have become few. */
void ct_aggregate_notes(struct ct_panel *result);

#endif
