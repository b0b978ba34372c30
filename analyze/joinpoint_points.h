/* SPDX-License-Identifier: GPL-3.0-or-later
 * What joinpoint models are fitted to: points of one series, or of two that
 * are compared, and the columns of their design.
 *
 * Errors may have unequal variances and be correlated with that before;
 * "whitened" columns are combined so that theirs are equal and free, and a fit
 * is plain least squares. */
#ifndef CT_JOINPOINT_POINTS_H
#define CT_JOINPOINT_POINTS_H

#include <stdbool.h>
#include <stddef.h>

/* n points: x in years, increasing, near 0 for full precision; y; root, the
 * square root of the weight, > 0; lag, the correlation of an error with that
 * of the point before (0: free; that of the first point is not looked at).
 * Borrowed. */
struct ct_joinpoint_points {
    size_t n;
    const double *x, *y, *root, *lag;
};

/* Points fitted together by lines that bend at the same places: one group; or
 * two with slopes in common, the intercept too or one for each. The whitened
 * columns of the groups stand one after the other. Borrowed. */
struct ct_joinpoint_groups {
    size_t n;
    const struct ct_joinpoint_points *group[2];
    bool own_intercepts;
};

/* Points of all groups; columns before those of the hinges: intercepts and x.
 */
size_t ct_joinpoint_rows(const struct ct_joinpoint_groups *g);
size_t ct_joinpoint_n_base(const struct ct_joinpoint_groups *g);

/* Whitens the values `in` of the points first .. end - 1, one for each of
 * these, into out, as if there were no point before. */
void ct_joinpoint_whiten(const struct ct_joinpoint_points *p, size_t first,
                         size_t end, const double *in, double *out);

/* Undoes ct_joinpoint_whiten() of all points. */
void ct_joinpoint_unwhiten(const struct ct_joinpoint_points *p,
                           const double *in, double *out);

/* The whitened y of all groups, into out. */
void ct_joinpoint_whitened(const struct ct_joinpoint_groups *g, double *out);

/* The element of a column of the design for a point of a group at x, not
 * whitened: columns 0 .. n_base - 1 are intercepts and x, the others hinges
 * (x - at[column - n_base])+. */
double ct_joinpoint_element(const struct ct_joinpoint_groups *g, size_t column,
                            size_t group, double x, const double *at);

/* The whitened column, into out. */
void ct_joinpoint_column(const struct ct_joinpoint_groups *g, size_t column,
                         const double *at, double *out);

#endif
