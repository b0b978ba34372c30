/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two editions side by side. */
#include "config.h"

#include "analyze/editions.h"
#include "analyze/days.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

double ct_series_at(const struct ct_series *s, int32_t day)
{
    size_t row = s ? ct_days_find(s->time, s->n, day) : 0;
    return s && row < s->n ? s->value[row] : NAN;
}

static bool reaches(struct ct_edition_span span, int32_t day)
{
    return day >= span.from && day <= span.to;
}

/* What became of the number of a day, x in the old and y in the new edition. */
static enum ct_revised judge(const struct ct_edition *old,
                             const struct ct_edition *now, int32_t day,
                             double x, double y)
{
    if (isnan(x))
        return reaches(old->span, day) ? CT_NEW : CT_EXTENDED;
    if (isnan(y))
        return reaches(now->span, day) ? CT_WITHDRAWN : CT_DROPPED;
    return x == y ? CT_UNCHANGED : CT_REVISED;
}

/* Adds the period of row i of a series that has it. */
static void add(struct ct_editions *e, const struct ct_series *s, size_t i,
                double old, double now)
{
    size_t k = e->n++;
    e->ordinal[k] = s->ordinal[i];
    e->day[k] = s->time[i];
    e->old[k] = old;
    e->now[k] = now;
}

/* The row after which both series go on, a in the old, b in the new one. */
static void merge_row(struct ct_editions *e, const struct ct_edition *old,
                      const struct ct_edition *now, long a, long b)
{
    double x = a < 0 ? NAN : old->series->value[a];
    double y = b < 0 ? NAN : now->series->value[b];
    if (isnan(x) && isnan(y))
        return;
    add(e, a < 0 ? now->series : old->series, (size_t)(a < 0 ? b : a), x, y);
    size_t k = e->n - 1;
    e->status[k] = (uint16_t)((a < 0 ? 0 : old->series->status[a]) |
                              (b < 0 ? 0 : now->series->status[b]));
    e->what[k] = judge(old, now, e->day[k], x, y);
    e->count[e->what[k]]++;
}

static void merge(struct ct_editions *e, const struct ct_edition *old,
                  const struct ct_edition *now)
{
    size_t a = 0, b = 0;
    size_t n_old = old->series ? old->series->n : 0;
    size_t n_now = now->series ? now->series->n : 0;
    while (a < n_old || b < n_now) {
        int32_t x = a < n_old ? old->series->time[a] : INT32_MAX;
        int32_t y = b < n_now ? now->series->time[b] : INT32_MAX;
        merge_row(e, old, now, x <= y ? (long)a : -1, y <= x ? (long)b : -1);
        a += x <= y;
        b += y <= x;
    }
}

void ct_editions_make(struct ct_edition old, struct ct_edition now,
                      struct ct_editions *out)
{
    const struct ct_series *x = old.series, *y = now.series;
    size_t room = (x ? x->n : 0) + (y ? y->n : 0) + 1;
    *out =
        (struct ct_editions){.ordinal = ct_xmalloc(room, sizeof *out->ordinal),
                             .old = ct_xmalloc(room, sizeof *out->old),
                             .now = ct_xmalloc(room, sizeof *out->now),
                             .day = ct_xmalloc(room, sizeof *out->day),
                             .status = ct_xmalloc(room, sizeof *out->status),
                             .what = ct_xmalloc(room, sizeof *out->what),
                             .joined = (!x || x->joined) && (!y || y->joined)};
    merge(out, &old, &now);
}

void ct_editions_clear(struct ct_editions *e)
{
    free(e->ordinal);
    free(e->old);
    free(e->now);
    free(e->day);
    free(e->status);
    free(e->what);
}
