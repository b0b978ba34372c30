/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the carriers share that know the cube: names of columns, texts of
 * periods, and rows of cells. */
#ifndef CT_CUBE_H
#define CT_CUBE_H

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows in the making: ct_cube_cell() for each cell, then ct_cube_row(). Start
 * with the function to call, its argument and the table's name (may be NULL);
 * ct_cube_rows_clear() in the end. */
struct ct_cube_rows {
    ct_row_function *take;
    void *user;
    const char *table;
    size_t n, capacity;
    struct ct_cell *cell;
    struct ct_buffer copies;
};

/* Adds a cell; the text, which ends with a zero, is borrowed until the row is
 * handed over. */
void ct_cube_cell(struct ct_cube_rows *rows, const char *text, size_t n);

/* Adds a cell with a copy of n bytes: part of a text, or one that changes. */
void ct_cube_copy(struct ct_cube_rows *rows, const char *text, size_t n);

/* Hands over the cells added, as the row of that line. Returns 0, or -1 (what
 * `take` said). */
int ct_cube_row(struct ct_cube_rows *rows, long line, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Hands over a row of two cells, as stands above the header. */
int ct_cube_text(struct ct_cube_rows *rows, const char *name, const char *text,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* Frees the cells. */
void ct_cube_rows_clear(struct ct_cube_rows *rows);

/* The name of the column of a dimension: its id in lower case, what is not a
 * letter of a-z, digit or _ as _; with `_dim` behind it where columns of
 * another meaning have that name, and a number where one of the n names taken
 * is it. Returns a new string. */
char *ct_cube_name(const char *id, char *const *taken, size_t n)
    __attribute__((returns_nonnull, warn_unused_result));

enum { CT_CUBE_PERIOD_MAX = 32 };

/* The text of a period as ours: `2010M01`, `2010K2`, `2010-A1`, `201001`,
 * `2010-06-01` (the period of freq, 'M' if that is 0, that begins that day),
 * `2010-01-01/P1Y`. What is none of these stays as it is, cut to
 * CT_CUBE_PERIOD_MAX bytes with the final zero. Returns the length. */
size_t ct_cube_period(const char *text, size_t n, char freq, char *out);

/* Whether a code is a period of the years 1500 to 2199: a hint that its
 * dimension is the time. */
bool ct_cube_looks_like_period(const char *text, size_t n);

/* Whether two texts are the same but for the case of a-z. */
bool ct_cube_same_id(const char *a, const char *b);

#endif
