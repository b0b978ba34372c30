/* SPDX-License-Identifier: GPL-3.0-or-later
 * The empirical quantile method. */
#include "config.h"

#include "analyze/joinpoint_resample.h"
#include "analyze/joinpoint_search.h"
#include "lib/memory.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

enum { N = CT_JOINPOINT_RESAMPLES };

/* What is kept of every resample: the slopes of k + 1 segments, the average
 * slopes of the ranges, k locations; quantity q of resample i at
 * [q * N + i]. Of a line there is one slope. */
struct resamples {
    const struct ct_joinpoint_model *m;
    const struct ct_joinpoint_inference *plain;
    size_t k, n_quantities;
    double *sorted; /* whitened residuals about 0, in the size of the errors */
    double *value;
};

/* Residuals are smaller than errors, by the coefficients that were fitted. */
static void scale_residuals(struct resamples *r)
{
    const struct ct_joinpoint_fit *f = &r->m->fit[r->k];
    double n = (double)f->rows, mean = 0;
    double size = sqrt(n / (n - 2 * (double)r->k - 2));
    for (size_t i = 0; i < f->rows; i++)
        mean += f->residual[i] / n;
    for (size_t i = 0; i < f->rows; i++)
        r->sorted[i] = size * (f->residual[i] - mean);
    gsl_sort(r->sorted, 1, f->rows);
}

/* The quantile at u of n sorted residuals, the i-th standing at (i - 1/2) /
 * n. */
static double quantile(const double *sorted, size_t n, double u)
{
    double place = u * (double)n - 0.5;
    if (place <= 0)
        return sorted[0];
    size_t i = (size_t)place;
    if (i + 1 >= n)
        return sorted[n - 1];
    return sorted[i] + (place - (double)i) * (sorted[i + 1] - sorted[i]);
}

static void keep(struct resamples *r, size_t i,
                 const struct ct_joinpoint_fit *f)
{
    const struct ct_joinpoint_points *p = r->m->points;
    double *value = r->value + i;
    for (size_t s = 0; s <= r->k; s++, value += N)
        *value = f->slope[s];
    for (size_t j = 0; j < r->plain->n_ranges; j++, value += N)
        *value = ct_joinpoint_average_slope(f, p->x[r->plain->range[j].first],
                                            p->x[p->n - 1]);
    for (size_t j = 0; j < r->k; j++, value += N)
        *value = f->at[j];
}

/* What a value adds to the slope of a straight line: the whitened x, less its
 * part along the intercept's column, over its squared length. */
static void slope_weights(const struct ct_joinpoint_groups *g, double *weight)
{
    size_t n = ct_joinpoint_rows(g);
    double along = 0, one = 0, length = 0;
    double *intercept = ct_xmalloc(n, sizeof *intercept);
    ct_joinpoint_column(g, 0, NULL, intercept);
    ct_joinpoint_column(g, 1, NULL, weight);
    for (size_t i = 0; i < n; i++) {
        along += intercept[i] * weight[i];
        one += intercept[i] * intercept[i];
    }
    for (size_t i = 0; i < n; i++) {
        weight[i] -= along / one * intercept[i];
        length += weight[i] * weight[i];
    }
    for (size_t i = 0; i < n; i++)
        weight[i] /= length;
    free(intercept);
}

/* Without joinpoints there is nothing to search. */
static void resample_line(struct resamples *r, gsl_rng *random)
{
    const struct ct_joinpoint_fit *f = &r->m->fit[0];
    struct ct_joinpoint_groups groups = {1, {r->m->points}, false};
    double *weight = ct_xmalloc(f->rows, sizeof *weight);
    slope_weights(&groups, weight);
    for (size_t i = 0; i < N; i++) {
        double slope = f->slope[0];
        for (size_t t = 0; t < f->rows; t++)
            slope += weight[t] *
                     quantile(r->sorted, f->rows, gsl_rng_uniform(random));
        r->value[i] = slope;
    }
    free(weight);
}

