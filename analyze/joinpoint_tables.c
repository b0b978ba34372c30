/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method joinpoint. */
#include "config.h"

#include "analyze/joinpoint_tables.h"
#include "analyze/direction.h"
#include "analyze/residuals.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>

enum { SEGMENTS, MODELS, LOCATIONS, AAPC, TESTS };

static const struct ct_column_row segment_columns[] = {
    {"segment", false, "1 is the first"},
    {"from", true, "first period, or the joinpoint before"},
    {"to", true, "last period, or the joinpoint after"},
    {"n", false, "values strictly inside"},
    {"apc", false, "annual percent change, 100 (exp(slope) - 1)"},
    {"apc_lower", false, "its lower confidence limit"},
    {"apc_upper", false, "its upper confidence limit"},
    {"p", false, "two-sided p of no change"},
    {"p_adjusted", false, "p for all rows at once (Benjamini-Hochberg)"},
    {"direction", true, "increase or decrease where 0 is outside the limits"},
    {"slope", false, "change of ln(value), or of the value, a year"},
    {"slope_lower", false, "its lower confidence limit"},
    {"slope_upper", false, "its upper confidence limit"},
    {"se", false, "standard error of slope"},
    {"df", false, "degrees of freedom"},
    {0}};
enum {
    SEGMENT,
    SEGMENT_FROM,
    SEGMENT_TO,
    SEGMENT_N,
    APC,
    APC_LOWER,
    APC_UPPER,
    SEGMENT_P,
    P_ADJUSTED,
    DIRECTION,
    SLOPE,
    SLOPE_LOWER,
    SLOPE_UPPER,
    SEGMENT_SE,
    DF
};

static const struct ct_column_row model_columns[] = {
    {"joinpoints", false, "their number"},
    {"n", false, "values in the fit"},
    {"weights", true, "count, constant or se"},
    {"sse", false, "weighted sum of squared residuals"},
    {"mse", false, "sse / (n - 2 joinpoints - 2)"},
    {"bic", false, "Schwarz's criterion"},
    {"bic3", false, "with 3 for each joinpoint"},
    {"wbic", false, "with 2 + weight for each joinpoint"},
    {"weight", false, "how sharp the sharpest bend is, 0 to 1"},
    {"p", false, "of this number, in the last test it was the null of"},
    {"selected", false, "1 for the model chosen"},
    {"rho", false, "correlation from a period to the next (--ar1)"},
    {"autocorrelation", false, "of the residuals, at lag 1"},
    {0}};
enum {
    JOINPOINTS,
    MODEL_N,
    WEIGHTS,
    SSE,
    MSE,
    BIC,
    BIC3,
    WBIC,
    WEIGHT,
    MODEL_P,
    SELECTED,
    RHO,
    AUTOCORRELATION
};

static const struct ct_column_row location_columns[] = {
    {"joinpoint", false, "1 is the first"},
    {"time", true, "where the lines meet"},
    {"lower", true, "lower confidence limit"},
    {"upper", true, "upper confidence limit"},
    {"se", false, "standard error in years (--locations=continuous)"},
    {"change", false, "slope after less slope before"},
    {"change_se", false, "its standard error"},
    {0}};
enum { JOINPOINT, TIME, LOWER, UPPER, LOCATION_SE, CHANGE, CHANGE_SE };

static const struct ct_column_row average_columns[] = {
    {"from", true, "first period"},
    {"to", true, "last period"},
    {"aapc", false, "average annual percent change"},
    {"lower", false, "its lower confidence limit"},
    {"upper", false, "its upper confidence limit"},
    {"p", false, "two-sided p of no change"},
    {"p_adjusted", false, "p for all rows at once (Benjamini-Hochberg)"},
    {"direction", true, "increase or decrease where 0 is outside the limits"},
    {"slope", false, "average slope"},
    {"se", false, "its standard error"},
    {0}};
enum {
    FROM,
    TO,
    AVERAGE,
    AVERAGE_LOWER,
    AVERAGE_UPPER,
    AVERAGE_P,
    AVERAGE_P_ADJUSTED,
    AVERAGE_DIRECTION,
    AVERAGE_SLOPE,
    AVERAGE_SE
};

