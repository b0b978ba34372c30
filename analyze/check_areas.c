/* SPDX-License-Identifier: GPL-3.0-or-later
 * Areas against those they are part of: first-level parts against their
 * country, countries and groups against groups. */
#include "config.h"

#include "analyze/area_tree.h"
#include "analyze/check_parts.h"
#include "analyze/check_work.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* The series of a set by the number of their area; SIZE_MAX = none. */
struct areas {
    struct ct_check *c;
    struct ct_area_tree tree;
    const uint32_t *index; /* area of each series */
    size_t *by_code;
    bool *has_parts; /* in the set, by the number of the area */
    uint32_t *groups, *chosen;
    size_t *part;
};

/* The number of the nearest area of the set that a part lies in. */
static uint32_t above(const struct areas *a, uint32_t code)
{
    const struct ct_area_node *node = &a->tree.node[code];
    if (node->above != CT_NO_CODE && a->by_code[node->above] != SIZE_MAX)
        return node->above;
    return node->above2 != CT_NO_CODE && a->by_code[node->above2] != SIZE_MAX
               ? node->above2
               : CT_NO_CODE;
}

/* No parts of a whole yet; they will stand in a->part. */
static struct ct_parts parts_of(const struct areas *a, size_t total,
                                enum ct_shortfall shortfall)
{
    bool added = !ct_check_counts_heads(a->c->panel, total);
    return (struct ct_parts){"area", total, 0, a->part, added, shortfall};
}

/* A country, or a part, against its parts: those of ISO 3166-2, else the
 * publisher's own, each by itself, as they may lie in one another. */
static void check_parts_of(const struct areas *a, const size_t *series,
                           size_t n, size_t total)
{
    struct ct_parts iso = parts_of(a, total, CT_SHORT_EXPECTED);
    for (size_t i = 0; i < n; i++) {
        uint32_t code = a->index[series[i]];
        if (above(a, code) != a->index[total])
            continue;
        struct ct_parts own = {"area",     total, 1,
                               &series[i], false, CT_SHORT_EXPECTED};
        if (a->tree.node[code].kind == CT_AREA_PART)
            a->part[iso.n++] = series[i];
        else
            ct_check_parts(a->c, &own);
    }
    if (iso.n)
        ct_check_parts(a->c, &iso);
}

/* A group against its countries, of which some may not report. */
static void check_countries_of(const struct areas *a, const size_t *series,
                               size_t n, size_t total)
{
    struct ct_parts parts = parts_of(a, total, CT_SHORT_ALWAYS);
    for (size_t i = 0; i < n; i++)
        if (a->tree.node[a->index[series[i]]].kind == CT_AREA_COUNTRY &&
            ct_area_tree_within(&a->tree, a->index[series[i]], a->index[total]))
            a->part[parts.n++] = series[i];
    if (parts.n)
        ct_check_parts(a->c, &parts);
}

/* A group against the groups that make it up. */
static void check_groups_of(const struct areas *a, const size_t *series,
                            size_t n, size_t total)
{
    size_t n_groups = 0;
    for (size_t i = 0; i < n; i++)
        if (a->tree.node[a->index[series[i]]].kind == CT_AREA_GROUP)
            a->groups[n_groups++] = a->index[series[i]];
    struct ct_parts parts = {"area",
                             total,
                             0,
                             a->part,
                             !ct_check_counts_heads(a->c->panel, total),
                             CT_SHORT_WRONG};
    parts.n = ct_area_tree_tile(&a->tree, a->index[total], a->groups, n_groups,
                                a->chosen);
    for (size_t i = 0; i < parts.n; i++)
        a->part[i] = a->by_code[a->chosen[i]];
    if (parts.n)
        ct_check_parts(a->c, &parts);
}

/* Marks the areas that others of the set are part of, so that not all are
 * looked at for each. */
static void mark_parents(const struct areas *a, const size_t *series, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t code = above(a, a->index[series[i]]);
        if (code != CT_NO_CODE)
            a->has_parts[code] = true;
    }
}

static void check_set(const struct areas *a, const size_t *series, size_t n)
{
    for (size_t i = 0; i < n; i++)
        a->by_code[a->index[series[i]]] = series[i];
    mark_parents(a, series, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t code = a->index[series[i]];
        if (a->has_parts[code])
            check_parts_of(a, series, n, series[i]);
        a->has_parts[code] = false;
        if (a->tree.node[code].kind != CT_AREA_GROUP)
            continue;
        check_countries_of(a, series, n, series[i]);
        check_groups_of(a, series, n, series[i]);
    }
    for (size_t i = 0; i < n; i++)
        a->by_code[a->index[series[i]]] = SIZE_MAX;
}

void ct_check_areas(struct ct_check *c)
{
    static const char *const name = "area";
    const struct ct_panel *p = c->panel;
    long key = ct_panel_find_key(p, name);
    if (key < 0 || p->keys[key].codes.n < 2)
        return;
    size_t n_codes = p->keys[key].codes.n;
    struct areas a = {.c = c, .index = p->keys[key].index};
    struct ct_series_sets sets;
    ct_area_tree_make(&p->keys[key].codes, c->codes, &a.tree);
    a.by_code = ct_xmalloc(n_codes, sizeof *a.by_code);
    memset(a.by_code, 0xff, n_codes * sizeof *a.by_code); /* SIZE_MAX */
    a.has_parts = ct_xcalloc(n_codes, sizeof *a.has_parts);
    a.groups = ct_xmalloc(n_codes, sizeof *a.groups);
    a.chosen = ct_xmalloc(n_codes, sizeof *a.chosen);
    a.part = ct_xmalloc(n_codes, sizeof *a.part);
    ct_series_sets_named(p, &name, 1, &sets);
    for (size_t i = 0; i < sets.n; i++) {
        const size_t *series = sets.series + sets.first[i];
        size_t n = sets.first[i + 1] - sets.first[i];
        if (n > 1 && ct_check_is_amount(p, series[0]))
            check_set(&a, series, n);
    }
    ct_series_sets_clear(&sets);
    ct_area_tree_clear(&a.tree);
    free(a.by_code);
    free(a.has_parts);
    free(a.groups);
    free(a.chosen);
    free(a.part);
}