static void resample(struct resamples *r, gsl_rng *random)
{
    const struct ct_joinpoint_fit *f = &r->m->fit[r->k];
    double *white = ct_xmalloc(2 * f->rows, sizeof *white),
           *y = white + f->rows;
    struct ct_joinpoint_points p = *r->m->points;
    struct ct_joinpoint_groups groups = {1, {&p}, false};
    p.y = y;
    for (size_t i = 0; i < N; i++) {
        struct ct_joinpoint_fit fit[CT_JOINPOINT_MAX + 1];
        for (size_t t = 0; t < f->rows; t++)
            white[t] = f->fitted[t] +
                       quantile(r->sorted, f->rows, gsl_rng_uniform(random));
        ct_joinpoint_unwhiten(&p, white, y);
        ct_joinpoint_search_best(&r->m->design, &groups, r->k, fit);
        keep(r, i, &fit[r->k]);
        for (size_t k = 0; k <= r->k; k++)
            ct_joinpoint_fit_clear(&fit[k]);
    }
    free(white);
}

/* Limits of a quantity, sorted here. */
static void limits(double *value, double confidence, double *lower,
                   double *upper)
{
    double tail = (1 - confidence / 100) / 2;
    gsl_sort(value, 1, N);
    *lower = gsl_stats_quantile_from_sorted_data(value, 1, N, tail);
    *upper = gsl_stats_quantile_from_sorted_data(value, 1, N, 1 - tail);
}

static void settle(double *value, double confidence,
                   struct ct_joinpoint_estimate *e)
{
    size_t below = 0, above = 0;
    limits(value, confidence, &e->lower, &e->upper);
    for (size_t i = 0; i < N; i++) {
        below += value[i] < 0;
        above += value[i] > 0;
    }
    double fewer = 2 * (double)(below < above ? below : above);
    e->p = fmax(fewer, 1) / (N + 1); /* no resample among N is not never */
    e->se = NAN;
}

/* The average slope of any range of a line is known as well as the line's. */
static void share(const struct ct_joinpoint_estimate *line,
                  struct ct_joinpoint_estimate *e)
{
    e->lower = line->lower;
    e->upper = line->upper;
    e->p = line->p;
    e->se = line->se;
}

/* The place of the grid nearest to x, in the past if `down`. */
static double place(const struct ct_joinpoint_grid *g, double x, bool down)
{
    size_t i = 0;
    while (i + 1 < g->m && (down ? g->at[i + 1] <= x : g->at[i] < x))
        i++;
    return g->at[i];
}

void ct_joinpoint_infer_resampled(const struct ct_joinpoint_model *m,
                                  double confidence, int seed,
                                  struct ct_joinpoint_inference *out)
{
    ct_joinpoint_infer(m, confidence, out);
    const struct ct_joinpoint_fit *f = &m->fit[m->selected];
    if (m->exact || f->rows <= 2 * f->k + 2)
        return;
    struct resamples r = {.m = m, .plain = out, .k = f->k};
    r.n_quantities = f->k == 0 ? 1 : 2 * f->k + 1 + out->n_ranges;
    r.sorted = ct_xmalloc(f->rows + r.n_quantities * N, sizeof *r.sorted);
    r.value = r.sorted + f->rows;
    scale_residuals(&r);
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, (unsigned long)seed);
    if (r.k == 0)
        resample_line(&r, random);
    else
        resample(&r, random);
    gsl_rng_free(random);
    double *value = r.value;
    for (size_t s = 0; s <= f->k; s++, value += N)
        settle(value, confidence, &out->segment[s]);
    for (size_t i = 0; i<out->n_ranges; i++, value += f->k> 0 ? N : 0)
        if (f->k > 0)
            settle(value, confidence, &out->range[i].estimate);
        else
            share(&out->segment[0], &out->range[i].estimate);
    for (size_t j = 0; j < f->k; j++, value += N) {
        limits(value, confidence, &out->lower[j], &out->upper[j]);
        out->lower[j] = place(&m->grid, out->lower[j], true);
        out->upper[j] = place(&m->grid, out->upper[j], false);
    }
    free(r.sorted);
}
