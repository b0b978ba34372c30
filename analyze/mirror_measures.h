/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mirror statistics: the same flows as the destination and as the origin
 * report them. */
#ifndef CT_MIRROR_MEASURES_H
#define CT_MIRROR_MEASURES_H

#include <stdbool.h>
#include <stddef.h>

/* The two reporters. */
enum { CT_BY_DESTINATION, CT_BY_ORIGIN, CT_N_SIDES };

/* What is reported of one corridor: value, NaN if not given, with bounds that
 * hold it; these too are NaN where nothing is reported. silent: the side
 * reports nothing of any corridor in that period. */
struct ct_mirror_pair {
    double value[CT_N_SIDES], lower[CT_N_SIDES], upper[CT_N_SIDES];
    bool silent[CT_N_SIDES];
};

/* corridors: both sides give a number, not both 0; sums, asymmetries and
 * correlation (Pearson's, of ln(1 + x), of 3 or more) are of these, NaN without
 * any. asymmetry: difference of the sums over their mean, -2 .. 2;
 * mean_asymmetry: mean of |a - b| / (a + b); weighted_asymmetry: the same of
 * the sums of both. only[]: corridors above 0 of which the other side gives 0
 * or nothing; and of these alone[]: the other side is silent. withheld:
 * corridors of which a side is suppressed; asymmetry_all_lower, _upper: the
 * least and the largest asymmetry of all corridors whose two sides have bounds,
 * the given ones among them. */
struct ct_mirror {
    size_t corridors, withheld;
    double sum[CT_N_SIDES];
    double asymmetry, asymmetry_all_lower, asymmetry_all_upper;
    double mean_asymmetry, weighted_asymmetry, correlation;
    size_t only[CT_N_SIDES], alone[CT_N_SIDES];
};

/* Measures n corridors. */
void ct_mirror_measure(const struct ct_mirror_pair *pair, size_t n,
                       struct ct_mirror *out);

#endif
