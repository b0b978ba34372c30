/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a method may say of other series than the one it was handed, and
 * methods over several series. */
#include "config.h"

#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static const struct ct_column_row sum_columns[] = {{"sum", false, "sum"}, {0}};
static const struct ct_table_row sums[] = {{"sums", sum_columns, "sums"}, {0}};

/* Runs a method of the test's own. */
static struct ct_panel *run_own(const struct ct_method *m,
                                const struct ct_panel *p, struct ct_error *err)
{
    struct ct_common_options common = ct_common_defaults;
    struct ct_analysis a = {.method = m, .panel = p, .common = &common};
    *err = (struct ct_error){0};
    return ct_analyze(&a, err);
}

static void say_part(const struct ct_series *s, struct ct_output_part *out,
                     const char *component, size_t i, double value)
{
    struct ct_obs o = ct_obs_empty;
    ct_output_code(out, "component", component);
    o.time = s->time[i];
    o.x[CT_VALUE] = value;
    o.x[CT_OBSERVED] = s->value[i];
    ct_output_obs(out, &o);
}

/* Two components, said in turns, and a table of the series itself. */
static int halve(const struct ct_series *s,
                 const struct ct_common_options *common, const void *options,
                 struct ct_output_part *out, struct ct_error *err)
{
    (void)common, (void)options, (void)err;
    ct_table_row(out->table[0]);
    ct_table_number(out->table[0], 0, (double)s->n);
    for (size_t i = 0; i < s->n; i++) {
        say_part(s, out, "lesser", i, s->value[i] / 4);
        say_part(s, out, "greater", i, s->value[i] * 3 / 4);
    }
    return 0;
}

static const struct ct_method halves = {.name = "halves",
                                        .makes_panel = true,
                                        .tables = sums,
                                        .splits_at_breaks = true,
                                        .run = halve};

START_TEST(components_are_series_of_their_own)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,time,value,status\n"
                                    "FRA,2000,4,\nFRA,2001,8,\nFRA,2002,12,B\n"
                                    "FRA,2003,16,\nITA,2000,20,\n");
    struct ct_panel *r = run_own(&halves, p, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 4);
    ck_assert_str_eq(ct_panel_code_of(r, "component", 0), "greater");
    ck_assert_uint_eq(r->first[1], 4);
    ck_assert_double_eq(r->column[CT_VALUE][3], 12);
    ck_assert_double_eq(r->column[CT_OBSERVED][3], 16);
    ck_assert_double_eq(tidy_obs(r, "component", "lesser", "2001").x[CT_VALUE],
                        2);
    const struct ct_table *t = ct_panel_table(r, "sums");
    ck_assert_int_eq(ct_table_find(t, "component"), -1);
    ck_assert_uint_eq(t->n_rows, 3);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* A forecast and a row, both under another code. */
static int look_ahead(const struct ct_series *s,
                      const struct ct_common_options *common,
                      const void *options, struct ct_output_part *out,
                      struct ct_error *err)
{
    (void)common, (void)options, (void)err;
    struct ct_obs o = ct_obs_empty;
    ct_output_code(out, "component", "ahead");
    ct_output_code(out, "unit", "INDEX");
    ct_table_row(out->table[0]);
    o.time = s->time[s->n - 1] + 366;
    o.status = CT_STATUS_FORECAST;
    o.x[CT_VALUE] = 1;
    ct_output_obs(out, &o);
    return 0;
}

static const struct ct_method ahead = {
    .name = "ahead", .makes_panel = true, .tables = sums, .run = look_ahead};

START_TEST(rows_and_later_periods_go_under_a_code)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,time,value\nFRA,2000,4\n");
    struct ct_panel *r = run_own(&ahead, p, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 1);
    ck_assert_str_eq(ct_panel_code_of(r, "unit", 0), "INDEX");
    ck_assert_double_eq(tidy_obs(r, "unit", "INDEX", "2001").x[CT_VALUE], 1);
    ck_assert_str_eq(tidy_text(r, "sums", "area", "FRA", "component"), "ahead");
    ck_assert_str_eq(tidy_text(r, "sums", "area", "FRA", "unit"), "INDEX");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

Suite *group_suite(void);
Suite *group_suite(void)
{
    Suite *s = suite_create("group");
    TCase *t = tcase_create("group");
    tcase_add_test(t, components_are_series_of_their_own);
    tcase_add_test(t, rows_and_later_periods_go_under_a_code);
    suite_add_tcase(s, t);
    return s;
}
