/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method breaks: few values, gaps, constants, known breaks, units. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/number.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

/* Adds a series of one area from 2001 on: "." = missing, "_" = no row, a
 * number with B behind it begins a new basis. */
static void add_series(struct ct_buffer *data, const char *area,
                       const char *values)
{
    for (int year = 2001; *values; year++) {
        int length = (int)strcspn(values, " "), end = length;
        const char *status = values[length - 1] == 'B' ? "B" : "";
        end -= *status ? 1 : 0;
        if (*values != '_')
            ct_buffer_printf(data, "%s,%d,%.*s,%s\n", area, year,
                             *values == '.' ? 0 : end, values, status);
        values += length + (values[length] == ' ');
    }
}

static struct ct_panel *run_text(const char *text, const char *first,
                                 const char *second, struct ct_error *err)
{
    return tidy_try("breaks", text, NULL, err, first, second, NULL);
}

static struct ct_panel *run(const char *values, const char *first,
                            const char *second)
{
    struct ct_error err = {0};
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value,status\n");
    add_series(&data, "FRA", values);
    struct ct_panel *r = run_text(data.data, first, second, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ct_buffer_clear(&data);
    return r;
}

static const char *note(const struct ct_panel *r)
{
    return tidy_text(r, "models", "area", "FRA", "note");
}

static void assert_note(const struct ct_panel *r, const char *text)
{
    ck_assert_msg(strstr(note(r), text) != NULL, "%s", note(r));
}

static size_t rows(const struct ct_panel *r, const char *table)
{
    return ct_panel_table(r, table)->n_rows;
}

static double test_of(const struct ct_panel *r, const char *test,
                      const char *column)
{
    return tidy_number(r, "tests", "test", test, column);
}

/* The number of breaks of the model selected, or -1. */
static double selected(const struct ct_panel *r)
{
    const struct ct_table *t = ct_panel_table(r, "models");
    const double *is = t->columns[ct_table_find(t, "selected")].number;
    const double *m = t->columns[ct_table_find(t, "breaks")].number;
    for (size_t i = 0; i < t->n_rows; i++)
        if (is[i] == 1)
            return m[i];
    return -1;
}

#define STEP "5 6 5 4 5 6 5 5 4 6 15 16 15 14 15 16 15 15 14 16"

START_TEST(few_values)
{
    static const char *const series[] = {".", "5", "5 6", "5 6 7"};
    for (int i = 0; i < 4; i++) {
        struct ct_panel *r = run(series[i], NULL, NULL);
        ck_assert_uint_eq(rows(r, "models"), 1);
        ck_assert_uint_eq(rows(r, "tests"), 5);
        ck_assert_uint_eq(rows(r, "breaks"), 0);
        ck_assert_double_eq(selected(r), -1);
        ck_assert(isnan(test_of(r, "supf", "p")));
        ck_assert(isnan(test_of(r, "ols-cusum", "p")) == (i < 3));
        assert_note(r, "no search for breaks: segments of h = 0 values");
        ct_panel_destroy(r);
    }
    struct ct_panel *r = run(STEP, "--regressors=trend", "--trim=2");
    assert_note(r, "h = 2 values are too short for q = 2 coefficients (n = "
                   "20)");
    ck_assert(isfinite(test_of(r, "rec-cusum", "p")));
    ct_panel_destroy(r);
    r = run(STEP, "--trim=11", NULL);
    assert_note(r, "n = 20 values hold no two segments of h = 11 (q = 1)");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_step)
{
    struct ct_panel *r = run(STEP, NULL, NULL);
    ck_assert_double_eq(selected(r), 1);
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "time"), "2010");
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "first_new"),
                     "2011");
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "lower"), "2009");
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "upper"), "2011");
    ck_assert_str_eq(tidy_text(r, "tests", "test", "supf", "time"), "2010");
    ck_assert_str_eq(tidy_text(r, "segments", "to", "2010", "from"), "2001");
    assert_near(tidy_number(r, "segments", "to", "2010", "intercept"), 5.1,
                1e-14);
    ck_assert(isnan(tidy_number(r, "segments", "to", "2010", "slope")));
    ck_assert(test_of(r, "supf", "p") < 1e-10);
    assert_note(r, "fewer than 30 values");
    ct_panel_destroy(r);
}
END_TEST

