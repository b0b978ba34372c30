/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records of old workbooks: type, size, bytes; type, size, bytes. A book is
 * what holds for all sheets, then each sheet, at the place the book names. */
#include "config.h"

#include "collect/biff.h"

#include "collect/ole.h"
#include "collect/serial.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum type {
    FORMULA = 0x06,
    FORMULA_3 = 0x206,
    FORMULA_4 = 0x406,
    END = 0x0a,
    SINCE_1904 = 0x22,
    LOCK = 0x2f,
    CONTINUE = 0x3c,
    CODEPAGE = 0x42,
    SHEET = 0x85,
    CELL_FORMAT = 0xe0,
    TRUTH = 0x205,
    STRING = 0x207,
    BEGIN_3 = 0x209,
    BEGIN_4 = 0x409,
    FORMAT = 0x41e,
    BEGIN = 0x809
};

enum { FORMATS_MAX = 65536, LAST_BUILTIN = 163 };

struct record {
    unsigned type;
    const unsigned char *body;
    size_t n;
};

struct result {
    unsigned row, column;
    size_t text; /* where it begins in `texts` */
};

struct ct_biff {
    struct ct_buffer stream;
    unsigned version;
    unsigned codepage;
    bool is_locked, since_1904;
    uint32_t *sheet; /* where each begins */
    size_t n_sheets, sheets_room;
    unsigned char *cell_kind; /* of each format of cells: as in serial.h */
    size_t n_cell_kinds, cell_kinds_room;
    unsigned char *kind; /* of each number format */
    struct result *result;
    size_t n_results, results_room;
    struct ct_buffer texts;
};

static unsigned u16_at(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

static uint32_t u32_at(const unsigned char *p)
{
    return u16_at(p) | (uint32_t)u16_at(p + 2) << 16;
}

/* The record at *at, which moves behind it; false at the end. */
static bool next_record(const struct ct_biff *b, size_t *at, struct record *r)
{
    if (*at > b->stream.size || b->stream.size - *at < 4)
        return false;
    const unsigned char *p = (const unsigned char *)b->stream.data + *at;
    r->type = u16_at(p);
    r->n = u16_at(p + 2);
    r->body = p + 4;
    if (r->n > b->stream.size - *at - 4)
        return false;
    *at += 4 + r->n;
    return true;
}

/* --- what holds for the book --- */

static void take_sheet(struct ct_biff *b, const struct record *r)
{
    if (r->n < 4)
        return;
    b->sheet =
        ct_xgrow(b->sheet, &b->sheets_room, b->n_sheets + 1, sizeof *b->sheet);
    b->sheet[b->n_sheets++] = u32_at(r->body);
}

/* A number, then the text: in Excel 5 a length of one byte, in 97 of two and a
 * byte whose lowest bit says that characters have two bytes. Letters that
 * matter are ASCII. */
static void take_format(struct ct_biff *b, const struct record *r)
{
    size_t head = b->version == 8 ? 5 : 3;
    char text[256];
    size_t n = 0;
    if (r->n < head)
        return;
    bool wide = b->version == 8 && r->body[4] & 1;
    for (size_t i = head; i < r->n && n < sizeof text; i += wide ? 2 : 1)
        text[n++] = (char)r->body[i];
    b->kind[u16_at(r->body)] = (unsigned char)ct_serial_kind(text, n);
}

static void take_cell_format(struct ct_biff *b, const struct record *r)
{
    if (r->n < 4 || b->n_cell_kinds == FORMATS_MAX)
        return;
    unsigned format = u16_at(r->body + 2);
    b->cell_kind =
        ct_xgrow(b->cell_kind, &b->cell_kinds_room, b->n_cell_kinds + 1, 1);
    b->cell_kind[b->n_cell_kinds++] =
        format <= LAST_BUILTIN && !b->kind[format]
            ? (unsigned char)ct_serial_builtin(format)
            : b->kind[format];
}

static void take_global(struct ct_biff *b, const struct record *r)
{
    switch (r->type) {
    case SHEET:
        take_sheet(b, r);
        break;
    case LOCK:
        b->is_locked = true;
        break;
    case SINCE_1904:
        b->since_1904 = r->n >= 2 && u16_at(r->body) == 1;
        break;
    case CODEPAGE:
        b->codepage = r->n >= 2 ? u16_at(r->body) : 0;
        break;
    case FORMAT:
        take_format(b, r);
        break;
    case CELL_FORMAT:
        take_cell_format(b, r);
        break;
    default:
        break;
    }
}

/* 3, 4, 5 or 8 (Excel 97 and later); 0 if it is none of these. */
static unsigned version_of(const struct record *r)
{
    if (r->type == BEGIN_3 || r->type == BEGIN_4)
        return r->type >> 8 == 2 ? 3 : 4;
    if (r->type != BEGIN || r->n < 2)
        return 0;
    return u16_at(r->body) == 0x600 ? 8 : 5;
}

/* A bare stream is a sheet and its own book. */
static bool read_book(struct ct_biff *b)
{
    struct record r;
    size_t at = 0;
    if (!next_record(b, &at, &r) || !(b->version = version_of(&r)))
        return false;
    while (next_record(b, &at, &r) && r.type != END)
        take_global(b, &r);
    if (b->version < 5) {
        static const unsigned char start[4];
        take_sheet(b, &(struct record){SHEET, start, 4});
    }
    return true;
}

struct ct_biff *ct_biff_create(const char *bytes, size_t n)
{
    struct ct_biff *b = ct_xcalloc(1, sizeof *b);
    b->kind = ct_xcalloc(FORMATS_MAX, 1);
    if (n >= 4 && memcmp(bytes, "\xd0\xcf\x11\xe0", 4) != 0)
        ct_buffer_add(&b->stream, bytes, n);
    else if (!ct_ole_stream(bytes, n, "Workbook", &b->stream)) {
        b->stream.size = 0;
        if (!ct_ole_stream(bytes, n, "Book", &b->stream))
            b->stream.size = 0;
    }
    if (read_book(b))
        return b;
    ct_biff_destroy(b);
    return NULL;
}

bool ct_biff_is_locked(const struct ct_biff *b)
{
    return b->is_locked;
}

/* --- texts --- */

/* Appends bytes in an encoding as UTF-8; what is not in it ends the text. */
static void add_text(struct ct_buffer *out, const char *encoding,
                     const unsigned char *bytes, size_t n)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    char *in = (char *)bytes;
    if (cd == (iconv_t)-1)
        return;
    while (n > 0) {
        char text[512];
        char *to = text;
        size_t room = sizeof text, had = n;
        iconv(cd, &in, &n, &to, &room);
        ct_buffer_add(out, text, (size_t)(to - text));
        if (n == had)
            break;
    }
    iconv_close(cd);
}

