/* SPDX-License-Identifier: GPL-3.0-or-later
 * The values of a series that are there, taken together. */
#ifndef CT_OBSERVED_H
#define CT_OBSERVED_H

#include "analyze/method.h"

/* n values y in order of time, at t years after the first, with the row of the
 * series each comes from. missing: periods from the part's first to its last
 * without a value; gaps: there are some between two values. */
struct ct_observed {
    const struct ct_series *series; /* borrowed */
    size_t n, missing, *row;
    double *t, *y;
    bool gaps;
};

/* Takes them. Clear with ct_observed_clear(). */
struct ct_observed ct_observed_take(const struct ct_series *s);

/* Frees what it holds. */
void ct_observed_clear(struct ct_observed *o);

/* Writes the period of value i as text; out has room for CT_PERIOD_MAX
 * bytes. */
void ct_observed_period(const struct ct_observed *o, size_t i, char *out);

/* Adds the rows of the series to the output: beside what was observed what was
 * fitted to it, a number for each row; NaN where nothing was, status I where
 * nothing was observed. */
void ct_observed_write_fitted(const struct ct_observed *o, const double *fitted,
                              struct ct_output_part *out);

/* Sets a text cell of a table's last row to the period of value i. */
void ct_observed_cell(const struct ct_observed *o, size_t i, struct ct_table *t,
                      size_t column);

#endif
