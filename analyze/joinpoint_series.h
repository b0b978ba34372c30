/* SPDX-License-Identifier: GPL-3.0-or-later
 * The points of a series that joinpoint models are fitted to: logarithms,
 * weights, zeros. */
#ifndef CT_JOINPOINT_SERIES_H
#define CT_JOINPOINT_SERIES_H

#include "analyze/joinpoint_points.h"
#include "analyze/observed.h"

/* In the order of the words of --scale and --weights. */
enum ct_joinpoint_scale { CT_JOINPOINT_LOG, CT_JOINPOINT_LINEAR };
enum ct_joinpoint_weights {
    CT_JOINPOINT_AUTO, /* COUNT where all counts are known, else CONSTANT */
    CT_JOINPOINT_COUNT,
    CT_JOINPOINT_CONSTANT,
    CT_JOINPOINT_SE
};

/* o holds the values that are used, o.y on the scale of the model; x years
 * from `middle` (years after the first value); root and lag as in struct
 * ct_joinpoint_points, lag 0. halves: zero counts taken as a half; dropped:
 * zeros left out; unweighted: values left out because their weight is not
 * known. */
struct ct_joinpoint_series {
    struct ct_observed o;
    enum ct_joinpoint_weights weights;
    double middle, *x, *root, *lag;
    size_t halves, dropped, unweighted;
};

/* What to take and how. zero: CT_ZERO_...; confidence of the panel's limits,
 * for the weights CT_JOINPOINT_SE. */
struct ct_joinpoint_taking {
    enum ct_joinpoint_scale scale;
    enum ct_joinpoint_weights weights;
    int zero;
    double confidence;
};

/* Takes the points. Returns 0; -1 with *err: CT_EMATH where a value is below
 * zero, a zero has no half because its count is not known, all counts are zero
 * on the scale of logarithms, or no weight is known; CT_EDATA at a zero with
 * CT_ZERO_ERROR. Clear with ct_joinpoint_series_clear() in any case. */
int ct_joinpoint_series_take(struct ct_joinpoint_series *out,
                             const struct ct_series *s,
                             const struct ct_joinpoint_taking *how,
                             struct ct_error *err)
    __attribute__((warn_unused_result));

/* Leaves out the values whose periods the other series does not have, and the
 * other way about; x is the same for both then. Before
 * ct_joinpoint_series_correlate(). */
void ct_joinpoint_series_match(struct ct_joinpoint_series *s,
                               struct ct_joinpoint_series *other);

/* Makes errors of neighbouring periods correlated by rho, those further apart
 * by its power. */
void ct_joinpoint_series_correlate(struct ct_joinpoint_series *s, double rho);

/* The points, borrowed. */
struct ct_joinpoint_points
ct_joinpoint_series_points(const struct ct_joinpoint_series *s);

/* Writes where x lies into a text cell of a table's last row: the period of
 * the value there, or a decimal year. */
void ct_joinpoint_series_cell(const struct ct_joinpoint_series *s, double x,
                              struct ct_table *t, size_t column);

/* Frees what it holds. */
void ct_joinpoint_series_clear(struct ct_joinpoint_series *s);

#endif
