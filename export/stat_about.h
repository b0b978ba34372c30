/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stata and SPSS files: title, notes and sources. */
#ifndef CT_STAT_ABOUT_H
#define CT_STAT_ABOUT_H

#include "export/stat_file.h"

#include <readstat.h>

/* Gives a file its title and, as notes (Stata) or documents (SPSS), caption,
 * key of statuses, remarks and sources. */
void ct_stat_about(readstat_writer_t *file, const struct ct_sheet *s,
                   enum ct_stat_kind kind);

#endif
