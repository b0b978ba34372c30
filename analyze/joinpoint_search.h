/* SPDX-License-Identifier: GPL-3.0-or-later
 * The grid search: every model of up to k joinpoints.
 *
 * A model's gain is what it takes off the sum of squares of a straight line.
 * Source: Lerman 1980, Applied Statistics 29:77. */
#ifndef CT_JOINPOINT_SEARCH_H
#define CT_JOINPOINT_SEARCH_H

#include "analyze/joinpoint_design.h"
#include "analyze/joinpoint_fit.h"

/* Is told the gains of all models of `depth` joinpoints that have the places
 * knot[0 .. depth - 2] and one of from .. m - 1 (gain[place]; -infinity where
 * the model cannot be fitted). Models of a depth come in lexicographic order
 * of their places. */
typedef void ct_joinpoint_visit(void *user, const size_t *knot, size_t depth,
                                size_t from, const double *gain);

/* Visits the models of 1 .. k joinpoints, k >= 1. y: whitened, projected off
 * the design's base. */
void ct_joinpoint_search(const struct ct_joinpoint_design *d, const double *y,
                         size_t k, ct_joinpoint_visit *visit, void *user);

/* Fits the best models of 0 .. k joinpoints into fit[0 .. k], each of which
 * must be possible. Of models that are equally good (to 1e-12) the one whose
 * joinpoints come first. */
void ct_joinpoint_search_best(const struct ct_joinpoint_design *d,
                              const struct ct_joinpoint_groups *groups,
                              size_t k, struct ct_joinpoint_fit *fit);

/* For each place and each of the joinpoints of models with exactly k, the
 * largest gain of those with that joinpoint there: gain[j * m + place],
 * -infinity where there is none. */
void ct_joinpoint_search_profile(const struct ct_joinpoint_design *d,
                                 const struct ct_joinpoint_groups *groups,
                                 size_t k, double *gain);

#endif
