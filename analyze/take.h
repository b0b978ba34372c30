/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which series of a panel a method takes, made ready. Used by the loop only. */
#ifndef CT_TAKE_H
#define CT_TAKE_H

#include "analyze/denominators.h"
#include "analyze/result.h"

/* Why series are left out. */
enum ct_left_out {
    CT_TAKEN,
    CT_NO_COUNTS,     /* the method counts; this is a rate, an index ... */
    CT_NO_RATES,      /* --counts-from-rates, and this is no rate */
    CT_NO_POPULATION, /* counts for a method on rates, without -p */
    CT_RESIDENTS,     /* the population itself */
    CT_NO_AMOUNTS,    /* rates, percentages, indices, months reported */
    CT_BESIDE,        /* the method reads them by itself: not worth a word */
    CT_N_LEFT_OUT
};

/* The words for it, "" for what needs none. */
extern const char *const ct_left_out_text[CT_N_LEFT_OUT];

/* Takes the series that the method can work on and its plan lets in, and makes
 * them ready: t->data, t->left_out. Counts in left_out (CT_N_LEFT_OUT, zero)
 * those of each reason. Returns 0, or -1 with *err, also if there are none. */
int ct_take_series(struct ct_taken *t, struct ct_denominators *den,
                   size_t *left_out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Clears keep[] of the series that the plan does not let in (struct ct_plan),
 * and says in t->left_out which codes those have. */
void ct_choose_series(struct ct_taken *t, bool *keep);

#endif
