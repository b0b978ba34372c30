/* SPDX-License-Identifier: GPL-3.0-or-later
 * A straight line by least squares, plain or weighted. */
#ifndef CT_LEAST_SQUARES_H
#define CT_LEAST_SQUARES_H

#include <stddef.h>

/* n points: t, not all equal and near 0 for full precision; y; weights w > 0,
 * or NULL for equal ones. */
struct ct_points {
    size_t n;
    const double *t, *y, *w;
};

/* A line fitted to n points. intercept is the line at t = 0; se that of the
 * slope, with n - 2 degrees of freedom; sigma the residual standard deviation
 * of a point of weight 1; r2 NaN when y is constant. centre is the weighted
 * mean of t, sxx the weighted sum of squares of t about it. */
struct ct_line {
    size_t n;
    double intercept, slope, se, sigma, r2, centre, sxx;
};

/* Fits y = intercept + slope t. residual has room for n values y - fit; with
 * n < 3 sigma and se are NaN. */
void ct_line_fit(const struct ct_points *p, double *residual,
                 struct ct_line *out);

#endif
