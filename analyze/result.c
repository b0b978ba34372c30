/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts what the parts say together into a result. */
#include "config.h"

#include "analyze/result.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *ct_result_code(const struct ct_taken *t, size_t key, size_t i)
{
    const struct ct_panel *p = t->analysis->panel;
    if (strcmp(p->keys[key].name, "unit") == 0)
        return t->data[i].unit_made;
    return ct_panel_code(p, (long)key, t->data[i].series);
}

/* Adds the panel's keys with their codes and labels, numbered alike. */
static void copy_keys(struct ct_panel *result, const struct ct_panel *from)
{
    for (size_t k = 0; k < from->n_keys; k++) {
        const struct ct_dict *codes = &from->keys[k].codes;
        size_t key = ct_panel_key(result, from->keys[k].name,
                                  from->keys[k].is_attribute);
        struct ct_dict *own = &result->keys[key].codes;
        for (size_t i = 0; i < codes->n; i++) {
            uint32_t number =
                ct_dict_add(own, codes->code[i], strlen(codes->code[i]));
            ct_dict_label(own, number, codes->label[i]);
        }
    }
}

static size_t need_key(struct ct_panel *result, const char *name,
                       bool is_attribute)
{
    long key = ct_panel_find_key(result, name);
    return key >= 0 ? (size_t)key : ct_panel_key(result, name, is_attribute);
}

static uint32_t add_code(struct ct_panel *p, size_t key, const char *code)
{
    return ct_dict_add(&p->keys[key].codes, code, strlen(code));
}

static bool any_denominator(const struct ct_taken *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->data[i].denominator)
            return true;
    return false;
}

/* Adds the series, without observations, in the order of t->data. */
static void add_series(struct ct_panel *result, const struct ct_taken *t,
                       size_t i, long denominator)
{
    const struct ct_panel *p = t->analysis->panel;
    uint32_t *codes = ct_xcalloc(result->n_keys, sizeof *codes);
    for (size_t k = 0; k < p->n_keys; k++)
        codes[k] = p->keys[k].index[t->data[i].series];
    size_t unit = (size_t)ct_panel_find_key(result, "unit");
    codes[unit] = add_code(result, unit, t->data[i].unit_made);
    if (denominator >= 0 && t->data[i].denominator)
        codes[denominator] =
            add_code(result, (size_t)denominator, t->data[i].denominator);
    ct_panel_series(result, codes);
    free(codes);
}

/* An observation without a number says why, one with a number doesn't. */
static void add_obs(struct ct_panel *result, const struct ct_obs *from)
{
    struct ct_obs o = *from;
    bool empty = isnan(o.x[CT_VALUE]);
    if (empty && !(o.status & CT_STATUS_NO_NUMBER))
        o.status |= CT_STATUS_MISSING;
    if (!empty)
        o.status = (uint16_t)(o.status & ~CT_STATUS_NO_NUMBER);
    ct_panel_obs(result, &o);
}

/* Adds the series that were taken, with their observations. */
static void add_panel(struct ct_panel *result, const struct ct_taken *t)
{
    copy_keys(result, t->analysis->panel);
    need_key(result, "unit", false);
    long denominator =
        any_denominator(t) ? (long)need_key(result, "denominator", true) : -1;
    if (denominator >= 0)
        add_code(result, (size_t)denominator, "");
    size_t part = 0;
    for (size_t i = 0; i < t->n; i++) {
        add_series(result, t, i, denominator);
        for (; part < t->n_parts && t->part[part].data == i; part++)
            for (size_t o = 0; o < t->part[part].out.n_obs; o++)
                add_obs(result, &t->part[part].out.obs[o]);
    }
}

/* Adds the dimensions of the series that were taken, so that a result of
 * tables alone knows the labels of its codes. */
static void add_labels(struct ct_panel *result, const struct ct_taken *t)
{
    const struct ct_panel *p = t->analysis->panel;
    for (size_t k = 0; k < p->n_keys; k++) {
        if (p->keys[k].is_attribute)
            continue;
        size_t key = ct_panel_key(result, p->keys[k].name, false);
        for (size_t i = 0; i < t->n; i++) {
            const char *code = ct_panel_code(p, (long)k, t->data[i].series);
            uint32_t number = add_code(result, key, ct_result_code(t, k, i));
            if (strcmp(code, ct_result_code(t, k, i)) == 0)
                ct_dict_label(&result->keys[key].codes, number,
                              ct_panel_label(p, (long)k, t->data[i].series));
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

/* Copies the panel's notes of series that were taken; where the result has no
 * series, a note begins with the series' name. */
static void inherit_notes(struct ct_panel *result, const struct ct_taken *t)
{
    const struct ct_panel *p = t->analysis->panel;
    long *now = ct_xmalloc(p->n_series, sizeof *now);
    for (size_t s = 0; s < p->n_series; s++)
        now[s] = -1;
    for (size_t i = 0; i < t->n; i++)
        now[t->data[i].series] = (long)i;
    const struct ct_provenance *v = &p->provenance;
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *n = &v->notes[i];
        const char *kind = ct_note_kind(v, i), *text = ct_note_text(v, i);
        long at = n->series < 0 ? -1 : now[n->series];
        if (n->series < 0 || (at >= 0 && result->n_series))
            ct_panel_note_text(result, at, n->time, kind, text);
        else if (at >= 0)
            ct_panel_note(result, -1, n->time, kind, "%s: %s", t->data[at].name,
                          text);
    }
    free(now);
}

/* Units that the method makes are called as the code lists call them. */
static void label_units(struct ct_panel *result, const struct ct_codes *codes)
{
    long key = ct_panel_find_key(result, "unit");
    struct ct_dict *units = key < 0 ? NULL : &result->keys[key].codes;
    for (size_t i = 0; units && codes && i < units->n; i++) {
        const char *label = ct_codes_label(codes, "unit", units->code[i]);
        if (!*units->label[i] && label)
            ct_dict_label(units, (uint32_t)i, label);
    }
}

struct ct_panel *ct_result_make(const struct ct_taken *t)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_panel *result = ct_panel_create();
    result->is_result = true;
    ct_panel_set(&result->title, a->panel->title);
    ct_panel_set(&result->method, a->method->name);
    if (any_observation(t))
        add_panel(result, t);
    else
        add_labels(result, t);
    label_units(result, a->codes);
    ct_result_tables(result, t);
    ct_panel_inherit(result, a->panel);
    if (a->population)
        ct_panel_inherit(result, a->population);
    inherit_notes(result, t);
    return result;
}
