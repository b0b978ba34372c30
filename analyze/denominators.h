/* SPDX-License-Identifier: GPL-3.0-or-later
 * Gives the series of one analysis their denominators, and says what has
 * none. Used by the loop only. */
#ifndef CT_DENOMINATORS_H
#define CT_DENOMINATORS_H

#include "analyze/analyze.h"
#include "analyze/join.h"
#include "analyze/series.h"

/* The join, NULL without a population, and what happened so far. */
struct ct_denominators {
    struct ct_join *join;
    size_t values;       /* that wanted residents */
    size_t without;      /* had none, of which ... */
    size_t zero;         /* ... 0 of them */
    size_t interpolated; /* had them from the years around */
    size_t added_up;     /* series whose residents are a sum of parts */
    size_t derived;      /* series whose counts come from rates */
    bool interpolate;
};

/* Starts, for the panel, population (or NULL) and options of an analysis.
 * Returns 0, or -1 with *err. Clear with ct_denominators_clear(). */
int ct_denominators_init(struct ct_denominators *den,
                         const struct ct_analysis *a, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees the join. */
void ct_denominators_clear(struct ct_denominators *den);

/* Gives a series of counts, or of rates to make counts of, its columns events
 * and population; then, with as_rates, value = events / population * per for
 * what came as counts, otherwise value = events. Returns 0, or -1 with *err. */
int ct_denominators_apply(struct ct_denominators *den, struct ct_series_data *d,
                          const struct ct_common_options *common, bool as_rates,
                          struct ct_error *err)
    __attribute__((warn_unused_result));

/* Adds notes on all that has no denominator, an interpolated or a summed one
 * to the result. */
void ct_denominators_report(const struct ct_denominators *den,
                            struct ct_panel *result);

#endif
