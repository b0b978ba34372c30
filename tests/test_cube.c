/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the carriers of cubes share: periods and names. */
#include "config.h"

#include "collect/cube.h"
#include "tests/unit.h"

#include <string.h>

static void period_is(const char *text, char freq, const char *want)
{
    char got[CT_CUBE_PERIOD_MAX];
    size_t n = ct_cube_period(text, strlen(text), freq, got);
    ck_assert_str_eq(got, want);
    ck_assert_uint_eq(n, strlen(got));
}

START_TEST(periods_are_written_our_way)
{
    static const char *const cases[][2] = {{"2010", "2010"},
                                           {"2010-06", "2010-06"},
                                           {"2010-Q2", "2010-Q2"},
                                           {"2010M01", "2010-01"},
                                           {"2010M1", "2010-01"},
                                           {"2010-M12", "2010-12"},
                                           {"2010K3", "2010-Q3"},
                                           {"2010Q4", "2010-Q4"},
                                           {"2010-A1", "2010"},
                                           {"201012", "2010-12"},
                                           {"2010-06-01", "2010-06"},
                                           {"2010-06-01T00:00:00", "2010-06"},
                                           {"2010-01-01/P1Y", "2010"},
                                           {"2010-04-01/P3M", "2010-Q2"},
                                           {"2010-04-01/P1M", "2010-04"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        period_is(cases[i][0], 0, cases[i][1]);
}
END_TEST

START_TEST(dates_are_the_period_of_the_frequency)
{
    period_is("2010-01-01", 'A', "2010");
    period_is("2010-07-01", 'Q', "2010-Q3");
    period_is("2010-07-01", 'M', "2010-07");
}
END_TEST

/* What cannot be a period of ours is for the one who reads the message. */
START_TEST(other_texts_stay_as_they_are)
{
    static const char *const cases[] = {
        "",        "20",         "2010-W05",   "2010-S1",
        "2010M13", "2010K5",     "2010-06-02", "2010-02-01/P2M",
        "201013",  "2010-06-0x", "2010-06-01x"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        period_is(cases[i], 0, cases[i]);
    period_is("2010-02-01", 'Q', "2010-02-01");
    period_is("2010-02-01", 'D', "2010-02-01");
    period_is("a text that is longer than any period can be", 0,
              "a text that is longer than any ");
}
END_TEST

START_TEST(only_years_of_our_time_look_like_periods)
{
    ck_assert(ct_cube_looks_like_period("2010M01", 7));
    ck_assert(ct_cube_looks_like_period("1999", 4));
    ck_assert(!ct_cube_looks_like_period("0101", 4));
    ck_assert(!ct_cube_looks_like_period("9999", 4));
    ck_assert(!ct_cube_looks_like_period("2010-W05", 8));
    ck_assert(!ct_cube_looks_like_period("", 0));
}
END_TEST

static void name_is(const char *id, const char *want)
{
    char *taken[] = {(char *)"geo", (char *)"geo_2"};
    char *got = ct_cube_name(id, taken, 2);
    ck_assert_str_eq(got, want);
    free(got);
}

START_TEST(names_are_words_that_nothing_else_has)
{
    name_is("REF_AREA", "ref_area");
    name_is("Sex of victim", "sex_of_victim");
    name_is("r\xc3\xa9gion (2)", "r_gion_2");
    name_is("2010", "d_2010");
    name_is("\xe5\x9c\xb0", "d_");
    name_is("", "d_");
    name_is("GEO", "geo_3");
    name_is("VALUE", "value_dim");
    name_is("dataset", "dataset_dim");
}
END_TEST

Suite *cube_suite(void);
Suite *cube_suite(void)
{
    Suite *s = suite_create("cube");
    TCase *t = tcase_create("cube");
    tcase_add_test(t, periods_are_written_our_way);
    tcase_add_test(t, dates_are_the_period_of_the_frequency);
    tcase_add_test(t, other_texts_stay_as_they_are);
    tcase_add_test(t, only_years_of_our_time_look_like_periods);
    tcase_add_test(t, names_are_words_that_nothing_else_has);
    suite_add_tcase(s, t);
    return s;
}
