/* SPDX-License-Identifier: GPL-3.0-or-later
 * Parametric inference for the joinpoint model chosen. */
#include "config.h"

#include "analyze/joinpoint_inference.h"

#include <math.h>

/* The ranges that are not the whole again. */
static void choose_ranges(size_t n, struct ct_joinpoint_inference *out)
{
    static const size_t last[] = {0, 10, 5};
    for (size_t i = 0; i < CT_JOINPOINT_RANGES; i++)
        if (last[i] < n)
            out->range[out->n_ranges++].first = last[i] ? n - last[i] : 0;
}

void ct_joinpoint_infer(const struct ct_joinpoint_model *m, double confidence,
                        struct ct_joinpoint_inference *out)
{
    const struct ct_joinpoint_fit *f = &m->fit[m->selected];
    const struct ct_joinpoint_points *p = m->points;
    *out = (struct ct_joinpoint_inference){0};
    struct ct_joinpoint_errors *e = &out->errors;
    *e = ct_joinpoint_errors(p, f);
    choose_ranges(p->n, out);
    for (size_t s = 0; s <= f->k; s++) {
        if (m->exact)
            e->se[s] = 0;
        out->segment[s] = ct_joinpoint_segment(f, e, s, confidence);
    }
    for (size_t i = 0; i < out->n_ranges; i++)
        out->range[i].estimate = ct_joinpoint_average(
            f, e, p->x[out->range[i].first], p->x[p->n - 1], confidence);
    for (size_t j = 0; j < f->k; j++) {
        out->se[j] = NAN;
        out->change[j] = f->slope[j + 1] - f->slope[j];
        out->change_se[j] = hypot(e->se[j], e->se[j + 1]);
    }
    if (f->k > 0)
        ct_joinpoint_region(&m->design, &m->groups, f, confidence, out->lower,
                            out->upper);
}
