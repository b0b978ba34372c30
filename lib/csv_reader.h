/* SPDX-License-Identifier: GPL-3.0-or-later
 * Delimited text, row by row: libcsv with the guards it lacks, and only where
 * its judgement is needed. Bytes are pushed in; rows come out with the
 * physical line on which each row and each cell begins.
 *
 * Guards: UTF-8 checked (BOM dropped, UTF-16 named), NUL refused, a quote
 * that is never closed named with the line where it opened, stray quotes
 * refused, blanks kept, cells capped at 64 KiB, rows at 1 MiB and 4096 cells.
 * Blank lines are no rows, but count. */
#ifndef CT_CSV_READER_H
#define CT_CSV_READER_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

/* One cell: length bytes (a zero follows them, not counted), the line it
 * begins on. Quoted cells are told from bare ones. */
struct ct_cell {
    const char *text;
    size_t length;
    long line;
    bool quoted;
};

/* One row: borrowed, valid during the call that hands it over. `table` is the
 * name of the sheet or archive member it stands in where a file has several,
 * else NULL; a new table has a header of its own. */
struct ct_row {
    size_t n;
    const struct ct_cell *cells;
    long line;
    const char *table;
};

/* Takes a row; returns 0 to go on, or -1 with *err filled to stop. */
typedef int ct_row_function(void *user, const struct ct_row *row,
                            struct ct_error *err);

struct ct_csv_reader;

/* A new reader that hands rows to `take`. Free with ct_csv_destroy(). */
struct ct_csv_reader *ct_csv_create(char delimiter, ct_row_function *take,
                                    void *user);

/* Reads n bytes more. Returns 0, or -1 (CT_EDATA with line and column, or
 * what `take` said). */
int ct_csv_feed(struct ct_csv_reader *r, const char *bytes, size_t n,
                struct ct_error *err) __attribute__((warn_unused_result));

/* Room in the reader's own buffer, *n bytes of it (64 KiB at least), so that
 * a file can be read straight into it; then says that n of them are filled,
 * which is read as by ct_csv_feed(). */
char *ct_csv_space(struct ct_csv_reader *r, size_t *n);
int ct_csv_filled(struct ct_csv_reader *r, size_t n, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Begins again at the start of a row on that line, as after ct_csv_finish():
 * for readers of a file's parts. */
void ct_csv_restart(struct ct_csv_reader *r, long line);

/* The text has ended: hands over the last row. Returns as ct_csv_feed(). */
int ct_csv_finish(struct ct_csv_reader *r, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees the reader; NULL is fine. */
void ct_csv_destroy(struct ct_csv_reader *r);

/* A whole small file in memory, such as a code list: the first row names the
 * columns; every row has as many cells. */
struct ct_csv_file {
    char *path;
    size_t n_columns, n_rows;
    char **column; /* n_columns names */
    char **cell;   /* n_rows * n_columns texts */
    long *line;    /* of each row */
};

/* Reads a file of at most 64 MiB. Returns 0, or -1 with *err. Clear with
 * ct_csv_file_clear(). */
int ct_csv_file_read(const char *path, char delimiter, struct ct_csv_file *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* The number of a column, or -1; a cell ("" if column is -1). */
long ct_csv_file_column(const struct ct_csv_file *f, const char *name);
const char *ct_csv_file_cell(const struct ct_csv_file *f, size_t row,
                             long column);

/* Frees what the file holds. */
void ct_csv_file_clear(struct ct_csv_file *f);

struct ct_buffer;

/* Appends a cell as CSV writes it: quoted if it holds the delimiter, a quote
 * or a line end, or begins or ends with a blank. */
void ct_csv_quote(struct ct_buffer *out, const char *text, char delimiter);

#endif
