/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts and rates of the same thing. Used by the rules `rate` and
 * `implied-population` of check only. */
#ifndef CT_CHECK_RATES_H
#define CT_CHECK_RATES_H

#include "analyze/check.h"
#include "analyze/join.h"

/* How far a rate may be off beside its rounding. */
#define CT_RATE_ALLOWED 0.005

/* A count and its rate in one period. digit: a unit of the rate's last digit,
 * which may have been rounded or cut off; least, most: the residents they
 * imply, the count being rounded too; residents: those of the population, NaN
 * if it has none. */
struct ct_rate_pair {
    size_t rate_series;
    long count, rate;
    double x, r, per, digit, least, most, residents;
};

/* A pair that does not agree with its residents (rule RATE), or with those
 * others imply (IMPLIED). */
struct ct_rate_doubt {
    struct ct_rate_pair pair;
    enum ct_rule rule;
    double residents;
};

/* What is one thing but for its area: the decimals its rates have, how many
 * pairs were looked at, how many are in doubt. */
struct ct_rate_thing {
    int decimals;
    size_t looked, doubts;
};

/* The work: the join of the panel with a population, or NULL; n pairs of one
 * set of series whose residents are the same; doubts; for each series the
 * number of its thing. */
struct ct_rate_work {
    struct ct_check *c;
    struct ct_join *join;
    size_t n, capacity, n_doubts, doubts_capacity;
    struct ct_rate_pair *pair;
    struct ct_rate_doubt *doubt;
    size_t *thing_of;
    struct ct_rate_thing *thing;
};

/* Holds the pairs of the set, which are reordered, against their residents and
 * one another, period by period; what does not fit becomes a doubt. Where most
 * pairs of a period imply other residents than the population has, that is
 * found once, and the others are held against what most imply. */
void ct_check_implied(struct ct_rate_work *w);

/* Makes findings of the doubts when all sets were looked at: what is in doubt
 * in most areas and periods has another denominator, and is remarked on. */
void ct_check_implied_settle(struct ct_rate_work *w);

#endif
