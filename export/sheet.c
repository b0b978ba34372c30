/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet: a panel or a table as columns of cells. */
#include "config.h"

#include "export/sheet.h"

#include "export/export.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)CT_SHEET_SCRATCH >= (int)CT_PERIOD_MAX &&
                   (int)CT_SHEET_SCRATCH >= (int)CT_STATUS_MAX,
               "cells fit the scratch");

/* Dimensions every panel's sheet has, whether they tell anything or not. */
static const char *const always[] = {"area", "measure", "offence", "unit",
                                     "freq"};
enum { N_ALWAYS = sizeof always / sizeof *always };

static struct ct_sheet_column *add_column(struct ct_sheet *s, const char *name,
                                          enum ct_sheet_kind kind)
{
    s->columns = ct_xrealloc(s->columns, s->n_columns + 1, sizeof *s->columns);
    struct ct_sheet_column *c = &s->columns[s->n_columns++];
    *c = (struct ct_sheet_column){.name = ct_xstrdup(name), .kind = kind};
    return c;
}

/* The names of n codes; the caller frees the array. */
static const char **names_of(const struct ct_sheet *s, const char *dimension,
                             const char *const *code, size_t n)
{
    const char **name = ct_xmalloc(n, sizeof *name);
    for (size_t i = 0; i < n; i++)
        name[i] =
            i && code[i] == code[i - 1]
                ? name[i - 1]
                : ct_sheet_code_name(s->panel, &s->names, dimension, code[i]);
    return name;
}

static const char **copy_of(const char *const *text, size_t n)
{
    const char **copy = ct_xmalloc(n, sizeof *copy);
    if (n)
        memcpy(copy, text, n * sizeof *copy);
    return copy;
}

/* Adds the column or columns of a dimension: n codes (handed over), their
 * names, or both. */
static void add_codes(struct ct_sheet *s, const char *dimension,
                      const char **code, size_t n)
{
    const struct ct_sheet_names *names = &s->names;
    struct ct_sheet_column *column = add_column(s, dimension, CT_SHEET_CODE);
    column->text = code;
    const char **name = NULL;
    if (names->labels != CT_LABELS_CODE || names->beside)
        name = names_of(s, dimension, code, n);
    for (size_t i = 0; i < n; i++)
        code[i] = ct_sheet_code(s, dimension, code[i]);
    if (names->beside)
        column->label = name;
    if (!name || names->labels == CT_LABELS_CODE)
        return;
    if (names->labels == CT_LABELS_BOTH) {
        char *label = ct_xasprintf("%s_label", dimension);
        add_column(s, label, CT_SHEET_LABEL)->text =
            names->beside ? copy_of(name, n) : name;
        free(label);
    } else if (!names->beside) {
        for (size_t i = 0; i < n; i++)
            code[i] = *name[i] ? name[i] : code[i];
        free(name);
    }
}

/* Whether a dimension tells something: not _T wherever there is a row. */
static bool tells(const struct ct_panel *p, const struct ct_key *key)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (p->first[s + 1] > p->first[s] &&
            strcmp(key->codes.code[key->index[s]], "_T") != 0)
            return true;
    return false;
}

static int by_rank(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int difference = ct_dimension_rank(x) - ct_dimension_rank(y);
    return difference ? difference : strcmp(x, y);
}

static bool is_always(const char *name)
{
    for (int i = 0; i < N_ALWAYS; i++)
        if (strcmp(name, always[i]) == 0)
            return true;
    return false;
}

static void add_dimensions(struct ct_sheet *s)
{
    const struct ct_panel *p = s->panel;
    const char **shown = ct_xmalloc(N_ALWAYS + p->n_keys, sizeof *shown);
    size_t n = 0;
    for (int i = 0; i < N_ALWAYS; i++)
        shown[n++] = always[i];
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *key = &p->keys[k];
        if (!key->is_attribute && !is_always(key->name) && tells(p, key))
            shown[n++] = key->name;
    }
    qsort(shown, n, sizeof *shown, by_rank);
    for (size_t i = 0; i < n; i++) {
        const char **code = ct_xmalloc(p->n_series, sizeof *code);
        for (size_t j = 0; j < p->n_series; j++)
            code[j] = ct_panel_code_of(p, shown[i], j);
        add_codes(s, shown[i], code, p->n_series);
    }
    free(shown);
}

