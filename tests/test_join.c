/* SPDX-License-Identifier: GPL-3.0-or-later
 * Denominators: what is joined, tiled, interpolated, refused. */
#include "config.h"

#include "analyze/tile.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

/* The rate per 1,000 of the first area in a period, and the whole result. */
struct joined {
    struct ct_panel *result;
    struct ct_error err;
};

static struct joined join(const char *counts, const char *residents,
                          const char *option)
{
    struct joined j;
    struct ct_panel *p = tidy_panel(counts), *n = tidy_panel(residents);
    j.result = tidy_analyze("rate", p, n, &j.err, "--per=1000", option, NULL);
    ct_panel_destroy(p);
    ct_panel_destroy(n);
    return j;
}

/* Population found for area FRA in a period. */
static double found(const char *counts, const char *residents,
                    const char *period)
{
    struct joined j = join(counts, residents, NULL);
    ck_assert_msg(j.result != NULL, "%s", j.err.text);
    double x = tidy_obs(j.result, "area", "FRA", period).x[CT_POPULATION];
    ct_panel_destroy(j.result);
    return x;
}

START_TEST(area_and_period_must_be_the_same)
{
    const char *counts = "area,time,value\nFRA,2000,5\n";
    ck_assert_double_eq(
        found(counts, "area,measure,time,value\nFRA,population,2000,9\n",
              "2000"),
        9);
    ck_assert(isnan(found(
        counts, "area,measure,time,value\nFRA,population,2001,9\n", "2000")));
    ck_assert(isnan(found(
        counts, "area,measure,time,value\nDEU,population,2000,9\n", "2000")));
}
END_TEST

START_TEST(a_month_takes_its_own_or_its_years_population)
{
    const char *counts = "area,time,value\nFRA,2000-03,5\nFRA,2001-03,5\n";
    const char *residents = "area,measure,time,value\n"
                            "FRA,population,2000,9\nFRA,population,2001,10\n"
                            "FRA,population,2001-03,11\n";
    ck_assert_double_eq(found(counts, residents, "2000-03"), 9);
    ck_assert_double_eq(found(counts, residents, "2001-03"), 11);
}
END_TEST

START_TEST(sexes_and_ages_are_added_up)
{
    const char *residents = "area,measure,sex,age,time,value\n"
                            "FRA,population,F,Y0T14,2000,1\n"
                            "FRA,population,F,Y15T64,2000,2\n"
                            "FRA,population,F,Y_GE65,2000,4\n"
                            "FRA,population,M,Y0T14,2000,8\n"
                            "FRA,population,M,Y15T64,2000,16\n"
                            "FRA,population,M,Y_GE65,2000,32\n";
    ck_assert_double_eq(
        found("area,time,value\nFRA,2000,5\n", residents, "2000"), 63);
    ck_assert_double_eq(
        found("area,sex,time,value\nFRA,M,2000,5\n", residents, "2000"), 56);
    ck_assert_double_eq(
        found("area,age,time,value\nFRA,Y_LT15,2000,5\n", residents, "2000"),
        9);
    ck_assert_double_eq(
        found("area,age,time,value\nFRA,Y_GE15,2000,5\n", residents, "2000"),
        54);
    ck_assert(isnan(
        found("area,age,time,value\nFRA,Y10T14,2000,5\n", residents, "2000")));
    ck_assert(isnan(
        found("area,age,time,value\nFRA,_U,2000,5\n", residents, "2000")));
}
END_TEST

START_TEST(what_was_added_up_is_said)
{
    struct joined j = join("area,time,value\nFRA,2000,5\n",
                           "area,measure,sex,age,time,value\n"
                           "FRA,population,F,Y0T14,2000,1\n"
                           "FRA,population,F,Y_GE15,2000,2\n"
                           "FRA,population,M,_T,2000,8\n",
                           NULL);
    ck_assert_str_eq(tidy_text(j.result, "series", "area", "FRA", "note"),
                     "population added up: sex F + sex M, 2 ages");
    ct_panel_destroy(j.result);
}
END_TEST

START_TEST(a_total_is_not_a_sex)
{
    /* never all residents under the female victims */
    ck_assert(isnan(found("area,sex,time,value\nFRA,F,2000,5\n",
                          "area,measure,time,value\nFRA,population,2000,9\n",
                          "2000")));
    ck_assert(isnan(found(
        "area,time,value\nFRA,2000,5\n",
        "area,measure,sex,time,value\nFRA,population,F,2000,9\n", "2000")));
}
END_TEST

START_TEST(own_dimensions_join_where_both_have_them)
{
    const char *residents = "area,measure,region,offence,time,value\n"
                            "FRA,population,north,_T,2000,9\n"
                            "FRA,population,south,_T,2000,7\n";
    ck_assert_double_eq(found("area,offence,region,mechanism,time,value\n"
                              "FRA,0101,south,knife,2000,5\n",
                              residents, "2000"),
                        7);
}
END_TEST

START_TEST(totals_are_preferred_where_the_join_does_not_ask)
{
    ck_assert_double_eq(
        found("area,time,value\nFRA,2000,5\n",
              "area,measure,variant,time,value\n"
              "FRA,population,high,2000,9\nFRA,population,_T,2000,7\n",
              "2000"),
        7);
}
END_TEST

START_TEST(two_populations_are_refused)
{
    struct joined j = join("area,time,value\nFRA,2000,5\n",
                           "area,measure,vintage,time,value\n"
                           "FRA,population,2019,2000,9\n"
                           "FRA,population,2022,2000,8\n",
                           NULL);
    ck_assert_ptr_null(j.result);
    ck_assert_int_eq(j.err.code, CT_EDATA);
    ck_assert_str_eq(j.err.text,
                     "two populations for area=FRA in 2000: 9 (vintage=2019) "
                     "and 8 (vintage=2022); give a population file with one "
                     "of them");
    ck_assert_double_eq(found("area,time,value\nFRA,2000,5\n",
                              "area,measure,vintage,time,value\n"
                              "FRA,population,2019,2000,9\n"
                              "FRA,population,2022,2000,9\n",
                              "2000"),
                        9);
}
END_TEST

