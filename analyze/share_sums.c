/* SPDX-License-Identifier: GPL-3.0-or-later
 * Areas of a share table put together into one whole. */
#include "config.h"

#include "analyze/share_sums.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

/* Letters that a share has from what went in. */
static const unsigned passed_on = CT_STATUS_BREAK | CT_STATUS_DEFINITION |
                                  CT_STATUS_ESTIMATED | CT_STATUS_FORECAST |
                                  CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL |
                                  CT_STATUS_LOW;

void ct_share_whole_make(const struct ct_share_table *s,
                         struct ct_share_whole *out)
{
    size_t n = s->n_parts + 1;
    *out = (struct ct_share_whole){.n = n,
                                   .part = ct_xcalloc(n, sizeof *out->part),
                                   .share = ct_xcalloc(n, sizeof *out->share),
                                   .shown = ct_xcalloc(n, sizeof *out->shown)};
}

void ct_share_whole_clear(struct ct_share_whole *w)
{
    free(w->part);
    free(w->share);
    free(w->shown);
}

/* One area in a period. */
struct view {
    const struct ct_share_table *s;
    size_t unit, t;
};

static const struct ct_share_cell *cell_of(const struct view *v, size_t part)
{
    return &v->s->cell[(v->unit * v->s->n_parts + part) * v->s->n_periods +
                       v->t];
}

static double total_of(const struct view *v)
{
    return v->s->total[v->unit * v->s->n_periods + v->t];
}

/* What an area has in a period. tells_unknown: an unknown part has a row. */
struct count {
    size_t known, suppressed, missing;
    double sum, unknown;
    bool tells_unknown;
};

static struct count count_parts(const struct view *v)
{
    struct count c = {0};
    for (size_t p = 0; p < v->s->n_parts; p++) {
        const struct ct_share_cell *cell = cell_of(v, p);
        bool unknown = v->s->part[p].unknown;
        if (!cell->there)
            continue;
        c.tells_unknown |= unknown;
        c.suppressed += cell->suppressed;
        c.missing += isnan(cell->value) && !cell->suppressed;
        c.known += !unknown && (cell->suppressed || !isnan(cell->value));
        if (isnan(cell->value))
            continue;
        c.sum += cell->value;
        c.unknown += unknown ? cell->value : 0;
    }
    return c;
}

/* What the parts lack of the total that the publisher gives; 0 if it gives
 * none, NaN where that would tell a suppressed number. */
static double lacking(const struct count *c, double total)
{
    if (isnan(total))
        return 0;
    return c->suppressed ? (double)NAN : fmax(0, total - c->sum);
}

static void add_cell(const struct ct_share_cell *cell,
                     struct ct_profile_part *p)
{
    if (cell->suppressed) {
        p->n_suppressed++;
        p->least += cell->lower;
        p->most += cell->upper;
    } else {
        p->n_given++;
        p->given += cell->value;
        p->least += cell->value;
        p->most += cell->value;
    }
}

static void add_area(const struct view *v, bool show, struct ct_share_whole *w)
{
    struct count c = count_parts(v);
    double total = total_of(v), rest = lacking(&c, total);
    size_t n = v->s->n_parts;
    for (size_t p = 0; p < n; p++)
        w->shown[p] |= cell_of(v, p)->there && (show || !v->s->part[p].unknown);
    if (c.missing || c.known < 2)
        return;
    w->areas++;
    w->suppressed += c.suppressed;
    w->too_much += total < c.sum;
    w->unknown +=
        isnan(total) && !c.tells_unknown ? (double)NAN : c.unknown + rest;
    for (size_t p = 0; p < n; p++)
        if (cell_of(v, p)->there && (show || !v->s->part[p].unknown)) {
            add_cell(cell_of(v, p), &w->part[p]);
            w->status |= cell_of(v, p)->status & passed_on;
        }
    if (show && rest > 0)
        add_cell(&(struct ct_share_cell){.there = true, .value = rest},
                 &w->part[n]);
}

/* The part that is unknown in every dimension; n_parts if there is none. */
static size_t all_unknown(const struct ct_share_table *s)
{
    size_t p = 0;
    while (p < s->n_parts && !s->part[p].all_unknown)
        p++;
    return p;
}

/* Puts what the parts lack to the part that is unknown altogether. */
static void merge_unknown(const struct ct_share_table *s,
                          struct ct_share_whole *w)
{
    size_t into = all_unknown(s), n = s->n_parts;
    struct ct_profile_part *p = &w->part[into], *rest = &w->part[n];
    w->shown[into] |= rest->n_given > 0;
    if (into == n)
        return;
    p->given += rest->given;
    p->least += rest->least;
    p->most += rest->most;
    p->n_given += rest->n_given;
    *rest = (struct ct_profile_part){0};
}

void ct_share_whole_sum(const struct ct_share_table *s, const size_t *unit,
                        size_t n, size_t t, const struct ct_share_rule *rule,
                        struct ct_share_whole *out)
{
    for (size_t p = 0; p < out->n; p++) {
        out->part[p] = (struct ct_profile_part){0};
        out->shown[p] = false;
    }
    out->unknown = 0;
    out->areas = out->suppressed = out->too_much = 0;
    out->status = 0;
    for (size_t i = 0; i < n; i++)
        add_area(&(struct view){s, unit[i], t}, rule->show_unknown, out);
    if (rule->show_unknown)
        merge_unknown(s, out);
    if (out->areas == 0)
        out->unknown = NAN;
    out->base =
        ct_profile_shares(out->part, out->n, rule->confidence, out->share);
}
