/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of a group added up, period by period. Make, use, clear. */
#ifndef CT_PART_SUMS_H
#define CT_PART_SUMS_H

#include "analyze/method.h"
#include "analyze/whole.h"

/* The sum of a period. given: of the numbers there are; least and most: with
 * what the suppressed ones can be (INFINITY: no bound is known). missing:
 * series without a number that have one in another period. complete: the parts,
 * those suppressed with them, make up the whole; lacks: the first code that
 * lacks, "" if none does or no list says. earlier: series with a number in the
 * period before; still: of them, those in this one. fell: of what the former
 * had, the latter had less than 80 %; rose: of what all have now, they have
 * less. status: letters of the
 * parts. */
struct ct_part_sum {
    int32_t day;
    size_t parts, missing, suppressed, earlier, still;
    double given, least, most;
    bool complete, fell, rose;
    unsigned status;
    char lacks[CT_WHOLE_MAX];
};

/* Sums of all periods any series has, in order. code: those that any series
 * with a number has; code_of_sum: what they make up together, else `_T`. */
struct ct_part_sums {
    size_t n, n_codes;
    struct ct_part_sum *sum;
    const char **code;
    struct ct_whole whole;
    const char *code_of_sum;
};

/* Adds up the members over a dimension. Returns 0, or -1 with CT_EDATA where
 * two that overlap (a total and its part, ages with years in common) have a
 * number in the same period. Clear in any case. */
int ct_part_sums_make(const struct ct_group *g, const char *dimension,
                      const struct ct_codes *codes, struct ct_part_sums *out,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_part_sums_clear(struct ct_part_sums *s);

#endif
