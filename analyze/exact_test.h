/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact tests of counts: two-sided by the method of small p-values (all
 * outcomes no more probable than the one seen, as R's poisson.test and
 * binom.test), and mid-p. */
#ifndef CT_EXACT_TEST_H
#define CT_EXACT_TEST_H

#include "analyze/poisson_interval.h"

/* p of x events where `mean` (> 0) are expected. NaN if x is not a whole
 * number from 0. */
double ct_exact_poisson(double x, double mean);

/* Mid-p of the same: 2 min(P(X < x) + P(x) / 2, P(X > x) + P(x) / 2). */
double ct_mid_poisson(double x, double mean);

/* p of x1 events of x1 + x2, each with probability `share` (0 < share < 1). NaN
 * if a count is not a whole number from 0. */
double ct_exact_binomial(double x1, double x2, double share);

/* Clopper and Pearson's limits of the share x1 events have of x1 + x2, as odds
 * share / (1 - share): from 0 if x1 = 0, to infinity if x2 = 0. Counts >= 0,
 * one of them above 0, need not be whole. confidence in percent. Clopper and
 * Pearson 1934, Biometrika 26:404. */
struct ct_interval ct_odds_interval(double x1, double x2, double confidence);

#endif
