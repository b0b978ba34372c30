/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure slope: which periods, which lines, what is said of them. */
#include "config.h"

#include "tests/drawn.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "area,measure,offence,unit,time,value,status\n"
#define ROW(area, rest) area ",offences,0401,RATE_100K," rest "\n"

/* Up, down, a break between, level; without a value at the end. */
#define WAYS                                                                   \
    HEAD ROW("DEU", "2010,60,") ROW("DEU", "2014,45,E") ROW("FRA", "2010,18,") \
        ROW("FRA", "2014,30,") ROW("ITA", "2010,20,") ROW("ITA", "2012,40,B")  \
            ROW("ITA", "2014,41,") ROW("ESP", "2010,7,") ROW("ESP", "2014,7,") \
                ROW("POL", "2010,9,") ROW("POL", "2012,8,")

START_TEST(ways)
{
    check_drawn(
        "slope", WAYS,
        ">Robbery</title>|Offences per 100,000 population, 2010 and 2014|"
        ">2010<|>2014<|Germany\u00a0\u00a060<|>45\u00a0\u00a0Germany<|"
        "Solid lines: higher (1); dashed: lower (1); dotted: the same (1); |"
        "interrupted: a break between, no change can be|"
        "n\u00a0=\u00a08|"
        "No value in one of the periods, or both: Poland. |"
        "Hollow dots: estimated.|Values before and after a break|"
        "France: 18 in 2010, 30 in 2014 (+67%). |!three quarters");
}
END_TEST

/* A late reporter does not move the period of all. */
START_TEST(common_periods)
{
    check_drawn("slope",
                HEAD ROW("DEU", "2009,60,") ROW("DEU", "2010,61,")
                    ROW("DEU", "2014,45,") ROW("DEU", "2015,44,")
                        ROW("FRA", "2010,18,") ROW("FRA", "2014,30,"),
                "2010 and 2014|Of 2009\u20132015 the first and the last period "
                "with values");
}
END_TEST

/* One area, zero, values of both signs; months. */
START_TEST(one_line)
{
    check_drawn("slope",
                "area,unit,time,value\nFRA,PERCENT,2010-01,-5\n"
                "FRA,PERCENT,2010-03,0\n",
                ">2010-01<|>2010-03<|\u22125<|>0\u00a0\u00a0France<|"
                "n\u00a0=\u00a02 values.");
    check_drawn("slope", "area,time,value\nFRA,2010,0\nFRA,2011,0\n",
                "Dotted: the same (1). ");
    check_drawn("slope",
                "area,unit,time,value\nFRA,PERCENT,2010,-5\n"
                "FRA,PERCENT,2011,5\n",
                ">0<|Solid lines: higher (1). ");
}
END_TEST

START_TEST(refused)
{
    check_refused("slope", "area,time,value\nFRA,2010,1\n",
                  "a slope needs two periods with values of the same series: "
                  "choose with --from and --to");
    check_refused("slope",
                  "area,time,value\nFRA,2010,1\nDEU,2011,1\nITA,2010,2\n"
                  "ITA,2011,\nESP,2011,2\n",
                  "nothing to draw: no series has values in both periods, "
                  "choose others with --from and --to");
}
END_TEST

/* What is suppressed is no end of a line, and its number nowhere. */
START_TEST(suppressed)
{
    check_drawn("slope",
                HEAD ROW("DEU", "2010,60,") ROW("DEU", "2014,,Q")
                    ROW("FRA", "2010,18,") ROW("FRA", "2014,30,"),
                "both: Germany.|!>60<|!\u00a060<");
}
END_TEST

/* As many labels as there are areas, none over another: each side's stand one
 * line apart. */
START_TEST(many)
{
    struct ct_error err = {0};
    struct ct_buffer tidy = {0};
    ct_buffer_text(&tidy, "area,time,value\n");
    for (int i = 0; i < 200; i++)
        for (int year = 2010; year < 2012; year++)
            ct_buffer_printf(&tidy,
                             "USA:The former republic of long names %d,%d,%d\n",
                             i, year, i * year % 7);
    char *text = ct_buffer_take(&tidy);
    char *svg = draw_tidy("slope", text, TESTS_BUILD "/many.svg", NULL, &err);
    ck_assert_msg(svg != NULL, "%s", err.text);
    ck_assert(strstr(svg, "400 values, 200 areas"));
    free(text);
    free(svg);
}
END_TEST

Suite *slope_suite(void);
Suite *slope_suite(void)
{
    Suite *s = suite_create("slope");
    TCase *t = tcase_create("slope");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, ways);
    tcase_add_test(t, common_periods);
    tcase_add_test(t, one_line);
    tcase_add_test(t, refused);
    tcase_add_test(t, suppressed);
    tcase_add_test(t, many);
    suite_add_tcase(s, t);
    return s;
}
