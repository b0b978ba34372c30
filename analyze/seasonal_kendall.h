/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kendall's score of a monthly or quarterly series: each month or quarter
 * against its own past. */
#ifndef CT_SEASONAL_KENDALL_H
#define CT_SEASONAL_KENDALL_H

#include "analyze/kendall.h"

/* A series as a table of years by seasons: value[year * n_seasons + season],
 * NaN = missing. */
struct ct_seasonal {
    size_t n_years, n_seasons;
    const double *value;
};

/* Scores every season; their scores and variances are to be added up.
 * Source: Hirsch, Slack & Smith 1982, Water Resources Research 18:107. */
void ct_seasonal_scores(const struct ct_seasonal *x, struct ct_kendall *season);

/* What the correlation between seasons adds to the sum of the variances (it
 * may be below 0).
 * Source: Hirsch & Slack 1984, Water Resources Research 20:727. */
double ct_seasonal_covariance(const struct ct_seasonal *x);

#endif
