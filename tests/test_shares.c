/* SPDX-License-Identifier: GPL-3.0-or-later
 * shares: bases, unknowns, suppressed numbers, areas put together. */
#include "config.h"

#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static struct ct_panel *shares(const char *text, const char *of,
                               const char *option, struct ct_error *err)
{
    return tidy_try("shares", text, NULL, err, "--of", of, option, NULL);
}

/* A row of the table: `where` is that code, in that year; n_rows if none. */
static size_t find(const struct ct_table *t, const char *where,
                   const char *code, const char *year)
{
    long column = ct_table_find(t, where), time = ct_table_find(t, "time");
    size_t i = 0;
    ck_assert_int_ge(column, 0);
    while (i < t->n_rows && (strcmp(t->columns[column].text[i], code) != 0 ||
                             strcmp(t->columns[time].text[i], year) != 0))
        i++;
    return i;
}

static double cell(const struct ct_panel *r, const char *code, const char *year,
                   const char *column)
{
    const struct ct_table *t = ct_panel_table(r, "shares");
    size_t i = find(t, "sex", code, year);
    ck_assert_msg(i < t->n_rows, "no %s in %s", code, year);
    return t->columns[ct_table_find(t, column)].number[i];
}

static const char *first_note(const struct ct_panel *r)
{
    const struct ct_table *t = ct_panel_table(r, "shares");
    return t->columns[ct_table_find(t, "note")].text[0];
}

/* 2000: 10 unknown, and the total has 5 more. 2001: one suppressed. 2002: men
 * missing. 2003: women alone. */
static const char *const sexes =
    "area,measure,sex,time,value,lower,upper,status\n"
    "DEU,suspects,F,2000,20,,,\nDEU,suspects,F,2001,,0,4,Q\n"
    "DEU,suspects,F,2002,20,,,\nDEU,suspects,F,2003,8,,,\n"
    "DEU,suspects,M,2000,60,,,\nDEU,suspects,M,2001,16,,,\n"
    "DEU,suspects,M,2002,,,,O\n"
    "DEU,suspects,_T,2000,95,,,\nDEU,suspects,_T,2001,18,,,\n"
    "DEU,suspects,_T,2002,90,,,\nDEU,suspects,_T,2003,9,,,\n"
    "DEU,suspects,_U,2000,10,,,\n";

