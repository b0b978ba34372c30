/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text, row by row: libcsv with the guards it lacks.
 *
 * libcsv does not say where it is. It is fed piece by piece, a piece ending
 * with its line, so that whatever it reports happens on the current line;
 * lengths tell where in the piece a cell began. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/memory.h"
#include "lib/utf8.h"

#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_MAX = 65536, ROW_MAX = 1 << 20, CELLS_MAX = 4096 };

struct ct_csv_reader {
    struct csv_parser parser;
    ct_row_function *take;
    void *user;
    /* Whether the text has begun; bytes of a character not yet complete. */
    bool started;
    char held[4];
    size_t n_held;
    /* Where we are: the current line, whether a line's CR has just ended it,
     * and the place of the piece in the whole text. */
    long line;
    bool after_cr;
    uint64_t offset;
    const char *piece;
    size_t piece_size;
    /* The row so far: its cells, their text by offset in `text` until the row
     * is whole; the place, line and quote of the cell that is being read. */
    bool in_row;
    long row_line;
    size_t n_cells, capacity;
    struct ct_cell *cells;
    struct ct_buffer text;
    uint64_t cell_offset;
    long cell_line;
    bool cell_quoted;
    /* The first error; nothing is read after it. */
    bool failed;
    struct ct_error error;
};

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

/* The buffer of libcsv holds one cell, and a byte more to look at. */
static void *grow_cell(void *old, size_t size)
{
    return size > CELL_MAX + 1 ? NULL : ct_xrealloc(old, size, 1);
}

struct ct_csv_reader *ct_csv_create(char delimiter, ct_row_function *take,
                                    void *user)
{
    struct ct_csv_reader *r = ct_xcalloc(1, sizeof *r);
    r->take = take;
    r->user = user;
    r->line = 1;
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&r->parser, (unsigned char)delimiter);
    csv_set_space_func(&r->parser, no_space);
    csv_set_realloc_func(&r->parser, grow_cell);
    csv_set_blk_size(&r->parser, 4096);
    return r;
}

void ct_csv_destroy(struct ct_csv_reader *r)
{
    if (!r)
        return;
    csv_free(&r->parser);
    ct_buffer_clear(&r->text);
    free(r->cells);
    free(r);
}

/* The column of an error is the number of the cell. */
static void fail_here(struct ct_csv_reader *r, long line, const char *text)
{
    ct_fail(&r->error, CT_EDATA, line, (long)r->n_cells + 1, "%s", text);
    r->failed = true;
}

/* Notes the cell that begins at r->cell_offset, if that is in the piece. */
static void begin_cell(struct ct_csv_reader *r)
{
    uint64_t at = r->cell_offset - r->offset;
    r->cell_line = r->line;
    r->cell_quoted = at < r->piece_size && r->piece[at] == '"';
}

/* Bytes a cell takes in the file: quotes around it, and each inner one twice.
 */
static size_t raw_length(const char *text, size_t length, bool quoted)
{
    size_t raw = length + (quoted ? 2 : 0);
    const char *end = text + length;
    if (quoted)
        for (; (text = memchr(text, '"', (size_t)(end - text))); text++)
            raw++;
    return raw;
}

static void take_cell(void *bytes, size_t length, void *user)
{
    struct ct_csv_reader *r = user;
    if (r->failed)
        return;
    if (r->n_cells == CELLS_MAX) {
        fail_here(r, r->row_line, "more than 4096 cells in a row");
        return;
    }
    if (r->text.size + length + 1 > ROW_MAX) {
        fail_here(r, r->row_line, "a row of more than 1 MiB");
        return;
    }
    r->cells =
        ct_xgrow(r->cells, &r->capacity, r->n_cells + 1, sizeof *r->cells);
    r->cells[r->n_cells++] = (struct ct_cell){
        .length = length, .line = r->cell_line, .quoted = r->cell_quoted};
    ct_buffer_add(&r->text, bytes, length);
    ct_buffer_byte(&r->text, '\0');
    r->cell_offset += raw_length(bytes, length, r->cell_quoted) + 1;
    begin_cell(r);
}

static void take_row(int end, void *user)
{
    struct ct_csv_reader *r = user;
    (void)end;
    r->in_row = false;
    if (r->failed)
        return;
    const char *text = r->text.data;
    for (size_t i = 0; i < r->n_cells; i++) {
        r->cells[i].text = text;
        text += r->cells[i].length + 1;
    }
    struct ct_row row = {r->n_cells, r->cells, r->row_line, NULL};
    r->failed = r->take(r->user, &row, &r->error) != 0;
    r->n_cells = 0;
    r->text.size = 0;
}

