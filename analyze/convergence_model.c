/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether areas with high rates come nearer to those with low ones. */
#include "config.h"

#include "analyze/convergence_model.h"

#include "analyze/least_squares.h"
#include "analyze/p_value.h"
#include "analyze/ranks.h"

#include "lib/memory.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { FEWEST = 3 };

static bool all_equal(const double *x, size_t n)
{
    size_t i = 1;
    while (i < n && x[i] == x[0])
        i++;
    return i >= n;
}

/* Standard error of the slope robust to unequal variances. */
static double hc1(const struct ct_points *p, const struct ct_line *line,
                  const double *residual)
{
    double meat = 0, n = (double)p->n;
    for (size_t i = 0; i < p->n; i++) {
        double score = (p->t[i] - line->centre) * residual[i];
        meat += score * score;
    }
    return sqrt(n / (n - 2) * meat) / line->sxx;
}

static void fit_line(const struct ct_points *p, double years, double *residual,
                     struct ct_convergence *out)
{
    struct ct_line line;
    ct_line_fit(p, residual, &line);
    out->intercept = line.intercept;
    out->beta = line.slope;
    out->se = line.se;
    out->t = line.slope / line.se;
    out->p = ct_p_student(out->t, (double)p->n - 2);
    out->se_hc1 = hc1(p, &line, residual);
    out->r2 = line.r2;
    if (1 + line.slope * years > 0)
        out->speed = (0 - log1p(line.slope * years)) / years;
    if (line.slope < 0)
        out->half_life = M_LN2 / out->speed;
}

/* What logarithms can be taken of. */
static void fit_logs(const struct ct_two_times *x, struct ct_convergence *out)
{
    double *room = ct_xmalloc(4 * x->n + 1, sizeof *room);
    double *start = room, *growth = room + x->n, *end = room + 2 * x->n;
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++) {
        if (!(x->first[i] > 0 && x->last[i] > 0))
            continue;
        start[n] = log(x->first[i]);
        end[n] = log(x->last[i]);
        growth[n] = (end[n] - start[n]) / x->years;
        n++;
    }
    out->n = n;
    out->zeros = x->n - n;
    if (n > 1) {
        out->sigma_first = gsl_stats_sd(start, 1, n);
        out->sigma_last = gsl_stats_sd(end, 1, n);
        if (out->sigma_first > 0)
            out->sigma_ratio = out->sigma_last / out->sigma_first;
    }
    struct ct_points p = {.n = n, .t = start, .y = growth};
    if (n >= FEWEST && x->years > 0 && !all_equal(start, n))
        fit_line(&p, x->years, room + 3 * x->n, out);
    free(room);
}

/* Kendall's tau-b of two orders. */
static double tau_b(const double *a, const double *b, size_t n)
{
    double s = 0, untied_a = 0, untied_b = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            int x = (a[i] > a[k]) - (a[i] < a[k]);
            int y = (b[i] > b[k]) - (b[i] < b[k]);
            s += x * y;
            untied_a += x != 0;
            untied_b += y != 0;
        }
    return untied_a > 0 && untied_b > 0 ? s / (sqrt(untied_a) * sqrt(untied_b))
                                        : (double)NAN;
}

/* Whether area i is among the first ten by that rate; of equal rates the
 * earlier code comes first. */
static bool is_top(const double *rate, size_t n, size_t i)
{
    size_t above = 0;
    for (size_t k = 0; k < n && above < CT_TOP; k++)
        above += k < i ? rate[k] >= rate[i] : rate[k] > rate[i];
    return above < CT_TOP;
}

static void compare_orders(const struct ct_two_times *x,
                           struct ct_convergence *out)
{
    double *a = ct_xmalloc(2 * x->n, sizeof *a), *b = a + x->n, moved = 0;
    ct_mid_ranks(x->first, x->n, a);
    ct_mid_ranks(x->last, x->n, b);
    for (size_t i = 0; i < x->n; i++)
        moved += fabs(a[i] - b[i]);
    out->mean_rank_change = moved / (double)x->n;
    if (!all_equal(a, x->n) && !all_equal(b, x->n))
        out->spearman = gsl_stats_correlation(a, 1, b, 1, x->n);
    out->tau = tau_b(x->first, x->last, x->n);
    if (x->n >= CT_TOP) {
        out->top10_overlap = 0;
        for (size_t i = 0; i < x->n; i++)
            out->top10_overlap +=
                is_top(x->first, x->n, i) && is_top(x->last, x->n, i);
    }
    free(a);
}

void ct_convergence_fit(const struct ct_two_times *x,
                        struct ct_convergence *out)
{
    *out = (struct ct_convergence){0,   0,   NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                                   NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    fit_logs(x, out);
    if (x->n > 1)
        compare_orders(x, out);
}
