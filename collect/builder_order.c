/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of a panel, brought about in the builder's own memory: entries are
 * moved where they lie, as there is no room for them twice. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- series --- */

/* A dimension and the places of its codes when they are sorted. */
struct ranked {
    const char *name;
    size_t slot;
    uint32_t *rank;
};

struct ordering {
    const struct ct_builder *b;
    size_t n;
    struct ranked key[CT_SLOTS_MAX];
};

static int by_place(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int difference = ct_dimension_rank(a->name) - ct_dimension_rank(b->name);
    return difference ? difference : strcmp(a->name, b->name);
}

static int by_code(const void *x, const void *y, void *user)
{
    char *const *code = user;
    return strcmp(code[*(const uint32_t *)x], code[*(const uint32_t *)y]);
}

static uint32_t *rank_codes(const struct ct_dict *d)
{
    uint32_t *order = ct_xmalloc(d->n + 1, sizeof *order);
    uint32_t *rank = ct_xmalloc(d->n + 1, sizeof *rank);
    for (size_t i = 0; i < d->n; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, d->n, sizeof *order, by_code, d->code);
    for (size_t i = 0; i < d->n; i++)
        rank[order[i]] = (uint32_t)i;
    free(order);
    return rank;
}

/* Series differ in their dimensions; attributes need not be looked at. */
static int by_key(const void *x, const void *y, void *user)
{
    const struct ordering *o = user;
    const uint32_t *a = o->b->codes + *(const uint32_t *)x * o->b->stride;
    const uint32_t *b = o->b->codes + *(const uint32_t *)y * o->b->stride;
    for (size_t i = 0; i < o->n; i++) {
        uint32_t left = o->key[i].rank[a[o->key[i].slot]];
        uint32_t right = o->key[i].rank[b[o->key[i].slot]];
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

uint32_t *ct_builder_order(const struct ct_builder *b)
{
    struct ordering o = {.b = b};
    uint32_t *series = ct_xmalloc(b->n_series + 1, sizeof *series);
    for (size_t k = 0; k < b->panel->n_keys; k++)
        if (!b->panel->keys[k].is_attribute)
            o.key[o.n++] =
                (struct ranked){b->panel->keys[k].name, k,
                                rank_codes(&b->panel->keys[k].codes)};
    qsort(o.key, o.n, sizeof *o.key, by_place);
    for (size_t s = 0; s < b->n_series; s++)
        series[s] = (uint32_t)s;
    qsort_r(series, b->n_series, sizeof *series, by_key, &o);
    for (size_t k = 0; k < o.n; k++)
        free(o.key[k].rank);
    return series;
}

/* --- entries --- */

size_t ct_builder_reach(const uint32_t *order, size_t n)
{
    size_t reach = 0;
    for (size_t i = 0; i < n; i++) {
        size_t off = order[i] > i ? order[i] - i : i - order[i];
        reach = off > reach ? off : reach;
    }
    return reach;
}

/* Which places hold an entry that is wanted, and which are done. */
struct moving {
    struct ct_builder *b;
    const uint32_t *order;
    size_t n;
    unsigned char *wanted, *done;
};

static bool has(const unsigned char *bits, size_t i)
{
    return bits[i >> 3] >> (i & 7) & 1;
}

static void set(unsigned char *bits, size_t i)
{
    bits[i >> 3] |= (unsigned char)(1u << (i & 7));
}

/* From a place whose own entry is not wanted: it is filled, which frees the
 * place that the entry came from. */
static void follow_path(struct moving *m, size_t at)
{
    while (at < m->n && !has(m->done, at)) {
        size_t from = m->order[at];
        *ct_builder_at(m->b, at) = *ct_builder_at(m->b, from);
        set(m->done, at);
        at = from;
    }
}

/* Where all are wanted, places form a ring: one entry is put aside. */
static void turn_ring(struct moving *m, size_t start)
{
    struct ct_entry aside = *ct_builder_at(m->b, start);
    size_t at = start;
    while (m->order[at] != start) {
        size_t from = m->order[at];
        *ct_builder_at(m->b, at) = *ct_builder_at(m->b, from);
        set(m->done, at);
        at = from;
    }
    *ct_builder_at(m->b, at) = aside;
    set(m->done, at);
}

static void move_extra(struct ct_builder *b, const uint32_t *order, size_t n)
{
    for (int k = 0; k < CT_N_COLUMNS; k++) {
        if (!b->extra[k])
            continue;
        double *moved = ct_xmalloc(n + 1, sizeof *moved);
        for (size_t i = 0; i < n; i++)
            moved[i] = b->extra[k][order[i]];
        free(b->extra[k]);
        b->extra[k] = moved;
    }
}

void ct_builder_move(struct ct_builder *b, const uint32_t *order, size_t n)
{
    size_t bytes = b->n_entries / 8 + 1;
    struct moving m = {b, order, n, ct_xcalloc(bytes, 1), ct_xcalloc(bytes, 1)};
    for (size_t i = 0; i < n; i++)
        set(m.wanted, order[i]);
    for (size_t i = 0; i < n; i++)
        if (!has(m.wanted, i))
            follow_path(&m, i);
    for (size_t i = 0; i < n; i++)
        if (!has(m.done, i))
            turn_ring(&m, i);
    free(m.wanted);
    free(m.done);
    move_extra(b, order, n);
}
