/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts what the parts say together into a result. */
#include "config.h"

#include "analyze/group.h"
#include "analyze/lost_notes.h"
#include "analyze/result.h"

#include "lib/memory.h"
#include "lib/sentences.h"

#include <stdlib.h>
#include <string.h>

const char *ct_taken_code(const struct ct_taken *t, size_t i,
                          const struct ct_dimension *d)
{
    if (strcmp(d->name, "unit") == 0)
        return t->data[i].unit_made;
    return ct_panel_code(t->analysis->panel, d->key, t->data[i].series);
}

/* The code all members of a group have in a dimension, else `_T`. */
static const char *common_code(const struct ct_taken *t,
                               const struct ct_part *part,
                               const struct ct_dimension *d)
{
    const char *code = ct_taken_code(t, part->data[0], d);
    if (ct_plan_combines(&t->plan, d->name))
        return "_T";
    for (size_t i = 1; i < part->group.n && t->plan.everything; i++)
        if (strcmp(ct_taken_code(t, part->data[i], d), code) != 0)
            return "_T";
    return code;
}

const char *ct_result_code(const struct ct_taken *t, const struct ct_part *part,
                           const struct ct_head *head,
                           const struct ct_dimension *d)
{
    const char *own = ct_head_recoded(head, d->name);
    if (own)
        return own;
    return head->member == CT_WHOLE
               ? common_code(t, part, d)
               : ct_taken_code(t, part->data[head->member], d);
}

/* Puts a dimension in its place, unless it is there. */
static void add_dimension(struct ct_taken *t, const char *name, long key)
{
    size_t i = 0;
    for (size_t k = 0; k < t->n_dimensions; k++)
        if (strcmp(t->dimension[k].name, name) == 0)
            return;
    while (i < t->n_dimensions &&
           ct_dimension_rank(t->dimension[i].name) <= ct_dimension_rank(name))
        i++;
    t->dimension =
        ct_xrealloc(t->dimension, t->n_dimensions + 1, sizeof *t->dimension);
    memmove(t->dimension + i + 1, t->dimension + i,
            (t->n_dimensions - i) * sizeof *t->dimension);
    t->dimension[i] = (struct ct_dimension){name, key};
    t->n_dimensions++;
}

/* Lists the dimensions: the panel's, those the method made, the unit. */
static void list_dimensions(struct ct_taken *t)
{
    const struct ct_panel *p = t->analysis->panel;
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute)
            add_dimension(t, p->keys[k].name, (long)k);
    for (size_t i = 0; i < t->n_parts; i++) {
        const struct ct_output_part *out = &t->part[i].out;
        for (size_t h = 0; h < out->n_heads; h++)
            for (size_t r = 0; r < out->head[h].n; r++)
                add_dimension(t, out->head[h].recoded[r].dimension, -1);
    }
    add_dimension(t, "unit", -1);
}

/* Adds a code with its label, where the panel knows one. */
static void add_code(struct ct_panel *result, const struct ct_taken *t,
                     const struct ct_dimension *d, const char *code)
{
    size_t key = (size_t)ct_panel_find_key(result, d->name);
    struct ct_dict *own = &result->keys[key].codes;
    size_t known = own->n;
    uint32_t number = ct_dict_add(own, code, strlen(code));
    if (own->n == known || d->key < 0)
        return;
    const struct ct_dict *from = &t->analysis->panel->keys[d->key].codes;
    uint32_t old = ct_dict_find(from, code, strlen(code));
    if (old != CT_NO_CODE)
        ct_dict_label(own, number, from->label[old]);
}

/* Adds the dimensions of the series that were taken, so that a result of
 * tables alone knows the labels of its codes. */
static void add_labels(struct ct_panel *result, const struct ct_taken *t)
{
    for (size_t k = 0; k < t->n_dimensions; k++) {
        const struct ct_dimension *d = &t->dimension[k];
        ct_panel_key(result, d->name, false);
        for (size_t i = 0; i < t->n; i++)
            add_code(result, t, d, ct_taken_code(t, i, d));
        for (size_t i = 0; i < t->n_parts; i++) {
            const struct ct_output_part *out = &t->part[i].out;
            for (size_t h = 0; h < out->n_heads; h++)
                add_code(result, t, d,
                         ct_result_code(t, &t->part[i], &out->head[h], d));
        }
    }
}

