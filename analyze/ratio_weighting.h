/* SPDX-License-Identifier: GPL-3.0-or-later
 * Totals of areas from agencies that reported the whole year, weighted up to
 * the residents of all, with a delete-group jackknife. */
#ifndef CT_RATIO_WEIGHTING_H
#define CT_RATIO_WEIGHTING_H

#include "analyze/agency_estimates.h"

enum { CT_JACKKNIFE_GROUPS = 20 };

/* value: sum over the strata (area and group) of residents of all agencies x
 * rate of those that reported twelve months; a stratum without any has the rate
 * of its group in all areas. se: standard error, with groups - 1 degrees of
 * freedom; 0 where all reported. NaN where it is not defined: value where a
 * group has no rate, se with fewer than two groups. */
struct ct_weighted {
    double value, se;
    size_t groups; /* parts the complete agencies were dealt into */
};

/* Weights up the agencies of an area, or of all with area = SIZE_MAX. Complete
 * agencies are dealt in turn into at most 20 groups, stratum by stratum, in the
 * order they stand in; each is left out once. Of a stratum of N agencies with n
 * complete ones the variance counts with 1 - n / N, and with Kott's factor
 * where n is less than the number of groups; agencies without residents count
 * for nothing. Source: Kott 2001, J. Official Statistics 17:521; Cochran 1977,
 * ch. 6. */
struct ct_weighted ct_ratio_weighting(const struct ct_agency *agency,
                                      const struct ct_agency_counts *n,
                                      size_t area);

#endif
