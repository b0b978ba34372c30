/* SPDX-License-Identifier: GPL-3.0-or-later
 * One series, or part of one, on its way to joinpoint models: what joinpoint
 * and compare-trends have in common. */
#ifndef CT_JOINPOINT_PART_H
#define CT_JOINPOINT_PART_H

#include "analyze/joinpoint_options.h"
#include "analyze/joinpoint_series.h"

/* points and model look at each other: a part must not be moved. kept: orders
 * of the series before, or NULL. rho: the
 * correlation of neighbours' errors, NaN until it is estimated. Free with
 * ct_joinpoint_part_clear(). */
struct ct_joinpoint_part {
    const struct ct_joinpoint_options *own;
    struct ct_orders_kept *kept;
    struct ct_joinpoint_series series;
    struct ct_joinpoint_points points;
    struct ct_joinpoint_model model;
    double rho;
};

/* Takes the values. Returns as ct_joinpoint_series_take(). */
int ct_joinpoint_part_take(struct ct_joinpoint_part *part,
                           const struct ct_series *s,
                           const struct ct_common_options *common,
                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* Fits all numbers of joinpoints, once more if rho is to be estimated, and
 * chooses one. Returns as ct_joinpoint_model_fit(). */
int ct_joinpoint_part_fit(struct ct_joinpoint_part *part, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Says what was done to the values. */
void ct_joinpoint_part_note(const struct ct_joinpoint_part *part,
                            struct ct_output_part *out);

/* Says why fewer joinpoints were tried than asked for, if they were. */
void ct_joinpoint_model_note(const struct ct_joinpoint_model *m,
                             struct ct_output_part *out);

/* Frees what the part holds. */
void ct_joinpoint_part_clear(struct ct_joinpoint_part *part);

#endif
