/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods: text, days, order. */
#include "config.h"

#include "lib/period.h"
#include "tests/unit.h"

#include <string.h>
#include <time.h>

START_TEST(text_and_days)
{
    static const struct {
        const char *text;
        char freq;
        int32_t first, last;
        double year;
    } cases[] = {
        {"1970", 'A', 0, 364, 1970},
        {"1969", 'A', -365, -1, 1969},
        {"2010", 'A', 14610, 14974, 2010},
        {"2010-Q2", 'Q', 14700, 14790, 2010.25},
        {"2010-Q4", 'Q', 14883, 14974, 2010.75},
        {"2010-06", 'M', 14761, 14790, 2010 + 5.0 / 12},
        {"2000-02", 'M', 10988, 11016, 2000 + 1.0 / 12},
        {"1900-02", 'M', -25536, -25509, 1900 + 1.0 / 12},
        {"0001", 'A', -719162, -718798, 1},
        {"9999-12", 'M', 2932866, 2932896, 9999 + 11.0 / 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_period p;
        char text[CT_PERIOD_MAX];
        ck_assert_int_eq(
            ct_period_parse(cases[i].text, strlen(cases[i].text), &p, NULL), 0);
        ck_assert_int_eq(p.freq, cases[i].freq);
        ck_assert_int_eq(p.day, cases[i].first);
        ck_assert_int_eq(ct_period_last_day(p), cases[i].last);
        ck_assert_double_eq(ct_period_year(p), cases[i].year);
        ct_period_format(p, text);
        ck_assert_str_eq(text, cases[i].text);
    }
}
END_TEST

START_TEST(refuses_what_is_no_period)
{
    static const char *const cases[] = {
        "",        "19x4",    "2000-13", "2000-00",    "2000-Q5",     "2000-Q0",
        "0",       "0000",    "-2000",   "2000-02-30", "99999999999", "20000",
        "2000-q1", "2000Q1",  "2000-1",  "2000/01",    "2000 ",       " 2000",
        "200",     "2000-1x", "2000XQ1", "0000-01",    "2000-Q"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_period p;
        struct ct_error err = {0};
        ck_assert_msg(ct_period_parse(cases[i], strlen(cases[i]), &p, &err) ==
                          -1,
                      "%s", cases[i]);
        ck_assert_int_eq(err.code, CT_EDATA);
        ck_assert_msg(strstr(err.text, "2010-Q2"), "%s", err.text);
    }
}
END_TEST

START_TEST(months_agree_with_the_system_calendar)
{
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            struct tm tm = {
                .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = 1};
            struct ct_period p = ct_period_make('M', year, month);
            struct ct_period next =
                ct_period_from_ordinal('M', ct_period_ordinal(p) + 1);
            int y, m;
            ct_period_parts(p, &y, &m);
            if ((int)(timegm(&tm) / 86400) != p.day || y != year ||
                m != month || ct_period_last_day(p) + 1 != next.day)
                ck_abort_msg("%d-%d", year, month);
        }
}
END_TEST

START_TEST(consecutive_periods_differ_by_one)
{
    static const char freqs[] = "AQM";
    for (const char *f = freqs; *f; f++) {
        struct ct_period p = ct_period_make(*f, 1895, 1);
        for (long i = ct_period_ordinal(p); i < ct_period_ordinal(p) + 600;
             i++) {
            struct ct_period q = ct_period_from_ordinal(*f, i);
            ck_assert_int_eq(ct_period_ordinal(q), i);
            ck_assert(ct_period_is_start(*f, q.day));
            ck_assert(!ct_period_is_start(*f, q.day + 1));
            struct ct_period inside = {*f, ct_period_last_day(q)};
            ck_assert_int_eq(ct_period_ordinal(inside), i);
            struct ct_period year = ct_period_to_year(inside);
            ck_assert_int_eq(year.freq, 'A');
            ck_assert_int_eq((int)ct_period_year(year), (int)ct_period_year(q));
        }
    }
}
END_TEST

Suite *period_suite(void);
Suite *period_suite(void)
{
    Suite *s = suite_create("period");
    TCase *t = tcase_create("period");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, text_and_days);
    tcase_add_test(t, refuses_what_is_no_period);
    tcase_add_test(t, months_agree_with_the_system_calendar);
    tcase_add_test(t, consecutive_periods_differ_by_one);
    suite_add_tcase(s, t);
    return s;
}
