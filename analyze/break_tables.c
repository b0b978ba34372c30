/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method breaks, and their rows. */
#include "config.h"

#include "analyze/break_interval.h"
#include "analyze/break_tables.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

enum { MODELS, BREAKS, PARTITIONS, SEGMENTS, TESTS };

enum {
    M_BREAKS,
    M_N,
    M_MISSING,
    M_FROM,
    M_TO,
    M_RSS,
    M_BIC,
    M_LWZ,
    M_SELECTED
};

static const struct ct_column_row model_columns[] = {
    {"breaks", false, "number of breaks"},
    {"n", false, "values"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"rss", false, "residual sum of squares of the best partition"},
    {"bic", false, "Bayesian information criterion; the least is selected"},
    {"lwz", false, "criterion of Liu, Wu and Zidek, for comparison"},
    {"selected", false, "1 for the model selected"},
    {0}};

enum { B_BREAK, B_TIME, B_FIRST_NEW, B_LOWER, B_UPPER };

static const struct ct_column_row break_columns[] = {
    {"break", false, "number of the break"},
    {"time", true, "last period before the break"},
    {"first_new", true, "first period after it"},
    {"lower", true, "lower confidence limit of time"},
    {"upper", true, "upper confidence limit of time"},
    {0}};

enum { P_BREAKS, P_BREAK, P_TIME };

static const struct ct_column_row partition_columns[] = {
    {"breaks", false, "number of breaks of the model"},
    {"break", false, "number of the break"},
    {"time", true, "last period before the break"},
    {0}};

enum { S_SEGMENT, S_FROM, S_TO, S_N, S_INTERCEPT, S_SLOPE };

static const struct ct_column_row segment_columns[] = {
    {"segment", false, "number of the segment"},
    {"from", true, "its first period"},
    {"to", true, "its last period"},
    {"n", false, "values in it"},
    {"intercept", false, "mean; trend: the line at the first period"},
    {"slope", false, "trend: change a year"},
    {0}};

enum { T_TEST, T_TIME, T_STATISTIC, T_P, T_P_ADJUSTED };

static const struct ct_column_row test_columns[] = {
    {"test", true, "chow, supf, avef, expf, ols-cusum or rec-cusum"},
    {"time", true, "last period before the break it points at"},
    {"statistic", false, "chow: F; supf, avef, expf: of coefficients x F"},
    {"p", false, "p of no break"},
    {"p_adjusted", false, "p for all series at once (Benjamini-Hochberg)"},
    {0}};

const struct ct_table_row ct_break_tables[] = {
    {"models", model_columns, "a row a number of breaks"},
    {"breaks", break_columns, "breaks of the model selected"},
    {"partitions", partition_columns, "the best breaks for every number"},
    {"segments", segment_columns, "what lies between the breaks selected"},
    {"tests", test_columns, "a row a test"},
    {0}};

void ct_break_write_model(const struct ct_break_job *j, size_t breaks,
                          double rss, double selected)
{
    struct ct_table *t = j->out->table[MODELS];
    ct_table_row(t);
    ct_table_number(t, M_BREAKS, (double)breaks);
    ct_table_number(t, M_N, (double)j->o.n);
    ct_table_number(t, M_MISSING, (double)j->o.missing);
    ct_table_number(t, M_SELECTED, selected);
    if (j->o.n == 0)
        return;
    ct_observed_cell(&j->o, 0, t, M_FROM);
    ct_observed_cell(&j->o, j->o.n - 1, t, M_TO);
    ct_table_number(t, M_RSS, rss);
    ct_table_number(t, M_BIC, ct_break_bic(&j->x, breaks, rss));
    ct_table_number(t, M_LWZ, ct_break_lwz(&j->x, breaks, rss));
}

void ct_break_write_partition(const struct ct_break_job *j,
                              const struct ct_partitions *p, size_t m)
{
    struct ct_table *t = j->out->table[PARTITIONS];
    for (size_t k = 1; k <= m; k++) {
        ct_table_row(t);
        ct_table_number(t, P_BREAKS, (double)m);
        ct_table_number(t, P_BREAK, (double)k);
        ct_observed_cell(&j->o, ct_partition_last(p, m, k) - 1, t, P_TIME);
    }
}

static void write_segment(const struct ct_break_job *j, size_t k, size_t from,
                          size_t to)
{
    struct ct_table *t = j->out->table[SEGMENTS];
    struct ct_regime r = ct_regime_fit(&j->x, from, to);
    ct_table_row(t);
    ct_table_number(t, S_SEGMENT, (double)k);
    ct_observed_cell(&j->o, from, t, S_FROM);
    ct_observed_cell(&j->o, to - 1, t, S_TO);
    ct_table_number(t, S_N, (double)(to - from));
    ct_table_number(t, S_INTERCEPT, j->first + ct_regime_at(&r, j->x.t[from]));
    if (j->x.q == CT_REGRESSORS_TREND)
        ct_table_number(t, S_SLOPE, r.slope);
}

