/* SPDX-License-Identifier: GPL-3.0-or-later
 * The models a forecast tries, and the one it takes. */
#ifndef CT_FORECAST_MODEL_H
#define CT_FORECAST_MODEL_H

#include "analyze/drift.h"
#include "analyze/ets.h"
#include "analyze/forecast_values.h"

/* What is asked for: a choice, the kinds of enum ct_ets_kind from
 * CT_FORECAST_ETS on, drift. */
enum {
    CT_FORECAST_AUTO,
    CT_FORECAST_ETS,
    CT_FORECAST_DRIFT = CT_FORECAST_ETS + CT_N_ETS
};

/* Fewer values than this get a drift only. */
enum { CT_FORECAST_LEAST = 8, CT_DRIFT_LEAST = 3 };

/* The models tried, and of the one selected the means and errors of n values
 * (errors relative where the model's are), and whether its fit is exact, so
 * that nothing is known of its errors. Drift has no first mean. */
struct ct_forecast_model {
    size_t n_tried, selected;
    struct ct_ets tried[CT_N_ETS];
    bool is_drift, exact;
    struct ct_drift drift;
    double *fitted, *error;
};

/* Its name: "AAdN", "drift". */
const char *ct_forecast_model_name(const struct ct_forecast_model *m);

/* Fits what is asked for, or takes the numbers given (NULL: none are). auto
 * takes the kind with the least AICc of those the values allow, drift below
 * CT_FORECAST_LEAST. Returns 0, or -1 with *err and why there is none
 * (CT_EFEW, CT_EMATH). Clear with ct_forecast_model_clear() in any case. */
int ct_forecast_model_fit(const struct ct_forecast_values *v, int asked,
                          const struct ct_ets *given,
                          struct ct_forecast_model *m, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Forecasts h periods on the scale of the values taken; without limits if the
 * fit is exact. */
void ct_forecast_model_predict(const struct ct_forecast_model *m,
                               const struct ct_forecast_values *v,
                               const struct ct_prediction_limits *limits,
                               size_t h, struct ct_prediction *out);

/* Frees what it holds. */
void ct_forecast_model_clear(struct ct_forecast_model *m);

#endif
