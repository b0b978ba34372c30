/* SPDX-License-Identifier: GPL-3.0-or-later
 * Flows of one period from origins to destinations: counts, some of them
 * suppressed; their sums and shares as intervals; small ones masked. */
#ifndef CT_FLOW_H
#define CT_FLOW_H

#include <stddef.h>
#include <stdint.h>

/* Whether a flow's number is known, or who withholds it. */
enum ct_flow_mark {
    CT_FLOW_GIVEN,
    CT_FLOW_SUPPRESSED, /* by the publisher */
    CT_FLOW_MASKED      /* by us, because it is small */
};

/* A flow between two nodes (numbers of nodes; equal: domestic). value is NaN
 * unless given; lower and upper hold it (upper may be infinite); of a given one
 * all three are equal. */
struct ct_flow {
    uint32_t origin, destination;
    double value, lower, upper;
    enum ct_flow_mark mark;
};

/* Masks the given flows above 0 and below `least`: what is known of them then
 * is that they are in 0 .. least - 1. Whatever is computed of the flows
 * afterwards does not hold their numbers, so that no subtraction of sums brings
 * them back. 0 masks nothing. Returns how many were masked. */
size_t ct_flows_mask(struct ct_flow *flow, size_t n, double least);

/* A sum: of the flows given, and the bounds that hold the sum of all. Begin
 * with zeros. */
struct ct_flow_sum {
    double value, lower, upper;
    size_t given, withheld; /* flows; withheld: suppressed and masked */
};

void ct_flow_sum_add(struct ct_flow_sum *sum, const struct ct_flow *f);

/* A number with bounds. */
struct ct_flow_bounds {
    double value, lower, upper;
};

/* The share of `part` in part and rest: of the flows given, and the least and
 * the largest share that the bounds allow; NaN where the sum is 0. */
struct ct_flow_bounds ct_flow_share(const struct ct_flow_sum *part,
                                    const struct ct_flow_sum *rest);

#endif
