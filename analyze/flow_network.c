/* SPDX-License-Identifier: GPL-3.0-or-later
 * The flows of one period as a network. */
#include "config.h"

#include "analyze/flow_network.h"

#include "analyze/flow_graph.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

enum ct_flow_kind ct_flow_kind(const struct ct_flow *f,
                               const enum ct_node_kind *kind)
{
    if (kind[f->origin] == CT_NODE_UNKNOWN ||
        kind[f->destination] == CT_NODE_UNKNOWN)
        return CT_FLOW_UNKNOWN;
    return f->origin == f->destination ? CT_FLOW_DOMESTIC : CT_FLOW_CROSS;
}

/* Adds a flow to all sums it is part of. */
static void add_flow(struct ct_flow_network *w, const struct ct_flow *f,
                     enum ct_flow_kind kind)
{
    struct ct_flow_node *from = &w->node[f->origin];
    struct ct_flow_node *to = &w->node[f->destination];
    to->reports = true;
    ct_flow_sum_add(&w->total, f);
    switch (kind) {
    case CT_FLOW_DOMESTIC:
        ct_flow_sum_add(&w->domestic, f);
        ct_flow_sum_add(&to->domestic, f);
        break;
    case CT_FLOW_UNKNOWN:
        ct_flow_sum_add(&w->unknown, f);
        ct_flow_sum_add(&to->unknown, f);
        ct_flow_sum_add(&from->out, f);
        break;
    default:
        ct_flow_sum_add(&w->cross, f);
        ct_flow_sum_add(&from->out, f);
        ct_flow_sum_add(&to->in, f);
    }
}

/* The graph of the areas that take part, and the node each stands for. */
struct area_graph {
    struct ct_graph g;
    uint32_t *node;
};

static bool is_edge(const struct ct_flow *f, const struct ct_flow_nodes *nodes)
{
    return f->mark == CT_FLOW_GIVEN && f->value > 0 &&
           f->origin != f->destination &&
           nodes->kind[f->origin] == CT_NODE_AREA &&
           nodes->kind[f->destination] == CT_NODE_AREA;
}

static void make_graph(struct area_graph *a, const struct ct_flow_nodes *nodes,
                       const struct ct_flow *flow, size_t n)
{
    uint32_t *number = ct_xcalloc(nodes->n_areas + 1, sizeof *number);
    uint32_t *from = ct_xmalloc(n + 1, sizeof *from);
    uint32_t *to = ct_xmalloc(n + 1, sizeof *to);
    double *weight = ct_xmalloc(n + 1, sizeof *weight);
    uint32_t n_nodes = 0;
    size_t edges = 0;
    a->node = ct_xmalloc(nodes->n_areas + 1, sizeof *a->node);
    for (uint32_t i = 0; i < nodes->n_areas; i++)
        if (nodes->present[i]) {
            a->node[n_nodes] = i;
            number[i] = n_nodes++;
        }
    for (size_t i = 0; i < n; i++)
        if (is_edge(&flow[i], nodes)) {
            from[edges] = number[flow[i].origin];
            to[edges] = number[flow[i].destination];
            weight[edges++] = flow[i].value;
        }
    ct_graph_make(&a->g, n_nodes, from, to, weight, edges);
    free(number);
    free(from);
    free(to);
    free(weight);
}

/* Degrees and concentration, of the network and of who each area receives
 * from. */
static void concentrate(struct ct_flow_network *w, const struct area_graph *a)
{
    const struct ct_graph *g = &a->g;
    double *out = ct_xcalloc(g->n + 1, sizeof *out);
    double *in = ct_xcalloc(g->n + 1, sizeof *in);
    double *squares = ct_xcalloc(g->n + 1, sizeof *squares);
    for (size_t i = 0; i < g->n; i++)
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++) {
            out[i] += g->weight[e];
            in[g->to[e]] += g->weight[e];
            w->node[a->node[i]].out_degree++;
            w->node[a->node[g->to[e]]].in_degree++;
        }
    for (size_t e = 0; e < g->n_edges; e++) {
        double share = g->weight[e] / in[g->to[e]];
        squares[g->to[e]] += share * share;
    }
    for (size_t i = 0; i < g->n; i++)
        w->node[a->node[i]].hhi_origins = in[i] > 0 ? squares[i] : (double)NAN;
    w->hhi_origins = ct_hhi(out, g->n);
    w->hhi_destinations = ct_hhi(in, g->n);
    w->hhi_corridors = ct_hhi(g->weight, g->n_edges);
    free(out);
    free(in);
    free(squares);
}

