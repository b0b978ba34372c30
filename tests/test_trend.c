/* SPDX-License-Identifier: GPL-3.0-or-later
 * Estimators of trend: slow twins, hard cases, and what must not change the
 * answer. tests/oracles holds what R says. */
#include "config.h"

#include "analyze/ar1.h"
#include "analyze/least_squares.h"
#include "analyze/negative_binomial.h"
#include "analyze/newey_west.h"
#include "analyze/p_value.h"
#include "analyze/residuals.h"
#include "lib/memory.h"
#include "tests/oracle_text.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 64 };

/* One series as the models want it. */
struct data {
    size_t n;
    double t[MOST], events[MOST], population[MOST], y[MOST];
    long period[MOST];
};

static struct ct_counts counts(const struct data *d)
{
    return (struct ct_counts){d->n, d->t, d->events, d->population};
}

static struct data read_oracle(const char *name)
{
    struct data d;
    double mean = 0;
    char *people = ct_xasprintf("%s.population", name);
    char *tidy = ct_xasprintf("%s.tidy", name);
    d.n = oracle_column(tidy, "time", d.t, MOST);
    oracle_column(tidy, "value", d.events, MOST);
    oracle_column(people, "value", d.population, MOST);
    free(tidy);
    free(people);
    for (size_t i = 0; i < d.n; i++) {
        d.period[i] = (long)d.t[i];
        d.y[i] = log(1e5 * d.events[i] / d.population[i]);
        mean += d.t[i] / (double)d.n;
    }
    for (size_t i = 0; i < d.n; i++)
        d.t[i] -= mean;
    return d;
}

static const char *const oracles[] = {"trend_glm_us_murder",
                                      "trend_glm_vermont_murder",
                                      "trend_glm_texas_robbery"};

START_TEST(two_and_three_points)
{
    const double t[] = {-1, 0, 1}, y[] = {1, 2, 4}, population[] = {1, 1, 1};
    double residual[3];
    struct ct_line line;
    ct_line_fit(&(struct ct_points){2, t, y, NULL}, residual, &line);
    ck_assert_double_eq(line.slope, 1);
    ck_assert(isnan(line.se));
    ct_line_fit(&(struct ct_points){3, t, y, NULL}, residual, &line);
    ck_assert_double_eq(line.slope, 1.5);
    struct ct_counts c = {2, t, y, population};
    struct ct_count_fit f;
    ck_assert_int_eq(ct_poisson_fit(&c, residual, &f, NULL), 0);
    assert_near(f.slope, log(2), 1e-12);
    ck_assert(isnan(f.dispersion));
    c.n = 3;
    ck_assert_int_eq(ct_poisson_fit(&c, residual, &f, NULL), 0);
    assert_near(f.slope, log(2), 1e-12);
    assert_near(f.intercept, log(2), 1e-12);
}
END_TEST

START_TEST(no_finite_slope)
{
    const double t[] = {-1, 0, 1}, population[] = {9, 9, 9};
    const double zero[] = {0, 0, 0}, first[] = {3, 0, 0}, last[] = {0, 0, 2};
    const double inside[] = {0, 4, 0};
    struct ct_count_fit f;
    struct ct_error err = {0};
    double expected[3];
    struct ct_counts c = {3, t, zero, population};
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, &err), -1);
    ck_assert_int_eq(err.code, CT_EMATH);
    ck_assert_str_eq(err.text, "all counts are zero");
    c.events = first;
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, &err), -1);
    ck_assert_str_eq(err.text,
                     "all events are in the first period: no finite slope");
    c.events = last;
    ck_assert_int_eq(ct_negative_binomial_fit(&c, expected, &f, &err), -1);
    ck_assert_str_eq(err.text,
                     "all events are in the last period: no finite slope");
    c.events = inside;
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, &err), 0);
    ck_assert_double_lt(fabs(f.slope), 1e-12);
}
END_TEST

/* The log likelihood without its constants. */
static double likelihood(const struct data *d, double a, double b)
{
    double sum = 0;
    for (size_t i = 0; i < d->n; i++) {
        double log_rate = a + b * d->t[i];
        sum += d->events[i] * log_rate - d->population[i] * exp(log_rate);
    }
    return sum;
}

