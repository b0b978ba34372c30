/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of a report. */
#include "config.h"

#include "export/report_table.h"

#include "export/export.h"
#include "export/html_part.h"
#include "export/report_comparability.h"
#include "lib/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows that stand open, rows that are in the page at all, columns. */
enum { ROWS_OPEN = 40, ROWS_MOST = 5000, COLUMNS_SHOWN = 10 };

/* Folded rows of a table that are printed, at most: its end is missed on
 * paper; the observations behind a summary are not. */
enum { ROWS_PRINTED = 400 };

/* Where a table stands: its file and its number in the report. */
struct place {
    const char *path;
    size_t number;
};

enum { LABEL_MAX = 64 };

static struct ct_sheet *sheet_of(const struct ct_report_table *t,
                                 const struct ct_sheet_names *names)
{
    const struct ct_panel *p = t->panel;
    struct ct_table *table = NULL;
    if (t->table && strcmp(t->table, "panel") != 0)
        table = ct_panel_table(p, t->table);
    else if (!p->n_obs && p->n_tables)
        table = p->tables[0];
    return table ? ct_sheet_table(p, table, names) : ct_sheet_panel(p, names);
}

/* --- first and last values --- */

/* The first (step 1) or last (step -1) observation of a series with a value;
 * n_obs if there is none. */
static size_t with_value(const struct ct_panel *p, size_t series, int step)
{
    size_t n = p->first[series + 1] - p->first[series];
    size_t at = step > 0 ? p->first[series] : p->first[series + 1] - 1;
    for (; n > 0; n--, at += (size_t)step)
        if (!isnan(p->column[CT_VALUE][at]))
            return at;
    return p->n_obs;
}

static void put_value(struct ct_table *t, size_t column,
                      const struct ct_panel *p, size_t series, size_t at)
{
    char period[CT_SHEET_SCRATCH];
    ct_sheet_period(p, (long)series, p->time[at], period);
    ct_table_text(t, column, period);
    ct_table_number(t, column + 1, p->column[CT_VALUE][at]);
}

static void put_limits(struct ct_table *t, const struct ct_panel *p, size_t at)
{
    static const char *const names[] = {"last_value_lower", "last_value_upper"};
    for (int i = 0; i < 2; i++) {
        long column = ct_table_find(t, names[i]);
        const double *x = p->column[CT_LOWER + i];
        if (column >= 0 && x)
            ct_table_number(t, (size_t)column, x[at]);
    }
}

/* Columns for the codes by which the sheet's series are told apart, and for
 * the values. */
static void add_columns(struct ct_table *t, const struct ct_sheet *s)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->columns[i].kind == CT_SHEET_CODE)
            ct_table_column(t, s->columns[i].name, true);
    ct_table_column(t, "from", true);
    ct_table_column(t, "first_value", false);
    ct_table_column(t, "to", true);
    ct_table_column(t, "last_value", false);
    if (s->panel->column[CT_LOWER] && s->panel->column[CT_UPPER]) {
        ct_table_column(t, "last_value_lower", false);
        ct_table_column(t, "last_value_upper", false);
    }
}

/* A row for each series that has a value. */
static struct ct_table *first_and_last(const struct ct_sheet *s)
{
    const struct ct_panel *p = s->panel;
    struct ct_table *t = ct_table_create("first-and-last-values");
    add_columns(t, s);
    size_t from = (size_t)ct_table_find(t, "from");
    for (size_t i = 0; i < p->n_series; i++) {
        size_t first = with_value(p, i, 1), last = with_value(p, i, -1);
        if (first == p->n_obs)
            continue;
        ct_table_row(t);
        for (size_t k = 0; k < from; k++)
            ct_table_text(t, k, ct_panel_code_of(p, t->columns[k].name, i));
        put_value(t, from, p, i, first);
        put_value(t, from + 2, p, i, last);
        put_limits(t, p, last);
    }
    return t;
}

/* --- what is put on the page --- */

/* Hides what does not fit on a page: the columns behind the first ones.
 * Returns how many. */
static size_t narrow(struct ct_sheet *s)
{
    size_t shown = 0, hidden = 0;
    for (size_t i = 0; i < s->n_columns; i++)
        if (!s->columns[i].hidden && ++shown > COLUMNS_SHOWN) {
            s->columns[i].hidden = true;
            hidden++;
        }
    return hidden;
}

/* The first cell of a row that is shown: what the row is about. */
static const char *row_name(const struct ct_sheet *s, size_t row, char *scratch)
{
    for (size_t i = 0; i < s->n_columns; i++)
        if (!s->columns[i].hidden)
            return ct_sheet_text(s, row, i, scratch);
    return "";
}

/* Takes the column of notes out of the sheet: below it each note stands once,
 * with the rows it is about. */
static void lift_notes(struct ct_sheet *s, struct ct_remarks *remarks)
{
    char scratch[CT_SHEET_SCRATCH], about[CT_SHEET_SCRATCH];
    for (size_t i = 0; i < s->n_columns; i++) {
        if (strcmp(s->columns[i].name, "note") != 0 || s->columns[i].hidden)
            continue;
        s->columns[i].hidden = true;
        for (size_t row = 0; row < s->n_rows; row++) {
            const char *note = ct_sheet_text(s, row, i, scratch);
            if (*note)
                ct_remarks_say(remarks, "note", note, row_name(s, row, about));
        }
    }
}