/* Scores of the nodes. */
static void score(struct ct_flow_network *w, const struct area_graph *a)
{
    enum { PAGERANK, BETWEENNESS, UNWEIGHTED, HUB, AUTHORITY, SCORES };
    double *x[SCORES];
    for (int k = 0; k < SCORES; k++)
        x[k] = ct_xmalloc(a->g.n + 1, sizeof *x[k]);
    ct_graph_pagerank(&a->g, x[PAGERANK]);
    ct_graph_betweenness(&a->g, true, x[BETWEENNESS]);
    ct_graph_betweenness(&a->g, false, x[UNWEIGHTED]);
    w->settled = ct_graph_hits(&a->g, x[HUB], x[AUTHORITY]);
    for (size_t i = 0; i < a->g.n; i++) {
        struct ct_flow_node *node = &w->node[a->node[i]];
        node->pagerank = x[PAGERANK][i];
        node->betweenness = x[BETWEENNESS][i];
        node->betweenness_unweighted = x[UNWEIGHTED][i];
        node->hub = x[HUB][i];
        node->authority = x[AUTHORITY][i];
    }
    for (int k = 0; k < SCORES; k++)
        free(x[k]);
}

/* Nodes without any place in the network: no measure is theirs. */
static void empty_nodes(struct ct_flow_network *w,
                        const struct ct_flow_nodes *nodes)
{
    for (size_t i = 0; i < nodes->n; i++) {
        struct ct_flow_node *node = &w->node[i];
        bool area = nodes->kind[i] == CT_NODE_AREA;
        node->present = nodes->present[i];
        node->out_degree = node->in_degree = area ? 0 : (double)NAN;
        node->hhi_origins = node->pagerank = node->betweenness = NAN;
        node->betweenness_unweighted = node->hub = node->authority = NAN;
    }
}

void ct_flow_network_make(struct ct_flow_network *out,
                          const struct ct_flow_nodes *nodes,
                          const struct ct_flow *flow, size_t n)
{
    struct area_graph a;
    *out = (struct ct_flow_network){
        .node = ct_xcalloc(nodes->n + 1, sizeof *out->node)};
    empty_nodes(out, nodes);
    for (size_t i = 0; i < n; i++)
        add_flow(out, &flow[i], ct_flow_kind(&flow[i], nodes->kind));
    make_graph(&a, nodes, flow, n);
    double size = (double)a.g.n;
    out->nodes = a.g.n;
    out->corridors = a.g.n_edges;
    out->density =
        size > 1 ? (double)out->corridors / (size * (size - 1)) : (double)NAN;
    out->reciprocity = ct_graph_reciprocity(&a.g);
    concentrate(out, &a);
    out->hhi_origins_normalised =
        size > 1 ? (out->hhi_origins - 1 / size) / (1 - 1 / size) : (double)NAN;
    score(out, &a);
    ct_graph_clear(&a.g);
    free(a.node);
}

void ct_flow_network_clear(struct ct_flow_network *w)
{
    free(w->node);
}

static int by_value(const void *a, const void *b)
{
    const struct ct_flow *x = *(const struct ct_flow *const *)a;
    const struct ct_flow *y = *(const struct ct_flow *const *)b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    if (x->origin != y->origin)
        return x->origin < y->origin ? -1 : 1;
    return x->destination < y->destination ? -1 : 1;
}

void ct_flow_ranks(const struct ct_flow *flow, size_t n,
                   const enum ct_node_kind *kind, size_t *rank)
{
    const struct ct_flow **sorted = ct_xmalloc(n + 1, sizeof *sorted);
    size_t ranked = 0;
    for (size_t i = 0; i < n; i++) {
        rank[i] = 0;
        if (flow[i].mark == CT_FLOW_GIVEN && flow[i].value > 0 &&
            ct_flow_kind(&flow[i], kind) == CT_FLOW_CROSS)
            sorted[ranked++] = &flow[i];
    }
    qsort(sorted, ranked, sizeof *sorted, by_value);
    for (size_t k = 0; k < ranked; k++)
        rank[sorted[k] - flow] = k + 1;
    free(sorted);
}
