/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that stand out from their series: Hampel's filter, Tukey's fences on
 * the change of logarithms, the modified z of Iglewicz and Hoaglin. Arrays in,
 * arrays out; NaN = missing. */
#ifndef CT_OUTLIERS_H
#define CT_OUTLIERS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    CT_HAMPEL_REACH = 3, /* periods on either side of a value */
    CT_HAMPEL_LEAST = 3, /* values in the window, itself included */
    CT_FENCES_LEAST = 4, /* changes */
    CT_MODIFIED_LEAST = 3
};

/* The modified z from which a value stands out (Iglewicz, Hoaglin 1993). */
#define CT_MODIFIED_LIMIT 3.5

/* A value against those around it: their median (itself included) and 1.4826
 * times the median distance from it; NaN with fewer than CT_HAMPEL_LEAST. */
struct ct_hampel {
    double median, mad;
    bool found;
};

/* Looks at value i of n: the window reaches CT_HAMPEL_REACH periods (ordinal)
 * to either side, less at the ends. Found if more than 3 mad off; where mad is
 * 0, if more than half the median off. Source: Hampel 1974, JASA 69:383. */
struct ct_hampel ct_hampel(const double *x, const long *ordinal, size_t n,
                           size_t i);

/* Writes to change[i] the ln of value i less that of the period before; NaN
 * for the first, behind a gap, and where one of them is not above 0. */
void ct_log_changes(const double *x, const long *ordinal, size_t n,
                    double *change);

/* Quartiles (type 7) of n changes, and the fences 1.5 interquartile ranges
 * beyond them; all NaN with fewer than CT_FENCES_LEAST. */
struct ct_fences {
    size_t n; /* not missing */
    double q1, q3, lower, upper;
};

/* Source: Tukey 1977, Exploratory Data Analysis. */
struct ct_fences ct_tukey_fences(const double *change, size_t n);

/* Writes .6745 (x - median) / MAD to z; all NaN with fewer than
 * CT_MODIFIED_LEAST values, or where more than half are equal. Source:
 * Iglewicz, Hoaglin 1993, How to Detect and Handle Outliers. */
void ct_modified_z(const double *x, size_t n, double *z);

#endif
