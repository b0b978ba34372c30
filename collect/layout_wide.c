/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout wide: every column whose name is a period holds values. */
#include "config.h"

#include "collect/layout.h"

const struct ct_layout ct_layout_wide = {
    .name = "wide",
    .summary = "periods in columns",
    .bind = ct_layout_bind_columns,
};
