/* SPDX-License-Identifier: GPL-3.0-or-later
 * The series of a group as parts of wholes, area by area and period by period.
 * Make, use, clear. */
#ifndef CT_SHARE_TABLE_H
#define CT_SHARE_TABLE_H

#include "analyze/codes_given.h"
#include "analyze/method.h"
#include "lib/codes.h"

/* What an area has of a part in a period. there: it has a row; value NaN: it is
 * missing, or suppressed between lower and upper. */
struct ct_share_cell {
    bool there, suppressed;
    double value, lower, upper;
    unsigned status;
};

/* A part by its codes in the dimensions asked for. unknown: one of them is
 * `_U`; all_unknown: all are. */
struct ct_share_part {
    const char *code[CT_MAX_CODES];
    bool unknown, all_unknown;
};

/* Cell of part p of unit u in period t: [(u * n_parts + p) * n_periods + t];
 * the whole that the publisher gives (`_T` in all dimensions), NaN if there is
 * none: [u * n_periods + t]. A unit is an area; with areas as the parts there
 * is one unit. */
struct ct_share_table {
    size_t n_parts, n_units, n_periods;
    int32_t *day;
    struct ct_share_part *part;
    const char **area; /* of each unit, borrowed */
    struct ct_share_cell *cell;
    double *total;
};

/* Lays the members out. Returns 0, or -1 with CT_EDATA where two parts of a
 * whole overlap in a period: a parent with its children, ages with years in
 * common. Clear in any case. */
int ct_share_table_make(const struct ct_group *g,
                        const struct ct_dimensions_given *of,
                        const struct ct_codes *codes,
                        struct ct_share_table *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_share_table_clear(struct ct_share_table *s);

#endif
