/* SPDX-License-Identifier: GPL-3.0-or-later
 * Optimal partitions: a stretch at a time is offered to all partitions that
 * could end with it, so that the triangle of their sums of squares is never
 * stored. */
#include "config.h"

#include "analyze/bai_perron.h"
#include "lib/memory.h"

#include <gsl/gsl_math.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The least sum of squares of the first j values in k + 1 regimes, at
 * k (n + 1) + j, and where the last of these regimes begins. */
struct layers {
    size_t n, n_layers;
    double *cost;
    uint32_t *start;
};

static struct layers layers_make(size_t n, size_t n_layers)
{
    size_t cells = n_layers * (n + 1);
    struct layers l = {n, n_layers, ct_xmalloc(cells, sizeof(double)),
                       ct_xcalloc(cells, sizeof(uint32_t))};
    for (size_t i = 0; i < cells; i++)
        l.cost[i] = INFINITY;
    return l;
}

/* Offers the stretches that begin at value i, of h values or more and with the
 * sums of squares rss, to the partitions of the values before in k regimes.
 * Of the last layer nothing but its end is needed. */
static void offer(struct layers *l, size_t k, size_t i, size_t h,
                  const double *restrict rss)
{
    double before = l->cost[(k - 1) * (l->n + 1) + i];
    double *restrict cost = l->cost + k * (l->n + 1) + i;
    uint32_t *restrict start = l->start + k * (l->n + 1) + i;
    size_t longest = l->n - i;
    if (isinf(before))
        return;
    for (size_t j = k + 1 < l->n_layers ? h : longest; j <= longest; j++) {
        double offered = before + rss[j - 1];
        start[j] = offered < cost[j] ? (uint32_t)i : start[j];
        cost[j] = offered < cost[j] ? offered : cost[j];
    }
}

static void fill(struct layers *l, const struct ct_regime_data *x, size_t h)
{
    double *rss = ct_xmalloc(x->n, sizeof *rss);
    ct_rss_row(x, 0, rss);
    memcpy(l->cost + h, rss + h - 1, (x->n - h + 1) * sizeof *rss);
    for (size_t i = h; i + h <= x->n; i++) {
        ct_rss_row(x, i, rss);
        for (size_t k = 1; k < l->n_layers; k++)
            offer(l, k, i, h, rss);
    }
    free(rss);
}

size_t ct_partitions_most(size_t n, size_t h)
{
    size_t pieces = (n + h - 1) / h;
    return pieces > 2 ? pieces - 2 : 0;
}

/* Where the breaks of the partitions with m breaks are kept. */
static size_t place(size_t m)
{
    return m * (m - 1) / 2;
}

static void trace(const struct layers *l, size_t m, struct ct_partitions *out)
{
    size_t end = l->n;
    for (size_t k = m; k > 0; k--) {
        end = l->start[k * (l->n + 1) + end];
        out->last[place(m) + k - 1] = end;
    }
}

struct ct_partitions ct_bai_perron(const struct ct_regime_data *x, size_t h,
                                   size_t most)
{
    struct layers l = layers_make(x->n, most + 1);
    struct ct_partitions out = {
        .n = x->n,
        .h = h,
        .most = most,
        .rss = ct_xmalloc(3 * (most + 1), sizeof *out.rss),
        .last = ct_xmalloc(place(most + 1) + 1, sizeof *out.last)};
    out.bic = out.rss + most + 1;
    out.lwz = out.bic + most + 1;
    fill(&l, x, h);
    for (size_t m = 0; m <= most; m++) {
        double rss = l.cost[m * (x->n + 1) + x->n];
        out.rss[m] = rss > x->exact ? rss : 0;
        out.bic[m] = ct_break_bic(x, m, out.rss[m]);
        out.lwz[m] = ct_break_lwz(x, m, out.rss[m]);
        if (out.bic[m] < out.bic[out.selected])
            out.selected = m;
        trace(&l, m, &out);
    }
    free(l.cost);
    free(l.start);
    return out;
}

size_t ct_partition_last(const struct ct_partitions *p, size_t m, size_t k)
{
    if (k == 0)
        return 0;
    return k > m ? p->n : p->last[place(m) + k - 1];
}

void ct_partitions_clear(struct ct_partitions *p)
{
    free(p->rss);
    free(p->last);
}

double ct_break_bic(const struct ct_regime_data *x, size_t breaks, double rss)
{
    double n = (double)x->n, p = (double)((x->q + 1) * (breaks + 1));
    return n * (log(rss) + 1 - log(n) + log(2 * M_PI)) + log(n) * p;
}

double ct_break_lwz(const struct ct_regime_data *x, size_t breaks, double rss)
{
    double n = (double)x->n, p = (double)((x->q + 1) * (breaks + 1));
    return p < n ? log(rss / (n - p)) + p * 0.299 * pow(log(n), 2.1) / n
                 : (double)NAN;
}
