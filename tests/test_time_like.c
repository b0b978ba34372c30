/* SPDX-License-Identifier: GPL-3.0-or-later
 * Times read by one read before, beside ct_time_read(). */
#include "config.h"

#include "collect/time_like.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* Formats of a dataset, and a text of it. */
static const struct {
    const char *format[2];
    const char *text;
} styles[] = {
    {{"%m/%d/%Y %H:%M:%S %p", "%Y-%m-%d%*"}, "05/02/2008 04:10:23 AM"},
    {{"%m/%d/%Y", "%d/%m/%Y"}, "05/02/2008"},
    {{"%d.%m.%Y", NULL}, "31.12.1999"},
    {{"%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H"}, "2008-05-02T04:10:23"},
    {{"%Y%m%d", NULL}, "20080502"},
    {{"%Y-%m (%p)", "%Y-%m (%*"}, "2008-05 (p.m.)"},
    {{"%p%Y %m", NULL}, "AM2008 \t12"},
    {{"%B %d, %Y", NULL}, "May 02, 2008"},
    {{NULL, NULL}, "2008-05-02"},
};

static unsigned draw(unsigned *seed, unsigned n)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 8) % n;
}

/* Mostly other digits in place of digits, now and then anything. */
static size_t change(char *text, unsigned *seed)
{
    static const char any[] = "0123456789/-. :TapmAPM\t\x80\xff";
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (text[i] >= '0' && text[i] <= '9' && draw(seed, 3) == 0)
            text[i] = (char)('0' + draw(seed, draw(seed, 2) ? 10 : 4));
    for (unsigned k = draw(seed, 8); k < 2; k++)
        text[draw(seed, (unsigned)n)] = any[draw(seed, sizeof any - 1)];
    return draw(seed, 20) ? n : draw(seed, (unsigned)n);
}

START_TEST(reads_as_without)
{
    size_t n_formats = !styles[_i].format[0]   ? 0
                       : !styles[_i].format[1] ? 1
                                               : 2;
    const struct ct_time_style style = {.n_formats = n_formats,
                                        .format = styles[_i].format,
                                        .freq = _i % 2 ? 'Q' : 0};
    struct ct_time_like like = {0};
    unsigned seed = (unsigned)_i + 1;
    int n_read = 0;
    for (int round = unit_rounds(200000); round-- > 0;) {
        char text[64];
        strcpy(text, styles[_i].text);
        size_t n = change(text, &seed);
        struct ct_time got = {{0, 0}, false}, want = {{0, 0}, false};
        struct ct_error his = {0}, err = {0};
        int wanted = ct_time_read(&style, text, n, &want, &err);
        int status = ct_time_read_like(&style, &like, text, n, &got, &his);
        ck_assert_int_eq(status, wanted);
        ck_assert_str_eq(his.text, err.text);
        n_read += status == 0;
        if (status < 0)
            continue;
        ck_assert_int_eq(got.period.freq, want.period.freq);
        ck_assert_int_eq(got.period.day, want.period.day);
        ck_assert_int_eq(got.to_date, want.to_date);
    }
    ck_assert_int_gt(n_read, 0);
    free(like.period);
}
END_TEST

/* What it is for: the second text like the first is not read in full, and that
 * is known by a style that can read none any more. */
START_TEST(knows_the_period_of_a_month)
{
    const char *const format = "%m/%d/%Y", *const other = "%Y";
    struct ct_time_style style = {.n_formats = 1, .format = &format};
    struct ct_time_like like = {0};
    struct ct_time time;
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(
            ct_time_read_like(&style, &like, "05/02/2008", 10, &time, NULL), 0);
    style.format = &other;
    ck_assert_int_eq(
        ct_time_read_like(&style, &like, "05/28/2008", 10, &time, NULL), 0);
    ck_assert_int_eq(
        ct_time_read_like(&style, &like, "06/28/2008", 10, &time, NULL), -1);
    ck_assert_int_eq(
        ct_time_read_like(&style, &like, "05/31/2008", 10, &time, NULL), -1);
    free(like.period);
}
END_TEST

Suite *time_like_suite(void);
Suite *time_like_suite(void)
{
    Suite *s = suite_create("time_like");
    TCase *t = tcase_create("texts");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, reads_as_without, 0, sizeof styles / sizeof *styles);
    tcase_add_test(t, knows_the_period_of_a_month);
    suite_add_tcase(s, t);
    return s;
}
