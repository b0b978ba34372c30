/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times as publishers write them. */
#include "config.h"

#include "collect/time_text.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

static const char *const enero[12] = {
    "enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
    "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
static const char *const accents[12] = {
    "\xc3\xa4ner", "feb", "m\xc3\xa4rz", "apr", "mai", "jun",
    "jul",         "aug", "sep",         "okt", "nov", "dez"};

/* How times are written beside their format. */
enum {
    SPANISH = 1,
    GERMAN = 2,
    YEARS = 4,
    QUARTERS = 8,
    MONTHS = 16,
    TO_DATE = 32
};

/* Format (NULL: none), text, and the period, with `-` before one to date; or
 * the error. */
static const struct {
    const char *format, *text, *want;
    int style;
} cases[] = {
    /* without a format */
    {NULL, "2010", "2010", 0},
    {NULL, "2010-Q2", "2010-Q2", 0},
    {NULL, "2010-06", "2010-06", 0},
    {NULL, "2010-6", "2010-06", 0},
    {NULL, "2010Q2", "2010-Q2", 0},
    {NULL, "2010K2", "2010-Q2", 0},
    {NULL, "2010M06", "2010-06", 0},
    {NULL, "2010-M06", "2010-06", 0},
    {NULL, "201006", "2010-06", 0},
    {NULL, "2010-06-30", "2010-06", 0},
    {NULL, "2010-06-30T12:00:00Z", "2010-06", 0},
    {NULL, "2010-06-30 12:00", "2010-06", 0},
    {NULL, "", "empty, a period is wanted", 0},
    {NULL, "10", "not a period, '10'; wanted is 2010, 2010-Q2 or 2010-06", 0},
    {NULL, "2010-13",
     "not a period, '2010-13'; wanted is 2010, 2010-Q2 or 2010-06", 0},
    {NULL, "2010-Q5",
     "not a period, '2010-Q5'; wanted is 2010, 2010-Q2 or 2010-06", 0},
    {NULL, "0000", "not a period, '0000'; wanted is 2010, 2010-Q2 or 2010-06",
     0},
    /* directives */
    {"%Y", "2010", "2010", 0},
    {"%Y", "201", "not a time, '201'; the dataset's are like '%Y'", 0},
    {"%Y", "2010 ", "not a time, '2010 '; the dataset's are like '%Y'", 0},
    {"%y", "69", "1969", 0},
    {"%y", "68", "2068", 0},
    {"%m/%d/%Y", "1/2/2010", "2010-01", 0},
    {"%m/%d/%Y", "4/31/2010",
     "not a time, '4/31/2010'; the dataset's are like '%m/%d/%Y'", 0},
    {"%d/%m/%Y", "29/02/2012", "2012-02", 0},
    {"%d/%m/%Y", "29/02/2011",
     "not a time, '29/02/2011'; the dataset's are like '%d/%m/%Y'", 0},
    {"%d/%m/%Y", "0/02/2011",
     "not a time, '0/02/2011'; the dataset's are like '%d/%m/%Y'", 0},
    {"Q%q %Y", "Q3 2010", "2010-Q3", 0},
    {"%Q %Y", "IV 2010", "2010-Q4", 0},
    {"%Q %Y", "iii 2010", "2010-Q3", 0},
    {"%Y-%Q", "2010-I", "2010-Q1", 0},
    {"%Y-%Q", "2010-V", "not a time, '2010-V'; the dataset's are like '%Y-%Q'",
     0},
    {"%B %Y", "June 2010", "2010-06", 0},
    {"%B %Y", "JUN 2010", "2010-06", 0},
    {"%B %Y", "June  \t 2010", "2010-06", 0},
    {"%B %Y", "Junio 2010",
     "not a time, 'Junio 2010'; the dataset's are like '%B %Y'", 0},
    {"%B de %Y", "JUNIO de 2010", "2010-06", SPANISH},
    {"%B de %Y", "jun de 2010",
     "not a time, 'jun de 2010'; the dataset's are like '%B de %Y'", SPANISH},
    {"%B %Y", "M\xc3\x84RZ 2010", "2010-03", GERMAN},
    {"%m/%d/%Y %H:%M:%S %p", "01/31/2010 11:59:00 p.m.", "2010-01", 0},
    {"%Y-%m-%d%*", "2010-06-30", "2010-06", 0},
    {"%Y-%m-%d%*", "2010-06-30T00:00", "2010-06", 0},
    {"%Y.0", "2010.0", "2010", 0},
    /* dates are put into a period */
    {"%d.%m.%Y", "30.6.2010", "2010", YEARS},
    {"%d.%m.%Y", "30.6.2010", "2010-Q2", QUARTERS},
    {"%d.%m.%Y", "30.6.2010", "2010-06", MONTHS},
    {"%m.%Y", "6.2010", "2010-06", YEARS},
    /* two years, two months */
    {"%Y/%y", "2019/20", "2019", 0},
    {"%Y-%Y", "2019-2020", "2019", 0},
    {"%Y/%y", "1999/00", "1999", 0},
    {"%Y/%y", "2019/21",
     "not a time, '2019/21'; the dataset's are like '%Y/%y'", 0},
    {"%B-%B %Y", "January-December 2010", "2010", 0},
    {"%B-%B %Y", "January-March 2010", "2010-Q1", 0},
    {"%B-%B %Y", "April-June 2010", "2010-Q2", 0},
    {"%B-%B %Y", "May-May 2010", "2010-05", 0},
    {"%B-%B %Y", "January-June 2010",
     "months 1 to 6 are neither a quarter nor a year", 0},
    {"%B-%B %Y", "February-April 2010",
     "months 2 to 4 are neither a quarter nor a year", 0},
    {"%B-%B %Y", "March-January 2010",
     "not a time, 'March-January 2010'; the dataset's are like '%B-%B %Y'", 0},
    /* to date */
    {"%B-%B %Y", "enero-junio 2010", "-2010-Q2", SPANISH | TO_DATE},
    {"%B-%B %Y", "enero-mayo 2010", "-2010-05", SPANISH | TO_DATE},
    {"%B-%B %Y", "enero-junio 2010", "-2010-06", SPANISH | MONTHS | TO_DATE},
    {"%B-%B %Y", "enero-diciembre 2010", "-2010", SPANISH | TO_DATE},
    {"%B-%B %Y", "abril-junio 2010", "2010-Q2", SPANISH | TO_DATE},
    {"%m/%Y", "5/2010", "-2010-05", TO_DATE},
    {"%m/%Y", "12/2010", "-2010", TO_DATE},
    {"%Y-Q%q", "2010-Q1", "-2010-Q1", TO_DATE},
    {"%Y-Q%q", "2010-Q4", "-2010", TO_DATE},
    {"%Y", "2010", "2010", TO_DATE},
};

START_TEST(reads)
{
    int how = cases[_i].style;
    const struct ct_time_style style = {.n_formats = cases[_i].format ? 1 : 0,
                                        .format = &cases[_i].format,
                                        .month = how & SPANISH  ? enero
                                                 : how & GERMAN ? accents
                                                                : NULL,
                                        .freq = how & YEARS      ? 'A'
                                                : how & QUARTERS ? 'Q'
                                                : how & MONTHS   ? 'M'
                                                                 : 0,
                                        .cumulative = how & TO_DATE};
    const char *text = cases[_i].text;
    struct ct_time time;
    struct ct_error err = {0};
    char got[CT_PERIOD_MAX + 1] = "-";
    if (ct_time_read(&style, text, strlen(text), &time, &err) < 0) {
        ck_assert_str_eq(err.text, cases[_i].want);
        return;
    }
    ct_period_format(time.period, got + time.to_date);
    ck_assert_str_eq(got, cases[_i].want);
}
END_TEST

START_TEST(tries_one_format_after_the_other)
{
    static const char *const formats[] = {"%d/%m/%Y", "%Y-%m-%d"};
    const struct ct_time_style style = {.n_formats = 2, .format = formats};
    struct ct_time time;
    ck_assert_int_eq(ct_time_read(&style, "2010-06-30", 10, &time, NULL), 0);
    ck_assert_int_eq(time.period.freq, 'M');
}
END_TEST

START_TEST(writes_editions_as_dates)
{
    static const struct {
        const char *format, *text, *want;
    } dates[] = {{"%d/%m/%Y", "12/5/2023", "2023-05-12"},
                 {"%B %Y", "May 2023", "2023-05"},
                 {"%Y", "2023", "2023"},
                 {"%d/%m/%Y", "31/4/2023", NULL}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const struct ct_time_style style = {.n_formats = 1,
                                            .format = &dates[i].format};
        char got[CT_PERIOD_MAX];
        int status = ct_time_date(&style, dates[i].text, strlen(dates[i].text),
                                  got, NULL);
        ck_assert_int_eq(status, dates[i].want ? 0 : -1);
        if (dates[i].want)
            ck_assert_str_eq(got, dates[i].want);
    }
}
END_TEST

START_TEST(knows_bad_formats)
{
    ck_assert_ptr_null(ct_time_format_fault("%Y-%m %*"));
    ck_assert_str_eq(ct_time_format_fault("%Y %z"),
                     "directives are %Y %y %m %d %q %Q %B %H %M %S %p %*");
    ck_assert_str_eq(ct_time_format_fault("%Y %"),
                     "directives are %Y %y %m %d %q %Q %B %H %M %S %p %*");
    ck_assert_str_eq(ct_time_format_fault("%d.%m"),
                     "a time needs its year, %Y or %y");
}
END_TEST

Suite *time_text_suite(void);
Suite *time_text_suite(void)
{
    Suite *s = suite_create("time_text");
    TCase *t = tcase_create("texts");
    tcase_add_loop_test(t, reads, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, tries_one_format_after_the_other);
    tcase_add_test(t, writes_editions_as_dates);
    tcase_add_test(t, knows_bad_formats);
    suite_add_tcase(s, t);
    return s;
}