/* One display for all series of a unit, so that columns line up. */
static struct ct_display *displays(const struct ct_panel *p, const double *x)
{
    struct ct_display *out = ct_xcalloc(p->n_series, sizeof *out);
    long unit = ct_panel_find_key(p, "unit");
    size_t n = unit < 0 ? 1 : p->keys[unit].codes.n;
    struct ct_spread *spread = ct_xcalloc(n, sizeof *spread);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            ct_spread_add(&spread[unit < 0 ? 0 : p->keys[unit].index[s]], x[i]);
    for (size_t s = 0; s < p->n_series; s++)
        out[s] = ct_display_choose(
            "value", &spread[unit < 0 ? 0 : p->keys[unit].index[s]]);
    free(spread);
    return out;
}

static bool any_number(const double *x, size_t n)
{
    for (size_t i = 0; x && i < n; i++)
        if (!isnan(x[i]))
            return true;
    return false;
}

/* The limits are shown with the decimals of the value they belong to. */
static void add_values(struct ct_sheet *s)
{
    const struct ct_panel *p = s->panel;
    bool limits = any_number(p->column[CT_LOWER], p->n_obs) ||
                  any_number(p->column[CT_UPPER], p->n_obs);
    for (int c = CT_VALUE; c <= (limits ? CT_UPPER : CT_VALUE); c++) {
        struct ct_sheet_column *column =
            add_column(s, ct_column_name[c], CT_SHEET_NUMBER);
        column->number = p->column[c];
        if (p->column[CT_VALUE])
            column->display = displays(p, p->column[CT_VALUE]);
    }
}

struct ct_sheet *ct_sheet_panel(const struct ct_panel *p,
                                const struct ct_sheet_names *names)
{
    struct ct_sheet *s = ct_xcalloc(1, sizeof *s);
    s->name = "panel";
    s->panel = p;
    s->names = *names;
    s->n_rows = p->n_obs;
    s->series = ct_xmalloc(p->n_obs, sizeof *s->series);
    for (size_t i = 0; i < p->n_series; i++)
        for (size_t row = p->first[i]; row < p->first[i + 1]; row++)
            s->series[row] = (uint32_t)i;
    add_dimensions(s);
    add_column(s, "time", CT_SHEET_PERIOD);
    add_values(s);
    add_column(s, "status", CT_SHEET_STATUS);
    ct_sheet_hide(s);
    return s;
}

/* Columns of tables that name codes: the panel's dimensions and those the
 * program knows. */
static bool is_dimension(const struct ct_panel *p, const char *name)
{
    long key = ct_panel_find_key(p, name);
    if (key >= 0)
        return !p->keys[key].is_attribute;
    return ct_dimension_rank(name) != ct_dimension_rank("");
}

static bool is_period(const char *name)
{
    return strcmp(name, "time") == 0 || strcmp(name, "from") == 0 ||
           strcmp(name, "to") == 0;
}

static void add_text(struct ct_sheet *s, const struct ct_column *column)
{
    const char **text = ct_xmalloc(s->n_rows, sizeof *text);
    for (size_t row = 0; row < s->n_rows; row++)
        text[row] = column->text[row];
    if (is_dimension(s->panel, column->name))
        add_codes(s, column->name, text, s->n_rows);
    else
        add_column(s, column->name,
                   is_period(column->name) ? CT_SHEET_PERIOD : CT_SHEET_TEXT)
            ->text = text;
}

static void add_number(struct ct_sheet *s, const struct ct_column *column)
{
    struct ct_spread spread = {0};
    for (size_t row = 0; row < s->n_rows; row++)
        ct_spread_add(&spread, column->number[row]);
    struct ct_sheet_column *c = add_column(s, column->name, CT_SHEET_NUMBER);
    c->number = column->number;
    c->display = ct_xmalloc(1, sizeof *c->display);
    *c->display = ct_display_choose(column->name, &spread);
}

