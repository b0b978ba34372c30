/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the marks of delimited text stand: delimiters, quotes, CR and LF.
 * For lib/csv_reader.c, its tests and its measurements only. */
#ifndef CT_CSV_SCAN_H
#define CT_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

/* How cells are found: by the best there is, or by one way, whatever it
 * costs, so that the ways can be compared. All read the same cells. */
enum ct_csv_way {
    CT_CSV_BEST,
    CT_CSV_SSE2,   /* with what every x86-64 has; elsewhere the best */
    CT_CSV_PLAIN,  /* byte by byte */
    CT_CSV_LIBCSV, /* libcsv reads every cell, not only those with odd quotes */
    CT_CSV_WAYS
};

/* Bytes behind the text that may be read (not used), and marks behind the
 * last one that may be written. */
enum { CT_CSV_PAD = 64, CT_CSV_SPILL = 16 };

/* Writes the places of the marks among n bytes, ascending; returns how many.
 * There is room for n + CT_CSV_SPILL; CT_CSV_PAD bytes follow the text. */
typedef size_t ct_csv_find(const char *bytes, size_t n, char delimiter,
                           uint32_t *marks);

/* The function that finds marks in a way. */
ct_csv_find *ct_csv_finder(enum ct_csv_way way);

struct ct_csv_reader;

/* Has a reader that has read nothing yet find its cells in a way. */
void ct_csv_choose(struct ct_csv_reader *r, enum ct_csv_way way);

#endif
