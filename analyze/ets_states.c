/* SPDX-License-Identifier: GPL-3.0-or-later
 * The most likely initial states of a model whose smoothing parameters are
 * given. Errors are linear in the states unless they are relative: then one
 * least-squares step is the answer. Relative errors e with means m have the
 * likelihood of least squares on e G, G the geometric mean of the m, so that
 * Gauss-Newton steps on those lead there. Derivatives run beside the states. */
#include "config.h"

#include "analyze/ets.h"

#include <math.h>
#include <string.h>

enum { STATES_MAX = CT_ETS_PERIOD_MAX + 1, STEPS_MAX = 60, HALVES_MAX = 15 };

/* Derivatives of the states now by the free ones at the start: level, slope,
 * and all seasons but the last. */
struct tangent {
    double level[STATES_MAX], slope[STATES_MAX];
    double season[CT_ETS_PERIOD_MAX][STATES_MAX];
};

/* One problem: n values, p free states; jacobian has p columns of n values,
 * behind it the errors. */
struct problem {
    const struct ct_ets_form *form;
    const double *y;
    size_t n, p, first_season;
    double *jacobian, *error;
    double largest;
};

size_t ct_ets_states_work(size_t n)
{
    return n * (STATES_MAX + 1);
}

static void tangent_start(const struct ct_ets *m, const struct problem *a,
                          struct tangent *d)
{
    memset(d, 0, sizeof *d);
    d->level[0] = 1;
    if (a->form->trend)
        d->slope[1] = 1;
    for (size_t k = 0; a->form->season != 'N' && k + 1 < m->period; k++) {
        d->season[k][a->first_season + k] = 1;
        d->season[m->period - 1][a->first_season + k] = -1;
    }
}

/* What one value is taken with: the mean q of level and slope, the season, the
 * mean of the value, its error. */
struct point {
    double q, season, mean, error, y;
};

/* Takes the derivatives over one value; ds are those of its season. Writes
 * those of the error to column after column at jacobian, those of ln(mean)
 * are added to pull. */
static void advance(const struct ct_ets *m, const struct problem *a,
                    const struct point *at, struct tangent *d, double *ds,
                    double *pull, double *jacobian)
{
    bool relative = a->form->relative, times = a->form->season == 'M';
    double by = relative ? -at->y / (at->mean * at->mean) : -1;
    for (size_t c = 0; c < a->p; c++) {
        double dq = d->level[c] + m->phi * d->slope[c];
        double dm = times ? dq * at->season + at->q * ds[c] : dq + ds[c];
        double de = by * dm;
        double du = relative ? dq * at->error + at->q * de : de;
        jacobian[c * a->n] = de;
        pull[c] += relative ? dm / at->mean : 0;
        d->level[c] = dq + m->alpha * du;
        d->slope[c] = m->phi * d->slope[c] + m->beta * du;
        ds[c] += m->gamma * (times ? ds[c] * at->error + at->season * de : de);
    }
}

/* The value t as the states foresee it; k is its season's number. */
static struct point foresee(const struct ct_ets *m, const struct problem *a,
                            const struct ct_ets_state *x, size_t t, size_t k)
{
    struct point at = {.q = x->level + m->phi * x->slope, .y = a->y[t]};
    at.season = a->form->season == 'N' ? 0 : x->season[k];
    at.mean = a->form->season == 'M' ? at.q * at.season : at.q + at.season;
    at.error = a->form->relative ? at.y / at.mean - 1 : at.y - at.mean;
    return at;
}

/* Takes the states over one value. */
static void pass(const struct ct_ets *m, const struct problem *a,
                 const struct point *at, size_t k, struct ct_ets_state *x)
{
    bool times = a->form->season == 'M';
    double u = a->form->relative ? at->q * at->error : at->error;
    x->level = at->q + m->alpha * u;
    x->slope = m->phi * x->slope + m->beta * u;
    x->season[k] += m->gamma * (times ? at->season * at->error : at->error);
}

/* Turns the derivatives of the errors e into those of e G, over G: G, too,
 * moves with the states, its ln by the mean of what pull has. */
static void add_pull(struct problem *a, const double *pull)
{
    for (size_t c = 0; c < a->p; c++)
        for (size_t t = 0; t < a->n; t++)
            a->jacobian[c * a->n + t] += a->error[t] * pull[c] / (double)a->n;
}

/* Fills errors and jacobian. Returns the deviance, INFINITY where a mean is not
 * above 0. */
static double differentiate(const struct ct_ets *m, struct problem *a)
{
    double rss = 0, sum_log = 0;
    struct tangent d;
    struct ct_ets_state x = m->start;
    double pull[STATES_MAX] = {0}, flat[STATES_MAX];
    bool relative = a->form->relative, seasonal = a->form->season != 'N';
    tangent_start(m, a, &d);
    for (size_t t = 0; t < a->n; t++) {
        size_t k = seasonal ? t % m->period : 0;
        struct point at = foresee(m, a, &x, t, k);
        if (relative && !(at.mean > 0 && at.q > 0))
            return INFINITY;
        a->error[t] = at.error;
        rss += at.error * at.error;
        sum_log += relative ? log(at.mean) : 0;
        memset(flat, 0, sizeof flat); /* a season that is not there stays 0 */
        advance(m, a, &at, &d, seasonal ? d.season[k] : flat, pull,
                a->jacobian + t);
        pass(m, a, &at, k, &x);
    }
    if (relative)
        add_pull(a, pull);
    return ct_ets_deviance(rss, sum_log, a->n, relative ? 1 : a->largest);
}

