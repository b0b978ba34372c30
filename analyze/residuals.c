/* SPDX-License-Identifier: GPL-3.0-or-later
 * Autocorrelation and the statistic of Durbin and Watson. */
#include "config.h"

#include "analyze/residuals.h"

#include <math.h>

double ct_autocorrelation(const double *e, size_t n, size_t lag)
{
    double mean = 0, product = 0, square = 0;
    for (size_t i = 0; i < n; i++)
        mean += e[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        square += (e[i] - mean) * (e[i] - mean);
    for (size_t i = lag; i < n; i++)
        product += (e[i] - mean) * (e[i - lag] - mean);
    return n > lag && square > 0 ? product / square : (double)NAN;
}

double ct_durbin_watson(const double *e, size_t n)
{
    double steps = 0, square = 0;
    for (size_t i = 0; i < n; i++) {
        square += e[i] * e[i];
        if (i > 0)
            steps += (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
    }
    return square > 0 ? steps / square : (double)NAN;
}
