/* SPDX-License-Identifier: GPL-3.0-or-later
 * The best places of 0, 1, 2, ... breaks in a series. */
#ifndef CT_BAI_PERRON_H
#define CT_BAI_PERRON_H

#include "analyze/regimes.h"

/* The best partition for each number of breaks m = 0 .. most, every regime of
 * h values or more. rss[m] and the criteria bic[m] and lwz[m] (NaN where too
 * few values are left for it); selected is the m of the least bic. */
struct ct_partitions {
    size_t n, h, most, selected;
    double *rss, *bic, *lwz;
    size_t *last; /* see ct_partition_last() */
};

/* The most breaks that are tried with regimes of h values: ceil(n / h) - 2, as
 * in strucchange, at least 0. */
size_t ct_partitions_most(size_t n, size_t h);

/* Finds them by dynamic programming over the residual sums of squares of all
 * stretches. h is above q and at most n / 2; most at most
 * ct_partitions_most(). Of equal partitions the one with the earlier last break
 * is taken. Takes n x most numbers of memory and n^2 most / 2 steps. Clear
 * with ct_partitions_clear().
 * Source: Bai & Perron 2003, J. Applied Econometrics 18:1; criteria: Zeileis
 * et al. 2003, CSDA 44:109 (it counts each break and the variance), and Liu,
 * Wu & Zidek 1997, Statistica Sinica 7:497. */
struct ct_partitions ct_bai_perron(const struct ct_regime_data *x, size_t h,
                                   size_t most);

/* The number of values up to break k = 1 .. m of the partition with m breaks:
 * its last value has that number less 1. For k = 0 it is 0, for m + 1 it is
 * n. */
size_t ct_partition_last(const struct ct_partitions *p, size_t m, size_t k);

/* Frees what they hold. */
void ct_partitions_clear(struct ct_partitions *p);

/* The criteria of a model with so many breaks. */
double ct_break_bic(const struct ct_regime_data *x, size_t breaks, double rss);
double ct_break_lwz(const struct ct_regime_data *x, size_t breaks, double rss);

#endif
