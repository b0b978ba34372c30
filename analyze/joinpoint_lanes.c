/* SPDX-License-Identifier: GPL-3.0-or-later
 * The walk of joinpoint_search.c with its factors made beforehand. They depend
 * on x and weights only; a model then costs each y three products, a
 * difference and a comparison, and lanes share the factors.
 *
 * The loops over lanes are plain C that compilers turn into vector
 * instructions, compiled once for each width of register. Contraction into
 * fused multiply-adds is off for the whole program, so that all have the same
 * numbers. */
#include "config.h"

#include "analyze/joinpoint_lanes.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

#if defined __x86_64__ && defined __GNUC__ && !defined __clang__
#define WIDE 1
#endif

#define INLINE static inline __attribute__((always_inline))

/* Writes factors, or only counts them where there is no room yet. */
struct writer {
    const struct ct_joinpoint_design *d;
    size_t k, n;
    double *factor; /* NULL: count */
    double *gram;   /* m x m for each depth */
};

static void put(struct writer *w, double x)
{
    if (w->factor)
        w->factor[w->n] = x;
    w->n++;
}

/* 1 / what is left of a hinge's length; 0 where nothing is. */
static double inverse(const struct writer *w, const double *g, size_t c)
{
    size_t m = w->d->m;
    double left = g[c * m + c];
    return left > CT_JOINPOINT_SINGULAR * w->d->gram[c * m + c] ? 1 / left : 0;
}

/* The share of place b's hinge in each that may follow it, with the length of
 * what is left of these; the products go on to the next depth. */
static void take_out(struct writer *w, size_t depth, size_t b)
{
    size_t m = w->d->m, next = w->d->grid->next[b];
    bool leaves = depth + 2 == w->k;
    const double *g = w->gram + depth * m * m, *row = g + b * m;
    double *g2 = w->gram + (depth + 1) * m * m;
    for (size_t c = next; c < m; c++) {
        double share = row[c] / row[b];
        for (size_t e = c; e < (leaves ? c + 1 : m); e++)
            g2[c * m + e] = g[c * m + e] - share * row[e];
        put(w, share);
        if (leaves)
            put(w, inverse(w, g2, c));
    }
}

/* Factors of all nodes from place `from` on at a depth below the last. */
static void write_nodes(struct writer *w, size_t depth, size_t from)
{
    size_t m = w->d->m;
    const double *g = w->gram + depth * m * m;
    for (size_t b = from; b < m; b++) {
        double left = inverse(w, g, b);
        put(w, left);
        if (left == 0 || w->d->grid->next[b] >= m)
            continue;
        take_out(w, depth, b);
        if (depth + 2 < w->k)
            write_nodes(w, depth + 1, w->d->grid->next[b]);
    }
}

static void write_all(struct writer *w)
{
    size_t m = w->d->m;
    w->n = 0;
    if (w->k > 1)
        write_nodes(w, 0, 0);
    for (size_t c = 0; c < m && w->k == 1; c++) {
        put(w, 0);
        put(w, inverse(w, w->gram, c));
    }
}

void ct_joinpoint_lanes_init(struct ct_joinpoint_lanes *out,
                             const struct ct_joinpoint_design *d, size_t k)
{
    struct writer w = {.d = d, .k = k};
    w.gram = ct_xmalloc((k + 1) * d->m * d->m + 1, sizeof *w.gram);
    memcpy(w.gram, d->gram, d->m * d->m * sizeof *w.gram);
    write_all(&w);
    w.factor = ct_xmalloc(w.n + 1, sizeof *w.factor);
    write_all(&w);
    free(w.gram);
    *out = (struct ct_joinpoint_lanes){d, k, w.factor};
}

void ct_joinpoint_lanes_clear(struct ct_joinpoint_lanes *l)
{
    free(l->factor);
    l->factor = NULL;
}

size_t ct_joinpoint_lanes_room(const struct ct_joinpoint_lanes *l)
{
    return (l->k * l->d->m + 1) * CT_LANES;
}

typedef double lanes[CT_LANES];

/* Takes base out of y; leaves the squared length in sse. */
INLINE void project(const struct ct_joinpoint_design *d, lanes *restrict y,
                    double *restrict sse)
{
    for (size_t c = 0; c < d->n_base; c++) {
        const double *q = d->base + c * d->n;
        lanes share = {0};
        for (size_t i = 0; i < d->n; i++)
            for (int l = 0; l < CT_LANES; l++)
                share[l] += y[i][l] * q[i];
        for (size_t i = 0; i < d->n; i++)
            for (int l = 0; l < CT_LANES; l++)
                y[i][l] -= share[l] * q[i];
    }
    lanes sum = {0};
    for (size_t i = 0; i < d->n; i++)
        for (int l = 0; l < CT_LANES; l++)
            sum[l] += y[i][l] * y[i][l];
    memcpy(sse, sum, sizeof sum);
}

INLINE void products(const struct ct_joinpoint_design *d,
                     const lanes *restrict y, lanes *restrict z)
{
    for (size_t t = 0; t < d->m; t++) {
        const double *h = d->hinge + t * d->n;
        lanes sum = {0};
        for (size_t i = 0; i < d->n; i++)
            for (int l = 0; l < CT_LANES; l++)
                sum[l] += y[i][l] * h[i];
        memcpy(z[t], sum, sizeof sum);
    }
}

