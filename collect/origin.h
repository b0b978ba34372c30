/* SPDX-License-Identifier: GPL-3.0-or-later
 * Origins tied to a file: the text that a descriptor asks for, from the cells
 * of a row, the name of a column, or what the file says of itself. */
#ifndef CT_ORIGIN_H
#define CT_ORIGIN_H

#include "lib/buffer.h"
#include "lib/csv_reader.h"
#include "lib/error.h"

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

struct ct_part;
struct ct_origin;
struct ct_condition;

/* What a text depends on, and so when it is known: with the file, a row, a
 * column, or only with both. */
enum ct_scope { CT_SCOPE_FILE, CT_SCOPE_ROW, CT_SCOPE_COLUMN, CT_SCOPE_VALUE };

/* A row kept while it is looked at; texts and arrays are its own. */
struct ct_kept_row {
    size_t n;
    long line;
    char **cell;
};

/* What a file says of itself: its name, its sheet or member ("" if none), the
 * rows above its header. */
struct ct_place {
    const char *file, *table;
    size_t n_rows;
    const struct ct_kept_row *row;
};

/* A part tied to its column (field -1: none), or with its text of the file. */
struct ct_bound_part {
    const struct ct_part *part;
    long field;
    char *text;
};

struct ct_bound_origin {
    size_t n;
    struct ct_bound_part *part;
};

/* The record and the column a text is asked of. */
struct ct_asked {
    const struct ct_cell *field;
    const char *column; /* name of the value's column, or NULL */
};

/* Gives the parts that the file tells their text. Returns 0, or -1 with *err:
 * the file does not say. */
int ct_origin_place(struct ct_bound_origin *o, const struct ct_place *place,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* The text of an origin: in the record itself, or put together in *scratch,
 * `separator` between the parts. Borrowed until scratch is used again; its
 * length becomes *n. A zero need not follow it. */
const char *ct_origin_text(const struct ct_bound_origin *o,
                           const struct ct_asked *asked, const char *separator,
                           struct ct_buffer *scratch, size_t *n);

/* The first column an origin takes a text from, or -1. */
long ct_origin_field(const struct ct_bound_origin *o);

/* Frees what the origin holds. */
void ct_origin_clear(struct ct_bound_origin *o);

/* Appends what the groups of a pattern match in a text, '|' between those that
 * did; nothing if it does not match. */
void ct_pattern_take(const regex_t *pattern, const char *text, size_t n,
                     struct ct_buffer *out);

/* Whether a pattern is found in a text of n bytes. */
bool ct_pattern_found(const regex_t *pattern, const char *text, size_t n);

/* Whether a cell meets a condition. */
bool ct_condition_holds(const struct ct_condition *c,
                        const struct ct_cell *cell);

#endif
