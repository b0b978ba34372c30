/* SPDX-License-Identifier: GPL-3.0-or-later
 * Serial correlation in residuals of neighbouring periods. */
#ifndef CT_RESIDUALS_H
#define CT_RESIDUALS_H

#include <stddef.h>

/* Autocorrelation of n values at a lag, about their mean, divisor n; NaN
 * when n <= lag or all are equal. */
double ct_autocorrelation(const double *e, size_t n, size_t lag);

/* Sum of squared steps over sum of squares of n residuals with mean 0 (2: no
 * serial correlation); NaN when all are 0.
 * Source: Durbin & Watson 1950, Biometrika 37:409. */
double ct_durbin_watson(const double *e, size_t n);

#endif
