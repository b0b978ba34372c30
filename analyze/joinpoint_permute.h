/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number of joinpoints by a sequence of permutation tests.
 * Source: Kim et al. 2000, Statistics in Medicine 19:335, with the correction
 * of 2001, 20:655. */
#ifndef CT_JOINPOINT_PERMUTE_H
#define CT_JOINPOINT_PERMUTE_H

#include "analyze/joinpoint_design.h"
#include "analyze/joinpoint_fit.h"
#include "analyze/permutation_orders.h"

#include <stdbool.h>

/* How the tests are done; kept: orders of the series before, or NULL. */
struct ct_permutations {
    struct ct_replicates replicates;
    double alpha;
    struct ct_orders_kept *kept;
};

/* `null` joinpoints against `alternative`: statistic = sum of squares of the
 * null over that of the alternative; p, the share of permutations, the data
 * counted in, with one as large; rejected where p < alpha, the level of this
 * test. */
struct ct_permutation_test {
    size_t null, alternative;
    double statistic, p, alpha;
    bool rejected;
};

/* From `least` against `most` joinpoints, set by the caller; the n tests in
 * the order made. */
struct ct_permutation_tests {
    size_t least, most, n;
    struct ct_permutation_test test[CT_JOINPOINT_MAX];
};

/* Tests until one number of joinpoints is left, and returns it. fit[k]: the
 * best models. */
size_t ct_permutation_sequence(const struct ct_joinpoint_design *d,
                               const struct ct_joinpoint_fit *fit,
                               const struct ct_permutations *how,
                               struct ct_permutation_tests *out);

#endif
