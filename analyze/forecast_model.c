/* SPDX-License-Identifier: GPL-3.0-or-later
 * The models a forecast tries, and the one it takes. */
#include "config.h"

#include "analyze/forecast_model.h"
#include "lib/memory.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

const char *ct_forecast_model_name(const struct ct_forecast_model *m)
{
    return m->is_drift ? "drift" : ct_ets_form[m->tried[m->selected].kind].name;
}

/* Why a kind cannot be fitted to the values. */
static int check_kind(const struct ct_forecast_values *v, enum ct_ets_kind kind,
                      struct ct_error *err)
{
    const struct ct_ets_form *f = &ct_ets_form[kind];
    size_t least = ct_ets_least(kind, v->period);
    if (least < CT_FORECAST_LEAST)
        least = CT_FORECAST_LEAST;
    if (f->season != 'N' && v->period == 1)
        return ct_fail(err, CT_EMATH, 0, 0, "%s: years have no season",
                       f->name);
    if (f->relative && !v->positive)
        return ct_fail(err, CT_EMATH, 0, 0, "%s takes values above 0 only",
                       f->name);
    if (v->n < least)
        return ct_fail(err, CT_EFEW, 0, 0,
                       "%zu values; %s needs %zu; --model=drift needs %d", v->n,
                       f->name, least, CT_DRIFT_LEAST);
    return 0;
}

/* Fits a kind, if it can be, and keeps it as one more tried. */
static int try_kind(const struct ct_forecast_values *v, enum ct_ets_kind kind,
                    struct ct_forecast_model *m, struct ct_error *err)
{
    struct ct_ets *ets = &m->tried[m->n_tried];
    if (check_kind(v, kind, err) < 0)
        return -1;
    if (!ct_ets_fit(kind, v->period, v->y, v->n, ets))
        return ct_fail(err, CT_EMATH, 0, 0, "%s: no fit within its bounds",
                       ct_ets_form[kind].name);
    if (ets->aicc < m->tried[m->selected].aicc)
        m->selected = m->n_tried;
    m->n_tried++;
    return 0;
}

static int take_given(const struct ct_forecast_values *v,
                      const struct ct_ets *given, struct ct_forecast_model *m,
                      struct ct_error *err)
{
    const struct ct_ets_form *f = &ct_ets_form[given->kind];
    m->tried[0] = *given;
    m->tried[0].period = v->period;
    if (f->season != 'N' && given->period != v->period)
        return ct_fail(err, CT_EMATH, 0, 0,
                       "the parameters have %zu seasons, the series %zu",
                       given->period, v->period);
    if ((f->relative && !v->positive) ||
        !ct_ets_judge(&m->tried[0], v->y, v->n))
        return ct_fail(err, CT_EMATH, 0, 0,
                       "values or means are not above 0, and %s is for those",
                       f->name);
    m->n_tried = 1;
    return 0;
}

static int fit_drift(const struct ct_forecast_values *v,
                     struct ct_forecast_model *m, struct ct_error *err)
{
    m->is_drift = true;
    if (v->n < CT_DRIFT_LEAST)
        return ct_fail(err, CT_EFEW, 0, 0, "%zu values; drift needs %d", v->n,
                       CT_DRIFT_LEAST);
    m->drift = ct_drift_fit(v->y, v->n);
    m->fitted[0] = m->error[0] = NAN;
    for (size_t i = 1; i < v->n; i++) {
        m->fitted[i] = v->y[i - 1] + m->drift.slope;
        m->error[i] = v->y[i] - m->fitted[i];
    }
    return 0;
}

/* Tries what is asked for, the numbers given first. */
static int fit_ets(const struct ct_forecast_values *v, int asked,
                   const struct ct_ets *given, struct ct_forecast_model *m,
                   struct ct_error *err)
{
    if (given)
        return take_given(v, given, m, err);
    if (asked != CT_FORECAST_AUTO)
        return try_kind(v, (enum ct_ets_kind)(asked - CT_FORECAST_ETS), m, err);
    for (int kind = 0; kind < CT_N_ETS; kind++) {
        struct ct_error why = {0};
        (void)!try_kind(v, (enum ct_ets_kind)kind, m, &why);
    }
    return m->n_tried ? 0 : ct_fail(err, CT_EMATH, 0, 0, "no model fits");
}

int ct_forecast_model_fit(const struct ct_forecast_values *v, int asked,
                          const struct ct_ets *given,
                          struct ct_forecast_model *m, struct ct_error *err)
{
    *m = (struct ct_forecast_model){
        .fitted = ct_xmalloc(v->n, sizeof *m->fitted),
        .error = ct_xmalloc(v->n, sizeof *m->error)};
    if (asked == CT_FORECAST_DRIFT ||
        (asked == CT_FORECAST_AUTO && v->n < CT_FORECAST_LEAST)) {
        if (fit_drift(v, m, err) < 0)
            return -1;
    } else {
        if (fit_ets(v, asked, given, m, err) < 0)
            return -1;
        ct_ets_filter(&m->tried[m->selected], v->y, v->n, m->fitted, m->error,
                      NULL);
    }
    const struct ct_ets *best = &m->tried[m->selected];
    bool relative = !m->is_drift && ct_ets_form[best->kind].relative;
    double rounding = 8 * DBL_EPSILON * (relative ? 1 : v->largest);
    m->exact = true;
    for (size_t i = 0; i < v->n; i++)
        m->exact = m->exact && !(fabs(m->error[i]) > rounding);
    return 0;
}

void ct_forecast_model_predict(const struct ct_forecast_model *m,
                               const struct ct_forecast_values *v,
                               const struct ct_prediction_limits *limits,
                               size_t h, struct ct_prediction *out)
{
    if (m->is_drift) {
        ct_drift_forecast(&m->drift, v->y[v->n - 1], v->n, limits->confidence,
                          h, out);
    } else {
        const struct ct_ets *best = &m->tried[m->selected];
        struct ct_ets_state end;
        ct_ets_filter(best, v->y, v->n, NULL, NULL, &end);
        ct_ets_forecast(best, &end, v->n, limits, h, out);
    }
    for (size_t j = 0; m->exact && j < h; j++)
        out[j].lower = out[j].upper = NAN;
}

void ct_forecast_model_clear(struct ct_forecast_model *m)
{
    free(m->fitted);
    free(m->error);
}
