/* SPDX-License-Identifier: GPL-3.0-or-later
 * changepoints: segments that a penalty for each change still leaves apart. */
#include "config.h"

#include "analyze/observed.h"
#include "analyze/pelt.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct changepoints_options {
    int cost; /* enum ct_pelt_cost */
    const char *penalty;
};

static const struct changepoints_options defaults = {CT_PELT_MEAN, "bic"};

static const struct ct_option options[] = {
    {"cost", 0, "KIND", CT_OPTION_CHOICE,
     offsetof(struct changepoints_options, cost), "mean|meanvar|poisson", 0, 0,
     "what may change: the mean (default); mean and variance; the rate of "
     "counts"},
    {"penalty", 0, "X", CT_OPTION_TEXT,
     offsetof(struct changepoints_options, penalty), NULL, 0, 0,
     "what a change costs: bic (default), or a number"},
    {0}};

enum { MODELS, CHANGEPOINTS, SEGMENTS };

enum { CHANGES, N, MISSING, FROM, TO, COST, PENALTY, SIGMA2 };

static const struct ct_column_row model_columns[] = {
    {"changepoints", false, "number of changes"},
    {"n", false, "values"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"cost", false, "costs of the segments, and a penalty for each change"},
    {"penalty", false, "what a change costs"},
    {"sigma2", false, "mean: variance within segments, from the differences"},
    {0}};

enum { C_NUMBER, C_TIME, C_FIRST_NEW };

static const struct ct_column_row change_columns[] = {
    {"changepoint", false, "number of the change"},
    {"time", true, "last period before it"},
    {"first_new", true, "first period after it"},
    {0}};

enum { S_SEGMENT, S_FROM, S_TO, S_N, S_MEAN, S_VARIANCE };

static const struct ct_column_row segment_columns[] = {
    {"segment", false, "number of the segment"},
    {"from", true, "its first period"},
    {"to", true, "its last period"},
    {"n", false, "values in it"},
    {"mean", false, "their mean"},
    {"variance", false, "their variance (divisor n)"},
    {0}};

static const struct ct_table_row tables[] = {
    {"models", model_columns, "a row a series, or part of one between breaks"},
    {"changepoints", change_columns, "a row a change"},
    {"segments", segment_columns, "what lies between the changes"},
    {0}};

static void write_changes(const struct ct_observed *o, const size_t *last,
                          size_t changes, struct ct_table *t)
{
    for (size_t k = 0; k < changes; k++) {
        ct_table_row(t);
        ct_table_number(t, C_NUMBER, (double)(k + 1));
        ct_observed_cell(o, last[k] - 1, t, C_TIME);
        ct_observed_cell(o, last[k], t, C_FIRST_NEW);
    }
}

static void write_segment(const struct ct_observed *o, size_t from, size_t to,
                          struct ct_table *t)
{
    double n = (double)(to - from), mean = 0, sum = 0;
    for (size_t i = from; i < to; i++)
        mean += (o->y[i] - o->y[from]) / n;
    mean += o->y[from];
    for (size_t i = from; i < to; i++)
        sum += (o->y[i] - mean) * (o->y[i] - mean);
    ct_observed_cell(o, from, t, S_FROM);
    ct_observed_cell(o, to - 1, t, S_TO);
    ct_table_number(t, S_N, n);
    ct_table_number(t, S_MEAN, mean);
    ct_table_number(t, S_VARIANCE, sum / n);
}

static void write_segments(const struct ct_observed *o, const size_t *last,
                           size_t changes, struct ct_table *t)
{
    for (size_t k = 0; k <= changes; k++) {
        ct_table_row(t);
        ct_table_number(t, S_SEGMENT, (double)(k + 1));
        write_segment(o, k ? last[k - 1] : 0, k < changes ? last[k] : o->n, t);
    }
}

/* Residents of each value in units of their mean, and the events in place of
 * the rates: what a Poisson is fitted to where both are known. */
