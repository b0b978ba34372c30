/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a forecast is made from: the values of a series since its last break,
 * as a model sees them. */
#ifndef CT_FORECAST_VALUES_H
#define CT_FORECAST_VALUES_H

#include "analyze/method.h"

/* n values of neighbouring periods, those of rows first .. first + n - 1; y is
 * the value, or its logarithm. period: periods in a year. missing: periods
 * from the series' first to its last without a value. */
struct ct_forecast_values {
    const struct ct_series *series; /* borrowed */
    size_t n, first, missing, period;
    bool logs, positive;       /* positive: all y are, and are no logarithms */
    double *y, least, largest; /* least y, largest absolute y */
};

/* Takes them; zeros are taken as `zero` (CT_ZERO_...) says if there are to be
 * logarithms. Says in the note what is left out. Returns 0; -1 with *err where
 * there is nothing to forecast from: no value (CT_EFEW), a gap, a value that
 * has no logarithm, all values equal (CT_EMATH), a zero that is to be an error
 * (CT_EDATA); n is what would be used. Clear with ct_forecast_values_clear() in
 * any case. */
int ct_forecast_values_take(const struct ct_series *s, bool logs, int zero,
                            struct ct_forecast_values *v,
                            struct ct_output_part *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The number of a row's value among those used, or SIZE_MAX. */
size_t ct_forecast_values_index(const struct ct_forecast_values *v, size_t row);

/* A number on the model's scale as one on that of the series. */
double ct_forecast_value(const struct ct_forecast_values *v, double y);

/* Frees what they hold. */
void ct_forecast_values_clear(struct ct_forecast_values *v);

#endif
