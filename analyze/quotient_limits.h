/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number divided by another, either of which may be suppressed. */
#ifndef CT_QUOTIENT_LIMITS_H
#define CT_QUOTIENT_LIMITS_H

#include "analyze/poisson_interval.h"

/* A number, or with value NaN one suppressed between least and most; all three
 * NaN: missing. */
struct ct_bounded {
    double value, least, most;
};

/* What is divided by what: other things (two independent counts), the whole it
 * is a part of, or amounts that are no counts. */
enum ct_quotient_kind {
    CT_QUOTIENT_COUNTS,
    CT_QUOTIENT_PART,
    CT_QUOTIENT_AMOUNTS
};

/* value = x / y; NaN if y is 0 or one of them is not known. */
struct ct_quotient {
    double value;
    struct ct_interval limits;
};

/* Divides. Limits at `confidence` percent: of counts Clopper and Pearson's,
 * given x + y; of a part Wilson's, NaN if x > y; of amounts only what
 * suppression leaves open. Suppressed numbers widen the limits to all they can
 * be: up to infinity where y may be 0. */
struct ct_quotient ct_quotient(const struct ct_bounded *x,
                               const struct ct_bounded *y, double confidence,
                               enum ct_quotient_kind kind);

#endif
