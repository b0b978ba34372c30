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
 * imply, the count being rounded too. */
struct ct_rate_pair {
    size_t rate_series;
    long count, rate;
    double x, r, per, digit, least, most;
};

/* A pair that does not agree with the residents others imply. */
struct ct_rate_doubt {
    struct ct_rate_pair pair;
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

/* Adds a finding on a rate: what it should be, and the residents by `why`. */
void ct_rate_find(struct ct_check *c, enum ct_rule rule,
                  const struct ct_rate_pair *a, double expected,
                  const char *why, double residents);

/* Holds the pairs of the set, which are reordered, against one another, period
 * by period; what does not fit becomes a doubt. */
void ct_check_implied(struct ct_rate_work *w);

/* Makes findings of the doubts when all sets were looked at: what is in doubt
 * in most areas and periods has another denominator, and is remarked on. */
void ct_check_implied_settle(struct ct_rate_work *w);

#endif
