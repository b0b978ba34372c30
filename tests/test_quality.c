/* SPDX-License-Identifier: GPL-3.0-or-later
 * quality: values that stand out, digits, completeness. */
#include "config.h"

#include "analyze/digits.h"
#include "analyze/outliers.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <string.h>

enum { MOST = 40, ROUNDS = 300 };

struct drawn {
    size_t n;
    double x[MOST];
    long ordinal[MOST];
};

/* A series with ties, zeros, missing values and gaps. */
static void draw(gsl_rng *r, struct drawn *d)
{
    long at = 1990;
    d->n = gsl_rng_uniform_int(r, MOST + 1);
    for (size_t i = 0; i < d->n; i++) {
        double kind = gsl_rng_uniform(r);
        d->x[i] = kind < .1    ? NAN
                  : kind < .2  ? 0
                  : kind < .4  ? 7
                  : kind < .45 ? 900
                               : (double)gsl_ran_poisson(r, 12);
        d->ordinal[i] = at;
        at += gsl_rng_uniform(r) < .1 ? 3 : 1;
    }
}

static double sorted_median(double *x, size_t n)
{
    gsl_sort(x, 1, n);
    return n % 2 ? x[n / 2] : (x[n / 2 - 1] + x[n / 2]) / 2;
}

/* Hampel's filter by its definition. */
static struct ct_hampel slow_hampel(const struct drawn *d, size_t i)
{
    double window[MOST], distance[MOST];
    size_t n = 0;
    for (size_t k = 0; k < d->n; k++)
        if (labs(d->ordinal[k] - d->ordinal[i]) <= 3 && !isnan(d->x[k]))
            window[n++] = d->x[k];
    if (isnan(d->x[i]) || n < 3)
        return (struct ct_hampel){NAN, NAN, false};
    double m = sorted_median(window, n);
    for (size_t k = 0; k < n; k++)
        distance[k] = fabs(window[k] - m);
    double mad = 1.4826 * sorted_median(distance, n), off = fabs(d->x[i] - m);
    bool found = mad == 0 ? off > 0 && off > .5 * m : off > 3 * mad;
    return (struct ct_hampel){m, mad, found};
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

START_TEST(hampel_is_its_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct drawn d;
    size_t found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        draw(r, &d);
        for (size_t i = 0; i < d.n; i++) {
            struct ct_hampel fast = ct_hampel(d.x, d.ordinal, d.n, i);
            struct ct_hampel slow = slow_hampel(&d, i);
            ck_assert(same(fast.median, slow.median));
            ck_assert(same(fast.mad, slow.mad));
            ck_assert_int_eq(fast.found, slow.found);
            found += fast.found;
        }
    }
    ck_assert_uint_gt(found, 50);
    gsl_rng_free(r);
}
END_TEST

