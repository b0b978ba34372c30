/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zeros of a series where logarithms are taken, as --zero says. */
#ifndef CT_ZERO_H
#define CT_ZERO_H

#include "analyze/method.h"

/* Whether count and residents behind a value are known: then a zero can be
 * taken as half a count. */
bool ct_series_counted(const struct ct_series *s, size_t row);

/* Says, with CT_EDATA, that a row is zero and has no logarithm; -1. */
int ct_zero_refuse(const struct ct_series *s, size_t row, struct ct_error *err);

/* Says, with CT_EMATH, that zero rates have no half, as their counts are not
 * known; -1. */
int ct_zero_no_half(struct ct_error *err);

#endif
