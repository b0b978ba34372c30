/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the results of several imputations together. */
#ifndef CT_RUBIN_H
#define CT_RUBIN_H

#include <stddef.h>

/* estimate: mean of the imputations' estimates. within: mean of their
 * variances; between: variance of the estimates; total = within + (1 + 1/m)
 * between. df: Barnard and Rubin's, infinite where nothing varies between.
 * fmi: share of the information that is missing (0 to 1). */
struct ct_pooled {
    double estimate, within, between, total, df, fmi;
};

/* Pools m >= 2 estimates with their variances; df_complete: degrees of freedom
 * if nothing were missing (INFINITY: many). With m < 2 everything but the
 * estimate is NaN.
 * Source: Rubin 1987; Barnard, Rubin 1999, Biometrika 86:948. */
struct ct_pooled ct_rubin(const double *estimate, const double *variance,
                          size_t m, double df_complete);

#endif