struct ct_sheet *ct_sheet_table(const struct ct_panel *p,
                                const struct ct_table *t,
                                const struct ct_sheet_names *names)
{
    struct ct_sheet *s = ct_xcalloc(1, sizeof *s);
    s->name = t->name;
    s->panel = p;
    s->names = *names;
    s->n_rows = t->n_rows;
    for (size_t i = 0; i < t->n_columns; i++) {
        if (t->columns[i].is_text)
            add_text(s, &t->columns[i]);
        else
            add_number(s, &t->columns[i]);
    }
    ct_sheet_hide(s);
    return s;
}

void ct_sheet_add_codes(struct ct_sheet *s, const char *dimension,
                        const char **code)
{
    add_codes(s, dimension, code, s->n_rows);
}

void ct_sheet_add_text(struct ct_sheet *s, const char *name, const char **text,
                       enum ct_sheet_kind kind)
{
    add_column(s, name, kind)->text = text;
}

struct ct_sheet_column *
ct_sheet_add_number(struct ct_sheet *s, const char *name, const double *number)
{
    struct ct_sheet_column *c = add_column(s, name, CT_SHEET_NUMBER);
    c->number = number;
    return c;
}

void ct_sheet_destroy(struct ct_sheet *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_columns; i++) {
        free(s->columns[i].name);
        free(s->columns[i].text);
        free(s->columns[i].label);
        free(s->columns[i].display);
    }
    for (size_t i = 0; i < s->n_owned; i++)
        free(s->owned[i]);
    free(s->owned);
    ct_dict_clear(&s->strings);
    free(s->columns);
    free(s->series);
    free(s->order);
    free(s);
}

void ct_sheet_period(const struct ct_panel *p, long series, int32_t day,
                     char *out)
{
    const char *code =
        series < 0 ? "A" : ct_panel_code_of(p, "freq", (size_t)series);
    char freq = *code == 'Q' || *code == 'M' ? *code : 'A';
    ct_period_format((struct ct_period){.freq = freq, .day = day}, out);
}

/* Where the cells of a row are in the arrays. */
static size_t place(const struct ct_sheet *s, size_t row)
{
    assert(row < s->n_rows);
    return s->order ? s->order[row] : row;
}

const char *ct_sheet_text(const struct ct_sheet *s, size_t row, size_t column,
                          char *scratch)
{
    assert(column < s->n_columns);
    const struct ct_sheet_column *c = &s->columns[column];
    row = place(s, row);
    if (c->text)
        return c->text[s->series ? s->series[row] : row];
    *scratch = '\0';
    if (c->kind == CT_SHEET_PERIOD)
        ct_sheet_period(s->panel, (long)s->series[row], s->panel->time[row],
                        scratch);
    else if (c->kind == CT_SHEET_STATUS)
        ct_status_format(s->panel->status[row], scratch);
    return scratch;
}

const char *ct_sheet_label(const struct ct_sheet *s, size_t row, size_t column)
{
    assert(column < s->n_columns);
    const char **label = s->columns[column].label;
    row = place(s, row);
    return label ? label[s->series ? s->series[row] : row] : "";
}

double ct_sheet_number(const struct ct_sheet *s, size_t row, size_t column)
{
    assert(column < s->n_columns);
    const double *number = s->columns[column].number;
    return number ? number[place(s, row)] : NAN;
}

const struct ct_display *ct_sheet_display(const struct ct_sheet *s, size_t row,
                                          size_t column)
{
    static const struct ct_display plain = {0};
    const struct ct_display *d = s->columns[column].display;
    return !d ? &plain : s->series ? &d[s->series[place(s, row)]] : d;
}

size_t ct_sheet_series(const struct ct_sheet *s, size_t row)
{
    return s->series[place(s, row)];
}

uint16_t ct_sheet_status(const struct ct_sheet *s, size_t row)
{
    return s->series ? s->panel->status[place(s, row)] : 0;
}

uint16_t ct_sheet_cell_status(const struct ct_sheet *s, size_t row,
                              size_t column)
{
    const uint16_t *status = s->columns[column].status;
    return status ? status[place(s, row)] : 0;
}
