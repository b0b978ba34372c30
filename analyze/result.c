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

/* The code of a taken series in a key of the panel, as the result has it. */
static const char *code_of(const struct ct_taken *t, size_t key, size_t i)
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

/* Which of the panel's keys tables begin with: dimensions that every export
 * has, and those that are not `_T` throughout. */
static size_t *choose_dimensions(const struct ct_taken *t, size_t *n)
{
    static const char *const always[] = {"area", "measure", "offence", "unit",
                                         "freq"};
    const struct ct_panel *p = t->analysis->panel;
    size_t *chosen = ct_xmalloc(p->n_keys, sizeof *chosen);
    *n = 0;
    for (size_t k = 0; k < p->n_keys; k++) {
        bool take = false;
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
            take |= strcmp(p->keys[k].name, always[i]) == 0;
        for (size_t i = 0; i < t->n && !take; i++)
            take = strcmp(code_of(t, k, i), "_T") != 0;
        if (take && !p->keys[k].is_attribute)
            chosen[(*n)++] = k;
    }
    return chosen;
}

static bool has_column(const struct ct_column_row *column, const char *name)
{
    for (; column && column->name; column++)
        if (strcmp(column->name, name) == 0)
            return true;
    return false;
}

/* Adds the dimensions' columns; one named like a column of the method gets
 * `_dim` behind its name. */
static void add_dimension_columns(struct ct_table *table,
                                  const struct ct_panel *p, const size_t *keys,
                                  size_t n, const struct ct_column_row *taken)
{
    for (size_t k = 0; k < n; k++) {
        const char *name = p->keys[keys[k]].name;
        char *column =
            ct_xasprintf("%s%s", name, has_column(taken, name) ? "_dim" : "");
        ct_table_column(table, column, true);
        free(column);
    }
}

static bool any_split(const struct ct_taken *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        if (t->part[i].series.part > 0)
            return true;
    return false;
}

/* What the rows of tables begin with. */
struct row_head {
    const struct ct_taken *t;
    size_t *keys, n_keys;
    bool split;
};

/* Adds a row with the dimensions of a series; returns the next column. */
static size_t begin_row(struct ct_table *table, const struct row_head *head,
                        size_t i)
{
    ct_table_row(table);
    for (size_t k = 0; k < head->n_keys; k++)
        ct_table_text(table, k, code_of(head->t, head->keys[k], i));
    return head->n_keys;
}

/* Appends the rows a part has for its table number `which`. */
static void add_rows(struct ct_table *table, const struct row_head *head,
                     const struct ct_part *part, size_t which)
{
    const struct ct_table *from = part->out.table[which];
    for (size_t row = 0; row < from->n_rows; row++) {
        size_t at = begin_row(table, head, part->data);
        if (head->split)
            ct_table_number(table, at++,
                            part->series.part ? part->series.part : 1);
        for (size_t c = 0; c < from->n_columns; c++, at++) {
            if (from->columns[c].is_text)
                ct_table_text(table, at, from->columns[c].text[row]);
            else
                ct_table_number(table, at, from->columns[c].number[row]);
        }
        if (part->note.size)
            ct_table_text(table, at, part->note.data);
    }
}

static void add_method_tables(struct ct_panel *result,
                              const struct row_head *head)
{
    const struct ct_method *m = head->t->analysis->method;
    for (size_t i = 0; m->tables && m->tables[i].name; i++) {
        struct ct_table *table = ct_table_create(m->tables[i].name);
        const struct ct_column_row *column = m->tables[i].columns;
        add_dimension_columns(table, head->t->analysis->panel, head->keys,
                              head->n_keys, column);
        if (head->split)
            ct_table_column(table, "part", false);
        for (; column->name; column++)
            ct_table_column(table, column->name, column->is_text);
        ct_table_column(table, "note", true);
        for (size_t k = 0; k < head->t->n_parts; k++)
            add_rows(table, head, &head->t->part[k], i);
        ct_panel_add_table(result, table);
    }
}

