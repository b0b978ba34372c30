/* SPDX-License-Identifier: GPL-3.0-or-later
 * The step in a series at a break without overlap. */
#ifndef CT_LEVEL_SHIFT_H
#define CT_LEVEL_SHIFT_H

#include "analyze/method.h"

/* The step at one break: values from row `row` on are e^delta times what they
 * would have been on the old basis. se of delta, t with df degrees of freedom;
 * se and t NaN where the fit leaves none. */
struct ct_level_shift {
    size_t row;
    double delta, se, t;
    size_t df;
};

/* n rows of a series: decimal years, values (NaN = missing), status. */
struct ct_rows {
    size_t n;
    const double *year, *value;
    const uint16_t *status;
};

/* Fits ln(value) = a + b year + the sum of delta_k (from break k on) to the
 * values above 0. Writes a step for every break that has a value on either
 * side (room for n) and returns how many breaks there are; all delta are NaN
 * if there are fewer values than it takes (number of breaks + 2).
 * Source: a dummy regression, as in ILO's Consumer Price Index Manual 2020. */
size_t ct_level_shift(const struct ct_rows *r, struct ct_level_shift *out);

#endif