START_TEST(poisson_maximises_the_likelihood)
{
    struct data d = read_oracle("trend_glm_vermont_murder");
    struct ct_counts c = counts(&d);
    struct ct_count_fit f;
    double expected[MOST];
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, NULL), 0);
    double a = f.intercept, b = f.slope, h = 1e-3 * f.se;
    double best = likelihood(&d, a, b);
    ck_assert_double_lt(likelihood(&d, a + 1e-4, b), best);
    ck_assert_double_lt(likelihood(&d, a - 1e-4, b), best);
    ck_assert_double_lt(likelihood(&d, a, b + h), best);
    ck_assert_double_lt(likelihood(&d, a, b - h), best);
}
END_TEST

/* Steps from 1 to a million and back, and times far off or close together:
 * the equations must hold at the answer. */
START_TEST(poisson_arrives_from_anywhere)
{
    const double cases[][4] = {{0, 0, 1, 1e15},  {1e15, 1, 0, 0},
                               {1, 0, 0, 1e9},   {1e-9, 1e9, 0, 3},
                               {1e6, 0, 0, 1e6}, {0, 1e15, 1, 0}};
    const double t[] = {-1.5, -0.5, 0.5, 1.5}, close[] = {-0.1, 0, 0.05, 0.2};
    const double population[] = {1e9, 1, 1e3, 1e6};
    for (size_t k = 0; k < 12; k++) {
        const double *time = k % 2 ? t : close;
        struct ct_counts c = {4, time, cases[k / 2], population};
        struct ct_count_fit f;
        double expected[4], sum[4] = {0};
        ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, NULL), 0);
        for (int i = 0; i < 4; i++) {
            sum[0] += c.events[i];
            sum[1] += c.events[i] * time[i];
            sum[2] += expected[i];
            sum[3] += expected[i] * time[i];
        }
        assert_near(sum[2], sum[0], 1e-12);
        ck_assert_double_le(fabs(sum[3] - sum[1]), 1e-11 * sum[0]);
        ck_assert(isfinite(f.se) && f.se > 0);
    }
}
END_TEST

START_TEST(more_people_or_later_years)
{
    struct data d = read_oracle("trend_glm_texas_robbery"), moved = d;
    for (size_t i = 0; i < d.n; i++) {
        moved.population[i] *= 1000;
        moved.t[i] += 1e6;
    }
    struct ct_counts c = counts(&d), m = counts(&moved);
    struct ct_count_fit f, g;
    double expected[MOST];
    ck_assert_int_eq(ct_negative_binomial_fit(&c, expected, &f, NULL), 0);
    m.t = d.t;
    ck_assert_int_eq(ct_negative_binomial_fit(&m, expected, &g, NULL), 0);
    assert_near(g.slope, f.slope, 1e-9);
    assert_near(g.intercept, f.intercept - log(1000), 1e-9);
    m.t = moved.t;
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &f, NULL), 0);
    ck_assert_int_eq(ct_poisson_fit(&m, expected, &g, NULL), 0);
    assert_near(g.slope, f.slope, 1e-7);
    struct ct_points p = {d.n, moved.t, d.y, NULL};
    struct ct_line near, far;
    ct_line_fit(&p, expected, &far);
    p.t = d.t;
    ct_line_fit(&p, expected, &near);
    assert_near(far.slope, near.slope, 1e-8);
}
END_TEST

START_TEST(no_more_than_poisson_variation)
{
    struct data d = read_oracle("trend_glm_vermont_murder");
    for (size_t i = 0; i < d.n; i++)
        d.events[i] = nearbyint(13 * exp(0.01 * d.t[i]));
    struct ct_counts c = counts(&d);
    struct ct_count_fit poisson, negbin;
    double expected[MOST];
    ck_assert_int_eq(ct_poisson_fit(&c, expected, &poisson, NULL), 0);
    ck_assert_int_eq(ct_negative_binomial_fit(&c, expected, &negbin, NULL), 0);
    ck_assert(isinf(negbin.theta));
    ck_assert_double_eq(negbin.slope, poisson.slope);
    ck_assert_double_eq(negbin.se, poisson.se);
}
END_TEST

/* Few counts that scatter much, where the steps to the line are short; what
 * glm.nb of R's MASS says of them. */
