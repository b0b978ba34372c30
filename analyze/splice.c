/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two series of the same thing on an old and a new basis made one. */
#include "config.h"

#include "analyze/splice.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

/* The ratios new / old where both are above 0, in order, and their sums. */
struct overlap {
    size_t n;
    double *ratio, sum_old, sum_new;
};

static struct overlap find_overlap(const struct ct_series *old,
                                   const struct ct_series *new_)
{
    struct overlap o = {.ratio = ct_xmalloc(old->n, sizeof *o.ratio)};
    for (size_t i = 0, k = 0; i < old->n; i++) {
        while (k < new_->n && new_->ordinal[k] < old->ordinal[i])
            k++;
        if (k == new_->n || new_->ordinal[k] != old->ordinal[i] ||
            !(old->value[i] > 0) || !(new_->value[k] > 0))
            continue;
        o.ratio[o.n++] = new_->value[k] / old->value[i];
        o.sum_old += old->value[i];
        o.sum_new += new_->value[k];
    }
    return o;
}

static double factor_of(const struct overlap *o, enum ct_splice_rule rule)
{
    double sum = 0;
    if (o->n == 0)
        return NAN;
    switch (rule) {
    case CT_SPLICE_FIRST:
        return o->ratio[0];
    case CT_SPLICE_LAST:
        return o->ratio[o->n - 1];
    case CT_SPLICE_SUM:
        return o->sum_new / o->sum_old;
    default:
        for (size_t i = 0; i < o->n; i++)
            sum += log(o->ratio[i]);
        return exp(sum / (double)o->n);
    }
}

static double variation(const struct overlap *o)
{
    double mean = 0, square = 0;
    for (size_t i = 0; i < o->n; i++)
        mean += o->ratio[i] / (double)o->n;
    for (size_t i = 0; i < o->n; i++)
        square += (o->ratio[i] - mean) * (o->ratio[i] - mean);
    return o->n < 2 ? NAN : 100 * sqrt(square / (double)(o->n - 1)) / mean;
}

static void add_row(struct ct_splice *out, const struct ct_series *s, size_t i)
{
    size_t at = out->series.n++;
    out->time[at] = s->time[i];
    out->ordinal[at] = s->ordinal[i];
    out->year[at] = s->year[i];
    out->value[at] = s->value[i];
    out->status[at] = s->status[i];
}

static void make_room(struct ct_splice *out, size_t n)
{
    out->time = ct_xmalloc(n, sizeof *out->time);
    out->ordinal = ct_xmalloc(n, sizeof *out->ordinal);
    out->year = ct_xmalloc(n, sizeof *out->year);
    out->value = ct_xmalloc(n, sizeof *out->value);
    out->status = ct_xmalloc(n, sizeof *out->status);
}

void ct_splice(const struct ct_series *old, const struct ct_series *new_,
               enum ct_splice_rule rule, struct ct_splice *out)
{
    struct overlap overlap = find_overlap(old, new_);
    size_t first = 0;
    while (first < new_->n && isnan(new_->value[first]))
        first++;
    *out = (struct ct_splice){.series = *new_,
                              .overlap = overlap.n,
                              .factor = factor_of(&overlap, rule),
                              .cv = variation(&overlap)};
    make_room(out, old->n + new_->n);
    out->series.n = 0;
    for (size_t i = 0; i < old->n; i++)
        if (first == new_->n || old->ordinal[i] < new_->ordinal[first])
            add_row(out, old, i);
    out->row = out->series.n;
    for (size_t k = first; k < new_->n; k++)
        add_row(out, new_, k);
    if (out->row > 0 && out->row < out->series.n)
        out->status[out->row] |= CT_STATUS_BREAK;
    if (overlap.n) {
        ct_splice_scale(out, out->factor);
        out->status[out->row] =
            (uint16_t)(out->status[out->row] & ~CT_STATUS_BREAK);
    }
    out->series.time = out->time;
    out->series.ordinal = out->ordinal;
    out->series.year = out->year;
    out->series.value = out->value;
    out->series.status = out->status;
    out->series.lower = out->series.upper = NULL;
    out->series.events = out->series.population = NULL;
    free(overlap.ratio);
}

void ct_splice_scale(struct ct_splice *s, double factor)
{
    for (size_t i = 0; i < s->row; i++) {
        s->value[i] *= factor;
        if (!isnan(s->value[i]))
            s->status[i] |= CT_STATUS_IMPUTED;
    }
}

void ct_splice_clear(struct ct_splice *s)
{
    free(s->time);
    free(s->ordinal);
    free(s->year);
    free(s->value);
    free(s->status);
}
