/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rank correlation of a series with time. */
#ifndef CT_SPEARMAN_H
#define CT_SPEARMAN_H

#include <stddef.h>

/* Spearman's rho and its two-sided p, by t with n - 2 degrees of freedom. */
struct ct_spearman {
    double rho, p;
};

/* Correlates n >= 3 values in order of time with their order; NaN when all
 * are equal. room has room for n values. */
struct ct_spearman ct_spearman_time(const double *y, size_t n, double *room);

#endif
