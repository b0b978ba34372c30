/* SPDX-License-Identifier: GPL-3.0-or-later
 * Agreement of two sources. */
#include "config.h"

#include "analyze/agreement.h"

#include "analyze/order_statistic.h"
#include "analyze/ranks.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Means, and mean squares and product about them. */
struct moments {
    double a, b, aa, bb, ab;
};

static struct moments moments(const double *a, const double *b, size_t n)
{
    struct moments m = {0};
    for (size_t i = 0; i < n; i++) {
        m.a += a[i] / (double)n;
        m.b += b[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double u = a[i] - m.a, v = b[i] - m.b;
        m.aa += u * u / (double)n;
        m.bb += v * v / (double)n;
        m.ab += u * v / (double)n;
    }
    return m;
}

static double correlation(const struct moments *m)
{
    return m->aa > 0 && m->bb > 0 ? m->ab / sqrt(m->aa * m->bb) : NAN;
}

static double rank_correlation(const double *a, const double *b, size_t n)
{
    double *rank = ct_xmalloc(2 * n, sizeof *rank);
    ct_mid_ranks(a, n, rank);
    ct_mid_ranks(b, n, rank + n);
    struct moments m = moments(rank, rank + n, n);
    free(rank);
    return correlation(&m);
}

/* Mean and standard deviation (n - 1) of n numbers. */
static void spread(const double *x, size_t n, double *mean, double *sd)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - *mean) * (x[i] - *mean);
    *sd = n > 1 ? sqrt(squares / (double)(n - 1)) : NAN;
}

void ct_agreement(const double *a, const double *b, size_t n,
                  struct ct_agreement *out)
{
    *out = (struct ct_agreement){n, NAN, NAN, NAN, NAN, NAN};
    if (n == 0)
        return;
    double *difference = ct_xmalloc(n, sizeof *difference);
    for (size_t i = 0; i < n; i++)
        difference[i] = b[i] - a[i];
    spread(difference, n, &out->bias, &out->sd);
    free(difference);
    if (n < 2)
        return;
    struct moments m = moments(a, b, n);
    double apart = m.aa + m.bb + (m.a - m.b) * (m.a - m.b);
    out->ccc = apart > 0 ? 2 * m.ab / apart : NAN;
    out->pearson = correlation(&m);
    out->spearman = rank_correlation(a, b, n);
}

void ct_ratio_agreement(const double *ratio, size_t n,
                        struct ct_ratio_agreement *out)
{
    *out = (struct ct_ratio_agreement){n, NAN, NAN, NAN, NAN, NAN};
    if (n == 0)
        return;
    double *room = ct_xmalloc(n, sizeof *room), mean, sd;
    size_t near = 0;
    memcpy(room, ratio, n * sizeof *room);
    out->median = ct_median(room, n);
    for (size_t i = 0; i < n; i++) {
        room[i] = log(ratio[i]);
        near += fabs(ratio[i] - 1) <= .1;
    }
    spread(room, n, &mean, &sd);
    free(room);
    out->geometric = exp(mean);
    out->lower = exp(mean - CT_AGREEMENT_REACH * sd);
    out->upper = exp(mean + CT_AGREEMENT_REACH * sd);
    out->within10 = (double)near / (double)n;
}
