/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pivoted table as a sheet: the row and the column of each number, then the
 * cells. */
#include "config.h"

#include "export/pivot_inner.h"

#include "export/export.h"
#include "lib/memory.h"
#include "lib/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 100000000 };

static void find_periods(const struct ct_panel *p, struct ct_pivot_term *t)
{
    t->period = ct_xmalloc(p->n_obs, sizeof *t->period);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            char text[CT_SHEET_SCRATCH];
            ct_sheet_period(p, (long)s, p->time[i], text);
            t->period[i] = ct_dict_add(&t->periods, text, strlen(text));
        }
    uint32_t *order = ct_xcalloc(t->periods.n, sizeof *order);
    ct_dict_sort(&t->periods, order);
    for (size_t i = 0; i < p->n_obs; i++)
        t->period[i] = order[t->period[i]];
    free(order);
}

/* --- areas by the alphabet --- */

struct named {
    char *key;
    uint32_t code;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int difference = strcmp(x->key, y->key);
    return difference ? difference : x->code < y->code ? -1 : 1;
}

/* Countries and their parts, then groups, then total and unknown. */
static int rank_of_kind(const char *code)
{
    enum ct_area_kind kind = ct_area_kind(code);
    return kind == CT_AREA_GROUP ? 1 : kind == CT_AREA_OTHER ? 2 : 0;
}

/* Where areas are shown by their names, the alphabet is that of the names. */
static void rank_areas(const struct ct_pivoting *v, struct ct_pivot_term *t)
{
    const struct ct_dict *codes = &v->p->keys[t->key].codes;
    struct named *named = ct_xcalloc(codes->n, sizeof *named);
    for (uint32_t i = 0; i < codes->n; i++) {
        const char *code = codes->code[i];
        const char *name = ct_sheet_code_name(v->p, v->names, t->name, code);
        char *key = ct_utf8_sort_key(*name ? name : code);
        named[i] =
            (struct named){ct_xasprintf("%d%s", rank_of_kind(code), key), i};
        free(key);
    }
    if (codes->n)
        qsort(named, codes->n, sizeof *named, by_name);
    t->rank = ct_xcalloc(codes->n, sizeof *t->rank);
    for (uint32_t i = 0; i < codes->n; i++) {
        t->rank[named[i].code] = i;
        free(named[i].key);
    }
    free(named);
}

static bool is_by_name(const struct ct_pivoting *v,
                       const struct ct_pivot_term *t)
{
    return v->names->labels == CT_LABELS_NAME && t->key >= 0 &&
           (strcmp(t->name, "area") == 0 ||
            strcmp(t->name, "counterpart") == 0);
}

/* --- places --- */

/* The place of number i, of observation i / parts, in a term. */
static uint32_t place(const struct ct_pivoting *v,
                      const struct ct_pivot_term *t, size_t i, size_t series)
{
    if (t->key >= 0) {
        uint32_t code = v->p->keys[t->key].index[series];
        return t->rank ? t->rank[code] : code;
    }
    return t->is_time ? t->period[i / v->parts] : (uint32_t)(i % v->parts);
}

/* Finds the row or the column of each number; they are in the order of their
 * places. */
static void find_keys(struct ct_pivoting *v, struct ct_pivot_side *side,
                      uint32_t *out)
{
    for (size_t t = 0; t < side->n; t++)
        if (side->term[t].is_time)
            find_periods(v->p, &side->term[t]);
        else if (is_by_name(v, &side->term[t]))
            rank_areas(v, &side->term[t]);
    size_t at = 0;
    for (size_t s = 0; s < v->p->n_series; s++)
        for (; at < v->p->first[s + 1] * v->parts; at++) {
            char key[CT_PIVOT_TERMS * 8 + 1] = "";
            for (size_t t = 0; t < side->n; t++)
                snprintf(key + 8 * t, 9, "%08x",
                         place(v, &side->term[t], at, s));
            out[at] = ct_dict_add(&side->keys, key, 8 * side->n);
        }
    uint32_t *order = ct_xcalloc(side->keys.n, sizeof *order);
    ct_dict_sort(&side->keys, order);
    side->first = ct_xcalloc(side->keys.n, sizeof *side->first);
    for (size_t i = v->n_numbers; i-- > 0;) {
        out[i] = order[out[i]];
        side->first[out[i]] = i;
    }
    free(order);
}

/* --- the sheet --- */

static void *own(struct ct_sheet *s, void *array)
{
    s->owned = ct_xrealloc(s->owned, s->n_owned + 1, sizeof *s->owned);
    s->owned[s->n_owned++] = array;
    return array;
}

