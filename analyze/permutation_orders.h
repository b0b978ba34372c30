/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random orders for permutation tests: drawn once for all series of a batch
 * that have as many rows. */
#ifndef CT_PERMUTATION_ORDERS_H
#define CT_PERMUTATION_ORDERS_H

#include <stddef.h>

/* Replicates, and the seed of the first. */
struct ct_replicates {
    int n, seed;
};

/* Orders of 0 .. rows - 1, a replicate after the other. Replicate i has a
 * generator of its own, gsl_rng_mt19937 with seed + i: nothing depends on the
 * order in which replicates or series are computed. The caller frees them.
 * rows <= 65535. */
unsigned short *ct_permutation_orders(const struct ct_replicates *how,
                                      size_t rows);

/* Orders drawn before, for one seed and number of replicates. May be used by
 * several threads. */
struct ct_orders_kept;

/* An empty one; freed with ct_orders_kept_free(). */
struct ct_orders_kept *ct_orders_kept_new(void);
void ct_orders_kept_free(struct ct_orders_kept *kept);

/* As ct_permutation_orders(), kept for the next call with as many rows. Where
 * `kept` is NULL or full, *own is to be freed by the caller, otherwise it is
 * NULL. */
const unsigned short *ct_orders_kept_take(struct ct_orders_kept *kept,
                                          const struct ct_replicates *how,
                                          size_t rows, unsigned short **own);

#endif
