/* SPDX-License-Identifier: GPL-3.0-or-later
 * check: every rule finds what it is for, and nothing where all is well. */
#include "config.h"

#include "analyze/check.h"
#include "lib/buffer.h"
#include "lib/period.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

#define LISTS CT_TESTS "/../datasets/codelists"

/* Rules put to panels written as text. */
struct checked {
    struct ct_panel *panel, *population;
    struct ct_codes *codes;
    struct ct_check c;
};

static struct checked check(const char *text, const char *people)
{
    struct ct_error err = {0};
    struct checked k = {.panel = tidy_panel(text),
                        .population = people ? tidy_panel(people) : NULL,
                        .codes = ct_codes_read(LISTS, &err)};
    ck_assert_msg(k.codes != NULL, "%s", err.text);
    k.c = (struct ct_check){
        .panel = k.panel, .population = k.population, .codes = k.codes};
    ck_assert_msg(ct_check_run(&k.c, &err) == 0, "%s", err.text);
    return k;
}

static void clear(struct checked *k)
{
    ct_check_clear(&k->c);
    ct_panel_destroy(k->panel);
    ct_panel_destroy(k->population);
    ct_codes_destroy(k->codes);
}

static size_t count(const struct checked *k, enum ct_rule rule)
{
    size_t n = 0;
    for (size_t i = 0; i < k->c.n; i++)
        n += k->c.finding[i].rule == rule;
    return n;
}

/* The only finding; fails the test if there are others. */
static const struct ct_finding *only(const struct checked *k, enum ct_rule rule)
{
    for (size_t i = 0; i < k->c.n; i++)
        ck_assert_msg(k->c.finding[i].rule == rule, "%s: %s",
                      ct_check_rules[k->c.finding[i].rule].name,
                      k->c.finding[i].text);
    ck_assert_uint_eq(k->c.n, 1);
    return k->c.finding;
}

static int year_of(const struct ct_finding *f)
{
    int year, sub;
    ck_assert(f->dated);
    ct_period_parts((struct ct_period){'A', f->time}, &year, &sub);
    return year;
}

static void nothing(const char *text)
{
    struct checked k = check(text, NULL);
    ck_assert_msg(k.c.n == 0, "%s: %s",
                  ct_check_rules[k.c.n ? k.c.finding->rule : 0].name,
                  k.c.n ? k.c.finding->text : "");
    clear(&k);
}

START_TEST(little_is_no_trouble)
{
    nothing("area,time,value\nFRA,2001,\n");
    nothing("area,time,value\nFRA,2001,0\n");
    nothing("area,time,value\nFRA,2001,5\nFRA,2002,500\n");
    nothing("area,unit,time,value\nFRA,PERCENT,2001,-5\n");
}
END_TEST

START_TEST(negative_counts_and_impossible_rates)
{
    struct checked k = check("area,time,value\nFRA,2001,-3\n", NULL);
    ck_assert_double_eq(only(&k, CT_RULE_NEGATIVE)->value, -3);
    clear(&k);
    k = check("area,measure,unit,time,value\nFRA,victims,RATE_1000,2001,1001\n"
              "FRA,offences,RATE_1000,2002,1001\n",
              NULL);
    ck_assert_double_eq(only(&k, CT_RULE_IMPOSSIBLE)->expected, 1000);
    clear(&k);
    k = check("area,measure,time,value\nFRA,arrests,2001,11\n"
              "FRA,arrests,2002,10\n",
              "area,measure,time,value\nFRA,population,2001,10\n"
              "FRA,population,2002,10\n");
    ck_assert_int_eq(year_of(only(&k, CT_RULE_IMPOSSIBLE)), 2001);
    clear(&k);
    /* One may steal from many, but offences are no persons. */
    k = check("area,time,value\nFRA,2001,11\n",
              "area,measure,time,value\nFRA,population,2001,10\n");
    ck_assert_uint_eq(k.c.n, 0);
    clear(&k);
}
END_TEST

START_TEST(fractions_are_noted_once_a_series)
{
    struct checked k = check("area,time,value,status\nFRA,2001,3,\n"
                             "FRA,2002,3.5,\nFRA,2003,2.5,\nDEU,2001,1.5,E\n",
                             NULL);
    const struct ct_finding *f = only(&k, CT_RULE_FRACTION);
    ck_assert_int_eq(year_of(f), 2002);
    ck_assert_str_eq(f->text, "2 of 3 counts are not whole");
    clear(&k);
}
END_TEST

START_TEST(repetition_is_told_from_chance)
{
    struct checked k =
        check("area,time,value\nFRA,2001,900\nFRA,2002,900\nFRA,2003,900\n"
              "FRA,2004,900\nFRA,2005,900\nFRA,2006,901\n"
              "DEU,2001,30\nDEU,2002,30\nDEU,2003,30\n",
              NULL);
    const struct ct_finding *f = only(&k, CT_RULE_REPEATED);
    ck_assert_int_eq(year_of(f), 2001);
    ck_assert_ptr_nonnull(strstr(f->text, "5 times"));
    clear(&k);
}
END_TEST

