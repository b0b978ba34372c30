/* SPDX-License-Identifier: GPL-3.0-or-later
 * libcsv, asked cell by cell: where one ends, what it says, what is wrong
 * with it. For lib/csv_*.c only. */
#ifndef CT_CSV_JUDGE_H
#define CT_CSV_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

/* The longest cell. */
enum { CT_CSV_CELL_MAX = 65536 };

struct ct_csv_judge;

/* A new judge: strict about quotes, blanks kept. Free with
 * ct_csv_judge_destroy(). */
struct ct_csv_judge *ct_csv_judge_create(char delimiter);

/* Frees it. */
void ct_csv_judge_destroy(struct ct_csv_judge *j);

/* Shows it the next n bytes of a cell, none beyond the first delimiter or line
 * end that may end it. Returns n, or, if it refuses a byte, how many stand
 * before that; it is of no use then. */
size_t ct_csv_judge_show(struct ct_csv_judge *j, const char *bytes, size_t n);

/* Tells it that the text ends with the cell. Returns 0, or -1 if its quote is
 * not closed. */
int ct_csv_judge_end(struct ct_csv_judge *j);

/* Takes the cell that has ended: sets its text, borrowed until more is shown,
 * and length. Returns false if the cell has not ended yet. */
bool ct_csv_judge_take(struct ct_csv_judge *j, const char **text,
                       size_t *length);

/* Has it forget what it was shown of a cell that has not ended. */
void ct_csv_judge_forget(struct ct_csv_judge *j);

/* Whether it refused the byte because the cell is too long. */
bool ct_csv_judge_too_long(struct ct_csv_judge *j);

#endif