/* Turns what libcsv refused at a byte of the piece into our words. */
static void explain(struct ct_csv_reader *r)
{
    if (csv_error(&r->parser) == CSV_ENOMEM)
        fail_here(r, r->cell_line,
                  r->cell_quoted ? "a cell of more than 65,536 bytes; is the "
                                   "quote that opens it never closed?"
                                 : "a cell of more than 65,536 bytes");
    else if (r->cell_quoted && r->cell_line != r->line)
        fail_here(r, r->cell_line,
                  "text after the closing quote of the cell that begins here "
                  "and ends some lines below; is a quote missing?");
    else if (r->cell_quoted)
        fail_here(r, r->line,
                  "text after a closing quote; a quote inside a quoted cell "
                  "is written twice");
    else
        fail_here(r, r->line,
                  "a quote inside a cell that does not begin with one");
}

/* Feeds libcsv a part of one line. */
static void feed_piece(struct ct_csv_reader *r, const char *bytes, size_t n)
{
    r->piece = bytes;
    r->piece_size = n;
    if (!r->in_row) {
        r->row_line = r->line;
        r->cell_offset = r->offset;
        r->in_row = true;
    }
    if (r->cell_offset == r->offset)
        begin_cell(r);
    if (csv_parse(&r->parser, bytes, n, take_cell, take_row, r) != n &&
        !r->failed)
        explain(r);
    r->offset += n;
}

/* Bytes up to and with the first line end, n if there is none. */
static size_t line_length(const char *bytes, size_t n)
{
    const char *lf = memchr(bytes, '\n', n);
    size_t length = lf ? (size_t)(lf - bytes) + 1 : n;
    const char *cr = memchr(bytes, '\r', length);
    return cr ? (size_t)(cr - bytes) + 1 : length;
}

/* Feeds bytes known to be UTF-8 without NUL, line by line. CR LF is one line
 * end in two pieces; a piece that is a line end between rows is no row. */
static void feed_lines(struct ct_csv_reader *r, const char *bytes, size_t n)
{
    while (n > 0 && !r->failed) {
        size_t length = line_length(bytes, n);
        char last = bytes[length - 1];
        bool ends = last == '\n' || last == '\r';
        bool rest_of_crlf = r->after_cr && bytes[0] == '\n';
        if (rest_of_crlf)
            r->line--;
        if (ends && length == 1 && !r->in_row)
            r->offset++;
        else
            feed_piece(r, bytes, length);
        r->line += ends && !r->failed;
        r->after_cr = last == '\r';
        bytes += length;
        n -= length;
    }
}

/* Says why a byte is not text. */
static void refuse(struct ct_csv_reader *r, char byte)
{
    unsigned char c = (unsigned char)byte;
    char text[100];
    if (c == 0)
        fail_here(r, r->line, "NUL byte; is this UTF-16 text or no text?");
    else if (!r->started && c >= 0xfe)
        fail_here(r, r->line,
                  "UTF-16 text; save it as UTF-8 or declare its encoding");
    else {
        snprintf(text, sizeof text,
                 "not UTF-8 text (byte 0x%02X); save it as UTF-8 or declare "
                 "its encoding",
                 c);
        fail_here(r, r->line, text);
    }
}

/* Checks and feeds bytes; returns how many at their end are the beginning of
 * a character that the next bytes complete. */
static size_t feed_checked(struct ct_csv_reader *r, const char *bytes, size_t n)
{
    size_t cut;
    size_t valid = ct_utf8_valid(bytes, n, &cut);
    bool bom =
        !r->started && valid >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    size_t skip = bom ? 3 : 0;
    r->started |= valid > 0;
    feed_lines(r, bytes + skip, valid - skip);
    if (!r->failed && valid + cut < n)
        refuse(r, bytes[valid]);
    return cut;
}

static int result(const struct ct_csv_reader *r, struct ct_error *err)
{
    if (r->failed && err)
        *err = r->error;
    return r->failed ? -1 : 0;
}

int ct_csv_feed(struct ct_csv_reader *r, const char *bytes, size_t n,
                struct ct_error *err)
{
    for (; r->n_held > 0 && n > 0 && !r->failed; n--) {
        r->held[r->n_held++] = *bytes++;
        r->n_held = feed_checked(r, r->held, r->n_held);
    }
    if (n > 0 && !r->failed) {
        r->n_held = feed_checked(r, bytes, n);
        memcpy(r->held, bytes + n - r->n_held, r->n_held);
    }
    return result(r, err);
}

int ct_csv_finish(struct ct_csv_reader *r, struct ct_error *err)
{
    if (r->n_held > 0 && !r->failed)
        refuse(r, r->held[0]);
    if (!r->failed && csv_fini(&r->parser, take_cell, take_row, r) != 0)
        fail_here(r, r->cell_line, "the quote that opens here is never closed");
    return result(r, err);
}
