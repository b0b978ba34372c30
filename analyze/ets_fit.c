/* SPDX-License-Identifier: GPL-3.0-or-later
 * The most likely smoothing parameters of a model: the initial states are
 * solved for (analyze/ets_states.c), which leaves at most four numbers to
 * search for. A coarse grid, then a simplex from its best point for each alpha
 * and again from where the best of them ends. A sine maps the line to each
 * parameter's bounds, which makes an optimum at a bound one like any other. */
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
    double share[D];
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

/* The grid: nothing at a bound, where neighbours look alike. The likelihood may
 * have several peaks along alpha and phi, so that each of their values here
 * gets a simplex of its own. */
static const double grid_alpha[] = {0.01, 0.08, 0.3, 0.65, 0.95};
static const double grid_phi[] = {0.1, 0.9};
static const double grid_other[] = {0.02, 0.3, 0.9};

#define LENGTH(x) (sizeof(x) / sizeof *(x))

/* The best point of the grid for one alpha and, at its place if the model has
 * one, one phi. */
static struct start scan(struct search *a, double alpha, double phi)
{
    const struct ct_ets_form *f = &ct_ets_form[a->now.kind];
    size_t others = (size_t)f->trend + (f->season != 'N');
    size_t points = others == 0 ? 1 : others == 1 ? 3 : 9;
    struct start best = {.deviance = nowhere};
    for (size_t k = 0; k < points; k++) {
        struct start s = {.share = {alpha}};
        for (size_t i = 0, left = k; i < others; i++, left /= 3)
            s.share[i + 1] = grid_other[left % 3];
        if (f->damped)
            s.share[others + 1] = phi;
        a->now.start = a->guess;
        s.deviance = try(a, s.share);
        if (s.deviance < best.deviance)
            best = s;
    }
    return best;
}

bool ct_ets_fit(enum ct_ets_kind kind, size_t period, const double *y, size_t n,
                struct ct_ets *out)
{
    size_t d = ct_ets_n_smoothing(kind);
    struct search a = {.now = {.kind = kind, .period = period, .phi = 1},
                       .deviance = nowhere,
                       .guess = ct_ets_states_guess(kind, period, y, n),
                       .y = y,
                       .n = n};
    a.work = ct_xmalloc(ct_ets_states_work(n), sizeof *a.work);
    struct start end = {.deviance = nowhere};
    size_t phis = ct_ets_form[kind].damped ? LENGTH(grid_phi) : 1;
    for (size_t i = 0; i < LENGTH(grid_alpha) * phis; i++) {
        struct start s = scan(&a, grid_alpha[i / phis], grid_phi[i % phis]);
        if (s.deviance >= nowhere)
            continue;
        descend(&a, &s, d, 0.5);
        if (s.deviance < end.deviance)
            end = s;
    }
    for (int i = 0; i < AGAIN && end.deviance < nowhere; i++)
        descend(&a, &end, d, 0.2);
    free(a.work);
    if (a.deviance >= nowhere)
        return false;
    *out = a.best;
    return ct_ets_judge(out, y, n);
}
