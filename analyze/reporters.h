/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods of a sum over areas whose reporters are not those of the period
 * before. */
#ifndef CT_REPORTERS_H
#define CT_REPORTERS_H

#include "lib/panel.h"

/* Adds a note (kind `reporters`) to the series and period of each row of a
 * table of the result that has 1 in its column `fell` or `rose`, so that no
 * figure joins that period to the one before. The table has the dimensions,
 * `time`, `still` and `earlier` (reporters of both periods; of the one before)
 * and, called `now`, those of the period. */
void ct_reporter_notes(struct ct_panel *result, const char *table,
                       const char *now);

#endif
