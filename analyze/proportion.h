/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proportions: interval, and trend over ordered groups. */
#ifndef CT_PROPORTION_H
#define CT_PROPORTION_H

#include <stddef.h>

/* Wilson's interval of the proportion x of n, 0 <= x <= n, at a confidence in
 * percent; NaN for n = 0. x and n need not be whole.
 * Source: Wilson 1927, JASA 22:209. */
void ct_wilson(double x, double n, double confidence, double *lower,
               double *upper);

/* Cochran-Armitage test for a trend: x[i] of n[i] at score[i]. Returns chi
 * squared (1 degree of freedom), NaN where there is nothing to test: fewer than
 * two scores with n > 0, or all or none have the property.
 * Source: Armitage 1955, Biometrics 11:375 (prop.trend.test of R). */
double ct_cochran_armitage(const double *x, const double *n,
                           const double *score, size_t groups);

#endif
