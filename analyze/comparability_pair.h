/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether two series can be compared, and why not. */
#ifndef CT_COMPARABILITY_PAIR_H
#define CT_COMPARABILITY_PAIR_H

#include "analyze/method.h"
#include "lib/beside.h"

/* 1 yes, 0 no, NaN: what would have to be known is not. level: values of the
 * same period; trend: changes over the periods that both have. common: their
 * number. */
struct ct_pair {
    double level, trend;
    size_t common;
};

/* Compares members a and b of a group, of two areas or of one in two datasets;
 * appends the reasons and what else is to
 * be known to *why, joined by "; ". Trends need four periods with a value in
 * both and no break of either between the first and the last of them; what
 * differs in level need not differ in trend. */
struct ct_pair ct_compare_pair(const struct ct_group *g, size_t a, size_t b,
                               struct ct_buffer *why);

#endif
