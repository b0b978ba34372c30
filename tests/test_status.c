/* SPDX-License-Identifier: GPL-3.0-or-later
 * Status: letters and bits. */
#include "config.h"

#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>

START_TEST(every_set_round_trips)
{
    for (unsigned set = 0; set <= CT_STATUS_ALL; set++) {
        char text[CT_STATUS_MAX];
        uint16_t back = 0xffff;
        ct_status_format((uint16_t)set, text);
        ck_assert_int_eq(ct_status_parse(text, strlen(text), &back, NULL), 0);
        ck_assert_uint_eq(back, set);
    }
}
END_TEST

START_TEST(letters_name_their_bits)
{
    char text[CT_STATUS_MAX];
    ct_status_format(CT_STATUS_BREAK | CT_STATUS_ESTIMATED, text);
    ck_assert_str_eq(text, "BE");
    ct_status_format(CT_STATUS_ALL, text);
    ck_assert_str_eq(text, "BDEFIMNOPQU");
    ct_status_format(CT_STATUS_NO_NUMBER, text);
    ck_assert_str_eq(text, "MOQ");
    ck_assert_str_eq(ct_status_meaning[CT_N_STATUS - 1], "low_reliability");
}
END_TEST

START_TEST(any_order_and_repeats_are_read)
{
    uint16_t set;
    ck_assert_int_eq(ct_status_parse("EBE", 3, &set, NULL), 0);
    ck_assert_uint_eq(set, CT_STATUS_BREAK | CT_STATUS_ESTIMATED);
    ck_assert_int_eq(ct_status_parse("", 0, &set, NULL), 0);
    ck_assert_uint_eq(set, 0);
}
END_TEST

START_TEST(strange_letters_are_named)
{
    static const struct {
        const char *text;
        size_t n;
        char bad;
    } cases[] = {{"BX", 2, 'X'}, {"b", 1, 'b'}, {"B\0E", 3, '\0'}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint16_t set = 77;
        char bad = '?';
        ck_assert_int_eq(ct_status_parse(cases[i].text, cases[i].n, &set, &bad),
                         -1);
        ck_assert_int_eq(bad, cases[i].bad);
        ck_assert_uint_eq(set, 77);
    }
}
END_TEST

Suite *status_suite(void);
Suite *status_suite(void)
{
    Suite *s = suite_create("status");
    TCase *t = tcase_create("status");
    tcase_add_test(t, every_set_round_trips);
    tcase_add_test(t, letters_name_their_bits);
    tcase_add_test(t, any_order_and_repeats_are_read);
    tcase_add_test(t, strange_letters_are_named);
    suite_add_tcase(s, t);
    return s;
}
