/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether two series follow the same joinpoint model.
 * Source: Kim, Fay, Yu, Barrett & Feuer 2004, Biometrics 60:1005. */
#ifndef CT_JOINPOINT_COMPARE_H
#define CT_JOINPOINT_COMPARE_H

#include "analyze/joinpoint_model.h"

/* Under the null both series have the same joinpoints and slopes; with
 * coincidence also the same intercept, with parallelism each its own. */
enum { CT_COINCIDENCE, CT_PARALLELISM, CT_COMPARISONS };

/* fit: the null model of both together. statistic: its sum of squares over
 * that of the two models by themselves; f, the same as an F statistic with df1
 * and df2 degrees of freedom, and its p; p by permutation of the null's
 * residuals over both series. */
struct ct_trend_comparison {
    struct ct_joinpoint_fit fit;
    double statistic, f, df1, df2, p_f, p;
};

/* k: the joinpoints of all models, the largest number that was chosen for
 * either series or for both as parallel. sse: that of the two by themselves.
 * Free with ct_trend_comparisons_clear(). */
struct ct_trend_comparisons {
    size_t k;
    double sse;
    struct ct_trend_comparison test[CT_COMPARISONS];
};

/* Compares two series with the same x, whose models were made with these
 * settings and chosen. Where the two models leave no scatter, tests are
 * NaN. */
void ct_trends_compare(const struct ct_joinpoint_model *const *model,
                       const struct ct_joinpoint_settings *settings,
                       struct ct_trend_comparisons *out);

/* Frees what it holds. */
void ct_trend_comparisons_clear(struct ct_trend_comparisons *c);

#endif
