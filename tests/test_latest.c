/* SPDX-License-Identifier: GPL-3.0-or-later
 * latest: which value, how old, and what is said of it. */
#include "config.h"

#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static struct ct_panel *latest(const char *text, const char *people,
                               const char *option)
{
    struct ct_panel *r = tidy_result("latest", text, people, option, NULL);
    return r;
}

static double cell(const struct ct_panel *r, const char *area,
                   const char *column)
{
    return tidy_number(r, "latest", "area", area, column);
}

static const char *word(const struct ct_panel *r, const char *area,
                        const char *column)
{
    return tidy_text(r, "latest", "area", area, column);
}

static bool has_note(const struct ct_panel *r, const char *text)
{
    for (size_t i = 0; i < r->provenance.n_notes; i++)
        if (strcmp(ct_note_text(&r->provenance, i), text) == 0)
            return true;
    return false;
}

static const char *const counts = "area,time,value,lower,upper,status\n"
                                  "DEU,2021,30,20,40,\nDEU,2022,32,22,42,P\n"
                                  "FRA,2018,7,,,\nFRA,2019,,,,O\n"
                                  "ITA,2016,9,,,\nITA,2021,,0,4,Q\n"
                                  "JPN,2022,,,,O\n"
                                  "NOR,2017,5,,,\n";

START_TEST(newest_values_have_an_age)
{
    struct ct_panel *r = latest(counts, NULL, NULL);
    ck_assert_str_eq(word(r, "DEU", "time"), "2022");
    assert_near(cell(r, "DEU", "value"), 32, 0);
    assert_near(cell(r, "DEU", "upper"), 42, 0);
    assert_near(cell(r, "DEU", "age"), 0, 0);
    ck_assert_str_eq(word(r, "DEU", "status"), "P");
    ck_assert_str_eq(word(r, "FRA", "time"), "2018");
    ck_assert_str_eq(word(r, "FRA", "reference"), "2022");
    assert_near(cell(r, "FRA", "age"), 4, 0);
    assert_near(cell(r, "NOR", "age"), 5, 0);
    ck_assert_str_eq(word(r, "ITA", "time"), "");
    ck_assert(isnan(cell(r, "ITA", "value")));
    ck_assert_str_eq(word(r, "ITA", "note"),
                     "a newer number is suppressed; the last value, of 2016, "
                     "is too old");
    ck_assert_str_eq(word(r, "JPN", "note"), "no value");
    ck_assert(has_note(r, "3 of 5 series have a value that is new enough"));
    ck_assert(has_note(r, "values of 2017 to 2022 stand side by side: they "
                          "are not of one period"));
    ct_panel_destroy(r);
    r = latest(counts, NULL, "--within=4");
    ck_assert_str_eq(word(r, "NOR", "time"), "");
    ct_panel_destroy(r);
    r = latest(counts, NULL, "--within=0");
    ck_assert(has_note(r, "1 of 5 series have a value that is new enough"));
    ck_assert(!has_note(r, "values of 2022 to 2022 stand side by side: they "
                           "are not of one period"));
    ct_panel_destroy(r);
}
END_TEST

/* Months are aged by months; a year is measured against years. */
START_TEST(each_frequency_has_its_reference)
{
    struct ct_panel *r = latest("area,time,value\n"
                                "DEU,2022-07,3\nFRA,2022-01,3\nITA,2019,3\n",
                                NULL, NULL);
    assert_near(cell(r, "FRA", "age"), .5, 0);
    ck_assert_str_eq(word(r, "FRA", "reference"), "2022-07");
    assert_near(cell(r, "ITA", "age"), 0, 0);
    ct_panel_destroy(r);
}
END_TEST

/* Residents of a later year are no newer value; rates keep what they are of. */
START_TEST(rates_may_be_the_newest)
{
    static const char *const people = "area,measure,time,value\n"
                                      "DEU,population,2020,1000\n"
                                      "DEU,population,2030,1000\n";
    struct ct_panel *r = latest("area,measure,time,value\nDEU,offences,2020,5\n"
                                "DEU,population,2030,1000\n",
                                people, NULL);
    ck_assert_str_eq(word(r, "DEU", "reference"), "2020");
    assert_near(cell(r, "DEU", "value"), 500, 1e-12);
    assert_near(cell(r, "DEU", "events"), 5, 0);
    assert_near(cell(r, "DEU", "population"), 1000, 0);
    ct_panel_destroy(r);
    r = latest(people, NULL, NULL);
    ck_assert_str_eq(word(r, "DEU", "reference"), "2030");
    ct_panel_destroy(r);
}
END_TEST

Suite *latest_suite(void);
Suite *latest_suite(void)
{
    Suite *s = suite_create("latest");
    TCase *t = tcase_create("latest");
    tcase_add_test(t, newest_values_have_an_age);
    tcase_add_test(t, each_frequency_has_its_reference);
    tcase_add_test(t, rates_may_be_the_newest);
    suite_add_tcase(s, t);
    return s;
}
