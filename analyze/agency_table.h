/* SPDX-License-Identifier: GPL-3.0-or-later
 * The agencies of a group of series side by side: counts, months reported,
 * residents, year by year. Make, use, clear. */
#ifndef CT_AGENCY_TABLE_H
#define CT_AGENCY_TABLE_H

#include "analyze/agency_estimates.h"
#include "analyze/method.h"

#include "lib/dict.h"

/* Agency i is member i of the group; cell t of agency i is [i * n_years + t],
 * years in order, all that any agency has a row for. Areas, groups and strata
 * are numbered in the order of their first agency. */
struct ct_agency_table {
    struct ct_agency_counts n;
    size_t n_years;
    int32_t *day;
    double *year;
    struct ct_agency *cell;
    uint16_t *status;
    struct ct_dict areas, groups, strata;
    size_t months_unknown; /* cells with a count and no number of months */
};

/* Whether a panel has series of measure `months`. */
bool ct_has_months(const struct ct_panel *p);

/* Lays the members side by side. Months are those of the series of measure
 * `months` that has the member's codes, or `_T`, in every other dimension but
 * unit; below 0: not known, above 12: 12. Returns 0, or -1 with *err (the
 * population says two things). Clear in any case. */
int ct_agency_table_make(const struct ct_group *g, struct ct_agency_table *out,
                         struct ct_error *err)
    __attribute__((warn_unused_result));

/* Copies the agencies of one year into a row of n.agencies. */
void ct_agency_table_year(const struct ct_agency_table *a, size_t t,
                          struct ct_agency *out);

/* Frees what it holds. */
void ct_agency_table_clear(struct ct_agency_table *a);

#endif
