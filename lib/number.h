/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers in text: in, bit for bit what strtod gives in the C locale,
 * whatever the locale; out, the shortest text that reads back to the same
 * bits. Marks are declared, never guessed. */
#ifndef CT_NUMBER_H
#define CT_NUMBER_H

#include "lib/error.h"

#include <stddef.h>

/* decimal: '.' or ','. thousands: 0 for none, else ',' '.' ' ' '\'' (a blank
 * also stands for the no-break and the narrow no-break space). */
struct ct_number_style {
    char decimal, thousands;
};

/* Plain: decimal point, no thousands mark. */
extern const struct ct_number_style ct_number_plain;

/* Reads all n bytes as `[+-]digits[.digits][e[+-]digits]`, or with no digits
 * but those of a fraction (.5); thousands marks only between groups of three
 * digits before the decimal mark. No blanks, no
 * inf, nan or hexadecimal, at most 1,100 bytes; what overflows is an error,
 * what underflows is read as strtod does. Returns 0, or -1 with CT_EDATA and
 * the reason; *out is set only on success. */
int ct_number_parse(const char *s, size_t n,
                    const struct ct_number_style *style, double *out,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* Room for the text of a number in full, and with fixed decimals. */
enum { CT_NUMBER_MAX = 32, CT_FIXED_MAX = 352 };

/* Writes the shortest decimal that reads back to the same bits, integers
 * below 1e15 without exponent or point; "inf", "-inf"; "" for NaN. out has
 * room for CT_NUMBER_MAX bytes. Returns the length. */
size_t ct_number_format(double x, char *out);

/* For people: printf("%.*f") in the C locale with 0 to 15 decimals, but no
 * sign before a zero and "" for NaN. out has room for CT_FIXED_MAX bytes.
 * Returns the length. */
size_t ct_number_fixed(double x, int decimals, char *out);

#endif