static bool any_observation(const struct ct_taken *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        if (t->part[i].out.n_obs)
            return true;
    return false;
}

/* Whether a kind of note holds of the limits of its own file only. */
static bool is_of_input(const char *kind)
{
    return strcmp(kind, CT_NOTE_INTERVAL) == 0 ||
           strcmp(kind, CT_NOTE_LIMITS) == 0;
}

/* Whether a series was taken, but is of an area that no group has. */
static bool is_left_out(const struct ct_panel *result, const struct ct_taken *t,
                        const struct ct_kept *kept)
{
    return kept->series < 0 && result->n_series > 0 &&
           t->analysis->method->members;
}

/* Passes a note of a series that was taken on to the result: to that series,
 * to others that hold it under its name, or to those that are lost. */
static void pass_note_on(struct ct_panel *result, const char *name,
                         const struct ct_kept *kept,
                         const struct ct_lost_note *note,
                         struct ct_lost_notes *lost)
{
    if (kept->series < 0)
        ct_lost_notes_add(lost, note);
    else if (kept->shared)
        ct_panel_note(result, kept->series, note->time, note->kind, "%s: %s",
                      name, note->text);
    else
        ct_panel_note_text(result, kept->series, note->time, note->kind,
                           note->text);
}

/* Copies the panel's notes of series that were taken to those of the result;
 * where the series is not there by itself, a note begins with its name. */
static void inherit_notes(struct ct_panel *result, const struct ct_taken *t,
                          const struct ct_kept *kept)
{
    const struct ct_panel *p = t->analysis->panel;
    struct ct_lost_notes lost = {0};
    size_t *taken = ct_xmalloc(p->n_series, sizeof *taken);
    for (size_t s = 0; s < p->n_series; s++)
        taken[s] = t->n;
    for (size_t i = 0; i < t->n; i++)
        taken[t->data[i].series] = i;
    const struct ct_provenance *v = &p->provenance;
    for (size_t k = 0; k < v->n_notes; k++) {
        const struct ct_note *n = &v->notes[k];
        const char *kind = ct_note_kind(v, k), *text = ct_note_text(v, k);
        if (is_of_input(kind))
            continue;
        if (n->series < 0) {
            ct_panel_note_text(result, -1, n->time, kind, text);
            continue;
        }
        size_t i = taken[n->series];
        if (i == t->n || is_left_out(result, t, &kept[i]))
            continue;
        struct ct_lost_note note = {n->time, kind, text, {t->data[i].name}, 0};
        pass_note_on(result, t->data[i].name, &kept[i], &note, &lost);
    }
    ct_lost_notes_write(&lost, result);
    ct_lost_notes_clear(&lost);
    free(taken);
}

/* Codes that the method makes are called as the code lists call them. */
static void label_codes(struct ct_panel *result, const struct ct_panel *panel,
                        const struct ct_codes *codes)
{
    for (size_t k = 0; codes && k < result->n_keys; k++) {
        const char *name = result->keys[k].name;
        struct ct_dict *own = &result->keys[k].codes;
        long key = ct_panel_find_key(panel, name);
        for (size_t i = 0; i < own->n && !result->keys[k].is_attribute; i++) {
            const char *code = own->code[i];
            const char *label = ct_codes_label(codes, name, code);
            bool is_old =
                key >= 0 && ct_dict_find(&panel->keys[key].codes, code,
                                         strlen(code)) != CT_NO_CODE;
            if (!is_old && !*own->label[i] && label)
                ct_dict_label(own, (uint32_t)i, label);
        }
    }
}

struct ct_panel *ct_result_make(struct ct_taken *t)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_panel *result = ct_panel_create();
    struct ct_kept *kept = ct_xmalloc(t->n, sizeof *kept);
    for (size_t i = 0; i < t->n; i++)
        kept[i] = (struct ct_kept){.series = -1};
    result->is_result = true;
    ct_panel_set(&result->title, a->panel->title);
    ct_panel_set(&result->method, a->method->name);
    list_dimensions(t);
    if (any_observation(t))
        ct_result_panel(result, t, kept);
    else
        add_labels(result, t);
    label_codes(result, a->panel, a->codes);
    ct_result_tables(result, t);
    ct_panel_inherit(result, a->panel);
    if (a->population)
        ct_panel_inherit(result, a->population);
    inherit_notes(result, t, kept);
    free(kept);
    return result;
}