START_TEST(gaps_are_interpolated_when_asked)
{
    const char *counts = "area,time,value\nFRA,1999,5\nFRA,2000,5\n"
                         "FRA,2005,5\nFRA,2010,5\nFRA,2011,5\n";
    const char *residents = "area,measure,time,value\n"
                            "FRA,population,2000,100\n"
                            "FRA,population,2010,400\n";
    ck_assert(isnan(found(counts, residents, "2005")));
    struct joined j = join(counts, residents, "--population-gap=interpolate");
    struct ct_obs o = tidy_obs(j.result, "area", "FRA", "2005");
    assert_near(o.x[CT_POPULATION], 200, 1e-14);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    ck_assert_uint_eq(tidy_obs(j.result, "area", "FRA", "2000").status, 0);
    ck_assert(isnan(tidy_obs(j.result, "area", "FRA", "1999").x[CT_VALUE]));
    ck_assert(isnan(tidy_obs(j.result, "area", "FRA", "2011").x[CT_VALUE]));
    ck_assert_str_eq(tidy_text(j.result, "series", "area", "FRA", "note"),
                     "periods with interpolated population: 1; values "
                     "without a population: 2");
    ck_assert_str_eq(ct_note_text(&j.result->provenance, 0),
                     "no population for 2 of 5 values; the population has 2 "
                     "years from 2000 to 2010");
    ct_panel_destroy(j.result);
}
END_TEST

START_TEST(other_measures_in_the_population_file_are_passed_over)
{
    ck_assert_double_eq(found("area,time,value\nFRA,2000,5\n",
                              "area,measure,unit,time,value\n"
                              "FRA,offences,NUMBER,2000,9\n"
                              "FRA,population,RATE_100K,2000,8\n"
                              "FRA,population,NUMBER,2000,7\n",
                              "2000"),
                        7);
}
END_TEST

/* Which parts make up a whole: their numbers as digits. */
static const char *tiles(const struct ct_tile *part, size_t n, const char *sex,
                         const char *age)
{
    static char text[16];
    size_t chosen[8];
    struct ct_tile wanted = {sex, age, 0};
    size_t found_parts = ct_tile_find(part, n, &wanted, chosen);
    for (size_t i = 0; i < found_parts; i++)
        text[i] = (char)('0' + chosen[i]);
    text[found_parts] = '\0';
    return text;
}

START_TEST(tiles_have_neither_gaps_nor_overlaps)
{
    const struct ct_tile bands[] = {{"_T", "Y0T4", 1},   {"_T", "Y0T14", 1},
                                    {"_T", "Y5T9", 1},   {"_T", "Y10T19", 1},
                                    {"_T", "Y20T24", 1}, {"_T", "Y_GE25", 1}};
    /* 0-14 comes first but leads nowhere */
    ck_assert_str_eq(tiles(bands, 6, "_T", "_T"), "02345");
    ck_assert_str_eq(tiles(bands, 6, "_T", "Y0T9"), "02");
    ck_assert_str_eq(tiles(bands, 6, "_T", "Y0T14"), "1");
    ck_assert_str_eq(tiles(bands, 6, "_T", "Y_GE20"), "45");
    ck_assert_str_eq(tiles(bands, 6, "_T", "Y0T12"), "");
    ck_assert_str_eq(tiles(bands, 5, "_T", "_T"), "");
    ck_assert_str_eq(tiles(bands, 0, "_T", "_T"), "");
}
END_TEST

START_TEST(unknown_sexes_and_ages_belong_to_the_total)
{
    const struct ct_tile parts[] = {{"F", "_T", 1},
                                    {"M", "Y0T14", 1},
                                    {"M", "Y_GE15", 1},
                                    {"M", "_U", 1},
                                    {"_U", "_T", 1}};
    ck_assert_str_eq(tiles(parts, 5, "_T", "_T"), "01234");
    ck_assert_str_eq(tiles(parts, 4, "_T", "_T"), "0123");
    ck_assert_str_eq(tiles(parts, 1, "_T", "_T"), "");
    ck_assert_str_eq(tiles(parts, 5, "M", "_T"), "123");
    ck_assert_str_eq(tiles(parts, 5, "M", "Y0T14"), "1");
}
END_TEST

Suite *join_suite(void);
Suite *join_suite(void)
{
    Suite *s = suite_create("join");
    TCase *t = tcase_create("join");
    tcase_add_test(t, area_and_period_must_be_the_same);
    tcase_add_test(t, a_month_takes_its_own_or_its_years_population);
    tcase_add_test(t, sexes_and_ages_are_added_up);
    tcase_add_test(t, what_was_added_up_is_said);
    tcase_add_test(t, a_total_is_not_a_sex);
    tcase_add_test(t, own_dimensions_join_where_both_have_them);
    tcase_add_test(t, totals_are_preferred_where_the_join_does_not_ask);
    tcase_add_test(t, two_populations_are_refused);
    tcase_add_test(t, gaps_are_interpolated_when_asked);
    tcase_add_test(t, other_measures_in_the_population_file_are_passed_over);
    tcase_add_test(t, tiles_have_neither_gaps_nor_overlaps);
    tcase_add_test(t, unknown_sexes_and_ages_belong_to_the_total);
    suite_add_tcase(s, t);
    return s;
}
