/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of SPSS. */
#include "config.h"

#include "export/format.h"
#include "export/stat_file.h"

static int write_sav(const struct ct_document *d, struct ct_output *out,
                     struct ct_error *err)
{
    return ct_stat_write(d->sheets[0], CT_STAT_SAV, out, err);
}

const struct ct_format ct_format_sav = {
    .name = "sav",
    .title = "SPSS file, labels of variables and values kept",
    .names = true,
    .write = write_sav};
