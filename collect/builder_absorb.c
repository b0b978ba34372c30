/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts of one builder added to those of another. */
#include "config.h"

#include "collect/builder_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* From the numbers of the one to those of the other. */
struct translation {
    struct ct_builder *to;
    const struct ct_builder *from;
    size_t *slot;     /* of each of its slots */
    uint32_t **code;  /* of each slot's codes */
    uint32_t *series; /* of each of its series */
    bool *is_new;
};

static uint32_t *translate_codes(struct ct_dict *to, const struct ct_dict *from)
{
    uint32_t *code = ct_xmalloc(from->n + 1, sizeof *code);
    for (size_t i = 0; i < from->n; i++) {
        code[i] = ct_dict_add(to, from->code[i], strlen(from->code[i]));
        if (!*to->label[code[i]] && *from->label[i])
            ct_dict_label(to, code[i], from->label[i]);
    }
    return code;
}

static void translate_slots(struct translation *t)
{
    const struct ct_panel *p = t->from->panel;
    for (size_t k = 0; k < p->n_keys; k++) {
        t->slot[k] = (size_t)ct_builder_slot(t->to, p->keys[k].name,
                                             p->keys[k].is_attribute);
        t->code[k] = translate_codes(&ct_builder_key(t->to, t->slot[k])->codes,
                                     &p->keys[k].codes);
    }
}

static void translate_series(struct translation *t)
{
    const struct ct_builder *from = t->from;
    for (size_t s = 0; s < from->n_series; s++) {
        uint32_t codes[CT_SLOTS_MAX] = {0};
        const uint32_t *its = from->codes + s * from->stride;
        for (size_t k = 0; k < from->panel->n_keys; k++)
            codes[t->slot[k]] = t->code[k][its[k]];
        t->series[s] = (uint32_t)ct_builder_series(t->to, codes, &t->is_new[s]);
    }
}

/* Notes come from tables, so a series that is there already has them. */
static void add_notes(const struct translation *t)
{
    const struct ct_provenance *v = &t->from->panel->provenance;
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *note = &v->notes[i];
        if (note->series >= 0 && t->is_new[note->series])
            ct_builder_note(t->to, (long)t->series[note->series],
                            ct_note_kind(v, i), ct_note_text(v, i));
    }
}

static void add_counts(const struct translation *t)
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
    ct_builder_count_waiting(from);
    size_t n_keys = from->panel->n_keys;
    struct translation t = {.to = to, .from = from};
    t.slot = ct_xcalloc(n_keys + 1, sizeof *t.slot);
    t.code = ct_xcalloc(n_keys + 1, sizeof *t.code);
    t.series = ct_xcalloc(from->n_series + 1, sizeof *t.series);
    t.is_new = ct_xcalloc(from->n_series + 1, sizeof *t.is_new);
    translate_slots(&t);
    translate_series(&t);
    add_notes(&t);
    add_counts(&t);
    for (size_t k = 0; k < n_keys; k++)
        free(t.code[k]);
    free(t.slot);
    free(t.code);
    free(t.series);
    free(t.is_new);
}
