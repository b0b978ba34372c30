/* SPDX-License-Identifier: GPL-3.0-or-later
 * The points of a series that a trend model works on. */
#ifndef CT_TREND_POINTS_H
#define CT_TREND_POINTS_H

#include "analyze/method.h"

/* What a model is fitted to: ln(rate); ln(rate) with the counts as weights;
 * counts and population. */
enum ct_trend_scale { CT_TREND_LOGS, CT_TREND_WEIGHTED_LOGS, CT_TREND_COUNTS };

/* n points in order of time. t is in years from origin, the mean year; y is
 * ln(rate), NaN on the scale of counts; events and population NaN where they
 * are not known; work is room for n values. missing: periods from the part's
 * first to its last without what the model needs. halves: zero counts taken as
 * a half; dropped: zeros left out. per: rates are events /
 * population * per. */
struct ct_trend_points {
    size_t n, missing, halves, dropped;
    double per, origin, *t, *y, *events, *population, *work;
    int32_t *time;
    long *period;
    bool gaps; /* some neighbours are more than a period apart */
};

/* Whether the counts behind every value are known. */
bool ct_trend_has_counts(const struct ct_series *s);

/* Takes the points that a scale can use; zero is CT_ZERO_HALF, _DROP or
 * _ERROR. Returns 0; -1 with *err when there are none to take (CT_EFEW), when
 * a value is below zero, a zero has no half because its count is not known or
 * all would be halves (CT_EMATH), or at a zero with CT_ZERO_ERROR (CT_EDATA); n
 * is 0 then. Clear with ct_trend_points_clear() in any case. */
int ct_trend_points_take(const struct ct_series *s, enum ct_trend_scale scale,
                         int zero, struct ct_trend_points *out,
                         struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what the points hold. */
void ct_trend_points_clear(struct ct_trend_points *p);

#endif
