/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows and columns out of dimensions. Each number has a place in every
 * dimension that is named; its row is what it is in those of the rows, its
 * column what it is in those of the columns. */
#include "config.h"

#include "export/pivot.h"

#include "export/export.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 32, MOST_CELLS = 100000000 };

static const char *const interval_name[] = {"value", "lower", "upper"};

/* One name of --rows or --columns. */
struct term {
    const char *name;       /* borrowed from the panel, or a literal */
    long key;               /* of a dimension or an attribute, else -1 */
    bool is_time;           /* else, with key -1: the interval */
    struct ct_dict periods; /* of time, in order */
    uint32_t *period;       /* of each observation */
};

/* The rows, or the columns. */
struct side {
    size_t n;
    struct term term[MOST_TERMS];
    struct ct_dict keys; /* what numbers are in the terms, sorted */
    size_t *first;       /* a number that each key stands for */
};

struct pivot {
    const struct ct_panel *p;
    struct side rows, columns;
    size_t parts;           /* 3 with the interval, else 1 */
    size_t n_numbers;       /* observations times parts */
    uint32_t *row, *column; /* of each number */
};

/* --- names --- */

static bool is_named(const struct side *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->term[i].name, name) == 0)
            return true;
    return false;
}

static int no_such_name(const struct ct_panel *p, const char *name,
                        struct ct_error *err)
{
    const char **known = ct_xmalloc(p->n_keys + 2, sizeof *known);
    size_t n = 0;
    for (size_t k = 0; k < p->n_keys; k++)
        known[n++] = p->keys[k].name;
    known[n++] = "time";
    known[n++] = "interval";
    const char *near = ct_near(name, known, n);
    free(known);
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "no dimension '%.80s' for rows or columns%s%s%s", name,
                   near ? ", did you mean '" : "", near ? near : "",
                   near ? "'?" : "");
}

/* Adds a name of n bytes to the rows or the columns. */
static int add_term(struct pivot *v, struct side *side, const char *text,
                    size_t n, struct ct_error *err)
{
    char *name = ct_xstrndup(text, n);
    struct term t = {.key = ct_panel_find_key(v->p, name)};
    int rc = 0;
    t.is_time = t.key < 0 && strcmp(name, "time") == 0;
    t.name = t.key >= 0  ? v->p->keys[t.key].name
             : t.is_time ? "time"
                         : "interval";
    if (strcmp(t.name, name) != 0)
        rc = no_such_name(v->p, name, err);
    else if (is_named(&v->rows, name) || is_named(&v->columns, name))
        rc = ct_fail(err, CT_EUSAGE, 0, 0, "'%s' is named twice", name);
    else if (side->n == MOST_TERMS)
        rc = ct_fail(err, CT_EUSAGE, 0, 0, "more than %d rows or columns",
                     MOST_TERMS);
    else
        side->term[side->n++] = t;
    free(name);
    return rc;
}

static int add_terms(struct pivot *v, struct side *side, const char *names,
                     struct ct_error *err)
{
    for (const char *at = names; *at;) {
        size_t n = strcspn(at, ",");
        if (add_term(v, side, at, n, err) != 0)
            return -1;
        at += n + (at[n] == ',');
    }
    return 0;
}

/* Whether numbers differ in a dimension. */
static bool differs(const struct ct_panel *p, size_t key)
{
    const char *first = NULL;
    for (size_t s = 0; s < p->n_series; s++) {
        const char *code = ct_panel_code(p, (long)key, s);
        if (p->first[s + 1] == p->first[s])
            continue;
        if (first && strcmp(code, first) != 0)
            return true;
        first = code;
    }
    return false;
}

static int default_rows(struct pivot *v, struct ct_error *err)
{
    for (size_t k = 0; k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        if (key->is_attribute || is_named(&v->columns, key->name))
            continue;
        if ((differs(v->p, k) || strcmp(key->name, "area") == 0) &&
            add_term(v, &v->rows, key->name, strlen(key->name), err) != 0)
            return -1;
    }
    return 0;
}

static bool times_differ(const struct ct_panel *p)
{
    for (size_t i = 1; i < p->n_obs; i++)
        if (p->time[i] != p->time[0])
            return true;
    return false;
}

static bool is_told(const struct pivot *v, const char *name)
{
    return is_named(&v->rows, name) || is_named(&v->columns, name);
}

/* What tells numbers apart must be named: else different things would stand
 * in one table as if they were the same. */
static int all_told(const struct pivot *v, struct ct_error *err)
{
    struct ct_buffer missing = {0};
    const char *choose = "--where";
    for (size_t k = 0; k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        if (!key->is_attribute && !is_told(v, key->name) && differs(v->p, k))
            ct_buffer_printf(&missing, "%s'%s'", missing.size ? ", " : "",
                             key->name);
    }
    if (!is_told(v, "time") && times_differ(v->p)) {
        choose = missing.size ? "--where, --from and --to" : "--from and --to";
        ct_buffer_printf(&missing, "%s'time'", missing.size ? ", " : "");
    }
    if (!missing.size)
        return 0;
    ct_fail(err, CT_EUSAGE, 0, 0,
            "the numbers differ in %s: name it in --rows or --columns, or "
            "choose one with %s",
            missing.data, choose);
    ct_buffer_clear(&missing);
    return -1;
}

/* --- places --- */

