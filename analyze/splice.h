/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two series of the same thing on an old and a new basis made one. */
#ifndef CT_SPLICE_H
#define CT_SPLICE_H

#include "analyze/method.h"

/* How the factor is had from the ratios new / old of the overlap, in the order
 * of the words of --link: their geometric mean; the last; the first; sum of new
 * / sum of old. */
enum ct_splice_rule {
    CT_SPLICE_GEO,
    CT_SPLICE_LAST,
    CT_SPLICE_FIRST,
    CT_SPLICE_SUM
};

/* The joint series: the new one from its first value (at `row`) on, before it
 * the old one times factor, status I, in the unit of the new. Without overlap
 * factor is NaN, the old values are as they were, and row has a break (status
 * B) unless it is 0. cv is the ratios' coefficient of variation in percent, NaN
 * below two. Arrays are its own, other columns than value NULL. */
struct ct_splice {
    struct ct_series series;
    size_t row, overlap;
    double factor, cv;
    int32_t *time;
    long *ordinal;
    double *year, *value;
    uint16_t *status;
};

/* Makes it; both series have the same freq. The overlap are the periods in
 * which both values are above 0. Clear with ct_splice_clear(). Source: IMF,
 * Consumer Price Index Manual 2020, ch. 9 (linking). */
void ct_splice(const struct ct_series *old, const struct ct_series *new_,
               enum ct_splice_rule rule, struct ct_splice *out);

/* Multiplies the values before the new basis, which get status I. */
void ct_splice_scale(struct ct_splice *s, double factor);

/* Frees what it holds. */
void ct_splice_clear(struct ct_splice *s);

#endif
