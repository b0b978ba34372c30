/* SPDX-License-Identifier: GPL-3.0-or-later
 * The median of absolute residuals as Cleveland's STL program takes it, and R
 * with it.
 *
 * It asks a partial sort for the two values in the middle, the upper one
 * first; the sort, made for places in rising order, then leaves one of the two
 * unsorted where it splits the values just between them. So for even n the
 * "median" may be too high or too low. Whoever wants the same weights has to
 * do the same. For odd n it is the median. */
#ifndef CT_STL_MEDIAN_H
#define CT_STL_MEDIAN_H

#include <stddef.h>

/* Twice that median of n > 0 numbers. Reorders them.
 * Source: Singleton 1969, CACM 12:185 (algorithm 347); Chambers 1971, CACM
 * 14:357 (algorithm 410). */
double ct_stl_twice_median(double *x, size_t n);

#endif
