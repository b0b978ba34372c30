/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks (.xls) made in the tests, as [MS-XLS] and [MS-CFB] say. */
#include "config.h"

#include "tests/old_book.h"

#include <string.h>

enum { SECTOR = 512, BOUND = 64, FORMATS = 5 };

void old_u16(struct ct_buffer *b, unsigned x)
{
    ct_buffer_byte(b, (char)(x & 255));
    ct_buffer_byte(b, (char)(x >> 8 & 255));
}

void old_u32(struct ct_buffer *b, uint32_t x)
{
    old_u16(b, x & 65535);
    old_u16(b, x >> 16);
}

void old_record(struct ct_buffer *b, unsigned type, const void *bytes, size_t n)
{
    old_u16(b, type);
    old_u16(b, (unsigned)n);
    ct_buffer_add(b, bytes, n);
}

static void add_record(struct ct_buffer *b, unsigned type,
                       struct ct_buffer *body)
{
    old_record(b, type, body->data ? body->data : "", body->size);
    ct_buffer_clear(body);
}

static void begin(struct ct_buffer *b, unsigned kind)
{
    struct ct_buffer body = {0};
    old_u16(&body, 0x600);
    old_u16(&body, kind);
    old_u32(&body, 0);
    old_u32(&body, 0);
    old_u32(&body, 0x106);
    add_record(b, 0x809, &body);
}

/* Formats of cells, by the numbers of formats all books know; the last is one
 * of this book. */
static void add_formats(struct ct_buffer *b)
{
    static const unsigned format[FORMATS] = {0, 14, 22, 21, 164};
    static const char own[] = "dd.mm.yyyy";
    struct ct_buffer body = {0};
    old_u16(&body, 164);
    old_u16(&body, sizeof own - 1);
    ct_buffer_byte(&body, 0);
    ct_buffer_text(&body, own);
    add_record(b, 0x41e, &body);
    for (size_t i = 0; i < FORMATS; i++) {
        char rest[16] = {0};
        old_u16(&body, 0);
        old_u16(&body, format[i]);
        ct_buffer_add(&body, rest, sizeof rest);
        add_record(b, 0xe0, &body);
    }
}

/* The place of a sheet is put in when the sheet begins. */
void old_globals(struct ct_buffer *b, size_t n, const char *const *sheet)
{
    struct ct_buffer body = {0};
    begin(b, 5);
    old_u16(&body, 1200);
    add_record(b, 0x42, &body);
    add_formats(b);
    for (size_t i = 0; i < n; i++) {
        old_u32(&body, BOUND + (uint32_t)i);
        old_u16(&body, 0);
        ct_buffer_byte(&body, (char)strlen(sheet[i]));
        ct_buffer_byte(&body, 0);
        ct_buffer_text(&body, sheet[i]);
        add_record(b, 0x85, &body);
    }
    old_record(b, 0x0a, "", 0);
}

static void set_place(struct ct_buffer *b, size_t i)
{
    char want[4] = {(char)(BOUND + i), 0, 0, 0};
    for (size_t at = 0; at + 8 < b->size; at++) {
        if (memcmp(b->data + at, "\x85\0", 2) != 0 ||
            memcmp(b->data + at + 4, want, 4) != 0)
            continue;
        b->data[at + 4] = (char)(b->size & 255);
        b->data[at + 5] = (char)(b->size >> 8 & 255);
        return;
    }
}

void old_sheet(struct ct_buffer *b, size_t i, unsigned rows, unsigned columns)
{
    struct ct_buffer body = {0};
    set_place(b, i);
    begin(b, 0x10);
    old_u32(&body, 0);
    old_u32(&body, rows);
    old_u16(&body, 0);
    old_u16(&body, columns);
    old_u16(&body, 0);
    add_record(b, 0x200, &body);
}

void old_sheet_end(struct ct_buffer *b)
{
    old_record(b, 0x0a, "", 0);
}