START_TEST(gaps_are_those_others_have_not)
{
    struct checked k =
        check("area,time,value,status\nFRA,2000,5,\nFRA,2003,6,\n"
              "DEU,2000,5,\nDEU,2001,,Q\nDEU,2002,6,\n"
              "ITA,2000,3,\nITA,2002,4,\nITA,2003,4,\n"
              "ESP,1995,3,\nESP,2000,4,\n",
              NULL);
    /* 2001 is suppressed or lacking in all; 1996 to 1999 too. */
    const struct ct_finding *f = only(&k, CT_RULE_GAP);
    ck_assert_int_eq(year_of(f), 2001);
    ck_assert_str_eq(f->text, "no value in 2001 to 2002, though others have "
                              "one: periods: 1");
    clear(&k);
}
END_TEST

START_TEST(a_part_is_no_more_than_its_total)
{
    struct checked k =
        check("area,sex,time,value\nFRA,_T,2001,10\nFRA,_T,2002,10\n"
              "FRA,F,2001,11\nFRA,F,2002,10\n",
              NULL);
    const struct ct_finding *f = only(&k, CT_RULE_PART_OVER);
    ck_assert_double_eq(f->value, 11);
    ck_assert_double_eq(f->expected, 10);
    ck_assert_str_eq(ct_panel_code_of(k.panel, "sex", f->series), "F");
    ck_assert_str_eq(f->text, "more than the total, sex=_T");
    clear(&k);
    /* Rates of a part may well be higher. */
    nothing("area,sex,unit,time,value\nFRA,_T,RATE_100K,2001,10\n"
            "FRA,M,RATE_100K,2001,11\n");
}
END_TEST

START_TEST(sexes_add_up)
{
    struct checked k = check("area,sex,time,value\nFRA,_T,2001,10\n"
                             "FRA,F,2001,4\nFRA,M,2001,7\n",
                             NULL);
    const struct ct_finding *f = only(&k, CT_RULE_PARTS_OVER);
    ck_assert_double_eq(f->value, 10);
    ck_assert_double_eq(f->expected, 11);
    ck_assert_str_eq(f->text, "by sex: F 4, M 7");
    clear(&k);
    k = check("area,sex,time,value\nFRA,_T,2001,10\nFRA,F,2001,4\n"
              "FRA,M,2001,5\n",
              NULL);
    f = only(&k, CT_RULE_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(f->text, "of 10.0 % it is not known"));
    clear(&k);
    /* With the unknown there is no such excuse. */
    k = check("area,sex,time,value\nFRA,_T,2001,10\nFRA,F,2001,4\n"
              "FRA,M,2001,4\nFRA,_U,2001,1\n",
              NULL);
    only(&k, CT_RULE_PARTS_SHORT);
    clear(&k);
    /* Women alone say nothing of the rest. */
    nothing("area,sex,time,value\nFRA,_T,2001,10\nFRA,F,2001,4\n");
}
END_TEST

START_TEST(what_usually_adds_up_should)
{
    struct checked k =
        check("area,sex,time,value\nFRA,_T,2001,10\nFRA,_T,2002,10\n"
              "FRA,_T,2003,10\nFRA,F,2001,4\nFRA,F,2002,4\nFRA,F,2003,4\n"
              "FRA,M,2001,6\nFRA,M,2002,6\nFRA,M,2003,5\n",
              NULL);
    ck_assert_int_eq(year_of(only(&k, CT_RULE_PARTS_SHORT)), 2003);
    clear(&k);
}
END_TEST

START_TEST(ages_tile_their_total)
{
    static const char *const ages =
        "area,age,time,value\nFRA,_T,2001,%s\nFRA,Y_LT18,2001,%s\n"
        "FRA,Y0T14,2001,2\nFRA,Y15T17,2001,3\nFRA,Y_GE18,2001,5\n";
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, ages, "10", "5");
    nothing(text.data);
    text.size = 0;
    ct_buffer_printf(&text, ages, "10", "6");
    struct checked k = check(text.data, NULL);
    /* 18 are 6 + 5 = 11, and 6 are not 2 + 3. */
    ck_assert_uint_eq(count(&k, CT_RULE_PARTS_OVER), 1);
    ck_assert_uint_eq(count(&k, CT_RULE_PARTS_SHORT), 1);
    clear(&k);
    ct_buffer_clear(&text);
    k = check("area,age,time,value\nFRA,_T,2001,4\nFRA,Y15T24,2001,5\n", NULL);
    only(&k, CT_RULE_PART_OVER);
    clear(&k);
}
END_TEST