static void assert_fitted(const struct ct_panel *r, const char *period,
                          double fitted, double observed, unsigned status)
{
    struct ct_obs o = tidy_obs(r, "area", "FRA", period);
    assert_near(o.x[CT_VALUE], fitted, 1e-14);
    if (isnan(observed))
        ck_assert(isnan(o.x[CT_OBSERVED]));
    else
        ck_assert_double_eq(o.x[CT_OBSERVED], observed);
    ck_assert_uint_eq(o.status, status);
}

/* The panel has the mean or the line of each regime, beside what was
 * observed. */
START_TEST(what_is_fitted)
{
    struct ct_panel *r = run("5 6 . 4 5 6 5 5 4 6 . _ 15 16 15 14 15 16 15 15 "
                             "14 16",
                             NULL, NULL);
    double mean = tidy_number(r, "segments", "to", "2010", "intercept");
    ck_assert_uint_eq(r->n_obs, 21);
    assert_fitted(r, "2001", mean, 5, 0);
    assert_fitted(r, "2003", mean, NAN, CT_STATUS_IMPUTED);
    assert_fitted(r, "2010", mean, 6, 0);
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "2011").x[CT_VALUE]));
    assert_fitted(r, "2013",
                  tidy_number(r, "segments", "to", "2022", "intercept"), 15, 0);
    ct_panel_destroy(r);
    r = run("2 4 6 . 10 12 30 29 28 27 26 25", "--regressors=trend",
            "--trim=3");
    ck_assert_double_eq(selected(r), 1);
    assert_fitted(r, "2001", 2, 2, 0);
    assert_fitted(r, "2004", 8, NAN, CT_STATUS_IMPUTED);
    assert_fitted(r, "2006", 12, 12, 0);
    assert_fitted(r, "2007", 30, 30, 0);
    assert_fitted(r, "2012", 25, 25, 0);
    ct_panel_destroy(r);
}
END_TEST

/* Where no breaks can be looked for, the model without breaks. */
START_TEST(what_is_fitted_to_few_values)
{
    struct ct_panel *r = run(". 5 . 7", NULL, NULL);
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "2001").x[CT_VALUE]));
    assert_fitted(r, "2002", 6, 5, 0);
    assert_fitted(r, "2003", 6, NAN, CT_STATUS_IMPUTED);
    assert_fitted(r, "2004", 6, 7, 0);
    ct_panel_destroy(r);
    r = run("5", "--regressors=trend", NULL);
    assert_fitted(r, "2001", 5, 5, 0);
    ct_panel_destroy(r);
    r = run("5 7 9", "--regressors=trend", NULL);
    assert_fitted(r, "2003", 9, 9, 0);
    ct_panel_destroy(r);
    r = run(". .", NULL, NULL);
    ck_assert_uint_eq(r->n_obs, 0);
    ct_panel_destroy(r);
    r = run("1e200 2e200 1e200", NULL, NULL);
    ck_assert_uint_eq(r->n_obs, 0);
    ct_panel_destroy(r);
}
END_TEST

/* The line of each segment at its first period, and its slope a year. */
START_TEST(a_kink)
{
    struct ct_panel *r =
        run("10 11.1 11.9 13 14.1 14.9 16 17.1 17.9 19 30 28.1 25.9 24 22.1 "
            "19.9 18 16.1 13.9 12",
            "--regressors=trend", "--max-breaks=1");
    ck_assert_double_eq(selected(r), 1);
    ck_assert_uint_eq(rows(r, "models"), 2);
    assert_near(tidy_number(r, "segments", "from", "2011", "slope"), -2, 0.01);
    assert_near(tidy_number(r, "segments", "from", "2011", "intercept"), 30,
                0.01);
    ct_panel_destroy(r);
    r = run(STEP, "--max-breaks=50", NULL);
    assert_note(r, "at most 5 breaks are tried with h = 3, n = 20, q = 1");
    ck_assert_uint_eq(rows(r, "models"), 6);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(constants)
{
    static const char *const same[] = {
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        "0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3 0.3"};
    for (int i = 0; i < 2; i++) {
        struct ct_panel *r = run(same[i], NULL, NULL);
        ck_assert_double_eq(selected(r), 0);
        ck_assert(isnan(test_of(r, "supf", "statistic")));
        ck_assert(isnan(test_of(r, "avef", "p")));
        ck_assert(isnan(test_of(r, "expf", "p")));
        ck_assert(isnan(test_of(r, "ols-cusum", "p")));
        ck_assert(isnan(test_of(r, "rec-cusum", "p")));
        assert_note(r, "the fit without breaks is exact");
        ct_panel_destroy(r);
    }
    struct ct_panel *r = run("0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1 1.1 1.2 "
                             "1.3 1.4 1.5 1.6 1.7 1.8 1.9 2",
                             "--regressors=trend", NULL);
    ck_assert_double_eq(selected(r), 0);
    ck_assert(isnan(test_of(r, "supf", "statistic")));
    ct_panel_destroy(r);
    /* A regime without variance has no limits. */
    r = run("0 0 0 0 0 0 0 0 0 0 7 9 8 7 9 8 6 9 8 7", NULL, NULL);
    ck_assert_double_eq(selected(r), 1);
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "lower"), "");
    assert_note(r, "no limits for break 1");
    ct_panel_destroy(r);
}
END_TEST

