/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one builder holds added to another. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* From the numbers of the one to those of the other, as far as they are known:
 * what is new there is translated each time. */
struct ct_transfer {
    struct ct_builder *to, *from;
    size_t n_slots, n_series, n_notes;
    size_t slot[CT_SLOTS_MAX], n_codes[CT_SLOTS_MAX], room[CT_SLOTS_MAX];
    uint32_t *code[CT_SLOTS_MAX]; /* of each slot's codes */
    size_t series_capacity, new_capacity;
    uint32_t *series; /* of each series */
    bool *is_new;
};

static void translate_codes(struct ct_transfer *t, size_t k)
{
    const struct ct_dict *from = &t->from->panel->keys[k].codes;
    struct ct_dict *to = &ct_builder_key(t->to, t->slot[k])->codes;
    t->code[k] =
        ct_xgrow(t->code[k], &t->room[k], from->n + 1, sizeof *t->code[k]);
    for (size_t i = t->n_codes[k]; i < from->n; i++) {
        uint32_t number = ct_dict_add(to, from->code[i], strlen(from->code[i]));
        if (!t->from->passes_on && !*to->label[number] && *from->label[i])
            ct_dict_label(to, number, from->label[i]);
        t->code[k][i] = number;
    }
    t->n_codes[k] = from->n;
}

static void translate_slots(struct ct_transfer *t)
{
    const struct ct_panel *p = t->from->panel;
    for (size_t k = t->n_slots; k < p->n_keys; k++)
        t->slot[k] = (size_t)ct_builder_slot(t->to, p->keys[k].name,
                                             p->keys[k].is_attribute);
    t->n_slots = p->n_keys;
    for (size_t k = 0; k < p->n_keys; k++)
        translate_codes(t, k);
}

static uint32_t translate_one(struct ct_transfer *t, size_t s, bool *is_new)
{
    uint32_t codes[CT_SLOTS_MAX] = {0};
    const uint32_t *its = t->from->codes + s * t->from->stride;
    for (size_t k = 0; k < t->n_slots; k++)
        codes[t->slot[k]] = t->code[k][its[k]];
    return (uint32_t)ct_builder_series(t->to, codes, is_new);
}

static void translate_series(struct ct_transfer *t)
{
    size_t n = t->from->n_series;
    t->series =
        ct_xgrow(t->series, &t->series_capacity, n + 1, sizeof *t->series);
    t->is_new = ct_xgrow(t->is_new, &t->new_capacity, n + 1, sizeof *t->is_new);
    for (size_t s = t->n_series; s < n; s++)
        t->series[s] = translate_one(t, s, &t->is_new[s]);
    t->n_series = n;
}

/* Notes come from tables, so a series that is there already has them. */
static void add_notes(struct ct_transfer *t)
{
    const struct ct_provenance *v = &t->from->panel->provenance;
    for (; t->n_notes < v->n_notes; t->n_notes++) {
        const struct ct_note *note = &v->notes[t->n_notes];
        if (note->series >= 0 && t->is_new[note->series])
            ct_builder_note(t->to, (long)t->series[note->series],
                            ct_note_kind(v, t->n_notes),
                            ct_note_text(v, t->n_notes));
    }
}

/* As observations come in the order of the file, so do first labels. */
static void translate_labels(struct ct_transfer *t)
{
    struct ct_builder *from = t->from;
    for (size_t i = 0; i < from->n_labelled; i++) {
        struct ct_labelled l = from->labelled[i];
        ct_builder_label(t->to, t->slot[l.slot], t->code[l.slot][l.number],
                         from->panel->keys[l.slot].codes.label[l.number]);
    }
    from->n_labelled = 0;
    ct_builder_pass_further(t->to, from);
}

static void translate(struct ct_transfer *t)
{
    translate_slots(t);
    translate_labels(t);
    translate_series(t);
    add_notes(t);
}

/* --- observations --- */

struct ct_transfer *ct_transfer_create(struct ct_builder *to,
                                       struct ct_builder *from)
{
    struct ct_transfer *t = ct_xcalloc(1, sizeof *t);
    t->to = to;
    t->from = from;
    from->passes_on = true;
    return t;
}

void ct_transfer_move(struct ct_transfer *t)
{
    struct ct_builder *from = t->from;
    translate(t);
    for (size_t i = 0; i < from->n_entries; i++) {
        struct ct_entry e = *ct_builder_at(from, i);
        double x[CT_N_COLUMNS];
        for (int k = 0; from->has_extra && k < CT_N_COLUMNS; k++)
            x[k] = from->extra[k] ? from->extra[k][i] : NAN;
        e.series = t->series[e.series];
        if (ct_builder_take(t->to, &e, from->has_extra ? x : NULL))
            ct_builder_pass_remarks(t->to, from, i);
    }
    from->n_entries = 0;
}

void ct_transfer_end(struct ct_transfer *t)
{
    bool is_new;
    translate(t);
    for (size_t s = 0; s < t->n_series; s++)
        translate_one(t, s, &is_new);
}

static void clear(struct ct_transfer *t)
{
    for (size_t k = 0; k < t->n_slots; k++)
        free(t->code[k]);
    free(t->series);
    free(t->is_new);
}

void ct_transfer_destroy(struct ct_transfer *t)
{
    if (!t)
        return;
    clear(t);
    free(t);
}

/* --- counts --- */

static void add_counts(const struct ct_transfer *t)
{
    for (size_t i = 0; i < t->from->n_entries; i++) {
        const struct ct_entry *e = ct_builder_at(t->from, i);
        struct ct_obs o = ct_obs_empty;
        o.time = e->time;
        o.status = e->status;
        o.file = e->file;
        o.line = e->line;
        o.x[CT_VALUE] = t->from->counting.value[i];
        struct ct_entry *cell = ct_builder_at(
            t->to, ct_builder_cell(t->to, t->series[e->series], &o));
        if (cell->file == e->file && cell->line > e->line)
            cell->line = e->line; /* the first, whoever read it */
        ct_builder_count(t->to, t->series[e->series], &o, NULL, 0);
    }
    ct_builder_count_waiting(t->to);
}

void ct_builder_absorb(struct ct_builder *to, struct ct_builder *from)
{
    struct ct_transfer t = {.to = to, .from = from};
    ct_builder_count_waiting(from);
    translate(&t);
    add_counts(&t);
    clear(&t);
}
