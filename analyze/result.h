/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts what the parts say together into a result. Used by the loop only. */
#ifndef CT_RESULT_H
#define CT_RESULT_H

#include "analyze/analyze.h"
#include "analyze/output.h"
#include "analyze/series.h"

/* The series that were taken, in the panel's order, and their parts, in the
 * order of series and time. */
struct ct_taken {
    const struct ct_analysis *analysis;
    struct ct_series_data *data;
    size_t n;
    struct ct_part *part;
    size_t n_parts;
};

/* The code of taken series i in a key of the panel, as the result has it (the
 * unit may differ). Borrowed. */
const char *ct_result_code(const struct ct_taken *t, size_t key, size_t i);

/* Adds the method's tables, each row with dimensions, part and note, and the
 * table `series`: what went in. */
void ct_result_tables(struct ct_panel *result, const struct ct_taken *t);

/* Makes the result: series with their observations, or if there are none the
 * labels of their codes; tables; inherited provenance and notes. Not sorted
 * yet. */
struct ct_panel *ct_result_make(const struct ct_taken *t);

#endif
