/* SPDX-License-Identifier: GPL-3.0-or-later
 * Betweenness: shortest paths from each node, then what each node carries of
 * them, from the farthest back. */
#include "config.h"

#include "analyze/flow_graph.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

#define EQUAL 1e-10

/* A node waiting to be reached, at a distance; a later, nearer one goes
 * before. */
struct waiting {
    double distance;
    uint32_t node;
};

/* Work space for paths from one node. order: the nodes in the order in which
 * they were reached for good. */
struct paths {
    const struct ct_graph *g;
    bool weighted;
    double *distance, *number, *carried;
    bool *reached;
    uint32_t *order;
    size_t n_order;
    struct waiting *heap;
    size_t n_heap, capacity;
};

static bool before(const struct waiting *a, const struct waiting *b)
{
    return a->distance < b->distance ||
           (a->distance == b->distance && a->node < b->node);
}

static void swap(struct waiting *a, struct waiting *b)
{
    struct waiting t = *a;
    *a = *b;
    *b = t;
}

static void push(struct paths *p, double distance, uint32_t node)
{
    p->heap = ct_xgrow(p->heap, &p->capacity, p->n_heap + 1, sizeof *p->heap);
    size_t i = p->n_heap++;
    p->heap[i] = (struct waiting){distance, node};
    for (; i > 0 && before(&p->heap[i], &p->heap[(i - 1) / 2]); i = (i - 1) / 2)
        swap(&p->heap[i], &p->heap[(i - 1) / 2]);
}

static struct waiting pop(struct paths *p)
{
    struct waiting first = p->heap[0];
    p->heap[0] = p->heap[--p->n_heap];
    for (size_t i = 0;;) {
        size_t child = 2 * i + 1;
        if (child + 1 < p->n_heap &&
            before(&p->heap[child + 1], &p->heap[child]))
            child++;
        if (child >= p->n_heap || !before(&p->heap[child], &p->heap[i]))
            return first;
        swap(&p->heap[i], &p->heap[child]);
        i = child;
    }
}

static bool equal(double a, double b)
{
    return !isinf(b) && fabs(a - b) <= EQUAL * fmax(a, b);
}

static double length(const struct paths *p, size_t edge)
{
    return p->weighted ? 1 / p->g->weight[edge] : 1;
}

/* Takes an edge from a node that is reached for good. */
static void walk(struct paths *p, uint32_t from, size_t edge)
{
    uint32_t to = p->g->to[edge];
    double distance = p->distance[from] + length(p, edge);
    if (p->reached[to])
        return;
    if (equal(distance, p->distance[to])) {
        p->number[to] += p->number[from];
    } else if (distance < p->distance[to]) {
        p->distance[to] = distance;
        p->number[to] = p->number[from];
        push(p, distance, to);
    }
}

/* Finds the shortest paths from one node, and how many there are to each. */
static void find_paths(struct paths *p, uint32_t start)
{
    for (size_t i = 0; i < p->g->n; i++) {
        p->distance[i] = INFINITY;
        p->number[i] = p->carried[i] = 0;
        p->reached[i] = false;
    }
    p->distance[start] = 0;
    p->number[start] = 1;
    p->n_order = p->n_heap = 0;
    push(p, 0, start);
    while (p->n_heap) {
        uint32_t node = pop(p).node;
        if (p->reached[node])
            continue;
        p->reached[node] = true;
        p->order[p->n_order++] = node;
        for (size_t e = p->g->first[node]; e < p->g->first[node + 1]; e++)
            walk(p, node, e);
    }
}

/* Whether the edge is part of a shortest path. `place` is where in the order
 * each node stands: ties by rounding never lead backwards. */
static bool on_path(const struct paths *p, uint32_t from, size_t edge,
                    const size_t *place)
{
    uint32_t to = p->g->to[edge];
    return place[to] > place[from] &&
           equal(p->distance[from] + length(p, edge), p->distance[to]);
}

/* Hands what the nodes carry back along the paths, the farthest first. */
static void collect(struct paths *p, size_t *place, double *out)
{
    for (size_t k = 0; k < p->n_order; k++)
        place[p->order[k]] = k;
    for (size_t k = p->n_order; k-- > 0;) {
        uint32_t node = p->order[k];
        for (size_t e = p->g->first[node]; e < p->g->first[node + 1]; e++)
            if (on_path(p, node, e, place))
                p->carried[node] += p->number[node] / p->number[p->g->to[e]] *
                                    (1 + p->carried[p->g->to[e]]);
        if (k > 0)
            out[node] += p->carried[node];
    }
}

void ct_graph_betweenness(const struct ct_graph *g, bool weighted, double *out)
{
    struct paths p = {.g = g,
                      .weighted = weighted,
                      .distance = ct_xmalloc(g->n + 1, sizeof *p.distance),
                      .number = ct_xmalloc(g->n + 1, sizeof *p.number),
                      .carried = ct_xmalloc(g->n + 1, sizeof *p.carried),
                      .reached = ct_xmalloc(g->n + 1, sizeof *p.reached),
                      .order = ct_xmalloc(g->n + 1, sizeof *p.order)};
    size_t *place = ct_xcalloc(g->n + 1, sizeof *place);
    for (size_t i = 0; i < g->n; i++)
        out[i] = 0;
    for (uint32_t start = 0; start < g->n; start++) {
        find_paths(&p, start);
        collect(&p, place, out);
    }
    void *arrays[] = {p.distance, p.number, p.carried, p.reached,
                      p.order,    p.heap,   place};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
}
