/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a search for joinpoints needs of the points' x and weights, made once
 * for all y: the hinges of the grid less what intercept and line tell of them,
 * and their products. */
#ifndef CT_JOINPOINT_DESIGN_H
#define CT_JOINPOINT_DESIGN_H

#include "analyze/joinpoint_grid.h"
#include "analyze/joinpoint_points.h"

/* All columns are whitened, n long, one after the other. base: n_base columns,
 * an orthonormal basis of intercepts and x. hinge: m columns, those of the
 * grid's places, projected off base. gram: m x m, their products. */
struct ct_joinpoint_design {
    size_t n, n_base, m;
    const struct ct_joinpoint_grid *grid; /* borrowed */
    double *base, *hinge, *gram;
};

/* Makes it. Free with ct_joinpoint_design_clear(). */
void ct_joinpoint_design_init(struct ct_joinpoint_design *out,
                              const struct ct_joinpoint_groups *groups,
                              const struct ct_joinpoint_grid *grid);

/* Takes base out of n whitened values. */
void ct_joinpoint_project(const struct ct_joinpoint_design *d, double *v);

/* The products of the hinges with n values, into z, m long. */
void ct_joinpoint_products(const struct ct_joinpoint_design *d, const double *v,
                           double *z);

/* What is left of a hinge's squared length once those before are taken out,
 * as a share of the whole: below this it is taken to be a combination of them
 * (joinpoints closer than observations). */
#define CT_JOINPOINT_SINGULAR 1e-12

/* Frees what the design holds. */
void ct_joinpoint_design_clear(struct ct_joinpoint_design *d);

#endif
