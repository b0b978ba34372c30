/* SPDX-License-Identifier: GPL-3.0-or-later
 * The models of the method trend, and what each says of a series. */
#ifndef CT_TREND_MODEL_H
#define CT_TREND_MODEL_H

#include "analyze/trend_points.h"

/* In the order of the words of --model and --se. */
enum ct_trend_kind {
    CT_TREND_AUTO,
    CT_TREND_LOGLINEAR,
    CT_TREND_WLS,
    CT_TREND_POISSON,
    CT_TREND_QUASI,
    CT_TREND_NEGBIN
};
enum ct_trend_errors { CT_ERRORS_CLASSIC, CT_ERRORS_NEWEY_WEST, CT_ERRORS_AR1 };

/* Fewest points for a trend, and for one with AR(1) errors; below how many
 * Newey-West's limits are known to be too narrow; from which dispersion on
 * `auto` reports quasi-Poisson. */
enum { CT_TREND_MIN = 3, CT_TREND_AR1_MIN = 6, CT_NEWEY_WEST_GOOD = 50 };
#define CT_OVERDISPERSED 1.5

/* A trend: ln(rate) = intercept + slope t. lower
 * and upper are the slope's limits. What a model does not have is NaN.
 * direction: 1 increase, -1 decrease, 0 no clear change, by whether the
 * interval, with a dispersion of at least 1, leaves out zero. */
struct ct_trend {
    enum ct_trend_kind kind;
    enum ct_trend_errors errors;
    int direction;
    double intercept, slope, se, statistic, df, p, lower, upper;
    double dispersion, deviance, loglik, aic, theta;
    double sigma, r2, durbin_watson, lag, rho, autocorrelation;
};

/* What a model is fitted to. */
enum ct_trend_scale ct_trend_scale_of(enum ct_trend_kind kind);

/* A trend to be fitted: nothing is known of it yet. */
struct ct_trend ct_trend_start(enum ct_trend_kind kind,
                               enum ct_trend_errors errors);

/* Fits out, as ct_trend_start() made it, to points taken on the scale of its
 * kind; confidence in percent. newey-west goes with loglinear and wls, ar1
 * with loglinear. CT_TREND_AUTO is for counts and becomes Poisson, or
 * quasi-Poisson where the dispersion is above CT_OVERDISPERSED.
 * Returns 0; -1 with *err: CT_EFEW, CT_EMATH. Gaps with newey-west (CT_EMATH)
 * leave slope and intercept set and the rest NaN. */
int ct_trend_fit(const struct ct_trend_points *p, double confidence,
                 struct ct_trend *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
