/* SPDX-License-Identifier: GPL-3.0-or-later
 * Multiple imputation of the missing cells of a table of units by years. */
#ifndef CT_MULTIPLE_IMPUTATION_H
#define CT_MULTIPLE_IMPUTATION_H

#include <stdbool.h>
#include <stddef.h>

/* Counts of units in years: cell t of unit i is [i * n_years + t]; NaN is
 * missing; year holds n_years decimal years. */
struct ct_unit_years {
    size_t n_units, n_years;
    const double *year;
    const double *events;
};

/* The model ln(x + 1/2) = unit + slope * year + normal error, fitted to the
 * cells that are there. df: cells - units - 1. Units that have no cell have no
 * effect of their own (NaN in mean). */
struct ct_imputation_model {
    size_t n, df;
    double slope, sigma2,
        spread;               /* spread: sum of (year - its unit's mean)^2 */
    double *mean, *mean_year; /* of each unit's cells */
    size_t *cells;
};

/* Fits it. Returns false, with nothing to clear, if df < 1 or no unit has cells
 * in two years. Clear with ct_imputation_clear(). */
bool ct_imputation_fit(const struct ct_unit_years *u,
                       struct ct_imputation_model *out);

/* Frees what the model holds. */
void ct_imputation_clear(struct ct_imputation_model *m);

/* Draws imputation number k: out (as u->events) holds what is there as it is,
 * and for what is missing exp(draw) - 1/2, at least 0, the parameters drawn
 * first (variance, slope, units; no prior information); NaN for units without
 * a cell. Stream: gsl_rng_mt19937, seed + k.
 * Source: Rubin 1987, ch. 5. */
void ct_imputation_draw(const struct ct_unit_years *u,
                        const struct ct_imputation_model *m, unsigned long seed,
                        size_t k, double *out);

#endif
