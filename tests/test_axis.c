/* SPDX-License-Identifier: GPL-3.0-or-later
 * Axes, numbers for people, classes, labels that do not overlap. */
#include "config.h"

#include "plot/axis.h"
#include "plot/classes.h"
#include "plot/figure.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* Checks the ticks as text, parted by blanks. */
static void check_ticks(const struct ct_axis *a, const char *want)
{
    char all[4096] = "", one[CT_PEOPLE_MAX];
    for (size_t i = 0; i < a->n; i++) {
        ct_axis_label(a, i, one);
        strcat(strcat(all, i ? "|" : ""), one);
    }
    ck_assert_str_eq(all, want);
}

START_TEST(linear)
{
    struct ct_axis a = ct_axis_linear(4.4, 10.1, true, 5);
    check_ticks(&a, "0|2|4|6|8|10");
    ck_assert(a.min == 0 && a.max > 10.1 && a.max < 11);
    a = ct_axis_linear(94, 131, false, 5);
    check_ticks(&a, "90|100|110|120|130");
    a = ct_axis_linear(-12, 31, true, 5);
    check_ticks(&a, "\u221210|0|10|20|30");
    a = ct_axis_linear(0.002, 0.011, true, 5);
    check_ticks(&a, "0.000|0.002|0.004|0.006|0.008|0.010");
    a = ct_axis_linear(2e8, 3.3e8, true, 5);
    check_ticks(&a, "0|50 million|100 million|150 million|200 million|"
                    "250 million|300 million|350 million");
}
END_TEST

START_TEST(degenerate)
{
    struct ct_axis a = ct_axis_linear(0, 0, true, 5);
    ck_assert(a.min == 0 && a.max > 0 && a.n > 1);
    a = ct_axis_linear(7, 7, false, 5);
    ck_assert(a.min < 7 && a.max > 7 && a.n > 1);
    a = ct_axis_linear(1e-300, 1e300, true, 5);
    ck_assert(a.n > 1 && a.n <= CT_MAX_TICKS);
    a = ct_axis_linear(0, 5e-324, true, 5);
    ck_assert(a.min == 0 && a.max > 0 && a.n > 1 && a.decimals == 1);
    a = ct_axis_log(5, 5);
    ck_assert(a.min <= 5 && a.max > 5);
    a = ct_axis_log(1e-12, 1e12);
    ck_assert(a.n > 1 && a.n <= CT_MAX_TICKS);
    a = ct_axis_years(2010, 2010, 400, 36);
    check_ticks(&a, "2,010");
    ck_assert(a.min < 2010 && a.max > 2010);
}
END_TEST

START_TEST(logarithmic)
{
    struct ct_axis a = ct_axis_log(0.4, 30);
    check_ticks(&a, "0.2|0.5|1|2|5|10|20|50");
    assert_near(ct_axis_place(&a, a.min, 10, 20), 10, 1e-12);
    assert_near(ct_axis_place(&a, a.max, 10, 20), 20, 1e-12);
    assert_near(ct_axis_place(&a, sqrt(a.min * a.max), 10, 20), 15, 1e-12);
}
END_TEST

/* Checks ticks that are years. */
static void check_years(double low, double high, const char *want)
{
    char all[4096] = "";
    struct ct_axis a = ct_axis_years(low, high, 400, 36);
    for (size_t i = 0; i < a.n; i++)
        sprintf(all + strlen(all), "%s%g", i ? " " : "", a.tick[i]);
    ck_assert_str_eq(all, want);
}

START_TEST(years)
{
    check_years(1979, 2019, "1979 1985 1990 1995 2000 2005 2010 2015 2019");
    /* Years near the ends stand where they have room. */
    check_years(1990, 2017, "1990 1995 2000 2005 2010 2015 2017");
    check_years(1990, 2016, "1990 1995 2000 2005 2010 2016");
    check_years(2010, 2014, "2010 2011 2012 2013 2014");
    check_years(2010.25, 2013.75, "2011 2012 2013");
    check_years(1900, 2020, "1900 1920 1940 1960 1980 2000 2020");
}
END_TEST

