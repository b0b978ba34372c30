/* SPDX-License-Identifier: GPL-3.0-or-later
 * How unequal the rates of several areas are. */
#include "config.h"

#include "analyze/inequality_measures.h"

#include "lib/memory.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

enum { TOP = 5 };

/* The weight of an area; 1 for all without weights. */
static double weight_of(const double *weight, size_t i)
{
    return weight ? weight[i] : 1;
}

static double total_weight(const double *weight, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weight_of(weight, i);
    return sum;
}

static double mean_of(const double *rate, const double *weight, size_t n)
{
    double sum = 0, total = total_weight(weight, n);
    for (size_t i = 0; i < n; i++)
        sum += weight_of(weight, i) / total * rate[i];
    return n ? sum : (double)NAN;
}

/* Twice the covariance of the rate with its place in the order, over the mean:
 * nothing large is subtracted, so that rates far from 0 lose no digits. */
double ct_gini(const double *rate, const double *weight, size_t n)
{
    double mean = mean_of(rate, weight, n);
    double total = total_weight(weight, n), below = 0, sum = 0;
    size_t *order = ct_xmalloc(n, sizeof *order);
    gsl_sort_index(order, rate, 1, n);
    for (size_t i = 0; i < n; i++) {
        double p = weight_of(weight, order[i]) / total;
        sum += p * (rate[order[i]] - mean) * (below + p / 2 - 0.5);
        below += p;
    }
    free(order);
    return mean > 0 ? fmax(0, 2 * sum / mean) : (double)NAN;
}

/* (1 + q) ln(1 + q) - q at q = rate / mean - 1: the sum of q is 0, and what is
 * left has no terms of the first order. */
double ct_theil(const double *rate, const double *weight, size_t n)
{
    double mean = mean_of(rate, weight, n), total = total_weight(weight, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = (rate[i] - mean) / mean, p = weight_of(weight, i) / total;
        sum += p * (rate[i] > 0 ? (1 + q) * log1p(q) - q : -q);
    }
    return mean > 0 ? sum : (double)NAN;
}

/* Mean logarithmic deviation, likewise. */
static double mld_of(const double *rate, const double *weight, size_t n)
{
    double mean = mean_of(rate, weight, n), total = total_weight(weight, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = (rate[i] - mean) / mean;
        sum += weight_of(weight, i) / total *
               (rate[i] > 0 ? q - log1p(q) : (double)INFINITY);
    }
    return mean > 0 ? sum : (double)NAN;
}

/* Mean squared distance from the mean, over the mean, under a root. */
static double weighted_cv(const double *rate, const double *weight, size_t n)
{
    double mean = mean_of(rate, weight, n), total = total_weight(weight, n);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum +=
            weight_of(weight, i) / total * (rate[i] - mean) * (rate[i] - mean);
    return mean > 0 ? sqrt(sum) / mean : (double)NAN;
}

static double sd_of_logs(const double *rate, size_t n)
{
    double *logs = ct_xmalloc(n, sizeof *logs);
    double sd = NAN;
    size_t i = 0;
    for (; i < n && rate[i] > 0; i++)
        logs[i] = log(rate[i]);
    if (i == n && n > 1)
        sd = gsl_stats_sd(logs, 1, n);
    free(logs);
    return sd;
}

static double atkinson_of(const double *rate, size_t n)
{
    double mean = mean_of(rate, NULL, n), roots = 0;
    for (size_t i = 0; i < n; i++)
        roots += sqrt(rate[i]) / (double)n;
    return mean > 0 ? fmax(0, 1 - roots * roots / mean) : (double)NAN;
}

static double ratio(double a, double b)
{
    return b > 0 ? a / b : a > 0 ? (double)INFINITY : (double)NAN;
}

/* Ratios of what stands high in the order to what stands low. */
static void measure_order(const struct ct_areas *a, struct ct_inequality *out)
{
    double *sorted = ct_xmalloc(a->n, sizeof *sorted);
    for (size_t i = 0; i < a->n; i++)
        sorted[i] = a->rate[i];
    gsl_sort(sorted, 1, a->n);
    out->p90_p10 =
        ratio(gsl_stats_quantile_from_sorted_data(sorted, 1, a->n, .9),
              gsl_stats_quantile_from_sorted_data(sorted, 1, a->n, .1));
    out->max_min = ratio(sorted[a->n - 1], sorted[0]);
    free(sorted);
}

