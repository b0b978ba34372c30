/* SPDX-License-Identifier: GPL-3.0-or-later
 * CSV: every cell in full, one line a row, made to be read back. */
#include "config.h"

#include "export/format.h"
#include "lib/csv_reader.h"
#include "lib/number.h"

/* Bytes kept before they are written out. */
enum { CHUNK = 65536 };

static void add_cell(const struct ct_sheet *s, size_t row, size_t column,
                     struct ct_buffer *b)
{
    char scratch[CT_SHEET_SCRATCH], number[CT_NUMBER_MAX];
    if (s->columns[column].kind == CT_SHEET_NUMBER)
        ct_buffer_add(
            b, number,
            ct_number_format(ct_sheet_number(s, row, column), number));
    else
        ct_csv_quote(b, ct_sheet_text(s, row, column, scratch), ',');
}

static int write_csv(const struct ct_document *d, struct ct_output *out,
                     struct ct_error *err)
{
    (void)err;
    const struct ct_sheet *s = d->sheets[0];
    struct ct_buffer b = {0};
    for (size_t i = 0; i < s->n_columns; i++) {
        ct_buffer_text(&b, i ? "," : "");
        ct_buffer_text(&b, s->columns[i].name);
    }
    ct_buffer_byte(&b, '\n');
    for (size_t row = 0; row < s->n_rows; row++) {
        for (size_t i = 0; i < s->n_columns; i++) {
            ct_buffer_text(&b, i ? "," : "");
            add_cell(s, row, i, &b);
        }
        ct_buffer_byte(&b, '\n');
        if (b.size >= CHUNK) {
            ct_output_write(out, b.data, b.size);
            b.size = 0;
        }
    }
    ct_output_write(out, b.data, b.size);
    ct_buffer_clear(&b);
    return 0;
}

const struct ct_format ct_format_csv = {
    .name = "csv",
    .title = "comma-separated values, to be read back",
    .streams = true,
    .write = write_csv};