START_TEST(estimates_may_be_rounded)
{
    nothing("area,sex,time,value,status\nFRA,_T,2001,10,E\nFRA,F,2001,4,E\n"
            "FRA,M,2001,7,E\n");
    struct checked k = check("area,sex,time,value,status\nFRA,_T,2001,10,E\n"
                             "FRA,F,2001,4,E\nFRA,M,2001,8,E\n",
                             NULL);
    only(&k, CT_RULE_PARTS_OVER);
    clear(&k);
}
END_TEST

START_TEST(suppressed_parts_count_at_least_their_bound)
{
    struct checked k = check("area,sex,time,value,lower,upper,status\n"
                             "FRA,_T,2001,10,,,\nFRA,F,2001,,1,4,Q\n"
                             "FRA,M,2001,10,,,\n",
                             NULL);
    only(&k, CT_RULE_PARTS_OVER);
    clear(&k);
    nothing("area,sex,time,value,lower,upper,status\nFRA,_T,2001,10,,,\n"
            "FRA,F,2001,,1,4,Q\nFRA,M,2001,5,,,\n");
}
END_TEST

START_TEST(codes_that_overlap_are_not_added)
{
    struct checked k =
        check("area,weapon,time,value\nFRA,_T,2001,10\nFRA,ARMED,2001,7\n"
              "FRA,FIREARM,2001,6\n",
              NULL);
    ck_assert_uint_eq(k.c.n, 0);
    ck_assert_ptr_nonnull(
        strstr(k.c.remark[CT_RULE_PARTS_OVER].data, "weapon is not added up"));
    clear(&k);
}
END_TEST

START_TEST(offences_go_by_the_iccs)
{
    struct checked k =
        check("area,offence,time,value\nFRA,0301,2001,10\nFRA,03011,2001,6\n"
              "FRA,03012,2001,7\nFRA,0401,2001,99\n",
              NULL);
    ck_assert_ptr_nonnull(
        strstr(only(&k, CT_RULE_PARTS_OVER)->text, "03011 6, 03012 7"));
    clear(&k);
    /* The nearest above: 030111 is in 03011, not again in 0301. */
    nothing("area,offence,time,value\nFRA,0301,2001,10\nFRA,03011,2001,6\n"
            "FRA,030111,2001,6\n");
    /* A publisher's own code may be a sum of others. */
    nothing("area,offence,time,value\nFRA,_T,2001,10\nFRA,FRA:violent,2001,8\n"
            "FRA,0301,2001,8\n");
    k = check(
        "area,offence,time,value\nFRA,_T,2001,7\nFRA,FRA:violent,2001,8\n",
        NULL);
    only(&k, CT_RULE_PART_OVER);
    clear(&k);
}
END_TEST

/* What is narrower than its code can be less than what is below the code;
 * suspects of two offences are one in all. */
START_TEST(offences_that_do_not_add_up)
{
    nothing("area,offence,@relation,time,value\n"
            "FRA,0301,narrower,2001,10\nFRA,03011,exact,2001,11\n");
    nothing("area,offence,@counting_unit,time,value\n"
            "FRA,0301,offence,2001,10\nFRA,03011,victim,2001,11\n");
    nothing("area,measure,offence,time,value\nFRA,suspects,0301,2001,10\n"
            "FRA,suspects,03011,2001,6\nFRA,suspects,03012,2001,7\n");
}
END_TEST

START_TEST(regions_make_up_regions)
{
    static const char *const asia =
        "area,time,value,status\nM49:142,2015,%s,E\nM49:143,2015,2578,E\n"
        "M49:030,2015,10499,E\nM49:035,2015,17265,E\nM49:034,2015,64396,E\n"
        "M49:145,2015,10448,E\n";
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, asia, "105605"); /* as UNODC has it */
    struct checked k = check(text.data, NULL);
    const struct ct_finding *f = only(&k, CT_RULE_PARTS_SHORT);
    ck_assert_double_eq(f->expected, 105186);
    clear(&k);
    text.size = 0;
    ct_buffer_printf(&text, asia, "105186");
    nothing(text.data);
    ct_buffer_clear(&text);
    /* The world is its five regions, Antarctica notwithstanding. */
    k = check("area,time,value\nM49:001,2015,444900\nM49:002,2015,152993\n"
              "M49:019,2015,159480\nM49:142,2015,105605\n"
              "M49:150,2015,25637\nM49:009,2015,1156\n",
              NULL);
    ck_assert_double_eq(only(&k, CT_RULE_PARTS_SHORT)->expected, 444871);
    clear(&k);
    /* Four regions are not the world. */
    nothing("area,time,value\nM49:001,2015,444900\nM49:019,2015,159480\n"
            "M49:142,2015,105605\nM49:150,2015,25637\nM49:009,2015,1156\n");
}
END_TEST

