/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a model of exponential smoothing expects of the periods to come. */
#ifndef CT_ETS_FORECAST_H
#define CT_ETS_FORECAST_H

#include "analyze/ets.h"

/* A forecast with its limits; these are NaN where nothing is known of them. */
struct ct_prediction {
    double value, lower, upper;
};

/* Limits that hold the value with this confidence (percent). Those of relative
 * errors are simulated. */
struct ct_prediction_limits {
    double confidence;
    unsigned long seed; /* gsl_rng_mt19937 */
};

/* Forecasts h periods after n values; *end is the state ct_ets_filter() left.
 * Values are those without further errors. Limits of additive errors are
 * normal, with variance sigma2 (1 + S c_j^2), c_j = alpha + beta (phi + ... +
 * phi^j) + gamma (if j is a whole number of years), sum over j < h; the others
 * quantiles of 5,000 paths with normal errors above -1.
 * Source: HKOS 2008, table 6.2 and section 6.1. */
void ct_ets_forecast(const struct ct_ets *m, const struct ct_ets_state *end,
                     size_t n, const struct ct_prediction_limits *limits,
                     size_t h, struct ct_prediction *out);

#endif
