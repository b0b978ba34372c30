/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which values of a series enter a joinpoint model, as what and with which
 * weight. */
#include "config.h"

#include "analyze/joinpoint_series.h"
#include "analyze/p_value.h"
#include "analyze/zero.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdlib.h>

static enum ct_joinpoint_weights choose(const struct ct_observed *o)
{
    for (size_t i = 0; i < o->n; i++)
        if (!ct_series_counted(o->series, o->row[i]))
            return CT_JOINPOINT_CONSTANT;
    return CT_JOINPOINT_COUNT;
}

/* The root of the weight of a value: of the inverse of its variance, that of a
 * logarithm being the relative one. NaN where it is not known. Sources: the
 * NCI program's options Poisson variance and standard error provided. */
static double root_weight(const struct ct_series *s, size_t row,
                          enum ct_joinpoint_weights weights,
                          const struct ct_joinpoint_taking *how)
{
    bool log_scale = how->scale == CT_JOINPOINT_LOG;
    if (weights == CT_JOINPOINT_CONSTANT)
        return 1;
    if (weights == CT_JOINPOINT_SE) {
        if (!s->lower || !s->upper)
            return NAN;
        double se = (s->upper[row] - s->lower[row]) / 2 /
                    ct_reach_normal(how->confidence);
        return se > 0 ? (log_scale ? s->value[row] / se : 1 / se) : NAN;
    }
    if (!ct_series_counted(s, row) || s->events[row] < 0)
        return NAN;
    double events = s->events[row] > 0 ? s->events[row] : 0.5;
    return log_scale ? sqrt(events) : s->population[row] / sqrt(events);
}

/* The logarithm of a value, NaN for a zero that is left out. Returns 0 or -1
 * with *err. */
static int take_log(struct ct_joinpoint_series *j, size_t row, int zero,
                    double *y, struct ct_error *err)
{
    const struct ct_series *s = j->o.series;
    if (s->value[row] < 0)
        return ct_fail(err, CT_EMATH, 0, 0,
                       "values below zero; --scale=linear takes them");
    *y = log(s->value[row]);
    if (s->value[row] > 0)
        return 0;
    *y = NAN;
    if (zero == CT_ZERO_ERROR)
        return ct_zero_refuse(s, row, err);
    if (zero == CT_ZERO_DROP) {
        j->dropped++;
        return 0;
    }
    if (!ct_series_counted(s, row))
        return ct_zero_no_half(err);
    j->halves++;
    *y = log(0.5 / s->population[row] * s->per);
    return 0;
}

/* Whether all that was kept are halves in place of zeros: their trend would be
 * that of the residents alone, and without scatter. */
static bool nothing_counted(const struct ct_joinpoint_series *j)
{
    for (size_t i = 0; i < j->o.n; i++)
        if (j->o.series->value[j->o.row[i]] > 0)
            return false;
    return j->halves > 0 && j->o.n > 0;
}

/* Keeps the values that have both a y and a weight. */
static int take_values(struct ct_joinpoint_series *j,
                       const struct ct_joinpoint_taking *how,
                       struct ct_error *err)
{
    struct ct_observed *o = &j->o;
    size_t n = o->n;
    o->n = 0;
    for (size_t i = 0; i < n; i++) {
        size_t row = o->row[i], k = o->n;
        double y = o->series->value[row];
        double root = root_weight(o->series, row, j->weights, how);
        if (how->scale == CT_JOINPOINT_LOG &&
            take_log(j, row, how->zero, &y, err) < 0)
            return -1;
        if (isnan(y) || isnan(root)) {
            j->unweighted += isnan(y) ? 0 : 1;
            continue;
        }
        o->row[k] = row;
        o->t[k] = o->t[i];
        o->y[k] = y;
        j->root[k] = root;
        j->lag[k] = 0;
        o->n++;
    }
    if (nothing_counted(j)) {
        j->halves = 0;
        return ct_fail(err, CT_EMATH, 0, 0, "all counts are zero");
    }
    if (n > 0 && j->unweighted == n)
        return ct_fail(err, CT_EMATH, 0, 0,
                       j->weights == CT_JOINPOINT_SE
                           ? "--weights=se needs limits of the values"
                           : "--weights=count needs counts and population");
    return 0;
}