/* The numbers a row has. */
static size_t n_numbers(const struct ct_sheet *s, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_columns; i++)
        n += s->columns[i].kind == CT_SHEET_NUMBER &&
             !isnan(ct_sheet_number(s, row, i));
    return n;
}

/* Takes rows without a result out of a method's table: those that have no
 * number, or less than a third of the numbers others have (how many values
 * there are, say, but nothing computed from them). Notes below the table name
 * those that have one. Returns how many. */
static size_t leave_out_empty(struct ct_sheet *s)
{
    size_t most = 0, kept = 0, all = s->n_rows;
    if (s->series)
        return 0;
    size_t *order = ct_xmalloc(all, sizeof *order);
    for (size_t row = 0; row < all; row++)
        most = n_numbers(s, row) > most ? n_numbers(s, row) : most;
    for (size_t row = 0; row < all; row++) {
        if (3 * n_numbers(s, row) >= most)
            order[kept++] = row;
    }
    if (kept == 0 || kept == all) {
        free(order);
        return 0;
    }
    s->order = order;
    s->n_rows = kept;
    return all - kept;
}

/* Appends the rows from `from` on, folded away. */
static void put_folded(struct ct_buffer *out, const struct ct_sheet *s,
                       size_t from, const struct place *at)
{
    size_t n = s->n_rows - from;
    char label[LABEL_MAX];
    if (s->n_rows > ROWS_MOST)
        ct_buffer_text(out, "<p class=\"key\">");
    else
        ct_buffer_printf(out, "<details%s>\n<summary>",
                         from && n <= ROWS_PRINTED ? " class=\"printed\"" : "");
    ct_buffer_printf(
        out, s->n_rows > ROWS_MOST ? "%zu %s are in " : "%zu %s, also in ", n,
        from ? "more rows" : "observations");
    ct_html_text(out, at->path);
    if (s->n_rows > ROWS_MOST) {
        ct_buffer_text(out, "</p>\n");
        return;
    }
    ct_buffer_text(out, "</summary>\n");
    snprintf(label, sizeof label, "Table %zu, %s", at->number,
             from ? "continued" : "all observations");
    ct_html_table(out, s, &(struct ct_html_rows){from, s->n_rows, label, true});
    ct_html_key(out, s);
    ct_buffer_text(out, "</details>\n");
}

/* Says where the whole table is, and what of it is not on the page. */
static void put_rest(struct ct_buffer *out, const struct place *at,
                     size_t columns, size_t rows)
{
    ct_buffer_text(out, "<p class=\"figure-note\">In full: ");
    ct_html_text(out, at->path);
    if (columns)
        ct_buffer_printf(out, ", with %zu more column%s", columns,
                         columns == 1 ? "" : "s");
    if (rows)
        ct_buffer_printf(out, "%s %zu row%s without a result",
                         columns ? " and" : ", with", rows,
                         rows == 1 ? "" : "s");
    ct_buffer_text(out, "</p>\n");
}

static void put_sheet(struct ct_buffer *out, struct ct_sheet *s,
                      const struct place *at)
{
    struct ct_remarks remarks = {0};
    char label[LABEL_MAX];
    lift_notes(s, &remarks);
    size_t empty = leave_out_empty(s);
    size_t hidden = narrow(s);
    size_t open = s->n_rows < ROWS_OPEN ? s->n_rows : ROWS_OPEN;
    snprintf(label, sizeof label, "Table %zu.", at->number);
    ct_html_table(out, s, &(struct ct_html_rows){0, open, label, false});
    if (open < s->n_rows)
        put_folded(out, s, open, at);
    else
        ct_html_key(out, s);
    ct_report_remarks(out, &remarks);
    ct_remarks_clear(&remarks);
    put_rest(out, at, hidden, empty);
}

void ct_report_table(struct ct_buffer *out, const struct ct_report_table *t,
                     size_t number, const struct ct_codes *codes)
{
    const struct ct_sheet_names names = {
        .labels = CT_LABELS_NAME, .areas = CT_NAMES_SHORT, .codes = codes};
    const struct place at = {t->path, number};
    struct ct_sheet *s = sheet_of(t, &names);
    if (s->series && s->n_rows > ROWS_OPEN) {
        struct ct_table *summary = first_and_last(s);
        struct ct_sheet *short_one = ct_sheet_table(t->panel, summary, &names);
        put_sheet(out, short_one, &at);
        put_folded(out, s, 0, &at);
        ct_sheet_destroy(short_one);
        ct_table_destroy(summary);
    } else {
        put_sheet(out, s, &at);
    }
    ct_sheet_destroy(s);
}

void ct_report_table_title(struct ct_buffer *out,
                           const struct ct_report_table *t,
                           const struct ct_codes *codes)
{
    const struct ct_sheet_names names = {
        .labels = CT_LABELS_NAME, .areas = CT_NAMES_SHORT, .codes = codes};
    char heading[CT_HEADING_MAX];
    struct ct_sheet *s = sheet_of(t, &names);
    ct_sheet_heading(s, heading, sizeof heading);
    ct_html_text(out, heading);
    ct_sheet_destroy(s);
}
