/* SPDX-License-Identifier: GPL-3.0-or-later
 * Proportions: interval, and trend over ordered groups. */
#include "config.h"

#include "analyze/proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

void ct_wilson(double x, double n, double confidence, double *lower,
               double *upper)
{
    *lower = *upper = NAN;
    if (!(n > 0))
        return;
    double z = gsl_cdf_ugaussian_Qinv((1 - confidence / 100) / 2);
    double p = x / n, z2 = z * z / n;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = sqrt(p * (1 - p) * z2 + z2 * z2 / 4) / (1 + z2);
    /* Rounding must not move the ends where they are known. */
    *lower = x > 0 ? fmax(middle - half, 0) : 0;
    *upper = x < n ? fmin(middle + half, 1) : 1;
}

double ct_cochran_armitage(const double *x, const double *n,
                           const double *score, size_t groups)
{
    double all = 0, having = 0, mean = 0, top = 0, spread = 0;
    for (size_t i = 0; i < groups; i++) {
        all += n[i];
        having += x[i];
        mean += n[i] * score[i];
    }
    double p = having / all;
    mean /= all;
    for (size_t i = 0; i < groups; i++) {
        top += (x[i] - n[i] * p) * (score[i] - mean);
        spread += n[i] * (score[i] - mean) * (score[i] - mean);
    }
    return p > 0 && p < 1 && spread > 0 ? top * top / (p * (1 - p) * spread)
                                        : (double)NAN;
}