static void check_number(double x, int decimals, const char *want)
{
    char text[CT_PEOPLE_MAX];
    ct_people_number(x, decimals, text);
    ck_assert_str_eq(text, want);
}

START_TEST(people)
{
    check_number(14722, 0, "14,722");
    check_number(1234567.25, 1, "1,234,567.2");
    check_number(999.96, 1, "1,000.0");
    check_number(0.123, 2, "0.12");
    check_number(-3.25, 2, "\u22123.25");
    check_number(-999, 0, "\u2212999");
    check_number(-0.04, 1, "0.0");
    check_number(-0.0, 0, "0");
    check_number(NAN, 1, "");
}
END_TEST

/* Checks the edges of classes of some values. */
static void check_classes(double *values, size_t n, const char *want)
{
    char all[1024] = "";
    struct ct_classes c = ct_classes_make(values, n, false);
    for (size_t i = 0; i <= c.n; i++)
        sprintf(all + strlen(all), "%s%g", i ? " " : "", c.edge[i]);
    ck_assert_str_eq(all, want);
    for (size_t i = 0; i < n; i++) {
        size_t k = ct_classes_find(&c, values[i]);
        ck_assert(k < c.n && values[i] >= c.edge[k] &&
                  values[i] <= c.edge[k + 1]);
    }
}

START_TEST(classes)
{
    check_classes((double[]){1, 2, 3, 4, 5, 6}, 6, "0 1 2 3 4 5 6");
    check_classes((double[]){0.5, 3, 4, 8, 9, 200}, 6,
                  "0.5 1 2 5 10 20 50 100 200");
    check_classes((double[]){-9, 5, 8, 20}, 4, "-10 -5 0 5 10 15 20");
    check_classes((double[]){3, 3, 3}, 3, "2.7 2.8 2.9 3");
    check_classes((double[]){0.9, 9.35}, 2, "0 2 4 6 8 10");
    check_classes((double[]){0, 0}, 2, "0 0.2");
    check_classes((double[]){0, 0, 0, 7}, 4, "0 10");
}
END_TEST

/* Places tags 10 high and checks that none overlap. */
static void place(struct ct_tag *t, size_t n, double bottom, double top)
{
    for (size_t i = 0; i < n; i++)
        t[i].height = 10;
    ct_tags_place(t, n, bottom, top);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(fabs(t[i].at - t[k].at) >= 10 - 1e-9,
                          "tags at %g and %g overlap", t[i].at, t[k].at);
}

START_TEST(tags)
{
    struct ct_tag far[] = {{.wanted = 20}, {.wanted = 50}};
    place(far, 2, 0, 100);
    ck_assert(far[0].at == 20 && far[1].at == 50);
    struct ct_tag near[] = {{.wanted = 50}, {.wanted = 52}, {.wanted = 51}};
    place(near, 3, 0, 100);
    ck_assert(near[0].at < near[2].at && near[2].at < near[1].at);
    assert_near(near[2].at, 51, 1e-9);
    struct ct_tag low[] = {{.wanted = 1}, {.wanted = 2}, {.wanted = 40}};
    place(low, 3, 0, 100);
    ck_assert(low[0].at == 5 && low[1].at == 15 && low[2].at == 40);
    struct ct_tag many[12];
    for (size_t i = 0; i < 12; i++)
        many[i] = (struct ct_tag){.wanted = 50};
    place(many, 12, 0, 100);
}
END_TEST

Suite *axis_suite(void);
Suite *axis_suite(void)
{
    Suite *s = suite_create("axis");
    TCase *t = tcase_create("axis");
    tcase_add_test(t, linear);
    tcase_add_test(t, degenerate);
    tcase_add_test(t, logarithmic);
    tcase_add_test(t, years);
    tcase_add_test(t, people);
    tcase_add_test(t, classes);
    tcase_add_test(t, tags);
    suite_add_tcase(s, t);
    return s;
}
