/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tests for a break: at a known time, at an unknown one, and of steadiness. */
#ifndef CT_BREAK_TESTS_H
#define CT_BREAK_TESTS_H

#include "analyze/regimes.h"

/* A test: its statistic, its p, and how many values lie before the break it
 * points at (0: at none). statistic and p are NaN where it cannot be
 * computed, as when a fit is exact. */
struct ct_break_test {
    double statistic, p;
    size_t last;
};

/* Chow's F, for a break after `last` values; q + 1 values or more on either
 * side.
 * Source: Chow 1960, Econometrica 28:591. */
struct ct_break_test ct_chow_test(const struct ct_regime_data *x, size_t last);

/* The three tests on q times Chow's F at all breaks from h to n - h values; p
 * by Hansen's approximation. */
struct ct_f_tests {
    struct ct_break_test sup, ave, exp;
};

/* Computes them; h is above q and at most n / 2.
 * Source: Andrews 1993, Econometrica 61:821; Andrews & Ploberger 1994,
 * Econometrica 62:1383. */
struct ct_f_tests ct_f_tests(const struct ct_regime_data *x, size_t h);

/* The largest partial sum of least squares residuals; it points at the time of
 * that sum. For a trend the limit for a mean is used, which is conservative.
 * More than q values.
 * Source: Ploberger & Kraemer 1992, Econometrica 60:271. */
struct ct_break_test ct_ols_cusum(const struct ct_regime_data *x);

/* The largest partial sum of recursive residuals beside its boundary. q + 2
 * values or more.
 * Source: Brown, Durbin & Evans 1975; p: Zeileis 2000, as in strucchange. */
struct ct_break_test ct_rec_cusum(const struct ct_regime_data *x);

#endif
