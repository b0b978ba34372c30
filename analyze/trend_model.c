/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fits the models of the method trend. */
#include "config.h"

#include "analyze/ar1.h"
#include "analyze/least_squares.h"
#include "analyze/negative_binomial.h"
#include "analyze/newey_west.h"
#include "analyze/p_value.h"
#include "analyze/residuals.h"
#include "analyze/trend_model.h"

#include <math.h>

enum ct_trend_scale ct_trend_scale_of(enum ct_trend_kind kind)
{
    if (kind == CT_TREND_LOGLINEAR)
        return CT_TREND_LOGS;
    return kind == CT_TREND_WLS ? CT_TREND_WEIGHTED_LOGS : CT_TREND_COUNTS;
}

struct ct_trend ct_trend_start(enum ct_trend_kind kind,
                               enum ct_trend_errors errors)
{
    return (struct ct_trend){.kind = kind,
                             .errors = errors,
                             .intercept = NAN,
                             .slope = NAN,
                             .se = NAN,
                             .statistic = NAN,
                             .df = NAN,
                             .p = NAN,
                             .lower = NAN,
                             .upper = NAN,
                             .dispersion = NAN,
                             .deviance = NAN,
                             .loglik = NAN,
                             .aic = NAN,
                             .theta = NAN,
                             .sigma = NAN,
                             .r2 = NAN,
                             .durbin_watson = NAN,
                             .lag = NAN,
                             .rho = NAN,
                             .autocorrelation = NAN};
}

static bool serial(const struct ct_trend_points *p, struct ct_trend *out)
{
    if (p->gaps)
        return false;
    out->autocorrelation = ct_autocorrelation(p->work, p->n, 1);
    return true;
}

static int fit_line(const struct ct_trend_points *p, struct ct_trend *out,
                    struct ct_error *err)
{
    struct ct_points points = {p->n, p->t, p->y,
                               out->kind == CT_TREND_WLS ? p->events : NULL};
    struct ct_line line;
    ct_line_fit(&points, p->work, &line);
    out->intercept = line.intercept;
    out->slope = line.slope;
    if (out->errors == CT_ERRORS_NEWEY_WEST && p->gaps)
        return ct_fail(err, CT_EMATH, 0, 0,
                       "newey-west needs a series without gaps");
    out->sigma = line.sigma;
    out->r2 = line.r2;
    out->se = line.se;
    if (serial(p, out))
        out->durbin_watson = ct_durbin_watson(p->work, p->n);
    if (out->errors == CT_ERRORS_NEWEY_WEST) {
        size_t lag = ct_newey_west_lag(p->n);
        out->lag = (double)lag;
        out->se = ct_newey_west_se(&points, &line, p->work, lag);
    }
    return 0;
}

static int fit_ar1(const struct ct_trend_points *p, struct ct_trend *out,
                   struct ct_error *err)
{
    if (p->n < CT_TREND_AR1_MIN)
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d values for ar1",
                       CT_TREND_AR1_MIN);
    struct ct_ar1_points points = {p->n, p->t, p->y, p->period};
    struct ct_ar1 fit;
    ct_ar1_fit(&points, &fit);
    out->intercept = fit.intercept;
    out->slope = fit.slope;
    out->se = fit.se;
    out->sigma = fit.sigma;
    out->rho = fit.rho;
    for (size_t i = 0; i < p->n; i++)
        p->work[i] = p->y[i] - fit.intercept - fit.slope * p->t[i];
    serial(p, out);
    return 0;
}

/* Pearson's residuals of fitted counts, in their place. */
static void standardise(const struct ct_trend_points *p, double theta)
{
    for (size_t i = 0; i < p->n; i++) {
        double mu = p->work[i];
        double variance = theta > 0 ? mu + mu * mu / theta : mu;
        p->work[i] = (p->events[i] - mu) / sqrt(variance);
    }
}

static int fit_counts(const struct ct_trend_points *p, struct ct_trend *out,
                      struct ct_error *err)
{
    struct ct_counts counts = {p->n, p->t, p->events, p->population};
    struct ct_count_fit fit;
    bool negbin = out->kind == CT_TREND_NEGBIN;
    if ((negbin ? ct_negative_binomial_fit(&counts, p->work, &fit, err)
                : ct_poisson_fit(&counts, p->work, &fit, err)) < 0)
        return -1;
    if (out->kind == CT_TREND_AUTO)
        out->kind = fit.dispersion > CT_OVERDISPERSED ? CT_TREND_QUASI
                                                      : CT_TREND_POISSON;
    out->intercept = fit.intercept + log(p->per);
    out->slope = fit.slope;
    out->dispersion = fit.dispersion;
    out->deviance = fit.deviance;
    out->theta = fit.theta;
    out->se = fit.se;
    if (out->kind == CT_TREND_QUASI) {
        out->se *= sqrt(fit.dispersion);
    } else {
        out->loglik = fit.loglik;
        out->aic = 2 * (2 + negbin) - 2 * fit.loglik;
    }
    standardise(p, fit.theta);
    serial(p, out);
    return 0;
}

/* Statistic, p, limits and direction, from slope and standard error. */
static void infer(const struct ct_trend_points *p, double confidence,
                  struct ct_trend *out)
{
    bool normal = out->kind == CT_TREND_POISSON || out->kind == CT_TREND_NEGBIN;
    /* A change of less than this over the whole time is rounding. */
    if (fabs(out->slope) * (p->t[p->n - 1] - p->t[0]) < 1e-13)
        out->slope = 0;
    out->df = (double)p->n - 2;
    out->statistic = out->slope == 0 ? 0 : out->slope / out->se;
    out->p = normal ? ct_p_normal(out->statistic)
                    : ct_p_student(out->statistic, out->df);
    double reach = normal ? ct_reach_normal(confidence)
                          : ct_reach_student(confidence, out->df);
    out->lower = out->slope - reach * out->se;
    out->upper = out->slope + reach * out->se;
    double widest = reach * out->se;
    if (out->kind == CT_TREND_QUASI && out->dispersion < 1)
        widest /= sqrt(out->dispersion);
    out->direction = (out->slope - widest > 0) - (out->slope + widest < 0);
}

int ct_trend_fit(const struct ct_trend_points *p, double confidence,
                 struct ct_trend *out, struct ct_error *err)
{
    if (p->n < CT_TREND_MIN)
        return ct_fail(err, CT_EFEW, 0, 0, "fewer than %d values",
                       CT_TREND_MIN);
    int result;
    if (ct_trend_scale_of(out->kind) == CT_TREND_COUNTS)
        result = fit_counts(p, out, err);
    else if (out->errors == CT_ERRORS_AR1)
        result = fit_ar1(p, out, err);
    else
        result = fit_line(p, out, err);
    if (result == 0)
        infer(p, confidence, out);
    return result;
}
