/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analyze/stl.h"

#include "analyze/stl_median.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* --- the plan --- */

static size_t next_odd(size_t n)
{
    return n | 1;
}

/* Fitted at every tenth of the window as it was asked for, rounded up. */
static struct ct_loess smoother(size_t window, int degree)
{
    return (struct ct_loess){next_odd(window), degree, (window + 9) / 10};
}

/* The narrowest trend that takes nothing of a season: 1.5 periods, and more
 * the narrower the seasonal window. */
static size_t default_trend_window(size_t period, size_t window)
{
    return next_odd(
        (size_t)ceil(1.5 * (double)period / (1 - 1.5 / (double)window)));
}

struct ct_stl_plan ct_stl_plan(const struct ct_stl_settings *s, size_t n)
{
    /* Wide enough to be a mean, and the width that R takes: the trend's
     * window depends on it. */
    size_t window = s->window ? s->window : 10 * n + 1;
    size_t trend = s->trend_window ? s->trend_window
                                   : default_trend_window(s->period, window);
    return (struct ct_stl_plan){.period = s->period,
                                .periodic = s->window == 0,
                                .seasonal =
                                    smoother(window, s->window ? s->degree : 0),
                                .trend = smoother(trend, 1),
                                .low_pass = smoother(next_odd(s->period), 1),
                                .inner = s->robust ? 1 : 2,
                                .outer = s->robust ? 15 : 0};
}

/* --- a pass --- */

/* A decomposition under way. cycle is the smoothed season with a year more on
 * either side; low what of it is no season. weight is NULL in the first outer
 * pass. */
struct stl {
    size_t n;
    const struct ct_stl_plan *plan;
    const double *y, *weight;
    double *trend, *seasonal;
    double *cycle, *low, *gap;           /* n + 2 periods each */
    double *sub, *sub_weight, *smoothed; /* of one season: n at the most */
    double *work;
};

/* Smooths the values of one season over the years, from the year before the
 * first to the year behind the last. */
static void smooth_season(struct stl *s, const double *x, size_t season)
{
    size_t period = s->plan->period, n = (s->n - season - 1) / period + 1;
    struct ct_loess_data d = {n, s->sub, s->weight ? s->sub_weight : NULL,
                              s->work};
    for (size_t i = 0; i < n; i++) {
        s->sub[i] = x[season + i * period];
        if (s->weight)
            s->sub_weight[i] = s->weight[season + i * period];
    }
    double *fit = s->smoothed;
    ct_loess(&d, &s->plan->seasonal, fit + 1);
    if (!ct_loess_at(&d, &s->plan->seasonal, 0, &fit[0]))
        fit[0] = fit[1];
    if (!ct_loess_at(&d, &s->plan->seasonal, (double)n + 1, &fit[n + 1]))
        fit[n + 1] = fit[n];
    for (size_t i = 0; i < n + 2; i++)
        s->cycle[season + i * period] = fit[i];
}

/* Running means of `length` of n values: n - length + 1 of them. */
static void running_mean(const double *x, size_t n, size_t length, double *out)
{
    double sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += x[i];
    out[0] = sum / (double)length;
    for (size_t i = length; i < n; i++) {
        sum = sum - x[i - length] + x[i];
        out[i - length + 1] = sum / (double)length;
    }
}

/* What the smoothed seasons hold of the trend: three running means and a
 * local regression. */
static void low_pass(struct stl *s)
{
    size_t period = s->plan->period, n = s->n + 2 * period;
    running_mean(s->cycle, n, period, s->low);
    running_mean(s->low, n - period + 1, period, s->gap);
    running_mean(s->gap, n - 2 * period + 2, 3, s->low);
    struct ct_loess_data d = {s->n, s->low, NULL, s->work};
    ct_loess(&d, &s->plan->low_pass, s->gap);
}

static void inner_pass(struct stl *s)
{
    size_t period = s->plan->period;
    double *rest = s->gap;
    for (size_t i = 0; i < s->n; i++)
        rest[i] = s->y[i] - s->trend[i];
    for (size_t season = 0; season < period; season++)
        smooth_season(s, rest, season);
    low_pass(s);
    for (size_t i = 0; i < s->n; i++)
        s->seasonal[i] = s->cycle[period + i] - s->gap[i];
    for (size_t i = 0; i < s->n; i++)
        rest[i] = s->y[i] - s->seasonal[i];
    struct ct_loess_data d = {s->n, rest, s->weight, s->work};
    ct_loess(&d, &s->plan->trend, s->trend);
}

/* --- robustness --- */

/* Bisquare weights of the residuals, which reach to 6 times the median of
 * their absolute values; 1 and 0 at both ends of it by a thousandth. */
static void weigh_residuals(const struct stl *s, double *weight)
{
    double *away = s->work;
    for (size_t i = 0; i < s->n; i++)
        weight[i] = away[i] = fabs(s->y[i] - (s->trend[i] + s->seasonal[i]));
    double reach = 3 * ct_stl_twice_median(away, s->n);
    for (size_t i = 0; i < s->n; i++) {
        double share = weight[i] / reach;
        if (weight[i] <= .001 * reach)
            weight[i] = 1;
        else if (weight[i] <= .999 * reach)
            weight[i] = (1 - share * share) * (1 - share * share);
        else
            weight[i] = 0;
    }
}

/* --- the whole --- */

/* Puts the mean of each season in its place. */
static void level_seasons(struct stl *s)
{
    ct_seasonal_means(s->seasonal, s->n, s->plan->period, s->work);
    for (size_t i = 0; i < s->n; i++)
        s->seasonal[i] = s->work[i % s->plan->period];
}

static void decompose(struct stl *s, double *weight)
{
    for (int outer = 0; outer <= s->plan->outer; outer++) {
        if (outer > 0) {
            weigh_residuals(s, weight);
            s->weight = weight;
        }
        for (int inner = 0; inner < s->plan->inner; inner++)
            inner_pass(s);
    }
    if (s->plan->periodic)
        level_seasons(s);
}

void ct_stl(const double *y, const struct ct_stl_plan *plan,
            struct ct_components *c)
{
    size_t n = c->n, long_n = n + 2 * plan->period;
    double *room = ct_xcalloc(7 * long_n, sizeof(double));
    struct stl s = {.n = n,
                    .plan = plan,
                    .trend = c->trend,
                    .seasonal = c->seasonal,
                    .y = y};
    double **part[] = {&s.cycle, &s.low,        &s.gap,     &s.sub,
                       &s.work,  &s.sub_weight, &s.smoothed};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        *part[i] = room + i * long_n;
    for (size_t i = 0; i < n; i++) {
        s.trend[i] = 0;
        c->weight[i] = 1;
    }
    decompose(&s, c->weight);
    for (size_t i = 0; i < n; i++)
        c->remainder[i] = y[i] - s.seasonal[i] - s.trend[i];
    free(room);
}
