/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method mann-kendall: variants, few values, gaps, direction. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/oracle_text.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

/* Runs it on one series from 2001; "." = missing, "_" = no row. */
static struct ct_panel *run(const char *values, const char *option)
{
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value\n");
    for (int year = 2001; *values; year++) {
        int length = (int)strcspn(values, " ");
        if (*values != '_')
            ct_buffer_printf(&data, "FRA,%d,%.*s\n", year,
                             *values == '.' ? 0 : length, values);
        values += length + (values[length] == ' ');
    }
    struct ct_panel *r =
        tidy_result("mann-kendall", data.data, NULL, option, NULL);
    ct_buffer_clear(&data);
    return r;
}

/* The oracle's months, with a value left out here and there. */
static struct ct_panel *run_months(int leave_out, const char *first,
                                   const char *second)
{
    struct ct_buffer data = {0};
    double value[200];
    int n = (int)oracle_column("trend_seasonal.tidy", "value", value, 200);
    ct_buffer_text(&data, "area,time,value\n");
    for (int i = 0; i < n; i++)
        if (leave_out == 0 || i % leave_out != 1)
            ct_buffer_printf(&data, "FRA,%d-%02d,%d\n", 1969 + i / 12,
                             i % 12 + 1, (int)value[i]);
    struct ct_panel *r =
        tidy_result("mann-kendall", data.data, NULL, first, second, NULL);
    ct_buffer_clear(&data);
    return r;
}

static double cell(const struct ct_panel *r, const char *column)
{
    return tidy_number(r, "mann-kendall", "area", "FRA", column);
}

static const char *word(const struct ct_panel *r, const char *column)
{
    return tidy_text(r, "mann-kendall", "area", "FRA", column);
}

START_TEST(few_values)
{
    static const char *const series[] = {".", "5", "5 6", "5 6 7", "5 . 6 7"};
    for (int i = 0; i < 5; i++) {
        struct ct_panel *r = run(series[i], NULL);
        ck_assert(isnan(cell(r, "p")) && isnan(cell(r, "slope")));
        ck_assert_str_eq(word(r, "direction"), "");
        ck_assert_str_eq(word(r, "note"), "fewer than 4 values");
        ct_panel_destroy(r);
    }
}
END_TEST

/* Five values that only rise: the exact p is 2 / 120, the normal 0.027; four:
 * 2 / 24, too many to call a change. */
