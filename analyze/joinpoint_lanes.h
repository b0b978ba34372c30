/* SPDX-License-Identifier: GPL-3.0-or-later
 * The grid search for many y at once, where only the sums of squares of the
 * best models are wanted: for permutations. */
#ifndef CT_JOINPOINT_LANES_H
#define CT_JOINPOINT_LANES_H

#include "analyze/joinpoint_design.h"

/* How many y are searched side by side: one for each lane of a vector
 * register, or of two or four. */
enum { CT_LANES = 8 };

/* All factors of the search for up to k joinpoints, in the order in which the
 * search comes upon them. Free with ct_joinpoint_lanes_clear(). */
struct ct_joinpoint_lanes {
    const struct ct_joinpoint_design *d; /* borrowed */
    size_t k;
    double *factor;
};

/* Makes the factors for up to k joinpoints; models with k are possible. */
void ct_joinpoint_lanes_init(struct ct_joinpoint_lanes *out,
                             const struct ct_joinpoint_design *d, size_t k);

/* Room for ct_joinpoint_lanes_search(), in doubles. */
size_t ct_joinpoint_lanes_room(const struct ct_joinpoint_lanes *l);

/* Searches CT_LANES vectors y, element i of lane l at y[i * CT_LANES + l],
 * whitened; projects them off base in place. sse[j * CT_LANES + l]: the least
 * sum of squares with j = 0 .. k joinpoints. Every lane has the same numbers
 * on every processor. */
void ct_joinpoint_lanes_search(const struct ct_joinpoint_lanes *l, double *y,
                               double *room, double *sse);

/* As above with one of the ways the processor has, for tests: 0, the plain
 * one, up to ct_joinpoint_lanes_ways() - 1, the widest and the default. */
void ct_joinpoint_lanes_way(const struct ct_joinpoint_lanes *l, int way,
                            double *y, double *room, double *sse);
int ct_joinpoint_lanes_ways(void);

/* Frees what it holds. */
void ct_joinpoint_lanes_clear(struct ct_joinpoint_lanes *l);

#endif
