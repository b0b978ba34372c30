/* SPDX-License-Identifier: GPL-3.0-or-later
 * Optimal partitioning with pruning: a place that could not be the last change
 * now, even without its penalty, will never be. */
#include "config.h"

#include "analyze/order_statistic.h"
#include "analyze/pelt.h"
#include "lib/memory.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Below this a variance is rounding; with it, the logarithm stays finite. */
static const double least_variance = 1e-11;

/* Sums of the first 0, 1, ..., n values: of exposures, of values (POISSON) or
 * of values less their median, and of the squares of these. */
struct sums {
    enum ct_pelt_cost cost;
    double *size, *sum, *square;
};

size_t ct_pelt_shortest(enum ct_pelt_cost cost)
{
    return cost == CT_PELT_MEANVAR ? 3 : 2;
}

/* The median of n values, which are left as they are. */
static double median_of(const double *y, size_t n)
{
    double *copy = ct_xmalloc(n, sizeof *copy);
    memcpy(copy, y, n * sizeof *copy);
    double median = ct_median(copy, n);
    free(copy);
    return median;
}

double ct_pelt_variance(const double *y, size_t n)
{
    if (n < 2)
        return NAN;
    double *step = ct_xmalloc(n - 1, sizeof *step);
    for (size_t i = 0; i + 1 < n; i++)
        step[i] = y[i + 1] - y[i];
    double centre = median_of(step, n - 1);
    for (size_t i = 0; i + 1 < n; i++)
        step[i] = fabs(step[i] - centre);
    double deviation = 1.4826 * ct_median(step, n - 1);
    free(step);
    return deviation * deviation / 2;
}

double ct_pelt_penalty(const struct ct_pelt_data *x)
{
    double log_n = log((double)x->n);
    switch (x->cost) {
    case CT_PELT_MEAN:
        return 2 * log_n * ct_pelt_variance(x->y, x->n);
    case CT_PELT_MEANVAR:
        return 3 * log_n;
    default:
        return 2 * log_n;
    }
}

/* The values less their median: squares of small numbers keep their digits,
 * and whole numbers stay whole, so that equal values have no variance. */
static struct sums sums_make(const struct ct_pelt_data *x)
{
    struct sums s = {.cost = x->cost,
                     .size = ct_xcalloc(3 * (x->n + 1), sizeof(double))};
    double centre = x->cost == CT_PELT_POISSON ? 0 : median_of(x->y, x->n);
    s.sum = s.size + x->n + 1;
    s.square = s.sum + x->n + 1;
    for (size_t i = 0; i < x->n; i++) {
        double y = x->y[i] - centre;
        s.size[i + 1] = s.size[i] + (x->exposure ? x->exposure[i] : 1);
        s.sum[i + 1] = s.sum[i] + y;
        s.square[i + 1] = s.square[i] + y * y;
    }
    return s;
}

/* The cost of values from .. to - 1. */
static double cost_of(const struct sums *s, size_t from, size_t to)
{
    double m = s->size[to] - s->size[from];
    double sum = s->sum[to] - s->sum[from];
    double square = s->square[to] - s->square[from];
    switch (s->cost) {
    case CT_PELT_MEAN:
        return fmax(square - sum * sum / m, 0);
    case CT_PELT_MEANVAR:
        return m *
               (log(2 * M_PI) + 1 +
                log(fmax(square / m - sum / m * (sum / m), least_variance)));
    default:
        return sum > 0 ? 2 * sum * (log(m) - log(sum)) : 0;
    }
}

/* By how much two segments may cost more than one made of both: where a
 * variance is taken as least_variance, by 1 a value. Such segments lie within
 * values of which three neighbours have hardly any variance. */
static double excess(const struct ct_pelt_data *x)
{
    double rounding = (double)x->n * least_variance, n = 0;
    size_t counted = 0;
    if (x->cost != CT_PELT_MEANVAR)
        return 0;
    for (size_t i = 0; i + 3 <= x->n; i++) {
        const double *y = x->y + i;
        double mean = (y[0] + y[1] + y[2]) / 3, sum = 0;
        for (int k = 0; k < 3; k++)
            sum += (y[k] - mean) * (y[k] - mean);
        if (sum > rounding + 1e-12 * mean * mean)
            continue;
        size_t first = i > counted ? i : counted;
        counted = i + 3;
        n += (double)(counted - first);
    }
    return n;
}

/* The state of the search. least[t] is the least cost of the first t values,
 * before[t] where its last segment begins; candidate: where the last segment
 * may begin, each until `until` values. */
struct search {
    double *least;
    size_t *before, *candidate, *until, n_candidates;
};

/* Takes the best candidate for the first t values. */
static void take_best(struct search *f, const struct sums *s, size_t t,
                      double penalty)
{
    f->least[t] = INFINITY;
    for (size_t k = 0; k < f->n_candidates; k++) {
        size_t from = f->candidate[k];
        double total = f->least[from] + cost_of(s, from, t) + penalty;
        if (total < f->least[t]) {
            f->least[t] = total;
            f->before[t] = from;
        }
    }
}

/* Drops candidates that have run out, and gives notice to those that a change
 * here would beat: they serve until a segment from here is long enough. */
static void prune(struct search *f, const struct sums *s, size_t t,
                  double slack)
{
    size_t kept = 0, shortest = ct_pelt_shortest(s->cost);
    double bound = f->least[t] + slack + 1e-10 * fabs(f->least[t]);
    for (size_t k = 0; k < f->n_candidates; k++) {
        size_t from = f->candidate[k];
        bool beaten = f->least[from] + cost_of(s, from, t) > bound;
        if (beaten && f->until[from] > t + shortest)
            f->until[from] = t + shortest;
        if (f->until[from] > t + 1)
            f->candidate[kept++] = from;
    }
    f->n_candidates = kept;
}

static size_t trace(const struct search *f, size_t n, size_t *last)
{
    size_t changes = 0, k = 0;
    for (size_t t = f->before[n]; t > 0; t = f->before[t])
        changes++;
    for (size_t t = f->before[n]; t > 0; t = f->before[t])
        last[changes - ++k] = t;
    return changes;
}

size_t ct_pelt(const struct ct_pelt_data *x, double penalty, size_t *last,
               double *cost)
{
    size_t n = x->n, shortest = ct_pelt_shortest(x->cost);
    struct sums s = sums_make(x);
    struct search f = {.least = ct_xmalloc(n + 1, sizeof(double)),
                       .before = ct_xcalloc(3 * (n + 1), sizeof(size_t))};
    double slack = excess(x);
    f.candidate = f.before + n + 1;
    f.until = f.candidate + n + 1;
    for (size_t t = 0; t <= n; t++) {
        f.least[t] = t == 0 ? -penalty : INFINITY;
        f.until[t] = SIZE_MAX;
    }
    for (size_t t = shortest; t <= n; t++) {
        if (!isinf(f.least[t - shortest]))
            f.candidate[f.n_candidates++] = t - shortest;
        take_best(&f, &s, t, penalty);
        prune(&f, &s, t, slack);
    }
    size_t changes = trace(&f, n, last);
    *cost = f.least[n];
    free(s.size);
    free(f.least);
    free(f.before);
    return changes;
}
