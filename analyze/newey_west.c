/* SPDX-License-Identifier: GPL-3.0-or-later
 * Newey and West's variance, for the slope alone: what a point adds to the
 * slope is w (t - centre) residual / sxx, a series of single numbers. */
#include "config.h"

#include "analyze/newey_west.h"

#include <math.h>

size_t ct_newey_west_lag(size_t n)
{
    return (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
}

static double pull(const struct ct_points *p, const struct ct_line *line,
                   const double *residual, size_t i)
{
    double w = p->w ? p->w[i] : 1;
    return w * (p->t[i] - line->centre) * residual[i];
}

double ct_newey_west_se(const struct ct_points *p, const struct ct_line *line,
                        const double *residual, size_t lag)
{
    double meat = 0;
    for (size_t l = 0; l <= lag && l < p->n; l++) {
        double product = 0;
        for (size_t i = l; i < p->n; i++)
            product +=
                pull(p, line, residual, i) * pull(p, line, residual, i - l);
        double bartlett = 1 - (double)l / (double)(lag + 1);
        meat += (l ? 2 : 1) * bartlett * product;
    }
    double n = (double)p->n;
    return sqrt(n / (n - 2) * meat) / line->sxx;
}
