/* SPDX-License-Identifier: GPL-3.0-or-later
 * Local regression and STL on arrays: against slow twins, on series whose
 * parts are known, and under changes that must not matter. That the numbers
 * are R's is seen in test_oracles.c. */
#include "config.h"

#include "analyze/order_statistic.h"
#include "analyze/stl.h"
#include "analyze/stl_median.h"
#include "tests/unit.h"

#include <gsl/gsl_multifit.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { MAX = 200 };

static gsl_rng *random_stream(unsigned long seed)
{
    gsl_rng *g = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(g, seed);
    return g;
}

/* The twin looks at all values: the distance of the window-th nearest is what
 * the weights reach to, and the line is fitted by singular values. */
static double slow_fit(const struct ct_loess_data *d, const struct ct_loess *l,
                       double place)
{
    double away[MAX], reach, error;
    for (size_t i = 0; i < d->n; i++)
        away[i] = fabs((double)i + 1 - place);
    size_t near = l->window < d->n ? l->window : d->n;
    reach = ct_order_statistic(away, d->n, near - 1);
    reach += (double)((l->window - near) / 2);
    size_t columns = (size_t)l->degree + 1;
    gsl_matrix *x = gsl_matrix_alloc(d->n, columns);
    gsl_matrix *cov = gsl_matrix_alloc(columns, columns);
    gsl_vector *w = gsl_vector_alloc(d->n), *c = gsl_vector_alloc(columns);
    gsl_vector_const_view y = gsl_vector_const_view_array(d->y, d->n);
    for (size_t i = 0; i < d->n; i++) {
        double r = fabs((double)i + 1 - place) / reach;
        double tricube = r <= .001 ? 1 : r > .999 ? 0 : pow(1 - r * r * r, 3);
        gsl_vector_set(w, i, tricube * (d->weight ? d->weight[i] : 1));
        gsl_matrix_set(x, i, 0, 1);
        if (l->degree)
            gsl_matrix_set(x, i, 1, (double)i + 1 - place);
    }
    gsl_multifit_linear_workspace *space =
        gsl_multifit_linear_alloc(d->n, columns);
    gsl_multifit_wlinear(x, w, &y.vector, c, cov, &error, space);
    double fit = gsl_vector_get(c, 0);
    gsl_multifit_linear_free(space);
    gsl_matrix_free(x);
    gsl_matrix_free(cov);
    gsl_vector_free(w);
    gsl_vector_free(c);
    return fit;
}

START_TEST(local_regression_has_a_twin)
{
    gsl_rng *g = random_stream(1);
    double y[MAX], weight[MAX], work[MAX] = {0}, fit[MAX], one;
    for (int k = 0; k < 200; k++) {
        size_t n = 5 + gsl_rng_uniform_int(g, 40);
        struct ct_loess l = {5 + 2 * gsl_rng_uniform_int(g, 30), k % 2, 1};
        struct ct_loess_data d = {n, y, k % 3 ? weight : NULL, work};
        for (size_t i = 0; i < n; i++) {
            y[i] = gsl_rng_uniform(g);
            weight[i] = .1 + gsl_rng_uniform(g);
        }
        ct_loess(&d, &l, fit);
        for (size_t i = 0; i < n; i++)
            assert_near(fit[i], slow_fit(&d, &l, (double)i + 1), 1e-10);
        ck_assert(ct_loess_at(&d, &l, (double)n + 1, &one));
        assert_near(one, slow_fit(&d, &l, (double)n + 1), 1e-9);
    }
    gsl_rng_free(g);
}
END_TEST

/* Between the places where a fit is made there are straight lines. */
START_TEST(jumps_are_joined)
{
    double y[23], work[23], every[23], jump[23];
    for (int i = 0; i < 23; i++)
        y[i] = i * i % 7;
    struct ct_loess_data d = {23, y, NULL, work};
    ct_loess(&d, &(struct ct_loess){9, 1, 1}, every);
    ct_loess(&d, &(struct ct_loess){9, 1, 4}, jump);
    for (size_t i = 0; i < 23; i++)
        if (i % 4 == 0 || i == 22)
            ck_assert_double_eq(jump[i], every[i]);
    ck_assert_double_eq(jump[2], (every[0] + every[4]) / 2);
    ck_assert_double_eq(jump[21], (every[20] + every[22]) / 2);
    ct_loess(&d, &(struct ct_loess){9, 1, 99}, jump);
    ck_assert_double_eq(jump[11], (every[0] + every[22]) / 2);
}
END_TEST

