/* SPDX-License-Identifier: GPL-3.0-or-later
 * What `quality` says of one series: values that stand out, and how complete
 * it is. Used by analyze/quality.c only. */
#ifndef CT_QUALITY_SERIES_H
#define CT_QUALITY_SERIES_H

#include "analyze/method.h"

extern const struct ct_column_row ct_quality_outlier_columns[];
extern const struct ct_column_row ct_quality_tukey_columns[];
extern const struct ct_column_row ct_quality_completeness_columns[];

/* Adds a row for every observation to `outliers` and one to `tukey`; zeros
 * count as --zero says. Returns 0, or -1 with CT_EDATA for a zero that is to
 * be refused. */
int ct_quality_outliers(const struct ct_series *s, int zero,
                        struct ct_table *outliers, struct ct_table *tukey,
                        struct ct_error *err)
    __attribute__((warn_unused_result));

/* Adds a row to `completeness`; vintage: the edition's date, or "". */
void ct_quality_completeness(const struct ct_series *s, const char *vintage,
                             struct ct_table *completeness);

#endif
