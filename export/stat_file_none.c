/* SPDX-License-Identifier: GPL-3.0-or-later
 * In the place of stat_file.c where the program is built without ReadStat. */
#include "config.h"

#include "export/stat_file.h"

int ct_stat_write(const struct ct_sheet *s, enum ct_stat_kind kind,
                  struct ct_output *out, struct ct_error *err)
{
    (void)s;
    (void)out;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "-t %s wants ReadStat, which this program is built without",
                   kind == CT_STAT_DTA ? "dta" : "sav");
}
