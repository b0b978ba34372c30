/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of one series: a row of the table comparability. */
#ifndef CT_COMPARABILITY_MEMBER_H
#define CT_COMPARABILITY_MEMBER_H

#include "analyze/comparability_score.h"
#include "analyze/method.h"
#include "lib/beside.h"
#include "lib/table.h"

/* The columns of the table. */
extern const struct ct_column_row ct_comparability_columns[];

/* Periods, by number, from the first to the last in which any member of a group
 * has a value; any: there is one. */
struct ct_comparability_window {
    long first, last;
    bool any;
};

struct ct_comparability_window
ct_comparability_window_of(const struct ct_group *g);

/* Adds the row of a member: periods, how it was recorded, breaks, statuses,
 * edition. b: the members side by side, in the group's order. Returns what a
 * score goes by; its texts are the panel's. */
struct ct_score_input
ct_comparability_write(const struct ct_group *g, const struct ct_beside *b,
                       size_t member, const struct ct_comparability_window *w,
                       struct ct_table *t);

/* Sets the points of the last row, or why there are none. */
void ct_comparability_write_score(const struct ct_score_input *in,
                                  struct ct_table *t);

#endif
