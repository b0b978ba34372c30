/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which values of a series enter a trend, and as what. */
#include "config.h"

#include "analyze/trend_points.h"
#include "analyze/zero.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

bool ct_trend_has_counts(const struct ct_series *s)
{
    bool any = false;
    for (size_t i = 0; i < s->n; i++)
        if (!isnan(s->value[i])) {
            any = true;
            if (!ct_series_counted(s, i))
                return false;
        }
    return any;
}

static void add(struct ct_trend_points *p, const struct ct_series *s, size_t i)
{
    size_t k = p->n++;
    bool known = ct_series_counted(s, i);
    p->t[k] = s->year[i];
    p->y[k] = s->value[i] > 0 ? log(s->value[i]) : (double)NAN;
    p->events[k] = known ? s->events[i] : (double)NAN;
    p->population[k] = known ? s->population[i] : (double)NAN;
    p->period[k] = s->ordinal[i];
    p->time[k] = s->time[i];
}

/* Adds a zero of a scale of logarithms as half a count, or leaves it out. */
static int add_zero(struct ct_trend_points *p, const struct ct_series *s,
                    size_t i, int zero, struct ct_error *err)
{
    if (zero == CT_ZERO_ERROR)
        return ct_zero_refuse(s, i, err);
    if (zero == CT_ZERO_DROP) {
        p->dropped++;
        return 0;
    }
    if (!ct_series_counted(s, i))
        return ct_zero_no_half(err);
    add(p, s, i);
    size_t k = p->n - 1;
    p->events[k] = 0.5;
    p->y[k] = log(0.5 / p->population[k] * s->per);
    p->halves++;
    return 0;
}

static int refuse_nothing(const struct ct_trend_points *p,
                          const struct ct_series *s, struct ct_error *err)
{
    bool any = false;
    for (size_t i = 0; i < s->n; i++)
        any = any || !isnan(s->value[i]);
    return ct_fail(err, CT_EFEW, 0, 0, "%s",
                   p->dropped ? "all values are zero"
                   : any      ? "the model needs counts and their population; "
                                "--model=loglinear does not"
                              : "no values");
}

static bool usable(const struct ct_series *s, size_t i,
                   enum ct_trend_scale scale)
{
    return !isnan(s->value[i]) &&
           (scale == CT_TREND_LOGS || ct_series_counted(s, i));
}

/* Periods from the first row to the last without what the scale needs. */
static size_t count_missing(const struct ct_series *s,
                            enum ct_trend_scale scale)
{
    if (s->n == 0)
        return 0;
    size_t missing = (size_t)(s->ordinal[s->n - 1] - s->ordinal[0]) + 1;
    for (size_t i = 0; i < s->n; i++)
        missing -= usable(s, i, scale);
    return missing;
}

static int take(struct ct_trend_points *p, const struct ct_series *s,
                enum ct_trend_scale scale, int zero, struct ct_error *err)
{
    for (size_t i = 0; i < s->n; i++) {
        if (!usable(s, i, scale))
            continue;
        if (s->value[i] < 0)
            return ct_fail(err, CT_EMATH, 0, 0, "values below zero");
        if (s->value[i] > 0 || scale == CT_TREND_COUNTS)
            add(p, s, i);
        else if (add_zero(p, s, i, zero, err) < 0)
            return -1;
    }
    /* Halves alone would have the trend of the residents, without scatter. */
    if (p->n > 0 && p->halves == p->n)
        return ct_fail(err, CT_EMATH, 0, 0, "all counts are zero");
    return p->n > 0 ? 0 : refuse_nothing(p, s, err);
}

/* Sets origin and gaps, and measures time from the origin. */
static void centre(struct ct_trend_points *p)
{
    for (size_t i = 0; i < p->n; i++)
        p->origin += (p->t[i] - p->t[0]) / (double)p->n;
    p->origin += p->t[0];
    for (size_t i = 0; i < p->n; i++) {
        p->t[i] -= p->origin;
        if (i > 0 && p->period[i] != p->period[i - 1] + 1)
            p->gaps = true;
    }
}

int ct_trend_points_take(const struct ct_series *s, enum ct_trend_scale scale,
                         int zero, struct ct_trend_points *out,
                         struct ct_error *err)
{
    double *block = ct_xmalloc(5 * s->n, sizeof *block);
    *out = (struct ct_trend_points){.per = s->per,
                                    .t = block,
                                    .y = block + s->n,
                                    .events = block + 2 * s->n,
                                    .population = block + 3 * s->n,
                                    .work = block + 4 * s->n,
                                    .time = ct_xmalloc(s->n, sizeof *out->time),
                                    .period =
                                        ct_xmalloc(s->n, sizeof *out->period)};
    out->missing = count_missing(s, scale);
    if (take(out, s, scale, zero, err) < 0) {
        out->n = out->halves = out->dropped = 0;
        return -1;
    }
    centre(out);
    return 0;
}

void ct_trend_points_clear(struct ct_trend_points *p)
{
    free(p->t);
    free(p->time);
    free(p->period);
    *p = (struct ct_trend_points){0};
}
