/* SPDX-License-Identifier: GPL-3.0-or-later
 * Models of exponential smoothing: their forms, their run over a series, and
 * how they are judged. */
#include "config.h"

#include "analyze/ets.h"

#include <float.h>
#include <math.h>
#include <string.h>

const struct ct_ets_form ct_ets_form[CT_N_ETS] = {
    {"ANN", false, false, false, 'N'}, {"AAN", false, true, false, 'N'},
    {"AAdN", false, true, true, 'N'},  {"MAdN", true, true, true, 'N'},
    {"ANA", false, false, false, 'A'}, {"AAA", false, true, false, 'A'},
    {"AAdA", false, true, true, 'A'},  {"MAdM", true, true, true, 'M'}};

size_t ct_ets_n_smoothing(enum ct_ets_kind kind)
{
    const struct ct_ets_form *f = &ct_ets_form[kind];
    return 1U + f->trend + f->damped + (f->season != 'N');
}

size_t ct_ets_n_states(enum ct_ets_kind kind, size_t period)
{
    const struct ct_ets_form *f = &ct_ets_form[kind];
    return 1U + f->trend + (f->season != 'N' ? period - 1 : 0);
}

size_t ct_ets_least(enum ct_ets_kind kind, size_t period)
{
    size_t n = ct_ets_n_smoothing(kind) + ct_ets_n_states(kind, period) + 3;
    bool seasonal = ct_ets_form[kind].season != 'N';
    return seasonal && n < 2 * period ? 2 * period : n;
}

/* Takes one value, season at *s. Returns the mean that was expected. */
static double take(const struct ct_ets *m, const struct ct_ets_form *f,
                   struct ct_ets_state *x, double *s, double y, double *error)
{
    double q = x->level + m->phi * x->slope;
    double mean = f->season == 'M' ? q * *s : q + *s;
    double e = f->relative ? y / mean - 1 : y - mean;
    double u = f->relative ? q * e : e;
    x->level = q + m->alpha * u;
    x->slope = m->phi * x->slope + m->beta * u;
    *s += m->gamma * (f->season == 'M' ? *s * e : e);
    *error = e;
    return f->relative && !(q > 0) ? -1 : mean;
}

bool ct_ets_filter(const struct ct_ets *m, const double *y, size_t n,
                   double *fitted, double *error, struct ct_ets_state *end)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    struct ct_ets_state x = m->start;
    for (size_t t = 0; t < n; t++) {
        double none = 0, e;
        double *s = f->season == 'N' ? &none : &x.season[t % m->period];
        double mean = take(m, f, &x, s, y[t], &e);
        if (f->relative && !(mean > 0 && isfinite(e)))
            return false;
        if (fitted)
            fitted[t] = mean;
        if (error)
            error[t] = e;
    }
    if (end)
        *end = x;
    return true;
}

double ct_ets_deviance(double rss, double sum_log, size_t n, double largest)
{
    double rounding = 4 * DBL_EPSILON * largest;
    double least = (double)n * fmax(rounding * rounding, DBL_MIN);
    return (double)n * log(fmax(rss, least)) + 2 * sum_log;
}

bool ct_ets_judge(struct ct_ets *m, const double *y, size_t n)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    struct ct_ets now = *m;
    double rss = 0, sum_log = 0, largest = 0;
    for (size_t t = 0; t < n; t++) {
        /* One value at a time, from the state behind it: no room needed. */
        double none = 0, e;
        double *s = f->season == 'N' ? &none : &now.start.season[t % m->period];
        double mean = take(&now, f, &now.start, s, y[t], &e);
        if (f->relative && !(mean > 0 && isfinite(e)))
            return false;
        rss += e * e;
        sum_log += f->relative ? log(mean) : 0;
        largest = fmax(largest, f->relative ? 1 : fabs(y[t]));
    }
    double used = (double)ct_ets_n_smoothing(m->kind) +
                  (double)ct_ets_n_states(m->kind, m->period);
    double size = (double)n, k = used + 1;
    m->loglik = -ct_ets_deviance(rss, sum_log, n, largest) / 2;
    m->aic = -2 * m->loglik + 2 * k;
    m->bic = -2 * m->loglik + k * log(size);
    m->aicc =
        size > k + 1 ? m->aic + 2 * k * (k + 1) / (size - k - 1) : (double)NAN;
    m->sigma2 = size > used ? rss / (size - used) : (double)NAN;
    return true;
}

/* Whether all roots of a polynomial, c[0] .. c[n] upwards, c[n] = 1, lie
 * within the unit circle: the recursion of Schur and Cohn, which lowers the
 * degree by one as long as the product of the roots is below 1. */
static bool within_circle(double *c, size_t n)
{
    for (; n > 0; n--) {
        double r = c[0] / c[n], lower[CT_ETS_PERIOD_MAX + 2];
        if (!(fabs(r) < 1))
            return false;
        for (size_t i = 0; i < n; i++)
            lower[i] = c[i + 1] - r * c[n - 1 - i];
        memcpy(c, lower, n * sizeof *c);
    }
    return true;
}

bool ct_ets_usual(const struct ct_ets *m)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    bool level = m->alpha >= 0 && m->alpha <= 1;
    bool slope = !f->trend || (m->beta >= 0 && m->beta <= m->alpha);
    bool season =
        f->season == 'N' || (m->gamma >= 0 && m->gamma <= 1 - m->alpha);
    bool damping = !f->damped || (m->phi >= 0 && m->phi <= 1);
    return level && slope && season && damping && ct_ets_admissible(m);
}

bool ct_ets_admissible(const struct ct_ets *m)
{
    const struct ct_ets_form *f = &ct_ets_form[m->kind];
    size_t p = m->period;
    double c[CT_ETS_PERIOD_MAX + 2];
    if (f->season == 'N') /* the bounds of ct_ets_fit() lie within */
        return true;
    for (size_t i = 1; i < p; i++)
        c[i] = m->alpha + (f->trend ? m->beta - m->alpha * m->phi : 0);
    if (!f->trend) { /* without the root at 1, which level and season share */
        c[0] = m->alpha + m->gamma - 1;
        c[p] = 1;
        return within_circle(c, p);
    }
    c[0] = m->phi * (1 - m->alpha - m->gamma);
    c[1] += m->gamma - 1;
    c[p] = m->alpha + m->beta - m->phi;
    c[p + 1] = 1;
    return within_circle(c, p + 1);
}
