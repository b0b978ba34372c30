/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local regression of equally spaced values: at each place a line (or a mean)
 * through the nearest values, the nearer the heavier.
 *
 * Source: Cleveland 1979, JASA 74:829; Cleveland, Cleveland, McRae &
 * Terpenning 1990, Journal of Official Statistics 6:3. */
#ifndef CT_LOESS_H
#define CT_LOESS_H

#include <stdbool.h>
#include <stddef.h>

/* How one smoother looks. */
struct ct_loess {
    size_t window; /* values that have a weight, odd; may exceed n */
    int degree;    /* 0: mean, 1: line */
    size_t jump;   /* fitted at every jump-th place and at the last, straight
                      lines between */
};

/* n values at the places 1 .. n, all finite. weight multiplies that of
 * distance; NULL = all 1. work has room for n numbers. */
struct ct_loess_data {
    size_t n;
    const double *y, *weight;
    double *work;
};

/* The fit at one place, which may lie outside 1 .. n. Returns false, *fit
 * untouched, where all values within reach have weight 0. */
bool ct_loess_at(const struct ct_loess_data *d, const struct ct_loess *l,
                 double place, double *fit);

/* The fit at all n places; the value itself where there is none. fit may be y
 * only if n = 1. */
void ct_loess(const struct ct_loess_data *d, const struct ct_loess *l,
              double *fit);

#endif
