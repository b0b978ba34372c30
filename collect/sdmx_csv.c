/* SPDX-License-Identifier: GPL-3.0-or-later
 * SDMX-CSV 1.0, 2.0 and 2.1: delimited text whose header says which columns
 * are dimensions by their place. Field guides: sdmx-twg/sdmx-csv. */
#include "config.h"

#include "collect/carrier.h"
#include "collect/cube.h"
#include "collect/sdmx.h"
#include "collect/sdmx_csv_inner.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16 };

/* --- cells --- */

/* `A: Value A` is the code A with its label; the label may be empty. */
static size_t code_length(const struct ct_sdmx_column *c, const char *text,
                          size_t n)
{
    for (size_t i = 0; c->labelled && i + 1 < n; i++)
        if (text[i] == ':' && text[i + 1] == ' ')
            return i;
    return n;
}

static void put_label(struct ct_sdmx_csv *s, const struct ct_sdmx_column *c,
                      const struct ct_row *row)
{
    const struct ct_cell *cell = &row->cells[c->field];
    size_t n = code_length(c, cell->text, cell->length);
    if (c->label >= 0)
        ct_cube_cell(&s->rows, row->cells[c->label].text,
                     row->cells[c->label].length);
    else if (n + 2 <= cell->length)
        ct_cube_cell(&s->rows, cell->text + n + 2, cell->length - n - 2);
    else
        ct_cube_cell(&s->rows, "", 0);
}

/* A dimension that is switched off (`~`, 2.1) stands for all its codes; an
 * attribute that is not given says nothing. */
static void put_code(struct ct_sdmx_csv *s, const struct ct_sdmx_column *c,
                     const struct ct_row *row)
{
    const struct ct_cell *cell = &row->cells[c->field];
    size_t n = code_length(c, cell->text, cell->length);
    bool off = n == 1 && *cell->text == '~';
    if (off || (!n && c->role == CT_SDMX_KEPT))
        ct_cube_cell(&s->rows, "_T", 2);
    else
        ct_cube_copy(&s->rows, cell->text, n);
    if (s->with_labels)
        put_label(s, c, row);
}

static const struct ct_cell *cell_of(const struct ct_row *row, long field)
{
    static const struct ct_cell empty = {.text = ""};
    return field < 0 ? &empty : &row->cells[field];
}

static void put_time(struct ct_sdmx_csv *s, const struct ct_row *row)
{
    const struct ct_sdmx_column *c = &s->column[s->time];
    const struct ct_cell *cell = &row->cells[c->field];
    const struct ct_cell *freq = cell_of(row, s->freq);
    bool one = freq->length == 1 || (freq->length && freq->text[1] == ':');
    size_t n =
        ct_cube_period(cell->text, code_length(c, cell->text, cell->length),
                       one ? *freq->text : 0, s->period);
    ct_cube_cell(&s->rows, s->period, n);
}

/* Where fields are parted by semicolons, numbers are written with a comma; the
 * format has no way to say so. A value with a point anywhere in the part of
 * the file that was looked at tells otherwise. */
static void put_value(struct ct_sdmx_csv *s, const struct ct_row *row)
{
    const struct ct_cell *cell = &row->cells[s->value];
    const char *comma = memchr(cell->text, ',', cell->length);
    if (!comma || !s->comma || cell->length >= sizeof s->number) {
        ct_cube_cell(&s->rows, cell->text, cell->length);
        return;
    }
    memcpy(s->number, cell->text, cell->length + 1);
    s->number[comma - cell->text] = '.';
    ct_cube_cell(&s->rows, s->number, cell->length);
}

static void put_status(struct ct_sdmx_csv *s, const struct ct_row *row)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct ct_sdmx_column *c = &s->column[i];
        const struct ct_cell *cell = &row->cells[c->field];
        size_t length = code_length(c, cell->text, cell->length);
        if (c->role == CT_SDMX_STATUS)
            n = ct_sdmx_add_status(s->status, n, cell->text, length);
        else if (c->role == CT_SDMX_SECRET && !row->cells[s->value].length &&
                 ct_sdmx_is_secret(cell->text, length))
            n = ct_sdmx_add_status(s->status, n, "Q", 1);
    }
    ct_cube_copy(&s->rows, s->status, n);
}

