/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kendall's variance for a series that is correlated with itself. */
#ifndef CT_HAMED_RAO_H
#define CT_HAMED_RAO_H

#include <stdbool.h>
#include <stddef.h>

/* Fewest values for which it is computed, and where it begins to hold well. */
enum { CT_HAMED_RAO_MIN = 10, CT_HAMED_RAO_GOOD = 50 };

/* The factor by which the variance of Kendall's score grows, from the
 * autocorrelations (significant at 5 %) of the ranks of y less slope times
 * period. y: n consecutive periods; slope: a period. *fallback is set when the
 * factor came out 0 or below and is 1 instead.
 * Source: Hamed & Rao 1998, J. Hydrology 204:182. */
double ct_hamed_rao(const double *y, size_t n, double slope, bool *fallback);

#endif
