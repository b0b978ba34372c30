/* SPDX-License-Identifier: GPL-3.0-or-later
 * Least squares by updating means and sums of squares about them. */
#include "config.h"

#include "analyze/regimes.h"

#include <float.h>
#include <math.h>

/* What is known of the values so far: their number, means, and sums of squares
 * and products about the means. */
struct sums {
    double n, t, y, stt, sty;
};

/* A prediction error and its variance in units of that of a value. */
struct step {
    double error, variance;
};

/* The error in predicting y at t from the values so far; 0 while there are
 * fewer than coefficients. */
static struct step predict(const struct sums *s, enum ct_regressors q, double t,
                           double y)
{
    if (s->n < (double)q)
        return (struct step){0, 1};
    struct step out = {y - s->y, 1 + 1 / s->n};
    if (q == CT_REGRESSORS_TREND) {
        double dt = t - s->t;
        out.error -= s->sty / s->stt * dt;
        out.variance += dt * dt / s->stt;
    }
    return out;
}

static void add(struct sums *s, enum ct_regressors q, double t, double y)
{
    double dy = y - s->y, share = 1 / (s->n + 1);
    if (q == CT_REGRESSORS_TREND) {
        double dt = t - s->t, weight = s->n * share;
        s->stt += weight * dt * dt;
        s->sty += weight * dt * dy;
        s->t += dt * share;
    }
    s->y += dy * share;
    s->n++;
}

struct ct_regime ct_regime_fit(const struct ct_regime_data *x, size_t from,
                               size_t to)
{
    struct sums s = {0};
    for (size_t i = from; i < to; i++)
        add(&s, x->q, x->t[i], x->y[i]);
    struct ct_regime out = {.n = to - from, .centre = s.t, .level = s.y};
    if (x->q == CT_REGRESSORS_TREND && s.stt > 0)
        out.slope = s.sty / s.stt;
    for (size_t i = from; i < to; i++) {
        double e = x->y[i] - ct_regime_at(&out, x->t[i]);
        out.rss += e * e;
    }
    return out;
}

double ct_regime_at(const struct ct_regime *r, double t)
{
    return r->level + r->slope * (t - r->centre);
}

void ct_recursive_residuals(const struct ct_regime_data *x, size_t from,
                            double *w)
{
    struct sums s = {0};
    for (size_t i = from; i < x->n; i++) {
        struct step step = predict(&s, x->q, x->t[i], x->y[i]);
        w[i - from] = step.error / sqrt(step.variance);
        add(&s, x->q, x->t[i], x->y[i]);
    }
}

void ct_rss_row(const struct ct_regime_data *x, size_t from, double *rss)
{
    struct sums s = {0};
    double sum = 0;
    for (size_t i = from; i < x->n; i++) {
        struct step step = predict(&s, x->q, x->t[i], x->y[i]);
        sum += step.error * step.error / step.variance;
        rss[i - from] = sum;
        add(&s, x->q, x->t[i], x->y[i]);
    }
}

double ct_rss_rounding(const double *y, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(y[i]));
    double rounding = 4 * DBL_EPSILON * most;
    return (double)n * rounding * rounding;
}
