/* SPDX-License-Identifier: GPL-3.0-or-later
 * The most likely smoothing parameters of a model: the initial states are
 * solved for (analyze/ets_states.c), which leaves at most four numbers to
 * search for. A grid, then a simplex from each of its dips and again from where
 * the best of them ends. A sine maps the line to each parameter's bounds, which
 * makes an optimum at a bound one like any other. */
#include "config.h"

#include "analyze/ets.h"

#include "lib/memory.h"

#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double lowest = 1e-4, highest = 0.9999;
static const double phi_lowest = 0.8, phi_highest = 0.98;
static const double nowhere = 1e100; /* a simplex wants finite values */

enum { AGAIN = 2, STEPS_MAX = 600, D = CT_ETS_SMOOTHING_MAX };

struct search {
    struct ct_ets now, best;
    double deviance; /* of best */
    struct ct_ets_state guess;
    const double *y;
    size_t n;
    double *work;
};

static double within(double low, double high, double share)
{
    return low + share * (high - low);
}

/* Sets the smoothing parameters from shares 0..1 of what the bounds leave, in
 * the order alpha, beta, gamma, phi. */
static void set_smoothing(struct ct_ets *m, const double *share)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    size_t i = 0;
    m->alpha = within(lowest, highest, share[i++]);
    m->beta = f->trend ? within(lowest, m->alpha, share[i++]) : 0;
    m->gamma = f->season != 'N' ? within(lowest, 1 - m->alpha, share[i++]) : 0;
    m->phi = f->damped ? within(phi_lowest, phi_highest, share[i]) : 1;
}

/* The deviance at these shares; keeps the best model seen. */
static double try(struct search *a, const double *share)
{
    set_smoothing(&a->now, share);
    if (!ct_ets_admissible(&a->now))
        return nowhere;
    double deviance = ct_ets_states_fit(&a->now, a->y, a->n, a->work);
    if (!isfinite(deviance)) {
        a->now.start = a->guess;
        deviance = ct_ets_states_fit(&a->now, a->y, a->n, a->work);
    }
    if (!isfinite(deviance))
        return nowhere;
    if (deviance < a->deviance) {
        a->deviance = deviance;
        a->best = a->now;
    }
    return deviance;
}

static double share_of(double x)
{
    double s = sin(x / 2);
    return s * s;
}

static double line_of(double share)
{
    return 2 * asin(sqrt(share));
}

static double objective(const gsl_vector *x, void *user)
{
    double share[D] = {0};
    for (size_t i = 0; i < x->size; i++)
        share[i] = share_of(gsl_vector_get(x, i));
    return try(user, share);
}

/* A point of the grid, or the end of a simplex. */
struct start {
    double deviance, share[D];
};

/* Goes down from a start, and writes there where it ended. */
static void descend(struct search *a, struct start *s, size_t d, double edge)
{
    gsl_vector *x = gsl_vector_alloc(d), *step = gsl_vector_alloc(d);
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, d);
    gsl_multimin_function f = {objective, d, a};
    for (size_t i = 0; i < d; i++)
        gsl_vector_set(x, i, line_of(s->share[i]));
    gsl_vector_set_all(step, edge);
    int status = gsl_multimin_fminimizer_set(simplex, &f, x, step);
    for (int i = 0; i < STEPS_MAX && status == 0; i++) {
        status = gsl_multimin_fminimizer_iterate(simplex);
        if (gsl_multimin_fminimizer_size(simplex) < 1e-5)
            break;
    }
    s->deviance = simplex->fval;
    for (size_t i = 0; i < d; i++)
        s->share[i] = share_of(gsl_vector_get(simplex->x, i));
    gsl_multimin_fminimizer_free(simplex);
    gsl_vector_free(x);
    gsl_vector_free(step);
}

/* A grid of d parameters, the first changing slowest; point k is number
 * k / stride % size along each. */
struct grid {
    size_t d, n, size[D], stride[D];
    const double *share[D];
};

