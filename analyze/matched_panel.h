/* SPDX-License-Identifier: GPL-3.0-or-later
 * The change of a set of areas whose members come and go. */
#ifndef CT_MATCHED_PANEL_H
#define CT_MATCHED_PANEL_H

#include "analyze/area_sets.h"

/* One period. index: chained over the changes between neighbouring periods,
 * each of the units in both; 100 in the first period with units, NaN from
 * where no unit is in both. constant_index: the rate of the units that report
 * in every period, first = 100. counted: units with a count in t - 1 and in t,
 * whether or not their residents are known, and the sums of both. */
struct ct_matched {
    size_t units, constant_units, counted;
    double index, constant_index, count_before, count;
};

/* Follows one set; out has room for c->n_periods. A unit is not followed
 * across a break unless joined[row]. A chain drifts where units leave at their
 * peaks: the constant index stands beside it.
 * Source: ILO, IMF et al. 2020, Consumer Price Index Manual, matched models. */
void ct_matched_panel(const struct ct_cross_section *c,
                      const struct ct_area_set *set, const bool *joined,
                      struct ct_matched *out);

#endif
