/* SPDX-License-Identifier: GPL-3.0-or-later
 * How well two sources of the same numbers agree. */
#ifndef CT_AGREEMENT_H
#define CT_AGREEMENT_H

#include <stddef.h>

/* How many standard deviations limits of agreement reach, by convention. */
#define CT_AGREEMENT_REACH 1.96

/* n pairs: Lin's coefficient of concordance (divisor n), correlations, mean
 * and standard deviation (n - 1) of b - a. NaN where it is not defined. */
struct ct_agreement {
    size_t n;
    double ccc, pearson, spearman, bias, sd;
};

/* Compares n pairs, all finite, for any n. Takes n^2 comparisons.
 * Sources: Lin 1989, Biometrics 45:255; Bland & Altman 1986, Lancet 1:307. */
void ct_agreement(const double *a, const double *b, size_t n,
                  struct ct_agreement *out);

/* Of n ratios b / a above 0: their median and geometric mean, the limits of
 * agreement (ln, n - 1), the share within 10 percent of 1. NaN for n = 0;
 * limits for n < 2. */
struct ct_ratio_agreement {
    size_t n;
    double median, geometric, lower, upper, within10;
};

/* Sums up n ratios above 0, for any n.
 * Source: Bland & Altman 1986, on logarithms. */
void ct_ratio_agreement(const double *ratio, size_t n,
                        struct ct_ratio_agreement *out);

#endif
