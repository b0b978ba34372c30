/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far flows reach: within a country, to its subregion, to its region,
 * beyond. */
#ifndef CT_FLOW_REACH_H
#define CT_FLOW_REACH_H

#include "analyze/area_groups.h"
#include "analyze/flow_set.h"

enum ct_reach {
    CT_REACH_DOMESTIC,
    CT_REACH_SUBREGIONAL,
    CT_REACH_REGIONAL,
    CT_REACH_TRANSREGIONAL,
    CT_REACH_NO_REGION, /* cross-border, and one end is in no group */
    CT_REACH_UNKNOWN,   /* unknown origin */
    CT_N_REACHES
};

/* Their words in tables. */
extern const char *const ct_reach_word[CT_N_REACHES];

/* Groups of areas of two levels: region, and subregion or NULL for none. */
struct ct_reach_groups {
    struct ct_area_groups *region, *subregion;
};

/* Reads the groups that `by` names as one level (analyze/area_groups.h); by =
 * NULL: regions and subregions of UN M49, or none without code lists. Returns
 * 0, or -1 with *err. Clear also after a failure. */
int ct_reach_groups_read(struct ct_reach_groups *out, const char *by,
                         const struct ct_codes *codes, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what they hold. */
void ct_reach_groups_clear(struct ct_reach_groups *g);

/* How far a flow reaches. */
enum ct_reach ct_flow_reach(const struct ct_reach_groups *g,
                            const struct ct_flow_set *s,
                            const struct ct_flow *f);

/* Sums flows by reach: those to destinations in one group of a level, or with
 * level = NULL all. sum: CT_N_REACHES of them. */
void ct_reach_sums(const struct ct_reach_groups *g,
                   const struct ct_area_groups *level, uint32_t group,
                   const struct ct_flow_set *s, const struct ct_flow *flow,
                   size_t n, struct ct_flow_sum *sum);

/* The share of one reach: of those known with region; of CT_REACH_NO_REGION and
 * CT_REACH_UNKNOWN: of all flows. */
struct ct_flow_bounds ct_reach_share(const struct ct_flow_sum *sum,
                                     enum ct_reach reach);

#endif
