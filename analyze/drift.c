/* SPDX-License-Identifier: GPL-3.0-or-later
 * A random walk with drift: what is left to say of a short series. */
#include "config.h"

#include "analyze/drift.h"
#include "analyze/p_value.h"

#include <math.h>

struct ct_drift ct_drift_fit(const double *y, size_t n)
{
    double steps = (double)n - 1, rss = 0;
    struct ct_drift d = {.slope = (y[n - 1] - y[0]) / steps};
    for (size_t i = 1; i < n; i++) {
        double e = y[i] - y[i - 1] - d.slope;
        rss += e * e;
    }
    d.sigma = n > 2 ? sqrt(rss / (steps - 1)) : (double)NAN;
    return d;
}

void ct_drift_forecast(const struct ct_drift *d, double last, size_t n,
                       double confidence, size_t h, struct ct_prediction *out)
{
    double reach = ct_reach_normal(confidence);
    for (size_t i = 0; i < h; i++) {
        double j = (double)i + 1;
        double half = reach * d->sigma * sqrt(j * (1 + j / ((double)n - 1)));
        out[i].value = last + j * d->slope;
        out[i].lower = out[i].value - half;
        out[i].upper = out[i].value + half;
    }
}
