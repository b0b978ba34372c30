/* SPDX-License-Identifier: GPL-3.0-or-later
 * Directly standardised rates and their limits. */
#ifndef CT_DIRECT_RATE_H
#define CT_DIRECT_RATE_H

#include "analyze/poisson_interval.h"

#include <stddef.h>

/* Strata (ages): events x >= 0 among population n > 0, and the weight of each
 * in the standard, on any scale. */
struct ct_strata {
    size_t n;
    double *events, *population, *weight;
};

enum ct_direct_interval {
    CT_DIRECT_DOBSON,
    CT_DIRECT_FAY_FEUER,
    CT_DIRECT_TIWARI
};

/* rate and variance per resident (and its square); events are the sum. */
struct ct_direct_rate {
    double rate, variance, events;
    struct ct_interval limits;
};

/* With w = weight / sum of weights and k = w / n: rate = sum k x, variance =
 * sum k^2 x. Limits at `confidence` percent: dobson     rate + sqrt(variance /
 * O) (limit of O - O), O all events, its limits exact below 10 and Byar's from
 * 10; NaN if O = 0 fay-feuer  gamma; the upper one by the largest k tiwari
 * gamma; the upper one by the mean k and the mean k^2 Dobson et al. 1991, Stat.
 * Med. 10:457; Fay and Feuer 1997, ibid. 16:791; Tiwari, Clegg and Zou 2006,
 * Stat. Methods Med. Res. 15:547. */
struct ct_direct_rate ct_direct_rate(const struct ct_strata *s,
                                     double confidence,
                                     enum ct_direct_interval kind);

#endif
