/* SPDX-License-Identifier: GPL-3.0-or-later
 * The flows of one period as a network: sums, concentration, and the place of
 * each node in it. */
#ifndef CT_FLOW_NETWORK_H
#define CT_FLOW_NETWORK_H

#include "analyze/flow.h"

#include <stdbool.h>

/* What a node stands for. */
enum ct_node_kind {
    CT_NODE_AREA,   /* one area */
    CT_NODE_OTHER,  /* elsewhere, but no single area: a group of areas, `_O`,
                       stateless */
    CT_NODE_UNKNOWN /* `_U`: may be the other end itself */
};

/* What kind of flow it is: within a node, between two, or not known. */
enum ct_flow_kind { CT_FLOW_DOMESTIC, CT_FLOW_CROSS, CT_FLOW_UNKNOWN };

enum ct_flow_kind ct_flow_kind(const struct ct_flow *f,
                               const enum ct_node_kind *kind);

/* One node. reports: it is the destination of any flow. out and in:
 * cross-border flows; domestic; unknown: received from an unknown origin. The
 * rest is of given flows above 0 between areas, and NaN for nodes that are
 * none. */
struct ct_flow_node {
    bool present, reports;
    struct ct_flow_sum out, in, domestic, unknown;
    double out_degree, in_degree;
    double hhi_origins, pagerank, betweenness, betweenness_unweighted;
    double hub, authority;
};

/* The network. nodes: areas that take part; corridors: given flows above 0
 * between two of them; the measures that follow are of these. */
struct ct_flow_network {
    struct ct_flow_node *node; /* one each */
    struct ct_flow_sum total, domestic, cross, unknown;
    size_t nodes, corridors;
    double density, reciprocity;
    double hhi_origins, hhi_destinations, hhi_origins_normalised;
    double hhi_corridors;
    bool settled; /* hub and authority did */
};

/* Who the nodes are: their kinds, areas first, and who takes part. */
struct ct_flow_nodes {
    size_t n, n_areas;
    const enum ct_node_kind *kind;
    const bool *present;
};

/* Measures n flows. Free with ct_flow_network_clear(). */
void ct_flow_network_make(struct ct_flow_network *out,
                          const struct ct_flow_nodes *nodes,
                          const struct ct_flow *flow, size_t n);

/* Frees what it holds. */
void ct_flow_network_clear(struct ct_flow_network *w);

/* Numbers the cross-border flows that are given and above 0 by their value,
 * the largest 1, equal ones by origin and destination; 0 for all others. */
void ct_flow_ranks(const struct ct_flow *flow, size_t n,
                   const enum ct_node_kind *kind, size_t *rank);

#endif
