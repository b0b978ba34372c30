/* SPDX-License-Identifier: GPL-3.0-or-later
 * The units of a cross section by the sets that are added up: each group of
 * areas, and all of them together. */
#ifndef CT_AREA_SETS_H
#define CT_AREA_SETS_H

#include "analyze/area_groups.h"
#include "analyze/cross_section.h"

/* Rows of the cross section; area: the code the set goes by. */
struct ct_area_set {
    const char *area;
    size_t n;
    size_t *row;
};

/* Sets 0 .. n - 2 are the groups, set n - 1 all together, each unit once.
 * stratum: the first group of each row, SIZE_MAX for rows in none. */
struct ct_area_sets {
    size_t n;
    struct ct_area_set *set;
    size_t *stratum;
    bool disjoint; /* no unit is in two groups */
};

/* Lays the members of g side by side, adds the areas of the groups that are
 * not among them, and makes the sets. Returns 0, or -1 with *err. Clear both,
 * also after a failure. */
int ct_area_sets_make(const struct ct_group *g, double per,
                      const struct ct_area_groups *groups,
                      struct ct_cross_section *c, struct ct_area_sets *out,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what they hold. */
void ct_area_sets_clear(struct ct_area_sets *s);

#endif
