/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dates in workbooks are numbers of days; a number format makes them dates. */
#ifndef CT_SERIAL_H
#define CT_SERIAL_H

#include <stdbool.h>
#include <stddef.h>

/* What a format shows of a number of days: a set. */
enum { CT_SERIAL_DATE = 1, CT_SERIAL_TIME = 2 };

/* The set of a format by its text, as `dd.mm.yyyy hh:mm`; by its number, where
 * all workbooks have the same. */
unsigned ct_serial_kind(const char *format, size_t n);
unsigned ct_serial_builtin(unsigned number);

/* Room for a date with a time. */
enum { CT_SERIAL_MAX = 24 };

/* Writes the days since 1900 (or 1904) as `2020-02-29`, `13:45:07` or
 * `2020-02-29T13:45:07`; out has room for CT_SERIAL_MAX bytes. Returns false,
 * nothing written, for what is no date of the years 1900 to 9999. */
bool ct_serial_format(double days, unsigned kind, bool since_1904, char *out);

#endif