/* The largest gain of a last joinpoint at places from .. m - 1, behind one
 * whose product with y is zb. */
INLINE const double *leaves(const lanes *restrict z, size_t count,
                            const double *restrict zb,
                            const double *restrict factor, double *restrict top)
{
    lanes b, best = {0};
    memcpy(b, zb, sizeof b);
    for (size_t c = 0; c < count; c++, factor += 2) {
        lanes gain;
        for (int l = 0; l < CT_LANES; l++) {
            double left = z[c][l] - b[l] * factor[0];
            gain[l] = left * left * factor[1];
        }
        for (int l = 0; l < CT_LANES; l++)
            best[l] = best[l] > gain[l] ? best[l] : gain[l];
    }
    memcpy(top, best, sizeof best);
    return factor;
}

/* z less what place b tells of it. */
INLINE const double *condition(const lanes *restrict z, size_t count,
                               const double *restrict zb,
                               const double *restrict factor,
                               lanes *restrict out)
{
    lanes b;
    memcpy(b, zb, sizeof b);
    for (size_t c = 0; c < count; c++, factor++)
        for (int l = 0; l < CT_LANES; l++)
            out[c][l] = z[c][l] - b[l] * *factor;
    return factor;
}

/* best = max(best, gain + more), all lanes. */
INLINE void raise_best(double *restrict best, const double *restrict gain,
                       const double *restrict more)
{
    for (int l = 0; l < CT_LANES; l++) {
        double sum = gain[l] + more[l];
        best[l] = best[l] > sum ? best[l] : sum;
    }
}

/* Goes through the tree; best[j]: the largest gain of j + 1 joinpoints. The
 * place at each depth is in b. z: m rows for each depth but the last. */
INLINE void walk(const struct ct_joinpoint_lanes *s, lanes *z, lanes *best)
{
    static const lanes zero = {0};
    size_t m = s->d->m, b[CT_JOINPOINT_MAX] = {0}, depth = 0;
    const size_t *next = s->d->grid->next;
    const double *factor = s->factor;
    lanes before[CT_JOINPOINT_MAX] = {{0}}, gain, top;
    if (s->k == 1) {
        leaves(z, m, zero, factor, best[0]);
        return;
    }
    for (;;) {
        if (b[depth] == m) {
            if (depth-- == 0)
                return;
            continue;
        }
        size_t here = b[depth]++, from = next[here];
        lanes *level = z + depth * m;
        double left = *factor++;
        if (left == 0)
            continue;
        for (int l = 0; l < CT_LANES; l++)
            gain[l] = level[here][l] * level[here][l] * left;
        for (int l = 0; l < CT_LANES; l++)
            gain[l] += before[depth][l];
        raise_best(best[depth], gain, zero);
        if (from >= m)
            continue;
        if (depth + 2 == s->k) {
            factor = leaves((const lanes *)level + from, m - from, level[here],
                            factor, top);
            raise_best(best[depth + 1], gain, top);
        } else {
            factor = condition((const lanes *)level + from, m - from,
                               level[here], factor, level + m + from);
            depth++;
            b[depth] = from;
            memcpy(before[depth], gain, sizeof gain);
        }
    }
}

INLINE void search(const struct ct_joinpoint_lanes *s, double *y, double *room,
                   double *sse)
{
    lanes best[CT_JOINPOINT_MAX] = {{0}};
    project(s->d, (lanes *)y, sse);
    if (s->k > 0) {
        products(s->d, (const lanes *)y, (lanes *)room);
        walk(s, (lanes *)room, best);
    }
    for (size_t j = 0; j < s->k; j++)
        for (int l = 0; l < CT_LANES; l++)
            sse[(j + 1) * CT_LANES + (size_t)l] = sse[l] - best[j][l];
}

typedef void search_function(const struct ct_joinpoint_lanes *s, double *y,
                             double *room, double *sse);

static void search_plain(const struct ct_joinpoint_lanes *s, double *y,
                         double *room, double *sse)
{
    search(s, y, room, sse);
}

#ifdef WIDE
__attribute__((target("arch=x86-64-v3"))) static void
search_256(const struct ct_joinpoint_lanes *s, double *y, double *room,
           double *sse)
{
    search(s, y, room, sse);
}

__attribute__((target("arch=x86-64-v4"))) static void
search_512(const struct ct_joinpoint_lanes *s, double *y, double *room,
           double *sse)
{
    search(s, y, room, sse);
}

static search_function *const ways[] = {search_plain, search_256, search_512};

int ct_joinpoint_lanes_ways(void)
{
    if (__builtin_cpu_supports("x86-64-v4"))
        return 3;
    return __builtin_cpu_supports("x86-64-v3") ? 2 : 1;
}
#else
static search_function *const ways[] = {search_plain};

int ct_joinpoint_lanes_ways(void)
{
    return 1;
}
#endif

void ct_joinpoint_lanes_way(const struct ct_joinpoint_lanes *l, int way,
                            double *y, double *room, double *sse)
{
    ways[way](l, y, room, sse);
}

void ct_joinpoint_lanes_search(const struct ct_joinpoint_lanes *l, double *y,
                               double *room, double *sse)
{
    ways[ct_joinpoint_lanes_ways() - 1](l, y, room, sse);
}
