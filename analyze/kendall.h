/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kendall's score of a series against time. */
#ifndef CT_KENDALL_H
#define CT_KENDALL_H

#include <stdbool.h>
#include <stddef.h>

/* s: pairs that rise less pairs that fall; var_s: its variance if there is no
 * trend, corrected for ties; most: the largest s that the ties allow, times
 * n (n - 1) / 2, under a root (tau-b = s / most). */
struct ct_kendall {
    size_t n;
    double s, var_s, most;
    bool ties;
};

/* Scores n values in order of time, none NaN; n = 0 and 1 give zeros.
 * Source: Mann 1945, Econometrica 13:245; Kendall 1975. */
struct ct_kendall ct_kendall_score(const double *y, size_t n);

/* The score in standard deviations, moved by 1 towards 0 for continuity; 0
 * when the score or its variance is 0. */
double ct_kendall_z(double s, double var_s);

#endif
