/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analyze/components.h"

#include "lib/memory.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

struct ct_components ct_components_make(size_t n)
{
    double *room = ct_xcalloc(4 * n, sizeof *room);
    return (struct ct_components){n, room, room + n, room + 2 * n,
                                  room + 3 * n};
}

void ct_components_clear(struct ct_components *c)
{
    free(c->trend);
    *c = (struct ct_components){0};
}

void ct_seasonal_means(const double *component, size_t n, size_t period,
                       double *out)
{
    for (size_t season = 0; season < period; season++) {
        double sum = 0;
        size_t years = 0;
        for (size_t i = season; i < n; i += period)
            if (!isnan(component[i])) {
                sum += component[i];
                years++;
            }
        out[season] = years ? sum / (double)years : NAN;
    }
}

/* The mean of a period around y[i]; of an even number of seasons that of
 * period + 1 values, both ends with half the weight. */
static double centred_mean(const double *y, size_t i, size_t period)
{
    size_t half = period / 2;
    double sum = 0;
    for (size_t k = i - half; k <= i + half; k++)
        sum += y[k];
    if (period % 2 == 0)
        sum -= (y[i - half] + y[i + half]) / 2;
    return sum / (double)period;
}

/* Takes their own mean out of the means by season. */
static void centre(double *figure, size_t period, bool multiplicative)
{
    double mean = gsl_stats_mean(figure, 1, period);
    for (size_t season = 0; season < period; season++)
        figure[season] =
            multiplicative ? figure[season] / mean : figure[season] - mean;
}

static double without(double y, double part, bool multiplicative)
{
    return multiplicative ? y / part : y - part;
}

void ct_components_by_averages(const double *y, size_t period,
                               bool multiplicative, struct ct_components *c)
{
    double *figure = ct_xmalloc(period, sizeof *figure);
    size_t half = period / 2;
    for (size_t i = 0; i < c->n; i++) {
        bool inside = i >= half && i + half < c->n;
        c->trend[i] = inside ? centred_mean(y, i, period) : NAN;
        c->remainder[i] = without(y[i], c->trend[i], multiplicative);
        c->weight[i] = 1;
    }
    ct_seasonal_means(c->remainder, c->n, period, figure);
    centre(figure, period, multiplicative);
    for (size_t i = 0; i < c->n; i++) {
        c->seasonal[i] = i < period ? figure[i] : c->seasonal[i - period];
        c->remainder[i] =
            without(c->remainder[i], c->seasonal[i], multiplicative);
    }
    free(figure);
}

double ct_components_strength(const struct ct_components *c,
                              const double *component, bool multiplicative)
{
    double *rest = ct_xmalloc(2 * c->n, sizeof *rest), *both = rest + c->n;
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        double r = c->remainder[i], x = component[i];
        if (isnan(r))
            continue;
        rest[n] = multiplicative ? log(r) : r;
        both[n] = rest[n] + (multiplicative ? log(x) : x);
        n++;
    }
    double strength = NAN;
    if (n > 1) {
        double all = gsl_stats_variance(both, 1, n);
        double share = gsl_stats_variance(rest, 1, n) / all;
        strength = all > 0 ? fmax(0, 1 - share) : NAN;
    }
    free(rest);
    return strength;
}
