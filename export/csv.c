/* SPDX-License-Identifier: GPL-3.0-or-later
 * CSV: every cell in full, one line a row, made to be read back. */
#include "config.h"

#include "export/format.h"
#include "lib/csv_reader.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

/* Bytes kept before they are written out. */
enum { CHUNK = 65536 };

static void add_cell(const struct ct_sheet *s, size_t row, size_t column,
                     struct ct_buffer *b)
{
    char scratch[CT_SHEET_SCRATCH], number[CT_FIXED_MAX];
    if (s->columns[column].kind == CT_SHEET_NUMBER) {
        double x = ct_sheet_number(s, row, column);
        const struct ct_display *d = ct_sheet_display(s, row, column);
        ct_buffer_add(b, number,
                      d->fixed && isfinite(x) && fabs(x) < 1e15
                          ? ct_number_fixed(x, d->decimals, number)
                          : ct_number_format(x, number));
    } else
        ct_csv_quote(b, ct_sheet_text(s, row, column, scratch), ',');
}

/* Whether a column of a pivoted table has statuses, which stand in a column
 * behind it. */
static bool has_statuses(const struct ct_sheet *s, size_t column)
{
    for (size_t row = 0; s->columns[column].status && row < s->n_rows; row++)
        if (ct_sheet_cell_status(s, row, column))
            return true;
    return false;
}

static void add_status(const struct ct_sheet *s, size_t row, size_t column,
                       struct ct_buffer *b)
{
    char letters[CT_STATUS_MAX];
    ct_status_format(ct_sheet_cell_status(s, row, column), letters);
    ct_buffer_printf(b, ",%s", letters);
}

static void add_header(const struct ct_sheet *s, const bool *with_statuses,
                       struct ct_buffer *b)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        ct_buffer_text(b, i ? "," : "");
        ct_csv_quote(b, s->columns[i].name, ',');
        if (with_statuses[i]) {
            char *name = ct_xasprintf("%s status", s->columns[i].name);
            ct_buffer_byte(b, ',');
            ct_csv_quote(b, name, ',');
            free(name);
        }
    }
    ct_buffer_byte(b, '\n');
}

/* What is being written: the cells of the codes that stand first are the same
 * for all observations of a series, and are made once for it. */
struct writer {
    const struct ct_sheet *s;
    bool *with_statuses;
    size_t n_codes; /* columns in `codes` */
    struct ct_buffer codes, b;
};

static void add_cells(struct writer *w, size_t row, size_t from, size_t to,
                      struct ct_buffer *b)
{
    for (size_t i = from; i < to; i++) {
        if (i)
            ct_buffer_byte(b, ',');
        add_cell(w->s, row, i, b);
        if (w->with_statuses[i])
            add_status(w->s, row, i, b);
    }
}

static void add_row(struct writer *w, size_t row)
{
    const struct ct_sheet *s = w->s;
    if (w->n_codes &&
        (row == 0 || ct_sheet_series(s, row) != ct_sheet_series(s, row - 1))) {
        w->codes.size = 0;
        add_cells(w, row, 0, w->n_codes, &w->codes);
    }
    ct_buffer_add(&w->b, w->codes.data, w->codes.size);
    add_cells(w, row, w->n_codes, s->n_columns, &w->b);
    ct_buffer_byte(&w->b, '\n');
}

static int write_csv(const struct ct_document *d, struct ct_output *out,
                     struct ct_error *err)
{
    (void)err;
    const struct ct_sheet *s = d->sheets[0];
    struct writer w = {.s = s};
    w.with_statuses = ct_xcalloc(s->n_columns, sizeof *w.with_statuses);
    for (size_t i = 0; i < s->n_columns; i++)
        w.with_statuses[i] = has_statuses(s, i);
    while (s->series && w.n_codes < s->n_columns && s->columns[w.n_codes].text)
        w.n_codes++;
    add_header(s, w.with_statuses, &w.b);
    for (size_t row = 0; row < s->n_rows; row++) {
        add_row(&w, row);
        if (w.b.size >= CHUNK) {
            ct_output_write(out, w.b.data, w.b.size);
            w.b.size = 0;
        }
    }
    ct_output_write(out, w.b.data, w.b.size);
    ct_buffer_clear(&w.codes);
    ct_buffer_clear(&w.b);
    free(w.with_statuses);
    return 0;
}

const struct ct_format ct_format_csv = {
    .name = "csv",
    .title = "comma-separated values, to be read back",
    .streams = true,
    .prints = true,
    .write = write_csv};
