/* SPDX-License-Identifier: GPL-3.0-or-later
 * Confidence limits of a count. */
#ifndef CT_POISSON_INTERVAL_H
#define CT_POISSON_INTERVAL_H

/* How the limits are had; hybrid is exact below 10 and Byar's from 10. */
enum ct_interval_kind {
    CT_INTERVAL_HYBRID,
    CT_INTERVAL_EXACT,
    CT_INTERVAL_BYAR,
    CT_INTERVAL_ROTHMAN_HALF,
    CT_INTERVAL_NORMAL
};

/* Limits, in the unit of what they are limits of. */
struct ct_interval {
    double lower, upper;
};

/* Limits of a Poisson count x >= 0, which need not be whole, at `confidence`
 * percent. Both NaN for x < 0 or NaN. Random variation of the count alone. */
struct ct_interval ct_poisson_interval(double x, double confidence,
                                       enum ct_interval_kind kind);

#endif
