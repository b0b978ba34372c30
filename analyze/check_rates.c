/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates against their counts: by the residents where a population is given,
 * else by the residents that other counts and rates of the same people
 * imply. */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_rates.h"
#include "analyze/check_work.h"
#include "analyze/join.h"
#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Raises *decimals to those a series has; below 0 where all end in zeros. */
static void count_decimals(const struct ct_panel *p, size_t s, int *decimals)
{
    enum { MOST = 6 };
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        double x = ct_check_value(p, i);
        while (*decimals < MOST && !isnan(x)) {
            double scaled = x * pow(10, *decimals);
            if (fabs(scaled - round(scaled)) <= 1e-9 * fmax(1, fabs(scaled)))
                break;
            (*decimals)++;
        }
    }
}

static struct ct_rate_pair make_pair(const struct ct_panel *p,
                                     size_t rate_series, long count, long rate,
                                     double digit)
{
    struct ct_rate_pair a = {.rate_series = rate_series,
                             .count = count,
                             .rate = rate,
                             .x = ct_check_value(p, (size_t)count),
                             .r = ct_check_value(p, (size_t)rate),
                             .digit = digit,
                             .residents = NAN};
    a.per = ct_unit_per(ct_panel_code_of(p, "unit", rate_series));
    a.least = (a.x - 0.5) / (a.r + digit) * a.per;
    a.most = a.r > digit ? (a.x + 0.5) / (a.r - digit) * a.per : INFINITY;
    return a;
}

/* Adds the periods that have both, if they are counted alike. */
static void add_pairs(struct ct_rate_work *w, size_t count, size_t rate)
{
    const struct ct_panel *p = w->c->panel;
    size_t cursor = 0;
    double digit = pow(10, -w->thing[w->thing_of[rate]].decimals);
    if (!ct_check_counted_alike(p, count, rate))
        return;
    for (size_t i = p->first[rate]; i < p->first[rate + 1]; i++) {
        long at = ct_check_at(p, count, p->time[i], &cursor);
        if (at == CT_NO_OBS || isnan(ct_check_value(p, i)) ||
            isnan(ct_check_value(p, (size_t)at)))
            continue;
        w->pair = ct_xgrow(w->pair, &w->capacity, w->n + 1, sizeof *w->pair);
        w->pair[w->n++] = make_pair(p, rate, at, (long)i, digit);
    }
}

/* Looks up the residents of each pair, all of which have the same. */
static int find_residents(struct ct_rate_work *w, struct ct_error *err)
{
    const struct ct_panel *p = w->c->panel;
    for (size_t i = 0; i < w->n; i++) {
        struct ct_rate_pair *a = &w->pair[i];
        char freq = ct_check_freq(p, a->rate_series);
        bool interpolated;
        const struct ct_denominator *d =
            ct_join_series(w->join, a->rate_series, err);
        if (!d)
            return -1;
        double n =
            ct_denominator_at(d, freq, p->time[a->rate], false, &interpolated);
        a->residents = n > 0 ? n : NAN;
    }
    return 0;
}

/* Whether two series of the panel are alike but for unit and freq, its last
 * dimensions. */
static bool is_pair(const struct ct_panel *p, size_t a, size_t b)
{
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute && strcmp(p->keys[k].name, "unit") != 0 &&
            strcmp(p->keys[k].name, "freq") != 0 &&
            p->keys[k].index[a] != p->keys[k].index[b])
            return false;
    return true;
}

static bool is_count_and_rate(const struct ct_panel *p, size_t a, size_t b)
{
    return ct_series_kind(p, a) == CT_KIND_COUNT &&
           ct_series_kind(p, b) == CT_KIND_RATE &&
           ct_check_freq(p, a) == ct_check_freq(p, b);
}

/* Collects the pairs of a set: series in the panel's order have the count and
 * the rate of the same thing as neighbours but for the unit. */
