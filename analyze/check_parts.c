/* SPDX-License-Identifier: GPL-3.0-or-later
 * A total and its parts, period by period. */
#include "config.h"

#include "analyze/check_parts.h"

#include "analyze/check_work.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the parts make in one period. */
struct sum {
    double value;
    size_t present;
    bool rounded, over; /* some are; one of them is more than the total */
};

/* The work on one total. */
struct work {
    const struct ct_panel *p;
    const struct ct_parts *parts;
    size_t *cursor;
    long *at; /* observations of the parts in the period */
};

bool ct_check_counted_alike(const struct ct_panel *p, size_t a, size_t b)
{
    static const char *const judged[] = {
        "dataset",         "source",    "counting_unit",  "counting_rule",
        "recording_stage", "year_type", "time_reference", "attempts"};
    for (size_t k = 0; k < sizeof judged / sizeof *judged; k++) {
        long key = ct_panel_find_key(p, judged[k]);
        if (key >= 0 && p->keys[key].index[a] != p->keys[key].index[b])
            return false;
    }
    return true;
}

static void begin(struct work *w, const struct ct_panel *p,
                  const struct ct_parts *parts)
{
    *w = (struct work){.p = p,
                       .parts = parts,
                       .cursor = ct_xcalloc(parts->n, sizeof *w->cursor),
                       .at = ct_xmalloc(parts->n, sizeof *w->at)};
}

static void end(struct work *w)
{
    free(w->cursor);
    free(w->at);
}

/* How far rounding can take a total and n parts from one another. */
static double tolerance(bool rounded, size_t n, double total)
{
    return (rounded ? ((double)n + 1) / 2 : 0) + 1e-9 * fabs(total);
}

/* What is known of a part: its value, else its lower bound, else 0. */
static double least(const struct ct_panel *p, long i)
{
    double value = ct_check_value(p, (size_t)i);
    if (!isnan(value) || !p->column[CT_LOWER])
        return isnan(value) ? 0 : value;
    double lower = p->column[CT_LOWER][i];
    return isnan(lower) ? 0 : lower;
}

/* Adds up the parts in the period of the total's observation i. */
static struct sum add_up(struct work *w, size_t i)
{
    struct sum s = {.rounded = ct_check_is_rounded(w->p, i)};
    double total = ct_check_value(w->p, i);
    for (size_t k = 0; k < w->parts->n; k++) {
        long at =
            ct_check_at(w->p, w->parts->part[k], w->p->time[i], &w->cursor[k]);
        w->at[k] = at;
        if (at == CT_NO_OBS)
            continue;
        double x = least(w->p, at);
        bool there = !isnan(ct_check_value(w->p, (size_t)at));
        bool rounded = there && ct_check_is_rounded(w->p, (size_t)at);
        s.value += x;
        s.present += there;
        s.rounded |= rounded;
        s.over |= x > total + tolerance(rounded || s.rounded, 1, total);
    }
    return s;
}

/* -1: less than the total, 0: the total, 1: more. */
static int compare(const struct sum *s, double total)
{
    double t = tolerance(s->rounded, s->present, total);
    return s->value > total + t ? 1 : s->value < total - t ? -1 : 0;
}

static void tally_period(const struct sum *s, size_t n, double total,
                         struct ct_parts_tally *t)
{
    int sign = compare(s, total);
    if (s->present == 0)
        return;
    t->periods++;
    t->whole += s->present == n;
    t->exact += s->present == n && sign == 0 && total > 0;
    t->over += sign > 0;
}

struct ct_parts_tally ct_check_parts_tally(const struct ct_panel *p,
                                           const struct ct_parts *parts)
{
    struct ct_parts_tally t = {0};
    struct work w;
    begin(&w, p, parts);
    for (size_t i = p->first[parts->total]; i < p->first[parts->total + 1]; i++)
        if (!isnan(ct_check_value(p, i))) {
            struct sum s = add_up(&w, i);
            tally_period(&s, parts->n, ct_check_value(p, i), &t);
        }
    end(&w);
    return t;
}

/* Appends the codes of the largest parts with their values. */
static void name_parts(const struct work *w, struct ct_buffer *out)
{
    enum { SHOWN = 5 };
    long key = ct_panel_find_key(w->p, w->parts->dimension);
    size_t shown = 0, n = 0;
    for (size_t k = 0; k < w->parts->n; k++) {
        if (w->at[k] == CT_NO_OBS)
            continue;
        if (++n > SHOWN)
            continue;
        ct_buffer_printf(out, "%s%s ", shown++ ? ", " : "",
                         ct_panel_code(w->p, key, w->parts->part[k]));
        ct_check_number(out, least(w->p, w->at[k]));
    }
    if (n > shown)
        ct_buffer_printf(out, ", and %zu more", n - shown);
}

