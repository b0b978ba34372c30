/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure pyramid: which groups, which period, what is left out. */
#include "config.h"

#include "tests/drawn.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#define HEAD "area,measure,sex,age,time,value,lower,upper,status\n"

#define AGES                                                                   \
    HEAD "FRA,victims,_T,_T,2010,99,,,\nFRA,victims,F,_T,2010,98,,,\nFRA,"     \
         "victims,F,Y0T14,2010,5,,,\n"                                         \
         "FRA,victims,F,Y15T29,2010,7,,,E\nFRA,victims,M,Y0T14,2010,6,,,\n"    \
         "FRA,victims,M,Y15T29,2010,0,,,\nFRA,victims,M,Y_GE30,2010,3,,,\n"    \
         "FRA,victims,F,Y_GE30,2010,,,,Q\n"

START_TEST(groups)
{
    check_drawn("pyramid", AGES,
                ">Victims, France</title>|Number of victims, 2010|>Male<|"
                ">Female<|>Age<|>0\u201314<|>15\u201329<|>30+<|>7<|>0<|"
                ">no value<|No value: Female|!Not shown|"
                "Pale bars: estimated.|3 age groups, the youngest below. |"
                "Female: most at 15\u201329, 7. |!>99<");
}
END_TEST

/* The latest period that most have; rates with their limits; one sex. */
START_TEST(rates)
{
    check_drawn("pyramid",
                "area,measure,unit,sex,age,time,value,lower,upper\n"
                "FRA,victims,RATE_100K,F,Y0T4,2010,5,4,6\n"
                "FRA,victims,RATE_100K,F,Y0T4,2011,4,3,6\n"
                "FRA,victims,RATE_100K,F,Y5T19,2010,1,0,2\n",
                "Victims per 100,000 population, female, 2010|"
                "Of 2010\u20132011 the latest period with values of|"
                ">no value<|Interval: as given in the data|!differ in width");
    check_drawn("pyramid",
                HEAD "FRA,victims,F,Y0T4,2010,5,,,\n"
                     "FRA,victims,F,Y5T19,2010,1,,,\n",
                "Age groups differ in width: ");
}
END_TEST

START_TEST(refused)
{
    struct ct_error err = {0};
    const struct ct_plot_options log = {.log_scale = 1};
    check_refused("pyramid", "area,time,value\nFRA,2010,1\n",
                  "nothing to draw: no values by sex (F, M) and age");
    check_refused("pyramid",
                  HEAD "FRA,victims,F,Y0T14,2010,5,,,\n"
                       "FRA,victims,F,Y10T19,2010,5,,,\n",
                  "ages that begin at 0 and at 10 overlap: choose with "
                  "--where age=...");
    check_refused("pyramid",
                  HEAD "FRA,victims,F,Y0T14,2010,5,,,\n"
                       "ITA,victims,F,Y0T14,2010,5,,,\n",
                  "a pyramid is of one whole, and the series differ in area: "
                  "choose with --where");
    check_refused("pyramid", HEAD "FRA,victims,F,Y0T14,2010,-5,,,\n",
                  "a pyramid has no place for values below 0");
    ck_assert(!draw_tidy("pyramid", AGES, TESTS_BUILD "/log.svg", &log, &err));
    ck_assert_str_eq(err.text, "a pyramid has no logarithmic scale");
}
END_TEST

Suite *pyramid_suite(void);
Suite *pyramid_suite(void)
{
    Suite *s = suite_create("pyramid");
    TCase *t = tcase_create("pyramid");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, groups);
    tcase_add_test(t, rates);
    tcase_add_test(t, refused);
    suite_add_tcase(s, t);
    return s;
}
