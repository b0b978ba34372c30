/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which codes of one dimension add up to which. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A family with what is below what: below[i * n + j], i below j. */
struct order {
    const struct ct_family *f;
    const struct ct_codes *codes;
    bool *below;
    size_t n_countries; /* of the list, where the family has groups */
    const char **country;
};

static bool has_list(const char *dimension)
{
    static const char *const names[] = {"area", "counterpart", "citizenship",
                                        "offence"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], dimension) == 0)
            return true;
    return false;
}

/* counterpart and citizenship are areas. */
static const char *list_of(const char *dimension)
{
    return strcmp(dimension, "offence") == 0 ? dimension : "area";
}

static bool special(const char *code)
{
    return code[0] == '_' && code[1] && !code[2];
}

static bool is_below(const char *code, const char *above, const char *dimension,
                     const struct ct_codes *codes)
{
    if (strcmp(above, "_T") == 0)
        return true;
    if (special(code) || special(above) || !codes || !has_list(dimension))
        return false;
    const char *list = list_of(dimension);
    if (strcmp(list, "area") == 0 && ct_area_kind(above) == CT_AREA_OWN)
        return false;
    return ct_codes_below(codes, list, code, above);
}

static void set_order(struct order *o, const char *dimension,
                      const struct ct_codes *codes)
{
    size_t n = o->f->n;
    o->below = ct_xmalloc(n * n, sizeof *o->below);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            o->below[i * n + j] =
                i != j &&
                is_below(o->f->code[i], o->f->code[j], dimension, codes);
}

/* Whether i, below `top`, has something between them (up) or below it. */
static bool between(const struct order *o, size_t i, size_t top, bool up)
{
    size_t n = o->f->n;
    for (size_t j = 0; j < n; j++)
        if (up ? o->below[i * n + j] && o->below[j * n + top]
               : o->below[j * n + i])
            return true;
    return false;
}

/* Lists those right below `top` (or, of all below it, those with nothing below
 * them); returns how many. */
static size_t list_below(const struct order *o, size_t top, bool leaves,
                         size_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < o->f->n; i++)
        if (o->below[i * o->f->n + top] && !between(o, i, top, !leaves))
            out[n++] = i;
    return n;
}

static void add(struct ct_relations *r, const struct order *o, size_t top,
                const size_t *part, size_t n)
{
    uint32_t *group = ct_xmalloc(n + 1, sizeof *group);
    for (size_t i = 0; i < n; i++)
        group[i] = o->f->group[part[i]];
    if (n > 0)
        ct_relations_add(r, CT_RELATION_SUM, o->f->group[top], group, n);
    free(group);
}

/* How many countries of the list two groups have in common. */
static size_t count_common(const struct order *o, const char *group,
                           const char *other)
{
    size_t n = 0;
    for (size_t i = 0; i < o->n_countries; i++)
        n += ct_codes_below(o->codes, "area", o->country[i], group) &&
             ct_codes_below(o->codes, "area", o->country[i], other);
    return n;
}

/* Whether two parts have something in common. Remembered: families ask again
 * and again. */
static bool overlap(struct ct_relations *r, const struct order *o, size_t a,
                    size_t b)
{
    const char *x = o->f->code[a], *y = o->f->code[b];
    if (ct_area_kind(x) != CT_AREA_GROUP || ct_area_kind(y) != CT_AREA_GROUP)
        return false;
    char *pair = ct_xasprintf("%s %s", x, y);
    size_t before = r->pairs.n;
    uint32_t at = ct_dict_add(&r->pairs, pair, strlen(pair));
    if (r->pairs.n > before && count_common(o, x, y) > 0)
        ct_dict_label(&r->pairs, at, "overlap");
    free(pair);
    return *r->pairs.label[at] != '\0';
}

/* Of the parts right below, `first` and those that have nothing in common with
 * it and with those taken before. */
static size_t take_apart(struct ct_relations *r, const struct order *o,
                         const size_t *part, size_t n, size_t first,
                         size_t *out)
{
    size_t kept = 1;
    out[0] = part[first];
    for (size_t i = 0; i < n; i++) {
        bool apart = i != first;
        for (size_t j = 0; j < kept && apart; j++)
            apart = !overlap(r, o, part[i], out[j]);
        if (apart)
            out[kept++] = part[i];
    }
    return kept;
}

/* Groups overlap (least developed countries lie in regions), and then their sum
 * is no whole: each with those it does not overlap. */
static void add_apart(struct ct_relations *r, const struct order *o, size_t top,
                      const size_t *part, size_t n)
{
    size_t *apart = ct_xmalloc(n + 1, sizeof *apart);
    for (size_t first = 0; first < n; first++) {
        if (ct_area_kind(o->f->code[part[first]]) != CT_AREA_GROUP)
            continue;
        size_t kept = take_apart(r, o, part, n, first, apart);
        if (kept < n)
            add(r, o, top, apart, kept);
    }
    free(apart);
}

