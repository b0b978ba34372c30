/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ages of data and ages of a standard made into common strata. */
#ifndef CT_AGE_STRATA_H
#define CT_AGE_STRATA_H

#include <stddef.h>

/* An age band in years, both ends included; INT_MAX when open. */
struct ct_age_band {
    int from, to;
};

/* Chooses among n bands of data (any, overlapping or not) those that cover most
 * of the standard (m bands, each following on the one before), in as many
 * strata as can be: a stratum is made up of whole bands of either. Writes the
 * number of the stratum of each band, SIZE_MAX where it is in none (a band of
 * data not chosen, one of the standard not covered). Returns the number of
 * strata. */
size_t ct_age_strata(const struct ct_age_band *data, size_t n,
                     const struct ct_age_band *standard, size_t m,
                     size_t *of_data, size_t *of_standard);

#endif
