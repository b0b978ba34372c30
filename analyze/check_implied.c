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
#include <string.h>

static const double allowed = CT_RATE_ALLOWED;

/* How far apart the residents are that a pair may imply. */
static double vagueness(const struct ct_rate_pair *a)
{
    return a->least > 0 ? a->most / a->least : INFINITY;
}

/* By period; the most exact first. */
static int by_period(const void *x, const void *y, void *panel)
{
    const struct ct_rate_pair *a = x, *b = y;
    const struct ct_panel *p = panel;
    int32_t s = p->time[a->rate], t = p->time[b->rate];
    double u = vagueness(a), v = vagueness(b);
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
            continue;
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
                      enum ct_rule rule, double residents)
{
    w->doubt = ct_xgrow(w->doubt, &w->doubts_capacity, w->n_doubts + 1,
                        sizeof *w->doubt);
    w->doubt[w->n_doubts++] = (struct ct_rate_doubt){*a, rule, residents};
}

/* Whether a rate is its count by so many residents, but for rounding. */
static bool agrees(const struct ct_rate_pair *a, double residents)
{
    double expected = a->x / residents * a->per;
    return fabs(a->r - expected) <=
           a->digit * (1 + 1e-9) + allowed * fabs(expected);
}

static void find(struct ct_check *c, const struct ct_rate_doubt *d,
                 const char *why)
{
    const struct ct_rate_pair *a = &d->pair;
    struct ct_buffer text = {0};
    double expected = a->x / d->residents * a->per;
    ct_buffer_text(&text, "count ");
    ct_check_number(&text, a->x);
    ct_buffer_text(&text, ", residents ");
    ct_check_number(&text, round(d->residents));
    ct_check_find(
        c,
        &(struct ct_finding){
            .rule = d->rule,
            .series = a->rate_series,
            .obs = a->rate,
            .value = a->r,
            .expected = expected,
            .weight = fabs(log((a->r + a->digit) / (expected + a->digit)))},
        "%s%s", text.data, why);
    ct_buffer_clear(&text);
}

/* Most pairs of a period imply other residents than the population has. */
static void find_other(struct ct_rate_work *w, const struct ct_rate_pair *best,
                       const struct ct_rate_pair *pair, size_t n)
{
    struct ct_buffer why = {0};
    size_t agree = 0;
    for (size_t k = 0; k < n; k++)
        agree += implies_the_same(best, &pair[k]);
    ct_buffer_printf(&why, "; %zu of %zu rates of the period imply ", agree, n);
    ct_check_number(&why, round(best->x / best->r * best->per));
    find(w->c, &(struct ct_rate_doubt){*best, CT_RULE_RATE, best->residents},
         why.data);
    ct_buffer_clear(&why);
}

/* Holds a pair against the residents of the population. */
static void check_residents(struct ct_rate_work *w,
                            const struct ct_rate_pair *a)
{
    struct ct_rate_thing *t = &w->thing[w->thing_of[a->rate_series]];
    w->c->looked[CT_RULE_RATE]++;
    t->looked++;
    if (agrees(a, a->residents))
        return;
    t->doubts++;
    add_doubt(w, a, CT_RULE_RATE, a->residents);
}

/* Holds a pair against the residents that most imply. */
static void check_against(struct ct_rate_work *w, const struct ct_rate_pair *a,
                          const struct ct_rate_pair *best)
{
    struct ct_rate_thing *t = &w->thing[w->thing_of[a->rate_series]];
    if (a == best || a->x <= 0 ||
        !ct_check_counted_alike(w->c->panel, best->rate_series, a->rate_series))
        return;
    w->c->looked[CT_RULE_IMPLIED]++;
    t->looked++;
    if (implies_the_same(best, a))
        return;
    t->doubts++;
    add_doubt(w, a, CT_RULE_IMPLIED, best->x / best->r * best->per);
}

static void check_period(struct ct_rate_work *w,
                         const struct ct_rate_pair *pair, size_t n)
{
    const struct ct_rate_pair *best = choose(pair, n);
    bool other = best && n > 1 && !isnan(best->residents) &&
                 !agrees(best, best->residents);
    if (other) {
        w->c->looked[CT_RULE_RATE]++;
        find_other(w, best, pair, n);
    }
    for (size_t i = 0; i < n; i++) {
        if (!isnan(pair[i].residents) && !other)
            check_residents(w, &pair[i]);
        else if (best)
            check_against(w, &pair[i], best);
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
    enum { LONG = 400 };
    struct ct_buffer *out = &w->c->remark[d->rule];
    const struct ct_panel *p = w->c->panel;
    if (out->size > LONG) { /* enough to know which dataset it is */
        if (strcmp(out->data + out->size - 3, "...") != 0)
            ct_buffer_text(out, "; ...");
        return;
    }
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
        find(w->c, d,
             d->rule == CT_RULE_IMPLIED ? " by other counts and rates" : "");
    }
}
