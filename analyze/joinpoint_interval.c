/* SPDX-License-Identifier: GPL-3.0-or-later
 * Intervals of slopes and of their averages, and the region of a location. */
#include "config.h"

#include "analyze/joinpoint_interval.h"
#include "analyze/dot.h"
#include "analyze/joinpoint_search.h"
#include "analyze/p_value.h"
#include "lib/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* The points strictly between two joinpoints (infinite at the ends). */
static void inside(const struct ct_joinpoint_points *p,
                   const struct ct_joinpoint_fit *f, size_t segment,
                   size_t *first, size_t *end)
{
    double low = segment > 0 ? f->at[segment - 1] : -INFINITY;
    double high = segment < f->k ? f->at[segment] : INFINITY;
    *first = 0;
    while (*first < p->n && p->x[*first] <= low)
        ++*first;
    *end = *first;
    while (*end < p->n && p->x[*end] < high)
        ++*end;
}

/* Takes the part along `along` out of v. */
static void take_out(double *v, const double *along, size_t n)
{
    double share = ct_dot(v, along, n) / ct_dot(along, along, n);
    for (size_t i = 0; i < n; i++)
        v[i] -= share * along[i];
}

/* Whitens the values v of the points first .. end - 1 in place and takes the
 * whitened [1, x] out of them: they are then the residuals of a straight line.
 * Returns the squared length of whitened x, less its part along 1. */
static double detrend(const struct ct_joinpoint_points *p, size_t first,
                      size_t end, double *v)
{
    size_t n = end - first;
    double *one = ct_xmalloc(2 * n, sizeof *one), *line = one + n;
    double middle = (p->x[first] + p->x[end - 1]) / 2;
    for (size_t i = 0; i < n; i++) {
        one[i] = 1;
        line[i] = p->x[first + i] - middle;
    }
    ct_joinpoint_whiten(p, first, end, one, one);
    ct_joinpoint_whiten(p, first, end, line, line);
    ct_joinpoint_whiten(p, first, end, v, v);
    take_out(line, one, n);
    take_out(v, one, n);
    double length = ct_dot(line, line, n);
    if (n > 1)
        take_out(v, line, n);
    free(one);
    return length;
}

/* Scatter about the line of the points first .. end - 1 by themselves. */
static double scatter(const struct ct_joinpoint_points *p, size_t first,
                      size_t end, double *sxx)
{
    double *v = ct_xmalloc(end - first, sizeof *v), rss = 0;
    for (size_t i = first; i < end; i++)
        v[i - first] = p->y[i];
    *sxx = detrend(p, first, end, v);
    for (size_t i = first; i < end; i++)
        rss += v[i - first] * v[i - first];
    free(v);
    return rss;
}

struct ct_joinpoint_errors
ct_joinpoint_errors(const struct ct_joinpoint_points *p,
                    const struct ct_joinpoint_fit *f)
{
    struct ct_joinpoint_errors e = {0};
    double rss = 0, sxx[CT_JOINPOINT_MAX + 1];
    for (size_t s = 0; s <= f->k; s++) {
        size_t first, end;
        inside(p, f, s, &first, &end);
        e.n[s] = end - first;
        /* a line costs two degrees of freedom, a lone point its own */
        e.df += e.n[s] > 2 ? (double)e.n[s] - 2 : 0;
        if (e.n[s] > 1)
            rss += scatter(p, first, end, &sxx[s]);
    }
    for (size_t s = 0; s <= f->k; s++)
        e.se[s] = e.n[s] > 1 && e.df > 0 ? sqrt(rss / e.df / sxx[s]) : NAN;
    return e;
}

struct ct_joinpoint_estimate ct_joinpoint_estimate(double slope, double se,
                                                   double df, double confidence)
{
    bool normal = df <= 0;
    double reach =
        normal ? ct_reach_normal(confidence) : ct_reach_student(confidence, df);
    double t = slope == 0 && se == 0 ? 0 : slope / se;
    return (struct ct_joinpoint_estimate){
        slope, se, slope - reach * se, slope + reach * se,
        normal ? ct_p_normal(t) : ct_p_student(t, df)};
}

struct ct_joinpoint_estimate
ct_joinpoint_segment(const struct ct_joinpoint_fit *f,
                     const struct ct_joinpoint_errors *e, size_t segment,
                     double confidence)
{
    return ct_joinpoint_estimate(f->slope[segment], e->se[segment], e->df,
                                 confidence);
}

/* The part of from .. to in which a segment's slope holds; 0 if it does not. */
static double share(const struct ct_joinpoint_fit *f, size_t segment,
                    double from, double to)
{
    double low = segment > 0 ? fmax(from, f->at[segment - 1]) : from;
    double high = segment < f->k ? fmin(to, f->at[segment]) : to;
    return fmax(high - low, 0) / (to - from);
}

double ct_joinpoint_average_slope(const struct ct_joinpoint_fit *f, double from,
                                  double to)
{
    double slope = 0;
    for (size_t s = 0; s <= f->k; s++)
        slope += share(f, s, from, to) * f->slope[s];
    return slope;
}

struct ct_joinpoint_estimate
ct_joinpoint_average(const struct ct_joinpoint_fit *f,
                     const struct ct_joinpoint_errors *e, double from,
                     double to, double confidence)
{
    double slope = ct_joinpoint_average_slope(f, from, to), variance = 0;
    size_t parts = 0;
    for (size_t s = 0; s <= f->k; s++) {
        double part = share(f, s, from, to);
        if (part == 0) /* its se may not be known */
            continue;
        variance += part * part * e->se[s] * e->se[s];
        parts++;
    }
    return ct_joinpoint_estimate(slope, sqrt(variance), parts == 1 ? e->df : 0,
                                 confidence);
}

void ct_joinpoint_region(const struct ct_joinpoint_design *d,
                         const struct ct_joinpoint_groups *groups,
                         const struct ct_joinpoint_fit *f, double confidence,
                         double *lower, double *upper)
{
    double df = (double)d->n - 2 * (double)f->k - 2;
    double *gain = ct_xmalloc(f->k * d->m + 1, sizeof *gain);
    double reach =
        df > 0 ? gsl_cdf_fdist_Qinv(1 - confidence / 100, 1, df) / df : 0;
    ct_joinpoint_search_profile(d, groups, f->k, gain);
    for (size_t j = 0; j < f->k; j++) {
        const double *here = gain + j * d->m;
        double best = -INFINITY;
        lower[j] = upper[j] = NAN;
        for (size_t c = 0; c < d->m; c++)
            best = fmax(best, here[c]);
        for (size_t c = 0; c < d->m && df > 0; c++)
            if (best - here[c] <= f->sse * reach * (1 + 1e-9)) {
                lower[j] = isnan(lower[j]) ? d->grid->at[c] : lower[j];
                upper[j] = d->grid->at[c];
            }
    }
    free(gain);
}
