/* SPDX-License-Identifier: GPL-3.0-or-later
 * Control limits of a funnel: between which counts lie, were all rates one. */
#ifndef CT_CONTROL_LIMITS_H
#define CT_CONTROL_LIMITS_H

/* Limits of a Poisson count of this expectation (0 or more), in counts: of
 * 95 % (lower[0], upper[0]) and of 99.8 % (lower[1], upper[1]) of all counts,
 * the same share beyond each. Interpolated between whole numbers, so that they
 * are smooth: with r the smallest whole number with P(X <= r) >= p, the limit
 * is r - (P(X <= r) - p) / P(X = r), not below 0.
 * Source: Spiegelhalter 2005, Statistics in Medicine 24:1185, appendix A.1. */
struct ct_control_limits {
    double lower[2], upper[2];
};
struct ct_control_limits ct_control_limits(double expected);

#endif
