/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method flows. */
#ifndef CT_FLOW_TABLES_H
#define CT_FLOW_TABLES_H

#include "analyze/flow_reach.h"

extern const struct ct_table_row ct_flow_tables[];

/* The flows of one period and what is computed of them. `when` is the period
 * as text. earlier: nodes that were destinations in the period before, still:
 * those of them that are. */
struct ct_flow_period {
    const struct ct_flow_set *set;
    const char *when;
    const struct ct_flow *flow;
    size_t n;
    const struct ct_flow_network *network;
    size_t earlier, still;
};

/* Write a period's rows into the tables network, nodes, corridors, reach.
 * confidence: of the limits of shares, percent. */
void ct_write_network(const struct ct_flow_period *p,
                      struct ct_output_part *out);
void ct_write_nodes(const struct ct_flow_period *p, double confidence,
                    struct ct_output_part *out);
void ct_write_corridors(const struct ct_flow_period *p,
                        struct ct_output_part *out);
void ct_write_reach(const struct ct_flow_period *p,
                    const struct ct_reach_groups *g,
                    struct ct_output_part *out);

/* What flowed to each node in each period: cell [node * n_periods + t]. broken:
 * a flow to the node has a break in it. */
struct ct_flow_shares {
    double *foreign, *domestic; /* of the flows given */
    bool *broken;
};

/* Write the table share-trend; without a trend across a break. */
void ct_write_share_trend(const struct ct_flow_set *s,
                          const struct ct_flow_shares *x,
                          struct ct_output_part *out);

#endif
