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

/* Adds up the members, each period in turn, and counts them. */
static int add_up(const struct ct_group *g,
                  const struct ct_common_options *common, const void *options,
                  struct ct_output_part *out, struct ct_error *err)
{
    (void)common, (void)options, (void)err;
    double sum = 0;
    for (size_t m = 0; m < g->n; m++) {
        const struct ct_series *s = &g->series[m];
        for (size_t i = 0; i < s->n; i++)
            sum += s->value[i];
        ct_output_of(out, (long)m);
        ct_table_row(out->table[0]);
        ct_table_number(out->table[0], 0, (double)s->n);
    }
    ct_output_of(out, CT_WHOLE);
    ct_output_note(out, "%zu of %s", g->n, g->name);
    struct ct_obs o = ct_obs_empty;
    for (size_t i = 0; i < g->series[0].n; i++) {
        o.time = g->series[0].time[i];
        o.x[CT_VALUE] = sum;
        ct_output_obs(out, &o);
    }
    return 0;
}

static int by_sex(const void *options, const struct ct_panel *panel,
                  struct ct_plan *plan, struct ct_error *err)
{
    (void)options, (void)panel, (void)err;
    plan->combined[plan->n_combined++] = "sex";
    return 0;
}

static int by_area(const void *options, const struct ct_panel *panel,
                   struct ct_plan *plan, struct ct_error *err)
{
    (void)options, (void)panel, (void)err;
    plan->combined[plan->n_combined++] = "area";
    return 0;
}

static int by_all(const void *options, const struct ct_panel *panel,
                  struct ct_plan *plan, struct ct_error *err)
{
    (void)options, (void)panel, (void)err;
    plan->everything = true;
    return 0;
}

static struct ct_method
sums_over(int (*plan)(const void *, const struct ct_panel *, struct ct_plan *,
                      struct ct_error *))
{
    return (struct ct_method){.name = "sums",
                              .makes_panel = true,
                              .tables = sums,
                              .splits_at_breaks = true,
                              .plan = plan,
                              .run_group = add_up};
}