START_TEST(negative_binomial_takes_its_time)
{
    const double t[] = {-2, -1, 0, 1, 2}, events[] = {1, 6, 18, 2, 0};
    const double population[] = {211980, 214099, 216240, 218403, 220587};
    struct ct_counts c = {5, t, events, population};
    struct ct_count_fit f;
    double expected[5];
    ck_assert_int_eq(ct_negative_binomial_fit(&c, expected, &f, NULL), 0);
    assert_near(f.slope, -0.3999134, 1e-4);
    assert_near(f.se, 0.4152273, 1e-4);
    assert_near(f.theta, 0.6737786, 1e-6);
    assert_near(f.loglik, -13.56034, 1e-6);
}
END_TEST

/* Generalised least squares by a whole correlation matrix and its inverse,
 * and the restricted likelihood from them; -2 of it, without constants. */
static double slow_restricted(const struct data *d, double rho, double *slope,
                              double *se)
{
    size_t n = d->n, m = n + 3;
    /* Gauss-Jordan on [V | 1 t y]; V positive definite needs no pivots. */
    double a[MOST][MOST + 3], log_det = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            a[i][j] = pow(rho, (double)labs(d->period[i] - d->period[j]));
        a[i][n] = 1;
        a[i][n + 1] = d->t[i];
        a[i][n + 2] = d->y[i];
    }
    for (size_t k = 0; k < n; k++) {
        double pivot = a[k][k];
        log_det += log(pivot);
        for (size_t j = 0; j < m; j++)
            a[k][j] /= pivot;
        for (size_t i = 0; i < n; i++) {
            double factor = a[i][k];
            if (i != k)
                for (size_t j = 0; j < m; j++)
                    a[i][j] -= factor * a[k][j];
        }
    }
    double s11 = 0, s1t = 0, stt = 0, s1y = 0, sty = 0, syy = 0;
    for (size_t i = 0; i < n; i++) {
        s11 += a[i][n];
        s1t += a[i][n + 1];
        stt += d->t[i] * a[i][n + 1];
        s1y += a[i][n + 2];
        sty += d->t[i] * a[i][n + 2];
        syy += d->y[i] * a[i][n + 2];
    }
    double det = s11 * stt - s1t * s1t, df = (double)n - 2;
    double intercept = (stt * s1y - s1t * sty) / det;
    *slope = (s11 * sty - s1t * s1y) / det;
    double rss = syy - intercept * s1y - *slope * sty;
    *se = sqrt(rss / df * s11 / det);
    return df * log(rss) + log_det + log(det);
}

START_TEST(ar1_is_the_best_rho_there_is)
{
    struct data d = read_oracle(oracles[_i]);
    for (size_t i = 9; i < d.n; i++) { /* a gap of three years */
        d.t[i] += 2;
        d.period[i] += 2;
    }
    struct ct_ar1_points p = {d.n, d.t, d.y, d.period};
    struct ct_ar1 fit;
    ct_ar1_fit(&p, &fit);
    double slope, se, at = slow_restricted(&d, fit.rho, &slope, &se);
    assert_near(fit.slope, slope, 1e-7);
    assert_near(fit.se, se, 1e-7);
    for (double rho = -0.95; rho < 0.995; rho += 0.01)
        ck_assert_double_ge(slow_restricted(&d, rho, &slope, &se), at - 1e-7);
}
END_TEST

START_TEST(ar1_of_a_perfect_line)
{
    const double t[] = {-1.5, -0.5, 0.5, 1.5}, y[] = {1, 2, 3, 4};
    const long period[] = {1, 2, 3, 4};
    struct ct_ar1_points p = {4, t, y, period};
    struct ct_ar1 fit;
    ct_ar1_fit(&p, &fit);
    assert_near(fit.slope, 1, 1e-12);
    ck_assert_double_lt(fit.se, 1e-12);
}
END_TEST

Suite *trend_suite(void);
Suite *trend_suite(void)
{
    Suite *s = suite_create("trend");
    TCase *t = tcase_create("estimators");
    tcase_add_test(t, two_and_three_points);
    tcase_add_test(t, no_finite_slope);
    tcase_add_test(t, poisson_maximises_the_likelihood);
    tcase_add_test(t, poisson_arrives_from_anywhere);
    tcase_add_test(t, more_people_or_later_years);
    tcase_add_test(t, no_more_than_poisson_variation);
    tcase_add_test(t, negative_binomial_takes_its_time);
    tcase_add_loop_test(t, ar1_is_the_best_rho_there_is, 0, 3);
    tcase_add_test(t, ar1_of_a_perfect_line);
    suite_add_tcase(s, t);
    return s;
}
