/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of rows, by the cells that their codes come from. A table has
 * few combinations of codes and many rows of each, in whatever order; so most
 * rows need one look-up in place of one for each rule, and one for the series.
 * Start with ct_row_table_start(), end with ct_row_table_clear(). */
#ifndef CT_ROW_TABLE_H
#define CT_ROW_TABLE_H

#include "collect/coder.h"
#include "collect/layout.h"

/* The series of a row: that of all its values of one freq, where columns add no
 * codes. */
struct ct_known_series {
    bool there;
    uint32_t freq;
    size_t series;
};

/* What is known from the cells of a row, its codes and its series. */
struct ct_known_row {
    bool is_known; /* in a table: the codes are there */
    struct ct_known_series series;
    struct ct_coded coded;
};

/* Cells that are asked for, as words of eight bytes: CT_ROW_WORDS at most. */
enum { CT_ROW_WORDS = 6 };

struct ct_row_words {
    uint64_t word[CT_ROW_WORDS];
};

/* Zero-initialise. Combinations are kept in order, their words apart, as most
 * look-ups need no more; slot[] finds them by hash: their number + 1, 0 =
 * free. */
struct ct_row_table {
    size_t n_fields, n, capacity, words_capacity, n_recalled;
    size_t *field; /* that the rules ask */
    struct ct_known_row *row;
    struct ct_row_words *words;
    uint16_t *slot;
    bool off; /* it does not pay, or cannot be done */
};

/* Begins a table. Rules that also take labels from a column count those that
 * differ, row by row: then nothing is remembered. */
void ct_row_table_start(struct ct_row_table *m, const struct ct_binding *b);

/* The row of the same cells, borrowed until the next is asked for; NULL if it
 * is not kept. One that is new is not known yet. */
struct ct_known_row *ct_row_table_find(struct ct_row_table *m,
                                       const struct ct_cell *field);

/* Forgets all. */
void ct_row_table_clear(struct ct_row_table *m);

#endif
