/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ages against the total and the wider bands they make up. */
#include "config.h"

#include "analyze/check_parts.h"
#include "analyze/check_work.h"
#include "analyze/series_sets.h"
#include "analyze/tile.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *const dimension = "age";

/* The ages of the panel as years from .. to (from > to: no age), by the number
 * of the code; room for the work on one set. */
struct ages {
    struct ct_check *c;
    const struct ct_key *key;
    int *from, *to;
    struct ct_tile *tile;
    size_t *chosen, *part;
};

static void begin(struct ages *a, size_t room)
{
    size_t n = a->key->codes.n;
    a->from = ct_xmalloc(n, sizeof *a->from);
    a->to = ct_xmalloc(n, sizeof *a->to);
    a->tile = ct_xmalloc(room, sizeof *a->tile);
    a->chosen = ct_xmalloc(room, sizeof *a->chosen);
    a->part = ct_xmalloc(room, sizeof *a->part);
    for (size_t i = 0; i < n; i++)
        if (!ct_age_range(a->key->codes.code[i], &a->from[i], &a->to[i])) {
            a->from[i] = 1;
            a->to[i] = 0;
        }
}

static void end(struct ages *a)
{
    free(a->from);
    free(a->to);
    free(a->tile);
    free(a->chosen);
    free(a->part);
}

/* Whether the ages of one series are some of those of another. */
static bool within(const struct ages *a, size_t series, size_t wide)
{
    uint32_t i = a->key->index[series], w = a->key->index[wide];
    return series != wide && a->from[i] <= a->to[i] &&
           a->from[w] <= a->from[i] && a->to[i] <= a->to[w];
}

static const char *code_of(const struct ages *a, size_t series)
{
    return a->key->codes.code[a->key->index[series]];
}

/* Lists in a->part those that make up `wide` without gap or overlap, the
 * unknown with them; returns how many. */
static size_t tile(const struct ages *a, const size_t *series, size_t n,
                   size_t wide)
{
    struct ct_tile whole = {"_T", code_of(a, wide), 0};
    size_t others = 0;
    for (size_t i = 0; i < n; i++)
        if (series[i] != wide) {
            a->part[others] = series[i];
            a->tile[others++] =
                (struct ct_tile){"_T", code_of(a, series[i]), 0};
        }
    size_t found = ct_tile_find(a->tile, others, &whole, a->chosen);
    for (size_t i = 0; i < found; i++)
        a->chosen[i] = a->part[a->chosen[i]];
    memcpy(a->part, a->chosen, found * sizeof *a->part);
    return found;
}

static bool is_in(const size_t *list, size_t n, size_t series)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == series)
            return true;
    return false;
}

/* Holds a band, or the total, against what makes it up; every other age within
 * it against it by itself. A band has no age that is not known. */
static void check_wide(const struct ages *a, const size_t *series, size_t n,
                       size_t wide)
{
    size_t found = tile(a, series, n, wide);
    struct ct_parts parts = {dimension, wide, found,
                             a->part,   true, CT_SHORT_UNKNOWN};
    if (strcmp(code_of(a, wide), "_T") != 0 ||
        (found && strcmp(code_of(a, a->part[found - 1]), "_U") == 0))
        parts.shortfall = CT_SHORT_WRONG;
    if (found)
        ct_check_parts(a->c, &parts);
    for (size_t i = 0; i < n; i++) {
        struct ct_parts one = {dimension,  wide,  1,
                               &series[i], false, CT_SHORT_EXPECTED};
        if (within(a, series[i], wide) && !is_in(a->part, found, series[i]))
            ct_check_parts(a->c, &one);
    }
}

static void check_set(const struct ages *a, const size_t *series, size_t n)
{
    for (size_t w = 0; w < n; w++) {
        bool any = false;
        for (size_t i = 0; i < n && !any; i++)
            any = within(a, series[i], series[w]);
        if (any)
            check_wide(a, series, n, series[w]);
    }
}

void ct_check_ages(struct ct_check *c)
{
    long key = ct_panel_find_key(c->panel, dimension);
    struct ct_series_sets sets;
    struct ages a = {.c = c};
    size_t largest = 0;
    if (key < 0 || c->panel->keys[key].codes.n < 2)
        return;
    a.key = &c->panel->keys[key];
    ct_series_sets_named(c->panel, &dimension, 1, &sets);
    for (size_t i = 0; i < sets.n; i++)
        if (sets.first[i + 1] - sets.first[i] > largest)
            largest = sets.first[i + 1] - sets.first[i];
    begin(&a, largest);
    for (size_t i = 0; i < sets.n; i++)
        if (ct_check_is_amount(c->panel, sets.series[sets.first[i]]))
            check_set(&a, sets.series + sets.first[i],
                      sets.first[i + 1] - sets.first[i]);
    end(&a);
    ct_series_sets_clear(&sets);
}
