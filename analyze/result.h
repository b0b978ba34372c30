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

/* Makes the result: series with their observations (if the method makes any),
 * the method's tables with dimensions, part and note, the table `series`,
 * inherited provenance and notes. Not sorted yet. */
struct ct_panel *ct_result_make(const struct ct_taken *t);

#endif
