/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of a group as flows between nodes: who is origin, who is
 * destination, and what flows in a period. */
#ifndef CT_FLOW_SET_H
#define CT_FLOW_SET_H

#include "analyze/cross_section.h"
#include "analyze/flow_network.h"

enum { CT_NO_NODE = UINT32_MAX };

/* Nodes in the order of their codes (borrowed); areas stand before others,
 * these before the unknown. Of each member its two nodes, CT_NO_NODE for one
 * that is no flow: a total over the origins, or one without origin. */
struct ct_flow_set {
    size_t n_nodes, n_areas;
    const char **node;
    enum ct_node_kind *kind;
    size_t n_members;
    uint32_t *origin, *destination;
    size_t totals, without; /* members whose origin is `_T`, `_Z` */
    struct ct_cross_section c;
};

/* Fails with CT_EDATA where no series of the panel has an origin. */
int ct_flow_check(const struct ct_panel *p, struct ct_error *err);

/* The dimension that tells the origin: `counterpart`, or `citizenship` where
 * the destinations' reports have that only. Borrowed. */
const char *ct_flow_origin(const struct ct_panel *p);

/* The code of a member's origin: its counterpart, or where that is `_T` its
 * citizenship. Borrowed. */
const char *ct_flow_origin_code(const struct ct_group *g, size_t member);

/* Refuses flows between areas that are not alike, as ct_group_alike() does
 * (analyze/alike.h). How exactly a code tells the origin is no such matter:
 * origins that are no single area are nodes by themselves. */
int ct_flow_alike(const struct ct_group *g, const char *allow,
                  struct ct_output_part *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Lays the members of a group out. Returns 0, or -1 with *err: CT_EDATA if a
 * flow is there twice, or its unit cannot be added up. Clear also after a
 * failure. */
int ct_flow_set_make(const struct ct_group *g, struct ct_flow_set *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* The flows of period t: those given, 0 included, and those suppressed. flow
 * has room for n_members; *present, one for each node, says which take part.
 * Returns how many there are. */
size_t ct_flow_set_period(const struct ct_flow_set *s, size_t t,
                          struct ct_flow *flow, bool *present);

/* Frees what it holds. */
void ct_flow_set_clear(struct ct_flow_set *s);

#endif
