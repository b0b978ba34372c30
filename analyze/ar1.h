/* SPDX-License-Identifier: GPL-3.0-or-later
 * A straight line whose errors are correlated from period to period. */
#ifndef CT_AR1_H
#define CT_AR1_H

#include <stddef.h>

/* n points in order of time: t in years, y; period numbers them, neighbours
 * differ by 1, so that gaps are known. */
struct ct_ar1_points {
    size_t n;
    const double *t, *y;
    const long *period;
};

/* The line: intercept at t = 0, se that of the slope, sigma the standard
 * deviation of the errors, rho their correlation from a period to the next. */
struct ct_ar1 {
    double intercept, slope, se, sigma, rho;
};

/* Fits the line by generalised least squares, correlation rho^(periods
 * between), rho by restricted maximum likelihood over -0.95 to 0.999. n >= 4,
 * t near 0. Inference by Student's t with n - 2 degrees of freedom.
 * Source: Patterson & Thompson 1971, Biometrika 58:545; Cheang & Reinsel 2000,
 * JASA 95:1173 (REML against ML in short series). */
void ct_ar1_fit(const struct ct_ar1_points *p, struct ct_ar1 *out);

#endif