static double dot(const double *x, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static void subtract(double *x, double f, const double *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] -= f * y[i];
}

/* The step that least squares suggests, jacobian step = -error: modified
 * Gram-Schmidt with the errors as one more column, which is as stable as
 * reflections (Bjorck 1967). What depends on columns before it stays where it
 * is. Returns the sum of squares that is left; jacobian and error are used
 * up. */
static double solve(struct problem *a, double *step)
{
    const double dependent = 1e-10;
    double r[STATES_MAX][STATES_MAX], right[STATES_MAX];
    size_t n = a->n;
    for (size_t c = 0; c < a->p; c++) {
        double *column = a->jacobian + c * n, size = 0;
        for (size_t b = 0; b < c; b++)
            size += r[b][c] * r[b][c];
        r[c][c] = sqrt(dot(column, column, n));
        if (r[c][c] <= dependent * sqrt(size + r[c][c] * r[c][c])) {
            r[c][c] = 0;
            memset(column, 0, n * sizeof *column);
        }
        for (size_t i = 0; r[c][c] > 0 && i < n; i++)
            column[i] /= r[c][c];
        for (size_t b = c + 1; b < a->p; b++) {
            r[c][b] = dot(column, a->jacobian + b * n, n);
            subtract(a->jacobian + b * n, r[c][b], column, n);
        }
        right[c] = dot(column, a->error, n);
        subtract(a->error, right[c], column, n);
    }
    for (size_t c = a->p; c-- > 0;) {
        double sum = -right[c];
        for (size_t b = c + 1; b < a->p; b++)
            sum -= r[c][b] * step[b];
        step[c] = r[c][c] > 0 ? sum / r[c][c] : 0;
    }
    return dot(a->error, a->error, n);
}

/* Moves the initial states by `share` of a step. */
static void move(struct ct_ets *m, const struct problem *a, const double *step,
                 double share)
{
    m->start.level += share * step[0];
    if (a->form->trend)
        m->start.slope += share * step[1];
    for (size_t k = 0; a->form->season != 'N' && k + 1 < m->period; k++) {
        m->start.season[k] += share * step[a->first_season + k];
        m->start.season[m->period - 1] -= share * step[a->first_season + k];
    }
}

/* Gauss-Newton steps, halved until they better the likelihood; none where the
 * linear model promises next to nothing. */
static double descend(struct ct_ets *m, struct problem *a)
{
    const double enough = 1e-8; /* of a deviance */
    double now = differentiate(m, a), step[STATES_MAX] = {0};
    for (int i = 0; i < STEPS_MAX && isfinite(now); i++) {
        struct ct_ets next = *m;
        double share = 1, there = INFINITY;
        double rss = dot(a->error, a->error, a->n), left = solve(a, step);
        if ((double)a->n * log(rss / left) < enough)
            break;
        for (int h = 0; h < HALVES_MAX && !(there < now); h++, share /= 2) {
            next = *m;
            move(&next, a, step, share);
            there = differentiate(&next, a);
        }
        if (!(there < now))
            break;
        *m = next;
        now = there;
    }
    return now;
}

double ct_ets_states_fit(struct ct_ets *m, const double *y, size_t n,
                         double *work)
{
    const struct ct_ets_form *form = &ct_ets_form[m->kind];
    struct problem a = {.form = form,
                        .y = y,
                        .n = n,
                        .p = ct_ets_n_states(m->kind, m->period),
                        .first_season = 1U + form->trend,
                        .jacobian = work,
                        .error = work + STATES_MAX * n};
    if (form->relative)
        return descend(m, &a);
    for (size_t t = 0; t < n; t++)
        a.largest = fmax(a.largest, fabs(y[t]));
    double step[STATES_MAX] = {0};
    differentiate(m, &a);
    double rss = solve(&a, step);
    move(m, &a, step, 1);
    return ct_ets_deviance(rss, 0, n, a.largest);
}

static double mean_of(const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += y[i] / (double)n;
    return sum;
}

struct ct_ets_state ct_ets_states_guess(enum ct_ets_kind kind, size_t period,
                                        const double *y, size_t n)
{
    const struct ct_ets_form *f = &ct_ets_form[kind];
    struct ct_ets_state x = {.level = y[0]};
    if (f->season == 'N' || n < 2 * period)
        return x;
    bool times = f->season == 'M';
    double first = mean_of(y, period), second = mean_of(y + period, period);
    x.level = first;
    double sum = 0;
    for (size_t k = 0; k < period; k++) {
        x.season[k] = times ? (y[k] / first + y[k + period] / second) / 2
                            : (y[k] - first + y[k + period] - second) / 2;
        sum += x.season[k];
    }
    double off = (sum - (times ? (double)period : 0)) / (double)period;
    for (size_t k = 0; k < period; k++)
        x.season[k] -= off;
    return x;
}