START_TEST(no_weight_no_fit)
{
    double y[5] = {1, 2, 3, 4, 5}, none[5] = {0}, work[5], fit[5], one = -1;
    struct ct_loess l = {3, 1, 1};
    struct ct_loess_data d = {5, y, none, work};
    ck_assert(!ct_loess_at(&d, &l, 3, &one));
    ck_assert_double_eq(one, -1);
    ct_loess(&d, &l, fit);
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(fit[i], y[i]);
    d.n = 1;
    ct_loess(&d, &l, fit);
    ck_assert_double_eq(fit[0], 1);
}
END_TEST

/* Of odd n it is the median. Of even n it is the sum of the two middles, or
 * one of them is another value beyond: never nearer to the other. */
START_TEST(the_median_of_stl)
{
    gsl_rng *g = random_stream(2);
    double x[MAX], y[MAX];
    size_t other = 0, even = 0;
    for (int k = 0; k < 2000; k++) {
        size_t n = 1 + gsl_rng_uniform_int(g, MAX - 1);
        for (size_t i = 0; i < n; i++)
            x[i] =
                k % 2 ? gsl_rng_uniform(g) : (double)gsl_rng_uniform_int(g, 9);
        memcpy(y, x, n * sizeof *x);
        double got = ct_stl_twice_median(y, n), low = ct_median(x, n);
        low = n % 2 ? low : ct_order_statistic(x, n, n / 2 - 1);
        double high = ct_order_statistic(x, n, n / 2);
        even += n % 2 == 0;
        other += got != low + high;
        if (n % 2)
            ck_assert_double_eq(got, 2 * low);
    }
    ck_assert_uint_gt(other, 0);
    ck_assert_uint_lt(other, even / 2);
    gsl_rng_free(g);
}
END_TEST

/* --- whole series --- */

static const struct ct_stl_settings settings[] = {
    {12, 0, 0, 0, false}, {12, 7, 0, 0, false}, {12, 13, 21, 1, false},
    {12, 0, 0, 0, true},  {12, 9, 0, 1, true},  {4, 0, 0, 0, false},
    {4, 8, 10, 0, true}};
enum { N_SETTINGS = sizeof settings / sizeof *settings };

static struct ct_components decompose(const double *y, size_t n,
                                      const struct ct_stl_settings *s)
{
    struct ct_components c = ct_components_make(n);
    struct ct_stl_plan plan = ct_stl_plan(s, n);
    ct_stl(y, &plan, &c);
    return c;
}

static void make_series(double *y, size_t n, unsigned long seed)
{
    gsl_rng *g = random_stream(seed);
    for (size_t i = 0; i < n; i++)
        y[i] = 50 + .1 * (double)i + 8 * sin((double)i * M_PI / 6) +
               4 * gsl_rng_uniform(g);
    gsl_rng_free(g);
}

START_TEST(the_parts_add_up)
{
    double y[97];
    make_series(y, 97, 3);
    for (int k = 0; k < N_SETTINGS; k++) {
        struct ct_components c = decompose(y, 97, &settings[k]);
        for (int i = 0; i < 97; i++) {
            assert_near(c.trend[i] + c.seasonal[i] + c.remainder[i], y[i],
                        1e-13);
            ck_assert(c.weight[i] >= 0 && c.weight[i] <= 1);
            ck_assert(settings[k].robust || c.weight[i] == 1);
        }
        ct_components_clear(&c);
    }
}
END_TEST

/* A line with the same season every year is found: by seasons smoothed with
 * lines and by the many passes of a robust fit, else nearly. */
START_TEST(a_line_and_a_season)
{
    static const double season[12] = {3, 1, -2, 0, 4, -1, -5, 2, 1, -3, 2, -2};
    double y[60];
    for (int i = 0; i < 60; i++)
        y[i] = 20 + .5 * i + season[i % 12];
    for (int k = 0; k < 4; k++) {
        struct ct_components c = decompose(y, 60, &settings[k]);
        for (int i = 0; i < 60; i++) {
            double near = k < 2 ? .5 : 1e-8;
            ck_assert(fabs(c.trend[i] - 20 - .5 * i) < near);
            ck_assert(fabs(c.seasonal[i] - season[i % 12]) < near);
        }
        ct_components_clear(&c);
    }
}
END_TEST

