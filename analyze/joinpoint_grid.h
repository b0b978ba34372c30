/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where joinpoints may lie. */
#ifndef CT_JOINPOINT_GRID_H
#define CT_JOINPOINT_GRID_H

#include <stdbool.h>
#include <stddef.h>

/* Most joinpoints of a model. */
enum { CT_JOINPOINT_MAX = 9 };

/* How many observations there must be strictly outside the first and the last
 * joinpoint (at least 1) and strictly between neighbours, one that lies on a
 * joinpoint not counted; places tried between two observations. */
struct ct_joinpoint_rules {
    int min_end, min_between, per_gap;
};

/* m places, in order; next[i] is the first that may follow place i, m if none
 * may. Free with ct_joinpoint_grid_clear(). */
struct ct_joinpoint_grid {
    size_t m;
    double *at;
    size_t *next;
};

/* The places that the rules allow among n increasing x and between them. */
void ct_joinpoint_grid_init(struct ct_joinpoint_grid *out, const double *x,
                            size_t n, const struct ct_joinpoint_rules *rules);

/* Whether k joinpoints, in order, keep the rules, wherever they lie. */
bool ct_joinpoint_allowed(const double *x, size_t n,
                          const struct ct_joinpoint_rules *rules,
                          const double *at, size_t k);

/* How many models with k joinpoints there are. */
double ct_joinpoint_grid_count(const struct ct_joinpoint_grid *grid, size_t k);

/* Frees what the grid holds. */
void ct_joinpoint_grid_clear(struct ct_joinpoint_grid *grid);

#endif
