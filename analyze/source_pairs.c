/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements of sources, matched and paired. */
#include "config.h"

#include "analyze/source_pairs.h"

#include "analyze/revision_cause.h"
#include "analyze/source_reason.h"
#include "analyze/series.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Dimensions in which two statements of a source may differ, and which must
 * agree before others are looked at. */
static const char *const inner[] = {"measure", "definition"};
static const char *const outer[] = {"dataset", "source", "vintage"};
enum { N_INNER = sizeof inner / sizeof *inner };
enum { N_OUTER = sizeof outer / sizeof *outer };

/* The code of a member in a dimension, "" of an attribute. */
static const char *code_of(const struct ct_group *g, long member,
                           const char *name)
{
    long k = ct_panel_find_key(g->panel, name);
    return k < 0 || g->panel->keys[k].is_attribute
               ? ""
               : ct_group_code(g, (size_t)member, name);
}

long ct_statement_member(const struct ct_statement *s)
{
    return s->count >= 0 ? s->count : s->rate;
}

/* Whether two members have the same codes in some dimensions. */
static bool same(const struct ct_group *g, const char *const *name, size_t n,
                 long a, long b)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(code_of(g, a, name[i]), code_of(g, b, name[i])) != 0)
            return false;
    return true;
}

bool ct_statements_alike(const struct ct_group *g, const struct ct_statement *a,
                         const struct ct_statement *b)
{
    return strcmp(a->source, b->source) == 0 &&
           same(g, inner, N_INNER, ct_statement_member(a),
                ct_statement_member(b));
}

static struct ct_statement *find(const struct ct_statements *s, long member)
{
    const char *area = ct_group_code(s->group, (size_t)member, "area");
    const char *source = ct_group_code(s->group, (size_t)member, s->source);
    for (size_t i = 0; i < s->n; i++) {
        struct ct_statement *row = &s->row[i];
        long other = ct_statement_member(row);
        if (strcmp(row->area, area) == 0 && strcmp(row->source, source) == 0 &&
            same(s->group, inner, N_INNER, member, other) &&
            same(s->group, outer, N_OUTER, member, other))
            return row;
    }
    return NULL;
}

static struct ct_statement *find_or_add(struct ct_statements *s, long member)
{
    struct ct_statement *row = find(s, member);
    if (row)
        return row;
    s->row = ct_xgrow(s->row, &s->capacity, s->n + 1, sizeof *s->row);
    row = &s->row[s->n++];
    *row = (struct ct_statement){
        ct_group_code(s->group, (size_t)member, s->source),
        ct_group_code(s->group, (size_t)member, "area"), -1, -1};
    return row;
}

void ct_statements_make(const struct ct_group *g, const char *source,
                        struct ct_statements *out)
{
    *out = (struct ct_statements){.group = g, .source = source};
    for (size_t m = 0; m < g->n; m++) {
        const char *unit = ct_group_code(g, m, "unit");
        bool is_count = strcmp(unit, "NUMBER") == 0;
        if (!is_count && isnan(ct_unit_per(unit))) {
            out->other_unit++;
            continue;
        }
        struct ct_statement *row = find_or_add(out, (long)m);
        long *place = is_count ? &row->count : &row->rate;
        if (*place < 0)
            *place = (long)m;
    }
}

void ct_statements_clear(struct ct_statements *s)
{
    free(s->row);
}

/* Measures of deeds, which may be set against each other. */
static bool of_deeds(const struct ct_group *g, long member)
{
    const char *measure = ct_group_code(g, (size_t)member, "measure");
    return strcmp(measure, "offences") == 0 ||
           strcmp(measure, "victims") == 0 || strcmp(measure, "incidents") == 0;
}

/* How well a statement fits: 3 alike in all, 2 in measure and definition, 1
 * deeds of another measure or definition, 0 not at all. */
