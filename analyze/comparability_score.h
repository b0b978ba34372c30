/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of a series as points, 0 to 100. */
#ifndef CT_COMPARABILITY_SCORE_H
#define CT_COMPARABILITY_SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* The parts of the score, and the points each is worth. */
enum ct_score_part {
    CT_SCORE_ALIGNMENT,
    CT_SCORE_UNIT,
    CT_SCORE_BREAKS,
    CT_SCORE_COMPLETENESS,
    CT_SCORE_TIMELINESS,
    CT_N_SCORE
};
extern const double ct_score_most[CT_N_SCORE];

/* What is known. relation and counting_unit are codes, "" if not known;
 * offence a code of the classification. breaks are those with values on
 * either side, completeness the share of periods with a value (NaN: no
 * period), months those from the end of the last period to the edition (NaN:
 * not known). */
struct ct_score_input {
    const char *offence, *relation, *counting_unit;
    size_t breaks;
    double completeness, months;
};

/* Points of each part, NaN where it does not apply (no offence of the
 * classification; no edition). applicable: the most points there could be;
 * score: points / applicable x 100, NaN where applicable is below 50. */
struct ct_score {
    double points[CT_N_SCORE], applicable, score;
};

void ct_comparability_score(const struct ct_score_input *in,
                            struct ct_score *out);

#endif
