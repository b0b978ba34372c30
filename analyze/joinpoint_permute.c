/* SPDX-License-Identifier: GPL-3.0-or-later
 * Permutation tests. Residuals of the null model are put in another order,
 * added to its fit, and both models are searched anew. */
#include "config.h"

#include "analyze/joinpoint_permute.h"
#include "analyze/joinpoint_lanes.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Ratios this close are equal but for rounding. */
static const double rounding = 1e-10;

/* The replicates of one test: base, the null model's fit less the design's
 * base, and the residuals to be put in order. */
struct replicates {
    const struct ct_joinpoint_lanes *lanes;
    const double *base, *residual;
    const unsigned short *order;
    size_t n;
    double *y, *room, *sse;
};

/* Makes the lanes' y of replicates first ...; lanes beyond the last repeat
 * it. */
static void fill(const struct replicates *r, size_t first)
{
    size_t rows = r->lanes->d->n;
    for (size_t l = 0; l < CT_LANES; l++) {
        size_t which = first + l < r->n ? first + l : r->n - 1;
        const unsigned short *order = r->order + which * rows;
        for (size_t i = 0; i < rows; i++)
            r->y[i * CT_LANES + l] = r->base[i] + r->residual[order[i]];
    }
}

/* How many replicates have a ratio as large as the data's. */
static size_t count_larger(const struct replicates *r,
                           const struct ct_permutation_test *test)
{
    double least = test->statistic * (1 - rounding);
    size_t count = 0;
    for (size_t first = 0; first < r->n; first += CT_LANES) {
        fill(r, first);
        ct_joinpoint_lanes_search(r->lanes, r->y, r->room, r->sse);
        for (size_t l = 0; l < CT_LANES && first + l < r->n; l++)
            count += r->sse[test->null * CT_LANES + l] >=
                     least * r->sse[test->alternative * CT_LANES + l];
    }
    return count;
}

/* What a sequence of tests works with. */
struct sequence {
    const struct ct_joinpoint_design *d;
    const struct ct_joinpoint_fit *fit;
    const unsigned short *order;
    size_t replicates;
};

static double test_p(const struct sequence *s,
                     const struct ct_permutation_test *test)
{
    struct ct_joinpoint_lanes lanes;
    size_t n = s->d->n;
    ct_joinpoint_lanes_init(&lanes, s->d, test->alternative);
    size_t room = ct_joinpoint_lanes_room(&lanes);
    double *base =
        ct_xmalloc(n + n * CT_LANES + room + (test->alternative + 1) * CT_LANES,
                   sizeof *base);
    struct replicates r = {.lanes = &lanes,
                           .base = base,
                           .residual = s->fit[test->null].residual,
                           .order = s->order,
                           .n = s->replicates,
                           .y = base + n,
                           .room = base + n + n * CT_LANES,
                           .sse = base + n + n * CT_LANES + room};
    memcpy(base, s->fit[test->null].fitted, n * sizeof *base);
    ct_joinpoint_project(s->d, base);
    size_t larger = count_larger(&r, test);
    free(base);
    ct_joinpoint_lanes_clear(&lanes);
    return ((double)larger + 1) / ((double)s->replicates + 1);
}

size_t ct_permutation_sequence(const struct ct_joinpoint_design *d,
                               const struct ct_joinpoint_fit *fit,
                               const struct ct_permutations *how,
                               struct ct_permutation_tests *out)
{
    unsigned short *own;
    struct sequence s = {
        d, fit, ct_orders_kept_take(how->kept, &how->replicates, d->n, &own),
        (size_t)how->replicates.n};
    size_t low = out->least, high = out->most;
    out->n = 0;
    while (low < high) {
        struct ct_permutation_test *t = &out->test[out->n++];
        t->null = low;
        t->alternative = high;
        t->statistic = fit[low].sse / fit[high].sse;
        t->alpha = how->alpha / (double)(out->most - low);
        t->p = test_p(&s, t);
        t->rejected = t->p < t->alpha;
        if (t->rejected)
            low++;
        else
            high--;
    }
    free(own);
    return low;
}
