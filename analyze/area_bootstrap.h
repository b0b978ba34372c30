/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far the rates of areas that do not report may move a sum. */
#ifndef CT_AREA_BOOTSTRAP_H
#define CT_AREA_BOOTSTRAP_H

#include "analyze/area_sums.h"

/* How to draw: replicates (0 = not at all), seed of the first (each replicate
 * has a stream of its own, seed + its number; gsl_rng_mt19937); confidence in
 * percent; poisson: draw the observed counts too. */
struct ct_bootstrap {
    int replicates;
    int seed;
    double confidence;
    bool poisson;
};

enum { CT_FEW_DONORS = 5 };

/* Sets lower and upper of every published sum in which an area is missing (or
 * with poisson, of every one): percentiles of what the sum would be if
 * ln(rate) of a missing area were
 *
 *     the mean of those that report in its group in that period, moved by
 *       what a mean of so few is uncertain
 *     + the distance from it of another area of the group, drawn at random,
 *       one for all periods (of fewer than five areas: of the normal with
 *       their standard deviation; its own distance, if it reports elsewhere;
 *       its filled rate in place of both, if it was filled)
 *     + an autoregressive residual, as the areas have in their group.
 *
 * The drawn counts are scaled so that their mean is what the sum holds for the
 * missing areas. Zero counts enter as half a one. NaN where a group has fewer
 * than two areas to draw from. Takes replicates x sets x periods numbers of
 * memory.
 * Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap. */
void ct_area_bootstrap(const struct ct_cross_section *c,
                       const struct ct_area_sets *sets,
                       const struct ct_filled *f, const struct ct_bootstrap *b,
                       struct ct_area_sum *sums);

#endif
