/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether areas with high rates come nearer to those with low ones. */
#ifndef CT_CONVERGENCE_MODEL_H
#define CT_CONVERGENCE_MODEL_H

#include <stddef.h>

/* Areas among which the first ten are looked up. */
enum { CT_TOP = 10 };

/* n areas in order of their codes; rates >= 0 at two times, years apart. */
struct ct_two_times {
    size_t n;
    const double *first, *last;
    double years;
};

/* Of the areas with rates above 0 at both times (n of them; zeros: the
 * others): ln(last / first) / years = intercept + beta ln(first), with the
 * usual standard error, t and p (n - 2 degrees of freedom), the one robust to
 * unequal variances (HC1), r2; sigma_ratio, the standard deviation of ln(rate)
 * last over first. speed a year only where 1 + beta years > 0 (below 0: the
 * rates move apart); half_life in years where beta < 0 too. Of all areas: how
 * alike the two orders are. NaN where it is not defined. */
struct ct_convergence {
    size_t n, zeros;
    double intercept, beta, se, t, p, se_hc1, r2, speed, half_life;
    double sigma_first, sigma_last, sigma_ratio;
    double spearman, tau, mean_rank_change, top10_overlap;
};

/* Fits, for any n. Takes n^2 comparisons.
 * Sources: Barro & Sala-i-Martin 1992, J. Political Economy 100:223; MacKinnon
 * & White 1985 (HC1); Kendall 1975 (tau-b). */
void ct_convergence_fit(const struct ct_two_times *x,
                        struct ct_convergence *out);

#endif