static double *take_exposure(struct ct_observed *o)
{
    const struct ct_series *s = o->series;
    double *exposure = ct_xmalloc(o->n, sizeof *exposure), sum = 0;
    for (size_t i = 0; i < o->n; i++)
        sum += s->population[o->row[i]] / (double)o->n;
    for (size_t i = 0; i < o->n; i++) {
        exposure[i] = s->population[o->row[i]] / sum;
        o->y[i] = s->events[o->row[i]];
    }
    return exposure;
}

static bool counts_known(const struct ct_observed *o)
{
    const struct ct_series *s = o->series;
    if (!s->events || !s->population)
        return false;
    for (size_t i = 0; i < o->n; i++)
        if (!isfinite(s->events[o->row[i]]) || !(s->population[o->row[i]] > 0))
            return false;
    return true;
}

static bool too_large(const struct ct_pelt_data *x)
{
    double sum = 0;
    for (size_t i = 0; i < x->n; i++)
        sum += x->y[i] * x->y[i];
    return !isfinite(sum);
}

/* Makes the values what the cost is for. Returns 0, or -1 with the reason. */
static int take_values(struct ct_observed *o, struct ct_pelt_data *x,
                       double **exposure, struct ct_error *why)
{
    if (o->n < ct_pelt_shortest(x->cost))
        return ct_fail(why, CT_EFEW, 0, 0, "fewer than %zu values",
                       ct_pelt_shortest(x->cost));
    if (too_large(x))
        return ct_fail(why, CT_EMATH, 0, 0,
                       "the values are too large to be squared");
    if (x->cost != CT_PELT_POISSON)
        return 0;
    if (counts_known(o))
        x->exposure = *exposure = take_exposure(o);
    else if (strcmp(o->series->unit, "NUMBER") != 0)
        return ct_fail(why, CT_EMATH, 0, 0,
                       "poisson is for counts, alone or with -p POPULATION");
    for (size_t i = 0; i < o->n; i++)
        if (o->y[i] < 0)
            return ct_fail(why, CT_EMATH, 0, 0, "a count is below zero");
    return 0;
}

/* Chooses the penalty; bic (NaN) takes the usual one of the cost. */
static int take_penalty(const struct ct_pelt_data *x, double *penalty,
                        struct ct_error *why)
{
    if (!isnan(*penalty))
        return 0;
    *penalty = ct_pelt_penalty(x);
    if (*penalty > 0)
        return 0;
    return ct_fail(why, CT_EMATH, 0, 0,
                   "half of the steps or more are equal: no variance, so no "
                   "penalty; give --penalty=X");
}

/* The mean of each segment beside what was observed; of rates, that of all
 * events among all residents. */
static void write_fitted(const struct ct_observed *o,
                         const struct ct_pelt_data *x, const size_t *last,
                         size_t changes, struct ct_output_part *out)
{
    const struct ct_series *s = o->series;
    double *fitted = ct_xmalloc(s->n, sizeof *fitted);
    for (size_t i = 0; i < s->n; i++)
        fitted[i] = NAN;
    for (size_t k = 0; k <= changes; k++) {
        size_t from = k ? last[k - 1] : 0, to = k < changes ? last[k] : o->n;
        double first = s->value[o->row[from]], weights = 0, sum = 0;
        for (size_t i = from; i < to; i++) {
            double weight = x->exposure ? x->exposure[i] : 1;
            weights += weight;
            sum += weight * (s->value[o->row[i]] - first);
        }
        for (size_t i = o->row[from]; i <= o->row[to - 1]; i++)
            fitted[i] = first + sum / weights;
    }
    ct_observed_write_fitted(o, fitted, out);
    free(fitted);
}

