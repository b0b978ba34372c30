/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout wide-measures: several things are packed in the name of a column of
 * values: `Drenthe_Theft_2019`. */
#include "config.h"

#include "collect/layout.h"

const struct ct_layout ct_layout_wide_measures = {
    .name = "wide-measures",
    .summary = "offences and periods, or areas, in one column name",
    .bind = ct_layout_bind_columns,
};
