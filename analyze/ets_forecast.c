/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a model of exponential smoothing expects of the periods to come. */
#include "config.h"

#include "analyze/ets_forecast.h"
#include "analyze/p_value.h"
#include "lib/memory.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

enum { PATHS = 5000 };

/* Errors still to come, one a period. */
struct errors {
    gsl_rng *rng; /* NULL: none */
    double sigma;
};

static double draw(const struct errors *e)
{
    double x = 0;
    do
        x = e->rng ? gsl_ran_gaussian(e->rng, e->sigma) : 0;
    while (x <= -1);
    return x;
}

/* Runs the model on, with errors drawn (relative ones). Values 1 to h go to
 * out, `stride` apart. */
static void go_on(const struct ct_ets *m, const struct ct_ets_state *end,
                  size_t n, const struct errors *errors, size_t h, double *out,
                  size_t stride)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    struct ct_ets_state x = *end;
    for (size_t j = 0; j < h; j++) {
        double none = 0, e = draw(errors), q = x.level + m->phi * x.slope;
        double *s = f->season == 'N' ? &none : &x.season[(n + j) % m->period];
        double mean = f->season == 'M' ? q * *s : q + *s;
        out[j * stride] = mean * (1 + e);
        x.level = q + m->alpha * q * e;
        x.slope = m->phi * x.slope + m->beta * q * e;
        *s += m->gamma * *s * e;
    }
}

static void normal_limits(const struct ct_ets *m, double confidence, size_t h,
                          struct ct_prediction *out)
{
    double reach = ct_reach_normal(confidence), variance = 1, slope = 0,
           phi = 1;
    for (size_t j = 1; j <= h; j++) {
        double half = reach * sqrt(m->sigma2 * variance);
        out[j - 1].lower = out[j - 1].value - half;
        out[j - 1].upper = out[j - 1].value + half;
        phi *= m->phi;
        slope += phi;
        double c =
            m->alpha + m->beta * slope + (j % m->period == 0 ? m->gamma : 0);
        variance += c * c;
    }
}

static void simulated_limits(const struct ct_ets *m,
                             const struct ct_ets_state *end, size_t n,
                             const struct ct_prediction_limits *limits,
                             size_t h, struct ct_prediction *out)
{
    struct errors errors = {gsl_rng_alloc(gsl_rng_mt19937), sqrt(m->sigma2)};
    double *path = ct_xmalloc(h * PATHS, sizeof *path);
    double tail = (1 - limits->confidence / 100) / 2;
    gsl_rng_set(errors.rng, limits->seed);
    for (size_t i = 0; i < PATHS; i++)
        go_on(m, end, n, &errors, h, path + i, PATHS);
    for (size_t j = 0; j < h; j++) {
        double *x = path + j * PATHS;
        gsl_sort(x, 1, PATHS);
        out[j].lower = gsl_stats_quantile_from_sorted_data(x, 1, PATHS, tail);
        out[j].upper =
            gsl_stats_quantile_from_sorted_data(x, 1, PATHS, 1 - tail);
    }
    free(path);
    gsl_rng_free(errors.rng);
}

void ct_ets_forecast(const struct ct_ets *m, const struct ct_ets_state *end,
                     size_t n, const struct ct_prediction_limits *limits,
                     size_t h, struct ct_prediction *out)
{
    static const struct errors none = {NULL, 0};
    double *value = ct_xmalloc(h, sizeof *value);
    go_on(m, end, n, &none, h, value, 1);
    for (size_t j = 0; j < h; j++)
        out[j] = (struct ct_prediction){value[j], NAN, NAN};
    free(value);
    if (!ct_ets_form[m->kind].relative)
        normal_limits(m, limits->confidence, h, out);
    else if (m->sigma2 > 0)
        simulated_limits(m, end, n, limits, h, out);
}
