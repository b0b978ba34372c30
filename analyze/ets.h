/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exponential smoothing as models in state space (ETS): a level, a slope and
 * a season that each period's error corrects.
 *
 * With q = level + phi slope, m the mean expected of the next value, and e its
 * error (value - m, or where errors are relative value / m - 1):
 *
 *     level' = q + alpha u, slope' = phi slope + beta u     u = e, or q e
 *     season' = season + gamma v                            v = e, or season e
 *
 * m is q, q + season or q season, with the season met m periods before.
 *
 * Use: ct_ets_fit() finds a model's numbers, or fill them in and call
 * ct_ets_judge(); then ct_ets_filter() for fitted values, and
 * ct_ets_forecast() (analyze/ets_forecast.h).
 * Source: Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential
 * Smoothing. */
#ifndef CT_ETS_H
#define CT_ETS_H

#include <stdbool.h>
#include <stddef.h>

/* Error, trend (d: damped), season: N none, A additive, M multiplicative. */
enum ct_ets_kind {
    CT_ETS_ANN,
    CT_ETS_AAN,
    CT_ETS_AADN,
    CT_ETS_MADN,
    CT_ETS_ANA,
    CT_ETS_AAA,
    CT_ETS_AADA,
    CT_ETS_MADM,
    CT_N_ETS
};

/* What a model is made of. relative: errors are shares of the mean, for
 * positive values only. */
struct ct_ets_form {
    const char *name; /* "AAdN" */
    bool relative, trend, damped;
    char season; /* 'N', 'A', 'M' */
};

extern const struct ct_ets_form ct_ets_form[CT_N_ETS];

enum { CT_ETS_PERIOD_MAX = 12, CT_ETS_SMOOTHING_MAX = 4 };

/* Level, slope and season; season[k] is met by the values k, k + period, ...
 */
struct ct_ets_state {
    double level, slope, season[CT_ETS_PERIOD_MAX];
};

/* A model with its numbers. Without a trend slope and beta are 0 and phi 1,
 * phi is 1 without damping, without a season gamma is 0. */
struct ct_ets {
    enum ct_ets_kind kind;
    size_t period; /* periods in a year; 1 = none */
    double alpha, beta, gamma, phi;
    struct ct_ets_state start; /* before the first value */
    double loglik;             /* -(n ln S(e^2) [+ 2 S ln m]) / 2 */
    double aic, aicc, bic; /* parameters: smoothing, states, variance; NaN if
                              too few values */
    double sigma2;         /* S(e^2) / (n - smoothing and states) */
};

/* The number of smoothing parameters (alpha, beta, gamma, phi) of a kind, and
 * of its initial states that are free (the season's add up to 0, or to the
 * period). */
size_t ct_ets_n_smoothing(enum ct_ets_kind kind);
size_t ct_ets_n_states(enum ct_ets_kind kind, size_t period);

/* The fewest values a kind can be fitted to: 3 more than its parameters, and
 * two years where it has a season. */
size_t ct_ets_least(enum ct_ets_kind kind, size_t period);

/* Runs a model over n values. fitted and error have room for n values, or are
 * NULL; *end, if not NULL, is the state after the last. Returns false where
 * errors are relative and a mean is not above 0. */
bool ct_ets_filter(const struct ct_ets *m, const double *y, size_t n,
                   double *fitted, double *error, struct ct_ets_state *end);

/* Sets the model's likelihood, criteria and sigma2 from n values. Returns
 * false, and leaves it, where ct_ets_filter() does. */
bool ct_ets_judge(struct ct_ets *m, const double *y, size_t n);

/* -2 log likelihood of n errors with sum of squares rss, and S ln m (0 where
 * errors are not relative); an rss that is rounding only, beside values as
 * large as `largest`, counts as the least that can be told from 0. */
double ct_ets_deviance(double rss, double sum_log, size_t n, double largest);

/* Whether the errors' weight in the states fades, so that forecasts do not
 * depend on the distant past (HKOS section 10.2). */
bool ct_ets_admissible(const struct ct_ets *m);

/* Whether smoothing parameters lie where ct_ets_fit() looks for them, its
 * bounds taken to 0 and 1, and are admissible. */
bool ct_ets_usual(const struct ct_ets *m);

/* Sets the initial states of a model to their most likely values, with its
 * smoothing parameters as they are; start holds where to begin, and the
 * answer. Returns the deviance, or INFINITY where there is none. work has room
 * for ct_ets_states_work(n) doubles. */
double ct_ets_states_fit(struct ct_ets *m, const double *y, size_t n,
                         double *work);
size_t ct_ets_states_work(size_t n);

/* States to begin with, from the first years. */
struct ct_ets_state ct_ets_states_guess(enum ct_ets_kind kind, size_t period,
                                        const double *y, size_t n);

/* Fits a kind to n >= ct_ets_least() values, all positive where errors are
 * relative: alpha within .0001 .. .9999, beta .0001 .. alpha, gamma .0001 ..
 * 1 - alpha, phi .8 .. .98, admissible. Returns false where no numbers in
 * these bounds will do. */
bool ct_ets_fit(enum ct_ets_kind kind, size_t period, const double *y, size_t n,
                struct ct_ets *out);

#endif
