/* SPDX-License-Identifier: GPL-3.0-or-later
 * The step in a series at a break without overlap. */
#include "config.h"

#include "analyze/level_shift.h"

#include "analyze/cut.h"
#include "lib/memory.h"

#include <gsl/gsl_multifit.h>
#include <math.h>
#include <stdlib.h>

/* A regression: the rows it uses, its columns. */
struct design {
    size_t n, p;
    gsl_matrix *x, *covariance;
    gsl_vector *y, *coefficient;
};

static bool usable(const struct ct_rows *r, size_t i)
{
    return r->value[i] > 0 && isfinite(r->value[i]);
}

/* Fills in 1, year from the middle, and one step for each break. */
static void fill_design(struct design *d, const struct ct_rows *r,
                        const size_t *start)
{
    double centre = (r->year[0] + r->year[r->n - 1]) / 2;
    for (size_t i = 0, row = 0; i < r->n; i++) {
        if (!usable(r, i))
            continue;
        gsl_matrix_set(d->x, row, 0, 1);
        gsl_matrix_set(d->x, row, 1, r->year[i] - centre);
        for (size_t k = 2; k < d->p; k++)
            gsl_matrix_set(d->x, row, k, i >= start[k - 1]);
        gsl_vector_set(d->y, row++, log(r->value[i]));
    }
}

static bool fit(struct design *d)
{
    double rss;
    gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(d->n, d->p);
    size_t rank = 0;
    int failed = gsl_multifit_linear_tsvd(d->x, d->y, 1e-12, d->coefficient,
                                          d->covariance, &rss, &rank, w);
    gsl_multifit_linear_free(w);
    return !failed && rank == d->p;
}

/* Fits the design for `breaks` breaks and sets delta, se, t of *out. */
static void estimate(const struct ct_rows *r, const size_t *start,
                     struct design *d, struct ct_level_shift *out)
{
    d->x = gsl_matrix_alloc(d->n, d->p);
    d->covariance = gsl_matrix_alloc(d->p, d->p);
    d->y = gsl_vector_alloc(d->n);
    d->coefficient = gsl_vector_alloc(d->p);
    fill_design(d, r, start);
    if (fit(d))
        for (size_t k = 2; k < d->p; k++) {
            struct ct_level_shift *s = &out[k - 2];
            s->delta = gsl_vector_get(d->coefficient, k);
            s->df = d->n - d->p;
            if (s->df == 0)
                continue;
            s->se = sqrt(gsl_matrix_get(d->covariance, k, k));
            s->t = s->delta / s->se;
        }
    gsl_matrix_free(d->x);
    gsl_matrix_free(d->covariance);
    gsl_vector_free(d->y);
    gsl_vector_free(d->coefficient);
}

size_t ct_level_shift(const struct ct_rows *r, struct ct_level_shift *out)
{
    size_t *start = ct_xmalloc(r->n + 2, sizeof *start);
    size_t breaks = ct_cut(r->value, r->status, r->n, start) - 1;
    struct design d = {.p = breaks + 2};
    for (size_t k = 0; k < breaks; k++)
        out[k] = (struct ct_level_shift){start[k + 1], NAN, NAN, NAN, 0};
    for (size_t i = 0; i < r->n; i++)
        d.n += usable(r, i);
    if (breaks && d.n >= d.p)
        estimate(r, start, &d, out);
    free(start);
    return breaks;
}
