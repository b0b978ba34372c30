/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates and counts of sets of areas, some of which do not report. */
#ifndef CT_AREA_SUMS_H
#define CT_AREA_SUMS_H

#include "analyze/fill_areas.h"

/* A set in a period. Units have residents; reporting ones a value too. NaN
 * where it is not defined.
 *
 * rate, mean, median: of those reporting. two_stage: rates of groups weighted
 * by their residents (of all sets together, if no unit is in two groups).
 * value: the rate given out; number: the count scaled to all residents; both
 * NaN unless published. imputed: the share of number that nobody reported.
 * events, base: what value = events / base * per is made of. */
struct ct_area_sum {
    size_t units, reporting, suppressed, filled;
    double population, reporting_population, coverage;
    double rate, mean, median, two_stage;
    double value, number, imputed, events, base;
    double lower, upper; /* of value (analyze/area_bootstrap.h) */
    bool published;
    bool fell, rose;    /* a fifth of the reporters left, or came */
    size_t still, were; /* reporters of the period before who report, of */
    unsigned status;
};

/* Sums up all sets: out has room for sets->n * c->n_periods sums, that of set
 * k in period t at [k * n_periods + t]. coverage: least share of residents
 * whose areas report for a sum to be published. filled: filled rates stand in
 * for those who do not report.
 * Source: UNSD, metadata of SDG indicator 16.1.1. */
void ct_area_sums(const struct ct_cross_section *c,
                  const struct ct_area_sets *sets, const struct ct_filled *f,
                  bool filled, double coverage, struct ct_area_sum *out);

/* Widens lower and upper of published sums so that they hold what the bounds
 * of suppressed values allow. */
void ct_area_sums_widen(const struct ct_cross_section *c,
                        const struct ct_area_sets *sets,
                        struct ct_area_sum *sums);

#endif
