/* SPDX-License-Identifier: GPL-3.0-or-later
 * STL: a series parted into trend, season and remainder by local regression.
 *
 *     struct ct_stl_plan plan = ct_stl_plan(&settings, n);
 *     struct ct_components c = ct_components_make(n);
 *     ct_stl(y, &plan, &c);
 *     ... ct_components_clear(&c);
 *
 * Source: Cleveland, Cleveland, McRae & Terpenning 1990, Journal of Official
 * Statistics 6:3; defaults as stl() of R, whose numbers it gives. */
#ifndef CT_STL_H
#define CT_STL_H

#include "analyze/components.h"
#include "analyze/loess.h"

/* What the user chooses. */
struct ct_stl_settings {
    size_t period;       /* seasons in a year, at least 2 */
    size_t window;       /* of the seasonal smoother, in years, at least 3;
                            0 = periodic: the same season every year */
    size_t trend_window; /* in periods, at least 3; 0 = by the other two */
    int degree;          /* of the seasonal smoother, 0 or 1 */
    bool robust;         /* outliers lose their weight */
};

/* What follows from it. Windows are odd. */
struct ct_stl_plan {
    size_t period;
    bool periodic;
    struct ct_loess seasonal, trend, low_pass;
    int inner, outer; /* passes; outer = 0: not robust */
};

/* The windows, degrees and passes that the settings mean for n values. */
struct ct_stl_plan ct_stl_plan(const struct ct_stl_settings *s, size_t n);

/* Parts c->n >= 2 * period values, all finite, whose first stands in any
 * season. Their sum is y, but for rounding. */
void ct_stl(const double *y, const struct ct_stl_plan *plan,
            struct ct_components *c);

#endif