/* Missing periods are left out; a break between 2010 and 2013 is so named. */
START_TEST(gaps)
{
    struct ct_panel *r = run("5 6 . 4 5 6 5 5 4 6 . _ 15 16 15 14 15 16 15 15 "
                             "14 16",
                             NULL, NULL);
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "time"), "2010");
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "first_new"),
                     "2013");
    ck_assert_double_eq(tidy_number(r, "models", "area", "FRA", "n"), 19);
    ck_assert_double_eq(tidy_number(r, "models", "area", "FRA", "missing"), 3);
    assert_note(r, "gaps");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_known_break)
{
    struct ct_panel *r = run(STEP, "--at=2010", NULL);
    ck_assert_uint_eq(rows(r, "tests"), 6);
    ck_assert_str_eq(tidy_text(r, "tests", "test", "chow", "time"), "2010");
    assert_near(test_of(r, "chow", "statistic"),
                test_of(r, "supf", "statistic"), 1e-10);
    ct_panel_destroy(r);
    r = run(STEP, "--at=2020", NULL);
    ck_assert(isnan(test_of(r, "chow", "p")));
    assert_note(r, "chow: 20 values up to 2020 and 0 after it, too few for q "
                   "= 1");
    ct_panel_destroy(r);
    /* A month in 2010 does not have all of 2010 before it. */
    r = run(STEP, "--at=2010-06", NULL);
    ck_assert_str_eq(tidy_text(r, "tests", "test", "chow", "time"), "2009");
    ct_panel_destroy(r);
}
END_TEST