/* A text of `left` characters that may go on in records behind it; each part
 * says for itself whether its characters have two bytes. */
static void add_unicode(struct ct_biff *b, struct record r, size_t at,
                        size_t left)
{
    while (r.n > 0 && left > 0) {
        size_t width = r.body[0] & 1 ? 2 : 1;
        size_t here = (r.n - 1) / width < left ? (r.n - 1) / width : left;
        add_text(&b->texts, width == 2 ? "UTF-16LE" : "ISO-8859-1", r.body + 1,
                 here * width);
        left -= here;
        if (!next_record(b, &at, &r) || r.type != CONTINUE)
            return;
    }
}

/* `at` is behind the record. */
static void add_string(struct ct_biff *b, const struct record *r, size_t at)
{
    char codepage[16];
    if (r->n < 2)
        return;
    size_t length = u16_at(r->body);
    if (b->version == 8) {
        add_unicode(b, (struct record){r->type, r->body + 2, r->n - 2}, at,
                    length);
        return;
    }
    snprintf(codepage, sizeof codepage, "CP%u",
             b->codepage && b->codepage < 32768 ? b->codepage : 1252);
    add_text(&b->texts, codepage, r->body + 2,
             length < r->n - 2 ? length : r->n - 2);
}

/* --- results --- */

static void add_number(struct ct_biff *b, unsigned cell_format, double x)
{
    char text[CT_NUMBER_MAX];
    unsigned kind =
        cell_format < b->n_cell_kinds ? b->cell_kind[cell_format] : 0;
    if (ct_serial_format(x, kind, b->since_1904, text))
        ct_buffer_text(&b->texts, text);
    else
        ct_buffer_add(&b->texts, text, ct_number_format(x, text));
}

/* Eight bytes: a number, or, if the last two are set, what the first says: 0 a
 * text that the next record holds, 1 a truth value, 2 an error, 3 nothing. */
static void add_result(struct ct_biff *b, const struct record *r, size_t at)
{
    const unsigned char *value = r->body + 6;
    struct record next;
    if (u16_at(value + 6) != 0xffff) {
        double x;
        memcpy(&x, value, sizeof x);
        add_number(b, u16_at(r->body + 4), x);
    } else if (value[0] == 1)
        ct_buffer_text(&b->texts, value[2] ? "TRUE" : "FALSE");
    else if (value[0] == 0)
        for (int i = 0; i < 3 && next_record(b, &at, &next); i++)
            if (next.type == STRING) {
                add_string(b, &next, at);
                break;
            }
}

static void take_cell(struct ct_biff *b, const struct record *r, size_t at)
{
    bool formula =
        r->type == FORMULA || r->type == FORMULA_3 || r->type == FORMULA_4;
    if ((!formula && r->type != TRUTH) || r->n < (formula ? 14 : 8))
        return;
    b->result = ct_xgrow(b->result, &b->results_room, b->n_results + 1,
                         sizeof *b->result);
    b->result[b->n_results++] =
        (struct result){u16_at(r->body), u16_at(r->body + 2), b->texts.size};
    if (formula)
        add_result(b, r, at);
    else if (!r->body[7])
        ct_buffer_text(&b->texts, r->body[6] ? "TRUE" : "FALSE");
    ct_buffer_byte(&b->texts, '\0');
}

static int by_place(const void *a, const void *b)
{
    const struct result *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Charts stand in a sheet with a beginning and an end of their own. */
void ct_biff_read_sheet(struct ct_biff *b, size_t i)
{
    struct record r;
    b->n_results = b->texts.size = 0;
    size_t at = i < b->n_sheets ? b->sheet[i] : b->stream.size;
    int depth = 0;
    while (next_record(b, &at, &r)) {
        depth += version_of(&r) ? 1 : r.type == END ? -1 : 0;
        if (depth <= 0)
            break;
        if (depth == 1)
            take_cell(b, &r, at);
    }
    if (b->n_results)
        qsort(b->result, b->n_results, sizeof *b->result, by_place);
}

const char *ct_biff_result(const struct ct_biff *b, unsigned row,
                           unsigned column)
{
    struct result want = {row, column, 0};
    const struct result *found = b->n_results
                                     ? bsearch(&want, b->result, b->n_results,
                                               sizeof *b->result, by_place)
                                     : NULL;
    return found ? b->texts.data + found->text : NULL;
}

void ct_biff_destroy(struct ct_biff *b)
{
    if (!b)
        return;
    ct_buffer_clear(&b->stream);
    ct_buffer_clear(&b->texts);
    free(b->sheet);
    free(b->cell_kind);
    free(b->kind);
    free(b->result);
    free(b);
}
