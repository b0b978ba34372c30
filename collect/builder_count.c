/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting events: one entry a cell, found by hash. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- cells --- */

/* Days before 1970-01-01 that a year of four digits can begin. */
enum { FIRST_DAY = 719528, SLOT_DAYS = 28 };

/* Where a cell lies: its block, and its place in that. */
struct place {
    uint32_t stretch, slot;
};

static struct place place_of(int32_t time)
{
    uint32_t slot = (uint32_t)(time + FIRST_DAY) / SLOT_DAYS;
    return (struct place){slot / CT_BLOCK_SLOTS, slot % CT_BLOCK_SLOTS};
}

static uint64_t hash(uint32_t series, uint32_t stretch)
{
    uint64_t h = ((uint64_t)series << 32 | stretch) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

/* The place of a block in the table, which is never more than half full, or
 * the free one where it belongs. */
static struct ct_block_place *hash_place(const struct ct_counting *c,
                                         uint32_t series, uint32_t stretch)
{
    uint64_t h = hash(series, stretch);
    for (size_t at = (size_t)h;; at++) {
        struct ct_block_place *place = &c->hash[at & (c->n_hash - 1)];
        if (!place->block)
            return place;
        if (place->hash != (uint32_t)(h >> 32))
            continue;
        const struct ct_block *block = &c->block[place->block - 1];
        if (block->series == series && block->stretch == stretch)
            return place;
    }
}

static void grow_hash(struct ct_counting *c)
{
    free(c->hash);
    c->n_hash = c->n_hash ? c->n_hash * 2 : 1024;
    c->hash = ct_xcalloc(c->n_hash, sizeof *c->hash);
    for (size_t i = 0; i < c->n_blocks; i++) {
        uint32_t series = c->block[i].series, stretch = c->block[i].stretch;
        *hash_place(c, series, stretch) = (struct ct_block_place){
            (uint32_t)(hash(series, stretch) >> 32), (uint32_t)i + 1};
    }
}

static struct ct_block *find_block(struct ct_counting *c, uint32_t series,
                                   uint32_t stretch)
{
    if ((c->n_blocks + 1) * 2 > c->n_hash)
        grow_hash(c);
    struct ct_block_place *place = hash_place(c, series, stretch);
    if (place->block)
        return &c->block[place->block - 1];
    c->block = ct_xgrow(c->block, &c->block_capacity, c->n_blocks + 1,
                        sizeof *c->block);
    c->block[c->n_blocks] = (struct ct_block){series, stretch, {0}};
    *place = (struct ct_block_place){(uint32_t)(hash(series, stretch) >> 32),
                                     (uint32_t)c->n_blocks + 1};
    return &c->block[c->n_blocks++];
}

/* The entry of a cell, made for `first` if it is new. */
static uint32_t entry_of(struct ct_builder *b, uint32_t *cell,
                         const struct ct_entry *first)
{
    struct ct_counting *c = &b->counting;
    if (!*cell) {
        struct ct_entry e = *first;
        e.status = 0;
        e.value = 0;
        *cell = (uint32_t)ct_builder_entry(b, &e) + 1;
        c->value = ct_xgrow(c->value, &c->value_capacity, b->n_entries,
                            sizeof *c->value);
        c->value[*cell - 1] = 0;
    }
    return *cell - 1;
}

size_t ct_builder_cell(struct ct_builder *b, size_t series,
                       const struct ct_obs *o)
{
    struct ct_entry e = {.series = (uint32_t)series,
                         .line = o->line,
                         .time = o->time,
                         .file = o->file};
    struct place at = place_of(o->time);
    struct ct_block *block = find_block(&b->counting, e.series, at.stretch);
    return entry_of(b, &block->cell[at.slot], &e);
}

void ct_builder_end_count(struct ct_builder *b)
{
    ct_builder_count_waiting(b);
    for (size_t i = 0; b->counting.value && i < b->n_entries; i++)
        ct_builder_at(b, i)->value = b->counting.value[i];
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

static void see_series(struct ct_builder *b, uint32_t series,
                       const struct ct_obs *o)
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

static void see(struct ct_builder *b, uint32_t series, const struct ct_obs *o)
{
    struct ct_counting *c = &b->counting;
    see_series(b, series, o);
    if (o->time < c->least || !c->n_events)
        c->least = o->time;
    if (o->time > c->most || !c->n_events)
        c->most = o->time;
    c->n_events++;
}

static char series_freq(const struct ct_builder *b, uint32_t series)
{
    const struct ct_dict *freq = &b->panel->keys[CT_SLOT_FREQ].codes;
    return *freq->code[b->codes[series * b->stride + CT_SLOT_FREQ]];
}

static void count(struct ct_builder *b, const struct ct_event *event)
{
    struct ct_counting *c = &b->counting;
    const struct ct_entry *e = &event->entry;
    struct ct_block *block = event->block ? &c->block[event->block - 1] : NULL;
    if (!block || block->series != e->series ||
        block->stretch != event->stretch)
        block = find_block(c, e->series, event->stretch);
    uint32_t entry = entry_of(b, &block->cell[event->slot], e);
    c->value[entry] += e->value;
    if (e->status)
        ct_builder_at(b, entry)->status |= e->status;
}

/* --- waiting --- */

/* Where the search for its block begins. */
static const void *first_place(const struct ct_counting *c,
                               const struct ct_event *event)
{
    uint64_t h = hash(event->entry.series, event->stretch);
    return c->hash ? &c->hash[h & (c->n_hash - 1)] : NULL;
}

/* Where its cell is; finds its block by the hash, without a look at it. */
static const void *cell_place(const struct ct_counting *c,
                              struct ct_event *event)
{
    uint64_t h = hash(event->entry.series, event->stretch);
    for (size_t at = (size_t)h; c->hash; at++) {
        const struct ct_block_place *place = &c->hash[at & (c->n_hash - 1)];
        event->block = place->block;
        if (!place->block || place->hash == (uint32_t)(h >> 32))
            break;
    }
    return event->block ? &c->block[event->block - 1].cell[event->slot] : NULL;
}

static const void *value_place(const struct ct_counting *c,
                               const struct ct_event *event)
{
    uint32_t entry =
        event->block ? c->block[event->block - 1].cell[event->slot] : 0;
    return entry ? &c->value[entry - 1] : NULL;
}

/* Each is taken a step further as others come. (Memory is fetched right here:
 * GCC takes functions that do nothing else for pure ones, and drops them.) */
static void wait(struct ct_builder *b, const struct ct_entry *e)
{
    enum { STEP = CT_WAITING / 3 };
    struct ct_counting *c = &b->counting;
    struct ct_waiting *w = &c->waiting;
    struct place at = place_of(e->time);
    if (w->n - w->done == CT_WAITING)
        count(b, &w->event[w->done++ % CT_WAITING]);
    struct ct_event *event = &w->event[w->n++ % CT_WAITING];
    *event = (struct ct_event){*e, at.stretch, at.slot, 0};
    __builtin_prefetch(first_place(c, event));
    if (w->n - w->done > STEP)
        __builtin_prefetch(
            cell_place(c, &w->event[(w->n - 1 - STEP) % CT_WAITING]));
    if (w->n - w->done > (size_t)2 * STEP)
        __builtin_prefetch(
            value_place(c, &w->event[(w->n - 1 - 2 * STEP) % CT_WAITING]));
}

void ct_builder_count_waiting(struct ct_builder *b)
{
    struct ct_waiting *w = &b->counting.waiting;
    while (w->done < w->n)
        count(b, &w->event[w->done++ % CT_WAITING]);
}

bool ct_builder_count(struct ct_builder *b, size_t series,
                      const struct ct_obs *o, const char *id, size_t n)
{
    if (id) {
        ct_builder_count_waiting(b);
        if (!is_new_id(&b->counting, ct_builder_cell(b, series, o), id, n))
            return false;
    }
    see(b, (uint32_t)series, o);
    struct ct_entry e = {.series = (uint32_t)series,
                         .line = o->line,
                         .time = o->time,
                         .status = o->status,
                         .file = o->file,
                         .value = o->x[CT_VALUE]};
    wait(b, &e);
    return true;
}

/* A series' periods from the file's first to its last. */
struct span {
    char freq;
    long from, to;
};

static struct span file_span(const struct ct_builder *b, uint32_t series)
{
    char freq = series_freq(b, series);
    return (struct span){
        freq, ct_period_ordinal((struct ct_period){freq, b->counting.least}),
        ct_period_ordinal((struct ct_period){freq, b->counting.most})};
}

/* One event in the year 1 and one in 9999 make 120,000 months of every series:
 * refused before there is no memory left. */
static int check_spans(const struct ct_builder *b, struct ct_error *err)
{
    enum { CELLS_MAX = 4000000 };
    const struct ct_counting *c = &b->counting;
    char from[CT_PERIOD_MAX], to[CT_PERIOD_MAX];
    unsigned long long n = 0;
    for (size_t i = 0; i < c->n_seen; i++) {
        struct span s = file_span(b, c->seen[i]);
        n += (unsigned long long)(s.to - s.from + 1);
    }
    if (n <= CELLS_MAX)
        return 0;
    ct_period_format((struct ct_period){'M', c->least}, from);
    ct_period_format((struct ct_period){'M', c->most}, to);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "from %s to %s there would be %llu counts, most of them 0, "
                   "too many; is a date wrong? else set absent to 'missing'",
                   from, to, n);
}

/* The file's periods are those of all its events. */
int ct_builder_fill_absent(struct ct_builder *b, uint16_t file,
                           struct ct_error *err)
{
    struct ct_counting *c = &b->counting;
    struct ct_obs zero = ct_obs_empty;
    ct_builder_count_waiting(b);
    size_t n_entries = b->n_entries;
    if (check_spans(b, err) < 0)
        return -1;
    zero.file = file;
    for (size_t i = 0; i < c->n_seen; i++) {
        struct span s = file_span(b, c->seen[i]);
        for (long t = s.from; t <= s.to; t++) {
            zero.time = ct_period_from_ordinal(s.freq, t).day;
            ct_builder_cell(b, c->seen[i], &zero);
        }
    }
    c->n_absent += b->n_entries - n_entries;
    c->n_seen = 0;
    c->n_events = 0;
    return 0;
}

void ct_builder_clear_counting(struct ct_builder *b)
{
    free(b->counting.block);
    free(b->counting.hash);
    free(b->counting.value);
    free(b->counting.id);
    free(b->counting.seen);
    free(b->counting.marked);
}