/* A break that the publisher tells cuts the series, unless told not to. */
START_TEST(a_break_told_by_the_publisher)
{
#define TOLD "5 6 5 4 5 6 5 5 4 6 15B 16 15 14 15 16 15 15 14 16"
    struct ct_panel *r = run(TOLD, "--at=2010", NULL);
    ck_assert_uint_eq(rows(r, "breaks"), 0);
    assert_note(r, "--across-breaks=ignore takes the parts as one series");
    ct_panel_destroy(r);
    r = run(TOLD, "--at=2010", "--across-breaks=ignore");
    ck_assert_double_eq(selected(r), 1);
    ck_assert(test_of(r, "chow", "p") < 1e-10);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(bad_options)
{
    static const struct {
        const char *option, *text;
    } bad[] = {{"--at=soon", "--at: "},
               {"--trim=2.5", "--trim is a share below 1 or a whole number"},
               {"--at=2010-13", "--at: "}};
    for (int i = 0; i < 3; i++) {
        struct ct_error err = {0};
        ck_assert_ptr_null(run_text("area,time,value\nFRA,2001,1\n",
                                    bad[i].option, NULL, &err));
        ck_assert_int_eq(err.code, CT_EUSAGE);
        ck_assert_msg(strstr(err.text, bad[i].text) != NULL, "%s", err.text);
    }
}
END_TEST

/* Three areas with forty years of noise and two steps, times factor, plus
 * offset, from a year on. */
static struct ct_panel *run_noise(const char *regressors, double factor,
                                  double offset, int year)
{
    struct ct_error err = {0};
    struct ct_buffer data = {0};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    ct_buffer_text(&data, "area,unit,time,value\n");
    for (int area = 0; area < 3; area++)
        for (int i = 0; i < 40; i++) {
            char text[CT_NUMBER_MAX];
            double y = round(64 * (20 + gsl_ran_gaussian(r, 1.5) +
                                   (i > 11 ? 5 : 0) - (i > 27 ? 4 : 0))) /
                       64;
            ct_number_format(factor * y + offset, text);
            ct_buffer_printf(&data, "%s,INDEX,%d,%s\n",
                             area == 0   ? "FRA"
                             : area == 1 ? "DEU"
                                         : "ITA",
                             year + i, text);
        }
    struct ct_panel *out = run_text(data.data, regressors, NULL, &err);
    ck_assert_msg(out != NULL, "%s", err.text);
    gsl_rng_free(r);
    ct_buffer_clear(&data);
    return out;
}

/* Compares a column of a table. */
static void assert_alike(const struct ct_panel *a, const struct ct_panel *b,
                         const char *table, const char *column,
                         double tolerance)
{
    const struct ct_table *x = ct_panel_table(a, table),
                          *y = ct_panel_table(b, table);
    long c = ct_table_find(x, column);
    ck_assert_uint_eq(x->n_rows, y->n_rows);
    ck_assert(x->n_rows > 0);
    for (size_t i = 0; i < x->n_rows; i++)
        if (x->columns[c].is_text)
            ck_assert_str_eq(x->columns[c].text[i], y->columns[c].text[i]);
        else
            assert_near(x->columns[c].number[i], y->columns[c].number[i],
                        tolerance);
}

/* Another unit or level moves no break and no test. */
START_TEST(units_and_levels_change_nothing)
{
    static const char *const kind[] = {"--regressors=mean",
                                       "--regressors=trend"};
    for (int i = 0; i < 2; i++) {
        struct ct_panel *a = run_noise(kind[i], 1, 0, 1960);
        struct ct_panel *b = run_noise(kind[i], 1024, 0, 1960);
        struct ct_panel *c = run_noise(kind[i], 1, 1e9, 1960);
        struct ct_panel *d = run_noise(kind[i], 1, 0, 1460);
        struct ct_panel *same[] = {b, c, d};
        for (int k = 0; k < 3; k++) {
            assert_alike(a, same[k], "tests", "statistic", 1e-11);
            assert_alike(a, same[k], "tests", "p_adjusted", 1e-8);
            assert_alike(a, same[k], "models", "selected", 0);
            if (k == 2)
                continue;
            assert_alike(a, same[k], "partitions", "time", 0);
            assert_alike(a, same[k], "breaks", "lower", 0);
            assert_alike(a, same[k], "breaks", "upper", 0);
        }
        assert_alike(a, c, "models", "bic", 1e-11);
        assert_alike(a, d, "models", "bic", 1e-11);
        ct_panel_destroy(a);
        ct_panel_destroy(b);
        ct_panel_destroy(c);
        ct_panel_destroy(d);
    }
}
END_TEST

/* Each test is adjusted over the areas by itself. */
START_TEST(p_is_adjusted_over_series)
{
    struct ct_panel *r = run_noise(NULL, 1, 0, 1960);
    const struct ct_table *t = ct_panel_table(r, "tests");
    const double *p = t->columns[ct_table_find(t, "p")].number;
    const double *q = t->columns[ct_table_find(t, "p_adjusted")].number;
    char **test = t->columns[ct_table_find(t, "test")].text;
    for (size_t i = 0; i < t->n_rows; i++) {
        double most = 0, want = 1;
        size_t n = 0;
        for (size_t k = 0; k < t->n_rows; k++)
            if (strcmp(test[k], test[i]) == 0 && p[k] > most)
                most = p[k];
        for (size_t k = 0; k < t->n_rows; k++) {
            if (strcmp(test[k], test[i]) != 0 || p[k] < p[i])
                continue;
            n = 0;
            for (size_t l = 0; l < t->n_rows; l++)
                n += strcmp(test[l], test[i]) == 0 && p[l] <= p[k];
            want = fmin(want, 3 * p[k] / (double)n);
        }
        assert_near(q[i], want, 1e-14);
        ck_assert(q[i] <= most);
    }
    ct_panel_destroy(r);
}
END_TEST

START_TEST(values_that_cannot_be_squared)
{
    struct ct_panel *r = run("1e200 2e200 1e200 3e200 5e200 1e200 2e200 1e200 "
                             "3e200 5e200 1e200 2e200 1e200 3e200 5e200",
                             NULL, NULL);
    ck_assert_double_eq(selected(r), -1);
    assert_note(r, "too large to be squared");
    ct_panel_destroy(r);
}
END_TEST

/* strucchange puts the lower limit a period before the first. */
START_TEST(limits_end_with_the_series)
{
    struct ct_panel *r =
        run("1 18 10 15 31 18 16 36 19 31 38 36 11 31 15 27 31 38 18 33", NULL,
            NULL);
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "lower"), "2001");
    ck_assert_str_eq(tidy_text(r, "breaks", "area", "FRA", "upper"), "2006");
    assert_note(r, "limits of a break end with the series");
    ct_panel_destroy(r);
}
END_TEST

