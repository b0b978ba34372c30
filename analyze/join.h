/* SPDX-License-Identifier: GPL-3.0-or-later
 * Denominators: which population belongs to which series. Used by the loop
 * only.
 *
 * From the population panel only series of measure `population` in numbers
 * are taken. They are joined on area, sex, age, citizenship, agency, group
 * and on those dimensions of a dataset that both panels have; never on what
 * only says what was counted, or by whom. Where the population lacks the code
 * of a sex or an age, parts that tile it exactly are added. */
#ifndef CT_JOIN_H
#define CT_JOIN_H

#include "analyze/residents.h"
#include "lib/period.h"

struct ct_join;

/* The residents who belong to one series: by its own periods, where the
 * population has them (not for years), and by year. */
struct ct_denominator {
    struct ct_residents own, year;
    char *name;  /* the population's dataset or file, and its vintage */
    char *parts; /* "" or what was added up: "sex F + sex M, 21 ages" */
};

/* Prepares the join of a panel's series with a population; both must live as
 * long. Returns NULL with CT_EDATA if it has no series of residents. Free with
 * ct_join_destroy(). */
struct ct_join *ct_join_create(const struct ct_panel *panel,
                               const struct ct_panel *population,
                               struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_join_destroy(struct ct_join *j);

/* The denominator of a series, without values where there is none. Borrowed
 * from the join; NULL with CT_EDATA where the population says two different
 * things. */
const struct ct_denominator *ct_join_series(struct ct_join *j, size_t series,
                                            struct ct_error *err)
    __attribute__((warn_unused_result));

/* The denominator of a series if it were of that area: a new object, freed
 * with ct_denominator_destroy(). Changes nothing in the join, so that several
 * threads may ask. Returns NULL with *err as ct_join_series(). */
struct ct_denominator *ct_join_area(const struct ct_join *j, size_t series,
                                    const char *area, struct ct_error *err)
    __attribute__((warn_unused_result));
void ct_denominator_destroy(struct ct_denominator *d);

/* The population's series whose numbers are added up to the residents of a
 * series in a period: the same period, else its year. out->n is 0 where there
 * are none (or they lie between two years). The caller frees out->series. */
void ct_join_parts(const struct ct_join *j, size_t series,
                   struct ct_period period, struct ct_resident_series *out);

/* The residents in a period, or NaN: the same period, else the year that
 * contains it; log-linear between two years if `interpolate`, *interpolated
 * is then set. */
double ct_denominator_at(const struct ct_denominator *d, char freq, int32_t day,
                         bool interpolate, bool *interpolated);

/* Appends the periods the population has: "15 years from 1950 to 2020". */
void ct_join_periods(const struct ct_join *j, struct ct_buffer *out);

#endif
