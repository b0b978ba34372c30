/* SPDX-License-Identifier: GPL-3.0-or-later
 * Totals against parts in all dimensions that have a total, but offences and
 * areas: sexes, ages, and what a dataset breaks down by. */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_work.h"
#include "analyze/series_sets.h"
#include "analyze/tile.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Of a dimension: what its sets say, and whether codes exclude one another. */
struct breakdown {
    struct ct_check *c;
    const char *name;
    long key;
    struct ct_series_sets sets;
    bool added;
};

/* Dimensions of which `_T` is no sum, or that have rules of their own. */
static bool is_breakdown(const struct ct_key *key)
{
    static const char *const others[] = {
        "area",   "offence", "measure",   "unit",    "freq",    "definition",
        "source", "vintage", "component", "dataset", "reporter"};
    if (key->is_attribute || key->codes.n < 2)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(key->name, others[i]) == 0)
            return false;
    return true;
}

static const char *code_of(const struct breakdown *b, size_t series)
{
    return ct_panel_code(b->c->panel, b->key, series);
}

/* The series of a set with that code, or SIZE_MAX. */
static size_t find_code(const struct breakdown *b, const size_t *series,
                        size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(code_of(b, series[i]), code) == 0)
            return series[i];
    return SIZE_MAX;
}

/* All but the total: added up if the codes of the dimension exclude one
 * another; the unknown being there, nothing else can lack. */
static struct ct_parts all_parts(const struct breakdown *b,
                                 const size_t *series, size_t n, size_t total,
                                 size_t *part)
{
    struct ct_parts parts = {b->name, total,    0,
                             part,    b->added, CT_SHORT_UNKNOWN};
    for (size_t i = 0; i < n; i++)
        if (series[i] != total)
            part[parts.n++] = series[i];
    if (parts.n < 2)
        parts.shortfall = CT_SHORT_EXPECTED;
    else if (find_code(b, series, n, "_U") != SIZE_MAX &&
             (strcmp(b->name, "sex") == 0 ||
              find_code(b, series, n, "_O") != SIZE_MAX))
        parts.shortfall = CT_SHORT_WRONG;
    return parts;
}

/* Both women and men are needed, else the rest is not unknown. */
static bool has_both_sexes(const struct breakdown *b, const size_t *series,
                           size_t n)
{
    return strcmp(b->name, "sex") != 0 ||
           (find_code(b, series, n, "F") != SIZE_MAX &&
            find_code(b, series, n, "M") != SIZE_MAX);
}

/* The ages of a set that make up `wanted` without gap or overlap; every other
 * age within it is held against it by itself. */
static void check_age(const struct breakdown *b, const size_t *series, size_t n,
                      size_t wanted)
{
    struct ct_tile *tile = ct_xmalloc(n, sizeof *tile);
    size_t *owner = ct_xmalloc(n, sizeof *owner);
    size_t *chosen = ct_xmalloc(n, sizeof *chosen);
    size_t *part = ct_xmalloc(n, sizeof *part), others = 0;
    struct ct_tile whole = {"_T", code_of(b, wanted), 0};
    int from, to, first, last;
    for (size_t i = 0; i < n; i++)
        if (series[i] != wanted) {
            tile[others] = (struct ct_tile){"_T", code_of(b, series[i]), 0};
            owner[others++] = series[i];
        }
    size_t n_chosen = ct_tile_find(tile, others, &whole, chosen);
    for (size_t i = 0; i < n_chosen; i++)
        part[i] = owner[chosen[i]];
    bool unknown =
        n_chosen && strcmp(tile[chosen[n_chosen - 1]].age, "_U") == 0;
    struct ct_parts parts = {b->name,
                             wanted,
                             n_chosen,
                             part,
                             true,
                             unknown || strcmp(whole.age, "_T") != 0
                                 ? CT_SHORT_WRONG
                                 : CT_SHORT_UNKNOWN};
    if (n_chosen)
        ct_check_parts(b->c, &parts);
    for (size_t i = 0; i < others; i++) {
        bool within = ct_age_range(tile[i].age, &first, &last) &&
                      ct_age_range(whole.age, &from, &to) && first >= from &&
                      last <= to;
        for (size_t k = 0; k < n_chosen; k++)
            within &= chosen[k] != i;
        struct ct_parts one = {b->name,   wanted, 1,
                               &owner[i], false,  CT_SHORT_EXPECTED};
        if (within)
            ct_check_parts(b->c, &one);
    }
    free(tile);
    free(owner);
    free(chosen);
    free(part);
}

static void check_set(const struct breakdown *b, const size_t *series, size_t n,
                      size_t *part)
{
    size_t total = find_code(b, series, n, "_T");
    if (strcmp(b->name, "age") == 0) {
        for (size_t i = 0; i < n; i++)
            if (strcmp(code_of(b, series[i]), "_U") != 0)
                check_age(b, series, n, series[i]);
    } else if (total != SIZE_MAX) {
        struct ct_parts parts = all_parts(b, series, n, total, part);
        if (!has_both_sexes(b, series, n))
            parts.shortfall = CT_SHORT_EXPECTED;
        ct_check_parts(b->c, &parts);
    }
}

/* Calls for every set of two or more amounts. */
static void each_set(struct breakdown *b,
                     void (*call)(const struct breakdown *, const size_t *,
                                  size_t, size_t *))
{
    size_t *part = ct_xmalloc(b->c->panel->n_series, sizeof *part);
    for (size_t i = 0; i < b->sets.n; i++) {
        const size_t *series = b->sets.series + b->sets.first[i];
        size_t n = b->sets.first[i + 1] - b->sets.first[i];
        if (n > 1 && ct_check_is_amount(b->c->panel, series[0]))
            call(b, series, n, part);
    }
    free(part);
}

/* Whether the codes of a dimension overlap: the parts are more than the total
 * in a tenth of the periods. */
static bool overlaps(struct breakdown *b)
{
    size_t *part = ct_xmalloc(b->c->panel->n_series, sizeof *part);
    struct ct_parts_tally all = {0};
    for (size_t i = 0; i < b->sets.n; i++) {
        const size_t *series = b->sets.series + b->sets.first[i];
        size_t n = b->sets.first[i + 1] - b->sets.first[i];
        size_t total = find_code(b, series, n, "_T");
        if (n < 3 || total == SIZE_MAX ||
            !ct_check_is_amount(b->c->panel, series[0]))
            continue;
        struct ct_parts parts = all_parts(b, series, n, total, part);
        struct ct_parts_tally t = ct_check_parts_tally(b->c->panel, &parts);
        all.periods += t.periods;
        all.over += t.over;
    }
    free(part);
    if (all.over * 10 <= all.periods)
        return false;
    struct ct_buffer *out = &b->c->remark[CT_RULE_PARTS_OVER];
    ct_buffer_printf(
        out,
        "%s%s is not added up: in %zu of %zu totals the codes make "
        "more, so they overlap, or go by another total",
        out->size ? "; " : "", b->name, all.over, all.periods);
    return true;
}

void ct_check_breakdowns(struct ct_check *c)
{
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        struct breakdown b = {.c = c,
                              .name = c->panel->keys[k].name,
                              .key = (long)k,
                              .added = true};
        if (!is_breakdown(&c->panel->keys[k]))
            continue;
        ct_series_sets_named(c->panel, &b.name, 1, &b.sets);
        if (strcmp(b.name, "sex") != 0 && strcmp(b.name, "age") != 0)
            b.added = !overlaps(&b);
        each_set(&b, check_set);
        ct_series_sets_clear(&b.sets);
    }
}
