/* SPDX-License-Identifier: GPL-3.0-or-later
 * Log-linear trend of counts that vary more than Poisson's. */
#ifndef CT_NEGATIVE_BINOMIAL_H
#define CT_NEGATIVE_BINOMIAL_H

#include "analyze/poisson_glm.h"

/* Fits by maximum likelihood; variance = mean + mean^2 / theta. Arguments and
 * errors as ct_poisson_fit(); also CT_EMATH when it does not converge. theta
 * is INFINITY, and the fit Poisson's, when the counts vary no more than
 * Poisson's. dispersion is Pearson's under this variance.
 * Source: Venables & Ripley 2002, Modern Applied Statistics with S, 7.4. */
int ct_negative_binomial_fit(const struct ct_counts *c, double *expected,
                             struct ct_count_fit *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
