/* SPDX-License-Identifier: GPL-3.0-or-later
 * Denominators: which population belongs to which series. */
#include "config.h"

#include "analyze/join.h"

#include "analyze/series.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A dimension to join on: numbers of the keys, -1 where one side lacks it. */
struct pair {
    long panel, population;
};

struct ct_join {
    const struct ct_panel *panel, *population;
    size_t n_pairs;
    struct pair *pairs;    /* but sex and age, which may be added up */
    struct ct_dict groups; /* codes of the pairs, one string each */
    size_t *head, *next;   /* series of residents by group, SIZE_MAX ends */
    struct ct_dict made;   /* group, sex, age, freq of each denominator */
    struct ct_denominator **denominator;
    size_t capacity;
};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void add_pair(struct ct_join *j, const char *name)
{
    j->pairs = ct_xrealloc(j->pairs, j->n_pairs + 1, sizeof *j->pairs);
    j->pairs[j->n_pairs++] =
        (struct pair){ct_panel_find_key(j->panel, name),
                      ct_panel_find_key(j->population, name)};
}

enum { AREA }; /* the first of the pairs */

static void choose_pairs(struct ct_join *j)
{
    static const char *const always[] = {"area", "citizenship", "agency",
                                         "group", NULL};
    static const char *const never[] = {
        "sex",        "age",         "measure", "offence", "unit",
        "definition", "freq",        "source",  "vintage", "reporter",
        "component",  "counterpart", NULL};
    for (const char *const *name = always; *name; name++)
        add_pair(j, *name);
    for (size_t k = 0; k < j->panel->n_keys; k++) {
        const struct ct_key *key = &j->panel->keys[k];
        long other = ct_panel_find_key(j->population, key->name);
        if (!key->is_attribute && other >= 0 &&
            !j->population->keys[other].is_attribute &&
            !is_one_of(key->name, always) && !is_one_of(key->name, never))
            add_pair(j, key->name);
    }
}

/* The codes of one of the panel's series in the pairs, as one string; with
 * another area unless that is NULL. */
static void write_group(const struct ct_join *j, size_t series,
                        const char *area, struct ct_buffer *out)
{
    out->size = 0;
    for (size_t i = 0; i < j->n_pairs; i++)
        ct_buffer_printf(
            out, "%s\t",
            i == AREA && area
                ? area
                : ct_panel_code(j->panel, j->pairs[i].panel, series));
}

static void write_group_of_population(const struct ct_join *j, size_t series,
                                      struct ct_buffer *out)
{
    out->size = 0;
    for (size_t i = 0; i < j->n_pairs; i++)
        ct_buffer_printf(
            out, "%s\t",
            ct_panel_code(j->population, j->pairs[i].population, series));
}

/* Chains the series of residents by group; returns how many there are. */
static size_t group_residents(struct ct_join *j)
{
    size_t n = j->population->n_series, found = 0;
    struct ct_buffer b = {0};
    j->next = ct_xmalloc(n, sizeof *j->next);
    j->head = ct_xmalloc(n, sizeof *j->head);
    for (size_t s = n; s-- > 0;) { /* so that chains are in order */
        if (ct_series_kind(j->population, s) != CT_KIND_POPULATION)
            continue;
        write_group_of_population(j, s, &b);
        size_t known = j->groups.n;
        uint32_t group = ct_dict_add(&j->groups, b.data, b.size);
        j->next[s] = j->groups.n > known ? SIZE_MAX : j->head[group];
        j->head[group] = s;
        found++;
    }
    ct_buffer_clear(&b);
    return found;
}

struct ct_join *ct_join_create(const struct ct_panel *panel,
                               const struct ct_panel *population,
                               struct ct_error *err)
{
    struct ct_join *j = ct_xcalloc(1, sizeof *j);
    j->panel = panel;
    j->population = population;
    choose_pairs(j);
    if (group_residents(j))
        return j;
    ct_join_destroy(j);
    ct_fail(err, CT_EDATA, 0, 0,
            "the population has no series with measure 'population' in "
            "numbers");
    return NULL;
}

