/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the loop does before methods run, for who has to know what they would
 * see (analyze/account.h). */
#ifndef CT_LOOP_H
#define CT_LOOP_H

#include "analyze/denominators.h"
#include "analyze/take.h"

/* Plans, joins, takes and groups the series of t->analysis; left_out as in
 * ct_take_series(). t is zero but for analysis and denominators, which is den.
 * Returns 0, or -1 with *err. Clear t and den in any case. */
int ct_loop_prepare(struct ct_taken *t, struct ct_denominators *den,
                    size_t *left_out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what t holds. */
void ct_loop_clear(struct ct_taken *t);

#endif