START_TEST(countries_and_their_parts)
{
    struct checked k = check("area,time,value\nUSA,2001,10\nUS-AL,2001,6\n"
                             "US-AK,2001,5\nM49:021,2001,9\n",
                             NULL);
    ck_assert_uint_eq(count(&k, CT_RULE_PARTS_OVER), 1); /* states */
    ck_assert_uint_eq(count(&k, CT_RULE_PART_OVER), 1);  /* USA in 021 */
    ck_assert_uint_eq(k.c.n, 2);
    clear(&k);
    /* Some states, some countries: no more is said. */
    nothing("area,time,value\nUSA,2001,10\nUS-AL,2001,2\nUS-AK,2001,5\n"
            "M49:021,2001,19\n");
    /* A part of a part is not added to the country again. */
    nothing("area,time,value\nGBR,2001,10\nGB-EAW,2001,8\nGB-LND,2001,7\n");
}
END_TEST

START_TEST(rates_go_by_the_residents)
{
    static const char *const rate =
        "area,unit,time,value\nFRA,NUMBER,2001,1234\nFRA,RATE_100K,2001,%s\n";
    static const char *const people =
        "area,measure,time,value\nFRA,population,2001,10000000\n";
    static const char *const right[] = {"12.34", "12.3", "12", "12.35"};
    static const char *const wrong[] = {"12.44", "14", "1.2"};
    for (size_t i = 0; i < 7; i++) {
        struct ct_buffer text = {0};
        ct_buffer_printf(&text, rate, i < 4 ? right[i] : wrong[i - 4]);
        struct checked k = check(text.data, people);
        ck_assert_uint_eq(k.c.looked[CT_RULE_RATE], 1);
        ck_assert_uint_eq(k.c.n, i < 4 ? 0 : 1);
        if (i >= 4)
            assert_near(only(&k, CT_RULE_RATE)->expected, 12.34, 1e-12);
        clear(&k);
        ct_buffer_clear(&text);
    }
}
END_TEST

/* If a publisher goes by other residents, that is said once a period; what is
 * off beside it is told from it. */
START_TEST(another_population_is_found_once)
{
    struct checked k =
        check("area,offence,unit,time,value\n"
              "CYP,0101,NUMBER,2001,800\nCYP,0101,RATE_100K,2001,100.01\n"
              "CYP,0301,NUMBER,2001,400\nCYP,0301,RATE_100K,2001,50.02\n"
              "CYP,0401,NUMBER,2001,900\nCYP,0401,RATE_100K,2001,70.03\n"
              "CYP,0501,NUMBER,2001,100\nCYP,0501,RATE_100K,2001,12.5\n"
              "CYP,0601,NUMBER,2001,0\nCYP,0601,RATE_100K,2001,0\n",
              "area,measure,time,value\nCYP,population,2001,1200000\n");
    ck_assert_uint_eq(k.c.n, 2);
    ck_assert_int_eq(k.c.finding[0].rule, CT_RULE_RATE);
    ck_assert_ptr_nonnull(
        strstr(k.c.finding[0].text,
               "residents 1,200,000; 4 of 5 rates of the period imply 799,"));
    ck_assert_int_eq(k.c.finding[1].rule, CT_RULE_IMPLIED);
    ck_assert_double_eq(k.c.finding[1].value, 70.03);
    clear(&k);
}
END_TEST

START_TEST(rates_of_one_people_imply_the_same_residents)
{
    struct checked k =
        check("area,offence,unit,time,value\n"
              "FRA,0101,NUMBER,2001,100\nFRA,0101,RATE_100K,2001,1.01\n"
              "FRA,0301,NUMBER,2001,200\nFRA,0301,RATE_100K,2001,2.01\n"
              "FRA,0401,NUMBER,2001,900\nFRA,0401,RATE_100K,2001,7.02\n"
              "FRA,0501,NUMBER,2001,3\nFRA,0501,RATE_100K,2001,0.03\n",
              NULL);
    const struct ct_finding *f = only(&k, CT_RULE_IMPLIED);
    ck_assert_double_eq(f->value, 7.02);
    assert_near(f->expected, 9 * 1.005, 1e-12);
    ck_assert_uint_eq(k.c.looked[CT_RULE_IMPLIED], 3);
    clear(&k);
}
END_TEST