START_TEST(unknowns_are_left_out_of_the_base)
{
    struct ct_error err;
    struct ct_panel *r = shares(sexes, "sex", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(cell(r, "F", "2000", "part"), 20, 0);
    assert_near(cell(r, "F", "2000", "whole"), 80, 0);
    assert_near(cell(r, "F", "2000", "share"), .25, 1e-15);
    assert_near(cell(r, "F", "2000", "unknown"), 15, 0);
    assert_near(cell(r, "F", "2000", "areas"), 1, 0);
    assert_near(cell(r, "F", "2000", "lower"), .16806, 1e-4);
    assert_near(cell(r, "F", "2000", "upper"), .35486, 1e-4);
    const struct ct_table *t = ct_panel_table(r, "shares");
    ck_assert_uint_eq(find(t, "sex", "_U", "2000"), t->n_rows);
    ck_assert_uint_eq(find(t, "sex", "_T", "2000"), t->n_rows);
    ck_assert_ptr_nonnull(
        strstr(first_note(r), "shares are of those with known sex"));
    ck_assert_ptr_null(strstr(first_note(r), "victims"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(unknowns_are_a_part_if_asked_for)
{
    struct ct_error err;
    struct ct_panel *r = shares(sexes, "sex", "--unknown=show", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(cell(r, "F", "2000", "share"), 20 / 95., 1e-15);
    assert_near(cell(r, "_U", "2000", "part"), 15, 0);
    assert_near(cell(r, "_U", "2000", "share"), 15 / 95., 1e-15);
    ck_assert_ptr_nonnull(strstr(
        first_note(r), "shares are of all, also those with unknown sex"));
    ct_panel_destroy(r);
    /* Without a code for them, what the parts lack is unknown. */
    r = shares("area,sex,time,value\nDEU,F,2000,20\nDEU,M,2000,60\n"
               "DEU,_T,2000,100\n",
               "sex", "--unknown=show", &err);
    assert_near(cell(r, "_U", "2000", "share"), .2, 1e-15);
    assert_near(cell(r, "M", "2000", "share"), .6, 1e-15);
    ct_panel_destroy(r);
}
END_TEST

/* The total must not tell what is suppressed: 18 - 16. */
START_TEST(suppressed_numbers_stay_so)
{
    struct ct_error err;
    struct ct_panel *r = shares(sexes, "sex", "--unknown=show", &err);
    ck_assert(isnan(cell(r, "F", "2001", "part")));
    ck_assert(isnan(cell(r, "F", "2001", "share")));
    ck_assert(isnan(cell(r, "F", "2001", "unknown")));
    assert_near(cell(r, "F", "2001", "suppressed"), 1, 0);
    assert_near(cell(r, "F", "2001", "lower"), 0, 0);
    ck_assert(cell(r, "F", "2001", "upper") > 4 / 20.);
    assert_near(cell(r, "M", "2001", "whole"), 16, 0);
    assert_near(cell(r, "M", "2001", "share"), 1, 0);
    ck_assert(cell(r, "M", "2001", "lower") < 16 / 20.);
    const struct ct_table *t = ct_panel_table(r, "shares");
    ck_assert_uint_eq(find(t, "sex", "_U", "2001"), t->n_rows);
    ck_assert_ptr_nonnull(
        strstr(first_note(r), "suppressed numbers: 1; shares are of the "
                              "numbers given, limits hold what the suppressed "
                              "ones can be"));
    ck_assert_ptr_nonnull(
        strstr(first_note(r),
               "wholes of fewer than 20: 1; their shares are unreliable"));
    ck_assert_str_eq(t->columns[ct_table_find(t, "reliability")]
                         .text[find(t, "sex", "M", "2001")],
                     "unreliable");
    ct_panel_destroy(r);
    r = shares(sexes, "sex", "--suppressed=midpoint", &err);
    assert_near(cell(r, "F", "2001", "share"), 2 / 18., 1e-15);
    t = ct_panel_table(r, "shares");
    ck_assert_str_eq(t->columns[ct_table_find(t, "status")]
                         .text[find(t, "sex", "M", "2001")],
                     "I");
    ct_panel_destroy(r);
}
END_TEST

/* Women beside men that nobody reported are not all. */
START_TEST(a_missing_part_leaves_no_share)
{
    struct ct_error err;
    struct ct_panel *r = shares(sexes, "sex", NULL, &err);
    ck_assert(isnan(cell(r, "F", "2002", "share")));
    ck_assert(isnan(cell(r, "M", "2002", "share")));
    assert_near(cell(r, "F", "2002", "areas"), 0, 0);
    ck_assert(isnan(cell(r, "F", "2003", "share")));
    ct_panel_destroy(r);
    r = shares("area,sex,time,value\nDEU,F,2000,20\n", "sex", NULL, &err);
    ck_assert_ptr_nonnull(
        strstr(first_note(r), "not computed: fewer than two parts"));
    ct_panel_destroy(r);
}
END_TEST

static const char *const forms =
    "area,@source,measure,form,sex,time,value,lower,upper,status\n"
    "DEU,police,victims,LABOUR,_T,2000,30,,,\n"
    "DEU,police,victims,LABOUR,_T,2001,30,,,\n"
    "DEU,police,victims,SEXUAL,_T,2000,70,,,\n"
    "FRA,police,victims,LABOUR,_T,2000,10,,,\n"
    "FRA,police,victims,SEXUAL,_T,2000,90,,,\n"
    "JPN,police,victims,LABOUR,_T,2000,,0,4,Q\n"
    "JPN,police,victims,SEXUAL,_T,2000,20,,,\n"
    "USA,police,victims,_T,_T,2000,900,,,\n";

START_TEST(areas_are_put_together)
{
    struct ct_error err;
    struct ct_panel *r = shares(forms, "form", "--by=m49-region", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "shares");
    size_t row = find(t, "area", "M49:150", "2000");
    assert_near(t->columns[ct_table_find(t, "share")].number[row], .2, 1e-15);
    assert_near(t->columns[ct_table_find(t, "areas")].number[row], 2, 0);
    row = find(t, "area", "_T", "2000");
    assert_near(t->columns[ct_table_find(t, "whole")].number[row], 220, 0);
    assert_near(t->columns[ct_table_find(t, "areas")].number[row], 3, 0);
    assert_near(t->columns[ct_table_find(t, "suppressed")].number[row], 1, 0);
    row = find(t, "area", "_T", "2001");
    ck_assert(isnan(t->columns[ct_table_find(t, "share")].number[row]));
    ck_assert_uint_eq(find(t, "area", "M49:002", "2000"), t->n_rows);
    ck_assert_ptr_nonnull(
        strstr(first_note(r), "the areas put together are not the same in all "
                              "periods: so shares may change because others "
                              "report"));
    ck_assert_ptr_nonnull(strstr(first_note(r),
                                 "victims come in groups: limits and p-values, "
                                 "which take each by itself, only describe"));
    ct_panel_destroy(r);
    r = shares(forms, "form", "--by=world", &err);
    t = ct_panel_table(r, "shares");
    ck_assert_uint_lt(find(t, "area", "M49:001", "2000"), t->n_rows);
    ck_assert_uint_eq(find(t, "area", "M49:150", "2000"), t->n_rows);
    ct_panel_destroy(r);
}
END_TEST

/* Shares of areas in what all have; two dimensions at once. */
START_TEST(any_dimension_has_parts)
{
    struct ct_error err;
    struct ct_panel *r = shares("area,time,value\nDEU,2000,30\nFRA,2000,10\n"
                                "_T,2000,50\n",
                                "area", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "shares");
    size_t row = find(t, "area", "DEU", "2000");
    assert_near(t->columns[ct_table_find(t, "share")].number[row], .75, 0);
    assert_near(t->columns[ct_table_find(t, "areas")].number[row], 2, 0);
    ct_panel_destroy(r);
    r = shares("area,sex,age,time,value\n"
               "DEU,F,Y_LT18,2000,10\nDEU,F,Y_GE18,2000,20\n"
               "DEU,M,Y_LT18,2000,30\nDEU,M,Y_GE18,2000,40\n"
               "DEU,F,_T,2000,30\nDEU,_T,_T,2000,120\nDEU,M,_U,2000,5\n",
               "sex,age", "--unknown=show", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    t = ct_panel_table(r, "shares");
    ck_assert_uint_eq(t->n_rows, 6);
    row = find(t, "age", "Y_LT18", "2000");
    assert_near(t->columns[ct_table_find(t, "share")].number[row], 10 / 120.,
                1e-15);
    row = find(t, "sex", "_U", "2000");
    ck_assert_str_eq(t->columns[ct_table_find(t, "age")].text[row], "_U");
    assert_near(t->columns[ct_table_find(t, "part")].number[row], 15, 0);
    ct_panel_destroy(r);
}
END_TEST

/* Weights have shares, but no sampling limits; rates have neither. */
START_TEST(what_is_added_up_are_amounts)
{
    struct ct_error err;
    struct ct_panel *r = shares("area,drug,unit,time,value\n"
                                "DEU,A,KG,2000,30\nDEU,B,KG,2000,10\n"
                                "DEU,A,RATE_100K,2000,3\n",
                                "drug", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "shares");
    ck_assert_uint_eq(t->n_rows, 2);
    assert_near(t->columns[ct_table_find(t, "share")].number[0], .75, 0);
    ck_assert(isnan(t->columns[ct_table_find(t, "lower")].number[0]));
    ck_assert_str_eq(ct_note_text(&r->provenance, 0),
                     "1 series left out: they are no numbers that can be "
                     "added up");
    ct_panel_destroy(r);
}
END_TEST

static void refused(const char *text, const char *of, const char *option,
                    const char *why)
{
    tidy_refused("shares", text, why, "--of", of, option, NULL);
}

START_TEST(what_is_no_whole_is_refused)
{
    refused("area,age,time,value\nDEU,Y_LT18,2000,3\nDEU,Y15T24,2000,4\n",
            "age", NULL,
            "area=DEU measure=offences unit=NUMBER: age Y15T24 and Y_LT18 "
            "overlap; --where age=... names those that make up the whole");
    refused("area,offence,time,value\nDEU,0101,2000,3\nDEU,01,2000,4\n",
            "offence", NULL,
            "area=DEU measure=offences unit=NUMBER: offence 01 and 0101 "
            "overlap; --where offence=... names those that make up the whole");
    refused(forms, "measure", NULL,
            "--of=measure: measures count different things");
    refused(forms, "source", NULL,
            "--of=source: sources count the same things");
    refused(forms, "from", NULL,
            "--of: there is no dimension 'from'; did you mean 'form'?");
    refused(forms, "form,sex,area", NULL,
            "--of=form,sex,area is not of the form DIM[,DIM]");
    refused(forms, "form,form", NULL,
            "--of=form,form is not of the form DIM[,DIM]");
    refused(forms, "area", "--by=world",
            "--by puts areas together, and --of=area makes them the parts");
    refused("area,@source,sex,time,value\nDEU,police,F,2000,3\n"
            "DEU,courts,M,2000,4\n",
            "sex", NULL,
            "source differs: area=DEU measure=offences sex=F unit=NUMBER has "
            "'police', area=DEU measure=offences sex=M unit=NUMBER has "
            "'courts'; --allow=source puts them together");
}
END_TEST

/* Codes that follow one another in time do not overlap. */
START_TEST(codes_may_change_over_time)
{
    struct ct_error err;
    struct ct_panel *r = shares("area,age,time,value\n"
                                "DEU,Y_LT18,2000,30\nDEU,Y_GE18,2000,70\n"
                                "DEU,Y_LT21,2001,50\nDEU,Y_GE21,2001,50\n",
                                "age", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(ct_panel_table(r, "shares")->n_rows, 4);
    ct_panel_destroy(r);
}
END_TEST

Suite *shares_suite(void);
Suite *shares_suite(void)
{
    Suite *s = suite_create("shares");
    TCase *t = tcase_create("shares");
    tcase_add_test(t, unknowns_are_left_out_of_the_base);
    tcase_add_test(t, unknowns_are_a_part_if_asked_for);
    tcase_add_test(t, suppressed_numbers_stay_so);
    tcase_add_test(t, a_missing_part_leaves_no_share);
    tcase_add_test(t, areas_are_put_together);
    tcase_add_test(t, any_dimension_has_parts);
    tcase_add_test(t, what_is_added_up_are_amounts);
    tcase_add_test(t, what_is_no_whole_is_refused);
    tcase_add_test(t, codes_may_change_over_time);
    suite_add_tcase(s, t);
    return s;
}
