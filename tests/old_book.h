/* SPDX-License-Identifier: GPL-3.0-or-later
 * Old workbooks (.xls, BIFF8) made in the tests: records into a stream, the
 * stream into its container. Binary files are no test data: nobody could
 * review them. */
#ifndef CT_OLD_BOOK_H
#define CT_OLD_BOOK_H

#include "lib/buffer.h"

#include <stdint.h>

/* Appends little-endian numbers. */
void old_u16(struct ct_buffer *b, unsigned x);
void old_u32(struct ct_buffer *b, uint32_t x);

/* Appends a record of n bytes. */
void old_record(struct ct_buffer *b, unsigned type, const void *bytes,
                size_t n);

/* Begins a stream: records that hold for the book, and the sheets' names (at
 * most 8). The sheets follow in that order. The formats of cells are: 0
 * general, 1 date, 2 date and time, 3 time, 4 `dd.mm.yyyy`. */
void old_globals(struct ct_buffer *b, size_t n, const char *const *sheet);

/* Begins sheet number i of rows x columns, and ends it. */
void old_sheet(struct ct_buffer *b, size_t i, unsigned rows, unsigned columns);
void old_sheet_end(struct ct_buffer *b);

/* Cells: a number in a format, a text, the result of a formula (8 bytes), a
 * truth value or an error. */
void old_number(struct ct_buffer *b, unsigned row, unsigned column,
                unsigned format, double x);
void old_text(struct ct_buffer *b, unsigned row, unsigned column,
              const char *text);
void old_formula(struct ct_buffer *b, unsigned row, unsigned column,
                 unsigned format, const void *result);
void old_truth(struct ct_buffer *b, unsigned row, unsigned column,
               unsigned value, unsigned is_error);

/* Puts the stream (at most 60 KB) into its container, appended to out. */
void old_container(const struct ct_buffer *stream, struct ct_buffer *out);

#endif
