/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tests for a break, from sums of squares on both sides of every value. */
#include "config.h"

#include "analyze/break_tests.h"
#include "analyze/hansen.h"
#include "lib/memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* q F of a break that takes the sum of squares from rss to split. */
static double f_statistic(const struct ct_regime_data *x, double rss,
                          double split)
{
    double gain = rss - split;
    if (rss <= x->exact)
        return NAN;
    return split > x->exact ? gain / (split / (double)(x->n - 2 * x->q))
                            : (double)INFINITY;
}

static double p_of_f(double f, double df1, double df2)
{
    if (isnan(f))
        return f;
    return isinf(f) ? 0 : gsl_cdf_fdist_Q(fmax(f, 0), df1, df2);
}

struct ct_break_test ct_chow_test(const struct ct_regime_data *x, size_t last)
{
    double split =
        ct_regime_fit(x, 0, last).rss + ct_regime_fit(x, last, x->n).rss;
    double rss = ct_regime_fit(x, 0, x->n).rss, q = x->q;
    double f = f_statistic(x, rss, split) / q;
    return (struct ct_break_test){f, p_of_f(f, q, (double)x->n - 2 * q), last};
}

/* The values in reverse order: t and y, 2 n numbers. */
static double *reversed(const struct ct_regime_data *x)
{
    double *out = ct_xmalloc(2 * x->n, sizeof *out);
    for (size_t i = 0; i < x->n; i++) {
        out[i] = -x->t[x->n - 1 - i];
        out[x->n + i] = x->y[x->n - 1 - i];
    }
    return out;
}

/* Sums of squares of the first i + 1 values, and of the last i + 1: 2 n
 * numbers. */
static double *rss_of_ends(const struct ct_regime_data *x)
{
    double *out = ct_xmalloc(2 * x->n, sizeof *out);
    double *back = reversed(x);
    struct ct_regime_data backwards = {x->q, x->n, back, back + x->n, x->exact};
    ct_rss_row(x, 0, out);
    ct_rss_row(&backwards, 0, out + x->n);
    free(back);
    return out;
}

/* ln of the mean of exp(f / 2). */
static double log_mean_exp(const double *f, size_t n, double largest)
{
    double sum = 0;
    if (!isfinite(largest))
        return largest;
    for (size_t i = 0; i < n; i++)
        sum += exp((f[i] - largest) / 2);
    return largest / 2 + log(sum / (double)n);
}

/* p of a largest or mean F; with one break only it is Chow's. */
static double p_of_sequence(enum ct_hansen_test test,
                            const struct ct_regime_data *x, size_t h, double f)
{
    double q = x->q, n = (double)x->n;
    if (2 * h == x->n && test != CT_HANSEN_EXP)
        return p_of_f(f / q, q, n - 2 * q);
    return ct_hansen_p(test, x->q, (double)h / n, f);
}

struct ct_f_tests ct_f_tests(const struct ct_regime_data *x, size_t h)
{
    double *first = rss_of_ends(x), *last = first + x->n;
    double *f = ct_xmalloc(x->n, sizeof *f);
    double sum = 0;
    size_t n = 0, best = 0;
    for (size_t i = h; i + h <= x->n; i++, n++) {
        double split = first[i - 1] + last[x->n - i - 1];
        f[n] = f_statistic(x, first[x->n - 1], split);
        sum += f[n];
        if (f[n] > f[best])
            best = n;
    }
    double mean = sum / (double)n, scale = log_mean_exp(f, n, f[best]);
    struct ct_f_tests out = {
        {f[best], p_of_sequence(CT_HANSEN_SUP, x, h, f[best]), h + best},
        {mean, p_of_sequence(CT_HANSEN_AVE, x, h, mean), 0},
        {scale, p_of_sequence(CT_HANSEN_EXP, x, h, scale), 0}};
    if (isnan(f[best]))
        out.sup.last = 0;
    free(first);
    free(f);
    return out;
}

/* P(the largest |Brownian bridge| > s). */
static double p_of_bridge(double s)
{
    double p = 0, sign = 1;
    if (isnan(s) || s < 0.1)
        return isnan(s) ? s : 1;
    for (int j = 1; j <= 100; j++, sign = -sign)
        p += 2 * sign * exp(-2 * j * j * s * s);
    return p;
}

struct ct_break_test ct_ols_cusum(const struct ct_regime_data *x)
{
    struct ct_regime r = ct_regime_fit(x, 0, x->n);
    struct ct_break_test out = {NAN, NAN, 0};
    double n = (double)x->n, sum = 0, most = 0;
    if (r.rss <= x->exact)
        return out;
    for (size_t i = 0; i < x->n; i++) {
        sum += x->y[i] - ct_regime_at(&r, x->t[i]);
        if (fabs(sum) > most) {
            most = fabs(sum);
            out.last = i + 1;
        }
    }
    out.statistic = most / sqrt(r.rss / (n - x->q) * n);
    out.p = p_of_bridge(out.statistic);
    return out;
}

/* P(Brownian motion leaves the boundary s (1 + 2 t) within 0 .. 1), by
 * strucchange's approximation. */
static double p_of_motion(double s)
{
    double s2 = s * s;
    if (isnan(s) || s < 0.3)
        return 1 - 0.1465 * s;
    return 2 * (gsl_cdf_ugaussian_Q(3 * s) +
                exp(-4 * s2) *
                    (gsl_cdf_ugaussian_P(s) - gsl_cdf_ugaussian_Q(5 * s)) -
                exp(-16 * s2) * gsl_cdf_ugaussian_Q(s));
}

/* The standard deviation of n values (divisor n - 1). */
static double spread(const double *w, size_t n)
{
    double mean = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        mean += w[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        sum += (w[i] - mean) * (w[i] - mean);
    return sqrt(sum / (double)(n - 1));
}

struct ct_break_test ct_rec_cusum(const struct ct_regime_data *x)
{
    struct ct_break_test out = {NAN, NAN, 0};
    double *all = ct_xmalloc(x->n, sizeof *all), *w = all + x->q;
    double most = 0, sum = 0;
    ct_recursive_residuals(x, 0, all);
    size_t n = x->n - x->q;
    double sigma = spread(w, n);
    for (size_t i = 0; i < n; i++) {
        sum += w[i];
        most = fmax(most, fabs(sum) / (1 + 2 * (double)(i + 1) / (double)n));
    }
    if (sigma * sigma * (double)n > x->exact) {
        out.statistic = most / (sigma * sqrt((double)n));
        out.p = p_of_motion(out.statistic);
    }
    free(all);
    return out;
}