static void find_single(struct ct_check *c, const struct work *w, size_t total)
{
    long key = ct_panel_find_key(w->p, w->parts->dimension);
    double most = ct_check_value(w->p, total);
    for (size_t k = 0; k < w->parts->n; k++) {
        if (w->at[k] == CT_NO_OBS)
            continue;
        double x = least(w->p, w->at[k]);
        bool rounded = ct_check_is_rounded(w->p, total) ||
                       ct_check_is_rounded(w->p, (size_t)w->at[k]);
        if (x <= most + tolerance(rounded, 1, most))
            continue;
        struct ct_buffer place = {0};
        ct_check_place(&place, w->p, (long)total);
        ct_check_find(c,
                      &(struct ct_finding){.rule = CT_RULE_PART_OVER,
                                           .series = w->parts->part[k],
                                           .obs = w->at[k],
                                           .value = x,
                                           .expected = most,
                                           .weight = ct_check_weight(x, most)},
                      "more than the total, %s=%s%s%s", w->parts->dimension,
                      ct_panel_code(w->p, key, w->parts->total),
                      place.size ? " in " : "", place.size ? place.data : "");
        ct_buffer_clear(&place);
    }
}

/* A finding of the total against the sum of its parts. */
static void find_sum(struct ct_check *c, const struct work *w, size_t i,
                     const struct sum *s, enum ct_rule rule)
{
    struct ct_buffer text = {0};
    double total = ct_check_value(w->p, i);
    ct_buffer_printf(&text, "by %s: ", w->parts->dimension);
    name_parts(w, &text);
    if (rule == CT_RULE_UNKNOWN)
        ct_buffer_printf(&text, "; of %.1f %% it is not known",
                         100 * (total - s->value) / total);
    ct_check_find(
        c,
        &(struct ct_finding){.rule = rule,
                             .series = w->parts->total,
                             .obs = (long)i,
                             .value = total,
                             .expected = s->value,
                             .weight = ct_check_weight(total, s->value)},
        "%s", text.data);
    ct_buffer_clear(&text);
}

static enum ct_shortfall judge(const struct ct_panel *p,
                               const struct ct_parts *parts)
{
    if (!parts->added || parts->shortfall == CT_SHORT_WRONG ||
        parts->shortfall == CT_SHORT_ALWAYS)
        return parts->shortfall;
    struct ct_parts_tally t = ct_check_parts_tally(p, parts);
    return t.whole >= 3 && 2 * t.exact >= t.whole ? CT_SHORT_WRONG
                                                  : parts->shortfall;
}

/* Holds one period against the rules. */
static void check_period(struct ct_check *c, struct work *w, size_t i,
                         enum ct_shortfall shortfall)
{
    struct sum s = add_up(w, i);
    if (s.present == 0)
        return;
    int sign = compare(&s, ct_check_value(w->p, i));
    bool whole = s.present == w->parts->n;
    c->looked[CT_RULE_PART_OVER] += s.present;
    if (s.over)
        find_single(c, w, i);
    if (!w->parts->added)
        return;
    c->looked[CT_RULE_PARTS_OVER]++;
    if (sign > 0 && !s.over)
        find_sum(c, w, i, &s, CT_RULE_PARTS_OVER);
    if (!whole || shortfall <= CT_SHORT_EXPECTED)
        return;
    enum ct_rule rule =
        shortfall == CT_SHORT_WRONG ? CT_RULE_PARTS_SHORT : CT_RULE_UNKNOWN;
    c->looked[rule]++;
    if (sign < 0)
        find_sum(c, w, i, &s, rule);
}

void ct_check_parts(struct ct_check *c, const struct ct_parts *given)
{
    const struct ct_panel *p = c->panel;
    struct ct_parts parts = *given;
    size_t *part = ct_xmalloc(given->n, sizeof *part);
    struct work w;
    parts.n = 0;
    for (size_t k = 0; k < given->n; k++)
        if (ct_check_counted_alike(p, given->total, given->part[k]))
            part[parts.n++] = given->part[k];
    parts.part = part;
    if (parts.n < given->n) /* some are counted otherwise */
        parts.shortfall = CT_SHORT_EXPECTED;
    parts.added &= parts.n > 1;
    enum ct_shortfall shortfall = judge(p, &parts);
    begin(&w, p, &parts);
    for (size_t i = p->first[parts.total];
         i < p->first[parts.total + 1] && parts.n; i++)
        if (!isnan(ct_check_value(p, i)))
            check_period(c, &w, i, shortfall);
    end(&w);
    free(part);
}
