/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least-squares fit of a model whose joinpoints are given. */
#ifndef CT_JOINPOINT_FIT_H
#define CT_JOINPOINT_FIT_H

#include "analyze/joinpoint_grid.h"
#include "analyze/joinpoint_points.h"

/* k joinpoints `at`; coefficient, one for each column of the design; slope of
 * the k + 1 segments; sse, the weighted sum of squares; fitted and residual,
 * whitened, one for each row. Free with ct_joinpoint_fit_clear(). */
struct ct_joinpoint_fit {
    size_t k, rows;
    double at[CT_JOINPOINT_MAX];
    double coefficient[CT_JOINPOINT_MAX + 3];
    double slope[CT_JOINPOINT_MAX + 1];
    double sse;
    double *fitted, *residual;
};

/* Fits k <= CT_JOINPOINT_MAX joinpoints by QR decomposition. There must be at
 * least as many rows as columns. */
void ct_joinpoint_fit(struct ct_joinpoint_fit *out,
                      const struct ct_joinpoint_groups *groups,
                      const double *at, size_t k);

/* The fitted y of a group at x. */
double ct_joinpoint_fit_value(const struct ct_joinpoint_fit *f,
                              const struct ct_joinpoint_groups *groups,
                              size_t group, double x);

/* Frees what the fit holds. */
void ct_joinpoint_fit_clear(struct ct_joinpoint_fit *f);

#endif
