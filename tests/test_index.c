/* SPDX-License-Identifier: GPL-3.0-or-later
 * index, change and smooth: bases, breaks, zeros, gaps. */
#include "config.h"

#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static struct ct_panel *run(const char *method, const char *text,
                            const char *first, const char *second)
{
    struct ct_panel *r = tidy_result(method, text, NULL, first, second, NULL);
    return r;
}

static double at(const struct ct_panel *p, const char *period)
{
    return tidy_obs(p, "area", "FRA", period).x[CT_VALUE];
}

static const char *note(const struct ct_panel *p)
{
    return tidy_text(p, "series", "area", "FRA", "note");
}

static double cell(const struct ct_panel *p, const char *column)
{
    return tidy_number(p, "change", "area", "FRA", column);
}

START_TEST(index_is_percent_of_the_base)
{
    struct ct_panel *r = run("index",
                             "area,time,value\nFRA,2000,50\nFRA,2001,\n"
                             "FRA,2002,75\nFRA,2003,0\n",
                             "--base=2000", NULL);
    ck_assert_double_eq(at(r, "2000"), 100);
    ck_assert(isnan(at(r, "2001")));
    ck_assert_double_eq(at(r, "2002"), 150);
    ck_assert_double_eq(at(r, "2003"), 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_base_without_a_value_leaves_all_empty)
{
    const char *text = "area,time,value\nFRA,2000,0\nFRA,2001,5\n";
    struct ct_panel *r = run("index", text, "--base=1999", NULL);
    ck_assert(isnan(at(r, "2001")));
    ck_assert_str_eq(note(r), "no value at the base 1999");
    ct_panel_destroy(r);
    r = run("index", text, "--base=2000", NULL);
    ck_assert(isnan(at(r, "2001")));
    ck_assert_str_eq(note(r), "the value at the base 2000 is not above 0");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(a_year_is_base_for_its_quarters_if_complete)
{
    const char *text = "area,time,value\nFRA,2000-Q1,1\nFRA,2000-Q2,2\n"
                       "FRA,2000-Q3,3\nFRA,2000-Q4,2\nFRA,2001-Q1,4\n";
    struct ct_panel *r = run("index", text, "--base=2000", NULL);
    ck_assert_double_eq(at(r, "2001-Q1"), 200);
    ct_panel_destroy(r);
    r = run("index", text, "--base=2001", NULL);
    ck_assert(isnan(at(r, "2001-Q1")));
    ct_panel_destroy(r);
    r = run("index", text, "--base=2000-Q2", NULL);
    ck_assert_double_eq(at(r, "2001-Q1"), 200);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(no_index_across_a_break)
{
    struct ct_panel *r = run("index",
                             "area,time,value,status\nFRA,2000,50,\n"
                             "FRA,2001,60,B\nFRA,2002,75,\nFRA,2003,90,B\n",
                             "--base=2002", NULL);
    ck_assert(isnan(at(r, "2000")));
    ck_assert_double_eq(at(r, "2001"), 80);
    ck_assert(isnan(at(r, "2003")));
    ck_assert_uint_eq(tidy_obs(r, "area", "FRA", "2003").status,
                      CT_STATUS_BREAK | CT_STATUS_MISSING);
    ck_assert_str_eq(note(r), "values across a break from the base are left "
                              "out");
    ck_assert_uint_eq(ct_panel_table(r, "link")->n_rows, 2);
    ct_panel_destroy(r);
    r = run("index", "area,time,value,status\nFRA,2000,50,\nFRA,2001,60,B\n",
            "--base=2001", "--across-breaks=ignore");
    assert_near(at(r, "2000"), 100 * 50 / 60., 1e-15);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(index_wants_a_base)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,time,value\nFRA,2000,50\n");
    ck_assert_ptr_null(tidy_analyze("index", p, NULL, &err, NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "'index' needs the period that is 100: "
                               "--base=PERIOD");
    ck_assert_ptr_null(
        tidy_analyze("index", p, NULL, &err, "--base=200x", NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(the_step_at_a_break_is_estimated)
{
    /* R: lm(log(v) ~ year + I(year >= 2004)) */
    struct ct_panel *r = run("index",
                             "area,time,value,status\nFRA,2000,10,\n"
                             "FRA,2001,12,\nFRA,2002,11,\nFRA,2003,14,\n"
                             "FRA,2004,28,B\nFRA,2005,27,\nFRA,2006,33,\n",
                             "--base=2004", NULL);
    assert_near(tidy_number(r, "link", "time", "2004", "delta"),
                0.6059857007189613, 1e-12);
    assert_near(tidy_number(r, "link", "time", "2004", "se"),
                0.12831708538415509, 1e-12);
    ck_assert_double_eq(tidy_number(r, "link", "time", "2004", "df"), 4);
    assert_near(tidy_number(r, "link", "time", "2004", "factor"),
                exp(0.6059857007189613), 1e-12);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(changes_are_between_neighbouring_years)
{
    const char *text = "area,time,value,status\nFRA,2000,50,\n"
                       "FRA,2001,60,P\nFRA,2003,75,\nFRA,2004,90,B\n"
                       "FRA,2005,45,\n";
    struct ct_panel *r = run("change", text, NULL, NULL);
    ck_assert(isnan(at(r, "2000")) && isnan(at(r, "2003")));
    assert_near(at(r, "2001"), 20, 1e-14);
    ck_assert(isnan(at(r, "2004")));
    assert_near(at(r, "2005"), -50, 1e-14);
    ck_assert_str_eq(note(r), "no change across a break");
    ck_assert(isnan(cell(r, "total")) && isnan(cell(r, "growth_ols")));
    ct_panel_destroy(r);
    r = run("change", text, "--kind=annualised", NULL);
    assert_near(at(r, "2003"), 100 * (sqrt(75 / 60.) - 1), 1e-14);
    ck_assert_uint_eq(tidy_obs(r, "area", "FRA", "2003").status,
                      CT_STATUS_PROVISIONAL);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(months_are_compared_with_the_year_before)
{
    const char *text = "area,time,value\nFRA,2000-01,50\nFRA,2000-02,80\n"
                       "FRA,2001-01,60\n";
    struct ct_panel *r = run("change", text, NULL, NULL);
    ck_assert(isnan(at(r, "2000-02")));
    assert_near(at(r, "2001-01"), 20, 1e-14);
    ct_panel_destroy(r);
    r = run("change", text, "--kind=annualised", NULL);
    assert_near(at(r, "2000-02"), 100 * (pow(1.6, 12) - 1), 1e-12);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(small_and_zero_bases_have_no_change)
{
    const char *text = "area,time,value\nFRA,2000,0\nFRA,2001,10\n"
                       "FRA,2002,20\nFRA,2003,30\n";
    struct ct_panel *r = run("change", text, NULL, NULL);
    ck_assert(isnan(at(r, "2001")) && isnan(at(r, "2002")));
    assert_near(at(r, "2003"), 50, 1e-14);
    ck_assert_str_eq(note(r), "no change from 0; no change from fewer than 20 "
                              "events (--small-bases gives it); zero counts "
                              "taken as 0.5");
    ck_assert(isnan(cell(r, "cagr")));
    ct_panel_destroy(r);
    r = run("change", text, "--small-bases", "--zero=drop");
    assert_near(at(r, "2002"), 100, 1e-14);
    assert_near(cell(r, "growth_ols"), 100 * (sqrt(3) - 1), 1e-13);
    ct_panel_destroy(r);
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(text);
    ck_assert_ptr_null(
        tidy_analyze("change", p, NULL, &err, "--zero=error", NULL));
    ck_assert_str_eq(err.text, "area=FRA measure=offences unit=NUMBER has a "
                               "zero, which has no logarithm; --zero=half or "
                               "--zero=drop");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(growth_over_the_whole)
{
    struct ct_panel *r = run("change",
                             "area,unit,time,value\nFRA,RATE_100K,1990,4\n"
                             "FRA,RATE_100K,2000,6\nFRA,RATE_100K,2010,9\n",
                             "--kind=cagr", NULL);
    ck_assert_uint_eq(r->n_obs, 0);
    assert_near(cell(r, "total"), 125, 1e-14);
    assert_near(cell(r, "cagr"), 100 * (pow(1.5, 0.1) - 1), 1e-13);
    assert_near(cell(r, "growth_ols"), 100 * (pow(1.5, 0.1) - 1), 1e-12);
    ck_assert_double_eq(cell(r, "years"), 20);
    ck_assert_double_eq(cell(r, "peak_value"), 9);
    ck_assert_str_eq(tidy_text(r, "change", "area", "FRA", "trough"), "1990");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(one_value_and_none_have_no_change)
{
    struct ct_panel *r =
        run("change", "area,time,value\nFRA,2000,30\n", NULL, NULL);
    ck_assert(isnan(cell(r, "total")) && isnan(cell(r, "cagr")) &&
              isnan(cell(r, "growth_ols")));
    ck_assert_double_eq(cell(r, "peak_value"), 30);
    ct_panel_destroy(r);
    r = run("change", "area,time,value\nFRA,2000,\n", NULL, NULL);
    ck_assert_double_eq(cell(r, "n"), 0);
    ck_assert_str_eq(note(r), "no values");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(windows_are_whole_or_empty)
{
    const char *text = "area,time,value,status\nFRA,2000,1,\nFRA,2001,2,\n"
                       "FRA,2002,6,\nFRA,2003,4,\nFRA,2004,10,\n"
                       "FRA,2006,1,\nFRA,2007,1,B\n";
    struct ct_panel *r = run("smooth", text, NULL, NULL);
    ck_assert(isnan(at(r, "2000")));
    ck_assert_double_eq(at(r, "2001"), 3);
    ck_assert(isnan(at(r, "2004")) && isnan(at(r, "2006")));
    ck_assert_double_eq(tidy_obs(r, "area", "FRA", "2000").x[CT_OBSERVED], 1);
    ct_panel_destroy(r);
    r = run("smooth", text, "--window=2", NULL);
    ck_assert_double_eq(at(r, "2002"), 4.5);
    ct_panel_destroy(r);
    r = run("smooth", text, "--window=2", "--align=trailing");
    ck_assert_double_eq(at(r, "2001"), 1.5);
    ck_assert(isnan(at(r, "2007")));
    ct_panel_destroy(r);
    r = run("smooth", text, "--window=2", "--across-breaks=ignore");
    ck_assert(isnan(at(r, "2007")));
    ct_panel_destroy(r);
}
END_TEST

/* A series known by two definitions, and one by the old one alone. */
static const char *const two_bases =
    "area,definition,time,value,status\n"
    "FRA,new,2003,300,B\nFRA,new,2004,330,\nFRA,new,2005,,\n"
    "FRA,old,2000,100,\nFRA,old,2001,110,\nFRA,old,2002,120,\n"
    "FRA,old,2003,150,\nFRA,old,2004,150,\nFRA,old,2005,160,\n"
    "ITA,old,2003,50,\nITA,old,2004,60,\n";

static struct ct_panel *join(const char *text, const char *a, const char *b)
{
    struct ct_panel *r =
        tidy_result("index", text, NULL, "--join=definition=old,new",
                    "--base=2003", a, b, NULL);
    return r;
}

START_TEST(series_on_two_bases_become_one)
{
    struct ct_panel *r = join(two_bases, "--link=last", NULL);
    ck_assert_uint_eq(r->n_series, 2);
    ck_assert_str_eq(ct_panel_code_of(r, "definition", 0), "new");
    ck_assert_str_eq(ct_panel_code_of(r, "definition", 1), "old");
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2002");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 100 * 120 * 2.2 / 300, 1e-12);
    ck_assert_int_eq(o.status, CT_STATUS_IMPUTED);
    ck_assert_double_eq_tol(tidy_obs(r, "area", "FRA", "2004").x[CT_VALUE], 110,
                            1e-12);
    ck_assert_double_nan(tidy_obs(r, "area", "FRA", "2005").x[CT_VALUE]);
    ck_assert_double_eq_tol(tidy_obs(r, "area", "ITA", "2004").x[CT_VALUE], 120,
                            1e-12);
    ck_assert_str_eq(tidy_text(r, "link", "area", "FRA", "time"), "2003");
    ck_assert_double_eq_tol(tidy_number(r, "link", "area", "FRA", "cv"),
                            100 * sqrt(0.02) / 2.1, 1e-12);
    ck_assert_str_eq(tidy_text(r, "link", "area", "FRA", "note"),
                     "overlap unstable: new / old varies by 6.7 percent");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(without_overlap_the_step_is_reported_and_used_when_asked)
{
    const char *text = "area,definition,time,value\n"
                       "FRA,new,2003,200\nFRA,new,2004,200\nFRA,new,2005,200\n"
                       "FRA,old,2000,100\nFRA,old,2001,100\nFRA,old,2002,100\n";
    struct ct_panel *r = join(text, NULL, NULL);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2002");
    ck_assert_double_nan(o.x[CT_VALUE]);
    ck_assert_double_eq_tol(tidy_number(r, "link", "area", "FRA", "factor"), 2,
                            1e-9);
    ck_assert_str_eq(tidy_text(r, "link", "area", "FRA", "method"),
                     "level-shift");
    ct_panel_destroy(r);
    r = join(text, "--across-breaks=link", NULL);
    o = tidy_obs(r, "area", "FRA", "2002");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 100, 1e-9);
    ck_assert_int_eq(o.status, CT_STATUS_IMPUTED);
    ck_assert_uint_eq(ct_panel_table(r, "link")->n_rows, 1);
    ck_assert_double_eq_tol(tidy_number(r, "link", "area", "FRA", "factor"), 2,
                            1e-9);
    ct_panel_destroy(r);
    r = join(text, "--across-breaks=ignore", NULL);
    ck_assert_double_eq(tidy_obs(r, "area", "FRA", "2002").x[CT_VALUE], 50);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(codes_to_join_must_be_there)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(two_bases);
    ck_assert_ptr_null(tidy_analyze("index", p, NULL, &err, "--base=2003",
                                    "--join=definition=od,new", NULL));
    ck_assert_str_eq(err.text, "--join: nothing selected has definition 'od'; "
                               "did you mean 'old'?");
    ck_assert_ptr_null(tidy_analyze("index", p, NULL, &err, "--base=2003",
                                    "--join=definition=old", NULL));
    ck_assert_str_eq(err.text, "--join=definition=old is not of the form "
                               "DIM=CODE,CODE");
    ck_assert_ptr_null(tidy_analyze("index", p, NULL, &err, "--base=2003",
                                    "--join=definition=old,old", NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "--join=definition=old,old: no series is "
                               "joined to itself");
    ct_panel_destroy(p);
}
END_TEST

Suite *index_suite(void);
Suite *index_suite(void)
{
    Suite *s = suite_create("index, change, smooth");
    TCase *t = tcase_create("index");
    tcase_add_test(t, index_is_percent_of_the_base);
    tcase_add_test(t, a_base_without_a_value_leaves_all_empty);
    tcase_add_test(t, a_year_is_base_for_its_quarters_if_complete);
    tcase_add_test(t, no_index_across_a_break);
    tcase_add_test(t, index_wants_a_base);
    tcase_add_test(t, the_step_at_a_break_is_estimated);
    tcase_add_test(t, changes_are_between_neighbouring_years);
    tcase_add_test(t, months_are_compared_with_the_year_before);
    tcase_add_test(t, small_and_zero_bases_have_no_change);
    tcase_add_test(t, growth_over_the_whole);
    tcase_add_test(t, one_value_and_none_have_no_change);
    tcase_add_test(t, windows_are_whole_or_empty);
    tcase_add_test(t, series_on_two_bases_become_one);
    tcase_add_test(t, without_overlap_the_step_is_reported_and_used_when_asked);
    tcase_add_test(t, codes_to_join_must_be_there);
    suite_add_tcase(s, t);
    return s;
}
