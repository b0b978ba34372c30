/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exponential smoothing: the textbook's recursions, brute force, R's fits. */
#include "config.h"

#include "analyze/drift.h"
#include "analyze/ets.h"
#include "analyze/ets_forecast.h"
#include "analyze/p_value.h"
#include "analyze/residual_tests.h"
#include "lib/csv_reader.h"
#include "lib/memory.h"
#include "tests/unit.h"

#include <gsl/gsl_poly.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 240 };

/* A series of the oracles. Returns how many values. */
static size_t read_series(const char *name, double *y)
{
    struct ct_csv_file f;
    struct ct_error err = {0};
    char *path = ct_xasprintf(TESTS "/oracles/%s.tidy.csv", name);
    ck_assert_msg(ct_csv_file_read(path, ',', &f, &err) == 0, "%s", err.text);
    size_t n = f.n_rows;
    ck_assert_uint_le(n, MOST);
    for (size_t i = 0; i < n; i++)
        y[i] = strtod(ct_csv_file_cell(&f, i, 2), NULL);
    ct_csv_file_clear(&f);
    free(path);
    return n;
}

/* Positive values with level, slope and season that wander. */
static void draw_series(gsl_rng *rng, size_t period, size_t n, double *y)
{
    double level = 100, season[12];
    for (size_t k = 0; k < period; k++)
        season[k] = period > 1 ? gsl_ran_gaussian(rng, 15) : 0;
    for (size_t t = 0; t < n; t++) {
        level += gsl_ran_gaussian(rng, 2) + 0.3;
        y[t] = fmax(1, level + season[t % period] + gsl_ran_gaussian(rng, 4));
    }
}

static double uniform(gsl_rng *rng, double low, double high)
{
    return low + (high - low) * gsl_rng_uniform(rng);
}

/* Smoothing parameters anywhere within the bounds. */
static struct ct_ets draw_model(gsl_rng *rng, enum ct_ets_kind kind,
                                size_t period)
{
    const struct ct_ets_form *f = &ct_ets_form[kind];
    struct ct_ets m = {.kind = kind, .period = period, .phi = 1};
    m.alpha = uniform(rng, 1e-4, 0.9999);
    m.beta = f->trend ? uniform(rng, 1e-4, m.alpha) : 0;
    m.gamma = f->season != 'N' ? uniform(rng, 1e-4, 1 - m.alpha) : 0;
    m.phi = f->damped ? uniform(rng, 0.8, 0.98) : 1;
    return m;
}

/* Log likelihoods of forecast::ets 8.20 (R), from the oracles. */
START_TEST(as_likely_as_r)
{
    static const struct {
        const char *name;
        size_t period;
        enum ct_ets_kind kind;
        double loglik;
    } r[] = {{"ets_us_murder", 1, CT_ETS_ANN, -21.210871411139188},
             {"ets_us_murder", 1, CT_ETS_AAN, -18.594684061272805},
             {"ets_us_murder", 1, CT_ETS_AADN, -17.157535979342235},
             {"ets_us_murder", 1, CT_ETS_MADN, -15.548077129097585},
             {"ets_canada_male_conv", 1, CT_ETS_ANN, -199.6641505766293},
             {"ets_canada_male_conv", 1, CT_ETS_AAN, -201.46493367967724},
             {"ets_canada_male_conv", 1, CT_ETS_AADN, -201.38564350296255},
             {"ets_canada_male_conv", 1, CT_ETS_MADN, -200.7911978844855},
             {"ets_accdeaths", 12, CT_ETS_ANA, -555.0723350126277},
             {"ets_accdeaths", 12, CT_ETS_AAA, -555.924933733456},
             {"ets_accdeaths", 12, CT_ETS_AADA, -552.5025596073057},
             {"ets_accdeaths", 12, CT_ETS_MADM, -552.0628646247546},
             {"ets_drivers", 12, CT_ETS_ANA, -1432.779333127016},
             {"ets_drivers", 12, CT_ETS_MADM, -1426.6131361720409}};
    double y[MOST];
    for (size_t i = 0; i < sizeof r / sizeof *r; i++) {
        struct ct_ets m;
        size_t n = read_series(r[i].name, y);
        ck_assert(ct_ets_fit(r[i].kind, r[i].period, y, n, &m));
        ck_assert_msg(m.loglik >= r[i].loglik - 1e-6, "%s %s: %.6f", r[i].name,
                      ct_ets_form[r[i].kind].name, m.loglik);
    }
}
END_TEST

