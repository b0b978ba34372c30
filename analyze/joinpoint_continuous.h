/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joinpoints that may lie anywhere.
 * Source: Muggeo 2003, Statistics in Medicine 22:3055. */
#ifndef CT_JOINPOINT_CONTINUOUS_H
#define CT_JOINPOINT_CONTINUOUS_H

#include "analyze/joinpoint_inference.h"

/* Moves the joinpoints of the fit to one group from the places of a grid to
 * where the sum of squares is least, within the rules. */
void ct_joinpoint_refine(struct ct_joinpoint_fit *f,
                         const struct ct_joinpoint_groups *groups,
                         const struct ct_joinpoint_rules *rules);

/* As ct_joinpoint_infer() for such a fit: joinpoints are coefficients like the
 * others, with standard errors from the derivatives of all of them and
 * n - 2k - 2 degrees of freedom. */
void ct_joinpoint_infer_continuous(const struct ct_joinpoint_model *m,
                                   double confidence,
                                   struct ct_joinpoint_inference *out);

#endif
