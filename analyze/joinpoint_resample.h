/* SPDX-License-Identifier: GPL-3.0-or-later
 * Intervals from resampled residuals. Experimental: those the NCI's program
 * publishes are wider.
 * Source: Kim et al. 2017, Statistics in Medicine 36:3059 (the empirical
 * quantile method). */
#ifndef CT_JOINPOINT_RESAMPLE_H
#define CT_JOINPOINT_RESAMPLE_H

#include "analyze/joinpoint_inference.h"

/* How often residuals are drawn anew. */
enum { CT_JOINPOINT_RESAMPLES = 5000 };

/* As ct_joinpoint_infer(), with limits and p of slopes, average slopes and
 * locations from as many resamples: errors are drawn from the residuals'
 * distribution, its quantiles interpolated, the model of `selected` joinpoints
 * is searched anew, and the limits are quantiles of what comes out; p = 2 min
 * (slopes below 0, above 0), at least 1, over resamples + 1. The generator is
 * gsl_rng_mt19937, seeded for each series: nothing depends on the order in
 * which these are done. */
void ct_joinpoint_infer_resampled(const struct ct_joinpoint_model *m,
                                  double confidence, int seed,
                                  struct ct_joinpoint_inference *out);

#endif