/* Holt's and Winters' own formulas, additive, with weighted means. */
START_TEST(textbook_recursions)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double y[60], fitted[60];
    for (int round = 0; round < 20; round++) {
        draw_series(rng, 12, 60, y);
        struct ct_ets m = draw_model(rng, CT_ETS_AADA, 12);
        m.start = ct_ets_states_guess(CT_ETS_AADA, 12, y, 60);
        m.start.slope = 0.5;
        ck_assert(ct_ets_filter(&m, y, 60, fitted, NULL, NULL));
        double l = m.start.level, b = m.start.slope, s[12];
        double beta = m.beta / m.alpha, gamma = m.gamma / (1 - m.alpha);
        memcpy(s, m.start.season, sizeof s);
        for (size_t t = 0; t < 60; t++) {
            double *now = &s[t % 12], before = l;
            assert_near(fitted[t], l + m.phi * b + *now, 1e-11);
            l = m.alpha * (y[t] - *now) + (1 - m.alpha) * (l + m.phi * b);
            b = beta * (l - before) + (1 - beta) * m.phi * b;
            *now = gamma * (y[t] - l) + (1 - gamma) * *now;
        }
    }
    gsl_rng_free(rng);
}
END_TEST

static double deviance(const struct ct_ets *m, const double *y, size_t n)
{
    struct ct_ets now = *m;
    return ct_ets_judge(&now, y, n) ? -2 * now.loglik : INFINITY;
}

/* No small change of a state betters the likelihood. */
START_TEST(states_are_the_best)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double y[48], *work = ct_xmalloc(ct_ets_states_work(48), sizeof *work);
    for (int round = 0; round < unit_rounds(40); round++)
        for (int kind = 0; kind < CT_N_ETS; kind++) {
            size_t period = ct_ets_form[kind].season == 'N' ? 1 : 4;
            draw_series(rng, period, 48, y);
            struct ct_ets m = draw_model(rng, (enum ct_ets_kind)kind, period);
            m.start = ct_ets_states_guess(m.kind, period, y, 48);
            double best = ct_ets_states_fit(&m, y, 48, work);
            if (!isfinite(best))
                continue;
            assert_near(best, deviance(&m, y, 48), 1e-10);
            double *state[] = {&m.start.level, &m.start.slope,
                               &m.start.season[0], &m.start.season[2]};
            for (size_t i = 0; i < (period > 1 ? 4 : 2); i++) {
                double at = *state[i], step = i < 2 ? 0.1 : 1e-3;
                if (i == 1 && !ct_ets_form[kind].trend)
                    continue;
                for (int sign = -1; sign <= 1; sign += 2) {
                    *state[i] = at + sign * step;
                    if (i > 1) /* the season's sum stays */
                        m.start.season[1] -= sign * step;
                    ck_assert(deviance(&m, y, 48) > best - 1e-6);
                    *state[i] = at;
                    if (i > 1)
                        m.start.season[1] += sign * step;
                }
            }
        }
    free(work);
    gsl_rng_free(rng);
}
END_TEST

/* Parameters drawn at random are never more likely. */
START_TEST(fit_beats_brute_force)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double y[40], *work = ct_xmalloc(ct_ets_states_work(40), sizeof *work);
    for (int round = 0; round < unit_rounds(10); round++)
        for (int kind = 0; kind < CT_N_ETS; kind++) {
            size_t period = ct_ets_form[kind].season == 'N' ? 1 : 4;
            struct ct_ets best;
            draw_series(rng, period, 40, y);
            ck_assert(ct_ets_fit((enum ct_ets_kind)kind, period, y, 40, &best));
            ck_assert(ct_ets_admissible(&best));
            for (int i = 0; i < 300; i++) {
                struct ct_ets m = draw_model(rng, best.kind, period);
                m.start = best.start;
                double d = ct_ets_states_fit(&m, y, 40, work);
                ck_assert_msg(!ct_ets_admissible(&m) ||
                                  d >= -2 * best.loglik - 1e-4,
                              "%s: %.6f against %.6f", ct_ets_form[kind].name,
                              d, -2 * best.loglik);
            }
        }
    free(work);
    gsl_rng_free(rng);
}
END_TEST

/* The largest root of the characteristic equation, by eigenvalues. */
static double largest_root(const struct ct_ets *m)
{
    size_t p = m->period;
    double c[CT_ETS_PERIOD_MAX + 2], root[2 * CT_ETS_PERIOD_MAX + 4];
    double largest = 0;
    for (size_t i = 1; i < p; i++)
        c[i] = m->alpha + m->beta - m->alpha * m->phi;
    c[0] = m->phi * (1 - m->alpha - m->gamma);
    c[1] += m->gamma - 1;
    c[p] = m->alpha + m->beta - m->phi;
    c[p + 1] = 1;
    gsl_poly_complex_workspace *w = gsl_poly_complex_workspace_alloc(p + 2);
    gsl_poly_complex_solve(c, p + 2, w, root);
    gsl_poly_complex_workspace_free(w);
    for (size_t i = 0; i < p + 1; i++)
        largest = fmax(largest, hypot(root[2 * i], root[2 * i + 1]));
    return largest;
}

