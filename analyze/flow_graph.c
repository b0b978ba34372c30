/* SPDX-License-Identifier: GPL-3.0-or-later
 * A directed, weighted network, its reciprocity, and scores of its nodes that
 * settle by repetition. */
#include "config.h"

#include "analyze/flow_graph.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DAMPING 0.85

/* Repetition ends when no score moves by more than this, or after so many. */
#define SETTLED 1e-15
enum { MOST_ROUNDS = 20000 };

void ct_graph_make(struct ct_graph *g, size_t n, const uint32_t *from,
                   const uint32_t *to, const double *weight, size_t n_edges)
{
    *g =
        (struct ct_graph){.n = n,
                          .n_edges = n_edges,
                          .first = ct_xcalloc(n + 2, sizeof *g->first),
                          .to = ct_xmalloc(n_edges + 1, sizeof *g->to),
                          .weight = ct_xmalloc(n_edges + 1, sizeof *g->weight)};
    for (size_t e = 0; e < n_edges; e++)
        g->first[from[e] + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        g->first[i] += g->first[i - 1];
    for (size_t e = 0; e < n_edges; e++) {
        size_t at = g->first[from[e] + 1]++;
        g->to[at] = to[e];
        g->weight[at] = weight[e];
    }
}

void ct_graph_clear(struct ct_graph *g)
{
    free(g->first);
    free(g->to);
    free(g->weight);
}

static bool has_edge(const struct ct_graph *g, uint32_t from, uint32_t to)
{
    for (size_t e = g->first[from]; e < g->first[from + 1]; e++)
        if (g->to[e] == to)
            return true;
    return false;
}

double ct_graph_reciprocity(const struct ct_graph *g)
{
    size_t both = 0;
    for (uint32_t i = 0; i < g->n; i++)
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
            both += has_edge(g, g->to[e], i) ? 1 : 0;
    return g->n_edges ? (double)both / (double)g->n_edges : (double)NAN;
}

static double weight_out(const struct ct_graph *g, size_t i)
{
    double sum = 0;
    for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
        sum += g->weight[e];
    return sum;
}

/* The largest difference of two scores. */
static double moved(const double *a, const double *b, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(a[i] - b[i]));
    return most;
}

/* One step of all who follow edges. */
static void follow(const struct ct_graph *g, const double *strength,
                   const double *rank, double *next)
{
    double stranded = 0;
    for (size_t i = 0; i < g->n; i++)
        stranded += strength[i] > 0 ? 0 : rank[i];
    for (size_t i = 0; i < g->n; i++)
        next[i] = (1 - DAMPING + DAMPING * stranded) / (double)g->n;
    for (size_t i = 0; i < g->n; i++)
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
            next[g->to[e]] += DAMPING * rank[i] * (g->weight[e] / strength[i]);
}

void ct_graph_pagerank(const struct ct_graph *g, double *out)
{
    double *strength = ct_xmalloc(g->n + 1, sizeof *strength);
    double *next = ct_xmalloc(g->n + 1, sizeof *next);
    for (size_t i = 0; i < g->n; i++) {
        strength[i] = weight_out(g, i);
        out[i] = 1 / (double)g->n;
    }
    double change = 1;
    for (int round = 0; round < MOST_ROUNDS && change > SETTLED; round++) {
        follow(g, strength, out, next);
        change = moved(out, next, g->n);
        memcpy(out, next, g->n * sizeof *out);
    }
    free(strength);
    free(next);
}

/* Scales the largest to 1. */
static void scale(double *x, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, x[i]);
    for (size_t i = 0; i < n && most > 0; i++)
        x[i] /= most;
}

/* Authorities from hubs, and hubs from these. */
static void exchange(const struct ct_graph *g, double *hub, double *authority)
{
    memset(authority, 0, g->n * sizeof *authority);
    for (size_t i = 0; i < g->n; i++)
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
            authority[g->to[e]] += g->weight[e] * hub[i];
    scale(authority, g->n);
    for (size_t i = 0; i < g->n; i++) {
        hub[i] = 0;
        for (size_t e = g->first[i]; e < g->first[i + 1]; e++)
            hub[i] += g->weight[e] * authority[g->to[e]];
    }
    scale(hub, g->n);
}

bool ct_graph_hits(const struct ct_graph *g, double *hub, double *authority)
{
    double *before = ct_xmalloc(g->n + 1, sizeof *before), change = 1;
    for (size_t i = 0; i < g->n; i++) {
        hub[i] = g->n_edges ? 1 : (double)NAN;
        authority[i] = NAN;
    }
    for (int round = 0; round < MOST_ROUNDS && g->n_edges && change > SETTLED;
         round++) {
        memcpy(before, hub, g->n * sizeof *before);
        exchange(g, hub, authority);
        change = moved(before, hub, g->n);
    }
    free(before);
    return g->n_edges == 0 || change <= 1e-12;
}

double ct_hhi(const double *part, size_t n)
{
    double sum = 0, hhi = 0;
    for (size_t i = 0; i < n; i++)
        sum += part[i];
    for (size_t i = 0; i < n; i++)
        hhi += (part[i] / sum) * (part[i] / sum);
    return sum > 0 ? hhi : (double)NAN;
}
