/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sen's slope and Conover's intercept. */
#include "config.h"

#include "analyze/order_statistic.h"
#include "analyze/sen.h"

#include <math.h>

size_t ct_sen_slopes(const double *t, const double *y, size_t n, double *slope)
{
    size_t k = 0;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slope[k++] = (y[j] - y[i]) / (t[j] - t[i]);
    return k;
}

struct ct_sen ct_sen_slope(double *slope, size_t n, double reach)
{
    struct ct_sen out;
    size_t middle = n / 2;
    out.slope = out.lower = out.upper = ct_median(slope, n);
    /* Ranks from 1, rounded half up, kept among 1 .. n. */
    double low = fmax(1, floor(((double)n - reach) / 2 + 0.5));
    double high = fmin((double)n, floor(((double)n + reach) / 2 + 0.5) + 1);
    size_t lower = (size_t)low - 1, upper = (size_t)high - 1;
    out.lower = lower < middle ? ct_order_statistic(slope, middle, lower)
                               : slope[middle];
    out.upper = upper > middle
                    ? ct_order_statistic(slope + middle + 1, n - middle - 1,
                                         upper - middle - 1)
                    : slope[middle];
    return out;
}

double ct_sen_intercept(const double *t, const double *y, size_t n,
                        double slope, double *room)
{
    for (size_t i = 0; i < n; i++)
        room[i] = y[i] - slope * t[i];
    return ct_median(room, n);
}
