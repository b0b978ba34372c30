/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of a panel's areas lie in which. */
#include "config.h"

#include "analyze/area_tree.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Countries and groups of the code list. */
struct listed {
    const struct ct_codes *codes;
    size_t n_countries, n_groups;
    const char **country, **group;
};

static void list_areas(const struct ct_codes *codes, struct listed *l)
{
    size_t n = ct_codes_all(codes, "area", NULL, 0);
    const char **all = ct_xmalloc(n, sizeof *all);
    *l = (struct listed){.codes = codes,
                         .country = ct_xmalloc(n, sizeof *l->country),
                         .group = ct_xmalloc(n, sizeof *l->group)};
    ct_codes_all(codes, "area", all, n);
    for (size_t i = 0; i < n; i++) {
        enum ct_area_kind kind = ct_area_kind(all[i]);
        if (kind == CT_AREA_COUNTRY &&
            l->n_countries < (size_t)64 * CT_AREA_WORDS)
            l->country[l->n_countries++] = all[i];
        else if (kind == CT_AREA_GROUP)
            l->group[l->n_groups++] = all[i];
    }
    free(all);
}

static bool below(const struct listed *l, const char *code, const char *above)
{
    return strcmp(code, above) != 0 &&
           ct_codes_below(l->codes, "area", code, above);
}

static void put(struct ct_countries *set, size_t i)
{
    set->bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static bool has(const struct ct_countries *set, size_t i)
{
    return set->bits[i / 64] >> (i % 64) & 1;
}

static void fill_group(const struct listed *l, const char *code,
                       struct ct_area_node *node)
{
    struct ct_countries deeper = {{0}};
    for (size_t i = 0; i < l->n_countries; i++)
        if (below(l, l->country[i], code))
            put(&node->countries, i);
    for (size_t g = 0; g < l->n_groups; g++)
        for (size_t i = 0; i < l->n_countries && below(l, l->group[g], code);
             i++)
            if (below(l, l->country[i], l->group[g]))
                put(&deeper, i);
    for (int w = 0; w < CT_AREA_WORDS; w++)
        node->direct.bits[w] = node->countries.bits[w] & ~deeper.bits[w];
}

static void fill_country(const struct listed *l, const char *code,
                         struct ct_area_node *node)
{
    for (size_t i = 0; i < l->n_countries; i++)
        if (strcmp(l->country[i], code) == 0)
            put(&node->countries, i);
}

/* The country of a part is told by its first letters, so that only areas with
 * these are looked at. */
static void fill_part(const struct listed *l, const struct ct_dict *areas,
                      size_t number, struct ct_area_node *node)
{
    const char *code = areas->code[number];
    for (size_t i = 0; i < areas->n; i++) {
        enum ct_area_kind kind = ct_area_kind(areas->code[i]);
        if (kind == CT_AREA_PART && node->kind == CT_AREA_PART &&
            strncmp(code, areas->code[i], 3) == 0 &&
            below(l, code, areas->code[i]))
            node->above = (uint32_t)i;
        else if (kind == CT_AREA_COUNTRY && *areas->code[i] == *code &&
                 below(l, code, areas->code[i]))
            node->above2 = (uint32_t)i;
    }
}

void ct_area_tree_make(const struct ct_dict *areas,
                       const struct ct_codes *codes, struct ct_area_tree *out)
{
    struct listed l;
    list_areas(codes, &l);
    out->n = areas->n;
    out->node = ct_xcalloc(areas->n, sizeof *out->node);
    for (size_t i = 0; i < areas->n; i++) {
        struct ct_area_node *node = &out->node[i];
        node->kind = ct_area_kind(areas->code[i]);
        node->above = node->above2 = CT_NO_CODE;
        if (node->kind == CT_AREA_GROUP)
            fill_group(&l, areas->code[i], node);
        else if (node->kind == CT_AREA_COUNTRY)
            fill_country(&l, areas->code[i], node);
        else if (node->kind != CT_AREA_OTHER)
            fill_part(&l, areas, i, node);
    }
    free(l.country);
    free(l.group);
}

static size_t count(const struct ct_countries *set)
{
    size_t n = 0;
    for (size_t i = 0; i < (size_t)64 * CT_AREA_WORDS; i++)
        n += has(set, i);
    return n;
}

static bool contains(const struct ct_countries *set,
                     const struct ct_countries *other)
{
    for (int w = 0; w < CT_AREA_WORDS; w++)
        if (other->bits[w] & ~set->bits[w])
            return false;
    return true;
}

static bool meets(const struct ct_countries *a, const struct ct_countries *b)
{
    for (int w = 0; w < CT_AREA_WORDS; w++)
        if (a->bits[w] & b->bits[w])
            return true;
    return false;
}

static void take(struct ct_countries *set, const struct ct_countries *other)
{
    for (int w = 0; w < CT_AREA_WORDS; w++)
        set->bits[w] |= other->bits[w];
}

bool ct_area_tree_within(const struct ct_area_tree *t, uint32_t country,
                         uint32_t group)
{
    return contains(&t->node[group].countries, &t->node[country].countries) &&
           count(&t->node[country].countries) > 0;
}

/* The groups that lie within another, the largest first. */
static size_t rank_groups(const struct ct_area_tree *t, uint32_t group,
                          const uint32_t *groups, size_t n, uint32_t *ranked)
{
    const struct ct_countries *whole = &t->node[group].countries;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const struct ct_countries *set = &t->node[groups[i]].countries;
        size_t size = count(set), at = kept;
        if (groups[i] == group || size == 0 || size == count(whole) ||
            !contains(whole, set))
            continue;
        for (; at > 0 && count(&t->node[ranked[at - 1]].countries) < size; at--)
            ranked[at] = ranked[at - 1];
        ranked[at] = groups[i];
        kept++;
    }
    return kept;
}

size_t ct_area_tree_tile(const struct ct_area_tree *t, uint32_t group,
                         const uint32_t *groups, size_t n, uint32_t *chosen)
{
    uint32_t *ranked = ct_xmalloc(n, sizeof *ranked);
    size_t kept = rank_groups(t, group, groups, n, ranked), found = 0;
    for (size_t start = 0; start < kept && found == 0; start++) {
        struct ct_countries covered = t->node[group].direct;
        for (size_t i = start; i < kept; i++)
            if (!meets(&covered, &t->node[ranked[i]].countries)) {
                take(&covered, &t->node[ranked[i]].countries);
                chosen[found++] = ranked[i];
            }
        if (!contains(&covered, &t->node[group].countries))
            found = 0;
    }
    free(ranked);
    return found;
}

void ct_area_tree_clear(struct ct_area_tree *t)
{
    free(t->node);
    *t = (struct ct_area_tree){0};
}
