/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joinpoint models of one series, or of two together: how many joinpoints are
 * tried, the best model of each number, and the number chosen. */
#ifndef CT_JOINPOINT_MODEL_H
#define CT_JOINPOINT_MODEL_H

#include "analyze/joinpoint_permute.h"
#include "analyze/joinpoint_select.h"
#include "lib/error.h"

/* In the order of the words of --select. */
enum ct_joinpoint_select {
    CT_JOINPOINT_WBIC,
    CT_JOINPOINT_BIC,
    CT_JOINPOINT_BIC3,
    CT_JOINPOINT_PERMUTATION
};

/* Fewest points for a line, and for a joinpoint; most joinpoints that are
 * tried with permutations unless more are asked for. */
enum {
    CT_JOINPOINT_LINE = 3,
    CT_JOINPOINT_BEND = 7,
    CT_JOINPOINT_PERMUTED = 5
};

/* What is to be fitted. most < 0: by the number of points. */
struct ct_joinpoint_settings {
    struct ct_joinpoint_rules rules;
    bool anywhere; /* joinpoints between the places of the grid, too */
    int least, most;
    enum ct_joinpoint_select select;
    struct ct_permutations permutations;
};

/* Why fewer joinpoints were tried than asked for. */
enum ct_joinpoint_limit {
    CT_JOINPOINT_UNLIMITED,
    CT_JOINPOINT_FEW,  /* points, for the rules */
    CT_JOINPOINT_SLOW, /* more models than can be tried */
};

/* fit[k] and criteria[k] for k = 0 .. most; those below `least` were not to be
 * chosen. points: those of the first group. exact: the model selected leaves
 * no scatter, so that there is nothing to test. Free with
 * ct_joinpoint_model_clear(); points are borrowed. */
struct ct_joinpoint_model {
    struct ct_joinpoint_groups groups;
    const struct ct_joinpoint_points *points;
    struct ct_joinpoint_grid grid;
    struct ct_joinpoint_design design;
    size_t least, most, selected;
    enum ct_joinpoint_limit limit;
    bool exact;
    struct ct_joinpoint_fit fit[CT_JOINPOINT_MAX + 1];
    struct ct_joinpoint_criteria criteria[CT_JOINPOINT_MAX + 1];
    struct ct_permutation_tests tests; /* with CT_JOINPOINT_PERMUTATION */
};

/* Most joinpoints tried by default with n points (as the NCI's program). */
int ct_joinpoint_default_most(size_t n);

/* Makes grid and design, and fits every number of joinpoints that can be.
 * Groups have the same x. Nothing is chosen yet. Returns 0; -1 with *err
 * (CT_EFEW) where there are fewer than CT_JOINPOINT_LINE points or no model
 * with settings->least joinpoints. Clear in any case. */
int ct_joinpoint_model_fit(struct ct_joinpoint_model *out,
                           const struct ct_joinpoint_groups *groups,
                           const struct ct_joinpoint_settings *settings,
                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* Computes the criteria and chooses. */
void ct_joinpoint_model_choose(struct ct_joinpoint_model *m,
                               const struct ct_joinpoint_settings *settings);

/* Frees what the model holds. */
void ct_joinpoint_model_clear(struct ct_joinpoint_model *m);

#endif
