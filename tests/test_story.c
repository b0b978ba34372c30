/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines of a story, addresses of series. */
#include "config.h"

#include "lib/address.h"
#include "lib/story.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static const struct {
    double x;
    int digits;
    const char *text;
} numbers[] = {
    {0, 6, "0"},
    {7, 6, "7"},
    {999, 6, "999"},
    {1000, 6, "1,000"},
    {-1000, 6, "-1,000"},
    {-100, 6, "-100"},
    {81776930, 6, "81,776,930"},
    {999999999999999, 6, "999,999,999,999,999"},
    {1e15, 6, "1e+15"},
    {0.96971101, 4, "0.9697"},
    {0.96971101, 15, "0.96971101"},
    {12.5, 6, "12.5"},
    {NAN, 6, "no number"},
};

START_TEST(numbers_are_as_people_write_them)
{
    char text[CT_STORY_NUMBER_MAX];
    ct_story_number(numbers[_i].x, numbers[_i].digits, text);
    ck_assert_str_eq(text, numbers[_i].text);
}
END_TEST

START_TEST(a_publishers_text_moves_no_cursor)
{
    struct ct_story s = {.depth = 1};
    ct_story_line(&s, "a\033[2Jb\r\n%s", "c\td\x7f");
    ct_story_fact(&s, "area", "%d", 1);
    ck_assert_str_eq(s.text.data, "  a [2Jb  c d \n  area         1\n");
    ct_buffer_clear(&s.text);
}
END_TEST

/* 199 letters, then one of two bytes over the edge. */
START_TEST(long_texts_are_cut_between_characters)
{
    char text[300], want[300] = "\"";
    struct ct_buffer b = {0};
    memset(text, 'x', sizeof text);
    memcpy(text + 199, "\xc3\xa4", 2);
    memset(want + 1, 'x', 199);
    strcpy(want + 200, "...\"");
    ct_story_quote(&b, text, 250);
    ck_assert_str_eq(b.data, want);
    ct_buffer_clear(&b);
    ct_story_quote(&b, "x\"y", 3);
    ck_assert_str_eq(b.data, "\"x\"y\"");
    ct_buffer_clear(&b);
}
END_TEST

START_TEST(addresses_find_series_in_other_panels)
{
    struct ct_panel *p = tidy_panel("area,sex,time,value\n"
                                    "FRA,F,2000,1\nFRA,_T,2000,2\n"
                                    "ITA,_T,2000,3\n");
    struct ct_panel *q = tidy_panel("area,time,value\nFRA,2000,4\n"
                                    "ITA,2000,5\nITA,2001,6\n");
    for (size_t s = 0; s < p->n_series; s++) {
        struct ct_address a = ct_address_of_series(p, s);
        bool total = strcmp(ct_address_code(&a, "sex"), "_T") == 0;
        ck_assert_int_eq(ct_address_find(p, &a), (long)s);
        long there = ct_address_find(q, &a);
        ck_assert_int_eq(there >= 0, total);
        if (there >= 0)
            ck_assert_str_eq(ct_panel_code_of(q, "area", (size_t)there),
                             ct_address_code(&a, "area"));
        ct_address_clear(&a);
    }
    ck_assert_int_eq(ct_panel_find_time(q, 0, q->time[2]), -1);
    ck_assert_int_eq(ct_panel_find_time(q, 1, q->time[2]), 2);
    ct_panel_destroy(p);
    ct_panel_destroy(q);
}
END_TEST

/* Editions put together are told apart by a dimension that each of them has
 * as an attribute. */
START_TEST(addresses_tell_editions_apart)
{
    struct ct_panel *p =
        tidy_panel("area,@vintage,time,value\nFRA,2020,2000,1\n");
    struct ct_address_part part[] = {{"area", "FRA"},
                                     {"measure", "offences"},
                                     {"freq", "A"},
                                     {"vintage", "2020"}};
    struct ct_address a = {4, part};
    ck_assert_int_eq(ct_address_find(p, &a), 0);
    part[3].code = "2021";
    ck_assert_int_eq(ct_address_find(p, &a), -1);
    part[3].code = "_U";
    ck_assert_int_eq(ct_address_find(p, &a), 0);
    part[3].dimension = "sex";
    ck_assert_int_eq(ct_address_find(p, &a), -1);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(addresses_are_printed_without_totals)
{
    struct ct_panel *p = tidy_panel("area,sex,time,value\nFRA,_T,2000,1\n");
    struct ct_address a = ct_address_of_series(p, 0);
    struct ct_buffer b = {0};
    ct_address_print(&a, &b);
    ck_assert_str_eq(b.data, "area=FRA measure=offences unit=NUMBER freq=A");
    ck_assert_str_eq(ct_address_code(&a, "unit"), "NUMBER");
    ck_assert_str_eq(ct_address_code(&a, "age"), "_T");
    ct_buffer_clear(&b);
    ct_address_clear(&a);
    ct_address_print(&a, &b);
    ck_assert_str_eq(b.data, "");
    ct_buffer_clear(&b);
    ct_panel_destroy(p);
}
END_TEST

Suite *story_suite(void);
Suite *story_suite(void)
{
    Suite *s = suite_create("story");
    TCase *c = tcase_create("story");
    tcase_add_loop_test(c, numbers_are_as_people_write_them, 0,
                        sizeof numbers / sizeof *numbers);
    tcase_add_test(c, a_publishers_text_moves_no_cursor);
    tcase_add_test(c, long_texts_are_cut_between_characters);
    tcase_add_test(c, addresses_find_series_in_other_panels);
    tcase_add_test(c, addresses_tell_editions_apart);
    tcase_add_test(c, addresses_are_printed_without_totals);
    suite_add_tcase(s, c);
    return s;
}
