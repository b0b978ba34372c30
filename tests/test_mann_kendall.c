/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mann-Kendall and what goes with it, against slow twins. tests/oracles holds
 * what R says. */
#include "config.h"

#include "analyze/hamed_rao.h"
#include "analyze/kendall.h"
#include "analyze/kendall_exact.h"
#include "analyze/order_statistic.h"
#include "analyze/p_adjust.h"
#include "analyze/p_value.h"
#include "analyze/ranks.h"
#include "analyze/seasonal_kendall.h"
#include "analyze/sen.h"
#include "analyze/spearman.h"
#include "tests/unit.h"

#include <gsl/gsl_sort.h>
#include <string.h>

enum { MOST = 400 };

/* Numbers that repeat from run to run: 0 .. below - 1. */
static unsigned draw(unsigned *state, unsigned below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

START_TEST(few_or_equal_values)
{
    const double y[] = {3, 3, 3, 3, 3};
    for (size_t n = 0; n <= 5; n++) {
        struct ct_kendall k = ct_kendall_score(y, n);
        ck_assert_double_eq(k.s, 0);
        ck_assert_double_eq(k.var_s, 0);
        ck_assert_double_eq(ct_kendall_z(k.s, k.var_s), 0);
        ck_assert(k.ties == (n > 1));
    }
    double t[] = {1, 2, 3, 4, 5}, slopes[10], room[5];
    ck_assert_uint_eq(ct_sen_slopes(t, y, 0, slopes), 0);
    ck_assert_uint_eq(ct_sen_slopes(t, y, 1, slopes), 0);
    ck_assert_uint_eq(ct_sen_slopes(t, y, 5, slopes), 10);
    struct ct_sen sen = ct_sen_slope(slopes, 10, 0);
    ck_assert_double_eq(sen.slope, 0);
    ck_assert_double_eq(sen.lower, 0);
    ck_assert(isnan(ct_spearman_time(y, 5, room).rho));
    bool fallback = true;
    ck_assert_double_eq(ct_hamed_rao(y, 5, 0, &fallback), 1);
    ck_assert(!fallback);
}
END_TEST

/* The sum over groups of equal values, as the books have it. */
static double variance_by_groups(const double *y, size_t n)
{
    double sorted[MOST], m = (double)n, ties = 0;
    memcpy(sorted, y, n * sizeof *y);
    gsl_sort(sorted, 1, n);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && sorted[j] == sorted[i];)
            j++;
        double g = (double)(j - i);
        ties += g * (g - 1) * (2 * g + 5);
    }
    return (m * (m - 1) * (2 * m + 5) - ties) / 18;
}

START_TEST(ties_as_by_groups)
{
    unsigned state = 1;
    double y[MOST], rank[MOST], sum = 0;
    for (int round = 0; round < 50; round++) {
        size_t n = 2 + draw(&state, 30);
        for (size_t i = 0; i < n; i++)
            y[i] = 1e6 + draw(&state, 8);
        assert_near(ct_kendall_score(y, n).var_s, variance_by_groups(y, n),
                    1e-14);
        ct_mid_ranks(y, n, rank);
        sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += rank[i];
        ck_assert_double_eq(sum, (double)(n * (n + 1)) / 2);
    }
}
END_TEST

/* Goes through all orders of y[k..n); counts those with a score at most that
 * far from 0 ... and all. */
static void permute(double *y, size_t k, size_t n, double least, long *count)
{
    if (k == n) {
        count[0] += fabs(ct_kendall_score(y, n).s) >= least;
        count[1]++;
        return;
    }
    for (size_t i = k; i < n; i++) {
        double v = y[k];
        y[k] = y[i];
        y[i] = v;
        permute(y, k + 1, n, least, count);
        y[i] = y[k];
        y[k] = v;
    }
}

START_TEST(exact_p_counts_all_orders)
{
    double y[] = {1, 2, 3, 4, 5, 6, 7};
    for (size_t n = 2; n <= 7; n++) {
        long pairs = (long)(n * (n - 1) / 2);
        for (long s = pairs; s >= -pairs; s -= 2) {
            long count[2] = {0, 0};
            permute(y, 0, n, fabs((double)s), count);
            assert_near(ct_kendall_exact_p((double)s, n),
                        (double)count[0] / (double)count[1], 1e-13);
        }
    }
}
END_TEST

START_TEST(exact_p_nears_the_normal_one)
{
    size_t n = CT_KENDALL_EXACT_MAX;
    double m = (double)n, var_s = m * (m - 1) * (2 * m + 5) / 18;
    for (double s = 0; s < 300; s += 20)
        ck_assert_double_eq_tol(ct_kendall_exact_p(s, n),
                                ct_p_normal(ct_kendall_z(s, var_s)), 0.005);
    double all = 2;
    for (double k = 2; k <= m; k++)
        all /= k;
    assert_near(ct_kendall_exact_p(m * (m - 1) / 2, n), all, 1e-12);
}
END_TEST

