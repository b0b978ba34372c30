/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the pivoted table, for its two files: what stands where
 * (pivot.c), and the sheet that comes of it. */
#ifndef CT_PIVOT_INNER_H
#define CT_PIVOT_INNER_H

#include "export/sheet.h"

enum { CT_PIVOT_TERMS = 32 };

/* The parts of an interval. */
extern const char *const ct_interval_name[3];

/* One name of --rows or --columns. */
struct ct_pivot_term {
    const char *name;       /* borrowed from the panel, or a literal */
    long key;               /* of a dimension or an attribute, else -1 */
    bool is_time;           /* else, with key -1: the interval */
    struct ct_dict periods; /* of time, in order */
    uint32_t *period;       /* of each observation */
    uint32_t *rank;         /* of each code, by its name; or NULL */
};

/* The rows, or the columns. */
struct ct_pivot_side {
    size_t n;
    struct ct_pivot_term term[CT_PIVOT_TERMS];
    struct ct_dict keys; /* what numbers are in the terms, sorted */
    size_t *first;       /* a number that each key stands for */
};

struct ct_pivoting {
    const struct ct_panel *p;
    const struct ct_sheet_names *names;
    struct ct_pivot_side rows, columns;
    size_t parts;           /* 3 with the interval, else 1 */
    size_t n_numbers;       /* observations times parts */
    uint32_t *row, *column; /* of each number */
};

/* Whether a name stands in the rows, or in the columns. */
bool ct_pivot_is_named(const struct ct_pivot_side *s, const char *name);

/* The sheet, once it is known what stands where. Returns NULL with CT_EDATA:
 * more cells than there is room for. */
struct ct_sheet *ct_pivot_sheet(struct ct_pivoting *v,
                                const struct ct_sheet_names *names,
                                struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
