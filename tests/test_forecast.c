/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method forecast: few values, gaps, breaks, zeros, files of parameters. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

/* Adds a series of one area from 2001 on: "." = missing, "_" = no row, a
 * number with a letter behind it has that status. */
static void add_series(struct ct_buffer *data, const char *area,
                       const char *values)
{
    for (int year = 2001; *values; year++) {
        int length = (int)strcspn(values, " "), digits = length;
        if (values[length - 1] >= 'A' && values[length - 1] <= 'Z')
            digits--;
        if (*values != '_')
            ct_buffer_printf(data, "%s,%d,%.*s,%.*s\n", area, year,
                             *values == '.' ? 0 : digits, values,
                             length - digits, values + digits);
        values += length + (values[length] == ' ');
    }
}

static struct ct_panel *run_text(const char *text, const char *first,
                                 const char *second, struct ct_error *err)
{
    return tidy_try("forecast", text, NULL, err, first, second, NULL);
}

static struct ct_panel *try(const char *values, const char *first,
                            const char *second, struct ct_error *err)
{
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value,status\n");
    add_series(&data, "FRA", values);
    struct ct_panel *r = run_text(data.data, first, second, err);
    ct_buffer_clear(&data);
    return r;
}

static struct ct_panel *run(const char *values, const char *first,
                            const char *second)
{
    struct ct_error err = {0};
    struct ct_panel *r = try(values, first, second, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    return r;
}

static void assert_note(const struct ct_panel *r, const char *text)
{
    const char *note = tidy_text(r, "models", "area", "FRA", "note");
    ck_assert_msg(strstr(note, text) != NULL, "%s", note);
}

static size_t rows(const struct ct_panel *r, const char *table)
{
    return ct_panel_table(r, table)->n_rows;
}

static const char *selected(const struct ct_panel *r)
{
    const struct ct_table *t = ct_panel_table(r, "models");
    const double *is = t->columns[ct_table_find(t, "selected")].number;
    for (size_t i = 0; i < t->n_rows; i++)
        if (is[i] == 1)
            return t->columns[ct_table_find(t, "model")].text[i];
    return "";
}

static double value_at(const struct ct_panel *r, const char *period)
{
    struct ct_obs o = tidy_obs(r, "area", "FRA", period);
    ck_assert_uint_eq(o.status, CT_STATUS_FORECAST);
    ck_assert(!(o.x[CT_LOWER] > o.x[CT_VALUE]));
    ck_assert(!(o.x[CT_UPPER] < o.x[CT_VALUE]));
    return o.x[CT_VALUE];
}

#define TWELVE "10 12 11 13 12 14 13 15 14 16 15 17"

START_TEST(few_values)
{
    static const char *const none[] = {".", "5", "5 6", "5 5 5 5 5 5 5 5 5"};
    static const char *const why[] = {"no values", "a single value",
                                      "2 values; drift needs 3",
                                      "all values are equal"};
    for (int i = 0; i < 4; i++) {
        struct ct_panel *r = run(none[i], NULL, NULL);
        ck_assert_uint_eq(r->n_obs, 0);
        ck_assert_uint_eq(rows(r, "models"), 1);
        ck_assert_str_eq(selected(r), "");
        assert_note(r, why[i]);
        ct_panel_destroy(r);
    }
    struct ct_panel *r = run("1 3 4 8 7", NULL, NULL);
    ck_assert_str_eq(selected(r), "drift");
    assert_near(value_at(r, "2007"), 10, 1e-15);
    assert_note(r, "fewer than 8 values: drift only");
    assert_near(tidy_number(r, "parameters", "parameter", "drift", "value"),
                1.5, 1e-15);
    ct_panel_destroy(r);
    r = run("1 3 4 8 7 6 5 6 7", "--model=AAdN", "--horizon=2");
    ck_assert_uint_eq(r->n_obs, 2);
    ct_panel_destroy(r);
    r = run("1 3 4 8 7 6 5", "--model=AAdN", NULL);
    assert_note(r, "7 values; AAdN needs 8");
    ck_assert_str_eq(tidy_text(r, "models", "area", "FRA", "model"), "AAdN");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(chooses)
{
    struct ct_panel *r = run(TWELVE, NULL, NULL);
    ck_assert_uint_eq(rows(r, "models"), 4);
    ck_assert_uint_eq(r->n_obs, 5);
    ck_assert_uint_eq(rows(r, "history"), 12);
    ck_assert_uint_eq(rows(r, "checks"), 2);
    const struct ct_table *t = ct_panel_table(r, "models");
    const double *aicc = t->columns[ct_table_find(t, "aicc")].number;
    double best = tidy_number(r, "models", "model", selected(r), "aicc");
    for (size_t i = 0; i < t->n_rows; i++)
        ck_assert(aicc[i] >= best);
    ck_assert_str_eq(tidy_text(r, "models", "model", "ANN", "to"), "2012");
    ck_assert_str_eq(tidy_text(r, "parameters", "parameter", "l", "model"),
                     selected(r));
    ck_assert_int_eq(ct_panel_find_key(r, "component"), -1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(only_what_was_observed)
{
    struct ct_panel *a = run(TWELVE, NULL, NULL);
    struct ct_panel *b = run(". _ " TWELVE " . 99F _ 99F", NULL, NULL);
    assert_near(tidy_obs(b, "area", "FRA", "2015").x[CT_VALUE],
                tidy_obs(a, "area", "FRA", "2013").x[CT_VALUE], 1e-15);
    ck_assert_double_eq(tidy_number(b, "models", "model", "ANN", "missing"), 6);
    ct_panel_destroy(b);
    b = run("10 12 . 13 12 14 13 15 14 16 15 17", NULL, NULL);
    ck_assert_uint_eq(b->n_obs, 0);
    assert_note(b, "no value at 2003: a forecast takes a series without gaps");
    ct_panel_destroy(b);
    b = run("10 12 _ 13 12 14 13 15 14 16 15 17", NULL, NULL);
    assert_note(b, "no value at 2003");
    ct_panel_destroy(b);
    b = run("10 12 _ 13 12 14 13 15 14 16 15 17", "--fill=linear", NULL);
    ck_assert_uint_eq(b->n_obs, 5);
    ct_panel_destroy(b);
    ct_panel_destroy(a);
}
END_TEST

START_TEST(breaks)
{
    struct ct_panel *r =
        run("50 51 52 53 10B 12 11 13 12 14 13 15 14 16 15 17", NULL, NULL);
    struct ct_panel *a = run(TWELVE, NULL, NULL);
    assert_near(value_at(r, "2017"), value_at(a, "2013"), 1e-15);
    assert_note(r, "since the break, from 2005; 4 before it are not used");
    ck_assert_uint_eq(rows(r, "history"), 16);
    ck_assert(isnan(tidy_number(r, "history", "time", "2004", "fitted")));
    ck_assert_str_eq(tidy_text(r, "history", "time", "2005", "status"), "B");
    ct_panel_destroy(r);
    r = run("50 51 52 53 10B 12 11 13 12 14 13 15 14 16 15 17",
            "--across-breaks=ignore", NULL);
    ck_assert_double_eq(tidy_number(r, "models", "model", "ANN", "n"), 16);
    ct_panel_destroy(r);
    ct_panel_destroy(a);
}
END_TEST

START_TEST(never_below_zero)
{
    const char *falling = "90 60 50 30 20 15 9 6 0 3 2 1";
    struct ct_panel *r = run(falling, "--model=AAN", NULL);
    assert_note(r, "limits or forecasts below 0");
    ct_panel_destroy(r);
    r = run(falling, "--nonneg", NULL);
    ck_assert_uint_eq(rows(r, "models"), 3);
    assert_note(r, "zero counts taken as 0.5");
    for (size_t i = 0; i < r->n_obs; i++)
        ck_assert(r->column[CT_LOWER][i] > 0);
    ct_panel_destroy(r);
    r = run(falling, "--nonneg", "--zero=drop");
    assert_note(r, "no logarithm of the value at 2009");
    ct_panel_destroy(r);
    struct ct_error err = {0};
    ck_assert_ptr_null(try(falling, "--nonneg", "--zero=error", &err));
    ck_assert_str_eq(err.text, "area=FRA measure=offences unit=NUMBER: no "
                               "logarithm of the value at 2009");
    ck_assert_ptr_null(try(falling, "--nonneg", "--model=MAdN", &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    r = run(falling, "--model=MAdN", NULL);
    assert_note(r, "MAdN takes values above 0 only");
    ct_panel_destroy(r);
}
END_TEST

/* A line is known without errors, and so are its limits not. */
START_TEST(exact_fit)
{
    struct ct_panel *r = run("1 2 3 4 5 6 7 8 9 10", NULL, NULL);
    assert_near(value_at(r, "2013"), 13, 1e-9);
    assert_note(r, "the fit is exact");
    ct_panel_destroy(r);
    r = run("1000000001 1000000002 1000000003 1000000004 1000000005",
            "--model=drift", NULL);
    assert_near(value_at(r, "2007"), 1000000007, 1e-15);
    assert_note(r, "the fit is exact");
    ct_panel_destroy(r);
}
END_TEST

/* Four years of quarters or months, level and season. */
static struct ct_panel *run_season(int per_year, int n, const char *option)
{
    struct ct_error err = {0};
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value\n");
    for (int t = 0; t < n; t++)
        ct_buffer_printf(
            &data, per_year == 12 ? "FRA,%d-%02d,%d\n" : "FRA,%d-Q%d,%d\n",
            2001 + t / per_year, t % per_year + 1,
            100 + t + (t * 7919 % 11) + (t % per_year ? 0 : 40));
    struct ct_panel *r = run_text(data.data, option, NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ct_buffer_clear(&data);
    return r;
}

START_TEST(seasons)
{
    struct ct_panel *r = run_season(4, 32, NULL);
    ck_assert_uint_eq(rows(r, "models"), 8);
    ck_assert_uint_eq(r->n_obs, 4);
    ck_assert_int_ne(strchr("AM", selected(r)[strlen(selected(r)) - 1]) == NULL,
                     1);
    ck_assert(value_at(r, "2009-Q1") > value_at(r, "2009-Q2") + 20);
    ct_panel_destroy(r);
    r = run_season(12, 48, NULL);
    ck_assert_uint_eq(r->n_obs, 12);
    ck_assert(value_at(r, "2005-01") > value_at(r, "2005-02") + 20);
    ct_panel_destroy(r);
    r = run_season(12, 20, NULL);
    assert_note(r, "too few values for a model with a season");
    ct_panel_destroy(r);
    r = run_season(12, 5, NULL);
    assert_note(r, "seasonal swings are not modelled");
    ct_panel_destroy(r);
    r = run(TWELVE, "--model=ANA", NULL);
    assert_note(r, "ANA: years have no season");
    ct_panel_destroy(r);
}
END_TEST

/* Runs with a file of parameters of that text; *err says what came of it. */
static struct ct_panel *given(const char *text, const char *model,
                              struct ct_error *err)
{
    char *path = ct_xasprintf("%s/parameters.csv", TESTS_BUILD);
    char *option = ct_xasprintf("--parameters=%s", path);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    struct ct_panel *r = try(TWELVE, model, option, err);
    remove(path);
    free(path);
    free(option);
    return r;
}

static void assert_refused(const char *text, const char *model, const char *why)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(given(text, model, &err));
    ck_assert_msg(strstr(err.text, why) != NULL, "%s", err.text);
}

START_TEST(parameters)
{
    struct ct_error err = {0};
    struct ct_panel *r =
        given("parameter,value\nl,10\nalpha,0.5\n", "--model=ANN", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    double level = 10;
    static const double y[] = {10, 12, 11, 13, 12, 14, 13, 15, 14, 16, 15, 17};
    for (int i = 0; i < 12; i++)
        level += 0.5 * (y[i] - level);
    assert_near(value_at(r, "2013"), level, 1e-15);
    ck_assert_str_eq(selected(r), "ANN");
    ck_assert_ptr_null(strstr(tidy_text(r, "models", "area", "FRA", "note"),
                              "outside the usual region"));
    ct_panel_destroy(r);
    r = given("parameter,value\nl,10\nalpha,2.5\n", "--model=ANN", &err);
    assert_note(r, "outside the usual region");
    ct_panel_destroy(r);
    r = given("parameter,value\nl,10\nalpha,.5\ngamma,.1\ns1,1\ns2,-1\n",
              "--model=ANA", &err);
    assert_note(r, "the parameters have 2 seasons, the series 1");
    ct_panel_destroy(r);
    assert_refused("parameter,value\nalpha,0.5\n", "--model=ANN",
                   "parameter 'l' is missing");
    assert_refused("parameter,value\nl,1\nl,2\n", "--model=ANN",
                   "parameter 'l' is there twice");
    assert_refused("parameter,value\nb,1\n", "--model=ANN",
                   "no parameter 'b' in the model");
    assert_refused("parameter,value\nl,x\n", "--model=ANN", "'x'");
    assert_refused("name,value\nl,1\n", "--model=ANN",
                   "no columns 'parameter' and 'value'");
    assert_refused("parameter,value\nl,10\nalpha,.5\ngamma,.1\n", "--model=ANA",
                   "parameter 's1' is missing");
    assert_refused("parameter,value\nl,10\nalpha,.5\ngamma,.1\ns2,1\n",
                   "--model=ANA", "parameter 's1' is missing");
    assert_refused("parameter,value\nl,1\n", "--model=auto",
                   "--parameters goes with a model");
    assert_refused("parameter,value\nl,1\n", "--model=drift",
                   "--parameters goes with a model");
}
END_TEST

/* Many series: each as if it were alone, whatever stands beside it. */
START_TEST(each_by_itself)
{
    struct ct_error err = {0};
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value,status\n");
    add_series(&data, "DEU", "30 31 29 33 40 38 36 41 45 43 42 47");
    add_series(&data, "FRA", TWELVE);
    add_series(&data, "USA", "5 . 6");
    struct ct_panel *all = run_text(data.data, "--model=MAdN", NULL, &err);
    struct ct_panel *one = run(TWELVE, "--model=MAdN", NULL);
    ck_assert_ptr_nonnull(all);
    for (int year = 2013; year < 2018; year++) {
        char when[CT_PERIOD_MAX];
        snprintf(when, sizeof when, "%d", year);
        struct ct_obs a = tidy_obs(all, "area", "FRA", when);
        struct ct_obs b = tidy_obs(one, "area", "FRA", when);
        ck_assert_mem_eq(&a, &b, sizeof a);
    }
    ck_assert(strstr(tidy_text(all, "models", "area", "USA", "note"),
                     "no value at 2002") != NULL);
    ct_panel_destroy(all);
    ct_panel_destroy(one);
    ct_buffer_clear(&data);
}
END_TEST

/* What cannot be squared is refused or forecast, but never runs away. */
START_TEST(extremes)
{
    static const char *const sizes[] = {"e200", "e-200", "e-308"};
    for (int i = 0; i < 3; i++) {
        struct ct_buffer values = {0};
        for (int t = 0; t < 12; t++)
            ct_buffer_printf(&values, "%s%d%s", t ? " " : "", 2 + t * 7919 % 7,
                             sizes[i]);
        struct ct_panel *r = run(values.data, NULL, NULL);
        for (size_t k = 0; k < r->n_obs; k++)
            ck_assert(isfinite(r->column[CT_VALUE][k]));
        ck_assert_uint_ge(rows(r, "models"), 1);
        ct_panel_destroy(r);
        ct_buffer_clear(&values);
    }
}
END_TEST

/* Nothing lies after the year 9999. */
START_TEST(end_of_time)
{
    struct ct_error err = {0};
    struct ct_panel *r = run_text("area,time,value\nFRA,9994,1\nFRA,9995,4\n"
                                  "FRA,9996,3\nFRA,9997,5\n",
                                  "--model=drift", NULL, &err);
    ck_assert_uint_eq(r->n_obs, 2);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(warns_of_errors)
{
    struct ct_panel *r =
        run("5 6 5 7 6 5 6 40 6 5 7 5 6 5 6 7 5 6 7 5", "--model=ANN", NULL);
    assert_note(r, "errors are not normal (p below 0.001): limits are "
                   "rough");
    ck_assert(tidy_number(r, "checks", "test", "ljung-box", "p") > 0.05);
    ck_assert_double_eq(tidy_number(r, "checks", "test", "ljung-box", "df"), 4);
    ct_panel_destroy(r);
    r = run("1 2 4 7 11 16 22 29 37 46 56 67 79 92 106 121", "--model=ANN",
            NULL);
    assert_note(r, "errors are correlated");
    ct_panel_destroy(r);
}
END_TEST

Suite *forecast_suite(void);
Suite *forecast_suite(void)
{
    Suite *s = suite_create("forecast");
    TCase *t = tcase_create("forecast");
    tcase_add_test(t, few_values);
    tcase_add_test(t, chooses);
    tcase_add_test(t, only_what_was_observed);
    tcase_add_test(t, breaks);
    tcase_add_test(t, never_below_zero);
    tcase_add_test(t, exact_fit);
    tcase_add_test(t, seasons);
    tcase_add_test(t, parameters);
    tcase_add_test(t, each_by_itself);
    tcase_add_test(t, extremes);
    tcase_add_test(t, end_of_time);
    tcase_add_test(t, warns_of_errors);
    suite_add_tcase(s, t);
    return s;
}
