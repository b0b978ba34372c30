/* SPDX-License-Identifier: GPL-3.0-or-later
 * Streams of documents of the old Office kind ([MS-CFB]): a file of sectors,
 * linked to chains by a table; small streams are in a stream of their own,
 * with a table of its own. */
#include "config.h"

#include "collect/ole.h"

#include <stdint.h>
#include <string.h>

enum {
    HEADER = 512,
    IN_HEADER = 109, /* sectors of the table that the header names */
    ENTRY = 128,
    SMALL = 64
};

/* Places in the header and in an entry of the folder. */
enum {
    SHIFT_AT = 30,
    FOLDER_AT = 48,
    CUTOFF_AT = 56,
    SMALL_TABLE_AT = 60,
    MORE_AT = 68,
    TABLE_AT = 76,
    LENGTH_AT = 64,
    START_AT = 116,
    SIZE_AT = 120
};

struct ole {
    const unsigned char *bytes;
    size_t n, sector;
    struct ct_buffer table, small_table, folder, small;
};

static uint32_t u16_at(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32_at(const unsigned char *p)
{
    return u16_at(p) | u16_at(p + 2) << 16;
}

/* A sector, or NULL if it is not wholly there. */
static const unsigned char *sector(const struct ole *o, uint32_t number)
{
    size_t at = ((size_t)number + 1) * o->sector;
    return at + o->sector <= o->n ? o->bytes + at : NULL;
}

/* Adds a sector of the table. */
static bool add_table(struct ole *o, uint32_t number)
{
    const unsigned char *s = sector(o, number);
    if (s)
        ct_buffer_add(&o->table, s, o->sector);
    return s != NULL;
}

/* The header names the first sectors of the table, and a chain the rest; a
 * table longer than the file goes in circles. */
static bool read_table(struct ole *o)
{
    size_t room = o->sector / 4 - 1;
    for (size_t i = 0; i < IN_HEADER; i++) {
        uint32_t number = u32_at(o->bytes + TABLE_AT + 4 * i);
        if (number < UINT32_MAX - 5 && !add_table(o, number))
            return false;
    }
    uint32_t more = u32_at(o->bytes + MORE_AT);
    while (more < UINT32_MAX - 5 && o->table.size <= o->n) {
        const unsigned char *s = sector(o, more);
        if (!s)
            return false;
        for (size_t i = 0; i < room; i++) {
            uint32_t number = u32_at(s + 4 * i);
            if (number < UINT32_MAX - 5 && !add_table(o, number))
                return false;
        }
        more = u32_at(s + 4 * room);
    }
    return o->table.size > 0 && o->table.size <= o->n;
}

static uint32_t next_of(const struct ct_buffer *table, uint32_t number)
{
    return (size_t)number * 4 + 4 <= table->size
               ? u32_at((const unsigned char *)table->data + 4 * number)
               : UINT32_MAX;
}

/* Appends a chain of sectors. No chain is longer than the file. */
static bool read_chain(const struct ole *o, uint32_t number,
                       struct ct_buffer *out)
{
    while (number < UINT32_MAX - 5) {
        const unsigned char *s = sector(o, number);
        if (!s || out->size > o->n)
            return false;
        ct_buffer_add(out, s, o->sector);
        number = next_of(&o->table, number);
    }
    return number == UINT32_MAX - 1;
}

static bool read_small(const struct ole *o, uint32_t number,
                       struct ct_buffer *out)
{
    while (number < UINT32_MAX - 5) {
        size_t at = (size_t)number * SMALL;
        if (at + SMALL > o->small.size || out->size > o->n)
            return false;
        ct_buffer_add(out, o->small.data + at, SMALL);
        number = next_of(&o->small_table, number);
    }
    return number == UINT32_MAX - 1;
}

/* Names are UTF-16 and end with a zero, which counts. */
static bool is_named(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name);
    if (u16_at(entry + LENGTH_AT) != 2 * n + 2)
        return false;
    for (size_t i = 0; i < n; i++)
        if (u16_at(entry + 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

static const unsigned char *find(const struct ole *o, const char *name)
{
    const unsigned char *folder = (const unsigned char *)o->folder.data;
    for (size_t at = 0; at + ENTRY <= o->folder.size; at += ENTRY)
        if (is_named(folder + at, name))
            return folder + at;
    return NULL;
}

static bool read_entry(struct ole *o, const unsigned char *entry,
                       struct ct_buffer *out)
{
    uint32_t size = u32_at(entry + SIZE_AT), start = u32_at(entry + START_AT);
    const unsigned char *root = (const unsigned char *)o->folder.data;
    bool whole;
    if (size >= u32_at(o->bytes + CUTOFF_AT))
        whole = read_chain(o, start, out);
    else
        whole =
            read_chain(o, u32_at(root + START_AT), &o->small) &&
            read_chain(o, u32_at(o->bytes + SMALL_TABLE_AT), &o->small_table) &&
            read_small(o, start, out);
    whole = whole && size <= out->size;
    if (whole)
        out->size = size;
    return whole;
}

static bool read_named(struct ole *o, const char *name, struct ct_buffer *out)
{
    if (!read_table(o) ||
        !read_chain(o, u32_at(o->bytes + FOLDER_AT), &o->folder) ||
        o->folder.size < ENTRY)
        return false;
    const unsigned char *entry = find(o, name);
    return entry && read_entry(o, entry, out);
}

bool ct_ole_stream(const char *bytes, size_t n, const char *name,
                   struct ct_buffer *out)
{
    struct ole o = {.bytes = (const unsigned char *)bytes, .n = n};
    if (n < HEADER)
        return false;
    uint32_t shift = u16_at(o.bytes + SHIFT_AT);
    if (shift != 9 && shift != 12)
        return false;
    o.sector = (size_t)1 << shift;
    bool found = read_named(&o, name, out);
    ct_buffer_clear(&o.table);
    ct_buffer_clear(&o.small_table);
    ct_buffer_clear(&o.folder);
    ct_buffer_clear(&o.small);
    return found;
}