/* These have no labels, though their headings may have one. */
static void put_beside(struct ct_sdmx_csv *s, const struct ct_row *row)
{
    for (size_t i = 0; i < CT_SDMX_BESIDE; i++)
        if (s->beside[i] >= 0) {
            const struct ct_cell *cell = &row->cells[s->beside[i]];
            ct_cube_cell(&s->rows, cell->text, cell->length);
        }
}

/* --- rows --- */

static int put_header(struct ct_sdmx_csv *s, long line, struct ct_error *err)
{
    for (size_t i = 0; i < s->n_columns; i++) {
        const struct ct_sdmx_column *c = &s->column[i];
        if (!c->name)
            continue;
        ct_cube_cell(&s->rows, c->name, strlen(c->name));
        if (s->with_labels)
            ct_cube_cell(&s->rows, c->label_name, strlen(c->label_name));
    }
    ct_cube_cell(&s->rows, "time", 4);
    ct_cube_cell(&s->rows, "value", 5);
    ct_cube_cell(&s->rows, "status", 6);
    for (size_t i = 0; i < CT_SDMX_BESIDE; i++)
        if (s->beside[i] >= 0)
            ct_cube_cell(&s->rows, ct_sdmx_beside[i],
                         strlen(ct_sdmx_beside[i]));
    return ct_cube_row(&s->rows, line, err);
}

static int take_header(struct ct_sdmx_csv *s, const struct ct_row *row,
                       struct ct_error *err)
{
    if (ct_sdmx_csv_columns(s, row, err) < 0)
        return -1;
    s->n_fields = row->n;
    if (ct_cube_text(&s->rows, "STRUCTURE",
                     s->peek.structure ? s->peek.structure : "", err) < 0 ||
        ct_cube_text(&s->rows, "LAST UPDATE",
                     s->peek.updated ? s->peek.updated : "", err) < 0)
        return -1;
    return put_header(s, row->line, err);
}

/* Rows that take observations back are no data; to leave them out would give
 * numbers that their publisher no longer stands by. */
static int check_row(const struct ct_sdmx_csv *s, const struct ct_row *row,
                     struct ct_error *err)
{
    if (row->n != s->n_fields)
        return ct_fail(err, CT_EDATA, row->line, 0,
                       "%zu cells, the header has %zu", row->n, s->n_fields);
    const struct ct_cell *action = cell_of(row, s->action);
    if (action->length == 1 && *action->text == 'D')
        return ct_fail(err, CT_EDATA, row->line, 0,
                       "ACTION is 'D': an instruction to delete observations, "
                       "not data; take such rows out first");
    return 0;
}

static int take_row(void *user, const struct ct_row *row, struct ct_error *err)
{
    struct ct_sdmx_csv *s = user;
    if (!s->n_fields)
        return take_header(s, row, err);
    if (check_row(s, row, err) < 0)
        return -1;
    for (size_t i = 0; i < s->n_columns; i++)
        if (s->column[i].name)
            put_code(s, &s->column[i], row);
    put_time(s, row);
    put_value(s, row);
    put_status(s, row);
    put_beside(s, row);
    return ct_cube_row(&s->rows, row->line, err);
}

static int read_rows(struct ct_stream *in, struct ct_csv_reader *csv,
                     struct ct_error *err)
{
    char bytes[CHUNK];
    long n;
    while ((n = ct_stream_read(in, bytes, sizeof bytes, err)) > 0)
        if (ct_csv_feed(csv, bytes, (size_t)n, err) < 0)
            return -1;
    return n < 0 ? -1 : ct_csv_finish(csv, err);
}

static int read_sdmx_csv(struct ct_stream *in,
                         const struct ct_carrier_settings *settings,
                         ct_row_function *take, void *user,
                         struct ct_error *err)
{
    struct ct_sdmx_csv s = {.settings = settings,
                            .rows = {.take = take, .user = user}};
    size_t n;
    const char *head = ct_stream_head(in, &n);
    if (ct_sdmx_csv_peek(&s, head, n, err) < 0)
        return -1;
    struct ct_csv_reader *csv = ct_csv_create(s.separator, take_row, &s);
    int status = read_rows(in, csv, err);
    ct_csv_destroy(csv);
    ct_sdmx_csv_clear(&s);
    return status;
}

const struct ct_carrier ct_carrier_sdmx_csv = {
    .name = "sdmx-csv",
    .summary = "SDMX-CSV 1.0, 2.0, 2.1",
    .cube = true,
    .read = read_sdmx_csv,
};