START_TEST(what_is_found_depends_on_neither_unit_nor_era)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct drawn d, e;
    double z[MOST], z_scaled[MOST], change[MOST], change_scaled[MOST];
    for (int round = 0; round < ROUNDS; round++) {
        draw(r, &d);
        e = d;
        for (size_t i = 0; i < d.n; i++) {
            e.x[i] *= 1024;
            e.ordinal[i] += 4000;
        }
        ct_modified_z(d.x, d.n, z);
        ct_modified_z(e.x, d.n, z_scaled);
        ct_log_changes(d.x, d.ordinal, d.n, change);
        ct_log_changes(e.x, e.ordinal, d.n, change_scaled);
        for (size_t i = 0; i < d.n; i++) {
            ck_assert(same(z[i], z_scaled[i]));
            ck_assert(same(change[i], change_scaled[i]));
            ck_assert_int_eq(ct_hampel(d.x, d.ordinal, d.n, i).found,
                             ct_hampel(e.x, e.ordinal, d.n, i).found);
        }
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(fences_are_those_of_type_7)
{
    const double x[] = {NAN, 1, 2, 3, 4, NAN};
    struct ct_fences f = ct_tukey_fences(x, 6);
    ck_assert_uint_eq(f.n, 4);
    ck_assert_double_eq(f.q1, 1.75);
    ck_assert_double_eq(f.q3, 3.25);
    ck_assert_double_eq(f.lower, -.5);
    ck_assert_double_eq(f.upper, 5.5);
    f = ct_tukey_fences(x, 4);
    ck_assert(isnan(f.q1) && isnan(f.upper) && f.n == 3);
    f = ct_tukey_fences(x, 0);
    ck_assert(isnan(f.lower) && f.n == 0);
}
END_TEST

START_TEST(modified_z_by_hand)
{
    const double x[] = {1e9 + 1, 1e9 + 2, NAN, 1e9 + 3, 1e9 + 40};
    const double tied[] = {5, 5, 5, 9, 1};
    double z[5];
    ct_modified_z(x, 5, z); /* median 2.5, distances 1.5 .5 .5 37.5 */
    ck_assert_double_eq(z[0], -.6745 * 1.5);
    ck_assert_double_eq(z[4], .6745 * 37.5);
    ck_assert(isnan(z[2]));
    ct_modified_z(tied, 5, z);
    ck_assert(isnan(z[3]));
    ct_modified_z(x, 2, z);
    ck_assert(isnan(z[0]) && isnan(z[1]));
}
END_TEST

START_TEST(changes_lie_between_neighbours)
{
    const double x[] = {10, 20, 0, 5, NAN, 5, 10, -1};
    const long ordinal[] = {1, 2, 3, 4, 5, 6, 8, 9};
    double change[8];
    ct_log_changes(x, ordinal, 8, change);
    ck_assert_double_eq(change[1], log(20) - log(10));
    for (size_t i = 0; i < 8; i++)
        ck_assert(i == 1 || isnan(change[i]));
}
END_TEST

START_TEST(digits_of_counts)
{
    double x[300];
    for (int i = 0; i < 300; i++)
        x[i] = 10 * (i + 1);
    struct ct_digits d = ct_last_digits(x, 300, 10);
    ck_assert_double_eq(d.whipple, 500);
    assert_near(d.myers, 90, 1e-12);
    assert_near(d.statistic, 2700, 1e-12);
    ck_assert_uint_eq(ct_last_digits(x, 300, 100).n, 291);
    ck_assert_ptr_nonnull(ct_last_digits(x, 49, 10).reason);
    ck_assert(isnan(ct_last_digits(x, 49, 10).p));
    ck_assert_ptr_null(ct_last_digits(x, 50, 10).reason);
    ck_assert_ptr_null(ct_benford(x, 300).reason);
    ck_assert_ptr_nonnull(strstr(ct_benford(x, 99).reason, "fewer than 100"));
    ck_assert_ptr_nonnull(strstr(ct_benford(x + 3, 297).reason, "100 times"));
    x[0] = 10.5;
    x[1] = -20;
    x[2] = NAN;
    ck_assert_uint_eq(ct_last_digits(x, 300, 10).n, 297);
    ck_assert_uint_eq(ct_benford(x, 300).n, 297);
}
END_TEST

/* Counts that follow Benford's law exactly are found to do so. */
START_TEST(powers_follow_benford)
{
    double x[1000];
    for (int i = 0; i < 1000; i++)
        x[i] = floor(100 * pow(10, i * 9 / 1000.0));
    struct ct_digits d = ct_benford(x, 1000);
    ck_assert_double_gt(d.p, .99);
    ck_assert_double_lt(d.mad, .002);
    ck_assert_double_lt(d.ks, .004);
}
END_TEST

static struct ct_panel *quality(const char *text, const char *option)
{
    struct ct_panel *r = tidy_result("quality", text, NULL, option, NULL);
    return r;
}

START_TEST(too_little_stays_empty)
{
    struct ct_panel *r = quality("area,time,value\nFRA,2001,5\nDEU,2001,\n"
                                 "ITA,2001,3\nITA,2002,4\n",
                                 NULL);
    ck_assert_double_eq(tidy_number(r, "outliers", "area", "FRA", "value"), 5);
    ck_assert(isnan(tidy_number(r, "outliers", "area", "FRA", "hampel")));
    ck_assert(isnan(tidy_number(r, "outliers", "area", "FRA", "tukey")));
    ck_assert(isnan(tidy_number(r, "outliers", "area", "DEU", "value")));
    ck_assert(isnan(tidy_number(r, "outliers", "area", "ITA", "modified_z")));
    ck_assert_str_eq(tidy_text(r, "tukey", "area", "ITA", "reason"),
                     "fewer than 4 changes");
    ck_assert_double_eq(tidy_number(r, "tukey", "area", "ITA", "n"), 1);
    ck_assert_str_eq(tidy_text(r, "digits", "test", "benford", "reason"),
                     "fewer than 100 counts above 0");
    ck_assert_double_eq(tidy_number(r, "digits", "test", "last-digit", "n"), 0);
    ck_assert_str_eq(tidy_text(r, "completeness", "area", "DEU", "from"), "");
    ck_assert_double_eq(tidy_number(r, "completeness", "area", "DEU", "share"),
                        0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_constant_has_no_outlier)
{
    struct ct_panel *r = quality("area,time,value\nFRA,2001,5\nFRA,2002,5\n"
                                 "FRA,2003,5\nFRA,2004,5\nFRA,2005,5\n",
                                 NULL);
    ck_assert_double_eq(tidy_number(r, "outliers", "time", "2003", "hampel"),
                        0);
    ck_assert_double_eq(tidy_number(r, "outliers", "time", "2003", "tukey"), 0);
    ck_assert(
        isnan(tidy_number(r, "outliers", "time", "2003", "iglewicz_hoaglin")));
    ck_assert_double_eq(tidy_number(r, "tukey", "area", "FRA", "lower"), 0);
    ct_panel_destroy(r);
}
END_TEST

static const char *const with_zero = "area,time,value,status\nFRA,2001,4,\n"
                                     "FRA,2002,0,\nFRA,2003,4,B\nFRA,2004,4,\n"
                                     "FRA,2006,8,\nFRA,2007,4,\n";

START_TEST(zeros_breaks_and_gaps)
{
    struct ct_panel *r = quality(with_zero, NULL);
    ck_assert_double_eq(tidy_number(r, "outliers", "time", "2002", "change"),
                        log(.5) - log(4));
    ck_assert(isnan(tidy_number(r, "outliers", "time", "2003", "change")));
    ck_assert(isnan(tidy_number(r, "outliers", "time", "2006", "change")));
    /* Two values before the break are too few. */
    ck_assert(isnan(tidy_number(r, "outliers", "time", "2001", "hampel")));
    ck_assert_double_eq(
        tidy_number(r, "outliers", "time", "2003", "hampel_median"), 4);
    ct_panel_destroy(r);
    r = quality(with_zero, "--across-breaks=ignore");
    ck_assert_double_eq(tidy_number(r, "outliers", "time", "2003", "change"),
                        log(4) - log(.5));
    ct_panel_destroy(r);
    r = quality(with_zero, "--zero=drop");
    ck_assert(isnan(tidy_number(r, "outliers", "time", "2002", "change")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_zero_can_be_refused)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(with_zero);
    ck_assert_ptr_null(
        tidy_analyze("quality", p, NULL, &err, "--zero=error", NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "is 0 at 2002, and --zero=error"));
    ct_panel_destroy(p);
}
END_TEST

START_TEST(completeness_counts_periods)
{
    struct ct_panel *r =
        quality("area,@vintage,time,value,status\nFRA,2021-09-15,2010,,O\n"
                "FRA,2021-09-15,2011,1,\nFRA,2021-09-15,2012,1,\n"
                "FRA,2021-09-15,2016,2,\nFRA,2021-09-15,2017,,Q\n"
                "FRA,2021-09-15,2018,2,\n",
                NULL);
    static const char *const cell[] = {"expected", "present", "suppressed",
                                       "longest_gap", "timeliness"};
    static const double want[] = {9, 4, 1, 3, 33};
    for (int i = 0; i < 5; i++)
        ck_assert_double_eq(
            tidy_number(r, "completeness", "area", "FRA", cell[i]), want[i]);
    assert_near(tidy_number(r, "completeness", "area", "FRA", "share"), 4. / 9,
                1e-15);
    ck_assert_str_eq(tidy_text(r, "completeness", "area", "FRA", "gap_from"),
                     "2013");
    ck_assert_str_eq(tidy_text(r, "completeness", "area", "FRA", "from"),
                     "2011");
    ct_panel_destroy(r);
}
END_TEST

/* Groups of areas are sums; the digits are those of countries. */
START_TEST(groups_have_no_digits)
{
    struct ct_panel *r = quality("area,time,value\nM49:150,2001,30\n"
                                 "FRA,2001,10\nDEU,2001,20\n",
                                 NULL);
    ck_assert_double_eq(tidy_number(r, "digits", "test", "last-digit", "n"), 2);
    ct_panel_destroy(r);
    r = quality("area,time,value\nM49:150,2001,30\n", NULL);
    ck_assert_double_eq(tidy_number(r, "digits", "test", "last-digit", "n"), 1);
    ct_panel_destroy(r);
    r = quality("area,unit,time,value\nFRA,RATE_100K,2001,30\n", NULL);
    ck_assert_double_eq(tidy_number(r, "digits", "test", "last-digit", "n"), 0);
    ct_panel_destroy(r);
}
END_TEST

Suite *quality_suite(void);
Suite *quality_suite(void)
{
    Suite *s = suite_create("quality");
    TCase *t = tcase_create("quality");
    tcase_add_test(t, hampel_is_its_slow_twin);
    tcase_add_test(t, what_is_found_depends_on_neither_unit_nor_era);
    tcase_add_test(t, fences_are_those_of_type_7);
    tcase_add_test(t, modified_z_by_hand);
    tcase_add_test(t, changes_lie_between_neighbours);
    tcase_add_test(t, digits_of_counts);
    tcase_add_test(t, powers_follow_benford);
    tcase_add_test(t, too_little_stays_empty);
    tcase_add_test(t, a_constant_has_no_outlier);
    tcase_add_test(t, zeros_breaks_and_gaps);
    tcase_add_test(t, a_zero_can_be_refused);
    tcase_add_test(t, completeness_counts_periods);
    tcase_add_test(t, groups_have_no_digits);
    suite_add_tcase(s, t);
    return s;
}
