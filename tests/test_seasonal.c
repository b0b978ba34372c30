/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method seasonal: what it refuses, ends, gaps, breaks, options. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/period.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* A series of n periods: value(i), NaN = missing; status may be NULL. */
struct sample {
    char freq;
    long first; /* ordinal of the first period */
    int n;
    double (*value)(int i);
    int break_at; /* period with status B, 0 = none */
};

static double waves(int i)
{
    return 100 + i + 20 * (i % 12 == 4) - 12 * (i % 12 == 9);
}

static double constant(int i)
{
    (void)i;
    return 5;
}

static double with_gap(int i)
{
    return i == 17 ? NAN : waves(i);
}

static double open_ends(int i)
{
    return i < 3 || i > 40 ? NAN : waves(i);
}

static double with_zero(int i)
{
    return i == 8 ? 0 : waves(i);
}

static struct ct_panel *run(const struct sample *x, const char *first,
                            const char *second, struct ct_error *err)
{
    struct ct_buffer data = {0};
    ct_buffer_text(&data, "area,time,value,status\n");
    for (int i = 0; i < x->n; i++) {
        char when[CT_PERIOD_MAX], value[32] = "";
        ct_period_format(ct_period_from_ordinal(x->freq, x->first + i), when);
        if (!isnan(x->value(i)))
            snprintf(value, sizeof value, "%g", x->value(i));
        ct_buffer_printf(&data, "FRA,%s,%s,%s\n", when, value,
                         isnan(x->value(i))                ? "O"
                         : x->break_at && i == x->break_at ? "B"
                                                           : "");
    }
    struct ct_panel *r =
        tidy_try("seasonal", data.data, NULL, err, first, second, NULL);
    ct_buffer_clear(&data);
    return r;
}