/* Slopes are per year whatever the period; a year as --at ends with its last
 * month or quarter. */
START_TEST(months_and_quarters)
{
    static const struct {
        const char *mark, *last, *from;
        int per_year;
    } kind[] = {{"", "2002-12", "2003-01", 12}, {"Q", "2002-Q4", "2003-Q1", 4}};
    for (int k = 0; k < 2; k++) {
        struct ct_error err = {0};
        struct ct_buffer data = {0};
        ct_buffer_text(&data, "area,time,value\n");
        for (int i = 0; i < 48; i++) {
            int year = 2001 + i / kind[k].per_year;
            int value = 100 + (year < 2003 ? 2 * i : 300 - 3 * i);
            ct_buffer_printf(&data, "FRA,%d-%s%0*d,%d\n", year, kind[k].mark,
                             k == 0 ? 2 : 1, i % kind[k].per_year + 1,
                             value + i % 2);
        }
        struct ct_panel *r =
            run_text(data.data, "--regressors=trend", "--at=2002", &err);
        ck_assert_msg(r != NULL, "%s", err.text);
        ck_assert_str_eq(tidy_text(r, "tests", "test", "chow", "time"),
                         kind[k].last);
        assert_near(tidy_number(r, "segments", "from", kind[k].from, "slope"),
                    -3.0 * kind[k].per_year, 0.02);
        assert_note(r, "seasonal swings are not modelled");
        ct_panel_destroy(r);
        ct_buffer_clear(&data);
    }
}
END_TEST

/* Twenty values of noise in which BIC sees a break. */
START_TEST(chance_is_told)
{
    struct ct_panel *r =
        run("20 36 54 46 58 47 53 43 53 40 19 51 35 19 20 16 41 57 40 54", NULL,
            NULL);
    ck_assert(selected(r) > 0);
    ck_assert(test_of(r, "supf", "p") > 0.05);
    assert_note(r, "supf does not reject a series without breaks");
    ct_panel_destroy(r);
    r = run(STEP, NULL, NULL);
    ck_assert_ptr_null(strstr(note(r), "supf"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(correlated_residuals_are_told)
{
    struct ct_panel *r = run("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 "
                             "20",
                             "--max-breaks=1", NULL);
    assert_note(r, "residuals are correlated (0.");
    ct_panel_destroy(r);
}
END_TEST

Suite *breaks_method_suite(void);
Suite *breaks_method_suite(void)
{
    Suite *s = suite_create("breaks_method");
    TCase *t = tcase_create("breaks_method");
    tcase_add_test(t, few_values);
    tcase_add_test(t, a_step);
    tcase_add_test(t, what_is_fitted);
    tcase_add_test(t, what_is_fitted_to_few_values);
    tcase_add_test(t, a_kink);
    tcase_add_test(t, constants);
    tcase_add_test(t, gaps);
    tcase_add_test(t, a_known_break);
    tcase_add_test(t, a_break_told_by_the_publisher);
    tcase_add_test(t, bad_options);
    tcase_add_test(t, units_and_levels_change_nothing);
    tcase_add_test(t, p_is_adjusted_over_series);
    tcase_add_test(t, values_that_cannot_be_squared);
    tcase_add_test(t, limits_end_with_the_series);
    tcase_add_test(t, months_and_quarters);
    tcase_add_test(t, chance_is_told);
    tcase_add_test(t, correlated_residuals_are_told);
    suite_add_tcase(s, t);
    return s;
}
