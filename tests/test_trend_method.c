/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method trend: models chosen, zeros, gaps, few values, warnings. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

/* A result and the error, of counts in populations of 100,000 or of rates. */
struct outcome {
    struct ct_panel *result;
    struct ct_error err;
};

/* Runs trend on one series from 2001, "." = missing, "_" = no row. */
static struct outcome run(bool counts, const char *values, const char *first,
                          const char *second)
{
    struct outcome o;
    struct ct_buffer data = {0}, people = {0};
    tidy_years(counts, values, &data, &people);
    struct ct_panel *p = tidy_panel(data.data);
    struct ct_panel *n = counts ? tidy_panel(people.data) : NULL;
    o.result = tidy_analyze("trend", p, n, &o.err, first, second, NULL);
    ct_panel_destroy(p);
    ct_panel_destroy(n);
    ct_buffer_clear(&data);
    ct_buffer_clear(&people);
    return o;
}

static double cell(const struct outcome *o, const char *column)
{
    ck_assert_msg(o->result != NULL, "%s", o->err.text);
    return tidy_number(o->result, "trend", "area", "FRA", column);
}

static const char *word(const struct outcome *o, const char *column)
{
    ck_assert_msg(o->result != NULL, "%s", o->err.text);
    return tidy_text(o->result, "trend", "area", "FRA", column);
}

static void assert_refused(struct outcome o, const char *reason)
{
    ck_assert(isnan(cell(&o, "p")) && isnan(cell(&o, "se")));
    ck_assert_str_eq(word(&o, "direction"), "");
    ck_assert(cell(&o, "n") > 0 || isnan(cell(&o, "origin")));
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), reason));
    ct_panel_destroy(o.result);
}

