/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the xlsx carrier: shared strings and styles, read before the
 * sheets. Both are small beside them, but for hostile files. */
#ifndef CT_XLSX_INNER_H
#define CT_XLSX_INNER_H

#include "collect/book.h"
#include "collect/book_date.h"

/* Texts by number; text i is from end[i - 1] (0 for the first) to end[i]. */
struct ct_xlsx_strings {
    struct ct_buffer text;
    uint32_t *end;
    size_t n, capacity;
};

/* Reads a part of shared strings: rich text joined, phonetic readings left
 * out. Returns 0, or -1 with CT_EDATA. */
int ct_xlsx_read_strings(struct ct_archive *book, const char *part,
                         struct ct_xlsx_strings *s, struct ct_error *err)
    __attribute__((warn_unused_result));

/* A cell's style by number: the format of its numbers. */
struct ct_xlsx_styles {
    unsigned char *format; /* enum ct_book_format */
    size_t n, capacity;
    struct ct_xlsx_own_format *own;
    size_t n_own, own_capacity;
    bool within_cells;
};

/* Reads a part of styles. Returns 0, or -1 with CT_EDATA. */
int ct_xlsx_read_styles(struct ct_archive *book, const char *part,
                        struct ct_xlsx_styles *s, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Decodes `_xHHHH_` in what a buffer has from a place on: characters that XML
 * cannot hold. */
void ct_xlsx_unescape(struct ct_buffer *b, size_t from);

/* What a sheet refers to. */
struct ct_xlsx_book {
    struct ct_archive *archive;
    struct ct_xlsx_strings strings;
    struct ct_xlsx_styles styles;
    bool since_1904;
};

/* Reads a sheet into rows; row has table, take, user. Returns 0, or -1 with
 * CT_EDATA or what `take` said. */
int ct_xlsx_read_sheet(const struct ct_xlsx_book *book, const char *part,
                       struct ct_book_row *row, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
