/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sen's slope: the median of the slopes of all pairs of points. In order:
 * ct_sen_slopes() for each season, or once, ct_sen_slope() for the median and
 * its limits, ct_sen_intercept(). */
#ifndef CT_SEN_H
#define CT_SEN_H

#include <stddef.h>

/* Writes the slopes of all pairs of n points, t rising, y without NaN; there
 * is room for n (n - 1) / 2. Returns their number. */
size_t ct_sen_slopes(const double *t, const double *y, size_t n, double *slope);

/* A slope and its limits, in y a unit of t. */
struct ct_sen {
    double slope, lower, upper;
};

/* The median of n > 0 slopes, which are reordered, and the limits that lie
 * `reach` ranks apart about it: normal quantile times the standard deviation
 * of Kendall's score.
 * Source: Sen 1968, JASA 63:1379; Gilbert 1987, ch. 16. */
struct ct_sen ct_sen_slope(double *slope, size_t n, double reach);

/* The median of y - slope t; room has room for n values, which it holds
 * afterwards in any order.
 * Source: Conover 1999, Practical Nonparametric Statistics, 5.5. */
double ct_sen_intercept(const double *t, const double *y, size_t n,
                        double slope, double *room);

#endif