/* Where one offence is off in all areas, its rates are per something else. */
START_TEST(another_denominator_is_said_once)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,offence,unit,time,value\n");
    for (int year = 2001; year <= 2006; year++)
        for (int a = 0; a < 2; a++)
            ct_buffer_printf(&text,
                             "%s,0101,NUMBER,%d,1000\n%s,0101,RATE_100K,%d,10\n"
                             "%s,0301,NUMBER,%d,1500\n%s,0301,RATE_100K,%d,15\n"
                             "%s,0501,NUMBER,%d,400\n%s,0501,RATE_100K,%d,9\n",
                             a ? "FRA" : "DEU", year, a ? "FRA" : "DEU", year,
                             a ? "FRA" : "DEU", year, a ? "FRA" : "DEU", year,
                             a ? "FRA" : "DEU", year, a ? "FRA" : "DEU", year);
    struct checked k = check(text.data, NULL);
    ck_assert_uint_eq(count(&k, CT_RULE_IMPLIED), 0);
    ck_assert_ptr_nonnull(
        strstr(k.c.remark[CT_RULE_IMPLIED].data,
               "offence=0501 measure=offences goes by another denominator (12 "
               "of 12)"));
    clear(&k);
    ct_buffer_clear(&text);
}
END_TEST

/* Germany in the UNODC's study of 2019, from 2000. */
static const char *const germany =
    "area,measure,offence,time,value\n"
    "DEU,victims,0101,2000,1015\nDEU,victims,0101,2001,925\n"
    "DEU,victims,0101,2002,955\nDEU,victims,0101,2003,859\n"
    "DEU,victims,0101,2004,868\nDEU,victims,0101,2005,869\n"
    "DEU,victims,0101,2006,808\nDEU,victims,0101,2007,757\n"
    "DEU,victims,0101,2008,722\nDEU,victims,0101,2009,803\n"
    "DEU,victims,0101,2010,793\nDEU,victims,0101,2011,738\n"
    "DEU,victims,0101,2012,659\nDEU,victims,0101,2013,682\n"
    "DEU,victims,0101,2014,716\nDEU,victims,0101,2015,682\n"
    "DEU,victims,0101,2016,963\nDEU,victims,0101,2017,813\n";

START_TEST(a_value_that_stands_out)
{
    struct checked k = check(germany, NULL);
    const struct ct_finding *f = only(&k, CT_RULE_OUTLIER);
    ck_assert_int_eq(year_of(f), 2016);
    ck_assert_double_eq(f->value, 963);
    ck_assert_double_eq(f->expected, 716);
    ck_assert_ptr_nonnull(strstr(f->text, "hampel, tukey"));
    clear(&k);
}
END_TEST

/* Writes years from 2000 with numbers by blanks. */
static struct checked series(const char *values, const char *status_2006)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,time,value,status\n");
    for (int year = 2000; *values; year++) {
        int n = (int)strcspn(values, " ");
        ct_buffer_printf(&text, "FRA,%d,%.*s,%s\n", year, n, values,
                         year == 2006 ? status_2006 : "");
        values += n + (values[n] == ' ');
    }
    struct checked k = check(text.data, NULL);
    ct_buffer_clear(&text);
    return k;
}

START_TEST(a_slip_of_a_digit)
{
    struct checked k =
        series("1010 1020 990 1003 1015 10090 1012 997 1008", "");
    const struct ct_finding *f = only(&k, CT_RULE_OUTLIER);
    ck_assert_ptr_nonnull(strstr(f->text, "a power of ten"));
    clear(&k);
}
END_TEST

START_TEST(chance_is_no_outlier)
{
    static const char *const fine[] = {
        "3 4 3 4 3 9 3 4 3 4",                         /* few */
        "1000 1001 999 1000 1001 1100 1000 999 1001",  /* ten percent */
        "100 110 121 133 146 161 177 195 214 236 259", /* a trend */
        "500 500 500 500 500 500 600", "5 5 5 5 5 5"};
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        struct checked k = series(fine[i], "");
        ck_assert_uint_eq(count(&k, CT_RULE_OUTLIER), 0);
        ck_assert_uint_eq(count(&k, CT_RULE_JUMP), 0);
        clear(&k);
    }
}
END_TEST

START_TEST(a_level_that_changes_wants_a_break)
{
    static const char *const step =
        "1010 1020 990 1003 1015 1009 2112 2097 2108 2090 2101 2114";
    struct checked k = series(step, "");
    const struct ct_finding *f = only(&k, CT_RULE_JUMP);
    ck_assert_int_eq(year_of(f), 2006);
    ck_assert_double_eq(f->expected, 1009);
    ck_assert_str_eq(f->text, "about 1,009 before, 2,108 from here on");
    clear(&k);
    k = series(step, "B");
    ck_assert_uint_eq(k.c.n, 0);
    clear(&k);
}
END_TEST

/* Months that differ every year are a season. */
START_TEST(seasons_do_not_stand_out)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,time,value\n");
    for (int month = 0; month < 60; month++)
        ct_buffer_printf(&text, "FRA,%d-%02d,%d\n", 2000 + month / 12,
                         month % 12 + 1,
                         month == 30        ? 90
                         : month % 12 == 11 ? 600 + month
                                            : 300 + month * 7 % 13);
    struct checked k = check(text.data, NULL);
    const struct ct_finding *f = only(&k, CT_RULE_OUTLIER);
    ck_assert_double_eq(f->value, 90);
    clear(&k);
    ct_buffer_clear(&text);
}
END_TEST

