/* SPDX-License-Identifier: GPL-3.0-or-later
 * Residents by period, from series that may have to be added up. Used by the
 * join only. */
#ifndef CT_RESIDENTS_H
#define CT_RESIDENTS_H

#include "analyze/tile.h"
#include "lib/buffer.h"
#include "lib/error.h"
#include "lib/panel.h"
#include "lib/period.h"

/* n values (NaN never) in order of ordinal (ct_period_ordinal()). */
struct ct_residents {
    size_t n;
    long *ordinal;
    double *value;
};

/* Series of a population panel that may be added up: all of one group. */
struct ct_members {
    const struct ct_panel *population;
    const size_t *series;
    size_t n;
};

/* Series of the population whose numbers are added up to the residents of a
 * period, which is the one asked for or its year. */
struct ct_resident_series {
    size_t n;
    size_t *series;
    struct ct_period period;
};

/* Adds up, period by period of one freq, what makes the wanted sex and age;
 * periods where it cannot be had are left out. What was added in the last
 * period is appended to `parts`. Returns 0, or -1 with CT_EDATA where two
 * series say different things. Free out->ordinal and out->value. */
int ct_residents_make(const struct ct_members *m, char freq,
                      const struct ct_tile *wanted, struct ct_residents *out,
                      struct ct_buffer *parts, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The series whose numbers are added up in one period: room for m->n of them.
 * Returns how many; 0 where the residents cannot be had. */
size_t ct_residents_parts(const struct ct_members *m, char freq,
                          const struct ct_tile *wanted, long ordinal,
                          size_t *series);

/* The residents at a period; NaN if there are none. With `interpolate`,
 * log-linear between the two periods around it (*interpolated is then set). */
double ct_residents_at(const struct ct_residents *r, long ordinal,
                       bool interpolate, bool *interpolated);

#endif
