/* SPDX-License-Identifier: GPL-3.0-or-later
 * forecast: exponential smoothing with limits of the values to come. */
#include "config.h"

#include "analyze/ets_parameters.h"
#include "analyze/forecast_tables.h"
#include "analyze/sentences.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

struct forecast_options {
    int model;   /* CT_FORECAST_... */
    int horizon; /* periods; 0: five years, one with months and quarters */
    const char *parameters;
    bool nonneg;
    int seed;
};

static const struct forecast_options defaults = {.seed = 20650232};

static const struct ct_option options[] = {
    {"model", 0, "MODEL", CT_OPTION_CHOICE,
     offsetof(struct forecast_options, model),
     "auto|ANN|AAN|AAdN|MAdN|ANA|AAA|AAdA|MAdM|drift", 0, 0,
     "error, trend (d: damped) and season: N none, A additive, M "
     "multiplicative (default auto: by AICc)"},
    {"horizon", 0, "H", CT_OPTION_INT,
     offsetof(struct forecast_options, horizon), NULL, 1, 600,
     "periods to forecast (default 5 years, 12 months or 4 quarters)"},
    {"parameters", 0, "FILE.csv", CT_OPTION_INPUT,
     offsetof(struct forecast_options, parameters), NULL, 0, 0,
     "numbers of the model, columns parameter and value; nothing is fitted"},
    {"nonneg", 0, NULL, CT_OPTION_FLAG,
     offsetof(struct forecast_options, nonneg), NULL, 0, 0,
     "model ln(value), so that no forecast or limit is below 0"},
    {"seed", 0, "N", CT_OPTION_INT, offsetof(struct forecast_options, seed),
     NULL, 0, 2147483647, "for the limits of MAdN and MAdM (default 20650232)"},
    {0}};

/* Below this many values models are chosen that are too simple, and limits hold
 * less often than they say (docs/methods.md). */
enum { FEW = 30 };

/* The kind asked for; only if one is. */
static enum ct_ets_kind kind_of(const struct forecast_options *o)
{
    return (enum ct_ets_kind)(o->model - CT_FORECAST_ETS);
}

static bool names_kind(const struct forecast_options *o)
{
    return o->model != CT_FORECAST_AUTO && o->model != CT_FORECAST_DRIFT;
}

/* Checks the options, and reads the numbers given. */
static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct forecast_options *o = user;
    (void)panel;
    plan->every_series = true;
    if (o->nonneg && names_kind(o) && ct_ets_form[kind_of(o)].relative)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--nonneg does not go with --model=%s, whose errors are "
                       "relative already",
                       ct_ets_form[kind_of(o)].name);
    if (!o->parameters)
        return 0;
    if (!names_kind(o))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--parameters goes with a model, as --model=ANN");
    plan->input = o->parameters;
    plan->state = ct_xcalloc(1, sizeof(struct ct_ets));
    return ct_ets_parameters_read(o->parameters, kind_of(o), plan->state, err);
}

static void forget(struct ct_plan *plan)
{
    free(plan->state);
}

static size_t horizon(const struct forecast_options *o,
                      const struct ct_forecast_values *v)
{
    if (o->horizon > 0)
        return (size_t)o->horizon;
    return v->period > 1 ? v->period : 5;
}

/* Writes the forecasts, none after the last year there is. */
static void write_panel(const struct ct_forecast_values *v,
                        const struct ct_prediction *p, size_t h,
                        struct ct_output_part *out)
{
    const struct ct_series *s = v->series;
    long last = s->ordinal[v->first + v->n - 1];
    long end = ct_period_ordinal(ct_period_make(s->freq, 9999, 1));
    bool below = false;
    for (size_t j = 0; j < h && last + (long)j < end; j++) {
        struct ct_obs o = ct_obs_empty;
        o.time = ct_period_from_ordinal(s->freq, last + 1 + (long)j).day;
        o.status = CT_STATUS_FORECAST;
        o.x[CT_VALUE] = ct_forecast_value(v, p[j].value);
        o.x[CT_LOWER] = ct_forecast_value(v, p[j].lower);
        o.x[CT_UPPER] = ct_forecast_value(v, p[j].upper);
        below = below || o.x[CT_LOWER] < 0 || o.x[CT_VALUE] < 0;
        ct_output_obs(out, &o);
    }
    if (below && v->least >= 0)
        ct_output_note(out, "limits or forecasts below 0; see --nonneg");
}