/* Adds a parameter to the grid. */
static void add_axis(struct grid *g, const double *share, size_t size)
{
    for (size_t i = 0; i < g->d; i++)
        g->stride[i] *= size;
    g->share[g->d] = share;
    g->size[g->d] = size;
    g->stride[g->d++] = 1;
    g->n *= size;
}

#define LENGTH(x) (sizeof(x) / sizeof *(x))

/* The likelihood may have several peaks, along alpha above all, and narrow ones
 * where alpha is small; often one lies at a bound. Without a season a fine grid
 * costs little. */
static struct grid make_grid(const struct ct_ets_form *f)
{
    static const double alpha[] = {0,   0.002, 0.005, 0.01, 0.02, 0.04,
                                   0.1, 0.25,  0.5,   0.75, 0.99};
    static const double beta[] = {0, 0.05, 0.2, 0.5, 1};
    static const double fine[] = {0,    0.02, 0.05, 0.1,  0.2,
                                  0.35, 0.5,  0.7,  0.85, 1};
    static const double gamma[] = {0, 0.3, 0.8};
    static const double phi[] = {0, 0.5, 1};
    struct grid g = {.n = 1};
    add_axis(&g, alpha, LENGTH(alpha));
    if (f->trend && f->season == 'N')
        add_axis(&g, fine, LENGTH(fine));
    else if (f->trend)
        add_axis(&g, beta, LENGTH(beta));
    if (f->season != 'N')
        add_axis(&g, gamma, LENGTH(gamma));
    if (f->damped)
        add_axis(&g, phi, LENGTH(phi));
    return g;
}

static struct start grid_point(const struct grid *g, size_t k)
{
    struct start s = {.deviance = nowhere};
    for (size_t i = 0; i < g->d; i++)
        s.share[i] = g->share[i][k / g->stride[i] % g->size[i]];
    return s;
}

/* Whether no neighbour along an axis is lower. */
static bool is_dip(const struct grid *g, const double *deviance, size_t k)
{
    for (size_t i = 0; i < g->d; i++) {
        size_t place = k / g->stride[i] % g->size[i];
        if ((place > 0 && deviance[k - g->stride[i]] <= deviance[k]) ||
            (place + 1 < g->size[i] &&
             deviance[k + g->stride[i]] < deviance[k]))
            return false;
    }
    return deviance[k] < nowhere;
}

/* Goes down from every dip of the grid, and again from the lowest end. */
static void search_all(struct search *a)
{
    struct grid g = make_grid(&ct_ets_form[a->now.kind]);
    struct start end = {.deviance = nowhere};
    double *deviance = ct_xmalloc(g.n, sizeof *deviance);
    for (size_t k = 0; k < g.n; k++) {
        a->now.start = a->guess;
        deviance[k] = try(a, grid_point(&g, k).share);
    }
    for (size_t k = 0; k < g.n; k++) {
        struct start s = grid_point(&g, k);
        if (!is_dip(&g, deviance, k))
            continue;
        descend(a, &s, g.d, 0.9);
        if (s.deviance < end.deviance)
            end = s;
    }
    for (int i = 0; i < AGAIN && end.deviance < nowhere; i++)
        descend(a, &end, g.d, 0.2);
    free(deviance);
}

bool ct_ets_fit(enum ct_ets_kind kind, size_t period, const double *y, size_t n,
                struct ct_ets *out)
{
    struct search a = {.now = {.kind = kind, .period = period, .phi = 1},
                       .deviance = nowhere,
                       .guess = ct_ets_states_guess(kind, period, y, n),
                       .y = y,
                       .n = n};
    a.now.start = a.guess;
    a.work = ct_xmalloc(ct_ets_states_work(n), sizeof *a.work);
    search_all(&a);
    free(a.work);
    if (a.deviance >= nowhere)
        return false;
    *out = a.best;
    return ct_ets_judge(out, y, n);
}
