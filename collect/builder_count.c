/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting events: one entry a cell, found by hash. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- cells --- */

static size_t hash_cell(uint32_t series, int32_t time)
{
    uint64_t h =
        ((uint64_t)series << 32 | (uint32_t)time) * 0x9e3779b97f4a7c15u;
    return (size_t)(h ^ h >> 29);
}

/* The place of a cell in the table, which is never more than half full. */
static size_t place(const struct ct_builder *b, uint32_t series, int32_t time)
{
    const struct ct_counting *c = &b->counting;
    size_t at = hash_cell(series, time) & (c->n_hash - 1);
    for (; c->cell[at]; at = (at + 1) & (c->n_hash - 1)) {
        const struct ct_entry *e = &b->entry[c->cell[at] - 1];
        if (e->series == series && e->time == time)
            break;
    }
    return at;
}

static void grow_cells(struct ct_builder *b)
{
    struct ct_counting *c = &b->counting;
    if ((b->n_entries + 1) * 2 <= c->n_hash)
        return;
    free(c->cell);
    c->n_hash = c->n_hash ? c->n_hash * 2 : 1024;
    c->cell = ct_xcalloc(c->n_hash, sizeof *c->cell);
    for (size_t i = 0; i < b->n_entries; i++)
        c->cell[place(b, b->entry[i].series, b->entry[i].time)] =
            (uint32_t)i + 1;
}

/* The entry of a cell; a new one has the value 0. */
static size_t find_cell(struct ct_builder *b, size_t series,
                        const struct ct_obs *o)
{
    grow_cells(b);
    struct ct_counting *c = &b->counting;
    size_t at = place(b, (uint32_t)series, o->time);
    if (!c->cell[at]) {
        struct ct_entry e = {.series = (uint32_t)series,
                             .line = o->line,
                             .time = o->time,
                             .file = o->file};
        c->cell[at] = (uint32_t)ct_builder_entry(b, &e) + 1;
    }
    return c->cell[at] - 1;
}

/* --- ids --- */

/* 128 bits, so that two ids are never taken for one. */
static struct ct_id hash_id(size_t cell, const char *id, size_t n)
{
    struct ct_id h = {0xcbf29ce484222325u ^ cell, 0x9ae16a3b2f90404fu + cell};
    for (size_t i = 0; i < n; i++) {
        h.a = (h.a ^ (unsigned char)id[i]) * 0x100000001b3u;
        h.b = (h.b + (unsigned char)id[i]) * 0x9e3779b97f4a7c15u;
        h.b ^= h.b >> 32;
    }
    h.b |= 1; /* 0 is a free place */
    return h;
}

static size_t place_id(const struct ct_counting *c, struct ct_id id)
{
    size_t at = (size_t)(id.a ^ id.b >> 7) & (c->n_id_hash - 1);
    while (c->id[at].b && (c->id[at].a != id.a || c->id[at].b != id.b))
        at = (at + 1) & (c->n_id_hash - 1);
    return at;
}

static void grow_ids(struct ct_counting *c)
{
    if ((c->n_ids + 1) * 2 <= c->n_id_hash)
        return;
    struct ct_id *old = c->id;
    size_t n_old = c->n_id_hash;
    c->n_id_hash = n_old ? n_old * 2 : 1024;
    c->id = ct_xcalloc(c->n_id_hash, sizeof *c->id);
    for (size_t i = 0; i < n_old; i++)
        if (old[i].b)
            c->id[place_id(c, old[i])] = old[i];
    free(old);
}

/* Whether an id is met for the first time in its cell. */
static bool is_new_id(struct ct_counting *c, size_t cell, const char *text,
                      size_t n)
{
    grow_ids(c);
    struct ct_id id = hash_id(cell, text, n);
    size_t at = place_id(c, id);
    if (c->id[at].b)
        return false;
    c->id[at] = id;
    c->n_ids++;
    return true;
}

/* --- series and periods of a file --- */

static void see(struct ct_builder *b, uint32_t series, const struct ct_obs *o)
{
    struct ct_counting *c = &b->counting;
    size_t had = c->marked_capacity;
    c->marked =
        ct_xgrow(c->marked, &c->marked_capacity, series + 1, sizeof *c->marked);
    memset(c->marked + had, 0, (c->marked_capacity - had) * sizeof *c->marked);
    if (c->marked[series] == (uint32_t)o->file + 1)
        return;
    c->marked[series] = (uint32_t)o->file + 1;
    c->seen =
        ct_xgrow(c->seen, &c->seen_capacity, c->n_seen + 1, sizeof *c->seen);
    c->seen[c->n_seen++] = series;
}

static char series_freq(const struct ct_builder *b, uint32_t series)
{
    const struct ct_dict *freq = &b->panel->keys[CT_SLOT_FREQ].codes;
    return *freq->code[b->codes[series * b->stride + CT_SLOT_FREQ]];
}

bool ct_builder_count(struct ct_builder *b, size_t series,
                      const struct ct_obs *o, const char *id, size_t n)
{
    size_t cell = find_cell(b, series, o);
    if (id && !is_new_id(&b->counting, cell, id, n))
        return false;
    see(b, (uint32_t)series, o);
    if (o->time < b->counting.least || !b->counting.n_events)
        b->counting.least = o->time;
    if (o->time > b->counting.most || !b->counting.n_events)
        b->counting.most = o->time;
    b->counting.n_events++;
    b->entry[cell].value += o->x[CT_VALUE];
    b->entry[cell].status |= o->status;
    return true;
}

/* The file's periods are those of all its events. */
void ct_builder_fill_absent(struct ct_builder *b, uint16_t file)
{
    struct ct_counting *c = &b->counting;
    struct ct_obs zero = ct_obs_empty;
    size_t n_entries = b->n_entries;
    zero.file = file;
    for (size_t i = 0; i < c->n_seen; i++) {
        char freq = series_freq(b, c->seen[i]);
        long t = ct_period_ordinal((struct ct_period){freq, c->least});
        long last = ct_period_ordinal((struct ct_period){freq, c->most});
        for (; t <= last; t++) {
            zero.time = ct_period_from_ordinal(freq, t).day;
            find_cell(b, c->seen[i], &zero);
        }
    }
    c->n_absent += b->n_entries - n_entries;
    c->n_seen = 0;
    c->n_events = 0;
}

void ct_builder_clear_counting(struct ct_builder *b)
{
    free(b->counting.cell);
    free(b->counting.id);
    free(b->counting.seen);
    free(b->counting.marked);
}
