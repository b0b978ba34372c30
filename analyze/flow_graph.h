/* SPDX-License-Identifier: GPL-3.0-or-later
 * A directed, weighted network, and what is measured of it. */
#ifndef CT_FLOW_GRAPH_H
#define CT_FLOW_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* n nodes; the edges that leave node i are first[i] .. first[i + 1] - 1, each
 * with the node it leads to and a weight above 0; no edge leads back to its own
 * node, and none is there twice. */
struct ct_graph {
    size_t n, n_edges;
    size_t *first;
    uint32_t *to;
    double *weight;
};

/* Makes a graph of n nodes from edges in any order. Free with
 * ct_graph_clear(). */
void ct_graph_make(struct ct_graph *g, size_t n, const uint32_t *from,
                   const uint32_t *to, const double *weight, size_t n_edges);

/* Frees what it holds. */
void ct_graph_clear(struct ct_graph *g);

/* The share of edges whose opposite is there too; NaN without edges. */
double ct_graph_reciprocity(const struct ct_graph *g);

/* PageRank of each node, in out: the chance to be there of one who follows
 * edges by their weight, with probability 0.15, or where none leaves, jumping
 * to any node. Sums to 1.
 * Source: Brin and Page 1998, Computer Networks 30:107. */
void ct_graph_pagerank(const struct ct_graph *g, double *out);

/* Hub and authority of each node by weights, the largest 1: good hubs lead to
 * good authorities. NaN throughout where there is no edge. Returns false if
 * they did not settle.
 * Source: Kleinberg 1999, J ACM 46:604. */
bool ct_graph_hits(const struct ct_graph *g, double *hub, double *authority);

/* How many shortest paths between two other nodes lead through each, in out:
 * where there are several of one length, their share; not normalised. An edge
 * is 1 / weight long, or 1 if not weighted; lengths within a relative 1e-10 are
 * equal.
 * Source: Brandes 2001, J Math Sociol 25:163. */
void ct_graph_betweenness(const struct ct_graph *g, bool weighted, double *out);

/* Herfindahl-Hirschman index of n parts not below 0: the sum of squared
 * shares; NaN if they are all 0. */
double ct_hhi(const double *part, size_t n);

#endif
