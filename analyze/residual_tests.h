/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether residuals are what a model takes them for: independent, and
 * normal. */
#ifndef CT_RESIDUAL_TESTS_H
#define CT_RESIDUAL_TESTS_H

#include <stddef.h>

/* A statistic with its p. */
struct ct_residual_test {
    double statistic, p;
};

/* n (n + 2) sum of r_k^2 / (n - k) over lags k = 1 .. lag < n, r the
 * autocorrelation about the mean; p of chi squared with `lag` degrees of
 * freedom. NaN where all are equal.
 * Source: Ljung & Box 1978, Biometrika 65:297. */
struct ct_residual_test ct_ljung_box(const double *e, size_t n, size_t lag);

/* Distance of n >= 8 values from the normal distribution with their mean and
 * standard deviation, adjusted for n; sensitive in the tails, where limits of
 * forecasts lie. work has room for n values. NaN with fewer, or where all are
 * equal.
 * Source: Anderson & Darling 1954, JASA 49:765; p: Stephens 1986, in D'Agostino
 * & Stephens, Goodness-of-fit techniques, table 4.9. */
struct ct_residual_test ct_anderson_darling(const double *e, size_t n,
                                            double *work);

#endif
