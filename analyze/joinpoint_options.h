/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options of joinpoint and compare-trends. */
#ifndef CT_JOINPOINT_OPTIONS_H
#define CT_JOINPOINT_OPTIONS_H

#include "analyze/joinpoint_model.h"
#include "lib/option.h"
#include "lib/panel.h"

/* What the command line sets. most < 0: by the number of values; ar1 NULL:
 * not given. */
struct ct_joinpoint_options {
    int least, most;
    struct ct_joinpoint_rules rules;
    int scale, weights, select, locations, ci; /* numbers of their words */
    int permutations, seed;
    double alpha;
    const char *ar1;
    const char *allow; /* of compare-trends */
};

extern const struct ct_joinpoint_options ct_joinpoint_defaults;

/* The rows of either method. */
extern const struct ct_option ct_joinpoint_option_rows[];
extern const struct ct_option ct_compare_trends_option_rows[];

/* Checks what goes together and reads --ar1 into *rho: NaN for `estimate`, 0
 * where it is not given. Returns 0, or -1 with CT_EUSAGE. */
int ct_joinpoint_options_check(const struct ct_joinpoint_options *own,
                               double *rho, struct ct_error *err)
    __attribute__((warn_unused_result));

/* How models are to be fitted; kept: see struct ct_permutations. */
struct ct_joinpoint_settings
ct_joinpoint_options_settings(const struct ct_joinpoint_options *own,
                              struct ct_orders_kept *kept);

/* Records seed and generator in a result that random numbers were drawn
 * for. */
void ct_joinpoint_options_seed(const struct ct_joinpoint_options *own,
                               struct ct_panel *result);

#endif
