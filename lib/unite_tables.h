/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of several panels as one panel's; used by lib/unite.c. */
#ifndef CT_UNITE_TABLES_H
#define CT_UNITE_TABLES_H

#include "lib/error.h"
#include "lib/panel.h"

/* Adds to `out`, whose keys are united and sorted, the tables of n panels,
 * those of the same name as one. A table has a dimension's column if one of
 * those has it, or if the dimension's only code differs between the panels
 * that have the table; a cell it had not is its panel's only code, else `_T`.
 * Returns 0, or -1 with CT_EDATA when other columns differ. */
int ct_unite_tables(struct ct_panel *out, const struct ct_panel *const *panels,
                    const char *const *names, size_t n, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
