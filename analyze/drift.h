/* SPDX-License-Identifier: GPL-3.0-or-later
 * A random walk with drift: what is left to say of a short series. */
#ifndef CT_DRIFT_H
#define CT_DRIFT_H

#include "analyze/ets_forecast.h"

#include <stddef.h>

/* The mean change from a period to the next, and the standard deviation of
 * changes about it (NaN below 3 values). */
struct ct_drift {
    double slope, sigma;
};

/* Fits it to n >= 2 values. */
struct ct_drift ct_drift_fit(const double *y, size_t n);

/* Forecasts h periods after the last of n values: last + j slope, with the
 * standard error sigma sqrt(j (1 + j / (n - 1))), which allows for the drift
 * being estimated, and normal limits at that confidence (percent). */
void ct_drift_forecast(const struct ct_drift *d, double last, size_t n,
                       double confidence, size_t h, struct ct_prediction *out);

#endif
