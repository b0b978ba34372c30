/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mann-Kendall: plain, with Hamed and Rao's variance, or by season. */
#include "config.h"

#include "analyze/hamed_rao.h"
#include "analyze/kendall_exact.h"
#include "analyze/kendall_test.h"
#include "analyze/order_statistic.h"
#include "analyze/p_value.h"
#include "analyze/residuals.h"
#include "analyze/seasonal_kendall.h"
#include "analyze/sen.h"
#include "analyze/spearman.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

struct ct_kendall_result ct_kendall_start(double *residual,
                                          struct ct_kendall *season)
{
    return (struct ct_kendall_result){.s = NAN,
                                      .var_s = NAN,
                                      .z = NAN,
                                      .p = NAN,
                                      .p_exact = NAN,
                                      .tau = NAN,
                                      .slope = NAN,
                                      .lower = NAN,
                                      .upper = NAN,
                                      .intercept = NAN,
                                      .spearman = NAN,
                                      .spearman_p = NAN,
                                      .correction = NAN,
                                      .autocorrelation = NAN,
                                      .residual = residual,
                                      .season = season};
}

static bool has_gaps(const struct ct_kendall_input *x)
{
    return x->period[x->n - 1] - x->period[0] != (long)x->n - 1;
}

/* The slope from all pairs' slopes; its limits if the variance is known. */
static void take_slope(double *slopes, size_t n, double confidence,
                       struct ct_kendall_result *out)
{
    double reach = ct_reach_normal(confidence) * sqrt(out->var_s);
    bool known = !isnan(reach);
    struct ct_sen sen = ct_sen_slope(slopes, n, known ? reach : 0);
    out->slope = sen.slope;
    out->lower = known ? sen.lower : (double)NAN;
    out->upper = known ? sen.upper : (double)NAN;
}

/* Slopes of all pairs; time in years, exact differences. */
static size_t all_slopes(const struct ct_kendall_input *x, double *time,
                         double *slopes)
{
    for (size_t i = 0; i < x->n; i++)
        time[i] = (double)(x->period[i] - x->period[0]) / (double)x->per_year;
    return ct_sen_slopes(time, x->value, x->n, slopes);
}

static int hamed_rao(const struct ct_kendall_input *x,
                     struct ct_kendall_result *out, struct ct_error *err)
{
    if (has_gaps(x))
        return ct_fail(err, CT_EMATH, 0, 0,
                       "hamed-rao needs a series without gaps");
    if (x->n < CT_HAMED_RAO_MIN)
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d values for hamed-rao",
                       CT_HAMED_RAO_MIN);
    out->correction = ct_hamed_rao(
        x->value, x->n, out->slope / (double)x->per_year, &out->fallback);
    return 0;
}

/* Score and slope of the whole series, without regard to seasons. */
static int test_whole(const struct ct_kendall_input *x,
                      const struct ct_kendall_options *options,
                      struct ct_kendall_result *out, struct ct_error *err)
{
    struct ct_kendall k = ct_kendall_score(x->value, x->n);
    double *slopes = ct_xmalloc(x->n * (x->n - 1) / 2, sizeof *slopes);
    size_t pairs = all_slopes(x, out->residual, slopes);
    int result = 0;
    out->s = k.s;
    out->tau = k.most > 0 ? k.s / k.most : (double)NAN;
    if (options->variant == CT_KENDALL_HAMED_RAO) {
        out->slope = ct_median(slopes, pairs);
        result = hamed_rao(x, out, err);
        out->var_s = k.var_s * out->correction;
    } else {
        out->var_s = k.var_s;
        if (!k.ties && x->n <= CT_KENDALL_EXACT_MAX)
            out->p_exact = ct_kendall_exact_p(k.s, x->n);
    }
    take_slope(slopes, pairs, options->confidence, out);
    free(slopes);
    struct ct_spearman r = ct_spearman_time(x->value, x->n, out->residual);
    out->spearman = r.rho;
    out->spearman_p = r.p;
    return result;
}

/* Slopes within each season, years apart. Returns their number. */
static size_t season_slopes(const struct ct_seasonal *table, double *time,
                            double *value, double *slopes)
{
    size_t pairs = 0;
    for (size_t g = 0; g < table->n_seasons; g++) {
        size_t n = 0;
        for (size_t i = 0; i < table->n_years; i++) {
            double y = table->value[i * table->n_seasons + g];
            if (!isnan(y)) {
                time[n] = (double)i;
                value[n++] = y;
            }
        }
        pairs += ct_sen_slopes(time, value, n, slopes + pairs);
    }
    return pairs;
}