static int check_set(struct ct_rate_work *w, const size_t *series, size_t n,
                     struct ct_error *err)
{
    const struct ct_panel *p = w->c->panel;
    w->n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n && is_pair(p, series[i], series[k]); k++)
            if (is_count_and_rate(p, series[i], series[k]))
                add_pairs(w, series[i], series[k]);
    if (w->join && find_residents(w, err) != 0)
        return -1;
    ct_check_implied(w);
    return 0;
}

/* Numbers what is one thing but for its area, and sees to how many decimals
 * its rates are published. */
static void make_things(struct ct_rate_work *w)
{
    enum { FEWEST = -3 };
    static const char *const area = "area";
    const struct ct_panel *p = w->c->panel;
    struct ct_series_sets sets;
    ct_series_sets_named(p, &area, 1, &sets);
    w->thing_of = ct_xmalloc(p->n_series, sizeof *w->thing_of);
    w->thing = ct_xcalloc(sets.n, sizeof *w->thing);
    for (size_t i = 0; i < sets.n; i++) {
        w->thing[i].decimals = FEWEST;
        for (size_t k = sets.first[i]; k < sets.first[i + 1]; k++) {
            w->thing_of[sets.series[k]] = i;
            if (ct_series_kind(p, sets.series[k]) == CT_KIND_RATE)
                count_decimals(p, sets.series[k], &w->thing[i].decimals);
        }
    }
    ct_series_sets_clear(&sets);
}

/* The join with -p, else with the panel's own residents; NULL without. */
static struct ct_join *make_join(const struct ct_check *c, struct ct_error *err)
{
    const struct ct_panel *population = c->population;
    for (size_t s = 0; s < c->panel->n_series && !population; s++)
        if (ct_series_kind(c->panel, s) == CT_KIND_POPULATION)
            population = c->panel;
    return population ? ct_join_create(c->panel, population, err) : NULL;
}

/* A count of persons is held against the residents. */
static int check_counts(struct ct_rate_work *w, struct ct_error *err)
{
    const struct ct_panel *p = w->c->panel;
    for (size_t s = 0; s < p->n_series && w->join; s++) {
        bool interpolated;
        if (ct_series_kind(p, s) != CT_KIND_COUNT ||
            !ct_check_counts_persons(p, s))
            continue;
        const struct ct_denominator *d = ct_join_series(w->join, s, err);
        if (!d)
            return -1;
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            double n = ct_denominator_at(d, ct_check_freq(p, s), p->time[i],
                                         false, &interpolated);
            double x = ct_check_value(p, i);
            w->c->looked[CT_RULE_IMPOSSIBLE] += isnan(n) || isnan(x) ? 0 : 1;
            if (x > n)
                ct_check_find(w->c,
                              &(struct ct_finding){.rule = CT_RULE_IMPOSSIBLE,
                                                   .series = s,
                                                   .obs = (long)i,
                                                   .value = x,
                                                   .expected = n,
                                                   .weight = x},
                              "at most the residents");
        }
    }
    return 0;
}

int ct_check_rates(struct ct_check *c, struct ct_error *err)
{
    /* What does not change who the residents are. */
    static const char *const apart[] = {
        "unit",       "offence",      "measure", "definition",  "mechanism",
        "completion", "relationship", "context", "exploitation"};
    const struct ct_panel *p = c->panel;
    struct ct_rate_work w = {.c = c};
    struct ct_series_sets sets;
    int result = 0;
    struct ct_error why = {0};
    w.join = make_join(c, &why);
    if (why.code != CT_OK) {
        *err = why;
        return -1;
    }
    make_things(&w);
    ct_series_sets_named(p, apart, sizeof apart / sizeof *apart, &sets);
    for (size_t i = 0; i < sets.n && result == 0; i++)
        result = check_set(&w, sets.series + sets.first[i],
                           sets.first[i + 1] - sets.first[i], err);
    ct_check_implied_settle(&w);
    if (result == 0)
        result = check_counts(&w, err);
    ct_series_sets_clear(&sets);
    ct_join_destroy(w.join);
    free(w.pair);
    free(w.doubt);
    free(w.thing_of);
    free(w.thing);
    return result;
}
