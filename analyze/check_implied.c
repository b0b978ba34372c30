/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates against the residents that other counts and rates of the same people
 * imply. */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_rates.h"
#include "analyze/check_work.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

static const double allowed = CT_RATE_ALLOWED;

/* By period; the most exact first. */
static int by_period(const void *x, const void *y, void *panel)
{
    const struct ct_rate_pair *a = x, *b = y;
    const struct ct_panel *p = panel;
    int32_t s = p->time[a->rate], t = p->time[b->rate];
    double u = a->most / a->least, v = b->most / b->least;
    if (s != t)
        return s < t ? -1 : 1;
    if (u != v)
        return u < v ? -1 : 1;
    return a->rate < b->rate ? -1 : a->rate > b->rate;
}

static bool implies_the_same(const struct ct_rate_pair *a,
                             const struct ct_rate_pair *b)
{
    return a->most * (1 + allowed) >= b->least &&
           a->least * (1 - allowed) <= b->most;
}

/* Of the most exact pairs of a period the one that most others agree with. */
static const struct ct_rate_pair *choose(const struct ct_rate_pair *pair,
                                         size_t n)
{
    enum { TRIED = 16, LEAST = 20 }; /* smaller counts imply anything */
    const struct ct_rate_pair *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < n && i < TRIED; i++) {
        size_t agree = 0;
        if (pair[i].x < LEAST || !isfinite(pair[i].most))
            break;
        for (size_t k = 0; k < n; k++)
            agree += implies_the_same(&pair[i], &pair[k]);
        if (agree > most) {
            most = agree;
            best = &pair[i];
        }
    }
    return best;
}

static void add_doubt(struct ct_rate_work *w, const struct ct_rate_pair *a,
                      double residents)
{
    w->doubt = ct_xgrow(w->doubt, &w->doubts_capacity, w->n_doubts + 1,
                        sizeof *w->doubt);
    w->doubt[w->n_doubts++] = (struct ct_rate_doubt){*a, residents};
}

/* Holds the pairs of one period against the residents that most imply. */
static void check_period(struct ct_rate_work *w,
                         const struct ct_rate_pair *pair, size_t n)
{
    const struct ct_rate_pair *best = choose(pair, n);
    for (size_t i = 0; i < n && best; i++) {
        const struct ct_rate_pair *a = &pair[i];
        struct ct_rate_thing *t = &w->thing[w->thing_of[a->rate_series]];
        if (a == best || a->x <= 0 ||
            !ct_check_counted_alike(w->c->panel, best->rate_series,
                                    a->rate_series))
            continue;
        w->c->looked[CT_RULE_IMPLIED]++;
        t->looked++;
        if (implies_the_same(best, a))
            continue;
        t->doubts++;
        add_doubt(w, a, best->x / best->r * best->per);
    }
}

void ct_check_implied(struct ct_rate_work *w)
{
    const struct ct_panel *p = w->c->panel;
    if (w->n)
        qsort_r(w->pair, w->n, sizeof *w->pair, by_period, (void *)p);
    for (size_t from = 0, to; from < w->n; from = to) {
        for (to = from + 1; to < w->n && p->time[w->pair[to].rate] ==
                                             p->time[w->pair[from].rate];
             to++)
            ;
        check_period(w, w->pair + from, to - from);
    }
}

/* Says once that the rates of something go by other residents. */
static void remark_other(struct ct_rate_work *w, const struct ct_rate_doubt *d,
                         const struct ct_rate_thing *t)
{
    struct ct_buffer *out = &w->c->remark[CT_RULE_IMPLIED];
    const struct ct_panel *p = w->c->panel;
    ct_buffer_printf(out,
                     "%soffence=%s measure=%s goes by another denominator "
                     "(%zu of %zu)",
                     out->size ? "; " : "",
                     ct_panel_code_of(p, "offence", d->pair.rate_series),
                     ct_panel_code_of(p, "measure", d->pair.rate_series),
                     t->doubts, t->looked);
}

/* What is in doubt in most areas and periods has another denominator, and is
 * left out. */
void ct_check_implied_settle(struct ct_rate_work *w)
{
    enum { LEAST = 10 };
    for (size_t i = 0; i < w->n_doubts; i++) {
        const struct ct_rate_doubt *d = &w->doubt[i];
        struct ct_rate_thing *t = &w->thing[w->thing_of[d->pair.rate_series]];
        if (t->looked == 0) /* was remarked on */
            continue;
        if (t->looked >= LEAST && 2 * t->doubts > t->looked) {
            remark_other(w, d, t);
            t->looked = 0;
            continue;
        }
        ct_rate_find(w->c, CT_RULE_IMPLIED, &d->pair,
                     d->pair.x / d->residents * d->pair.per,
                     "residents by other counts and rates", d->residents);
    }
}