START_TEST(admissible_by_roots)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int outside = 0;
    for (int i = 0; i < unit_rounds(4000); i++) {
        static const enum ct_ets_kind kinds[] = {CT_ETS_ANA, CT_ETS_AAA,
                                                 CT_ETS_AADA};
        struct ct_ets m = draw_model(rng, kinds[i % 3], i % 2 ? 12 : 4);
        if (i % 4 > 1) { /* and beyond the bounds */
            m.gamma *= 3;
            m.beta *= i % 3 ? 3 : 0;
        }
        double largest = largest_root(&m), edge = 1e-4;
        /* Without a trend the equation has a root at 1 that does not count. */
        if (m.kind == CT_ETS_ANA ? largest < 1 + 1e-9 : largest < 1 - edge)
            ck_assert(ct_ets_admissible(&m));
        else if (largest > 1 + edge)
            ck_assert(!ct_ets_admissible(&m));
        outside += !ct_ets_admissible(&m);
    }
    ck_assert_int_gt(outside, unit_rounds(200));
    gsl_rng_free(rng);
}
END_TEST

/* A change of unit changes no parameter but level and slope. */
START_TEST(unit_of_measure)
{
    double y[MOST], z[MOST];
    size_t n = read_series("ets_us_murder", y);
    for (int kind = CT_ETS_ANN; kind <= CT_ETS_MADN; kind++) {
        struct ct_ets a, b;
        for (size_t i = 0; i < n; i++)
            z[i] = 1024 * y[i];
        ck_assert(ct_ets_fit((enum ct_ets_kind)kind, 1, y, n, &a));
        ck_assert(ct_ets_fit((enum ct_ets_kind)kind, 1, z, n, &b));
        assert_near(b.alpha, a.alpha, 1e-6);
        assert_near(b.start.level, 1024 * a.start.level, 1e-6);
        assert_near(b.loglik, a.loglik - (double)n * log(1024), 1e-9);
    }
}
END_TEST

/* Beside 1e9 the noise is still seen. */
START_TEST(huge_offset)
{
    double y[MOST], z[MOST];
    size_t n = read_series("ets_us_murder", y);
    for (int kind = CT_ETS_ANN; kind <= CT_ETS_AADN; kind++) {
        struct ct_ets a, b;
        for (size_t i = 0; i < n; i++)
            z[i] = 1e9 + y[i];
        ck_assert(ct_ets_fit((enum ct_ets_kind)kind, 1, y, n, &a));
        ck_assert(ct_ets_fit((enum ct_ets_kind)kind, 1, z, n, &b));
        assert_near(b.loglik, a.loglik, 1e-4);
    }
}
END_TEST

/* The limits' variance, from the effect of one error more on the forecasts:
 * the last value raised by 1. */