void ct_denominator_destroy(struct ct_denominator *d)
{
    free(d->own.ordinal);
    free(d->own.value);
    free(d->year.ordinal);
    free(d->year.value);
    free(d->name);
    free(d->parts);
    free(d);
}

void ct_join_destroy(struct ct_join *j)
{
    if (!j)
        return;
    for (size_t i = 0; i < j->made.n; i++)
        ct_denominator_destroy(j->denominator[i]);
    ct_dict_clear(&j->groups);
    ct_dict_clear(&j->made);
    free(j->denominator);
    free(j->pairs);
    free(j->head);
    free(j->next);
    free(j);
}

/* Whether a key of the population is joined or says what is counted; of the
 * others the total is taken. */
static bool is_settled(const struct ct_join *j, size_t key)
{
    static const char *const settled[] = {"sex",  "age",  "measure",
                                          "unit", "freq", NULL};
    if (j->population->keys[key].is_attribute ||
        is_one_of(j->population->keys[key].name, settled))
        return true;
    for (size_t i = 0; i < j->n_pairs; i++)
        if (j->pairs[i].population == (long)key)
            return true;
    return false;
}

/* Of series told apart by a key that the join doesn't know, keeps those with
 * `_T` if there are any; returns how many are left. */
static size_t prefer_total(const struct ct_panel *p, size_t key, size_t *series,
                           size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(ct_panel_code(p, (long)key, series[i]), "_T") == 0)
            series[kept++] = series[i];
    return kept ? kept : n;
}

/* The series of residents of a group, in order; the caller frees them. */
static size_t *list_members(const struct ct_join *j, uint32_t group, size_t *n)
{
    size_t *series = NULL, capacity = 0;
    *n = 0;
    if (group == CT_NO_CODE)
        return NULL;
    for (size_t s = j->head[group]; s != SIZE_MAX; s = j->next[s]) {
        series = ct_xgrow(series, &capacity, *n + 1, sizeof *series);
        series[(*n)++] = s;
    }
    for (size_t k = 0; k < j->population->n_keys; k++)
        if (!is_settled(j, k))
            *n = prefer_total(j->population, k, series, *n);
    return series;
}

/* What the population is called: its dataset, or for tidy files the file;
 * then the vintage. */
static char *name_population(const struct ct_panel *p, size_t series)
{
    long dataset = ct_panel_find_key(p, "dataset");
    long vintage = ct_panel_find_key(p, "vintage");
    const char *name = dataset < 0 ? "" : ct_panel_code(p, dataset, series);
    const char *edition = vintage < 0 ? "" : ct_panel_code(p, vintage, series);
    size_t file = p->n_obs ? p->source_file[p->first[series]] : 0;
    if ((!*name || strcmp(name, "tidy") == 0) && file < p->provenance.n_inputs)
        name = p->provenance.inputs[file].name;
    return ct_xasprintf("%s%s%s", *name ? name : "population",
                        *edition ? " " : "", edition);
}

static int make_denominator(const struct ct_join *j, size_t series,
                            uint32_t group, struct ct_denominator *d,
                            struct ct_error *err)
{
    struct ct_tile wanted = {ct_panel_code_of(j->panel, "sex", series),
                             ct_panel_code_of(j->panel, "age", series), 0};
    char freq = ct_panel_code_of(j->panel, "freq", series)[0];
    struct ct_members m = {.population = j->population};
    struct ct_buffer parts = {0}, again = {0};
    size_t *list = list_members(j, group, &m.n);
    m.series = list;
    int result = ct_residents_make(&m, 'A', &wanted, &d->year, &parts, err);
    if (result == 0 && (freq == 'Q' || freq == 'M'))
        result = ct_residents_make(&m, freq, &wanted, &d->own,
                                   parts.size ? &again : &parts, err);
    d->parts = ct_buffer_take(&parts);
    d->name = m.n ? name_population(j->population, list[0]) : ct_xstrdup("");
    ct_buffer_clear(&again);
    free(list);
    return result;
}

