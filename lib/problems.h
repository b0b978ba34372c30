/* SPDX-License-Identifier: GPL-3.0-or-later
 * Problems collected in one pass: file, line, column, value, reason. */
#ifndef CT_PROBLEMS_H
#define CT_PROBLEMS_H

#include "lib/buffer.h"

#include <stdbool.h>

#include <stddef.h>

/* One problem; the strings belong to the list. column is the name of the
 * column, or "". */
struct ct_problem {
    char *file;
    long line;
    char *column, *value, *reason;
};

/* Zero-initialise. n counts all; the first CT_PROBLEMS_KEPT have items (all,
 * when `all` is set before the first is added). */
enum { CT_PROBLEMS_KEPT = 100 };
struct ct_problems {
    bool all;
    size_t n, n_items, capacity;
    struct ct_problem *items;
};

/* Adds a problem: value has `length` bytes and is cut to 200 at a character's
 * end; the reason is printed. */
void ct_problems_add(struct ct_problems *p, const char *file, long line,
                     const char *column, const char *value, size_t length,
                     const char *format, ...)
    __attribute__((format(printf, 7, 8)));

/* Moves the problems of n lists, each in order of lines, to the end of another
 * in order of lines. */
void ct_problems_merge(struct ct_problems *to, struct ct_problems *from,
                       size_t n);

/* Appends the rejects file: header `file,line,column,value,reason`, a row for
 * every item. */
void ct_problems_csv(const struct ct_problems *p, struct ct_buffer *out);

/* Frees what the list holds. */
void ct_problems_clear(struct ct_problems *p);

#endif
