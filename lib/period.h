/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods: years, quarters and months as text (2010, 2010-Q2, 2010-06) and as
 * days since 1970-01-01 of their first day, proleptic Gregorian. */
#ifndef CT_PERIOD_H
#define CT_PERIOD_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* freq is 'A', 'Q' or 'M'. */
struct ct_period {
    char freq;
    int32_t day;
};

/* A period of a year (1 to 9999) and its sub-period: 1-4 for Q, 1-12 for M,
 * ignored for A. */
struct ct_period ct_period_make(char freq, int year, int sub);

/* Reads `2010`, `2010-Q2`, `2010-06`, the whole of n bytes. Returns 0, or -1
 * with CT_EDATA and a text that names what would do. */
int ct_period_parse(const char *s, size_t n, struct ct_period *out,
                    struct ct_error *err) __attribute__((warn_unused_result));

enum { CT_PERIOD_MAX = 16 };

/* Writes the period's text; out has room for CT_PERIOD_MAX bytes. */
void ct_period_format(struct ct_period p, char *out);

/* Its year, and its number within the year (1 for A). */
void ct_period_parts(struct ct_period p, int *year, int *sub);

/* Periods of its freq since year 0: consecutive periods differ by 1. */
long ct_period_ordinal(struct ct_period p);
struct ct_period ct_period_from_ordinal(char freq, long ordinal);

/* Decimal year of its start: 2010, 2010.25 (Q2), 2010 + 5/12 (June). */
double ct_period_year(struct ct_period p);

/* The last day that belongs to it. */
int32_t ct_period_last_day(struct ct_period p);

/* The year that contains it, as a period of freq A. */
struct ct_period ct_period_to_year(struct ct_period p);

/* Whether `day` begins a period of that freq. */
bool ct_period_is_start(char freq, int32_t day);

#endif