static struct ct_buffer cell(unsigned row, unsigned column, unsigned format)
{
    struct ct_buffer body = {0};
    old_u16(&body, row);
    old_u16(&body, column);
    old_u16(&body, format);
    return body;
}

void old_number(struct ct_buffer *b, unsigned row, unsigned column,
                unsigned format, double x)
{
    struct ct_buffer body = cell(row, column, format);
    ct_buffer_add(&body, &x, sizeof x);
    add_record(b, 0x203, &body);
}

void old_text(struct ct_buffer *b, unsigned row, unsigned column,
              const char *text)
{
    struct ct_buffer body = cell(row, column, 0);
    old_u16(&body, (unsigned)strlen(text));
    ct_buffer_byte(&body, 0);
    ct_buffer_text(&body, text);
    add_record(b, 0x204, &body);
}

void old_formula(struct ct_buffer *b, unsigned row, unsigned column,
                 unsigned format, const void *result)
{
    struct ct_buffer body = cell(row, column, format);
    ct_buffer_add(&body, result, 8);
    old_u16(&body, 0);
    old_u32(&body, 0);
    old_u16(&body, 0);
    add_record(b, 0x06, &body);
}

void old_truth(struct ct_buffer *b, unsigned row, unsigned column,
               unsigned value, unsigned is_error)
{
    struct ct_buffer body = cell(row, column, 0);
    ct_buffer_byte(&body, (char)value);
    ct_buffer_byte(&body, (char)is_error);
    add_record(b, 0x205, &body);
}

/* --- the container --- */

static void pad(struct ct_buffer *b, size_t to, char with)
{
    while (b->size < to)
        ct_buffer_byte(b, with);
}

/* Sector 0 is the table of sectors, 1 the folder, the stream follows. */
static void add_head(struct ct_buffer *out)
{
    static const char magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    ct_buffer_add(out, magic, 8);
    pad(out, 24, 0);
    old_u16(out, 0x3e);
    old_u16(out, 3);
    old_u16(out, 0xfffe);
    old_u16(out, 9);
    old_u16(out, 6);
    pad(out, 44, 0);
    old_u32(out, 1);
    old_u32(out, 1);
    old_u32(out, 0);
    old_u32(out, 4096);
    old_u32(out, 0xfffffffe);
    old_u32(out, 0);
    old_u32(out, 0xfffffffe);
    old_u32(out, 0);
    old_u32(out, 0);
    pad(out, SECTOR, (char)0xff);
}

static void add_entry(struct ct_buffer *out, const char *name, char type,
                      uint32_t start, uint32_t size)
{
    size_t at = out->size;
    for (const char *c = name; *c; c++)
        old_u16(out, (unsigned)*c);
    pad(out, at + 64, 0);
    old_u16(out, (unsigned)strlen(name) * 2 + 2);
    ct_buffer_byte(out, type);
    ct_buffer_byte(out, 1);
    old_u32(out, UINT32_MAX);
    old_u32(out, UINT32_MAX);
    old_u32(out, type == 5 ? 1 : UINT32_MAX);
    pad(out, at + 116, 0);
    old_u32(out, start);
    old_u32(out, size);
    old_u32(out, 0);
}

void old_container(const struct ct_buffer *stream, struct ct_buffer *out)
{
    size_t size = stream->size < 4096 ? 4096 : stream->size;
    uint32_t n = (uint32_t)((size + SECTOR - 1) / SECTOR);
    size_t start = out->size;
    add_head(out);
    old_u32(out, 0xfffffffd);
    old_u32(out, 0xfffffffe);
    for (uint32_t i = 0; i < n; i++)
        old_u32(out, i + 1 < n ? i + 3 : 0xfffffffe);
    pad(out, start + 2 * SECTOR, (char)0xff);
    add_entry(out, "Root Entry", 5, 0xfffffffe, 0);
    add_entry(out, "Workbook", 2, 2, (uint32_t)size);
    pad(out, start + 3 * SECTOR, 0);
    ct_buffer_add(out, stream->data, stream->size);
    pad(out, start + (3 + (size_t)n) * SECTOR, 0);
}
