/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far numbers published later lie from those published first. */
#ifndef CT_REVISION_MEASURES_H
#define CT_REVISION_MEASURES_H

#include <stdbool.h>
#include <stddef.h>

/* n pairs in order of time, all finite. `revision` is what is averaged (in
 * points, or in percent of the earlier number); the rest of the measures are of
 * later - earlier. spaced: neighbours are one period apart, without which
 * there is no HAC error. */
struct ct_revision_pairs {
    size_t n;
    const double *earlier, *later, *revision;
    bool spaced;
};

/* Of `revision`: mean, mean of the absolute ones, standard deviation (n - 1),
 * root mean square, extremes, percent above 0; the standard error of the mean
 * that allows for serial correlation up to hac_lag, t and p with n - 1 degrees
 * of freedom. rmar: sum |later - earlier| / sum |later|. Percent of pairs of
 * the same sign; percent whose later number is above the earlier. Theil's U,
 * and its parts: bias, regression, disturbance, which add up to 1 (NaN where
 * nothing was revised). later = mz_intercept + mz_slope earlier. NaN where it
 * is not defined. */
struct ct_revision_measures {
    size_t n;
    double mr, mar, rmar, sd, rmsr, min, max, range;
    double positive, sign_agreement, later_above;
    double hac_se, hac_lag, t, p;
    double theil_u, um, ur, ud, mz_intercept, mz_slope;
};

/* Measures, for any n.
 * Sources: McKenzie & Gamba 2008 (OECD), results of revision
 * analyses; Theil 1966, Applied Economic Forecasting; Mincer & Zarnowitz 1969;
 * Newey & West 1987, Econometrica 55:703. */
void ct_revision_measure(const struct ct_revision_pairs *x,
                         struct ct_revision_measures *out);

#endif
