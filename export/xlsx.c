/* SPDX-License-Identifier: GPL-3.0-or-later
 * XLSX: a worksheet for the panel and for each table, numbers as numbers, then
 * notes and sources. The library writes numbers in the program's locale, and
 * failures to stderr: both are kept away from it here. */
#include "config.h"

#include "export/format.h"
#include "export/remarks.h"
#include "export/xlsx_book.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The most a worksheet holds; rows above the header. */
enum { MOST_ROWS = 1048576, MOST_COLUMNS = 16384, HEAD = 2 };
/* The limits of a column's width in characters. A page lying across takes so
 * many, and is not made smaller for more than twice as many. */
enum { WIDTH_MIN = 6, WIDTH_MAX = 42, PAGE = 120 };

static bool is_year(const char *text)
{
    return strlen(text) == 4 && strspn(text, "0123456789") == 4;
}

/* A number in a cell of row, column of the sheet; what is none is the letters
 * of its status. */
static void put_number(struct ct_book *b, const struct ct_sheet *s, size_t row,
                       size_t column)
{
    lxw_row_t r = (lxw_row_t)(row + HEAD + 1);
    lxw_col_t c = (lxw_col_t)column;
    double x = ct_sheet_number(s, row, column);
    char letters[CT_STATUS_MAX];
    ct_status_format(ct_sheet_cell_status(s, row, column), letters);
    if (isfinite(x))
        worksheet_write_number(
            b->sheet, r, c, x,
            ct_book_number(b, ct_sheet_display(s, row, column), letters));
    else if (!isnan(x))
        worksheet_write_string(b->sheet, r, c, x > 0 ? "inf" : "-inf",
                               b->right);
    else if (*letters)
        worksheet_write_string(b->sheet, r, c, letters, b->right);
}

static void put_cell(struct ct_book *b, const struct ct_sheet *s, size_t row,
                     size_t column)
{
    lxw_row_t r = (lxw_row_t)(row + HEAD + 1);
    lxw_col_t c = (lxw_col_t)column;
    char scratch[CT_SHEET_SCRATCH];
    enum ct_sheet_kind kind = s->columns[column].kind;
    if (kind == CT_SHEET_NUMBER) {
        put_number(b, s, row, column);
        return;
    }
    const char *text = ct_sheet_text(s, row, column, scratch);
    if (kind == CT_SHEET_PERIOD && is_year(text))
        worksheet_write_number(b->sheet, r, c, atoi(text), b->year);
    else
        ct_book_text(b, r, c, text, NULL);
}

/* The heading of a column: its name, as it is read back; in words where codes
 * are names. */
static void heading_of(const struct ct_sheet *s, size_t column, char *out)
{
    if (s->names.labels == CT_LABELS_NAME)
        ct_sheet_column_heading(s, column, out);
    else
        snprintf(out, CT_HEADING_MAX, "%s", s->columns[column].name);
}

/* Characters up to the longest text of a column; its heading has the button of
 * the filter beside it. */
static double column_width(const struct ct_sheet *s, size_t column)
{
    char heading[CT_HEADING_MAX];
    heading_of(s, column, heading);
    size_t head = strlen(heading) + 2, cells = ct_sheet_width(s, column);
    size_t longest = head > cells ? head : cells;
    return fmin(fmax((double)longest + 1, WIDTH_MIN), WIDTH_MAX);
}

/* What is the same in all of a pivoted table is said above it. */
static bool is_folded(const struct ct_sheet *s, size_t column)
{
    return s->pivoted && s->columns[column].hidden;
}

/* The columns that say what a row is, which stay in sight and on each page. */
static size_t count_labels(const struct ct_sheet *s)
{
    size_t n = 0;
    while (n < s->n_columns && s->columns[n].kind != CT_SHEET_NUMBER &&
           !is_folded(s, n))
        n++;
    return s->pivoted ? n : s->n_columns > 1;
}

