/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting coded observations. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the slots' numbers. */
struct ct_builder *ct_builder_create(void)
{
    static const char *const always[] = {"area", "measure", "offence", "unit",
                                         "freq"};
    struct ct_builder *b = ct_xcalloc(1, sizeof *b);
    b->panel = ct_panel_create();
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        ct_builder_slot(b, always[i], false);
    return b;
}

/* Gives every series room for more codes. */
static void widen(struct ct_builder *b, size_t stride)
{
    uint32_t *codes =
        ct_xcalloc(b->series_capacity + 1, stride * sizeof *codes);
    for (size_t s = 0; s < b->n_series; s++)
        memcpy(codes + s * stride, b->codes + s * b->stride,
               b->stride * sizeof *codes);
    free(b->codes);
    b->codes = codes;
    b->stride = stride;
}

/* Number 0 of every slot stands for what nobody said; so a series made before
 * a slot was already has the right code there. */
long ct_builder_slot(struct ct_builder *b, const char *name, bool is_attribute)
{
    long found = ct_panel_find_key(b->panel, name);
    if (found >= 0 || b->panel->n_keys == CT_SLOTS_MAX)
        return found;
    size_t slot = ct_panel_key(b->panel, name, is_attribute);
    const char *nothing = is_attribute           ? ""
                          : slot == CT_SLOT_UNIT ? "NUMBER"
                                                 : "_T";
    ct_dict_add(&b->panel->keys[slot].codes, nothing, strlen(nothing));
    if (b->panel->n_keys > b->stride) /* the rows are still to come, mostly */
        widen(b, b->stride + 4);
    return (long)slot;
}

size_t ct_builder_n_series(const struct ct_builder *b)
{
    return b->n_series;
}

size_t ct_builder_n_slots(const struct ct_builder *b)
{
    return b->panel->n_keys;
}

bool ct_builder_is_empty(const struct ct_builder *b)
{
    return !b->n_series && !b->n_entries;
}

struct ct_key *ct_builder_key(struct ct_builder *b, size_t slot)
{
    return &b->panel->keys[slot];
}

/* --- series by key --- */

/* Only codes that are not 0 count, so a slot made later changes no hash. */
static size_t hash(const struct ct_builder *b, const uint32_t *codes)
{
    uint64_t h = 0;
    for (size_t i = 0; i < b->panel->n_keys; i++)
        if (codes[i] && !b->panel->keys[i].is_attribute)
            h += ((uint64_t)codes[i] << 8 | i) * 0x9e3779b97f4a7c15u ^
                 (uint64_t)codes[i] << 40;
    return (size_t)(h ^ h >> 31);
}

/* Attributes are not compared: two files may state one series in other words,
 * and it is one series still. */
static bool same_key(const struct ct_builder *b, size_t series,
                     const uint32_t *codes)
{
    const uint32_t *have = b->codes + series * b->stride;
    for (size_t i = 0; i < b->panel->n_keys; i++)
        if (have[i] != codes[i] && !b->panel->keys[i].is_attribute)
            return false;
    return true;
}

/* Open addressing; never more than half full, so a free place is near. */
static size_t place(const struct ct_builder *b, const uint32_t *codes)
{
    size_t at = hash(b, codes) & (b->n_hash - 1);
    while (b->slot[at] && !same_key(b, b->slot[at] - 1, codes))
        at = (at + 1) & (b->n_hash - 1);
    return at;
}

long ct_builder_find_series(const struct ct_builder *b, const uint32_t *codes)
{
    return b->n_hash ? (long)b->slot[place(b, codes)] - 1 : -1;
}

static void rehash(struct ct_builder *b)
{
    free(b->slot);
    b->n_hash = b->n_hash ? b->n_hash * 2 : 256;
    b->slot = ct_xcalloc(b->n_hash, sizeof *b->slot);
    for (size_t s = 0; s < b->n_series; s++)
        b->slot[place(b, b->codes + s * b->stride)] = (uint32_t)s + 1;
}

/* Neither of two statements would be true of the whole series. */
static void mix_attributes(struct ct_builder *b, size_t series,
                           const uint32_t *codes)
{
    uint32_t *have = b->codes + series * b->stride;
    for (size_t i = 0; i < b->panel->n_keys; i++)
        if (have[i] != codes[i] && b->panel->keys[i].is_attribute)
            have[i] = ct_dict_add(&b->panel->keys[i].codes, "mixed", 5);
}

static size_t new_series(struct ct_builder *b, const uint32_t *codes)
{
    if (b->n_series == b->series_capacity) {
        b->series_capacity = b->series_capacity * 2 + 64;
        b->codes = ct_xrealloc(b->codes, b->series_capacity + 1,
                               b->stride * sizeof *b->codes);
    }
    memcpy(b->codes + b->n_series * b->stride, codes,
           b->stride * sizeof *codes);
    return b->n_series++;
}

size_t ct_builder_series(struct ct_builder *b, const uint32_t *codes,
                         bool *is_new)
{
    if ((b->n_series + 1) * 2 > b->n_hash)
        rehash(b);
    size_t at = place(b, codes);
    *is_new = !b->slot[at];
    if (*is_new)
        b->slot[at] = (uint32_t)new_series(b, codes) + 1;
    else
        mix_attributes(b, b->slot[at] - 1, codes);
    return b->slot[at] - 1;
}

/* --- observations --- */