static void write_forecast(const struct ct_forecast_values *v,
                           const struct ct_forecast_model *m,
                           const struct forecast_options *o, double confidence,
                           struct ct_output_part *out)
{
    size_t h = horizon(o, v);
    struct ct_prediction_limits limits = {confidence, (unsigned long)o->seed};
    struct ct_prediction *p = ct_xmalloc(h, sizeof *p);
    ct_forecast_model_predict(m, v, &limits, h, p);
    write_panel(v, p, h, out);
    free(p);
    ct_forecast_write_parameters(m, out);
    ct_forecast_write_checks(v, m, out);
    if (m->exact)
        ct_output_note(out, "the fit is exact: limits are not known");
    if (o->parameters && !ct_ets_usual(&m->tried[m->selected]))
        ct_output_note(out, "the parameters given lie outside the usual region "
                            "(alpha 0 to 1, beta to alpha, gamma to 1 - alpha, "
                            "phi to 1, admissible): forecasts may not settle");
    if (m->is_drift && o->model == CT_FORECAST_AUTO)
        ct_output_note(out, "fewer than %d values: drift only",
                       CT_FORECAST_LEAST);
    if (m->is_drift && v->period > 1)
        ct_output_note(out, "seasonal swings are not modelled");
    if (!m->is_drift && v->n < FEW)
        ct_output_note(out,
                       "fewer than %d values: limits hold less often than they "
                       "say",
                       FEW);
    if (!m->is_drift && o->model == CT_FORECAST_AUTO && v->period > 1 &&
        v->n < ct_ets_least(CT_ETS_ANA, v->period))
        ct_output_note(out, "too few values for a model with a season");
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct forecast_options *o = user;
    struct ct_forecast_values v;
    struct ct_forecast_model m = {0};
    struct ct_error why = {0};
    bool done = ct_forecast_values_take(&g->series[0], o->nonneg, common->zero,
                                        &v, out, &why) == 0 &&
                ct_forecast_model_fit(&v, o->model, g->state, &m, &why) == 0;
    ct_forecast_write_models(&v, done ? &m : NULL,
                             names_kind(o) ? ct_ets_form[kind_of(o)].name : "",
                             out);
    ct_forecast_write_history(&v, done ? &m : NULL, out);
    if (done)
        write_forecast(&v, &m, o, common->confidence, out);
    else
        ct_output_note(out, "%s", why.text);
    ct_forecast_values_clear(&v);
    ct_forecast_model_clear(&m);
    if (why.code != CT_EDATA)
        return 0;
    if (err)
        *err = why;
    return -1;
}

const struct ct_method ct_method_forecast;
const struct ct_method ct_method_forecast = {
    .name = "forecast",
    .title = "values to come, by exponential smoothing",
    .formula = "exponential smoothing: level, trend and season carried forward",
    .text =
        "Models of exponential smoothing (ETS): a level, perhaps with a slope "
        "and a\nseason, which each error corrects. ANN level only; AAN with a "
        "slope, AAdN with\none that fades; ANA, AAA, AAdA the same with a "
        "season. MAdN and MAdM have\nerrors that grow with the value; MAdM "
        "multiplies by its season. Smoothing\nparameters and initial states "
        "are those of greatest likelihood; auto takes\nthe model with the "
        "least AICc. drift: the last value, plus the mean change.\n\n"
        "Panel: forecasts (status F) with limits that hold a value with "
        "--confidence.\nThey take the model for true and the future for like "
        "the past; the table checks\ntests the errors. Limits are normal; "
        "those of MAdN and MAdM come from 5,000\nsimulated paths. With "
        "--nonneg a forecast is a median.\n\n"
        "8 values at least, and 3 more than the model has parameters; a season "
        "needs two\nyears. auto takes drift for fewer, from 3 on. No gaps (see "
        "--fill). With\n--across-breaks=split the values since the last break "
        "are used. Forecasts in\nthe input (F) are not.\n\n"
        "Sources: Hyndman, Koehler, Ord and Snyder 2008; Ljung and Box 1978; "
        "Anderson\nand Darling 1954.",
    .interval = CT_SAY_TO_COME,
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .tables = ct_forecast_tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run};
