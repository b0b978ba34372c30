/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of `forecast`, and how its rows are written. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/ets_parameters.h"
#include "analyze/forecast_tables.h"
#include "analyze/residual_tests.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { MODELS, PARAMETERS, CHECKS, HISTORY };

enum { MODEL, N, MISSING, FROM, TO, LOGLIK, AIC, AICC, BIC, SIGMA2, SELECTED };

static const struct ct_column_row model_columns[] = {
    {"model", true, "the model: error, trend (d: damped), season; or drift"},
    {"n", false, "values it is fitted to"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period in the fit"},
    {"to", true, "last period in the fit"},
    {"loglik", false,
     "log likelihood: -(n ln S(e^2)) / 2, less S ln(mean) where errors are "
     "relative; without the terms all models share"},
    {"aic", false, "Akaike's criterion"},
    {"aicc", false, "the same, for few values; least is best"},
    {"bic", false, "Schwarz's criterion"},
    {"sigma2", false,
     "variance of the errors, S(e^2) / (n - parameters); of the logarithm "
     "with --nonneg, relative with MAdN and MAdM"},
    {"selected", false, "1: the model forecast with"},
    {0}};

enum { P_MODEL, P_PARAMETER, P_VALUE };

static const struct ct_column_row parameter_columns[] = {
    {"model", true, "the model selected"},
    {"parameter", true,
     "alpha beta gamma phi; l b s1 ...: level, slope and season before the "
     "first value, which meets s1; drift: slope a period"},
    {"value", false, "its value"},
    {0}};

enum { C_MODEL, C_TEST, C_LAG, C_STATISTIC, C_DF, C_P };

static const struct ct_column_row check_columns[] = {
    {"model", true, "the model whose errors are tested"},
    {"test", true, "ljung-box: are they independent; anderson-darling: normal"},
    {"lag", false, "ljung-box: longest lag, in periods"},
    {"statistic", false, "of the test"},
    {"df", false, "ljung-box: degrees of freedom, the longest lag"},
    {"p", false, "p of errors as the model takes them"},
    {0}};

enum { H_TIME, H_OBSERVED, H_STATUS, H_FITTED, H_RESIDUAL };

static const struct ct_column_row history_columns[] = {
    {"time", true, "period"},
    {"observed", false, "value of the series"},
    {"status", true, "its status"},
    {"fitted", false, "what the model expected from the values before"},
    {"residual", false,
     "its error: the difference; of logarithms with --nonneg; relative with "
     "MAdN and MAdM"},
    {0}};

const struct ct_table_row ct_forecast_tables[] = {
    {"models", model_columns, "a row a model tried"},
    {"parameters", parameter_columns, "numbers of the model selected"},
    {"checks", check_columns, "tests of its errors"},
    {"history", history_columns, "the values, and what it expected of them"},
    {0}};

static void set_period(struct ct_table *t, size_t column,
                       const struct ct_series *s, size_t row)
{
    ct_cell_period(t, column, (struct ct_period){s->freq, s->time[row]});
}

static void begin_model(const struct ct_forecast_values *v, const char *name,
                        struct ct_table *t)
{
    ct_table_row(t);
    ct_table_text(t, MODEL, name);
    ct_table_number(t, N, (double)v->n);
    ct_table_number(t, MISSING, (double)v->missing);
    if (v->n == 0)
        return;
    set_period(t, FROM, v->series, v->first);
    set_period(t, TO, v->series, v->first + v->n - 1);
}

void ct_forecast_write_models(const struct ct_forecast_values *v,
                              const struct ct_forecast_model *m,
                              const char *asked, struct ct_output_part *out)
{
    struct ct_table *t = out->table[MODELS];
    if (!m || m->is_drift || m->n_tried == 0)
        begin_model(v, m && m->is_drift ? "drift" : asked, t);
    if (m && m->is_drift) {
        ct_table_number(t, SIGMA2, m->drift.sigma * m->drift.sigma);
        ct_table_number(t, SELECTED, 1);
    }
    for (size_t i = 0; m && i < m->n_tried; i++) {
        const struct ct_ets *e = &m->tried[i];
        begin_model(v, ct_ets_form[e->kind].name, t);
        ct_table_number(t, LOGLIK, e->loglik);
        ct_table_number(t, AIC, e->aic);
        ct_table_number(t, AICC, e->aicc);
        ct_table_number(t, BIC, e->bic);
        ct_table_number(t, SIGMA2, e->sigma2);
        ct_table_number(t, SELECTED, i == m->selected);
    }
}

static void write_parameter(const struct ct_forecast_model *m, const char *name,
                            double value, struct ct_output_part *out)
{
    struct ct_table *t = out->table[PARAMETERS];
    ct_table_row(t);
    ct_table_text(t, P_MODEL, ct_forecast_model_name(m));
    ct_table_text(t, P_PARAMETER, name);
    ct_table_number(t, P_VALUE, value);
}

void ct_forecast_write_parameters(const struct ct_forecast_model *m,
                                  struct ct_output_part *out)
{
    struct ct_ets_parameter parameter[CT_ETS_PARAMETERS_MAX];
    struct ct_ets ets = m->tried[m->selected];
    if (m->is_drift) {
        write_parameter(m, "drift", m->drift.slope, out);
        return;
    }
    size_t n = ct_ets_parameters(&ets, parameter);
    for (size_t i = 0; i < n; i++)
        write_parameter(m, parameter[i].name, *parameter[i].number, out);
}

void ct_forecast_write_history(const struct ct_forecast_values *v,
                               const struct ct_forecast_model *m,
                               struct ct_output_part *out)
{
    struct ct_table *t = out->table[HISTORY];
    const struct ct_series *s = v->series;
    for (size_t row = 0; row < s->n; row++) {
        size_t i = ct_forecast_values_index(v, row);
        ct_table_row(t);
        set_period(t, H_TIME, s, row);
        ct_table_number(t, H_OBSERVED, s->value[row]);
        ct_cell_status(t, H_STATUS, s->status[row]);
        if (!m || i == SIZE_MAX)
            continue;
        ct_table_number(t, H_FITTED, ct_forecast_value(v, m->fitted[i]));
        ct_table_number(t, H_RESIDUAL, m->error[i]);
    }
}

/* The longest lag: two years if there is a season, else ten periods, but no
 * more than a fifth of the values (Hyndman & Athanasopoulos 2021, 5.4). */
static size_t longest_lag(const struct ct_forecast_values *v, size_t n)
{
    size_t lag = v->period > 1 ? 2 * v->period : 10;
    lag = lag > n / 5 ? n / 5 : lag;
    return lag > 0 ? lag : 1;
}

static void write_check(const struct ct_forecast_model *m, const char *name,
                        const struct ct_residual_test *test, double lag,
                        struct ct_table *t)
{
    ct_table_row(t);
    ct_table_text(t, C_MODEL, ct_forecast_model_name(m));
    ct_table_text(t, C_TEST, name);
    ct_table_number(t, C_LAG, lag);
    ct_table_number(t, C_STATISTIC, test->statistic);
    ct_table_number(t, C_DF, lag);
    ct_table_number(t, C_P, test->p);
}

static void warn(const char *what, double p, const char *so,
                 struct ct_output_part *out)
{
    const double level = 0.05, least = 0.001;
    char text[CT_FIXED_MAX];
    if (!(p < level))
        return;
    /* No p is 0, and none is written as if it were. */
    bool small = p < least;
    ct_number_fixed(small ? least : p, 3, text);
    ct_output_note(out, "%s (p %s%s): %s", what, small ? "below " : "", text,
                   so);
}

void ct_forecast_write_checks(const struct ct_forecast_values *v,
                              const struct ct_forecast_model *m,
                              struct ct_output_part *out)
{
    /* drift has no error of the first value. */
    const double *e = m->error + m->is_drift;
    size_t n = v->n - m->is_drift, lag = longest_lag(v, n);
    struct ct_residual_test none = {NAN, NAN}, box = none, normal = none;
    double *work = ct_xmalloc(n, sizeof *work);
    if (!m->exact && n >= CT_FORECAST_LEAST) {
        box = ct_ljung_box(e, n, lag);
        normal = ct_anderson_darling(e, n, work);
    }
    free(work);
    write_check(m, "ljung-box", &box, (double)lag, out->table[CHECKS]);
    write_check(m, "anderson-darling", &normal, NAN, out->table[CHECKS]);
    warn("errors are correlated", box.p, "limits may be too narrow", out);
    warn("errors are not normal", normal.p, "limits are rough", out);
}
