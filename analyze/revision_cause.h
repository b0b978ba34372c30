/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether a rate was revised because its count was, or its denominator. */
#ifndef CT_REVISION_CAUSE_H
#define CT_REVISION_CAUSE_H

#include <stddef.h>

/* A rate in two editions; its counts and its residents, NaN where not known.
 * step: the unit of the last decimal the editions print, 0 = exact. */
struct ct_rate_revision {
    double old_rate, new_rate, old_count, new_count;
    double old_residents, new_residents;
    double old_step, new_step;
};

/* "count", "denominator", "both", "rounding" (only the decimals differ), or ""
 * where neither counts nor residents of both editions are known. What rounding
 * can explain is taken as explained. */
const char *ct_revision_cause(const struct ct_rate_revision *r);

/* The unit of the last decimal that n printed numbers (NaN left out) have: 0.01
 * for 0.8 and 0.85; 0 where there are more than 6 decimals, or none to
 * judge by. */
double ct_printed_step(const double *x, size_t n);

#endif
