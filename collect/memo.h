/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a row has the cells of a row seen before. Rows repeat the cells of
 * the row above, or of the one above that; so what cells gave then is mostly
 * what they give now, and need not be looked up. Where rows are in no order, it
 * is given up.
 *
 * Zero-initialise; ct_memo_ask() for each field that matters; then of each row
 * ct_memo_recall() and, where that is false, ct_memo_keep(). What the cells of
 * lot 0 and lot 1 gave is kept by the caller. */
#ifndef CT_MEMO_H
#define CT_MEMO_H

#include "lib/csv_reader.h"

#include <stdbool.h>
#include <stddef.h>

/* The cells of two rows. */
enum { CT_MEMO_LOTS = 2, CT_MEMO_CELLS = 24, CT_MEMO_BYTES = 480 };
struct ct_memo {
    unsigned at; /* the lot recalled, or kept, last */
    unsigned n_recalled, n_kept;
    bool never;
    bool there[CT_MEMO_LOTS];
    size_t n, field[CT_MEMO_CELLS];
    unsigned char length[CT_MEMO_LOTS][CT_MEMO_CELLS];
    char text[CT_MEMO_LOTS][CT_MEMO_BYTES];
};

/* Adds a field, unless it is -1 or there already; with too many of them,
 * nothing is ever recalled. */
void ct_memo_ask(struct ct_memo *memo, long field);

/* Whether a row's fields are those of a lot, which memo->at then is. */
bool ct_memo_recall(struct ct_memo *memo, const struct ct_cell *field);

/* Keeps a row's fields in the lot memo->at ^ 1, which memo->at then is. Returns
 * false, and keeps nothing, if they are too long or it is given up. */
bool ct_memo_keep(struct ct_memo *memo, const struct ct_cell *field);

#endif