START_TEST(order_statistics_as_sorted)
{
    unsigned state = 7;
    double x[MOST], sorted[MOST];
    for (int round = 0; round < 300; round++) {
        size_t n = 1 + draw(&state, 100);
        unsigned values = round % 3 ? 1000000 : 4;
        for (size_t i = 0; i < n; i++)
            x[i] = sorted[i] = draw(&state, values);
        gsl_sort(sorted, 1, n);
        size_t k = draw(&state, (unsigned)n);
        ck_assert_double_eq(ct_order_statistic(x, n, k), sorted[k]);
        for (size_t i = 0; i < n; i++)
            ck_assert(i < k ? x[i] <= x[k] : x[i] >= x[k]);
        ck_assert_double_eq(ct_median(x, n),
                            (sorted[n / 2] + sorted[(n - 1) / 2]) / 2);
    }
}
END_TEST

START_TEST(limits_of_sen_as_sorted)
{
    unsigned state = 3;
    double x[MOST], sorted[MOST];
    for (int n = 1; n < 60; n++)
        for (int reach = 0; reach < 70; reach += 3) {
            for (int i = 0; i < n; i++)
                x[i] = sorted[i] = draw(&state, 20);
            gsl_sort(sorted, 1, (size_t)n);
            struct ct_sen s = ct_sen_slope(x, (size_t)n, reach);
            int low = (int)floor((n - reach) / 2.0 + 0.5);
            int high = (int)floor((n + reach) / 2.0 + 0.5) + 1;
            ck_assert_double_eq(s.lower, sorted[low < 1 ? 0 : low - 1]);
            ck_assert_double_eq(s.upper, sorted[high > n ? n - 1 : high - 1]);
        }
}
END_TEST

START_TEST(a_perfect_order)
{
    const double up[] = {1, 2, 4, 8, 16}, down[] = {5, 4, 3, 2, 1};
    double room[5];
    ck_assert_double_eq(ct_spearman_time(up, 5, room).rho, 1);
    ck_assert_double_eq(ct_spearman_time(up, 5, room).p, 0);
    ck_assert_double_eq(ct_spearman_time(down, 5, room).rho, -1);
    struct ct_kendall k = ct_kendall_score(down, 5);
    ck_assert_double_eq(k.s / k.most, -1);
    ck_assert_double_eq(ct_kendall_z(k.s, k.var_s), -9 / sqrt(k.var_s));
}
END_TEST

START_TEST(autocorrelation_widens_the_variance)
{
    double slow[60], fast[60];
    for (int i = 0; i < 60; i++) {
        slow[i] = sin(i / 6.0);
        fast[i] = i % 2 ? 1 + i / 1000.0 : -1 - i / 900.0;
    }
    bool fallback;
    ck_assert_double_gt(ct_hamed_rao(slow, 60, 0, &fallback), 3);
    ck_assert(!fallback);
    double factor = ct_hamed_rao(fast, 60, 0, &fallback);
    ck_assert(factor < 1 || fallback);
}
END_TEST

/* Seasons that repeat one another: their covariance is the variance. */
START_TEST(covariance_of_equal_seasons)
{
    const double y[] = {5, 1, 4, 2, 3, 7};
    double value[12];
    for (int i = 0; i < 6; i++)
        value[2 * i] = value[2 * i + 1] = y[i];
    struct ct_seasonal x = {6, 2, value};
    struct ct_kendall season[2];
    ct_seasonal_scores(&x, season);
    assert_near(ct_seasonal_covariance(&x), 2 * season[0].var_s, 1e-14);
    value[3] = value[8] = NAN;
    ct_seasonal_scores(&x, season);
    ck_assert_uint_eq(season[0].n, 5);
    ck_assert_double_gt(ct_seasonal_covariance(&x), 0);
    ck_assert_double_lt(ct_seasonal_covariance(&x),
                        season[0].var_s + season[1].var_s);
}
END_TEST

START_TEST(adjusted_p)
{
    const double p[] = {0.01, NAN, 0.04, 0.03, 0.5},
                 want[] = {0.04, NAN, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5};
    double got[5];
    ct_p_adjust(p, 5, got);
    for (int i = 0; i < 5; i++)
        assert_near(got[i], want[i], 1e-15);
    ct_p_adjust(p, 0, got);
}
END_TEST

Suite *mann_kendall_suite(void);
Suite *mann_kendall_suite(void)
{
    Suite *s = suite_create("mann-kendall");
    TCase *t = tcase_create("estimators");
    tcase_add_test(t, few_or_equal_values);
    tcase_add_test(t, ties_as_by_groups);
    tcase_add_test(t, exact_p_counts_all_orders);
    tcase_add_test(t, exact_p_nears_the_normal_one);
    tcase_add_test(t, order_statistics_as_sorted);
    tcase_add_test(t, limits_of_sen_as_sorted);
    tcase_add_test(t, a_perfect_order);
    tcase_add_test(t, autocorrelation_widens_the_variance);
    tcase_add_test(t, covariance_of_equal_seasons);
    tcase_add_test(t, adjusted_p);
    suite_add_tcase(s, t);
    return s;
}
