/* SPDX-License-Identifier: GPL-3.0-or-later
 * The series in tests/oracles as arrays, for tests of single functions. */
#ifndef CT_TESTS_ORACLE_TEXT_H
#define CT_TESTS_ORACLE_TEXT_H

#include <stddef.h>

/* Reads the numbers of a column of NAME.csv (`trend_seasonal.tidy`), at most
 * max, and returns how many there are. Fails the test if it isn't there. */
size_t oracle_column(const char *name, const char *column, double *out,
                     size_t max);

#endif