/* As many pages side by side as it takes for numbers that can be read. */
static void set_pages(struct ct_book *b, const struct ct_sheet *s)
{
    double width = 0;
    for (size_t i = 0; i < s->n_columns; i++)
        width += is_folded(s, i) ? 0 : column_width(s, i);
    double pages = ceil(width / (2 * PAGE));
    worksheet_fit_to_pages(b->sheet, (uint16_t)fmin(fmax(pages, 1), 100), 0);
    if (pages > 1 && count_labels(s))
        worksheet_repeat_columns(b->sheet, 0, (lxw_col_t)(count_labels(s) - 1));
}

static void put_header(struct ct_book *b, const struct ct_sheet *s)
{
    const struct ct_panel *p = s->panel;
    struct ct_buffer caption = {0};
    char heading[512];
    ct_sheet_caption(s, &caption);
    ct_sheet_heading(s, heading, sizeof heading);
    ct_book_text(b, 0, 0, *p->title ? p->title : heading, b->title);
    ct_book_text(b, 1, 0, caption.size ? caption.data : "", b->muted);
    ct_buffer_clear(&caption);
    for (size_t i = 0; i < s->n_columns; i++) {
        bool number = s->columns[i].kind == CT_SHEET_NUMBER;
        lxw_row_col_options folded = {.hidden = is_folded(s, i)};
        heading_of(s, i, heading);
        ct_book_text(b, HEAD, (lxw_col_t)i, heading,
                     number ? b->head_right : b->head);
        worksheet_set_column_opt(b->sheet, (lxw_col_t)i, (lxw_col_t)i,
                                 column_width(s, i), NULL, &folded);
    }
}

static void put_sheet(struct ct_book *b, const struct ct_sheet *s)
{
    lxw_row_t last_row = (lxw_row_t)(HEAD + s->n_rows);
    lxw_col_t last_column = (lxw_col_t)(s->n_columns ? s->n_columns - 1 : 0);
    ct_book_sheet(b, s->name);
    put_header(b, s);
    for (size_t row = 0; row < s->n_rows; row++)
        for (size_t i = 0; i < s->n_columns; i++)
            put_cell(b, s, row, i);
    worksheet_freeze_panes(b->sheet, HEAD + 1, (lxw_col_t)count_labels(s));
    set_pages(b, s);
    worksheet_autofilter(b->sheet, HEAD, 0, last_row, last_column);
    worksheet_repeat_rows(b->sheet, HEAD, HEAD);
    if (s->n_rows) {
        char range[40] = "";
        lxw_rowcol_to_range(range, HEAD + 1, 0, last_row, last_column);
        worksheet_ignore_errors(b->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT,
                                range);
    }
}

static int fits(const struct ct_document *d, struct ct_error *err)
{
    for (size_t i = 0; i < d->n_sheets; i++) {
        const struct ct_sheet *s = d->sheets[i];
        if (s->n_rows > MOST_ROWS - HEAD - 1 || s->n_columns > MOST_COLUMNS)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "%s has %zu rows and %zu columns, a worksheet holds "
                           "%d and %d: use --where, or csv",
                           s->name, s->n_rows, s->n_columns, MOST_ROWS,
                           MOST_COLUMNS);
    }
    return 0;
}

static int write_book(const struct ct_document *d, struct ct_output *out,
                      struct ct_error *err)
{
    struct ct_book *b = ct_book_create(d, err);
    if (!b)
        return -1;
    for (size_t i = 0; i < d->n_sheets; i++)
        put_sheet(b, d->sheets[i]);
    ct_book_notes(b, d);
    ct_book_sources(b, d->panel);
    ct_book_methods(b, d->panel);
    return ct_book_finish(b, out, err);
}

static int write_xlsx(const struct ct_document *d, struct ct_output *out,
                      struct ct_error *err)
{
    if (fits(d, err) != 0)
        return -1;
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(plain);
    int rc = write_book(d, out, err);
    uselocale(before);
    freelocale(plain);
    return rc;
}

const struct ct_format ct_format_xlsx = {
    .name = "xlsx",
    .title = "workbook: data, notes, sources and methods",
    .whole = true,
    .prints = true,
    .write = write_xlsx};
