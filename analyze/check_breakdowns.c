/* SPDX-License-Identifier: GPL-3.0-or-later
 * Totals against parts in all dimensions that have a total, but offences, areas
 * and ages: sexes, and what a dataset breaks down by. */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_work.h"
#include "analyze/series_sets.h"
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
        "area",   "offence", "measure",   "unit",    "freq",     "definition",
        "source", "vintage", "component", "dataset", "reporter", "age"};
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

/* Whether there is nothing that the parts of a set could lack: sexes with the
 * unknown, other breakdowns with the unknown and the rest. */
static bool is_whole(const struct breakdown *b, const size_t *series, size_t n)
{
    return find_code(b, series, n, "_U") != SIZE_MAX &&
           (strcmp(b->name, "sex") == 0 ||
            find_code(b, series, n, "_O") != SIZE_MAX);
}

/* Whether what the parts of a set lack is not known: at least two are there,
 * women and men among them. */
static bool is_partition(const struct breakdown *b, const size_t *series,
                         size_t n)
{
    return n > 2 && (strcmp(b->name, "sex") != 0 ||
                     (find_code(b, series, n, "F") != SIZE_MAX &&
                      find_code(b, series, n, "M") != SIZE_MAX));
}

/* Makes the total of set i and all its parts; part has room for them. Returns
 * false if there is no total, or nothing to be added up. */
static bool take_set(const struct breakdown *b, size_t i, size_t *part,
                     struct ct_parts *out)
{
    const size_t *series = b->sets.series + b->sets.first[i];
    size_t n = b->sets.first[i + 1] - b->sets.first[i];
    size_t total = find_code(b, series, n, "_T");
    if (n < 2 || total == SIZE_MAX || !ct_check_is_amount(b->c->panel, total))
        return false;
    *out =
        (struct ct_parts){b->name, total, 0, part, b->added, CT_SHORT_EXPECTED};
    for (size_t k = 0; k < n; k++)
        if (series[k] != total)
            part[out->n++] = series[k];
    if (is_partition(b, series, n))
        out->shortfall =
            is_whole(b, series, n) ? CT_SHORT_WRONG : CT_SHORT_UNKNOWN;
    return true;
}

/* Whether the codes of a dimension overlap: the parts are more than the total
 * in a tenth of the periods. */
static bool overlaps(const struct breakdown *b, size_t *part)
{
    struct ct_parts_tally all = {0};
    struct ct_parts parts;
    for (size_t i = 0; i < b->sets.n; i++) {
        if (!take_set(b, i, part, &parts) || parts.n < 2)
            continue;
        struct ct_parts_tally t = ct_check_parts_tally(b->c->panel, &parts);
        all.periods += t.periods;
        all.over += t.over;
    }
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

static void check_breakdown(struct breakdown *b, size_t *part)
{
    struct ct_parts parts;
    ct_series_sets_named(b->c->panel, &b->name, 1, &b->sets);
    b->added = strcmp(b->name, "sex") == 0 || !overlaps(b, part);
    for (size_t i = 0; i < b->sets.n; i++)
        if (take_set(b, i, part, &parts))
            ct_check_parts(b->c, &parts);
    ct_series_sets_clear(&b->sets);
}

void ct_check_breakdowns(struct ct_check *c)
{
    size_t *part = ct_xmalloc(c->panel->n_series, sizeof *part);
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        struct breakdown b = {
            .c = c, .name = c->panel->keys[k].name, .key = (long)k};
        if (is_breakdown(&c->panel->keys[k]))
            check_breakdown(&b, part);
    }
    free(part);
}
