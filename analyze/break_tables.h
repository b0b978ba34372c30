/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method breaks, and their rows. */
#ifndef CT_BREAK_TABLES_H
#define CT_BREAK_TABLES_H

#include "analyze/bai_perron.h"
#include "analyze/break_tests.h"
#include "analyze/observed.h"

/* The tables: models, breaks, partitions, segments, tests. */
extern const struct ct_table_row ct_break_tables[];

/* One part, while it is looked at. x holds the values of o less the first of
 * them, `first`. h is the shortest segment, 0 where breaks cannot be searched
 * for; most how many are tried; confidence is in percent. */
struct ct_break_job {
    struct ct_observed o;
    struct ct_regime_data x;
    double first, confidence;
    size_t h, most;
    struct ct_output_part *out;
};

/* Adds the row of the model with so many breaks; selected is NaN where none
 * could be. */
void ct_break_write_model(const struct ct_break_job *j, size_t breaks,
                          double rss, double selected);

/* Adds the rows of the best partition with m breaks. */
void ct_break_write_partition(const struct ct_break_job *j,
                              const struct ct_partitions *p, size_t m);

/* Adds breaks, with their limits, and segments of the model selected. */
void ct_break_write_selected(const struct ct_break_job *j,
                             const struct ct_partitions *p);

/* Adds the series with what the model of m breaks has for each period; p NULL:
 * without breaks. Nothing where the values have no fit. */
void ct_break_write_fitted(const struct ct_break_job *j,
                           const struct ct_partitions *p, size_t m);

/* Adds the row of a test. */
void ct_break_write_test(const struct ct_break_job *j, const char *name,
                         const struct ct_break_test *test);

#endif
