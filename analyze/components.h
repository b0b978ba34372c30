/* SPDX-License-Identifier: GPL-3.0-or-later
 * A series parted into trend, season and remainder, and how much of it each
 * is. */
#ifndef CT_COMPONENTS_H
#define CT_COMPONENTS_H

#include <stdbool.h>
#include <stddef.h>

/* Arrays of n values, of one block; NaN where there is none. Their sum, or,
 * of a multiplicative decomposition, their product, is the series. weight is
 * that of robustness, 1 throughout without it. */
struct ct_components {
    size_t n;
    double *trend, *seasonal, *remainder, *weight;
};

/* Room for n values, all 0; free with ct_components_clear(). */
struct ct_components ct_components_make(size_t n);
void ct_components_clear(struct ct_components *c);

/* Parts n >= 2 * period values, all finite (and above 0 if multiplicative):
 * the trend is a centred moving average over a period, without half a period
 * at either end; the season is the mean by season of what is above the trend,
 * their mean 0 (multiplicative: as a ratio to the trend, their mean 1), and
 * begins with the season of the first value. c has room for n.
 * Source: Kendall & Stuart 1983, The Advanced Theory of Statistics 3, ch. 46;
 * as decompose() of R. */
void ct_components_by_averages(const double *y, size_t period,
                               bool multiplicative, struct ct_components *c);

/* How strong a component is (trend or seasonal of c), 0 to 1: 1 less the
 * variance of the remainder as a share of that of remainder and component
 * together; of logarithms if multiplicative. NaN where neither varies.
 * Source: Wang, Smith & Hyndman 2006, Data Mining and Knowledge Discovery
 * 13:335. */
double ct_components_strength(const struct ct_components *c,
                              const double *component, bool multiplicative);

/* The mean of a component by season, the season of the first value first;
 * NaN are left out. out has room for `period` numbers. */
void ct_seasonal_means(const double *component, size_t n, size_t period,
                       double *out);

#endif