START_TEST(rounded_counts)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,offence,time,value\n");
    for (int i = 0; i < 120; i++)
        ct_buffer_printf(&text, "%s,%s,%d,%d\n", i < 60 ? "FRA" : "DEU",
                         i % 2 ? "0101" : "0401", 1950 + i % 60,
                         i < 60 ? 500 + 10 * (i * 7 % 13)
                                : 500 + (i * 37 + i * i) % 101);
    struct checked k = check(text.data, NULL);
    ck_assert_uint_eq(count(&k, CT_RULE_DIGITS), 1);
    for (size_t i = 0; i < k.c.n; i++)
        if (k.c.finding[i].rule == CT_RULE_DIGITS) {
            const struct ct_finding *f = &k.c.finding[i];
            ck_assert_double_eq(f->value, 100);
            ck_assert_str_eq(ct_panel_code_of(k.panel, "area", f->series),
                             "FRA");
        }
    clear(&k);
    ct_buffer_clear(&text);
}
END_TEST

/* Areas A.. of 100 counts each in 2001; `left` of them report 2002. */
static struct checked reporters(int n, int left)
{
    static const char *const area[] = {"FRA", "DEU", "ITA", "ESP", "AUT",
                                       "BEL", "NLD", "POL", "CZE", "DNK"};
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,time,value\n");
    for (int i = 0; i < n; i++) {
        ct_buffer_printf(&text, "%s,2001,100\n", area[i]);
        if (i < left)
            ct_buffer_printf(&text, "%s,2002,101\n", area[i]);
    }
    struct checked k = check(text.data, NULL);
    ct_buffer_clear(&text);
    return k;
}

START_TEST(reporters_that_stay_away)
{
    struct checked k = reporters(10, 7);
    const struct ct_finding *f = only(&k, CT_RULE_REPORTERS);
    ck_assert_int_eq(year_of(f), 2002);
    ck_assert_double_eq(f->value, 7);
    ck_assert_double_eq(f->expected, 10);
    ck_assert_ptr_nonnull(
        strstr(f->text, "3 of 10 earlier reporters, with 30 %"));
    clear(&k);
    static const int fine[][2] = {{10, 8}, {10, 0}, {4, 1}, {10, 10}};
    for (size_t i = 0; i < 4; i++) {
        k = reporters(fine[i][0], fine[i][1]);
        ck_assert_uint_eq(k.c.n, 0);
        clear(&k);
    }
}
END_TEST

START_TEST(areas_that_lack_what_others_have)
{
    static const char *const area[] = {"FRA", "DEU", "ITA", "ESP", "AUT",
                                       "BEL", "NLD", "POL", "CZE", "DNK"};
    for (int with = 7; with <= 10; with++) {
        struct ct_buffer text = {0};
        ct_buffer_text(&text, "area,offence,time,value\n");
        for (int i = 0; i < 10; i++) {
            ct_buffer_printf(&text, "%s,0101,2001,5\n", area[i]);
            if (i < with)
                ct_buffer_printf(&text, "%s,0401,2001,7\n", area[i]);
        }
        struct checked k = check(text.data, NULL);
        ck_assert_uint_eq(k.c.n, with == 8 || with == 9 ? 1 : 0);
        if (with == 8) {
            const struct ct_finding *f = only(&k, CT_RULE_ABSENT);
            ck_assert_double_eq(f->value, 8);
            ck_assert_double_eq(f->expected, 10);
            ck_assert_str_eq(f->text, "not from CZE, DNK");
            ck_assert_str_eq(ct_panel_code_of(k.panel, "offence", f->series),
                             "0401");
        }
        clear(&k);
        ct_buffer_clear(&text);
    }
}
END_TEST

START_TEST(sources_that_follow_one_another)
{
    struct checked k =
        check("area,source,time,value\nFRA,police,2001,100\n"
              "FRA,police,2002,101\nFRA,health,2003,90\nFRA,health,2004,91\n",
              NULL);
    const struct ct_finding *f = only(&k, CT_RULE_SOURCE);
    ck_assert_int_eq(year_of(f), 2003);
    ck_assert_str_eq(f->text,
                     "continues source=police, whose last value is of 2002");
    clear(&k);
    k = check("area,@source,time,value\nFRA,mixed,2001,100\n", NULL);
    ck_assert_str_eq(only(&k, CT_RULE_SOURCE)->text,
                     "source differs within the series");
    clear(&k);
}
END_TEST

