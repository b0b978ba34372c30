/* SPDX-License-Identifier: GPL-3.0-or-later
 * Quotes and line ends of delimited text, counted without reading it: enough
 * to begin in the middle of a file. */
#ifndef CT_CSV_TALLY_H
#define CT_CSV_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise. CR LF is one line end, also when a piece ends between them:
 * then after_cr is set. */
struct ct_csv_tally {
    uint64_t quotes, lines;
    bool after_cr;
};

/* Adds a piece of n bytes. */
void ct_csv_count(struct ct_csv_tally *t, const char *bytes, size_t n);

/* The same byte by byte, for machines without SSE2, and for the tests. */
void ct_csv_count_plain(struct ct_csv_tally *t, const char *bytes, size_t n);

/* Where a row may begin: behind the first line end outside quotes at or after
 * `at`; n if there is none. in_quotes: `at` is between quotes. */
size_t ct_csv_row_end(const char *bytes, size_t n, size_t at, bool in_quotes);

#endif