/* Finds the changes and writes them; the row of the model is there. */
static void find(const struct ct_observed *o, const struct ct_pelt_data *x,
                 double penalty, struct ct_output_part *out)
{
    struct ct_table *t = out->table[MODELS];
    size_t *last = ct_xmalloc(x->n, sizeof *last);
    double cost;
    size_t changes = ct_pelt(x, penalty, last, &cost);
    ct_table_number(t, CHANGES, (double)changes);
    ct_table_number(t, COST, cost);
    ct_table_number(t, PENALTY, penalty);
    write_changes(o, last, changes, out->table[CHANGEPOINTS]);
    write_segments(o, last, changes, out->table[SEGMENTS]);
    write_fitted(o, x, last, changes, out);
    free(last);
}

static void write_row(const struct ct_observed *o, enum ct_pelt_cost cost,
                      struct ct_output_part *out)
{
    struct ct_table *t = out->table[MODELS];
    ct_table_row(t);
    ct_table_number(t, N, (double)o->n);
    ct_table_number(t, MISSING, (double)o->missing);
    if (cost == CT_PELT_MEAN)
        ct_table_number(t, SIGMA2, ct_pelt_variance(o->y, o->n));
    if (o->n > 0) {
        ct_observed_cell(o, 0, t, FROM);
        ct_observed_cell(o, o->n - 1, t, TO);
    }
    if (o->gaps)
        ct_output_note(out, "gaps: neighbours are values, not periods");
    if (o->series->freq != 'A')
        ct_output_note(out, "seasonal swings are not modelled");
}

static int read_penalty(const char *text, double *out, struct ct_error *err)
{
    *out = NAN;
    if (strcmp(text, "bic") == 0 ||
        (ct_number_parse(text, strlen(text), &ct_number_plain, out, NULL) ==
             0 &&
         *out >= 0))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "--penalty=%s: 'bic' or a number from 0 on would do", text);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)common;
    const struct changepoints_options *own = user;
    double penalty, *exposure = NULL;
    if (read_penalty(own->penalty, &penalty, err) != 0)
        return -1;
    struct ct_observed o = ct_observed_take(s);
    struct ct_pelt_data x = {(enum ct_pelt_cost)own->cost, o.n, o.y, NULL};
    struct ct_error why = {0};
    write_row(&o, x.cost, out);
    if (take_values(&o, &x, &exposure, &why) == 0 &&
        take_penalty(&x, &penalty, &why) == 0)
        find(&o, &x, penalty, out);
    else
        ct_output_note(out, "%s", why.text);
    free(exposure);
    ct_observed_clear(&o);
    return 0;
}

const struct ct_method ct_method_changepoints;
const struct ct_method ct_method_changepoints = {
    .name = "changepoints",
    .title = "changes of level, spread or rate, by penalised cost",
    .formula = "least cost of the segments plus penalty x changes (PELT)",
    .text = "Finds, among all divisions of a series into segments, the one "
            "with the least\n"
            "sum of costs and of a penalty for each change (PELT; the exact "
            "minimum). A\n"
            "change is named by the last period before it; first_new is the "
            "period after it.\n"
            "Unlike breaks, it gives no limits and no p, and allows segments "
            "of 2 values\n"
            "(meanvar 3). plot trend and plot panels draw the means.\n\n"
            "mean: sum of squares; the penalty bic is 2 s2 ln n, with s2 from "
            "the median\n"
            "absolute deviation of the differences. meanvar: -2 log likelihood "
            "of a normal\n"
            "with mean and variance of its own; 3 ln n. poisson: that of a "
            "constant rate, of\n"
            "counts or, with -p, of counts among residents; 2 ln n. Crime "
            "counts scatter\n"
            "more than Poisson's and depend on the period before: bic then "
            "finds too many\n"
            "changes, and a larger penalty may be given.\n\n"
            "At least 2 values (meanvar 3). A series is cut at breaks that its "
            "publisher\n"
            "tells (status B); --across-breaks=ignore takes it as one.\n\n"
            "Source: Killick, Fearnhead and Eckley 2012.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
