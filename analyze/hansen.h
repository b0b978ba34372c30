/* SPDX-License-Identifier: GPL-3.0-or-later
 * p-values of tests for one break at an unknown time. */
#ifndef CT_HANSEN_H
#define CT_HANSEN_H

/* Statistics of the sequence of F: its largest, its mean, and the logarithm of
 * the mean of exp(F / 2). */
enum ct_hansen_test { CT_HANSEN_SUP, CT_HANSEN_AVE, CT_HANSEN_EXP };

/* The p-value of a statistic for q = 1 or 2 coefficients that may change, when
 * breaks nearer to either end than the share `trim` (to 0.5) are left out.
 * Hansen's approximation is good to about 0.005; far out, where its
 * polynomials turn back, p is an upper bound.
 * Source: Hansen 1997, J. Business & Economic Statistics 15:60. */
double ct_hansen_p(enum ct_hansen_test test, int q, double trim,
                   double statistic);

#endif
