/* SPDX-License-Identifier: GPL-3.0-or-later
 * A group of series by age (and sex) set against a standard. */
#include "config.h"

#include "analyze/age_groups.h"
#include "analyze/days.h"

#include "lib/codes.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The bands of data of one sex, and whose they are. */
struct side {
    size_t n;
    struct ct_age_band *band;
    size_t *member, *stratum;
};

/* Members that have an age: `_T` and `_U` have none. */
static struct side list_members(const struct ct_group *g, bool has_sex,
                                const char *sex)
{
    struct side side = {.band = ct_xmalloc(g->n, sizeof *side.band),
                        .member = ct_xmalloc(g->n, sizeof *side.member),
                        .stratum = ct_xmalloc(g->n, sizeof *side.stratum)};
    for (size_t i = 0; i < g->n; i++) {
        const char *age = ct_group_code(g, i, "age");
        struct ct_age_band *b = &side.band[side.n];
        if (has_sex && strcmp(ct_group_code(g, i, "sex"), sex) != 0)
            continue;
        if (strcmp(age, "_T") != 0 && ct_age_range(age, &b->from, &b->to))
            side.member[side.n++] = i;
    }
    return side;
}

/* Adds the strata of the standard's rows first .. first + m - 1, of one sex. */
static void add_sex(struct ct_age_groups *a, const struct ct_standard *s,
                    size_t first, size_t m)
{
    struct side side = list_members(a->group, s->has_sex, s->sex[first]);
    size_t *of_standard = ct_xmalloc(m, sizeof *of_standard);
    size_t n = ct_age_strata(side.band, side.n, s->band + first, m,
                             side.stratum, of_standard);
    for (size_t j = 0; j < m; j++) {
        if (of_standard[j] == SIZE_MAX) {
            a->complete &= s->weight[first + j] == 0;
            continue;
        }
        a->weight[a->n + of_standard[j]] += s->weight[first + j];
        a->events[a->n + of_standard[j]] += s->events[first + j];
    }
    for (size_t i = 0; i < side.n; i++)
        if (side.stratum[i] != SIZE_MAX)
            a->stratum[side.member[i]] = a->n + side.stratum[i];
    a->n += n;
    free(of_standard);
    free(side.band);
    free(side.member);
    free(side.stratum);
}

void ct_age_groups_make(const struct ct_group *g, const struct ct_standard *s,
                        struct ct_age_groups *out)
{
    *out = (struct ct_age_groups){
        .group = g,
        .stratum = ct_xmalloc(g->n, sizeof *out->stratum),
        .weight = ct_xcalloc(s->n, sizeof *out->weight),
        .events = ct_xcalloc(s->n, sizeof *out->events),
        .complete = true};
    for (size_t i = 0; i < g->n; i++)
        out->stratum[i] = SIZE_MAX;
    for (size_t first = 0, end; first < s->n; first = end) {
        end = first + 1;
        while (end < s->n && strcmp(s->sex[end], s->sex[first]) == 0)
            end++;
        add_sex(out, s, first, end - first);
    }
    out->period = ct_group_days(g, &out->n_periods);
}

/* Adds up events and population by stratum; NaN where one is missing. */
static void add_members(const struct ct_age_groups *a, int32_t day,
                        struct ct_age_period *out)
{
    for (size_t k = 0; k < a->n; k++)
        out->strata.events[k] = out->strata.population[k] = 0;
    for (size_t i = 0; i < a->group->n; i++) {
        const struct ct_series *s = &a->group->series[i];
        size_t k = a->stratum[i], row = ct_days_find(s->time, s->n, day);
        if (k == SIZE_MAX)
            continue;
        bool there = row < s->n;
        out->strata.events[k] += there ? s->events[row] : NAN;
        out->strata.population[k] += there ? s->population[row] : NAN;
        if (there)
            out->status |= s->status[row];
    }
}

/* Why a stratum cannot be used; "" if it is to be dropped, NULL if it can. */
static const char *judge(double events, double population,
                         enum ct_age_missing missing)
{
    bool drop = missing == CT_AGE_DROP;
    if (events < 0)
        return "counts below 0 have no rate";
    if (population == 0 && !(events > 0))
        return "";
    if (population == 0)
        return "events at an age without residents";
    if (isnan(events) && missing != CT_AGE_NO_EVENTS)
        return drop ? "" : "counts missing at some ages (--partial-ages)";
    if (!(population > 0))
        return drop ? "" : "residents missing at some ages (--partial-ages)";
    return NULL;
}

/* Adds a stratum of which x events among n residents are known. */
static void use_stratum(const struct ct_age_groups *a, size_t i,
                        struct ct_age_period *out)
{
    struct ct_strata *s = &out->strata;
    double x = s->events[i], n = s->population[i];
    out->taken_as_none |= isnan(x);
    s->events[s->n] = isnan(x) ? 0 : x;
    s->population[s->n] = n;
    s->weight[s->n] = a->weight[i];
    out->reference[s->n] = a->events[i];
    out->events += s->events[s->n];
    out->population += n;
    s->n++;
}

void ct_age_groups_period(const struct ct_age_groups *a, size_t k,
                          enum ct_age_missing missing,
                          struct ct_age_period *out)
{
    bool any_count = false;
    out->status = 0;
    out->dropped = !a->complete;
    out->taken_as_none = false;
    out->why = NULL;
    out->events = out->population = 0;
    add_members(a, a->period[k], out);
    out->strata.n = 0;
    for (size_t i = 0; i < a->n; i++) {
        const char *why =
            judge(out->strata.events[i], out->strata.population[i], missing);
        any_count |= !isnan(out->strata.events[i]);
        out->dropped |= why && !*why;
        if (why && *why)
            out->why = why;
        if (!why)
            use_stratum(a, i, out);
    }
    if (!a->complete && missing != CT_AGE_DROP)
        out->why = "ages of the standard are not there (--partial-ages)";
    else if ((out->strata.n == 0 || !any_count) && !out->why)
        out->why = a->n ? "no counts" : "no ages to standardise by";
}

void ct_age_period_make(const struct ct_age_groups *a,
                        struct ct_age_period *out)
{
    *out = (struct ct_age_period){
        .strata = {.events = ct_xmalloc(a->n, sizeof(double)),
                   .population = ct_xmalloc(a->n, sizeof(double)),
                   .weight = ct_xmalloc(a->n, sizeof(double))},
        .reference = ct_xmalloc(a->n, sizeof(double))};
}

void ct_age_period_clear(struct ct_age_period *p)
{
    free(p->strata.events);
    free(p->strata.population);
    free(p->strata.weight);
    free(p->reference);
}

void ct_age_groups_clear(struct ct_age_groups *a)
{
    free(a->stratum);
    free(a->weight);
    free(a->events);
    free(a->period);
}