START_TEST(auto_takes_poisson_for_counts)
{
    struct outcome o = run(true, "50 55 49 58 60 57", NULL, NULL);
    ck_assert_str_eq(word(&o, "model"), "poisson");
    ck_assert_str_eq(word(&o, "errors"), "classic");
    ck_assert_str_eq(word(&o, "from"), "2001");
    ck_assert_str_eq(word(&o, "to"), "2006");
    ck_assert_str_eq(word(&o, "direction"), "no clear change");
    ck_assert_double_eq(cell(&o, "origin"), 2003.5);
    ck_assert_double_eq(cell(&o, "df"), 4);
    assert_near(cell(&o, "aic"), 4 - 2 * cell(&o, "loglik"), 1e-15);
    assert_near(cell(&o, "apc"), 100 * (exp(cell(&o, "slope")) - 1), 1e-12);
    assert_near(cell(&o, "intercept"), log(54.7), 0.01);
    ck_assert_double_eq(cell(&o, "p_adjusted"), cell(&o, "p"));
    ck_assert(isnan(cell(&o, "theta")) && isnan(cell(&o, "sigma")));
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(auto_takes_quasi_where_counts_scatter)
{
    struct outcome o = run(true, "500 580 490 620 600 720", NULL, NULL);
    ck_assert_str_eq(word(&o, "model"), "quasi");
    ck_assert_double_gt(cell(&o, "dispersion"), 1.5);
    ck_assert(isnan(cell(&o, "loglik")));
    struct outcome p =
        run(true, "500 580 490 620 600 720", "--model=poisson", NULL);
    assert_near(cell(&o, "se"), cell(&p, "se") * sqrt(cell(&p, "dispersion")),
                1e-14);
    ck_assert_ptr_nonnull(strstr(word(&p, "note"), "see --model=quasi"));
    ct_panel_destroy(o.result);
    ct_panel_destroy(p.result);
}
END_TEST

START_TEST(auto_takes_loglinear_for_rates)
{
    struct outcome o = run(false, "5 5.5 4.9 5.8", NULL, NULL);
    ck_assert_str_eq(word(&o, "model"), "loglinear");
    ct_panel_destroy(o.result);
    o = run(true, "50 55 49 58 60 57", "--se=ar1", NULL);
    ck_assert_str_eq(word(&o, "model"), "loglinear");
    ck_assert_str_eq(word(&o, "errors"), "ar1");
    ck_assert(isfinite(cell(&o, "rho")));
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(models_that_need_counts)
{
    static const char *const models[] = {"--model=wls", "--model=poisson",
                                         "--model=quasi", "--model=negbin"};
    for (int i = 0; i < 4; i++)
        assert_refused(run(false, "5 5.5 4.9 5.8", models[i], NULL),
                       "the model needs counts");
}
END_TEST

START_TEST(too_few_values)
{
    assert_refused(run(true, "5", NULL, NULL), "fewer than 3 values");
    assert_refused(run(true, "5 6", NULL, NULL), "fewer than 3 values");
    assert_refused(run(false, ". .", NULL, NULL), "no values");
    assert_refused(run(false, "5 6 7 8 9", "--se=ar1", NULL),
                   "fewer than 6 values for ar1");
    struct outcome o = run(true, "5 6 9", NULL, NULL);
    ck_assert(isfinite(cell(&o, "p")));
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(a_series_that_never_changes)
{
    static const char *const models[] = {"--model=loglinear", "--model=wls",
                                         "--model=poisson", "--model=quasi",
                                         "--model=negbin"};
    for (int i = 0; i < 5; i++) {
        struct outcome o = run(true, "7 7 7 7 7", models[i], NULL);
        ck_assert_double_eq(cell(&o, "apc"), 0);
        ck_assert_double_eq(cell(&o, "p"), 1);
        ck_assert_str_eq(word(&o, "direction"), "no clear change");
        ct_panel_destroy(o.result);
    }
}
END_TEST

START_TEST(zeros)
{
    assert_refused(run(true, "0 0 0 0", NULL, NULL), "all counts are zero");
    assert_refused(run(true, "0 0 0 0", "--model=loglinear", NULL),
                   "all counts are zero");
    assert_refused(run(true, "0 0 0 4", NULL, NULL),
                   "all events are in the last period");
    struct outcome o = run(true, "4 0 3 1 2", "--model=loglinear", NULL);
    struct outcome half = run(false, "4 0.5 3 1 2", NULL, NULL);
    assert_near(cell(&o, "slope"), cell(&half, "slope"), 1e-14);
    ck_assert_ptr_nonnull(
        strstr(word(&o, "note"), "1 zero counts taken as 0.5"));
    ct_panel_destroy(o.result);
    ct_panel_destroy(half.result);
    o = run(true, "4 0 3 1 2", "--model=loglinear", "--zero=drop");
    ck_assert_double_eq(cell(&o, "n"), 4);
    ck_assert_double_eq(cell(&o, "missing"), 0);
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "1 zero values left out"));
    ct_panel_destroy(o.result);
    o = run(true, "4 0 3 1 2", "--model=loglinear", "--zero=error");
    ck_assert_ptr_null(o.result);
    ck_assert_ptr_nonnull(strstr(o.err.text, "is zero at 2002"));
    assert_refused(run(true, "0 0 0", "--model=loglinear", "--zero=drop"),
                   "all values are zero");
    assert_refused(run(false, "4 0 3 1 2", NULL, NULL),
                   "zero rates whose counts are not known");
    assert_refused(run(false, "4 -1 3 1 2", NULL, NULL), "below zero");
}
END_TEST

START_TEST(gaps_and_missing_values)
{
    struct outcome o = run(true, "50 55 . _ 60 57 66 .", NULL, NULL);
    ck_assert_double_eq(cell(&o, "n"), 5);
    ck_assert_double_eq(cell(&o, "missing"), 3);
    ck_assert_str_eq(word(&o, "to"), "2007");
    ck_assert(isnan(cell(&o, "autocorrelation")));
    ck_assert(isfinite(cell(&o, "p")));
    ct_panel_destroy(o.result);
    o = run(true, "50 55 . _ 60 57 66 .", "--se=newey-west", NULL);
    ck_assert(isfinite(cell(&o, "apc")));
    ck_assert(isnan(cell(&o, "apc_lower")));
    assert_refused(o, "newey-west needs a series without gaps");
    o = run(true, "50 55 . _ 60 57 66 61", "--se=ar1", NULL);
    ck_assert(isfinite(cell(&o, "p")));
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(fitted_rates_stand_beside_observed_ones)
{
    struct outcome o = run(true, "50 55 . _ 60 57 66 .", NULL, NULL);
    struct ct_obs a = tidy_obs(o.result, "area", "FRA", "2003");
    struct ct_obs b = tidy_obs(o.result, "area", "FRA", "2002");
    struct ct_obs c = tidy_obs(o.result, "area", "FRA", "2008");
    double change = cell(&o, "slope") * (2002 - cell(&o, "origin"));
    assert_near(b.x[CT_VALUE], exp(cell(&o, "intercept") + change), 1e-14);
    ck_assert_double_eq(b.x[CT_OBSERVED], 55);
    ck_assert_uint_eq(b.status, 0);
    assert_near(a.x[CT_VALUE], b.x[CT_VALUE] * exp(cell(&o, "slope")), 1e-14);
    ck_assert(isnan(a.x[CT_OBSERVED]));
    ck_assert_uint_eq(a.status, CT_STATUS_IMPUTED);
    ck_assert(isnan(c.x[CT_VALUE]));
    ck_assert_uint_eq(c.status, CT_STATUS_MISSING);
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(warnings)
{
    const char *slow = "50 55 60 65 70 75 80 80 80 80 80 80 80 80";
    struct outcome o = run(false, slow, NULL, NULL);
    ck_assert_double_gt(cell(&o, "autocorrelation"), 0.3);
    ck_assert_double_lt(cell(&o, "p"), 0.05);
    ck_assert_ptr_nonnull(
        strstr(word(&o, "note"), "n = 14, lag-1 autocorrelation 0."));
    ct_panel_destroy(o.result);
    o = run(false, slow, "--se=ar1", NULL);
    ck_assert_ptr_null(strstr(word(&o, "note"), "autocorrelation"));
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "wanders"));
    ct_panel_destroy(o.result);
    o = run(false, "5 4 6 5 7 6 8 7", "--se=ar1", NULL);
    ck_assert_double_lt(cell(&o, "rho"), 0);
    ck_assert_str_eq(word(&o, "note"), "");
    ct_panel_destroy(o.result);
    o = run(false, slow, "--se=newey-west", NULL);
    ck_assert_double_eq(cell(&o, "lag"), 2);
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "below 50 periods"));
    ct_panel_destroy(o.result);
    o = run(false, "5 4 6 5 7 6 8 7", NULL, NULL);
    ck_assert_ptr_null(strstr(word(&o, "note"), "correlated"));
    ct_panel_destroy(o.result);
}
END_TEST

