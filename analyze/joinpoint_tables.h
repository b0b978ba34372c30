/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method joinpoint, and their rows. */
#ifndef CT_JOINPOINT_TABLES_H
#define CT_JOINPOINT_TABLES_H

#include "analyze/joinpoint_inference.h"
#include "analyze/joinpoint_series.h"

/* The tables: segments, models, locations, aapc, tests. */
extern const struct ct_table_row ct_joinpoint_tables[];

/* One part, once it is fitted. rho: NaN without AR(1) errors. */
struct ct_joinpoint_report {
    const struct ct_joinpoint_series *series;
    const struct ct_joinpoint_model *model;
    const struct ct_joinpoint_inference *inference;
    enum ct_joinpoint_scale scale;
    double rho;
    struct ct_output_part *out;
};

/* Adds the rows of all tables. */
void ct_joinpoint_write_tables(const struct ct_joinpoint_report *r);

/* Adds the fitted values of the model chosen, from the first period of the fit
 * to the last, beside those observed; status I where there is none. */
void ct_joinpoint_write_fitted(const struct ct_joinpoint_report *r);

/* Adds the row of a series that no model can be fitted to: n points. */
void ct_joinpoint_write_refused(struct ct_output_part *out, size_t n);

#endif