static void find_periods(const struct ct_panel *p, struct term *t)
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

/* The place of number i, of observation i / parts, in a term. */
static uint32_t place(const struct pivot *v, const struct term *t, size_t i,
                      size_t series)
{
    if (t->key >= 0)
        return v->p->keys[t->key].index[series];
    return t->is_time ? t->period[i / v->parts] : (uint32_t)(i % v->parts);
}

/* Finds the row or the column of each number; they are in the order of their
 * places. */
static void find_keys(struct pivot *v, struct side *side, uint32_t *out)
{
    for (size_t t = 0; t < side->n; t++)
        if (side->term[t].is_time)
            find_periods(v->p, &side->term[t]);
    size_t at = 0;
    for (size_t s = 0; s < v->p->n_series; s++)
        for (; at < v->p->first[s + 1] * v->parts; at++) {
            char key[MOST_TERMS * 8 + 1] = "";
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
static size_t series_of(const struct pivot *v, size_t number)
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
static const char *text_of(const struct pivot *v, const struct term *t,
                           size_t number)
{
    if (t->key >= 0)
        return ct_panel_code(v->p, t->key, series_of(v, number));
    return t->is_time ? t->periods.code[t->period[number / v->parts]]
                      : interval_name[number % v->parts];
}

static void add_row_columns(struct ct_sheet *s, const struct pivot *v)
{
    for (size_t t = 0; t < v->rows.n; t++) {
        const struct term *term = &v->rows.term[t];
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
static void add_constants(struct ct_sheet *s, const struct pivot *v)
{
    for (size_t k = 0; s->n_rows && k < v->p->n_keys; k++) {
        const struct ct_key *key = &v->p->keys[k];
        const char *code = ct_panel_code(v->p, (long)k, series_of(v, 0));
        if (key->is_attribute || is_named(&v->rows, key->name) ||
            is_named(&v->columns, key->name) || strcmp(code, "_T") == 0)
            continue;
        const char **text = ct_xmalloc(s->n_rows, sizeof *text);
        for (size_t row = 0; row < s->n_rows; row++)
            text[row] = code;
        ct_sheet_add_codes(s, key->name, text);
    }
}

/* The heading of a column: what its numbers are, by blanks. */
static void column_name(const struct pivot *v, struct ct_sheet *s,
                        size_t column, struct ct_buffer *out)
{
    for (size_t t = 0; t < v->columns.n; t++) {
        const struct term *term = &v->columns.term[t];
        const char *text = text_of(v, term, v->columns.first[column]);
        const char *name = "";
        if (s->names.labels != CT_LABELS_CODE && term->key >= 0)
            name = ct_sheet_code_name(v->p, &s->names, term->name, text);
        ct_buffer_printf(out, "%s%s", t ? " " : "",
                         *name ? name : ct_sheet_code(s, term->name, text));
    }
    ct_buffer_text(out, v->columns.n ? "" : "value");
}

static double number_at(const struct pivot *v, size_t number)
{
    const double *column = v->p->column[number % v->parts];
    return column ? column[number / v->parts] : NAN;
}

/* One spread for all numbers, so that they have the same decimals. */
static struct ct_display display_of(const struct pivot *v)
{
    struct ct_spread spread = {0};
    for (size_t i = 0; v->p->column[CT_VALUE] && i < v->p->n_obs; i++)
        ct_spread_add(&spread, v->p->column[CT_VALUE][i]);
    return ct_display_choose("value", &spread);
}

static void add_numbers(struct ct_sheet *s, const struct pivot *v)
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
        column->display = ct_xmalloc(1, sizeof *column->display);
        *column->display = display_of(v);
        ct_buffer_clear(&name);
    }
}

static struct ct_sheet *make_sheet(struct pivot *v,
                                   const struct ct_sheet_names *names,
                                   struct ct_error *err)
{
    v->parts =
        is_named(&v->rows, "interval") || is_named(&v->columns, "interval") ? 3
                                                                            : 1;
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
    add_row_columns(s, v);
    size_t n_named = s->n_columns;
    add_constants(s, v);
    for (size_t i = n_named; i < s->n_columns; i++)
        s->columns[i].hidden = true;
    add_numbers(s, v);
    return s;
}

static void clear_side(struct side *side)
{
    for (size_t t = 0; t < side->n; t++) {
        ct_dict_clear(&side->term[t].periods);
        free(side->term[t].period);
    }
    ct_dict_clear(&side->keys);
    free(side->first);
}

struct ct_sheet *ct_sheet_pivot(const struct ct_panel *p,
                                const struct ct_pivot *pivot,
                                const struct ct_sheet_names *names,
                                struct ct_error *err)
{
    struct pivot v = {.p = p};
    struct ct_sheet *s = NULL;
    const char *columns = pivot->columns;
    if (!columns)
        columns = pivot->rows && strstr(pivot->rows, "time") ? "" : "time";
    if (add_terms(&v, &v.rows, pivot->rows ? pivot->rows : "", err) == 0 &&
        add_terms(&v, &v.columns, columns, err) == 0 &&
        (pivot->rows || default_rows(&v, err) == 0) && all_told(&v, err) == 0)
        s = make_sheet(&v, names, err);
    clear_side(&v.rows);
    clear_side(&v.columns);
    free(v.row);
    free(v.column);
    return s;
}
