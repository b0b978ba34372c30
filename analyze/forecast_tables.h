/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of `forecast`, and how its rows are written. */
#ifndef CT_FORECAST_TABLES_H
#define CT_FORECAST_TABLES_H

#include "analyze/forecast_model.h"

/* models, parameters, checks, history. */
extern const struct ct_table_row ct_forecast_tables[];

/* Writes a row for every model tried; if there is none (m NULL or empty), one
 * row of the name asked for ("" for auto). */
void ct_forecast_write_models(const struct ct_forecast_values *v,
                              const struct ct_forecast_model *m,
                              const char *asked, struct ct_output_part *out);

/* Writes the numbers of the model selected. */
void ct_forecast_write_parameters(const struct ct_forecast_model *m,
                                  struct ct_output_part *out);

/* Writes what was observed and, where m is not NULL, what the model selected
 * expected of it. */
void ct_forecast_write_history(const struct ct_forecast_values *v,
                               const struct ct_forecast_model *m,
                               struct ct_output_part *out);

/* Tests the errors of the model selected; warns in the note. */
void ct_forecast_write_checks(const struct ct_forecast_values *v,
                              const struct ct_forecast_model *m,
                              struct ct_output_part *out);

#endif
