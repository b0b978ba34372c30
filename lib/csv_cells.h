/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the reader of delimited text: its buffer and the row that is
 * being read. For lib/csv_*.c only. */
#ifndef CT_CSV_CELLS_H
#define CT_CSV_CELLS_H

#include "lib/csv_judge.h"
#include "lib/csv_reader.h"
#include "lib/csv_scan.h"

/* Caps of a row. */
enum { CT_CSV_ROW_MAX = 1 << 20, CT_CSV_CELLS_MAX = 4096 };

struct ct_csv_reader {
    char delimiter;
    ct_row_function *take;
    void *user;
    ct_csv_find *find;
    struct ct_csv_judge *judge;
    bool judge_all;
    /* The text from the beginning of the row on, CT_CSV_PAD bytes behind it.
     * Cells before `at` are whole; bytes before `checked` are whole
     * characters. */
    char *buffer;
    size_t capacity, row, at, checked, filled;
    /* Whether the text has begun; whether a CR has just ended a line. */
    bool started, after_cr;
    /* The line of the cell at `at`; the cells of the row before it. */
    long line;
    size_t n_cells;
    struct ct_cell *cells;
    uint32_t *marks;
    size_t marks_capacity;
    /* The first error; nothing is read after it. */
    bool failed;
    struct ct_error error;
};

/* Notes an error in a line; its column is the number of the cell at r->at. */
void ct_csv_fail(struct ct_csv_reader *r, long line, const char *text);

/* Takes the checked bytes as far as cells are whole, and hands their rows
 * over. */
void ct_csv_take_text(struct ct_csv_reader *r);

/* Looks for a fault in the cell that is not whole: whatever follows is of no
 * matter then. Sets *line to the line on which its checked bytes end. Returns
 * false if there is a fault. */
bool ct_csv_probe(struct ct_csv_reader *r, long *line);

/* The text has ended: takes its last cell and row. */
void ct_csv_take_rest(struct ct_csv_reader *r);

#endif
