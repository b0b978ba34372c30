/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files of statistical packages, written with ReadStat: a variable for each
 * column of a sheet, labels of variables and of values, missing values with
 * their reason where the package has such, notes and sources in the file's own
 * documentation. */
#ifndef CT_STAT_FILE_H
#define CT_STAT_FILE_H

#include "export/sheet.h"
#include "lib/error.h"
#include "lib/file.h"

enum ct_stat_kind { CT_STAT_DTA, CT_STAT_SAV };

/* Writes a sheet with `beside` names. Returns 0, or -1 with *err: CT_EDATA for
 * what the file cannot hold, CT_EUSAGE if the program is built without
 * ReadStat. */
int ct_stat_write(const struct ct_sheet *s, enum ct_stat_kind kind,
                  struct ct_output *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