/* The series of a number. */
static size_t series_of(const struct ct_pivoting *v, size_t number)
{
    size_t low = 0, high = v->p->n_series, obs = number / v->parts;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (v->p->first[mid] <= obs)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* What a number is in a term. */
static const char *text_of(const struct ct_pivoting *v,
                           const struct ct_pivot_term *t, size_t number)
{
    if (t->key >= 0)
        return ct_panel_code(v->p, t->key, series_of(v, number));
    return t->is_time ? t->periods.code[t->period[number / v->parts]]
                      : ct_interval_name[number % v->parts];
}

static void add_row_columns(struct ct_sheet *s, const struct ct_pivoting *v)
{
    for (size_t t = 0; t < v->rows.n; t++) {
        const struct ct_pivot_term *term = &v->rows.term[t];
        const char **text = ct_xmalloc(s->n_rows, sizeof *text);
        for (size_t row = 0; row < s->n_rows; row++)
            text[row] = text_of(v, term, v->rows.first[row]);
        for (size_t row = 0; term->is_time && row < s->n_rows; row++)
            text[row] = ct_sheet_keep(s, text[row]);
        if (term->key >= 0)
            ct_sheet_add_codes(s, term->name, text);
        else
            ct_sheet_add_text(s, term->name, text,
                              term->is_time ? CT_SHEET_PERIOD : CT_SHEET_TEXT);
    }
}

/* What is the same for all numbers, for the caption. */
static void add_constants(struct ct_sheet *s, const struct ct_pivoting *v)
{
    for (size_t k = 0; s->n_rows && k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        const char *code = ct_panel_code(v->p, (long)k, series_of(v, 0));
        if (key->is_attribute || ct_pivot_is_named(&v->rows, key->name) ||
            ct_pivot_is_named(&v->columns, key->name) ||
            strcmp(code, "_T") == 0)
            continue;
        const char **text = ct_xmalloc(s->n_rows, sizeof *text);
        for (size_t row = 0; row < s->n_rows; row++)
            text[row] = code;
        ct_sheet_add_codes(s, key->name, text);
    }
}

/* What the numbers of a column are in one dimension. */
static const char *level_name(const struct ct_pivoting *v, struct ct_sheet *s,
                              const struct ct_pivot_term *term, size_t column)
{
    const char *text = text_of(v, term, v->columns.first[column]);
    const char *name = "";
    if (s->names.labels != CT_LABELS_CODE && term->key >= 0)
        name = ct_sheet_code_name(v->p, &s->names, term->name, text);
    return *name ? name : ct_sheet_code(s, term->name, text);
}

/* The heading of a column: what its numbers are, by blanks. */
static void column_name(const struct ct_pivoting *v, struct ct_sheet *s,
                        size_t column, struct ct_buffer *out)
{
    for (size_t t = 0; t < v->columns.n; t++) {
        const struct ct_pivot_term *term = &v->columns.term[t];
        ct_buffer_printf(out, "%s%s", t ? " " : "",
                         level_name(v, s, term, column));
    }
    ct_buffer_text(out, v->columns.n ? "" : "value");
}

/* The same as a heading for each dimension. */
static const char **column_levels(const struct ct_pivoting *v,
                                  struct ct_sheet *s, size_t column)
{
    const char **levels = own(s, ct_xmalloc(v->columns.n, sizeof *levels));
    for (size_t t = 0; t < v->columns.n; t++)
        levels[t] =
            ct_sheet_keep(s, level_name(v, s, &v->columns.term[t], column));
    return levels;
}

static double number_at(const struct ct_pivoting *v, size_t number)
{
    const double *column = v->p->column[number % v->parts];
    return column ? column[number / v->parts] : NAN;
}

/* One spread for all numbers, so that they have the same decimals. */
static struct ct_display display_of(const struct ct_pivoting *v)
{
    struct ct_spread spread = {0};
    for (size_t i = 0; v->p->column[CT_VALUE] && i < v->p->n_obs; i++)
        ct_spread_add(&spread, v->p->column[CT_VALUE][i]);
    return ct_display_choose("value", &spread);
}

static void add_numbers(struct ct_sheet *s, const struct ct_pivoting *v)
{
    size_t n_columns = v->columns.keys.n, n = s->n_rows;
    double *number = own(s, ct_xmalloc(n * n_columns, sizeof *number));
    uint16_t *status = own(s, ct_xcalloc(n * n_columns, sizeof *status));
    for (size_t i = 0; i < n * n_columns; i++)
        number[i] = NAN;
    for (size_t i = 0; i < v->n_numbers; i++) {
        size_t cell = v->column[i] * n + v->row[i];
        number[cell] = number_at(v, i);
        if (i % v->parts == CT_VALUE)
            status[cell] = v->p->status[i / v->parts];
    }
    for (size_t c = 0; c < n_columns; c++) {
        struct ct_buffer name = {0};
        column_name(v, s, c, &name);
        struct ct_sheet_column *column =
            ct_sheet_add_number(s, name.data, number + c * n);
        column->status = status + c * n;
        column->worded = true;
        column->levels = s->n_levels ? column_levels(v, s, c) : NULL;
        column->display = ct_xmalloc(1, sizeof *column->display);
        *column->display = display_of(v);
        ct_buffer_clear(&name);
    }
}

struct ct_sheet *ct_pivot_sheet(struct ct_pivoting *v,
                                const struct ct_sheet_names *names,
                                struct ct_error *err)
{
    v->parts = ct_pivot_is_named(&v->rows, "interval") ||
                       ct_pivot_is_named(&v->columns, "interval")
                   ? 3
                   : 1;
    v->names = names;
    v->n_numbers = v->p->n_obs * v->parts;
    v->row = ct_xmalloc(v->n_numbers, sizeof *v->row);
    v->column = ct_xmalloc(v->n_numbers, sizeof *v->column);
    find_keys(v, &v->rows, v->row);
    find_keys(v, &v->columns, v->column);
    size_t n_rows = v->rows.keys.n, n_columns = v->columns.keys.n;
    if (n_rows && n_columns > MOST_CELLS / n_rows) {
        ct_fail(err, CT_EDATA, 0, 0,
                "%zu rows and %zu columns are too many for a table: choose "
                "with --where",
                n_rows, n_columns);
        return NULL;
    }
    struct ct_sheet *s = ct_xcalloc(1, sizeof *s);
    s->name = "panel";
    s->panel = v->p;
    s->names = *names;
    s->n_rows = n_rows;
    s->pivoted = true;
    s->n_levels = v->columns.n > 1 ? v->columns.n : 0;
    add_row_columns(s, v);
    size_t n_named = s->n_columns;
    add_constants(s, v);
    for (size_t i = n_named; i < s->n_columns; i++)
        s->columns[i].hidden = true;
    add_numbers(s, v);
    return s;
}