/* A regime, values from .. to - 1, beside one with another fit. */
static struct ct_break_side side(const struct ct_regime_data *x,
                                 const struct ct_regime *own,
                                 const struct ct_regime *other, size_t from)
{
    double sum = 0, n = (double)own->n;
    for (size_t i = from; i < from + own->n; i++) {
        double step = ct_regime_at(other, x->t[i]) - ct_regime_at(own, x->t[i]);
        sum += step * step;
    }
    return (struct ct_break_side){sum / n, own->rss / n};
}

/* Writes a limit, `last` values into the series, not beyond its ends. */
static void write_limit(const struct ct_break_job *j, double last,
                        size_t column)
{
    double within = fmax(1, fmin(last, (double)j->o.n));
    if (within != last)
        ct_output_note(j->out, "limits of a break end with the series");
    ct_observed_cell(&j->o, (size_t)within - 1, j->out->table[BREAKS], column);
}

/* Writes break k between values from .. last - 1 and last .. to - 1. */
static void write_break(const struct ct_break_job *j, size_t k,
                        const size_t *bounds)
{
    struct ct_table *t = j->out->table[BREAKS];
    size_t last = bounds[1];
    struct ct_regime old = ct_regime_fit(&j->x, bounds[0], last);
    struct ct_regime new = ct_regime_fit(&j->x, last, bounds[2]);
    struct ct_break_side left = side(&j->x, &old, &new, bounds[0]);
    struct ct_break_side right = side(&j->x, &new, &old, last);
    struct ct_break_limits limits =
        ct_break_limits(&left, &right, j->confidence);
    ct_table_row(t);
    ct_table_number(t, B_BREAK, (double)k);
    ct_observed_cell(&j->o, last - 1, t, B_TIME);
    ct_observed_cell(&j->o, last, t, B_FIRST_NEW);
    if (isnan(limits.before)) {
        ct_output_note(j->out,
                       "no limits for break %zu: the variances beside "
                       "it are too different",
                       k);
        return;
    }
    write_limit(j, (double)last - limits.before, B_LOWER);
    write_limit(j, (double)last + limits.after, B_UPPER);
}

/* Breaks and segments of the model selected. */
void ct_break_write_selected(const struct ct_break_job *j,
                             const struct ct_partitions *p)
{
    size_t m = p->selected;
    for (size_t k = 0; k <= m; k++) {
        size_t bounds[3] = {ct_partition_last(p, m, k),
                            ct_partition_last(p, m, k + 1), p->n};
        write_segment(j, k + 1, bounds[0], bounds[1]);
        if (k == m)
            break;
        bounds[2] = ct_partition_last(p, m, k + 2);
        write_break(j, k + 1, bounds);
    }
}

/* Fits values from .. to - 1, and gives the fit for the rows of the series from
 * the first of them to the last. */
static void fit_rows(const struct ct_break_job *j, size_t from, size_t to,
                     double *fitted)
{
    const struct ct_series *s = j->o.series;
    const size_t *row = j->o.row;
    struct ct_regime r = ct_regime_fit(&j->x, from, to);
    size_t next = from;
    for (size_t i = row[from]; i <= row[to - 1]; i++) {
        bool used = row[next] == i;
        double t = used ? j->x.t[next] : s->year[i] - s->year[row[0]];
        fitted[i] = j->first + ct_regime_at(&r, t);
        next += used;
    }
}

void ct_break_write_fitted(const struct ct_break_job *j,
                           const struct ct_partitions *p, size_t m)
{
    const struct ct_series *s = j->o.series;
    if (j->o.n == 0 || !isfinite(ct_regime_fit(&j->x, 0, j->x.n).rss))
        return;
    double *fitted = ct_xmalloc(s->n, sizeof *fitted);
    for (size_t i = 0; i < s->n; i++)
        fitted[i] = NAN;
    for (size_t k = 0; p && k <= m; k++)
        fit_rows(j, ct_partition_last(p, m, k), ct_partition_last(p, m, k + 1),
                 fitted);
    if (!p)
        fit_rows(j, 0, j->o.n, fitted);
    ct_observed_write_fitted(&j->o, fitted, j->out);
    free(fitted);
}

void ct_break_write_test(const struct ct_break_job *j, const char *name,
                         const struct ct_break_test *test)
{
    struct ct_table *t = j->out->table[TESTS];
    ct_table_row(t);
    ct_table_text(t, T_TEST, name);
    if (test->last > 0 && test->last <= j->o.n)
        ct_observed_cell(&j->o, test->last - 1, t, T_TIME);
    ct_table_number(t, T_STATISTIC, test->statistic);
    ct_table_number(t, T_P, test->p);
}
