/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changepoints by penalised cost. */
#ifndef CT_PELT_H
#define CT_PELT_H

#include <stddef.h>

/* What a segment costs: its sum of squares about its mean; -2 log likelihood
 * of a normal with mean and variance of its own; that of a Poisson with a rate
 * of its own (constants left out). */
enum ct_pelt_cost { CT_PELT_MEAN, CT_PELT_MEANVAR, CT_PELT_POISSON };

/* n values y; for POISSON counts, and their exposures (NULL: 1 each), with no
 * negative number. */
struct ct_pelt_data {
    enum ct_pelt_cost cost;
    size_t n;
    const double *y, *exposure;
};

/* The shortest segment: 2 values, 3 for MEANVAR. */
size_t ct_pelt_shortest(enum ct_pelt_cost cost);

/* The variance of values without the changes between them: the median absolute
 * deviation of their differences (x 1.4826) over the root of 2, squared. NaN
 * for n < 2. */
double ct_pelt_variance(const double *y, size_t n);

/* The penalty of a change, as usual for the cost: MEAN 2 ln n times that
 * variance, MEANVAR 3 ln n, POISSON 2 ln n. */
double ct_pelt_penalty(const struct ct_pelt_data *x);

/* Finds the segments with the least sum of costs and penalties (>= 0, one for
 * each segment but the first), which is put into *cost. Writes the number of
 * values up to each change to last (room for n) and returns how many changes
 * there are. n is at least ct_pelt_shortest(). The result is that of comparing
 * all partitions; of equal ones, one is taken.
 * Source: Killick, Fearnhead & Eckley 2012, JASA 107:1590. */
size_t ct_pelt(const struct ct_pelt_data *x, double penalty, size_t *last,
               double *cost);

#endif
