/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two-sided p-values and the quantiles of their intervals. */
#ifndef CT_P_VALUE_H
#define CT_P_VALUE_H

/* P(|Z| >= |z|) of the normal, and of Student's t with df degrees of freedom;
 * 0 for an infinite statistic, NaN for NaN. */
double ct_p_normal(double z);
double ct_p_student(double t, double df);

/* How many standard errors an interval of that confidence (percent) reaches to
 * either side: of the normal, and of Student's t. */
double ct_reach_normal(double confidence);
double ct_reach_student(double confidence, double df);

#endif