/* Below Poisson's scatter the interval of quasi is narrow, and the direction
 * does not go by it. */
START_TEST(direction_with_little_scatter)
{
    struct outcome o = run(true, "10 11 12 13 14", "--model=quasi", NULL);
    ck_assert_double_lt(cell(&o, "dispersion"), 0.1);
    ck_assert_double_gt(cell(&o, "apc_lower"), 0);
    ck_assert_str_eq(word(&o, "direction"), "no clear change");
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "dispersion below 1"));
    ct_panel_destroy(o.result);
    o = run(true, "100 210 405 790 1620", "--model=quasi", NULL);
    ck_assert_str_eq(word(&o, "direction"), "increase");
    ct_panel_destroy(o.result);
    o = run(true, "1620 790 405 210 100", "--model=negbin", NULL);
    ck_assert_str_eq(word(&o, "direction"), "decrease");
    ck_assert(isinf(cell(&o, "theta")));
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "no overdispersion"));
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(options_that_exclude_each_other)
{
    struct outcome o = run(true, "1 2 3", "--model=poisson", "--se=newey-west");
    ck_assert_ptr_null(o.result);
    ck_assert_int_eq(o.err.code, CT_EUSAGE);
    ck_assert_str_eq(o.err.text, "--se=newey-west does not go with "
                                 "--model=poisson; --model=loglinear does");
    o = run(true, "1 2 3", "--model=wls", "--se=ar1");
    ck_assert_ptr_null(o.result);
    o = run(true, "1 2 3", "--model=wls", "--se=newey-west");
    ck_assert_ptr_nonnull(o.result);
    ct_panel_destroy(o.result);
}
END_TEST

