/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a fitted line leaves: residuals, their serial correlation, and how
 * normal they are. */
#ifndef CT_MISFIT_H
#define CT_MISFIT_H

#include "plot/chart.h"

enum { CT_MOST_LAGS = 40 };

/* n residuals in order of time: ln(observed / fitted), or observed - fitted
 * where the model is of values or one is 0 or below. sorted: less their mean,
 * in standard deviations, in rising order. autocorrelation[k - 1] is that at
 * lag k in periods, of n_lags. */
struct ct_misfit {
    size_t n, n_lags, largest;     /* largest: number of that farthest from 0 */
    const struct ct_point **point; /* of the chart's line */
    double *residual, *sorted;
    double mean, sd, autocorrelation[CT_MOST_LAGS];
    bool is_log, has_gaps;
};

/* Takes the residuals of the chart's only line. Returns 0, or -1 with CT_EDATA
 * where fewer than 4 values are fitted, or all without residual. Clear with
 * ct_misfit_clear(). */
int ct_misfit_make(const struct ct_chart *c, struct ct_misfit *m,
                   struct ct_error *err) __attribute__((warn_unused_result));
void ct_misfit_clear(struct ct_misfit *m);

/* The normal distribution: density, and the value that a share p, 0 < p < 1,
 * lies below. */
double ct_normal_density(double z);
double ct_normal_quantile(double p);

#endif
