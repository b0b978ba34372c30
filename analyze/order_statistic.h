/* SPDX-License-Identifier: GPL-3.0-or-later
 * Order statistics without sorting. */
#ifndef CT_ORDER_STATISTIC_H
#define CT_ORDER_STATISTIC_H

#include <stddef.h>

/* The value that stands at place k, from 0, of n > k sorted numbers. Reorders
 * x: nothing before place k is larger afterwards, nothing behind it smaller. */
double ct_order_statistic(double *x, size_t n, size_t k);

/* The median of n > 0 numbers: that in the middle, or the mean of the two.
 * Reorders x about place n / 2. */
double ct_median(double *x, size_t n);

#endif
