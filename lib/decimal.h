/* SPDX-License-Identifier: GPL-3.0-or-later
 * Decimals to doubles, rounded as strtod rounds, by arithmetic of integers. */
#ifndef CT_DECIMAL_H
#define CT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

/* The double nearest to mantissa * 10^exponent, to the even one of two. Returns
 * false, and sets nothing, where this is not known here: all is known where
 * the exponent is -27 to 27, on most machines. */
bool ct_decimal_round(uint64_t mantissa, long exponent, double *out);

#endif
