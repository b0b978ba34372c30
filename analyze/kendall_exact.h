/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact distribution of Kendall's score. */
#ifndef CT_KENDALL_EXACT_H
#define CT_KENDALL_EXACT_H

#include <stddef.h>

/* Most values for which the exact p is computed. */
enum { CT_KENDALL_EXACT_MAX = 49 };

/* Two-sided p of a score of n values without ties, 2 <= n <=
 * CT_KENDALL_EXACT_MAX: twice the share of all orders with a score as far out
 * on its side, at most 1.
 * Source: Kendall 1938, Biometrika 30:81. */
double ct_kendall_exact_p(double s, size_t n);

#endif
