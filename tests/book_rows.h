/* SPDX-License-Identifier: GPL-3.0-or-later
 * Workbooks made and read by the tests. */
#ifndef CT_BOOK_ROWS_H
#define CT_BOOK_ROWS_H

#include "tests/pack.h"

/* What a carrier makes of an archive of these parts: its rows, each as
 * `SHEET LINE[cell][cell]` with a line end, and, if it failed,
 * `LINE:COLUMN: text` of the error. sheet is a pattern or NULL. To be freed. */
char *book_rows(const char *carrier, const struct pack_part *part,
                const char *sheet);

/* The same of a file; of one that is no archive, too. */
char *book_file_rows(const char *carrier, const char *path, const char *sheet);

#endif