START_TEST(editions_are_held_against_one_another)
{
    struct checked k =
        check("area,vintage,@dataset,time,value\nESP,2020-01-01,x,2017,100\n"
              "ESP,2020-01-01,x,2018,332\nESP,2020-01-01,x,2019,50\n"
              "ESP,2021-01-01,x,2017,104\nESP,2021-01-01,x,2018,295\n"
              "ESP,2021-01-01,x,2020,51\n",
              NULL);
    ck_assert_uint_eq(k.c.n, 3);
    ck_assert_int_eq(k.c.finding[2].rule, CT_RULE_GAP);
    ck_assert_int_eq(k.c.finding[0].rule, CT_RULE_REVISED);
    ck_assert_double_eq(k.c.finding[0].value, 295);
    ck_assert_double_eq(k.c.finding[0].expected, 332);
    ck_assert_int_eq(k.c.finding[1].rule, CT_RULE_WITHDRAWN);
    ck_assert_int_eq(year_of(&k.c.finding[1]), 2019);
    clear(&k);
}
END_TEST

/* The USA in the UNODC's study and at the FBI: 2001 has the victims of 11
 * September in one of them. */
START_TEST(sources_are_held_against_one_another)
{
    static const char *const both =
        "area,dataset,measure,@counting_unit,offence,time,value\n"
        "USA,fbi,offences,%s,0101,2000,15586\nUSA,fbi,offences,%s,0101,2001,"
        "16037\nUSA,fbi,offences,%s,0101,2002,16229\n"
        "USA,unodc,victims,victim,0101,2000,15586\n"
        "USA,unodc,victims,victim,0101,2001,19033\n"
        "USA,unodc,victims,victim,0101,2002,16229\n";
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, both, "victim", "victim", "victim");
    struct checked k = check(text.data, NULL);
    const struct ct_finding *f = only(&k, CT_RULE_OTHER_SOURCE);
    ck_assert_int_eq(year_of(f), 2001);
    ck_assert_double_eq(f->value, 16037);
    ck_assert_double_eq(f->expected, 19033);
    ck_assert_ptr_nonnull(strstr(f->text, "of 3 common periods 2 are equal"));
    ck_assert_str_eq(k.c.remark[CT_RULE_OTHER_SOURCE].data,
                     "3 values in common, 2 equal, 0 more within 5 %");
    clear(&k);
    text.size = 0;
    ct_buffer_printf(&text, both, "incident", "incident", "incident");
    nothing(text.data);
    ct_buffer_clear(&text);
}
END_TEST

START_TEST(the_worst_comes_first)
{
    struct checked k =
        check("area,sex,time,value\nDEU,_T,2001,10\nDEU,F,2001,11\n"
              "FRA,_T,2001,100\nFRA,F,2001,900\nITA,_T,2001,-5\n",
              NULL);
    ck_assert_int_eq(k.c.finding[0].rule, CT_RULE_NEGATIVE);
    ck_assert_double_eq(k.c.finding[1].value, 900);
    ck_assert_double_eq(k.c.finding[2].value, 11);
    clear(&k);
}
END_TEST

START_TEST(findings_become_a_table)
{
    struct checked k = check(germany, NULL);
    struct ct_panel *r = ct_check_result(&k.c);
    ck_assert_str_eq(r->method, "check");
    ck_assert_double_eq(tidy_number(r, "findings", "area", "DEU", "value"),
                        963);
    assert_near(tidy_number(r, "findings", "area", "DEU", "ratio"), 963. / 716,
                1e-12);
    ck_assert_str_eq(tidy_text(r, "findings", "area", "DEU", "time"), "2016");
    ck_assert_str_eq(tidy_text(r, "findings", "area", "DEU", "rule"),
                     "outlier");
    ck_assert_str_eq(tidy_text(r, "findings", "area", "DEU", "family"),
                     "itself");
    ck_assert_str_eq(tidy_text(r, "findings", "area", "DEU", "severity"),
                     "warning");
    ck_assert_double_eq(tidy_number(r, "rules", "rule", "outlier", "findings"),
                        1);
    ck_assert_double_eq(tidy_number(r, "rules", "rule", "outlier", "looked"),
                        18);
    ck_assert_double_eq(tidy_number(r, "rules", "rule", "rate", "looked"), 0);
    ck_assert_uint_eq(ct_panel_table(r, "rules")->n_rows, CT_N_RULES);
    ct_panel_destroy(r);
    clear(&k);
}
END_TEST

START_TEST(a_file_of_tables_has_nothing_to_check)
{
    struct ct_error err = {0};
    struct checked k = check(germany, NULL);
    struct ct_panel *r = ct_check_result(&k.c);
    struct ct_check again = {.panel = r, .codes = k.codes};
    ck_assert_int_eq(ct_check_run(&again, &err), 0);
    ck_assert_uint_eq(again.n, 0);
    ct_check_clear(&again);
    ct_panel_destroy(r);
    clear(&k);
}
END_TEST

