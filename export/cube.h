/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cube: the rows of a sheet as cells of a box whose sides are the codes,
 * row-major, the last side fastest. Of a panel the sides are its dimensions
 * and the time; of a table its dimensions, a number where these do not tell
 * its rows apart, and its other columns (which then are the cells of a row).
 */
#ifndef CT_CUBE_H
#define CT_CUBE_H

#include "export/sheet.h"
#include "lib/error.h"

/* One side. label is parallel to the codes. */
struct ct_side {
    const char *name;
    enum ct_sheet_kind kind; /* CT_SHEET_CODE, _PERIOD; _NUMBER: counted;
                                _TEXT: columns of a table */
    struct ct_dict codes;
};

struct ct_cube {
    const struct ct_sheet *sheet;
    size_t n_sides;
    struct ct_side *sides;
    uint64_t n_cells; /* at most 2^53 */
    uint64_t *cell;   /* of each row; of a table the first of its cells */
};

/* Makes the cube of a sheet with `beside` names. Returns 0, or -1 with
 * CT_EDATA if it has too many cells. */
int ct_cube_make(struct ct_cube *c, const struct ct_sheet *s,
                 struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_cube_clear(struct ct_cube *c);

/* Numbers rows with the same codes 1, 2, ... The caller frees them; NULL if
 * the codes tell all rows apart. */
double *ct_cube_row_numbers(const struct ct_sheet *s);

#endif