/* Periods from the first row to the last, and how many have a value. */
struct extent {
    size_t n, periods;
    long first, last; /* with a value */
};

static struct extent extent_of(const struct ct_series_data *d)
{
    struct extent e = {0};
    for (size_t i = 0; i < d->n; i++) {
        if (isnan(d->value[i]))
            continue;
        e.first = e.n == 0 ? d->ordinal[i] : e.first;
        e.last = d->ordinal[i];
        e.n++;
    }
    if (d->n)
        e.periods = (size_t)(d->ordinal[d->n - 1] - d->ordinal[0]) + 1;
    return e;
}

/* Note of a series: what the loop did, then what its parts say. */
static char *note_of(const struct ct_taken *t, size_t i, size_t part)
{
    struct ct_buffer b = {0};
    if (t->data[i].note.size)
        ct_buffer_text(&b, t->data[i].note.data);
    for (; part < t->n_parts && t->part[part].data == i; part++) {
        const struct ct_buffer *note = &t->part[part].note;
        if (note->size && !(b.size && strstr(b.data, note->data)))
            ct_buffer_printf(&b, "%s%s", b.size ? "; " : "", note->data);
    }
    return ct_buffer_take(&b);
}

static void add_period(struct ct_table *table, size_t column, char freq,
                       long ordinal)
{
    char text[CT_PERIOD_MAX];
    ct_period_format(ct_period_from_ordinal(freq, ordinal), text);
    ct_table_text(table, column, text);
}

/* The table `series`: what went in. */
static void add_series_table(struct ct_panel *result,
                             const struct row_head *head)
{
    const struct ct_taken *t = head->t;
    struct ct_table *table = ct_table_create("series");
    add_dimension_columns(table, t->analysis->panel, head->keys, head->n_keys,
                          NULL);
    ct_table_column(table, "n", false);
    ct_table_column(table, "missing", false);
    ct_table_column(table, "from", true);
    ct_table_column(table, "to", true);
    ct_table_column(table, "denominator", true);
    ct_table_column(table, "note", true);
    size_t part = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct ct_series_data *d = &t->data[i];
        struct extent e = extent_of(d);
        size_t at = begin_row(table, head, i);
        ct_table_number(table, at, (double)e.n);
        ct_table_number(table, at + 1, (double)(e.periods - e.n));
        if (e.n) {
            add_period(table, at + 2, d->freq, e.first);
            add_period(table, at + 3, d->freq, e.last);
        }
        ct_table_text(table, at + 4, d->denominator ? d->denominator : "");
        char *note = note_of(t, i, part);
        ct_table_text(table, at + 5, note);
        free(note);
        while (part < t->n_parts && t->part[part].data == i)
            part++;
    }
    ct_panel_add_table(result, table);
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
    for (size_t i = 0; i < p->provenance.n_notes; i++) {
        const struct ct_note *n = &p->provenance.notes[i];
        long at = n->series < 0 ? -1 : now[n->series];
        if (n->series < 0 || (at >= 0 && result->n_series))
            ct_panel_note(result, at, n->time, n->kind, "%s", n->text);
        else if (at >= 0)
            ct_panel_note(result, -1, n->time, n->kind, "%s: %s",
                          t->data[at].name, n->text);
    }
    free(now);
}

struct ct_panel *ct_result_make(const struct ct_taken *t)
{
    const struct ct_analysis *a = t->analysis;
    struct ct_panel *result = ct_panel_create();
    struct row_head head = {.t = t, .split = any_split(t)};
    head.keys = choose_dimensions(t, &head.n_keys);
    result->is_result = true;
    ct_panel_set(&result->title, a->panel->title);
    ct_panel_set(&result->method, a->method->name);
    if (a->method->makes_panel)
        add_panel(result, t);
    add_method_tables(result, &head);
    add_series_table(result, &head);
    ct_panel_inherit(result, a->panel);
    if (a->population)
        ct_panel_inherit(result, a->population);
    inherit_notes(result, t);
    free(head.keys);
    return result;
}