/* Adds up the seasons, and takes the slope from the slopes within them. */
static int add_up(const struct ct_seasonal *table, double *room,
                  const struct ct_kendall_options *options,
                  struct ct_kendall_result *out, struct ct_error *err)
{
    double most = 0;
    size_t longest = 0, pairs = 0;
    ct_seasonal_scores(table, out->season);
    out->s = out->var_s = 0;
    for (size_t g = 0; g < table->n_seasons; g++) {
        const struct ct_kendall *k = &out->season[g];
        out->s += k->s;
        out->var_s += k->var_s;
        most += k->most;
        pairs += k->n > 0 ? k->n * (k->n - 1) / 2 : 0;
        longest = k->n > longest ? k->n : longest;
    }
    if (longest < CT_KENDALL_MIN_YEARS) {
        out->s = out->var_s = NAN;
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d years",
                       CT_KENDALL_MIN_YEARS);
    }
    if (options->covariance)
        out->var_s += ct_seasonal_covariance(table);
    out->tau = most > 0 ? out->s / most : (double)NAN;
    double *slopes = ct_xmalloc(pairs, sizeof *slopes);
    season_slopes(table, room, room + table->n_years, slopes);
    take_slope(slopes, pairs, options->confidence, out);
    free(slopes);
    return 0;
}

static int test_seasons(const struct ct_kendall_input *x,
                        const struct ct_kendall_options *options,
                        struct ct_kendall_result *out, struct ct_error *err)
{
    if (x->per_year == 1)
        return ct_fail(err, CT_EMATH, 0, 0,
                       "seasonal is for months and quarters, not for years");
    long first = x->period[0] / x->per_year;
    size_t seasons = (size_t)x->per_year;
    size_t years = (size_t)(x->period[x->n - 1] / x->per_year - first) + 1;
    size_t cells = years * seasons;
    if (years > CT_KENDALL_MAX_YEARS)
        return ct_fail(err, CT_EFEW, 0, 0, "more than %d years",
                       CT_KENDALL_MAX_YEARS);
    double *value = ct_xmalloc(cells + 2 * years, sizeof *value);
    for (size_t i = 0; i < cells; i++)
        value[i] = NAN;
    for (size_t i = 0; i < x->n; i++)
        value[x->period[i] - first * x->per_year] = x->value[i];
    struct ct_seasonal table = {years, seasons, value};
    int result = add_up(&table, value + cells, options, out, err);
    free(value);
    return result;
}

/* Takes the mean of its season from each residual. */
static void centre_seasons(const struct ct_kendall_input *x, double *residual)
{
    for (long g = 0; g < x->per_year; g++) {
        double sum = 0, n = 0;
        for (size_t i = 0; i < x->n; i++)
            if (x->period[i] % x->per_year == g) {
                sum += residual[i];
                n++;
            }
        for (size_t i = 0; i < x->n; i++)
            if (x->period[i] % x->per_year == g)
                residual[i] -= sum / n;
    }
}

/* Intercept and residuals of the slope, and their correlation. */
static void take_residuals(const struct ct_kendall_input *x, bool seasons,
                           struct ct_kendall_result *out)
{
    out->intercept =
        ct_sen_intercept(x->year, x->value, x->n, out->slope, out->residual);
    for (size_t i = 0; i < x->n; i++)
        out->residual[i] = x->value[i] - out->slope * x->year[i];
    if (seasons)
        centre_seasons(x, out->residual);
    if (!has_gaps(x))
        out->autocorrelation = ct_autocorrelation(out->residual, x->n, 1);
}

static void infer(size_t n, const struct ct_kendall_options *options,
                  struct ct_kendall_result *out)
{
    out->z = ct_kendall_z(out->s, out->var_s);
    out->p = ct_p_normal(out->z);
    bool exact = n <= CT_KENDALL_SMALL && !isnan(out->p_exact);
    if ((exact ? out->p_exact : out->p) < 1 - options->confidence / 100)
        out->direction = (out->s > 0) - (out->s < 0);
}

int ct_kendall_test(const struct ct_kendall_input *x,
                    const struct ct_kendall_options *options,
                    struct ct_kendall_result *out, struct ct_error *err)
{
    bool seasons = options->variant == CT_KENDALL_SEASONAL;
    if (x->n < CT_KENDALL_MIN)
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d values",
                       CT_KENDALL_MIN);
    if (x->n > CT_KENDALL_MAX)
        return ct_fail(err, CT_EFEW, 0, 0, "more than %d values",
                       CT_KENDALL_MAX);
    int result = seasons ? test_seasons(x, options, out, err)
                         : test_whole(x, options, out, err);
    if (!isnan(out->slope))
        take_residuals(x, seasons, out);
    if (result == 0)
        infer(x->n, options, out);
    return result;
}