static struct ct_panel *run_well(const struct sample *x, const char *first,
                                 const char *second)
{
    struct ct_error err = {0};
    struct ct_panel *r = run(x, first, second, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    return r;
}

static double cell(const struct ct_panel *r, const char *column)
{
    return tidy_number(r, "strength", "area", "FRA", column);
}

static const char *word(const struct ct_panel *r, const char *column)
{
    return tidy_text(r, "strength", "area", "FRA", column);
}

/* The row stays, without numbers and without observations. */
static void assert_refused(const struct sample *x, const char *option,
                           const char *second, const char *why)
{
    struct ct_panel *r = run_well(x, option, second);
    ck_assert(isnan(cell(r, "trend")) && isnan(cell(r, "seasonal")));
    ck_assert_str_eq(word(r, "note"), why);
    ck_assert_uint_eq(ct_panel_table(r, "indices")->n_rows, 0);
    ck_assert_uint_eq(ct_panel_table(r, "strength")->n_rows, 1);
    ct_panel_destroy(r);
}

static const char few[] = "fewer than two full years of values";
static const char gap[] = "values are missing in between; see --fill";

START_TEST(what_is_refused)
{
    static const char *const method[] = {NULL, "--method=classical"};
    for (int k = 0; k < 2; k++) {
        for (int n = 1; n < 24; n += n < 3 ? 1 : 20)
            assert_refused(&(struct sample){'M', 24000, n, waves, 0}, method[k],
                           NULL, few);
        assert_refused(&(struct sample){'Q', 8000, 7, waves, 0}, method[k],
                       NULL, few);
        assert_refused(&(struct sample){'A', 2000, 30, waves, 0}, method[k],
                       NULL,
                       "a year has no seasons; it takes quarters or "
                       "months");
        assert_refused(&(struct sample){'M', 24000, 40, with_gap, 0}, method[k],
                       NULL, gap);
    }
    assert_refused(&(struct sample){'M', 24000, 40, with_zero, 0},
                   "--method=classical", "--type=multiplicative",
                   "a multiplicative season takes values above 0 only");
}
END_TEST

START_TEST(two_years_will_do)
{
    struct ct_panel *r =
        run_well(&(struct sample){'M', 24000, 24, waves, 0}, NULL, NULL);
    ck_assert(cell(r, "seasonal") > .9);
    ct_panel_destroy(r);
    r = run_well(&(struct sample){'Q', 8000, 8, waves, 0}, NULL, NULL);
    ck_assert(!isnan(cell(r, "trend")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(gaps_are_filled_if_asked)
{
    struct ct_panel *r = run_well(&(struct sample){'M', 24000, 40, with_gap, 0},
                                  "--fill=linear", NULL);
    ck_assert_double_eq(cell(r, "n"), 40);
    ck_assert(!isnan(cell(r, "seasonal")));
    ct_panel_destroy(r);
}
END_TEST

/* Periods without a value before the first and behind the last are no gaps;
 * what is left begins in April. */
START_TEST(open_ends_are_cut)
{
    struct ct_panel *r = run_well(
        &(struct sample){'M', 24000, 50, open_ends, 0}, "--window=7", NULL);
    ck_assert_double_eq(cell(r, "n"), 38);
    ck_assert_str_eq(word(r, "from"), "2000-04");
    ck_assert_str_eq(word(r, "window"), "7");
    ck_assert_double_eq(cell(r, "trend_window"), 23);
    ck_assert_double_eq(cell(r, "peak"), 5);
    ck_assert_double_eq(cell(r, "trough"), 10);
    ct_panel_destroy(r);
}
END_TEST

/* Where nothing varies, there is no strength, and no peak. */
START_TEST(nothing_varies)
{
    struct ct_panel *r = run_well(&(struct sample){'M', 24000, 36, constant, 0},
                                  "--method=classical", NULL);
    ck_assert(isnan(cell(r, "seasonal")) && isnan(cell(r, "peak")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(breaks_part_it)
{
    struct sample x = {'M', 24000, 70, waves, 30};
    struct ct_panel *r = run_well(&x, NULL, NULL);
    ck_assert_uint_eq(ct_panel_table(r, "strength")->n_rows, 2);
    ck_assert_uint_eq(ct_panel_table(r, "indices")->n_rows, 24);
    ct_panel_destroy(r);
    r = run_well(&x, "--across-breaks=ignore", NULL);
    ck_assert_uint_eq(ct_panel_table(r, "strength")->n_rows, 1);
    ct_panel_destroy(r);
}
END_TEST

/* Trend observed, season and remainder in its unit; ratios in none. */
START_TEST(components)
{
    struct sample x = {'M', 24000, 40, waves, 0};
    struct ct_panel *r = run_well(&x, "--robust", NULL);
    ck_assert_uint_eq(r->n_series, 4);
    struct ct_obs t = tidy_obs(r, "component", "trend", "2001-03");
    struct ct_obs s = tidy_obs(r, "component", "seasonal", "2001-03");
    struct ct_obs e = tidy_obs(r, "component", "remainder", "2001-03");
    struct ct_obs w = tidy_obs(r, "component", "weight", "2001-03");
    ck_assert_double_eq(t.x[CT_OBSERVED], 114);
    assert_near(t.x[CT_VALUE] + s.x[CT_VALUE] + e.x[CT_VALUE], 114, 1e-14);
    ck_assert(w.x[CT_VALUE] > 0 && w.x[CT_VALUE] <= 1);
    ct_panel_destroy(r);
    r = run_well(&x, "--method=classical", "--type=multiplicative");
    ck_assert_uint_eq(r->n_series, 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(ct_panel_code_of(r, "unit", i),
                         strcmp(ct_panel_code_of(r, "component", i), "trend")
                             ? "RATIO"
                             : "NUMBER");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(options_that_do_not_go_together)
{
    static const char *const options[][3] = {
        {"--type=multiplicative", NULL,
         "--type=multiplicative goes with --method=classical"},
        {"--method=classical", "--robust",
         "--window, --trend-window, --degree and --robust go with "
         "--method=stl"},
        {"--method=classical", "--window=7",
         "--window, --trend-window, --degree and --robust go with "
         "--method=stl"},
        {"--window=2", NULL,
         "bad --window '2'; periodic or a number of years from 3 on will do"},
        {"--window=7.5", NULL,
         "bad --window '7.5'; periodic or a number of years from 3 on will "
         "do"},
        {"--trend-window=2", NULL,
         "bad --trend-window '2'; 3 or more periods will do"}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        struct ct_error err = {0};
        struct ct_panel *r = run(&(struct sample){'M', 24000, 40, waves, 0},
                                 options[i][0], options[i][1], &err);
        ck_assert_ptr_null(r);
        ck_assert_int_eq(err.code, CT_EUSAGE);
        ck_assert_str_eq(err.text, options[i][2]);
    }
}
END_TEST

Suite *seasonal_suite(void);
Suite *seasonal_suite(void)
{
    Suite *s = suite_create("seasonal");
    TCase *t = tcase_create("seasonal");
    tcase_add_test(t, what_is_refused);
    tcase_add_test(t, two_years_will_do);
    tcase_add_test(t, gaps_are_filled_if_asked);
    tcase_add_test(t, open_ends_are_cut);
    tcase_add_test(t, nothing_varies);
    tcase_add_test(t, breaks_part_it);
    tcase_add_test(t, components);
    tcase_add_test(t, options_that_do_not_go_together);
    suite_add_tcase(s, t);
    return s;
}
