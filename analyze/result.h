/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts what the parts say together into a result. Used by the loop only. */
#ifndef CT_RESULT_H
#define CT_RESULT_H

#include "analyze/analyze.h"
#include "analyze/head.h"
#include "analyze/output.h"
#include "analyze/series.h"

/* A dimension of the result: one of the panel's keys, or (key = -1) one that
 * the method made. */
struct ct_dimension {
    const char *name;
    long key;
};

/* The series that were taken, in the panel's order; their parts, in the order
 * of the groups (by their first series) and of time; the dimensions in the
 * canonical order. */
struct ct_taken {
    const struct ct_analysis *analysis;
    struct ct_plan plan;
    const struct ct_denominators *denominators;
    struct ct_series_data *data;
    size_t n;
    struct ct_buffer left_out; /* codes left out for a total's sake */
    struct ct_part *part;
    size_t n_parts;
    struct ct_dimension *dimension;
    size_t n_dimensions;
};

/* The code of taken series i in a dimension (the unit is that of the result).
 * Borrowed. */
const char *ct_taken_code(const struct ct_taken *t, size_t i,
                          const struct ct_dimension *d);

/* The code that the rows and observations of a part's head have in a
 * dimension. Borrowed. */
const char *ct_result_code(const struct ct_taken *t, const struct ct_part *part,
                           const struct ct_head *head,
                           const struct ct_dimension *d);

/* The series of the result that was made of a series taken: the first one, -1
 * if there is none; shared with others. */
struct ct_kept {
    long series;
    bool shared;
};

/* Adds keys, series and observations to a new result; kept[i] is set for each
 * taken series that has some there. */
void ct_result_panel(struct ct_panel *result, const struct ct_taken *t,
                     struct ct_kept *kept);

/* Adds the method's tables, each row with dimensions, part and note, and the
 * table `series`: what went in. */
void ct_result_tables(struct ct_panel *result, const struct ct_taken *t);

/* Makes the result of t, whose dimensions it sets: series with their
 * observations, or if there are none the labels of their codes; tables;
 * inherited provenance and notes. Not sorted yet. */
struct ct_panel *ct_result_make(struct ct_taken *t);

#endif
