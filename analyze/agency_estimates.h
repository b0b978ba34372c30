/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts of agencies that did not report all twelve months, estimated as the
 * FBI did for Crime in the United States. */
#ifndef CT_AGENCY_ESTIMATES_H
#define CT_AGENCY_ESTIMATES_H

#include <stddef.h>

/* How an agency's year came about, in the order of the words. */
enum ct_agency_method {
    CT_AGENCY_NONE, /* there is nothing to go by */
    CT_AGENCY_REPORTED,
    CT_AGENCY_ANNUALISED,
    CT_AGENCY_STATE,   /* residents x rate of its group in its area */
    CT_AGENCY_NATIONAL /* residents x rate of its group in all areas */
};

extern const char *const ct_agency_word[];

/* An agency's year: what it reported in so many months (NaN: not known), its
 * residents, and the numbers of its area, of its group of like agencies, and of
 * the stratum, agencies of one area and group. */
struct ct_agency {
    double events, months, residents;
    size_t area, group, stratum;
};

struct ct_agency_estimate {
    enum ct_agency_method method;
    double events; /* NaN with CT_AGENCY_NONE */
};

/* How many there are. */
struct ct_agency_counts {
    size_t agencies, areas, groups, strata;
};

/* Estimates all: 12 months stand as reported; from min_months on, events x 12 /
 * months; fewer, or no count: residents x rate of those of the same area and
 * group that reported 12 months, or of those of the group in all areas. out has
 * room for n->agencies.
 * Source: FBI, Crime in the United States, methodology. */
void ct_agency_estimates(const struct ct_agency *agency,
                         const struct ct_agency_counts *n, double min_months,
                         struct ct_agency_estimate *out);

/* What an area (or all) has: reported holds also what was reported in fewer
 * months than min_months. coverage = 1 - sum of residents x missing months / 12
 * over sum of residents; imputed_share = 1 - reported / estimated; NaN where
 * there are no residents, or no events. unknown: agencies without an
 * estimate; estimated and imputed_share are NaN then. */
struct ct_agency_coverage {
    size_t agencies, complete, unknown;
    double reported, estimated, coverage, imputed_share;
};

/* Sums up the agencies of an area, or of all with area = SIZE_MAX. */
struct ct_agency_coverage
ct_agency_coverage(const struct ct_agency *agency,
                   const struct ct_agency_estimate *estimate, size_t n,
                   size_t area);

#endif