static const struct ct_column_row test_columns[] = {
    {"null", false, "number of joinpoints tested"},
    {"alternative", false, "against this number"},
    {"statistic", false, "sse of the null over that of the alternative"},
    {"p", false, "share of permutations with one as large"},
    {"alpha", false, "level of this test"},
    {"rejected", false, "1 where p is below it"},
    {0}};
enum { NULL_K, ALTERNATIVE, STATISTIC, TEST_P, ALPHA, REJECTED };

const struct ct_table_row ct_joinpoint_tables[] = {
    {"segments", segment_columns, "the segments of the model chosen"},
    {"models", model_columns, "every number of joinpoints tried"},
    {"locations", location_columns, "the joinpoints of the model chosen"},
    {"aapc", average_columns,
     "average changes: of all, the last 10 and the last 5 values"},
    {"tests", test_columns, "permutation tests, in the order made"},
    {0}};

static double percent(double slope)
{
    return 100 * expm1(slope);
}

/* 1, -1, or 0 where limits leave in 0. */
static const char *direction(const struct ct_joinpoint_estimate *e)
{
    return ct_direction_word((e->lower > 0) - (e->upper < 0));
}

/* An estimate as percentages in three columns, on the scale of logarithms. */
static void write_percent(const struct ct_joinpoint_report *r,
                          const struct ct_joinpoint_estimate *e,
                          struct ct_table *t, size_t column)
{
    if (r->scale == CT_JOINPOINT_LINEAR)
        return;
    ct_table_number(t, column, percent(e->slope));
    ct_table_number(t, column + 1, percent(e->lower));
    ct_table_number(t, column + 2, percent(e->upper));
}

static void write_segment(const struct ct_joinpoint_report *r, size_t s)
{
    struct ct_table *t = r->out->table[SEGMENTS];
    const struct ct_joinpoint_points *p = r->model->points;
    const struct ct_joinpoint_fit *f = &r->model->fit[r->model->selected];
    const struct ct_joinpoint_estimate *e = &r->inference->segment[s];
    ct_table_row(t);
    ct_table_number(t, SEGMENT, (double)s + 1);
    ct_joinpoint_series_cell(r->series, s > 0 ? f->at[s - 1] : p->x[0], t,
                             SEGMENT_FROM);
    ct_joinpoint_series_cell(r->series, s < f->k ? f->at[s] : p->x[p->n - 1], t,
                             SEGMENT_TO);
    ct_table_number(t, SEGMENT_N, (double)r->inference->errors.n[s]);
    write_percent(r, e, t, APC);
    ct_table_number(t, SEGMENT_P, e->p);
    ct_table_number(t, SLOPE, e->slope);
    ct_table_number(t, SLOPE_LOWER, e->lower);
    ct_table_number(t, SLOPE_UPPER, e->upper);
    ct_table_number(t, SEGMENT_SE, e->se);
    ct_table_number(t, DF, r->inference->errors.df);
    if (!isnan(e->p))
        ct_table_text(t, DIRECTION, direction(e));
}

static void write_model(const struct ct_joinpoint_report *r, size_t k)
{
    static const char *const words[] = {"", "count", "constant", "se"};
    struct ct_table *t = r->out->table[MODELS];
    const struct ct_joinpoint_fit *f = &r->model->fit[k];
    const struct ct_joinpoint_criteria *c = &r->model->criteria[k];
    double df = (double)f->rows - 2 * (double)k - 2;
    ct_table_row(t);
    ct_table_number(t, JOINPOINTS, (double)k);
    ct_table_number(t, MODEL_N, (double)f->rows);
    ct_table_text(t, WEIGHTS, words[r->series->weights]);
    ct_table_number(t, SSE, f->sse);
    ct_table_number(t, MSE, df > 0 ? f->sse / df : (double)NAN);
    ct_table_number(t, BIC, c->bic);
    ct_table_number(t, BIC3, c->bic3);
    ct_table_number(t, WBIC, c->wbic);
    ct_table_number(t, WEIGHT, c->weight);
    ct_table_number(t, SELECTED, k == r->model->selected);
    ct_table_number(t, RHO, r->rho);
    if (!r->series->o.gaps && !r->model->exact)
        ct_table_number(t, AUTOCORRELATION,
                        ct_autocorrelation(f->residual, f->rows, 1));
    for (size_t i = 0; i < r->model->tests.n; i++)
        if (r->model->tests.test[i].null == k)
            ct_table_number(t, MODEL_P, r->model->tests.test[i].p);
}

