/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard errors and intervals of a joinpoint model's slopes, averages of
 * slopes and locations.
 *
 * Sources: Lerman 1980, Applied Statistics 29:77; Kim et al. 2000, Statistics
 * in Medicine 19:335; Clegg et al. 2009, Statistics in Medicine 28:3670. */
#ifndef CT_JOINPOINT_INTERVAL_H
#define CT_JOINPOINT_INTERVAL_H

#include "analyze/joinpoint_design.h"
#include "analyze/joinpoint_fit.h"

/* Of each of the k + 1 segments: n, points strictly inside; se of the slope,
 * NaN where it cannot be known. df: degrees of freedom of Student's t. */
struct ct_joinpoint_errors {
    double df;
    size_t n[CT_JOINPOINT_MAX + 1];
    double se[CT_JOINPOINT_MAX + 1];
};

/* Standard errors as the NCI's program has them: points that lie on joinpoints
 * are left out, a line by itself is fitted to each segment, and the scatter
 * about these lines is the errors' variance. */
struct ct_joinpoint_errors
ct_joinpoint_errors(const struct ct_joinpoint_points *p,
                    const struct ct_joinpoint_fit *f);

/* An estimate on the scale of slopes, p two-sided against no change. */
struct ct_joinpoint_estimate {
    double slope, se, lower, upper, p;
};

/* An estimate with limits by Student's t, or the normal distribution where
 * df <= 0. confidence in percent. */
struct ct_joinpoint_estimate
ct_joinpoint_estimate(double slope, double se, double df, double confidence);

/* The slope of a segment; limits by Student's t. confidence in percent. */
struct ct_joinpoint_estimate
ct_joinpoint_segment(const struct ct_joinpoint_fit *f,
                     const struct ct_joinpoint_errors *e, size_t segment,
                     double confidence);

/* The slopes from x = from to x = to > from, each weighted with how long it
 * holds: the average annual change. */
double ct_joinpoint_average_slope(const struct ct_joinpoint_fit *f, double from,
                                  double to);

/* The same with limits. Limits by the normal distribution, or by
 * Student's t where it all lies in one segment. */
struct ct_joinpoint_estimate
ct_joinpoint_average(const struct ct_joinpoint_fit *f,
                     const struct ct_joinpoint_errors *e, double from,
                     double to, double confidence);

/* The limits of all joinpoints: the first and the last place of the grid at
 * which a joinpoint can be with a sum of squares that F(1, n - 2k - 2) does
 * not tell from the least. NaN without degrees of freedom. lower and upper are
 * k long. */
void ct_joinpoint_region(const struct ct_joinpoint_design *d,
                         const struct ct_joinpoint_groups *groups,
                         const struct ct_joinpoint_fit *f, double confidence,
                         double *lower, double *upper);

#endif
