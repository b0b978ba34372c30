/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of several areas side by side: a row an area, a column a period.
 * Make, use, clear. */
#ifndef CT_CROSS_SECTION_H
#define CT_CROSS_SECTION_H

#include "analyze/method.h"

/* Cell t of unit i is [i * n_periods + t]. Units are the group's members, in
 * order, then areas that were added; periods all those that any of them has a
 * row for, in order. NaN = missing. Rates are per `per` residents; events and
 * population NaN where not known (then rates of a cell may stand alone); status
 * 0 where there is no row. lower and upper: bounds of a suppressed number of
 * events. */
struct ct_cross_section {
    size_t n_units, n_periods;
    const char **area; /* code of each unit, borrowed */
    char freq;
    double per;
    long *ordinal;
    int32_t *day;
    double *year;
    double *rate, *events, *population, *lower, *upper;
    uint16_t *status;
};

/* Lays the members' values side by side. per: residents that rates are to be
 * for; 0: as they are. What has no population of its own gets it from -p.
 * Returns 0, or -1 with *err. Clear with ct_cross_section_clear(), also after
 * a failure. */
int ct_cross_section_make(const struct ct_group *g, double per,
                          struct ct_cross_section *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Adds n areas that are no members, without values, with the residents that -p
 * has; the codes are borrowed. Returns 0, or -1 with *err. */
int ct_cross_section_add(struct ct_cross_section *c, const struct ct_group *g,
                         const char *const *area, size_t n,
                         struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_cross_section_clear(struct ct_cross_section *c);

/* The text of a period; out has room for CT_PERIOD_MAX bytes. */
void ct_cross_section_period(const struct ct_cross_section *c, size_t t,
                             char *out);

#endif
