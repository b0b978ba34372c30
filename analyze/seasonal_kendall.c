/* SPDX-License-Identifier: GPL-3.0-or-later
 * The seasonal Kendall test. */
#include "config.h"

#include "analyze/seasonal_kendall.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

static double at(const struct ct_seasonal *x, size_t year, size_t season)
{
    return x->value[year * x->n_seasons + season];
}

void ct_seasonal_scores(const struct ct_seasonal *x, struct ct_kendall *season)
{
    double *y = ct_xmalloc(x->n_years, sizeof *y);
    for (size_t g = 0; g < x->n_seasons; g++) {
        size_t n = 0;
        for (size_t i = 0; i < x->n_years; i++)
            if (!isnan(at(x, i, g)))
                y[n++] = at(x, i, g);
        season[g] = ct_kendall_score(y, n);
    }
    free(y);
}

/* 1, 0 or -1 as season g rises from one year to another; 0 where missing. */
static int rise(const struct ct_seasonal *x, size_t g, size_t from, size_t to)
{
    double a = at(x, from, g), b = at(x, to, g);
    return (b > a) - (b < a);
}

/* Rank of a year within season g, less the mean rank; 0 where missing. */
static double centred_rank(const struct ct_seasonal *x, size_t g, size_t year)
{
    double sum = 0;
    for (size_t i = 0; i < x->n_years; i++)
        sum += rise(x, g, i, year);
    return sum / 2;
}

/* Three times the covariance of the scores of two seasons. rank[g] stands at
 * rank + g * n_years. */
static double covariance(const struct ct_seasonal *x, const double *rank,
                         size_t g, size_t h)
{
    double sum = 0;
    for (size_t i = 0; i < x->n_years; i++) {
        sum += 4 * rank[g * x->n_years + i] * rank[h * x->n_years + i];
        for (size_t j = i + 1; j < x->n_years; j++)
            sum += rise(x, g, i, j) * rise(x, h, i, j);
    }
    return sum;
}

double ct_seasonal_covariance(const struct ct_seasonal *x)
{
    double *rank = ct_xmalloc(x->n_seasons * x->n_years, sizeof *rank);
    double sum = 0;
    for (size_t g = 0; g < x->n_seasons; g++)
        for (size_t i = 0; i < x->n_years; i++)
            rank[g * x->n_years + i] = centred_rank(x, g, i);
    for (size_t g = 0; g < x->n_seasons; g++)
        for (size_t h = g + 1; h < x->n_seasons; h++)
            sum += 2 * covariance(x, rank, g, h) / 3;
    free(rank);
    return sum;
}
