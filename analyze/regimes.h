/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fits to stretches of a series: a mean, or a line in time, value by value. */
#ifndef CT_REGIMES_H
#define CT_REGIMES_H

#include <stddef.h>

/* What is fitted to each regime; as a number, how many coefficients that is. */
enum ct_regressors { CT_REGRESSORS_MEAN = 1, CT_REGRESSORS_TREND = 2 };

/* n values y at times t (strictly increasing), near 0 for full precision: less
 * the first of them, say. A sum of squares up to `exact` is their rounding, and
 * taken as 0; ct_rss_rounding() knows how much that is. */
struct ct_regime_data {
    enum ct_regressors q;
    size_t n;
    const double *t, *y;
    double exact;
};

/* A fit to n values: level + slope (t - centre), with the centre their mean t
 * and slope 0 for MEAN; rss their sum of squares about it. */
struct ct_regime {
    size_t n;
    double centre, level, slope, rss;
};

/* Fits values from .. to - 1 (at least one). */
struct ct_regime ct_regime_fit(const struct ct_regime_data *x, size_t from,
                               size_t to);

/* The fit at a time. */
double ct_regime_at(const struct ct_regime *r, double t);

/* Recursive residuals from value `from` on: that of value from + k, predicted
 * from the values before it and scaled to their variance, is written to w[k];
 * the first q are 0. Room for n - from. Their sums of squares are the residual
 * sums of squares of the stretches that begin there.
 * Source: Brown, Durbin & Evans 1975, JRSS B 37:149. */
void ct_recursive_residuals(const struct ct_regime_data *x, size_t from,
                            double *w);

/* Residual sums of squares of all stretches from value `from` on: rss[k] is
 * that of from .. from + k. Room for n - from. */
void ct_rss_row(const struct ct_regime_data *x, size_t from, double *rss);

/* The sum of squares that the rounding of n values as large as these makes. */
double ct_rss_rounding(const double *y, size_t n);

#endif