/* How much of the counts is with few areas. */
static void measure_counts(const struct ct_areas *a, struct ct_inequality *out)
{
    double *share = ct_xmalloc(a->n, sizeof *share), total = 0;
    for (size_t i = 0; i < a->n; i++) {
        share[i] = a->rate[i] * a->population[i];
        total += share[i];
    }
    gsl_sort(share, 1, a->n);
    double squares = 0, top = 0;
    for (size_t i = 0; i < a->n && total > 0; i++) {
        squares += share[i] / total * (share[i] / total);
        top += i + TOP >= a->n ? share[i] / total : 0;
    }
    if (total > 0) {
        out->hhi = squares;
        out->top5_share = a->n >= TOP ? top : (double)NAN;
    }
    free(share);
}

/* Theil's T of one group's areas among themselves. */
static double theil_within(const struct ct_areas *a, uint32_t group,
                           double *rate, double *weight)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        if (a->group[i] == group) {
            rate[n] = a->rate[i];
            weight[n++] = a->population[i];
        }
    return n ? ct_theil(rate, weight, n) : 0;
}

/* Sum of s ln(s / p), and of s T, over groups with share s of the counts and p
 * of the residents. */
static void decompose(const struct ct_areas *a, struct ct_inequality *out)
{
    double *room = ct_xmalloc(2 * a->n, sizeof *room);
    double *counts = ct_xcalloc(a->n_groups, sizeof *counts);
    double *residents = ct_xcalloc(a->n_groups, sizeof *residents);
    double all = 0, people = 0;
    for (size_t i = 0; i < a->n; i++) {
        counts[a->group[i]] += a->rate[i] * a->population[i];
        residents[a->group[i]] += a->population[i];
        all += a->rate[i] * a->population[i];
        people += a->population[i];
    }
    out->theil_between = out->theil_within = all > 0 ? 0 : NAN;
    for (uint32_t k = 0; k < a->n_groups && all > 0; k++) {
        double s = counts[k] / all, p = residents[k] / people;
        if (s > 0) {
            out->theil_between += s * log(s / p);
            out->theil_within += s * theil_within(a, k, room, room + a->n);
        }
    }
    free(room);
    free(counts);
    free(residents);
}

/* Counts x of the same rate have the variance x. */
static void measure_chance(const struct ct_areas *a, struct ct_inequality *out)
{
    double events = 0, variance = 0, n = (double)a->n;
    for (size_t i = 0; i < a->n; i++) {
        events += a->rate[i] * a->population[i] / a->per;
        variance += out->weighted_mean * a->per / a->population[i] / n;
    }
    if (events <= 0)
        return;
    out->cv_chance = sqrt(variance) / out->weighted_mean;
    out->cv_weighted_chance = sqrt((n - 1) / events);
    out->theil_weighted_chance = (n - 1) / events / 2;
}

static void measure_weighted(const struct ct_areas *a,
                             struct ct_inequality *out)
{
    out->cv_weighted = weighted_cv(a->rate, a->population, a->n);
    out->gini_weighted = ct_gini(a->rate, a->population, a->n);
    out->theil_weighted = ct_theil(a->rate, a->population, a->n);
    out->mld_weighted = mld_of(a->rate, a->population, a->n);
    measure_counts(a, out);
    measure_chance(a, out);
    if (a->group)
        decompose(a, out);
}

void ct_inequality_measure(const struct ct_areas *a, struct ct_inequality *out)
{
    double n = (double)a->n;
    *out = (struct ct_inequality){NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                                  NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
                                  NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (a->n == 0)
        return;
    out->mean = mean_of(a->rate, NULL, a->n);
    if (a->population)
        out->weighted_mean = mean_of(a->rate, a->population, a->n);
    if (a->n < 2)
        return;
    out->sd = gsl_stats_sd(a->rate, 1, a->n);
    out->cv = out->mean > 0 ? out->sd / out->mean : (double)NAN;
    out->sigma_log = sd_of_logs(a->rate, a->n);
    out->gini = ct_gini(a->rate, NULL, a->n);
    out->gini_corrected = out->gini * n / (n - 1);
    out->theil = ct_theil(a->rate, NULL, a->n);
    out->mld = mld_of(a->rate, NULL, a->n);
    out->atkinson = atkinson_of(a->rate, a->n);
    measure_order(a, out);
    if (a->population)
        measure_weighted(a, out);
}