void ct_join_parts(const struct ct_join *j, size_t series,
                   struct ct_period period, struct ct_resident_series *out)
{
    struct ct_tile wanted = {ct_panel_code_of(j->panel, "sex", series),
                             ct_panel_code_of(j->panel, "age", series), 0};
    const struct ct_period try[] = {period, ct_period_to_year(period)};
    struct ct_members m = {.population = j->population};
    struct ct_buffer key = {0};
    write_group(j, series, NULL, &key);
    size_t *list =
        list_members(j, ct_dict_find(&j->groups, key.data, key.size), &m.n);
    m.series = list;
    out->n = 0;
    out->series = ct_xmalloc(m.n + 1, sizeof *out->series);
    for (size_t i = 0; i < 2 && !out->n; i++) {
        out->period = try[i];
        out->n = ct_residents_parts(&m, try[i].freq, &wanted,
                                    ct_period_ordinal(try[i]), out->series);
    }
    ct_buffer_clear(&key);
    free(list);
}

const struct ct_denominator *ct_join_series(struct ct_join *j, size_t series,
                                            struct ct_error *err)
{
    struct ct_buffer key = {0};
    write_group(j, series, NULL, &key);
    uint32_t group = ct_dict_find(&j->groups, key.data, key.size);
    ct_buffer_printf(&key, "%s\t%s\t%s",
                     ct_panel_code_of(j->panel, "sex", series),
                     ct_panel_code_of(j->panel, "age", series),
                     ct_panel_code_of(j->panel, "freq", series));
    size_t known = j->made.n;
    uint32_t number = ct_dict_add(&j->made, key.data, key.size);
    ct_buffer_clear(&key);
    if (j->made.n == known)
        return j->denominator[number];
    j->denominator = ct_xgrow(j->denominator, &j->capacity, j->made.n,
                              sizeof *j->denominator);
    j->denominator[number] = ct_xcalloc(1, sizeof **j->denominator);
    if (make_denominator(j, series, group, j->denominator[number], err) != 0)
        return NULL;
    return j->denominator[number];
}

struct ct_denominator *ct_join_area(const struct ct_join *j, size_t series,
                                    const char *area, struct ct_error *err)
{
    struct ct_buffer key = {0};
    write_group(j, series, area, &key);
    uint32_t group = ct_dict_find(&j->groups, key.data, key.size);
    ct_buffer_clear(&key);
    struct ct_denominator *d = ct_xcalloc(1, sizeof *d);
    if (make_denominator(j, series, group, d, err) == 0)
        return d;
    ct_denominator_destroy(d);
    return NULL;
}

double ct_denominator_at(const struct ct_denominator *d, char freq, int32_t day,
                         bool interpolate, bool *interpolated)
{
    struct ct_period period = {freq, day};
    bool ignored;
    double own =
        ct_residents_at(&d->own, ct_period_ordinal(period), false, &ignored);
    if (!isnan(own))
        return own;
    return ct_residents_at(&d->year,
                           ct_period_ordinal(ct_period_to_year(period)),
                           interpolate, interpolated);
}

/* The first and last day of the population's years, and how many there are. */
static size_t count_years(const struct ct_join *j, long *from, long *to)
{
    const struct ct_panel *p = j->population;
    struct ct_dict years = {0};
    for (size_t s = 0; s < p->n_series; s++) {
        if (ct_series_kind(p, s) != CT_KIND_POPULATION)
            continue;
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            struct ct_period year =
                ct_period_to_year((struct ct_period){'M', p->time[i]});
            long ordinal = ct_period_ordinal(year);
            if (isnan(p->column[CT_VALUE][i]))
                continue;
            *from = years.n == 0 || ordinal < *from ? ordinal : *from;
            *to = years.n == 0 || ordinal > *to ? ordinal : *to;
            char text[24];
            int length = snprintf(text, sizeof text, "%ld", ordinal);
            ct_dict_add(&years, text, (size_t)length);
        }
    }
    size_t n = years.n;
    ct_dict_clear(&years);
    return n;
}

void ct_join_periods(const struct ct_join *j, struct ct_buffer *out)
{
    long from = 0, to = 0;
    size_t n = count_years(j, &from, &to);
    if (n == 1)
        ct_buffer_printf(out, "the year %ld", from);
    else
        ct_buffer_printf(out, "%zu years from %ld to %ld", n, from, to);
}
