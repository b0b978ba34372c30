/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers out of the files in tests/oracles, for tests of single functions. */
#ifndef CT_TESTS_ORACLE_TEXT_H
#define CT_TESTS_ORACLE_TEXT_H

#include <stddef.h>

/* The number behind "key" in the object "section" (NULL: anywhere) of
 * NAME.json; NaN for null. The test fails when it is not there. */
double oracle_number(const char *name, const char *section, const char *key);

/* Reads column number `column` of NAME.csv, at most max rows below the header,
 * and returns their number. */
size_t oracle_column(const char *name, int column, double *out, size_t max);

#endif
