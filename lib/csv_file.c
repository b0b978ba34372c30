/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small delimited file in memory; cells as CSV writes them. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { SIZE_CAP = 64 << 20 };

/* A file being filled. */
struct filling {
    struct ct_csv_file *file;
    size_t cell_capacity, line_capacity;
};

static int take_header(struct ct_csv_file *f, const struct ct_row *row,
                       struct ct_error *err)
{
    f->column = ct_xmalloc(row->n, sizeof *f->column);
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_cell *c = &row->cells[i];
        f->column[i] = ct_xstrndup(c->text, c->length);
        f->n_columns = i + 1;
        if (ct_csv_file_column(f, c->text) != (long)i)
            return ct_fail(err, CT_EDATA, row->line, (long)i + 1,
                           "two columns are called '%s'", c->text);
    }
    return 0;
}

/* Copies a row's cells, one block a row: its first cell owns it. */
static void copy_cells(char **to, const struct ct_row *row)
{
    size_t size = 0;
    for (size_t i = 0; i < row->n; i++)
        size += row->cells[i].length + 1;
    char *at = ct_xmalloc(size, 1);
    for (size_t i = 0; i < row->n; i++) {
        size_t n = row->cells[i].length;
        to[i] = memcpy(at, row->cells[i].text, n);
        at[n] = '\0';
        at += n + 1;
    }
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct filling *filling = user;
    struct ct_csv_file *f = filling->file;
    if (!f->column)
        return take_header(f, row, err);
    if (row->n != f->n_columns)
        return ct_fail(err, CT_EDATA, row->line, 0,
                       "a row of %zu cells, the header has %zu", row->n,
                       f->n_columns);
    size_t n_cells = f->n_rows * f->n_columns;
    f->cell = ct_xgrow(f->cell, &filling->cell_capacity, n_cells + row->n,
                       sizeof *f->cell);
    f->line = ct_xgrow(f->line, &filling->line_capacity, f->n_rows + 1,
                       sizeof *f->line);
    copy_cells(f->cell + n_cells, row);
    f->line[f->n_rows++] = row->line;
    return 0;
}

/* Parses the whole text. */
static int fill(struct ct_csv_file *f, const struct ct_buffer *text,
                char delimiter, struct ct_error *err)
{
    struct filling filling = {.file = f};
    struct ct_csv_reader *r = ct_csv_create(delimiter, take_row, &filling);
    int result = ct_csv_feed(r, text->data, text->size, err);
    if (result == 0)
        result = ct_csv_finish(r, err);
    ct_csv_destroy(r);
    if (result == 0 && !f->column)
        result = ct_fail(err, CT_EDATA, 0, 0, "is empty");
    return result;
}

int ct_csv_file_read(const char *path, char delimiter, struct ct_csv_file *out,
                     struct ct_error *err)
{
    struct ct_buffer text = {0};
    *out = (struct ct_csv_file){0};
    int result = ct_file_read(path, SIZE_CAP, &text, err);
    if (result == 0) {
        out->path = ct_xstrdup(path);
        result = fill(out, &text, delimiter, err);
    }
    ct_buffer_clear(&text);
    if (result != 0) {
        ct_csv_file_clear(out);
        ct_error_file(err, path);
    }
    return result;
}

long ct_csv_file_column(const struct ct_csv_file *f, const char *name)
{
    for (size_t i = 0; i < f->n_columns; i++)
        if (strcmp(f->column[i], name) == 0)
            return (long)i;
    return -1;
}

const char *ct_csv_file_cell(const struct ct_csv_file *f, size_t row,
                             long column)
{
    return column < 0 ? "" : f->cell[row * f->n_columns + (size_t)column];
}

void ct_csv_file_clear(struct ct_csv_file *f)
{
    for (size_t i = 0; i < f->n_columns; i++)
        free(f->column[i]);
    size_t n_cells = f->n_rows * f->n_columns;
    for (size_t i = 0; i < n_cells; i += f->n_columns)
        free(f->cell[i]);
    free(f->path);
    free(f->column);
    free(f->cell);
    free(f->line);
    *f = (struct ct_csv_file){0};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void ct_csv_quote(struct ct_buffer *out, const char *text, char delimiter)
{
    const char special[] = {delimiter, '"', '\n', '\r', '\0'};
    size_t n = strlen(text);
    if (n == 0 || (!text[strcspn(text, special)] && !is_blank(text[0]) &&
                   !is_blank(text[n - 1]))) {
        ct_buffer_add(out, text, n);
        return;
    }
    ct_buffer_byte(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            ct_buffer_byte(out, '"');
        ct_buffer_byte(out, *text);
    }
    ct_buffer_byte(out, '"');
}