START_TEST(limits_by_impulse)
{
    enum { N = 48, H = 30 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_prediction a[H], b[H];
    struct ct_prediction_limits limits = {80, 1};
    struct ct_ets_state end;
    double y[N];
    for (int kind = 0; kind < CT_N_ETS; kind++) {
        if (ct_ets_form[kind].relative)
            continue;
        draw_series(rng, 12, N, y);
        struct ct_ets m = draw_model(rng, (enum ct_ets_kind)kind, 12);
        m.start = ct_ets_states_guess(m.kind, 12, y, N);
        ck_assert(ct_ets_judge(&m, y, N));
        ct_ets_filter(&m, y, N, NULL, NULL, &end);
        ct_ets_forecast(&m, &end, N, &limits, H, a);
        y[N - 1] += 1;
        ct_ets_filter(&m, y, N, NULL, NULL, &end);
        ct_ets_forecast(&m, &end, N, &limits, H, b);
        double variance = 1, reach = ct_reach_normal(80);
        for (int j = 0; j < H; j++) {
            double half = reach * sqrt(m.sigma2 * variance);
            assert_near(a[j].upper - a[j].value, half, 1e-9);
            assert_near(a[j].value - a[j].lower, half, 1e-9);
            variance += pow(b[j].value - a[j].value, 2);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

/* Simulated limits against the variance of HKOS 2008, class 2. */
START_TEST(limits_by_formula)
{
    enum { H = 8 };
    struct ct_ets m = {.kind = CT_ETS_MADN,
                       .period = 1,
                       .alpha = 0.5,
                       .beta = 0.1,
                       .phi = 0.9,
                       .sigma2 = 0.0025};
    struct ct_ets_state end = {.level = 50, .slope = 2};
    struct ct_prediction p[H], again[H];
    struct ct_prediction_limits limits = {95, 7};
    ct_ets_forecast(&m, &end, 20, &limits, H, p);
    ct_ets_forecast(&m, &end, 20, &limits, H, again);
    ck_assert_mem_eq(p, again, sizeof p);
    double theta[H], c[H], slope = 0, phi = 1;
    for (int h = 0; h < H; h++) {
        phi *= m.phi;
        slope += phi;
        c[h] = m.alpha + m.beta * slope;
        theta[h] = p[h].value * p[h].value;
        for (int j = 0; j < h; j++)
            theta[h] += m.sigma2 * c[j] * c[j] * theta[h - 1 - j];
        double sd = sqrt((1 + m.sigma2) * theta[h] - p[h].value * p[h].value);
        assert_near((p[h].upper - p[h].lower) / 2, 1.96 * sd, 0.05);
    }
}
END_TEST

START_TEST(drift)
{
    double y[] = {1, 3, 4, 8};
    struct ct_prediction p[2];
    struct ct_drift d = ct_drift_fit(y, 4);
    assert_near(d.slope, 7. / 3, 1e-15);
    /* changes 2, 1, 4 */
    assert_near(d.sigma * d.sigma, (1. / 9 + 16. / 9 + 25. / 9) / 2, 1e-14);
    ct_drift_forecast(&d, y[3], 4, 95, 2, p);
    assert_near(p[1].value, 8 + 14. / 3, 1e-15);
    assert_near(p[1].upper - p[1].value,
                1.959963984540054 * d.sigma * sqrt(2 * (1 + 2. / 3)), 1e-12);
    ck_assert(isnan(ct_drift_fit(y, 2).sigma));
}
END_TEST

/* Box.test(x, 3, "Ljung-Box") of R. */
START_TEST(ljung_box)
{
    double e[] = {1, -2, 0.5, 3, -1, 2, 2.5, -0.5, 1.5, -3};
    struct ct_residual_test t = ct_ljung_box(e, 10, 3);
    assert_near(t.statistic, 1.7666924871068796, 1e-12);
    assert_near(t.p, 0.6222097046875055, 1e-12);
    memset(e, 0, sizeof e);
    ck_assert(isnan(ct_ljung_box(e, 10, 3).p));
}
END_TEST

/* Rejects normal values as often as it says, and flat or skewed ones more. */
START_TEST(anderson_darling)
{
    enum { ROUNDS = 20000, N = 20 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double x[N], work[N];
    int rounds = unit_rounds(ROUNDS), five = 0, one = 0, skewed = 0;
    for (int i = 0; i < rounds; i++) {
        for (int k = 0; k < N; k++)
            x[k] = 1e6 + gsl_ran_gaussian(rng, 3);
        double p = ct_anderson_darling(x, N, work).p;
        five += p < 0.05;
        one += p < 0.01;
        for (int k = 0; k < N; k++)
            x[k] = gsl_ran_exponential(rng, 1);
        skewed += ct_anderson_darling(x, N, work).p < 0.05;
    }
    ck_assert_double_eq_tol(five / (double)rounds, 0.05, 0.012);
    ck_assert_double_eq_tol(one / (double)rounds, 0.01, 0.006);
    ck_assert_double_gt(skewed / (double)rounds, 0.7);
    ck_assert(isnan(ct_anderson_darling(x, 7, work).p));
    memset(x, 0, sizeof x);
    ck_assert(isnan(ct_anderson_darling(x, N, work).p));
    x[0] = 1e100;
    ck_assert(ct_anderson_darling(x, N, work).p < 1e-6);
    gsl_rng_free(rng);
}
END_TEST

Suite *ets_suite(void);
Suite *ets_suite(void)
{
    Suite *s = suite_create("ets");
    TCase *t = tcase_create("ets");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, as_likely_as_r);
    tcase_add_test(t, textbook_recursions);
    tcase_add_test(t, states_are_the_best);
    tcase_add_test(t, fit_beats_brute_force);
    tcase_add_test(t, admissible_by_roots);
    tcase_add_test(t, unit_of_measure);
    tcase_add_test(t, huge_offset);
    tcase_add_test(t, limits_by_impulse);
    tcase_add_test(t, limits_by_formula);
    tcase_add_test(t, drift);
    tcase_add_test(t, ljung_box);
    tcase_add_test(t, anderson_darling);
    suite_add_tcase(s, t);
    return s;
}
