/* SPDX-License-Identifier: GPL-3.0-or-later
 * Digits of counts: whether first digits follow Benford's law, and whether
 * last digits are all as frequent. Screens for heaping and for made-up
 * numbers, never evidence. */
#ifndef CT_DIGITS_H
#define CT_DIGITS_H

#include <stddef.h>

enum {
    CT_BENFORD_LEAST = 100, /* counts */
    CT_LAST_LEAST = 50
};

/* What a test found; NaN where it was not computed. */
struct ct_digits {
    size_t n; /* counts looked at */
    double statistic, df, p;
    double mad, ks;        /* first digits: mean and largest (cumulative)
                              distance of shares from Benford's */
    double whipple, myers; /* last digits: share of 0 and 5, 100 = as expected;
                              percent of counts at the wrong digit */
    const char *reason;    /* why not computed, or NULL */
};

/* First digits of the counts above 0: chi squared with 8 degrees of freedom.
 * Whole numbers only. At least CT_BENFORD_LEAST of them, the largest 100 times
 * the smallest. Source: Benford 1938, Proc. American Philosophical Society
 * 78:551; Nigrini 2012. */
struct ct_digits ct_benford(const double *count, size_t n);

/* Last digits of the counts from `least` (10 or more) on: chi squared with 9
 * degrees of freedom. Whole numbers only, at least CT_LAST_LEAST of them.
 * Source: Whipple 1919, Vital Statistics; Myers 1940, Trans. Actuarial Society
 * of America 41:402. */
struct ct_digits ct_last_digits(const double *count, size_t n, double least);

#endif
