/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of Stata. */
#include "config.h"

#include "export/format.h"
#include "export/stat_file.h"

static int write_dta(const struct ct_document *d, struct ct_output *out,
                     struct ct_error *err)
{
    return ct_stat_write(d->sheets[0], CT_STAT_DTA, out, err);
}

const struct ct_format ct_format_dta = {
    .name = "dta",
    .title = "Stata file, labels and reasons of missing values kept",
    .names = true,
    .write = write_dta};
