/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ranks with ties. */
#ifndef CT_RANKS_H
#define CT_RANKS_H

#include <stddef.h>

/* Writes the rank of each of n values, 1 for the smallest; equal values share
 * the mean of their ranks. Takes n^2 comparisons. */
void ct_mid_ranks(const double *x, size_t n, double *rank);

#endif
