/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is said of the joinpoint model chosen, with its uncertainty. */
#ifndef CT_JOINPOINT_INFERENCE_H
#define CT_JOINPOINT_INFERENCE_H

#include "analyze/joinpoint_interval.h"
#include "analyze/joinpoint_model.h"

/* Stretches that average changes are given for: all points, the last 10, the
 * last 5. */
enum { CT_JOINPOINT_RANGES = 3 };

/* Of the average change from point `first` to the last. */
struct ct_joinpoint_range {
    size_t first;
    struct ct_joinpoint_estimate estimate;
};

/* Of model `selected`: its k + 1 segments; n_ranges average changes; limits
 * and, where known, se of the k locations; the changes of slope there. What
 * cannot be known is NaN. */
struct ct_joinpoint_inference {
    struct ct_joinpoint_errors errors;
    struct ct_joinpoint_estimate segment[CT_JOINPOINT_MAX + 1];
    size_t n_ranges;
    struct ct_joinpoint_range range[CT_JOINPOINT_RANGES];
    double lower[CT_JOINPOINT_MAX], upper[CT_JOINPOINT_MAX];
    double se[CT_JOINPOINT_MAX];
    double change[CT_JOINPOINT_MAX], change_se[CT_JOINPOINT_MAX];
};

/* Standard errors from the lines of the segments; Lerman's regions for the
 * locations. confidence in percent. */
void ct_joinpoint_infer(const struct ct_joinpoint_model *m, double confidence,
                        struct ct_joinpoint_inference *out);

#endif
