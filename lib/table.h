/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table of named columns, each of numbers or of texts: what a method prints
 * beside its panel. Create, add columns, then row by row: ct_table_row() and
 * the cells. A cell not set is empty. */
#ifndef CT_TABLE_H
#define CT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* One column; number or text holds n_rows cells, the other is NULL. An empty
 * number is NaN, an empty text "". Names match [a-z][a-z0-9_]*. */
struct ct_column {
    char *name;
    bool is_text;
    double *number;
    char **text;
};

struct ct_table {
    char *name; /* [a-z][a-z0-9_-]* */
    size_t n_columns;
    struct ct_column *columns;
    size_t n_rows, capacity;
};

/* A new table without columns and rows. Free with ct_table_destroy(). */
struct ct_table *ct_table_create(const char *name);

/* Adds a column (before the first row is added) and returns its number. */
size_t ct_table_column(struct ct_table *t, const char *name, bool is_text);

/* The number of the column of that name, or -1. */
long ct_table_find(const struct ct_table *t, const char *name);

/* Adds an empty row and returns its number. */
size_t ct_table_row(struct ct_table *t);

/* Sets a cell of the last row; the text is copied. */
void ct_table_number(struct ct_table *t, size_t column, double x);
void ct_table_text(struct ct_table *t, size_t column, const char *text);

/* Appends the rows of `from`, which has the same columns. */
void ct_table_append(struct ct_table *t, const struct ct_table *from);

/* Frees the table; NULL is fine. */
void ct_table_destroy(struct ct_table *t);

#endif
