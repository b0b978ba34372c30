/* SPDX-License-Identifier: GPL-3.0-or-later
 * Log-linear trend of counts in a population: Poisson regression. */
#ifndef CT_POISSON_GLM_H
#define CT_POISSON_GLM_H

#include "lib/error.h"

#include <stddef.h>

/* n >= 2 periods: t in years, near 0, rising; events >= 0, whole or not;
 * population > 0. */
struct ct_counts {
    size_t n;
    const double *t, *events, *population;
};

/* A fitted trend: ln(expected events / population) = intercept + slope t. se
 * is that of the slope under the model's variance; dispersion Pearson's chi
 * squared over n - 2 (1: as the model has it), NaN for n < 3; theta is NaN but
 * for negative binomial fits. */
struct ct_count_fit {
    double intercept, slope, se, dispersion, deviance, loglik, theta;
};

/* Fits by maximum likelihood; variance = mean. For quasi-Poisson take se times
 * the root of dispersion.
 *
 * expected  room for n fitted counts
 *
 * Returns 0; -1 with *err, CT_EMATH: no events at all, or all of them in the
 * first or in the last period, where the slope has no finite estimate.
 * Source: McCullagh & Nelder 1989, Generalized Linear Models, ch. 6. */
int ct_poisson_fit(const struct ct_counts *c, double *expected,
                   struct ct_count_fit *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
