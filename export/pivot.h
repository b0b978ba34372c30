/* SPDX-License-Identifier: GPL-3.0-or-later
 * The pivoted table: a panel's numbers with some of its dimensions as rows and
 * others as columns, as tables are printed. */
#ifndef CT_PIVOT_H
#define CT_PIVOT_H

#include "export/sheet.h"
#include "lib/error.h"

/* What stands where: names of dimensions or attributes, `time`, and `interval`
 * (value, lower and upper limit side by side), by commas. rows NULL: all
 * dimensions that tell something and are no columns; columns NULL: time. */
struct ct_pivot {
    const char *rows, *columns;
};

/* A new sheet (pivoted). Returns NULL with CT_EUSAGE: a name that the panel
 * does not have, one that is there twice, a dimension that tells numbers apart
 * and is in neither; CT_EDATA: more cells than there is room for. Free with
 * ct_sheet_destroy(). */
struct ct_sheet *
ct_sheet_pivot(const struct ct_panel *p, const struct ct_pivot *pivot,
               const struct ct_sheet_names *names, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
