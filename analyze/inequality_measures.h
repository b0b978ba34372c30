/* SPDX-License-Identifier: GPL-3.0-or-later
 * How unequal the rates of several areas are. Rates are >= 0; weights are the
 * areas' shares of residents. */
#ifndef CT_INEQUALITY_MEASURES_H
#define CT_INEQUALITY_MEASURES_H

#include <stddef.h>
#include <stdint.h>

/* n areas. population NULL: not known, nothing is weighted. group NULL: no
 * groups; else the number (below n_groups) of each area's. */
struct ct_areas {
    size_t n;
    const double *rate, *population;
    const uint32_t *group;
    size_t n_groups;
    double per; /* residents a rate is for */
};

/* NaN where it is not defined: no areas, all rates 0, one area where a spread
 * needs two, a zero under a logarithm (mld and mld_weighted: infinite).
 *
 * chance: what a measure would be, to first order, if all areas had the same
 * rate and their counts differed by Poisson's chance only. */
struct ct_inequality {
    double mean, weighted_mean, sd, cv, cv_weighted, sigma_log;
    double gini, gini_corrected, gini_weighted;
    double theil, theil_weighted, mld, mld_weighted;
    double theil_between, theil_within; /* of theil_weighted, their sum */
    double atkinson;                    /* aversion 1/2 */
    double hhi, top5_share;             /* of the counts */
    double p90_p10, max_min;
    double cv_chance, cv_weighted_chance, theil_weighted_chance;
};

/* Measures. Takes n log n steps.
 * Sources: Theil 1967; Atkinson 1970, J. Econ. Theory 2:244; Cowell 2011,
 * Measuring Inequality; quantiles: type 7 of Hyndman & Fan 1996. */
void ct_inequality_measure(const struct ct_areas *a, struct ct_inequality *out);

/* Gini's coefficient, half the mean distance of two draws over the mean;
 * weights NULL = equal ones. */
double ct_gini(const double *rate, const double *weight, size_t n);

/* Theil's T; weights NULL = equal ones. */
double ct_theil(const double *rate, const double *weight, size_t n);

#endif
