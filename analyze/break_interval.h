/* SPDX-License-Identifier: GPL-3.0-or-later
 * Confidence limits of the time of a break. */
#ifndef CT_BREAK_INTERVAL_H
#define CT_BREAK_INTERVAL_H

/* One regime beside a break: the mean, over its values, of the squared
 * distance between its fit and that of the other regime; and the variance of
 * its residuals (divisor: their number). */
struct ct_break_side {
    double shift, variance;
};

/* How many periods before and after the estimated break its limits lie; NaN
 * where there are none. */
struct ct_break_limits {
    double before, after;
};

/* Limits at that confidence (percent), by the limiting distribution for shifts
 * that are small beside the variance of the residuals, which may differ between
 * the regimes. There are none if a variance or a shift is 0, or if one variance
 * is so much larger than the other that the estimate lies beyond one of the
 * limits.
 * Source: Bai 1997, Review of Economics and Statistics 79:551; Bai & Perron
 * 2003. */
struct ct_break_limits ct_break_limits(const struct ct_break_side *left,
                                       const struct ct_break_side *right,
                                       double confidence);

#endif
