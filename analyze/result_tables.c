/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of a result: the method's, and `series`. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/result.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool has_rows(const struct ct_output_part *out, size_t head)
{
    size_t first, end;
    for (size_t t = 0; out->table[t]; t++) {
        ct_head_rows(out, head, t, &first, &end);
        if (end > first)
            return true;
    }
    return false;
}

/* Whether a dimension is `_T` for all series that were taken. */
static bool taken_total(const struct ct_taken *t, const struct ct_dimension *d)
{
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(ct_taken_code(t, i, d), "_T") != 0)
            return false;
    return true;
}

/* Whether a dimension is `_T` for all that rows are said of, the wholes being
 * there in any case. */
static bool said_total(const struct ct_taken *t, const struct ct_dimension *d)
{
    for (size_t i = 0; i < t->n_parts; i++) {
        const struct ct_output_part *out = &t->part[i].out;
        for (size_t h = 0; h < out->n_heads; h++)
            if ((h == 0 || has_rows(out, h)) &&
                strcmp(ct_result_code(t, &t->part[i], &out->head[h], d),
                       "_T") != 0)
                return false;
    }
    return true;
}

/* Which dimensions tables begin with: those that every export has, and those
 * that are not `_T` throughout. */
static struct ct_dimension *choose_dimensions(
    const struct ct_taken *t,
    bool (*is_total)(const struct ct_taken *, const struct ct_dimension *),
    size_t *n)
{
    static const char *const always[] = {"area", "measure", "offence", "unit",
                                         "freq"};
    struct ct_dimension *chosen = ct_xmalloc(t->n_dimensions, sizeof *chosen);
    *n = 0;
    for (size_t k = 0; k < t->n_dimensions; k++) {
        bool take = false;
        for (size_t i = 0; i < sizeof always / sizeof *always; i++)
            take |= strcmp(t->dimension[k].name, always[i]) == 0;
        if (take || !is_total(t, &t->dimension[k]))
            chosen[(*n)++] = t->dimension[k];
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
                                  const struct ct_dimension *dimension,
                                  size_t n, const struct ct_column_row *taken)
{
    for (size_t k = 0; k < n; k++) {
        const char *name = dimension[k].name;
        char *column =
            ct_xasprintf("%s%s", name, has_column(taken, name) ? "_dim" : "");
        ct_table_column(table, column, true);
        free(column);
    }
}

static bool any_split(const struct ct_taken *t)
{
    for (size_t i = 0; i < t->n_parts; i++)
        if (t->part[i].number > 0)
            return true;
    return false;
}

/* What the rows of tables begin with. */
struct row_head {
    const struct ct_taken *t;
    struct ct_dimension *dimension;
    size_t n;
    bool split;
};

/* Adds a row of a part's head; returns the next column. */
static size_t begin_row(struct ct_table *table, const struct row_head *row,
                        const struct ct_part *part, const struct ct_head *head)
{
    ct_table_row(table);
    for (size_t k = 0; k < row->n; k++)
        ct_table_text(table, k,
                      ct_result_code(row->t, part, head, &row->dimension[k]));
    if (row->split)
        ct_table_number(table, row->n, part->number ? part->number : 1);
    return row->n + row->split;
}

/* Puts the part's note before that of the row. */
static void put_note(struct ct_table *table, size_t column, const char *note)
{
    const char *own = table->columns[column].text[table->n_rows - 1];
    char *both = *own ? ct_xasprintf("%s; %s", note, own) : ct_xstrdup(note);
    ct_table_text(table, column, both);
    free(both);
}

/* Appends the rows a part's head has for its table number `which`; the part's
 * note, which is of all its rows, stands in the first. */
static void add_rows(struct ct_table *table, const struct row_head *head,
                     const struct ct_part *part, size_t h, size_t which)
{
    const struct ct_table *from = part->out.table[which];
    size_t row, end;
    for (ct_head_rows(&part->out, h, which, &row, &end); row < end; row++) {
        size_t at = begin_row(table, head, part, &part->out.head[h]);
        for (size_t c = 0; c < from->n_columns; c++, at++) {
            if (from->columns[c].is_text)
                ct_table_text(table, at, from->columns[c].text[row]);
            else
                ct_table_number(table, at, from->columns[c].number[row]);
        }
        if (part->note.size && row == 0)
            put_note(table, at - 1, part->note.data);
    }
}

static void add_method_tables(struct ct_panel *result,
                              const struct row_head *head)
{
    const struct ct_method *m = head->t->analysis->method;
    for (size_t i = 0; m->tables && m->tables[i].name; i++) {
        struct ct_table *table = ct_table_create(m->tables[i].name);
        const struct ct_column_row *column = m->tables[i].columns;
        add_dimension_columns(table, head->dimension, head->n, column);
        if (head->split)
            ct_table_column(table, "part", false);
        for (; column->name; column++)
            ct_table_column(table, column->name, column->is_text);
        ct_table_column(table, "note", true);
        for (size_t k = 0; k < head->t->n_parts; k++)
            for (size_t h = 0; h < head->t->part[k].out.n_heads; h++)
                add_rows(table, head, &head->t->part[k], h, i);
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

/* Notes of the series: what the loop did, then what their parts say. */
static struct ct_buffer *list_notes(const struct ct_taken *t)
{
    struct ct_buffer *all = ct_xcalloc(t->n, sizeof *all);
    for (size_t i = 0; i < t->n; i++)
        if (t->data[i].note.size)
            ct_buffer_text(&all[i], t->data[i].note.data);
    for (size_t k = 0; k < t->n_parts; k++) {
        const struct ct_part *part = &t->part[k];
        for (size_t m = 0; m < part->group.n && part->note.size; m++) {
            struct ct_buffer *b = &all[part->data[m]];
            if (!(b->size && strstr(b->data, part->note.data)))
                ct_buffer_printf(b, "%s%s", b->size ? "; " : "",
                                 part->note.data);
        }
    }
    return all;
}

/* Adds columns for the attributes the panel has; `denominator` has one. */
static void add_attribute_columns(struct ct_table *table,
                                  const struct ct_panel *p)
{
    for (size_t k = 0; k < p->n_keys; k++)
        if (p->keys[k].is_attribute &&
            strcmp(p->keys[k].name, "denominator") != 0)
            ct_table_column(table, p->keys[k].name, true);
}

static void add_attributes(struct ct_table *table, const struct ct_taken *t,
                           const struct ct_series_data *d)
{
    const struct ct_panel *p = t->analysis->panel;
    for (size_t k = 0; k < p->n_keys; k++) {
        long column = ct_table_find(table, p->keys[k].name);
        if (p->keys[k].is_attribute && column >= 0)
            ct_table_text(table, (size_t)column,
                          ct_panel_code(p, (long)k, d->series));
    }
    if (d->denominator)
        ct_table_text(table, (size_t)ct_table_find(table, "denominator"),
                      d->denominator);
}

/* Columns of the table `series`, behind the dimensions. */
enum { SERIES_N, SERIES_MISSING, SERIES_FROM, SERIES_TO };

static struct ct_table *make_series_table(const struct row_head *head)
{
    const struct ct_panel *p = head->t->analysis->panel;
    struct ct_table *table = ct_table_create("series");
    add_dimension_columns(table, head->dimension, head->n, NULL);
    ct_table_column(table, "n", false);
    ct_table_column(table, "missing", false);
    ct_table_column(table, "from", true);
    ct_table_column(table, "to", true);
    ct_table_column(table, "denominator", true);
    add_attribute_columns(table, p);
    ct_table_column(table, "note", true);
    return table;
}

/* The table `series`: what went in. */
static void add_series_table(struct ct_panel *result,
                             const struct row_head *head)
{
    const struct ct_taken *t = head->t;
    struct ct_table *table = make_series_table(head);
    struct ct_buffer *note = list_notes(t);
    for (size_t i = 0; i < t->n; i++) {
        const struct ct_series_data *d = &t->data[i];
        struct extent e = extent_of(d);
        size_t at = head->n;
        ct_table_row(table);
        for (size_t k = 0; k < at; k++)
            ct_table_text(table, k, ct_taken_code(t, i, &head->dimension[k]));
        ct_table_number(table, at + SERIES_N, (double)e.n);
        ct_table_number(table, at + SERIES_MISSING, (double)(e.periods - e.n));
        if (e.n) {
            ct_cell_period(table, at + SERIES_FROM,
                           ct_period_from_ordinal(d->freq, e.first));
            ct_cell_period(table, at + SERIES_TO,
                           ct_period_from_ordinal(d->freq, e.last));
        }
        add_attributes(table, t, d);
        if (note[i].size)
            ct_table_text(table, table->n_columns - 1, note[i].data);
        ct_buffer_clear(&note[i]);
    }
    free(note);
    ct_panel_add_table(result, table);
}

void ct_result_tables(struct ct_panel *result, const struct ct_taken *t)
{
    struct row_head head = {.t = t, .split = any_split(t)};
    head.dimension = choose_dimensions(t, said_total, &head.n);
    add_method_tables(result, &head);
    free(head.dimension);
    head.dimension = choose_dimensions(t, taken_total, &head.n);
    add_series_table(result, &head);
    free(head.dimension);
}