static long period(const struct ct_joinpoint_series *s, size_t i)
{
    return s->o.series->ordinal[s->o.row[i]];
}

/* Moves value i to place k, k <= i. */
static void move(struct ct_joinpoint_series *s, size_t i, size_t k)
{
    s->o.row[k] = s->o.row[i];
    s->o.t[k] = s->o.t[i];
    s->o.y[k] = s->o.y[i];
    s->root[k] = s->root[i];
}

/* From the periods, so that equal ones are equal to the last bit. */
static void measure_x(struct ct_joinpoint_series *s)
{
    size_t n = s->o.n;
    char freq = s->o.series->freq;
    double per_year = freq == 'M' ? 12 : freq == 'Q' ? 4 : 1;
    if (n == 0)
        return;
    double middle = (double)(period(s, n - 1) - period(s, 0)) / 2;
    s->middle = s->o.t[0] + middle / per_year;
    for (size_t i = 0; i < n; i++)
        s->x[i] = ((double)(period(s, i) - period(s, 0)) - middle) / per_year;
}

int ct_joinpoint_series_take(struct ct_joinpoint_series *out,
                             const struct ct_series *s,
                             const struct ct_joinpoint_taking *how,
                             struct ct_error *err)
{
    struct ct_joinpoint_series j = {.o = ct_observed_take(s)};
    j.weights = how->weights == CT_JOINPOINT_AUTO ? choose(&j.o) : how->weights;
    j.x = ct_xmalloc(3 * j.o.n + 1, sizeof *j.x);
    j.root = j.x + j.o.n;
    j.lag = j.root + j.o.n;
    int result = take_values(&j, how, err);
    measure_x(&j);
    *out = j;
    return result;
}

void ct_joinpoint_series_match(struct ct_joinpoint_series *s,
                               struct ct_joinpoint_series *other)
{
    size_t i = 0, j = 0, k = 0;
    while (i < s->o.n && j < other->o.n) {
        long a = period(s, i), b = period(other, j);
        if (a == b) {
            move(s, i, k);
            move(other, j, k++);
        }
        i += a <= b;
        j += b <= a;
    }
    s->o.n = other->o.n = k;
    measure_x(s);
    measure_x(other);
}

void ct_joinpoint_series_correlate(struct ct_joinpoint_series *s, double rho)
{
    const long *ordinal = s->o.series->ordinal;
    for (size_t i = 1; i < s->o.n; i++) {
        long gap = ordinal[s->o.row[i]] - ordinal[s->o.row[i - 1]];
        s->lag[i] = gap == 1 ? rho : pow(rho, (double)gap);
    }
}

struct ct_joinpoint_points
ct_joinpoint_series_points(const struct ct_joinpoint_series *s)
{
    return (struct ct_joinpoint_points){s->o.n, s->x, s->o.y, s->root, s->lag};
}

void ct_joinpoint_series_cell(const struct ct_joinpoint_series *s, double x,
                              struct ct_table *t, size_t column)
{
    char text[CT_NUMBER_MAX];
    for (size_t i = 0; i < s->o.n; i++)
        if (s->x[i] == x) {
            ct_observed_cell(&s->o, i, t, column);
            return;
        }
    /* where the value of row[0] itself was taken, t[0] is 0 */
    double year = s->o.series->year[s->o.row[0]] - s->o.t[0];
    ct_number_format(year + s->middle + x, text);
    ct_table_text(t, column, text);
}

void ct_joinpoint_series_clear(struct ct_joinpoint_series *s)
{
    free(s->x);
    ct_observed_clear(&s->o);
    *s = (struct ct_joinpoint_series){0};
}