static int fit(const struct ct_statements *s, const struct ct_statement *own,
               const struct ct_statement *other)
{
    long a = ct_statement_member(own), b = ct_statement_member(other);
    if (strcmp(own->area, other->area) != 0)
        return 0;
    if (!same(s->group, inner, N_INNER, a, b))
        return of_deeds(s->group, a) && of_deeds(s->group, b) &&
               (s->any_unit || !ct_counting_unit_differs(s->group, a, b));
    return same(s->group, outer, N_OUTER, a, b) ? 3 : 2;
}

const struct ct_statement *ct_statement_match(const struct ct_statements *s,
                                              const struct ct_statement *own,
                                              const char *reference,
                                              bool *several)
{
    const struct ct_statement *best = NULL;
    int best_fit = 0;
    *several = false;
    for (size_t i = 0; i < s->n; i++) {
        const struct ct_statement *other = &s->row[i];
        int its =
            strcmp(other->source, reference) == 0 ? fit(s, own, other) : 0;
        if (its == 0 || its < best_fit)
            continue;
        *several = its == best_fit;
        best = other;
        best_fit = its;
    }
    return *several ? NULL : best;
}

/* A series walked from its first period on. */
struct walk {
    const struct ct_series *s; /* NULL = none */
    size_t at;
    double step, factor; /* to rates as asked for */
};

static struct walk walk(const struct ct_group *g, long member, double per)
{
    struct walk w = {.s = member < 0 ? NULL : &g->series[member], .factor = 1};
    if (!w.s)
        return w;
    double its = ct_unit_per(ct_group_code(g, (size_t)member, "unit"));
    if (isnan(its))
        return w;
    w.factor = per / its;
    w.step = w.factor * ct_printed_step(w.s->value, w.s->n);
    return w;
}

/* The row of a day, going forward; -1 if there is none. */
static long row_at(struct walk *w, int32_t day)
{
    if (!w->s)
        return -1;
    while (w->at < w->s->n && w->s->time[w->at] < day)
        w->at++;
    return w->at < w->s->n && w->s->time[w->at] == day ? (long)w->at : -1;
}

/* The next day on which one of n series has a row; INT32_MAX at the end. */
static int32_t next_day(const struct walk *w, size_t n, int32_t after)
{
    int32_t day = INT32_MAX;
    for (size_t k = 0; k < n; k++) {
        size_t i = w[k].at;
        while (w[k].s && i < w[k].s->n && w[k].s->time[i] <= after)
            i++;
        if (w[k].s && i < w[k].s->n && w[k].s->time[i] < day)
            day = w[k].s->time[i];
    }
    return day;
}

static struct ct_source_value value_at(struct walk *count, struct walk *rate,
                                       int32_t day)
{
    struct ct_source_value v = {NAN, NAN, rate->step, NAN, 0, false};
    long i = row_at(count, day), k = row_at(rate, day);
    if (i >= 0) {
        v.count = count->s->value[i];
        v.status |= count->s->status[i];
        if (count->s->population)
            v.residents = count->s->population[i];
    }
    if (k < 0)
        return v;
    v.rate = rate->s->value[k] * rate->factor;
    v.status |= rate->s->status[k];
    if (rate->s->population && isnan(v.residents))
        v.residents = rate->s->population[k];
    if (isnan(v.count) && rate->s->events) {
        v.count = rate->s->events[k];
        v.derived = true;
    }
    return v;
}

size_t ct_source_pairs(const struct ct_group *g, const struct ct_statement *own,
                       const struct ct_statement *reference, double per,
                       struct ct_source_pair **out)
{
    struct walk w[] = {walk(g, own->count, per), walk(g, own->rate, per),
                       walk(g, reference->count, per),
                       walk(g, reference->rate, per)};
    size_t n = 0, capacity = 0;
    *out = NULL;
    for (int32_t day = INT32_MIN;
         (day = next_day(w, sizeof w / sizeof *w, day)) != INT32_MAX;) {
        struct ct_source_pair p = {day, 0, value_at(&w[0], &w[1], day),
                                   value_at(&w[2], &w[3], day)};
        if (isnan(p.own.count + p.reference.count) &&
            isnan(p.own.rate + p.reference.rate))
            continue;
        *out = ct_xgrow(*out, &capacity, n + 1, sizeof **out);
        (*out)[n++] = p;
    }
    return n;
}