START_TEST(members_are_put_together)
{
    struct ct_error err;
    struct ct_panel *p =
        tidy_panel("area,sex,@source,time,value\n"
                   "FRA,F,police,2000,1\nFRA,M,police,2000,2\n"
                   "ITA,F,police,2000,3\nITA,M,court,2000,4\n");
    struct ct_method m = sums_over(by_sex);
    ct_panel_note(p, 1, INT32_MIN, "coverage", "a part");
    struct ct_panel *r = run_own(&m, p, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 2);
    ck_assert_double_eq(tidy_obs(r, "area", "FRA", "2000").x[CT_VALUE], 3);
    ck_assert_double_eq(tidy_obs(r, "area", "ITA", "2000").x[CT_VALUE], 7);
    ck_assert_str_eq(ct_panel_code_of(r, "sex", 1), "_T");
    ck_assert_str_eq(ct_panel_code_of(r, "source", 0), "police");
    ck_assert_str_eq(ct_panel_code_of(r, "source", 1), "mixed");
    const struct ct_table *t = ct_panel_table(r, "sums");
    ck_assert_uint_eq(t->n_rows, 4);
    ck_assert_str_eq(t->columns[ct_table_find(t, "sex")].text[1], "M");
    ck_assert_str_eq(tidy_text(r, "series", "area", "ITA", "note"),
                     "2 of area=ITA measure=offences unit=NUMBER");
    const struct ct_provenance *v = &r->provenance;
    ck_assert_uint_eq(v->n_notes, 1);
    ck_assert_int_eq((int)v->notes[0].series, 0);
    ck_assert_str_eq(ct_note_text(v, 0),
                     "area=FRA measure=offences sex=M unit=NUMBER: a part");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* The notes of the result of a method on a panel, and its number of series in
 * the table. */
static size_t selected(struct ct_method *m, const char *text,
                       const char *const *where, size_t n_where, char *note)
{
    struct ct_error err = {0};
    struct ct_common_options common = ct_common_defaults;
    struct ct_selection selection = {.n_where = n_where, .where = where};
    struct ct_panel *p = tidy_panel(text);
    struct ct_analysis a = {
        .method = m, .panel = p, .selection = &selection, .common = &common};
    struct ct_panel *r = ct_analyze(&a, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    size_t n = ct_panel_table(r, "series")->n_rows;
    strcpy(note, r->provenance.n_notes ? ct_note_text(&r->provenance, 0) : "");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
    return n;
}

START_TEST(totals_are_taken_before_their_parts)
{
    char note[512];
    static const char *const named[] = {"age=_T,Y_LT18"};
    const char *text = "area,sex,age,time,value\n"
                       "FRA,F,Y_LT18,2000,1\nFRA,F,_T,2000,2\n"
                       "FRA,M,Y_LT18,2000,1\nFRA,M,_T,2000,2\n"
                       "ITA,F,Y_LT18,2000,1\n";
    struct ct_method m = sums_over(by_sex);
    ck_assert_uint_eq(selected(&m, text, NULL, 0, note), 2);
    ck_assert_str_eq(note, "left out: age Y_LT18 (their total is taken); "
                           "--where names what is to be in");
    ck_assert_uint_eq(selected(&m, text, named, 1, note), 5);
    ck_assert_str_eq(note, "");
    /* The total of areas that have no sexes does not stand for those that do.
     */
    ck_assert_uint_eq(selected(&m,
                               "area,sex,time,value\nFRA,F,2000,1\n"
                               "FRA,M,2000,1\n_T,_T,2000,9\n",
                               NULL, 0, note),
                      3);
    ck_assert_str_eq(note, "");
}
END_TEST

START_TEST(areas_of_one_kind_are_put_together)
{
    char note[512];
    static const char *const named[] = {"area=FRA,M49:150"};
    const char *text = "area,time,value\nFRA,2000,1\nUSA:Ohio,2000,2\n"
                       "ITA,2000,3\nM49:150,2000,9\n_T,2000,9\n";
    struct ct_method m = sums_over(by_area);
    ck_assert_uint_eq(selected(&m, text, NULL, 0, note), 2);
    ck_assert_str_eq(note, "left out: area M49:150, USA:Ohio, _T (areas of "
                           "another kind); --where names what is to be in");
    ck_assert_uint_eq(selected(&m, text, named, 1, note), 5);
}
END_TEST

START_TEST(everything_can_be_one_group)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,sex,time,value\n"
                                    "FRA,F,2000,1\nITA,F,2000,2\n");
    struct ct_method m = sums_over(by_all);
    struct ct_panel *r = run_own(&m, p, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 1);
    ck_assert_str_eq(ct_panel_code_of(r, "area", 0), "_T");
    ck_assert_str_eq(ct_panel_code_of(r, "sex", 0), "F");
    ck_assert_double_eq(tidy_obs(r, "sex", "F", "2000").x[CT_VALUE], 3);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* Members of other periods; the group is cut where any of them breaks. */
static const char *const broken = "area,sex,time,value,status\n"
                                  "FRA,F,2001,2,B\nFRA,F,2002,3,B\n"
                                  "FRA,F,2003,4,\nFRA,M,2000,1,\n"
                                  "FRA,M,2001,1,\nFRA,M,2003,1,B\n";

START_TEST(groups_are_cut_at_the_breaks_of_all)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(broken);
    struct ct_method m = sums_over(by_sex);
    struct ct_panel *r = run_own(&m, p, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "sums");
    const double part[] = {1, 1, 2, 2, 3, 3}, n[] = {1, 2, 1, 0, 1, 1};
    ck_assert_uint_eq(t->n_rows, 6);
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq(t->columns[ct_table_find(t, "part")].number[i],
                            part[i]);
        ck_assert_double_eq(t->columns[ct_table_find(t, "sum")].number[i],
                            n[i]);
    }
    ck_assert_double_eq(tidy_obs(r, "area", "FRA", "2001").x[CT_VALUE], 4);
    ck_assert_double_eq(tidy_obs(r, "area", "FRA", "2003").x[CT_VALUE], 5);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_method_can_refuse_breaks_by_default)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(broken);
    struct ct_method m = sums_over(by_sex);
    m.across_breaks = CT_BREAKS_ERROR;
    m.splits_at_breaks = false;
    struct ct_common_options common = ct_method_common(&m);
    struct ct_analysis a = {.method = &m, .panel = p, .common = &common};
    ck_assert_ptr_null(ct_analyze(&a, &err));
    ck_assert_str_eq(err.text,
                     "area=FRA measure=offences sex=F unit=NUMBER has a break "
                     "at 2002; --across-breaks=split compares nothing across "
                     "it, ignore takes it as one");
    m.by_period = true;
    struct ct_panel *r = ct_analyze(&a, &err);
    ck_assert_ptr_nonnull(r);
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
    tcase_add_test(t, members_are_put_together);
    tcase_add_test(t, totals_are_taken_before_their_parts);
    tcase_add_test(t, areas_of_one_kind_are_put_together);
    tcase_add_test(t, everything_can_be_one_group);
    tcase_add_test(t, groups_are_cut_at_the_breaks_of_all);
    tcase_add_test(t, a_method_can_refuse_breaks_by_default);
    suite_add_tcase(s, t);
    return s;
}
