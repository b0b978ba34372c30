/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout measures: every column whose name the tables know holds values
 * of what that says (offences, indicators). */
#include "config.h"

#include "collect/layout.h"

const struct ct_layout ct_layout_measures = {
    .name = "measures",
    .summary = "offences or indicators in columns",
    .bind = ct_layout_bind_columns,
};