/* Periods may be anywhere, and numbers without end. */
START_TEST(far_periods_and_numbers_without_end)
{
    struct checked k =
        check("area,sex,time,value\nFRA,_T,0001-01,3\nDEU,_T,9999-12,3\n"
              "ITA,_T,2001-01,4\nESP,_T,2001-01,4\nAUT,_T,2001-01,4\n",
              NULL);
    for (size_t i = 0; i < k.c.n; i++)
        ck_assert_int_ne(k.c.finding[i].rule, CT_RULE_OUTLIER);
    clear(&k);
    k = check("area,sex,time,value\nFRA,_T,2001,1e308\nFRA,F,2001,1e308\n"
              "FRA,M,2001,1e308\nFRA,_U,2001,1e308\n",
              NULL);
    only(&k, CT_RULE_PARTS_OVER);
    clear(&k);
}
END_TEST

/* A population that says two things is trouble, not a finding. */
START_TEST(a_population_at_odds_with_itself)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(germany);
    struct ct_panel *people =
        tidy_panel("area,vintage,measure,time,value\n"
                   "DEU,1,population,2001,80\nDEU,2,population,2001,81\n");
    struct ct_codes *codes = ct_codes_read(LISTS, &err);
    struct ct_check c = {.panel = p, .population = people, .codes = codes};
    ck_assert_int_eq(ct_check_run(&c, &err), -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    ct_check_clear(&c);
    ct_panel_destroy(p);
    ct_panel_destroy(people);
    ct_codes_destroy(codes);
}
END_TEST

START_TEST(rules_explain_themselves)
{
    struct ct_buffer help = {0};
    ct_check_help(&help);
    for (size_t r = 0; r < CT_N_RULES; r++) {
        ck_assert_ptr_nonnull(strstr(help.data, ct_check_rules[r].name));
        ck_assert_str_ne(ct_check_rules[r].reference, "");
        for (size_t k = 0; k < r; k++)
            ck_assert_str_ne(ct_check_rules[r].name, ct_check_rules[k].name);
    }
    for (const char *line = help.data; *line; line += strcspn(line, "\n") + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 80);
    ct_buffer_clear(&help);
}
END_TEST

Suite *check_suite(void);
Suite *check_suite(void)
{
    Suite *s = suite_create("check");
    TCase *t = tcase_create("check");
    tcase_add_test(t, little_is_no_trouble);
    tcase_add_test(t, negative_counts_and_impossible_rates);
    tcase_add_test(t, fractions_are_noted_once_a_series);
    tcase_add_test(t, repetition_is_told_from_chance);
    tcase_add_test(t, gaps_are_those_others_have_not);
    tcase_add_test(t, a_part_is_no_more_than_its_total);
    tcase_add_test(t, sexes_add_up);
    tcase_add_test(t, what_usually_adds_up_should);
    tcase_add_test(t, ages_tile_their_total);
    tcase_add_test(t, estimates_may_be_rounded);
    tcase_add_test(t, suppressed_parts_count_at_least_their_bound);
    tcase_add_test(t, codes_that_overlap_are_not_added);
    tcase_add_test(t, offences_go_by_the_iccs);
    tcase_add_test(t, offences_that_do_not_add_up);
    tcase_add_test(t, regions_make_up_regions);
    tcase_add_test(t, countries_and_their_parts);
    tcase_add_test(t, rates_go_by_the_residents);
    tcase_add_test(t, another_population_is_found_once);
    tcase_add_test(t, a_file_of_tables_has_nothing_to_check);
    tcase_add_test(t, rates_of_one_people_imply_the_same_residents);
    tcase_add_test(t, another_denominator_is_said_once);
    tcase_add_test(t, a_value_that_stands_out);
    tcase_add_test(t, a_slip_of_a_digit);
    tcase_add_test(t, chance_is_no_outlier);
    tcase_add_test(t, a_level_that_changes_wants_a_break);
    tcase_add_test(t, seasons_do_not_stand_out);
    tcase_add_test(t, rounded_counts);
    tcase_add_test(t, reporters_that_stay_away);
    tcase_add_test(t, areas_that_lack_what_others_have);
    tcase_add_test(t, sources_that_follow_one_another);
    tcase_add_test(t, editions_are_held_against_one_another);
    tcase_add_test(t, sources_are_held_against_one_another);
    tcase_add_test(t, the_worst_comes_first);
    tcase_add_test(t, findings_become_a_table);
    tcase_add_test(t, far_periods_and_numbers_without_end);
    tcase_add_test(t, a_population_at_odds_with_itself);
    tcase_add_test(t, rules_explain_themselves);
    suite_add_tcase(s, t);
    return s;
}
