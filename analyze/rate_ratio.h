/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two rates compared: their ratio and their difference. */
#ifndef CT_RATE_RATIO_H
#define CT_RATE_RATIO_H

#include "analyze/poisson_interval.h"

/* Events among residents (> 0). */
struct ct_rate {
    double events, population;
};

enum ct_ratio_interval { CT_RATIO_EXACT, CT_RATIO_LOG };

/* ratio = rate 1 / rate 2: infinite if x2 = 0, NaN if both are 0. p is the
 * exact conditional one; NaN for counts that are not whole. difference = rate 1
 * - rate 2, per resident, with normal limits. */
struct ct_rate_ratio {
    double ratio, p, difference;
    struct ct_interval ratio_limits, difference_limits;
};

/* Compares two rates; everything is NaN if a count is missing or below 0, or a
 * population not above 0. Limits at `confidence` percent: exact by Clopper and
 * Pearson's of x1 given x1 + x2, or log: ratio exp(+-z sqrt(1/x1 + 1/x2)), NaN
 * where a count is 0. Rothman, Greenland and Lash 2008, ch. 14. */
struct ct_rate_ratio ct_rate_ratio(struct ct_rate a, struct ct_rate b,
                                   double confidence,
                                   enum ct_ratio_interval kind);

/* A standardised rate per resident, and its variance. */
struct ct_rate_estimate {
    double rate, variance;
};

/* The same of two standardised rates: limits of the ratio on the logarithm,
 * SE^2 = v1 / y1^2 + v2 / y2^2, p by the normal distribution of ln(ratio) / SE;
 * both NaN where a rate is 0. The difference has normal limits. */
struct ct_rate_ratio ct_standardised_ratio(struct ct_rate_estimate a,
                                           struct ct_rate_estimate b,
                                           double confidence);

#endif
