/* SPDX-License-Identifier: GPL-3.0-or-later
 * Criteria for the number of joinpoints.
 * Source: Kim, Yu & Feuer 2009, Statistica Sinica 19:597; Kim & Kim 2016, J.
 * Statistical Planning and Inference 170:106 (BIC3); Kim et al. 2022, J.
 * Applied Statistics 50:1992 (weighted BIC). */
#ifndef CT_JOINPOINT_SELECT_H
#define CT_JOINPOINT_SELECT_H

#include "analyze/joinpoint_fit.h"

/* Of a model with k joinpoints, n points and sum of squares Q, smaller is
 * better: bic = ln(Q/n) + 2 (k + 1) ln n / n; bic3 with 3 k + 2, wbic with
 * (2 + weight) k + 2 in place of 2 (k + 1). weight, 0 without joinpoints, is
 * how sharp the sharpest bend is: the largest partial R2 of a hinge. */
struct ct_joinpoint_criteria {
    double bic, bic3, wbic, weight;
};

/* The criteria of a fit. */
struct ct_joinpoint_criteria
ct_joinpoint_criteria(const struct ct_joinpoint_groups *groups,
                      const struct ct_joinpoint_fit *f);

#endif