static void write_location(const struct ct_joinpoint_report *r, size_t j)
{
    struct ct_table *t = r->out->table[LOCATIONS];
    const struct ct_joinpoint_inference *i = r->inference;
    ct_table_row(t);
    ct_table_number(t, JOINPOINT, (double)j + 1);
    ct_joinpoint_series_cell(r->series, r->model->fit[r->model->selected].at[j],
                             t, TIME);
    if (!isnan(i->lower[j])) {
        ct_joinpoint_series_cell(r->series, i->lower[j], t, LOWER);
        ct_joinpoint_series_cell(r->series, i->upper[j], t, UPPER);
    }
    ct_table_number(t, LOCATION_SE, i->se[j]);
    ct_table_number(t, CHANGE, i->change[j]);
    ct_table_number(t, CHANGE_SE, i->change_se[j]);
}

static void write_average(const struct ct_joinpoint_report *r,
                          const struct ct_joinpoint_range *range)
{
    struct ct_table *t = r->out->table[AAPC];
    const struct ct_joinpoint_estimate *e = &range->estimate;
    ct_table_row(t);
    ct_observed_cell(&r->series->o, range->first, t, FROM);
    ct_observed_cell(&r->series->o, r->series->o.n - 1, t, TO);
    write_percent(r, e, t, AVERAGE);
    ct_table_number(t, AVERAGE_P, e->p);
    ct_table_number(t, AVERAGE_SLOPE, e->slope);
    ct_table_number(t, AVERAGE_SE, e->se);
    if (!isnan(e->p))
        ct_table_text(t, AVERAGE_DIRECTION, direction(e));
}

static void write_test(const struct ct_joinpoint_report *r,
                       const struct ct_permutation_test *test)
{
    struct ct_table *t = r->out->table[TESTS];
    ct_table_row(t);
    ct_table_number(t, NULL_K, (double)test->null);
    ct_table_number(t, ALTERNATIVE, (double)test->alternative);
    ct_table_number(t, STATISTIC, test->statistic);
    ct_table_number(t, TEST_P, test->p);
    ct_table_number(t, ALPHA, test->alpha);
    ct_table_number(t, REJECTED, test->rejected);
}

void ct_joinpoint_write_tables(const struct ct_joinpoint_report *r)
{
    const struct ct_joinpoint_model *m = r->model;
    for (size_t s = 0; s <= m->selected; s++)
        write_segment(r, s);
    for (size_t k = m->least; k <= m->most; k++)
        write_model(r, k);
    for (size_t j = 0; j < m->selected; j++)
        write_location(r, j);
    for (size_t i = 0; i < r->inference->n_ranges; i++)
        write_average(r, &r->inference->range[i]);
    for (size_t i = 0; i < m->tests.n; i++)
        write_test(r, &m->tests.test[i]);
}

void ct_joinpoint_write_refused(struct ct_output_part *out, size_t n)
{
    ct_table_row(out->table[SEGMENTS]);
    ct_table_row(out->table[MODELS]);
    ct_table_number(out->table[MODELS], MODEL_N, (double)n);
    ct_table_row(out->table[AAPC]);
}

void ct_joinpoint_write_fitted(const struct ct_joinpoint_report *r)
{
    const struct ct_joinpoint_series *j = r->series;
    const struct ct_joinpoint_model *m = r->model;
    const struct ct_series *s = j->o.series;
    size_t first = j->o.row[0], last = j->o.row[j->o.n - 1], next = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs o = ct_obs_empty;
        bool used = next < j->o.n && j->o.row[next] == i;
        unsigned status = s->status[i] & ~(unsigned)CT_STATUS_NO_NUMBER;
        o.time = s->time[i];
        o.x[CT_OBSERVED] = s->value[i];
        if (i >= first && i <= last) {
            double x =
                used ? j->x[next] : s->year[i] - s->year[first] - j->middle;
            double y =
                ct_joinpoint_fit_value(&m->fit[m->selected], &m->groups, 0, x);
            o.x[CT_VALUE] = r->scale == CT_JOINPOINT_LOG ? exp(y) : y;
            status |= isnan(s->value[i]) ? CT_STATUS_IMPUTED : 0;
        } else {
            status |= CT_STATUS_MISSING;
        }
        next += used;
        o.status = (uint16_t)status;
        ct_output_obs(r->out, &o);
    }
}