/* Other units and another level change the parts alike, weights not at all. */
START_TEST(units_do_not_matter)
{
    double y[97], z[97];
    make_series(y, 97, 4);
    for (int i = 0; i < 97; i++)
        z[i] = 64 * y[i] + 4096;
    for (int k = 0; k < N_SETTINGS; k++) {
        struct ct_components a = decompose(y, 97, &settings[k]);
        struct ct_components b = decompose(z, 97, &settings[k]);
        for (int i = 0; i < 97; i++) {
            ck_assert(fabs(b.trend[i] - 64 * a.trend[i] - 4096) < 1e-8);
            ck_assert(fabs(b.seasonal[i] - 64 * a.seasonal[i]) < 1e-8);
            ck_assert(fabs(b.weight[i] - a.weight[i]) < 1e-8);
        }
        ct_components_clear(&a);
        ct_components_clear(&b);
    }
}
END_TEST

/* At a level of 1e9 there are some 7 digits left of what varies. */
START_TEST(a_huge_level)
{
    double y[96], z[96];
    make_series(y, 96, 5);
    for (int i = 0; i < 96; i++)
        z[i] = y[i] + 1e9;
    struct ct_components a = decompose(y, 96, &settings[1]);
    struct ct_components b = decompose(z, 96, &settings[1]);
    for (int i = 0; i < 96; i++)
        ck_assert(fabs(a.seasonal[i] - b.seasonal[i]) < 1e-5);
    ct_components_clear(&a);
    ct_components_clear(&b);
}
END_TEST

/* Robust: an outlier loses its weight and is left in the remainder. */
START_TEST(an_outlier)
{
    double y[96];
    make_series(y, 96, 6);
    y[40] += 100;
    struct ct_components c = decompose(y, 96, &settings[3]);
    ck_assert_double_eq(c.weight[40], 0);
    ck_assert(c.remainder[40] > 90);
    ct_components_clear(&c);
}
END_TEST

START_TEST(constant_series)
{
    double y[24];
    for (int i = 0; i < 24; i++)
        y[i] = 7;
    for (int k = 0; k < N_SETTINGS; k++) {
        struct ct_components c = decompose(y, 24, &settings[k]);
        for (int i = 0; i < 24; i++) {
            assert_near(c.trend[i], 7, 1e-12);
            ck_assert(fabs(c.seasonal[i]) < 1e-12 && isfinite(c.weight[i]));
        }
        ct_components_clear(&c);
    }
}
END_TEST

START_TEST(averages)
{
    double y[20];
    for (int i = 0; i < 20; i++)
        y[i] = (10 + i) * (i % 4 == 1 ? 1.5 : i % 4 == 3 ? .5 : 1);
    struct ct_components c = ct_components_make(20);
    ct_components_by_averages(y, 4, false, &c);
    ck_assert(isnan(c.trend[1]) && isnan(c.remainder[18]));
    assert_near(c.trend[2], (y[0] / 2 + y[1] + y[2] + y[3] + y[4] / 2) / 4,
                1e-14);
    assert_near(c.trend[5] + c.seasonal[5] + c.remainder[5], y[5], 1e-14);
    ck_assert(fabs(c.seasonal[0] + c.seasonal[1] + c.seasonal[2] +
                   c.seasonal[3]) < 1e-13);
    ct_components_by_averages(y, 4, true, &c);
    assert_near(c.trend[5] * c.seasonal[5] * c.remainder[5], y[5], 1e-14);
    assert_near(c.seasonal[4] + c.seasonal[5] + c.seasonal[6] + c.seasonal[7],
                4, 1e-14);
    ck_assert(ct_components_strength(&c, c.seasonal, true) > .9);
    ct_components_clear(&c);
}
END_TEST

Suite *stl_suite(void);
Suite *stl_suite(void)
{
    Suite *s = suite_create("stl");
    TCase *t = tcase_create("stl");
    tcase_add_test(t, local_regression_has_a_twin);
    tcase_add_test(t, jumps_are_joined);
    tcase_add_test(t, no_weight_no_fit);
    tcase_add_test(t, the_median_of_stl);
    tcase_add_test(t, the_parts_add_up);
    tcase_add_test(t, a_line_and_a_season);
    tcase_add_test(t, units_do_not_matter);
    tcase_add_test(t, a_huge_level);
    tcase_add_test(t, an_outlier);
    tcase_add_test(t, constant_series);
    tcase_add_test(t, averages);
    suite_add_tcase(s, t);
    return s;
}
