/* SPDX-License-Identifier: GPL-3.0-or-later
 * Standard errors that allow for serial correlation and unequal variance. */
#ifndef CT_NEWEY_WEST_H
#define CT_NEWEY_WEST_H

#include "analyze/least_squares.h"

/* The lag up to which residuals are taken to be correlated: the whole part of
 * 4 (n/100)^(2/9). */
size_t ct_newey_west_lag(size_t n);

/* Standard error of the slope of a line fitted by ct_line_fit() to the points
 * (neighbours one period apart), with its residuals. Too small below some 50
 * periods.
 * Source: Newey & West 1987, Econometrica 55:703; Bartlett weights, no
 * prewhitening, times n / (n - 2). */
double ct_newey_west_se(const struct ct_points *p, const struct ct_line *line,
                        const double *residual, size_t lag);

#endif