bool ct_builder_may_be_negative(struct ct_builder *b, const uint32_t *codes,
                                uint16_t status)
{
    const char *unit =
        ct_builder_key(b, CT_SLOT_UNIT)->codes.code[codes[CT_SLOT_UNIT]];
    long component = ct_panel_find_key(b->panel, "component");
    return status & CT_STATUS_FORECAST ||
           (component >= 0 && codes[component]) ||
           !(strcmp(unit, "NUMBER") == 0 || strncmp(unit, "RATE_", 5) == 0 ||
             strcmp(unit, "KG") == 0 || strcmp(unit, "USD") == 0);
}

/* Most files have values only; a column takes memory from its first number on.
 */
static void add_extra(struct ct_builder *b, int column, double x)
{
    if (isnan(x) && !b->extra[column])
        return;
    size_t have = b->extra[column] ? b->n_entries : 0;
    b->has_extra = true;
    b->extra[column] = ct_xgrow(b->extra[column], &b->extra_capacity[column],
                                b->n_entries + 1, sizeof(double));
    for (size_t i = have; i < b->n_entries; i++)
        b->extra[column][i] = NAN;
    b->extra[column][b->n_entries] = x;
}

size_t ct_builder_entry(struct ct_builder *b, const struct ct_entry *e)
{
    if (b->n_entries == b->n_pieces << CT_PIECE_BITS) {
        b->piece = ct_xrealloc(b->piece, b->n_pieces + 1, sizeof *b->piece);
        b->piece[b->n_pieces++] = ct_xmalloc(CT_PIECE, sizeof **b->piece);
    }
    *ct_builder_at(b, b->n_entries) = *e;
    return b->n_entries++;
}

/* --- what is said again --- */

static struct ct_echo *echo_of(struct ct_builder *b, uint32_t series)
{
    size_t had = b->echo_capacity;
    if (series >= had) {
        b->echo =
            ct_xgrow(b->echo, &b->echo_capacity, series + 1, sizeof *b->echo);
        memset(b->echo + had, 0xff, (b->echo_capacity - had) * sizeof *b->echo);
    }
    return &b->echo[series];
}

/* The entry at that place if it is what is said now, else NULL. */
static struct ct_entry *said_before(const struct ct_builder *b, uint32_t at,
                                    const struct ct_entry *e)
{
    if (at >= b->n_entries)
        return NULL;
    struct ct_entry *x = ct_builder_at(b, at);
    bool same = x->series == e->series && x->time == e->time &&
                (x->value == e->value || (isnan(x->value) && isnan(e->value)));
    return same ? x : NULL;
}

/* Rows that repeat rows are common in publishers' files; they are told as they
 * come, by walking along what the series said before. */
static bool is_echo(struct ct_builder *b, const struct ct_entry *e)
{
    struct ct_echo *echo = echo_of(b, e->series);
    struct ct_entry *before = said_before(b, echo->next, e);
    if (!before && (before = said_before(b, echo->start, e)))
        echo->next = echo->start;
    if (!before) {
        echo->start =
            echo->start == UINT32_MAX ? (uint32_t)b->n_entries : echo->start;
        return false;
    }
    echo->next++;
    before->status |= e->status;
    if (isnan(e->value))
        b->echoes.missing_ignored++;
    else
        b->echoes.taken_ignored++;
    return true;
}

/* Whether there are numbers beside values, or is one in x. */
static bool has_extra(const struct ct_builder *b, const double *x)
{
    enum { FIRST = CT_VALUE + 1 };
    if (b->has_extra || !x ||
        memcmp(x + FIRST, ct_obs_empty.x + FIRST,
               (CT_N_COLUMNS - FIRST) * sizeof *x) == 0)
        return b->has_extra;
    for (int i = FIRST; i < CT_N_COLUMNS; i++)
        if (!isnan(x[i]))
            return true;
    return false;
}

bool ct_builder_take(struct ct_builder *b, const struct ct_entry *e,
                     const double *x)
{
    if (has_extra(b, x))
        for (int i = CT_VALUE + 1; i < CT_N_COLUMNS; i++)
            add_extra(b, i, x ? x[i] : NAN);
    else if (!b->passes_on && is_echo(b, e))
        return false;
    ct_builder_entry(b, e);
    return true;
}

bool ct_builder_obs(struct ct_builder *b, size_t series, const struct ct_obs *o)
{
    struct ct_entry e = {.series = (uint32_t)series,
                         .line = o->line,
                         .time = o->time,
                         .status = o->status,
                         .file = o->file,
                         .value = o->x[CT_VALUE]};
    return ct_builder_take(b, &e, o->x);
}

void ct_builder_note(struct ct_builder *b, long series, const char *kind,
                     const char *text)
{
    ct_panel_note_text(b->panel, series, INT32_MIN, kind, text);
}

void ct_builder_end_series(struct ct_builder *b)
{
    free(b->slot);
    free(b->echo);
    b->slot = NULL;
    b->echo = NULL;
    b->n_hash = b->echo_capacity = 0;
}

void ct_builder_destroy(struct ct_builder *b)
{
    if (!b)
        return;
    for (int i = 0; i < CT_N_COLUMNS; i++)
        free(b->extra[i]);
    ct_builder_end_series(b);
    ct_builder_clear_counting(b);
    ct_builder_clear_remarks(b);
    ct_builder_clear_labels(b);
    for (size_t i = 0; i < b->n_pieces; i++)
        free(b->piece[i]);
    free(b->piece);
    free(b->codes);
    ct_panel_destroy(b->panel);
    free(b);
}
