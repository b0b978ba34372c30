/* SPDX-License-Identifier: GPL-3.0-or-later
 * Multiple imputation of the missing cells of a table of units by years. */
#include "config.h"

#include "analyze/multiple_imputation.h"

#include "lib/memory.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

static double log_count(double x)
{
    return log(x + 0.5);
}

/* Means of one unit's cells. */
static void average(const struct ct_unit_years *u, size_t i,
                    struct ct_imputation_model *m)
{
    const double *x = u->events + i * u->n_years;
    double sum = 0, years = 0;
    for (size_t t = 0; t < u->n_years; t++) {
        if (isnan(x[t]))
            continue;
        m->cells[i]++;
        sum += log_count(x[t]);
        years += u->year[t];
    }
    m->n += m->cells[i];
    m->mean[i] = m->cells[i] ? sum / (double)m->cells[i] : (double)NAN;
    m->mean_year[i] = m->cells[i] ? years / (double)m->cells[i] : (double)NAN;
}

/* Adds up squares and products of the distances from the units' means; with
 * the slope set, squares of what is left by it. */
struct squares {
    double xx, xy, residual;
};

static struct squares add_squares(const struct ct_unit_years *u,
                                  const struct ct_imputation_model *m)
{
    struct squares s = {0};
    for (size_t c = 0; c < u->n_units * u->n_years; c++) {
        if (isnan(u->events[c]))
            continue;
        size_t i = c / u->n_years;
        double x = u->year[c % u->n_years] - m->mean_year[i];
        double y = log_count(u->events[c]) - m->mean[i];
        double e = y - m->slope * x;
        s.xx += x * x;
        s.xy += x * y;
        s.residual += e * e;
    }
    return s;
}

bool ct_imputation_fit(const struct ct_unit_years *u,
                       struct ct_imputation_model *out)
{
    size_t units = 0;
    *out = (struct ct_imputation_model){
        .mean = ct_xmalloc(u->n_units + 1, sizeof *out->mean),
        .mean_year = ct_xmalloc(u->n_units + 1, sizeof *out->mean_year),
        .cells = ct_xcalloc(u->n_units + 1, sizeof *out->cells)};
    for (size_t i = 0; i < u->n_units; i++) {
        average(u, i, out);
        units += out->cells[i] > 0;
    }
    struct squares s = add_squares(u, out);
    if (out->n < units + 2 || !(s.xx > 0)) {
        ct_imputation_clear(out);
        return false;
    }
    out->df = out->n - units - 1;
    out->spread = s.xx;
    out->slope = s.xy / s.xx;
    out->sigma2 = add_squares(u, out).residual / (double)out->df;
    return true;
}

void ct_imputation_clear(struct ct_imputation_model *m)
{
    free(m->mean);
    free(m->mean_year);
    free(m->cells);
    m->mean = m->mean_year = NULL;
    m->cells = NULL;
}

void ct_imputation_draw(const struct ct_unit_years *u,
                        const struct ct_imputation_model *m, unsigned long seed,
                        size_t k, double *out)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed + k);
    double sigma =
        sqrt(m->sigma2 * (double)m->df / gsl_ran_chisq(rng, (double)m->df));
    double slope = m->slope + gsl_ran_gaussian(rng, sigma / sqrt(m->spread));
    for (size_t i = 0; i < u->n_units; i++) {
        double level = NAN;
        if (m->cells[i])
            level = m->mean[i] +
                    gsl_ran_gaussian(rng, sigma / sqrt((double)m->cells[i]));
        for (size_t t = 0; t < u->n_years; t++) {
            size_t c = i * u->n_years + t;
            out[c] = u->events[c];
            if (!isnan(out[c]) || isnan(level))
                continue;
            double y = level + slope * (u->year[t] - m->mean_year[i]) +
                       gsl_ran_gaussian(rng, sigma);
            out[c] = fmax(0, exp(y) - 0.5);
        }
    }
    gsl_rng_free(rng);
}
