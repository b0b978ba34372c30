/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records of fields that stand at fixed positions: lines, or pieces of one
 * length. Positions count characters, which in encodings of one byte a
 * character are bytes. */
#include "config.h"

#include "collect/carrier.h"
#include "collect/positions.h"
#include "collect/recode.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

enum { CHUNK = 1 << 16 };

struct fixed {
    const struct ct_positions *positions;
    struct ct_recoder *recoder;
    ct_row_function *take;
    void *user;
    struct ct_cell *cells;
    struct ct_buffer record, text, fields; /* as read; in UTF-8; in fields */
    long line;
};

/* --- a record --- */

/* Where each character of a text begins; one more for its end. */
static size_t find_characters(const char *text, size_t n, uint32_t *at)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)text[i] & 0xc0) != 0x80)
            at[count++] = (uint32_t)i;
    at[count] = (uint32_t)n;
    return count;
}

/* What stands beyond the end of a record is empty: blanks there are often cut.
 */
static void cut_fields(struct fixed *f)
{
    const struct ct_positions *p = f->positions;
    const char *text = f->text.size ? f->text.data : "";
    uint32_t *at = ct_xmalloc(f->text.size + 1, sizeof *at);
    size_t n = find_characters(text, f->text.size, at);
    f->fields.size = 0;
    for (size_t i = 0; i < p->n; i++) {
        size_t from = p->field[i].start < n ? p->field[i].start : n;
        size_t left = n - from;
        size_t to =
            from + (p->field[i].length < left ? p->field[i].length : left);
        f->cells[i].length = at[to] - at[from];
        f->cells[i].line = f->line;
        ct_buffer_add(&f->fields, text + at[from], f->cells[i].length);
        ct_buffer_byte(&f->fields, '\0');
    }
    free(at);
    const char *field = f->fields.data;
    for (size_t i = 0; i < p->n; i++) {
        f->cells[i].text = field;
        field += f->cells[i].length + 1;
    }
}

/* A byte order mark before the first line is no character of it. */
static void drop_mark(struct ct_buffer *text)
{
    if (text->size < 3 || memcmp(text->data, "\xef\xbb\xbf", 3) != 0)
        return;
    text->size -= 3;
    memmove(text->data, text->data + 3, text->size);
}

static int give_record(struct fixed *f, struct ct_error *err)
{
    f->text.size = 0;
    if (ct_recode(f->recoder, f->record.size ? f->record.data : "",
                  f->record.size, f->line, &f->text, err) < 0)
        return -1;
    if (f->line == 1 && !f->positions->record)
        drop_mark(&f->text);
    cut_fields(f);
    f->record.size = 0;
    struct ct_row row = {f->positions->n, f->cells, f->line, NULL};
    return f->take(f->user, &row, err);
}

/* The names of the fields, as a header. */
static int give_names(struct fixed *f, struct ct_error *err)
{
    for (size_t i = 0; i < f->positions->n; i++) {
        const char *name = f->positions->field[i].name;
        f->cells[i] = (struct ct_cell){.text = name, .length = strlen(name)};
    }
    struct ct_row row = {f->positions->n, f->cells, 0, NULL};
    return f->take(f->user, &row, err);
}

/* --- the bytes --- */

static int add_bytes(struct fixed *f, const char *bytes, size_t n,
                     struct ct_error *err)
{
    if (f->record.size + n > 4 * CT_RECORD_MAX)
        return ct_fail(err, CT_EDATA, f->line, 0,
                       "a record of more than 65,536 characters; is its "
                       "length to be given (RECORD)?");
    ct_buffer_add(&f->record, bytes, n);
    return 0;
}

/* A line's end is LF or CR LF; lines without anything are no records. */
static int end_line(struct fixed *f, struct ct_error *err)
{
    struct ct_buffer *r = &f->record;
    if (r->size && r->data[r->size - 1] == '\r')
        r->size--;
    int status = r->size ? give_record(f, err) : 0;
    f->line++;
    return status;
}

static int take_lines(struct fixed *f, const char *bytes, size_t n,
                      struct ct_error *err)
{
    for (const char *end = bytes + n; bytes < end;) {
        const char *lf = memchr(bytes, '\n', (size_t)(end - bytes));
        const char *to = lf ? lf : end;
        if (add_bytes(f, bytes, (size_t)(to - bytes), err) < 0 ||
            (lf && end_line(f, err) < 0))
            return -1;
        bytes = lf ? lf + 1 : end;
    }
    return 0;
}

static int take_pieces(struct fixed *f, const char *bytes, size_t n,
                       struct ct_error *err)
{
    while (n) {
        size_t part = f->positions->record - f->record.size;
        if (part > n)
            part = n;
        ct_buffer_add(&f->record, bytes, part);
        bytes += part;
        n -= part;
        if (f->record.size < f->positions->record)
            continue;
        if (give_record(f, err) < 0)
            return -1;
        f->line++;
    }
    return 0;
}

static int finish(struct fixed *f, struct ct_error *err)
{
    if (!f->record.size)
        return 0;
    if (f->positions->record)
        return ct_fail(err, CT_EDATA, f->line, 0,
                       "the last record has %zu bytes, not %zu", f->record.size,
                       f->positions->record);
    return end_line(f, err);
}

static int read_bytes(struct fixed *f, struct ct_stream *in,
                      struct ct_error *err)
{
    char bytes[CHUNK];
    long n;
    if (give_names(f, err) < 0)
        return -1;
    while ((n = ct_stream_read(in, bytes, sizeof bytes, err)) > 0)
        if ((f->positions->record ? take_pieces
                                  : take_lines)(f, bytes, (size_t)n, err) < 0)
            return -1;
    return n < 0 ? -1 : finish(f, err);
}

static int read_fixed(struct ct_stream *in, const struct ct_carrier_settings *s,
                      ct_row_function *take, void *user, struct ct_error *err)
{
    struct fixed f = {
        .positions = s->positions, .take = take, .user = user, .line = 1};
    if (!s->positions)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "it is not said where the fields stand");
    f.recoder = ct_recoder_create(s->encoding, err);
    if (!f.recoder)
        return -1;
    f.cells = ct_xcalloc(f.positions->n, sizeof *f.cells);
    int status = read_bytes(&f, in, err);
    ct_recoder_destroy(f.recoder);
    ct_buffer_clear(&f.record);
    ct_buffer_clear(&f.text);
    ct_buffer_clear(&f.fields);
    free(f.cells);
    return status;
}

const struct ct_carrier ct_carrier_fixed = {
    .name = "fixed",
    .summary = "fields at fixed positions, by a record description",
    .read = read_fixed,
};
