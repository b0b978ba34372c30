/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure shares: of results and of counts, bases, what is not drawn. */
#include "config.h"

#include "tests/drawn.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#define HEAD "area,measure,offence,sex,time,value,status\n"
#define ROW(area, sex, rest) area ",victims,0204," sex "," rest "\n"

/* Two areas; of one the women are suppressed, one is small. */
#define SEXES                                                                  \
    HEAD ROW("DEU", "F", "2020,60,") ROW("DEU", "M", "2020,30,")               \
        ROW("DEU", "_U", "2020,10,") ROW("FRA", "F", "2020,3,")                \
            ROW("FRA", "M", "2020,9,") ROW("ITA", "F", "2020,,Q")              \
                ROW("ITA", "M", "2020,77,")

static struct ct_panel *result_of(const char *tidy, const char *unknown)
{
    struct ct_panel *r =
        tidy_result("shares", tidy, NULL, "--of=sex", unknown, NULL);
    return r;
}

START_TEST(of_a_result)
{
    check_panel(
        "shares", result_of(SEXES, "--unknown=exclude"),
        ">Trafficking in persons</title>|Victims by sex, percent of those "
        "with known sex, 2020|>Female<|>Male<|>Germany<|>67%<|>33%<|"
        ">90<|>12*<|*: fewer than 20, unreliable (1). |"
        "Not in the base: 10 of|"
        "Germany: Male 33%, Female 67%. |!>Unknown<|"
        "Not drawn, for a part has no number: Italy. |!>77<|!>77%");
    check_panel("shares", result_of(SEXES, "--unknown=show"),
                "Victims by sex, percent of all, unknown sex included, 2020|"
                ">Unknown<|>60%<|>30%<|>10%<|!Not in the base");
}
END_TEST

/* Of one area bars are periods. */
START_TEST(by_period)
{
    check_panel(
        "shares",
        result_of(HEAD ROW("DEU", "F", "2019,1,") ROW("DEU", "F", "2020,40,")
                      ROW("DEU", "M", "2019,3,") ROW("DEU", "M", "2020,0,"),
                  "--unknown=exclude"),
        ">Trafficking in persons, Germany</title>|2019\u20132020|>2019<|"
        ">2020<|>25%<|>100%<");
}
END_TEST

/* An area without the number of a part has no bar, and nothing tells it. */
START_TEST(of_counts)
{
    check_drawn("shares", SEXES,
                "percent of the sum of those shown, 2020|>60%<|>Unknown<|"
                "Not drawn, for a part has no number: |France|!>77<|!>9<");
    check_drawn("shares",
                "area,offence,time,value\nFRA,0401,2019,1\nFRA,0501,2019,3\n",
                ">Offences, France</title>|By offence, percent of the sum of "
                "those shown, 2019|>Robbery<|>75%<|>4*<");
}
END_TEST

/* Women, men, girls and boys have a word of their own; the world stands last,
 * and is what n says; estimates are said once, and have no marks to speak of.
 */
START_TEST(words_of_persons)
{
    static const char tidy[] =
        "area,measure,offence,sex,age,time,value\n"
        "FRA,victims,0204,F,Y_GE18,2020,40\nFRA,victims,0204,M,Y_GE18,2020,30\n"
        "FRA,victims,0204,F,Y_LT18,2020,20\n"
        "FRA,victims,0204,M,Y_LT18,2020,10\n";
    check_panel("shares",
                tidy_result("shares", tidy, NULL, "--of=sex,age", NULL),
                ">Women<|>Men<|>Girls<|>Boys<|!18 and over");
    check_drawn(
        "shares",
        HEAD ROW("M49:001", "F", "2020,90,E") ROW("M49:001", "M", "2020,10,E")
            ROW("M49:150", "F", "2020,20,E") ROW("M49:150", "M", "2020,30,E")
                ROW("M49:002", "F", "2020,,O") ROW("M49:002", "M", "2020,,O"),
        "n\u00a0=\u00a0100. |All values: estimated. |!Hollow|!series|"
        "Europe: Female 40%, Male 60%. World: |"
        "Not drawn, for a part has no number: Africa. ");
}
END_TEST

/* More parts than colours: the smallest together, behind the others. */
START_TEST(many_parts)
{
    struct ct_buffer tidy = {0};
    ct_buffer_text(&tidy, "area,offence,time,value\n");
    for (int area = 0; area < 2; area++)
        for (int i = 1; i <= 9; i++)
            ct_buffer_printf(&tidy, "%s,%02d01,2019,%d\n", area ? "ITA" : "FRA",
                             i, 1000 - i);
    char *text = ct_buffer_take(&tidy);
    check_drawn("shares", text, ">2 others<|>22%<|>Italy<");
    free(text);
}
END_TEST

START_TEST(refused)
{
    check_refused("shares", "area,time,value\nFRA,2010,1\n",
                  "no parts to draw: name them with --where, as in --where "
                  "sex=F,M, or draw a result of `analyze shares`");
    check_refused("shares",
                  "area,sex,age,time,value\nFRA,F,Y_LT18,2010,1\n"
                  "FRA,M,Y_GE18,2010,1\n",
                  "the series differ in sex and in age: choose with --where "
                  "which are parts of a whole");
    check_refused("shares",
                  "area,offence,time,value\nFRA,04,2010,1\nFRA,0401,2010,1\n",
                  "offence 0401 and 04 are no parts of a whole: one holds the "
                  "other");
    check_refused("shares",
                  "area,sex,unit,time,value\nFRA,F,RATE_100K,2010,1\n"
                  "FRA,M,RATE_100K,2010,1\n",
                  "shares are of counts, and these are of unit RATE_100K: "
                  "choose with --where unit=NUMBER");
    check_refused("shares", "area,sex,time,value\nFRA,F,2010,0\nFRA,M,2010,0\n",
                  "nothing to draw: every whole lacks a part, or is 0");
    check_refused("shares",
                  "area,sex,time,value\nFRA,F,2010,-1\nFRA,M,2010,5\n",
                  "shares are of counts, and one is below 0");
}
END_TEST

Suite *share_figure_suite(void);
Suite *share_figure_suite(void)
{
    Suite *s = suite_create("share_figure");
    TCase *t = tcase_create("share_figure");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, of_a_result);
    tcase_add_test(t, by_period);
    tcase_add_test(t, of_counts);
    tcase_add_test(t, words_of_persons);
    tcase_add_test(t, many_parts);
    tcase_add_test(t, refused);
    suite_add_tcase(s, t);
    return s;
}