/* The countries of the list, for groups alone; freed by the caller. */
static void list_countries(struct order *o, const char *dimension)
{
    bool groups = false;
    for (size_t i = 0; i < o->f->n; i++)
        groups |= ct_area_kind(o->f->code[i]) == CT_AREA_GROUP;
    if (!o->codes || !groups || !has_list(dimension) ||
        strcmp(list_of(dimension), "area") != 0)
        return;
    size_t n = ct_codes_all(o->codes, "area", NULL, 0);
    o->country = ct_xmalloc(n + 1, sizeof *o->country);
    ct_codes_all(o->codes, "area", o->country, n);
    for (size_t i = 0; i < n; i++)
        if (ct_area_kind(o->country[i]) == CT_AREA_COUNTRY)
            o->country[o->n_countries++] = o->country[i];
}

void ct_relations_of_codes(struct ct_relations *r, const struct ct_family *f,
                           const char *dimension, const struct ct_codes *codes)
{
    struct order o = {.f = f, .codes = codes};
    list_countries(&o, dimension);
    set_order(&o, dimension, codes);
    size_t *right = ct_xmalloc(f->n, sizeof *right);
    size_t *leaves = ct_xmalloc(f->n, sizeof *leaves);
    for (size_t top = 0; top < f->n; top++) {
        size_t n = list_below(&o, top, false, right);
        size_t m = list_below(&o, top, true, leaves);
        add(r, &o, top, right, n);
        if (n != m || memcmp(right, leaves, n * sizeof *right) != 0)
            add(r, &o, top, leaves, m);
        if (o.country)
            add_apart(r, &o, top, right, n);
    }
    free(leaves);
    free(right);
    free(o.below);
    free(o.country);
}

/* Ages: codes as ranges of years; a whole is tiled by others in several ways
 * (under 18 and over; bands of five years). */
enum { MOST_TILINGS = 64 };

struct tiling {
    struct ct_relations *r;
    const struct ct_family *f;
    int *from, *to; /* to -1: no range */
    size_t whole, n, found;
    int end;
    size_t *part;
};

static void add_tiling(struct tiling *t)
{
    uint32_t *group = ct_xmalloc(t->f->n, sizeof *group);
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        group[n++] = t->f->group[t->part[i]];
    /* Those of unknown age belong to the total alone. */
    for (size_t i = 0; i < t->f->n; i++)
        if (t->to[i] < 0 && strcmp(t->f->code[t->whole], "_T") == 0)
            group[n++] = t->f->group[i];
    ct_relations_add(t->r, CT_RELATION_SUM, t->f->group[t->whole], group, n);
    t->found++;
    free(group);
}

/* Tiles from `at` on; the family is small, and so is the depth. */
static void tile(struct tiling *t, int at) // NOLINT(misc-no-recursion)
{
    for (size_t i = 0; i < t->f->n && t->found < MOST_TILINGS; i++) {
        if (i == t->whole || t->to[i] < 0 || t->from[i] != at ||
            t->to[i] > t->end || strcmp(t->f->code[i], "_T") == 0)
            continue;
        t->part[t->n++] = i;
        if (t->to[i] == t->end)
            add_tiling(t);
        else
            tile(t, t->to[i] + 1);
        t->n--;
    }
}

/* The whole's ages; of the total, those from the first to the last that there
 * are. */
static void tile_whole(struct tiling *t)
{
    int begin = t->from[t->whole];
    t->end = t->to[t->whole];
    if (strcmp(t->f->code[t->whole], "_T") == 0) {
        begin = INT_MAX;
        t->end = 0;
        for (size_t i = 0; i < t->f->n; i++)
            if (i != t->whole && t->to[i] >= 0) {
                begin = t->from[i] < begin ? t->from[i] : begin;
                t->end = t->to[i] > t->end ? t->to[i] : t->end;
            }
    }
    t->found = 0;
    tile(t, begin);
}

void ct_relations_of_ages(struct ct_relations *r, const struct ct_family *f)
{
    struct tiling t = {.r = r,
                       .f = f,
                       .from = ct_xcalloc(f->n, sizeof(int)),
                       .to = ct_xcalloc(f->n, sizeof(int)),
                       .part = ct_xcalloc(f->n, sizeof(size_t))};
    for (size_t i = 0; i < f->n; i++)
        if (!ct_age_range(f->code[i], &t.from[i], &t.to[i]))
            t.to[i] = -1;
    for (t.whole = 0; t.whole < f->n; t.whole++)
        if (t.to[t.whole] >= 0)
            tile_whole(&t);
    free(t.from);
    free(t.to);
    free(t.part);
}