START_TEST(quarters_are_measured_in_years)
{
    struct ct_error err = {0};
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,unit,time,value\n");
    for (int i = 0; i < 12; i++)
        ct_buffer_printf(&text, "FRA,RATE_100K,%d-Q%d,%d\n", 2010 + i / 4,
                         i % 4 + 1, 100 + i);
    struct ct_panel *p = tidy_panel(text.data);
    struct outcome o = {
        tidy_analyze("trend", p, NULL, &err, "--model=loglinear", NULL), err};
    ck_assert_double_eq(cell(&o, "origin"), 2010 + 5.5 / 4);
    assert_near(cell(&o, "slope"), 4.0 / 105.5, 0.01);
    ck_assert_str_eq(word(&o, "from"), "2010-Q1");
    ck_assert_ptr_nonnull(strstr(word(&o, "note"), "seasonal swings"));
    ct_panel_destroy(o.result);
    ct_panel_destroy(p);
    ct_buffer_clear(&text);
}
END_TEST

START_TEST(many_series_and_breaks)
{
    struct ct_error err = {0};
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,unit,time,value,status\n");
    for (int i = 0; i < 12; i++)
        ct_buffer_printf(&text, "DEU,RATE_100K,%d,%d,%s\n", 2000 + i,
                         50 + 3 * i + (i * i) % 5, i == 6 ? "B" : "");
    for (int i = 0; i < 12; i++)
        ct_buffer_printf(&text, "FRA,RATE_100K,%d,%d,\n", 2000 + i,
                         50 + (i * 7) % 5);
    struct ct_panel *r = tidy_try("trend", text.data, NULL, &err, NULL);
    const struct ct_table *t = ct_panel_table(r, "trend");
    ck_assert_uint_eq(t->n_rows, 3);
    ck_assert_double_eq(tidy_number(r, "trend", "area", "DEU", "n"), 6);
    long part = ct_table_find(t, "part");
    ck_assert_double_eq(t->columns[part].number[0], 1);
    ck_assert_double_eq(t->columns[part].number[1], 2);
    double plain = tidy_number(r, "trend", "area", "FRA", "p");
    ck_assert_double_ge(tidy_number(r, "trend", "area", "FRA", "p_adjusted"),
                        plain);
    ck_assert_double_gt(tidy_number(r, "trend", "area", "DEU", "p_adjusted"),
                        tidy_number(r, "trend", "area", "DEU", "p"));
    ct_panel_destroy(r);
    ct_buffer_clear(&text);
}
END_TEST

Suite *trend_method_suite(void);
Suite *trend_method_suite(void)
{
    Suite *s = suite_create("trend, the method");
    TCase *t = tcase_create("trend");
    tcase_add_test(t, auto_takes_poisson_for_counts);
    tcase_add_test(t, auto_takes_quasi_where_counts_scatter);
    tcase_add_test(t, auto_takes_loglinear_for_rates);
    tcase_add_test(t, models_that_need_counts);
    tcase_add_test(t, too_few_values);
    tcase_add_test(t, a_series_that_never_changes);
    tcase_add_test(t, zeros);
    tcase_add_test(t, gaps_and_missing_values);
    tcase_add_test(t, fitted_rates_stand_beside_observed_ones);
    tcase_add_test(t, warnings);
    tcase_add_test(t, direction_with_little_scatter);
    tcase_add_test(t, options_that_exclude_each_other);
    tcase_add_test(t, quarters_are_measured_in_years);
    tcase_add_test(t, many_series_and_breaks);
    suite_add_tcase(s, t);
    return s;
}
