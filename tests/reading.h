/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a reading of delimited text has said, for comparisons of the ways to
 * find its cells. Functions are inline, so that a fuzz target is one file. */
#ifndef CT_READING_H
#define CT_READING_H

#include "lib/csv_reader.h"
#include "lib/csv_scan.h"

#include <stdint.h>
#include <string.h>

/* All of it in one number, its rows, and its error. */
struct reading {
    uint64_t hash;
    size_t rows;
    struct ct_error error;
};

static inline void reading_mix(struct reading *r, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++)
        r->hash = (r->hash ^ b[i]) * 0x100000001B3U;
}

/* Takes a row: the order of everything counts, and the zero behind a cell. */
static inline int reading_take(void *user, const struct ct_row *row,
                               struct ct_error *err)
{
    (void)err;
    struct reading *r = user;
    r->rows++;
    reading_mix(r, &row->line, sizeof row->line);
    reading_mix(r, &row->n, sizeof row->n);
    for (size_t i = 0; i < row->n; i++) {
        const struct ct_cell *c = &row->cells[i];
        reading_mix(r, &c->length, sizeof c->length);
        reading_mix(r, c->text, c->length + 1);
        reading_mix(r, &c->line, sizeof c->line);
        reading_mix(r, &c->quoted, sizeof c->quoted);
    }
    return 0;
}

/* How a text is cut into pieces: the first one, and all others. */
struct pieces {
    size_t first, other;
};

/* Reads n bytes of text with commas. */
static inline struct reading read_pieces(enum ct_csv_way way, const char *text,
                                         size_t n, struct pieces size)
{
    struct reading r = {.hash = 0xcbf29ce484222325U};
    struct ct_csv_reader *csv = ct_csv_create(',', reading_take, &r);
    ct_csv_choose(csv, way);
    int bad = 0;
    size_t piece = size.first;
    for (size_t at = 0; at < n && !bad; at += piece, piece = size.other) {
        if (piece > n - at)
            piece = n - at;
        bad = ct_csv_feed(csv, text + at, piece, &r.error);
    }
    if (!bad)
        (void)!ct_csv_finish(csv, &r.error);
    ct_csv_destroy(csv);
    return r;
}

/* Whether two readings are the same. */
static inline bool same_reading(const struct reading *a,
                                const struct reading *b)
{
    return a->hash == b->hash && a->rows == b->rows &&
           a->error.code == b->error.code && a->error.line == b->error.line &&
           a->error.column == b->error.column &&
           strcmp(a->error.text, b->error.text) == 0;
}

#endif
