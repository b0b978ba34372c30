/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mirror statistics. */
#include "config.h"

#include "analyze/mirror_measures.h"

#include "lib/memory.h"

#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>

static bool given(const struct ct_mirror_pair *p)
{
    return !isnan(p->value[0]) && !isnan(p->value[1]) &&
           p->value[0] + p->value[1] > 0;
}

static bool bounded(const struct ct_mirror_pair *p)
{
    return !isnan(p->lower[0]) && !isnan(p->lower[1]);
}

static bool suppressed(const struct ct_mirror_pair *p, int side)
{
    return isnan(p->value[side]) && !isnan(p->lower[side]);
}

static double asymmetry(double a, double b)
{
    if (isinf(a) || isinf(b))
        return isinf(a) && isinf(b) ? (double)NAN : isinf(a) ? 2 : -2;
    return a + b > 0 ? (a - b) / ((a + b) / 2) : (double)NAN;
}

/* Counts the corridors that one side reports and the other doesn't. */
static void count_only(const struct ct_mirror_pair *p, struct ct_mirror *out)
{
    for (int side = 0; side < CT_N_SIDES; side++) {
        double other = p->value[1 - side];
        if (!(p->value[side] > 0) || suppressed(p, 1 - side) || other > 0)
            continue;
        out->only[side]++;
        out->alone[side] += p->silent[1 - side] ? 1 : 0;
    }
}

static double correlate(const struct ct_mirror_pair *pair, size_t n)
{
    double *x = ct_xmalloc(n + 1, sizeof *x), *y = ct_xmalloc(n + 1, sizeof *y);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (given(&pair[i])) {
            x[kept] = log1p(pair[i].value[0]);
            y[kept++] = log1p(pair[i].value[1]);
        }
    double r = kept > 2 ? gsl_stats_correlation(x, 1, y, 1, kept) : (double)NAN;
    free(x);
    free(y);
    return isfinite(r) ? r : (double)NAN;
}

/* The asymmetry's bounds: it rises with what destinations report. */
static void bound(const struct ct_mirror_pair *pair, size_t n,
                  struct ct_mirror *out)
{
    double lower[CT_N_SIDES] = {0}, upper[CT_N_SIDES] = {0};
    for (size_t i = 0; i < n; i++)
        for (int side = 0; side < CT_N_SIDES && bounded(&pair[i]); side++) {
            lower[side] += pair[i].lower[side];
            upper[side] += pair[i].upper[side];
        }
    out->asymmetry_all_lower = asymmetry(lower[0], upper[1]);
    out->asymmetry_all_upper = asymmetry(upper[0], lower[1]);
}

void ct_mirror_measure(const struct ct_mirror_pair *pair, size_t n,
                       struct ct_mirror *out)
{
    double ratios = 0, apart = 0;
    *out = (struct ct_mirror){0};
    for (size_t i = 0; i < n; i++) {
        const struct ct_mirror_pair *p = &pair[i];
        count_only(p, out);
        out->withheld += suppressed(p, 0) || suppressed(p, 1) ? 1 : 0;
        if (!given(p))
            continue;
        double difference = fabs(p->value[0] - p->value[1]);
        out->corridors++;
        out->sum[0] += p->value[0];
        out->sum[1] += p->value[1];
        apart += difference;
        ratios += difference / (p->value[0] + p->value[1]);
    }
    bool none = out->corridors == 0;
    if (none)
        out->sum[0] = out->sum[1] = NAN;
    out->asymmetry = none ? (double)NAN : asymmetry(out->sum[0], out->sum[1]);
    out->mean_asymmetry = none ? (double)NAN : ratios / (double)out->corridors;
    out->weighted_asymmetry =
        none ? (double)NAN : apart / (out->sum[0] + out->sum[1]);
    out->correlation = correlate(pair, n);
    bound(pair, n, out);
}