START_TEST(direction_goes_by_the_exact_p)
{
    struct ct_panel *r = run("1 2 4 5 9", NULL);
    assert_near(cell(r, "p_exact"), 2.0 / 120, 1e-14);
    assert_near(cell(r, "p"), 0.0274863361115103, 1e-12);
    ck_assert_str_eq(word(r, "direction"), "increase");
    ck_assert_double_eq(cell(r, "s"), 10);
    ck_assert_double_eq(cell(r, "tau"), 1);
    ck_assert_double_eq(cell(r, "p_adjusted"), cell(r, "p"));
    ct_panel_destroy(r);
    r = run("9 5 4 2", NULL);
    ck_assert_str_eq(word(r, "direction"), "no clear change");
    assert_near(cell(r, "p_exact"), 2.0 / 24, 1e-14);
    ct_panel_destroy(r);
    r = run("9 5 4 2 1 0 -3", NULL);
    ck_assert_str_eq(word(r, "direction"), "decrease");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(constant)
{
    static const char *const options[] = {NULL, "--variant=hamed-rao"};
    for (int i = 0; i < 2; i++) {
        struct ct_panel *r = run("3 3 3 3 3 3 3 3 3 3", options[i]);
        ck_assert_double_eq(cell(r, "z"), 0);
        ck_assert_double_eq(cell(r, "p"), 1);
        ck_assert_double_eq(cell(r, "slope"), 0);
        ck_assert_double_eq(cell(r, "slope_upper"), 0);
        ck_assert(isnan(cell(r, "tau")) && isnan(cell(r, "p_exact")));
        ck_assert_str_eq(word(r, "direction"), "no clear change");
        ct_panel_destroy(r);
    }
}
END_TEST

START_TEST(gaps)
{
    const char *values = "9 8 . 8.5 _ 7 6 6.5 5 4 4.5 3 2.5 3.5";
    struct ct_panel *r = run(values, NULL);
    ck_assert_double_eq(cell(r, "n"), 12);
    ck_assert_double_eq(cell(r, "missing"), 2);
    ck_assert(isfinite(cell(r, "p")));
    ck_assert(isnan(cell(r, "autocorrelation")));
    double slope = cell(r, "slope");
    ct_panel_destroy(r);
    r = run(values, "--variant=hamed-rao");
    ck_assert_str_eq(word(r, "note"), "hamed-rao needs a series without gaps");
    ck_assert(isnan(cell(r, "z")) && isnan(cell(r, "p")));
    ck_assert(isnan(cell(r, "var_s")) && isnan(cell(r, "slope_lower")));
    ck_assert_double_eq(cell(r, "slope"), slope);
    ct_panel_destroy(r);
    r = run("1 2 3 4 5 6 7 8 9", "--variant=hamed-rao");
    ck_assert_str_eq(word(r, "note"), "fewer than 10 values for hamed-rao");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(hamed_rao_and_warnings)
{
    const char *slow = "1 2 3 4 5 6 7 8 8.1 8.2 8.3 8.2 8.1 8 8.1 8.2 8";
    struct ct_panel *plain = run(slow, NULL);
    struct ct_panel *r = run(slow, "--variant=hamed-rao");
    ck_assert_double_gt(cell(r, "correction"), 1);
    assert_near(cell(r, "var_s"), cell(plain, "var_s") * cell(r, "correction"),
                1e-14);
    ck_assert_double_gt(cell(r, "p"), cell(plain, "p"));
    ck_assert_double_le(cell(r, "slope_lower"), cell(plain, "slope_lower"));
    ck_assert(isnan(cell(r, "p_exact")));
    ck_assert_ptr_nonnull(strstr(word(r, "note"), "below 50 periods"));
    ck_assert_ptr_nonnull(
        strstr(word(plain, "note"), "n = 17, lag-1 autocorrelation 0."));
    ct_panel_destroy(plain);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(seasons)
{
    struct ct_panel *r = run_months(0, "--variant=seasonal", NULL);
    ck_assert_double_lt(cell(r, "slope_lower"), cell(r, "slope"));
    ck_assert_str_eq(word(r, "to"), "1984-12");
    const struct ct_table *t = ct_panel_table(r, "seasons");
    ck_assert_uint_eq(t->n_rows, 12);
    long s = ct_table_find(t, "s"), season = ct_table_find(t, "season");
    ck_assert_double_eq(t->columns[s].number[0], -54);
    ck_assert_double_eq(t->columns[season].number[11], 12);
    struct ct_panel *c = run_months(0, "--variant=seasonal", "--season-cov");
    ck_assert_double_gt(cell(c, "var_s"), cell(r, "var_s"));
    ck_assert_double_eq(cell(c, "s"), cell(r, "s"));
    ct_panel_destroy(c);
    ct_panel_destroy(r);
    r = run_months(7, "--variant=seasonal", NULL);
    ck_assert_str_eq(word(r, "direction"), "decrease");
    ck_assert_double_gt(cell(r, "missing"), 20);
    ct_panel_destroy(r);
    r = run_months(0, NULL, NULL);
    ck_assert_ptr_nonnull(strstr(word(r, "note"), "see --variant=seasonal"));
    ck_assert_uint_eq(ct_panel_table(r, "seasons")->n_rows, 0);
    ct_panel_destroy(r);
    r = run("1 2 3 4 5", "--variant=seasonal");
    ck_assert_str_eq(word(r, "note"),
                     "seasonal is for months and quarters, not for years");
    ct_panel_destroy(r);
}
END_TEST

Suite *kendall_method_suite(void);
Suite *kendall_method_suite(void)
{
    Suite *s = suite_create("mann-kendall, the method");
    TCase *t = tcase_create("mann-kendall");
    tcase_add_test(t, few_values);
    tcase_add_test(t, direction_goes_by_the_exact_p);
    tcase_add_test(t, constant);
    tcase_add_test(t, gaps);
    tcase_add_test(t, hamed_rao_and_warnings);
    tcase_add_test(t, seasons);
    suite_add_tcase(s, t);
    return s;
}
