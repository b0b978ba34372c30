/* SPDX-License-Identifier: GPL-3.0-or-later
 * Errors with a place in the user's data. */
#include "config.h"

#include "lib/error.h"
#include "tests/unit.h"

#include <errno.h>
#include <string.h>

static void check_text(const struct ct_error *err, const char *want)
{
    char text[CT_FILE_MAX + CT_TEXT_MAX + 64];
    ct_error_format(err, text, sizeof text);
    ck_assert_str_eq(text, want);
}

START_TEST(the_place_is_what_is_known_of_it)
{
    struct ct_error err = {0};
    ck_assert_int_eq(ct_fail(&err, CT_EDATA, 17, 3, "bad year '%s'", "19x4"),
                     -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    check_text(&err, "input:17:3: bad year '19x4'");
    ck_assert_int_eq(ct_error_file(&err, "burglary.csv"), -1);
    check_text(&err, "burglary.csv:17:3: bad year '19x4'");
    ct_error_file(&err, "other.csv");
    check_text(&err, "burglary.csv:17:3: bad year '19x4'");
    ct_fail(&err, CT_EDATA, 5, 0, "short");
    check_text(&err, "burglary.csv:5: short");
    ct_fail_in(&err, CT_EDATA, "c.csv", "is empty");
    check_text(&err, "c.csv: is empty");
    struct ct_error other = {0};
    ct_fail(&other, CT_EUSAGE, 0, 0, "no option '--%c'", 'x');
    check_text(&other, "no option '--x'");
}
END_TEST

START_TEST(the_system_is_quoted)
{
    struct ct_error err = {0};
    errno = ENOENT;
    ck_assert_int_eq(ct_fail_errno(&err, "a.csv", "cannot be read"), -1);
    ck_assert_int_eq(err.code, CT_EIO);
    check_text(&err, "a.csv: cannot be read: No such file or directory");
}
END_TEST

START_TEST(nobody_has_to_listen)
{
    ck_assert_int_eq(ct_fail(NULL, CT_EDATA, 0, 0, "x"), -1);
    ck_assert_int_eq(ct_fail_in(NULL, CT_EDATA, "f", "x"), -1);
    ck_assert_int_eq(ct_fail_errno(NULL, "f", "x"), -1);
    ck_assert_int_eq(ct_error_file(NULL, "f"), -1);
}
END_TEST

START_TEST(texts_are_cut_and_hold_no_control_characters)
{
    char text[4000], out[50];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct ct_error err = {0};
    ct_fail_in(&err, CT_EDATA, text, "%s", text);
    ck_assert_uint_eq(strlen(err.file), CT_FILE_MAX - 1);
    ck_assert_uint_eq(strlen(err.text), CT_TEXT_MAX - 1);
    ct_error_format(&err, out, sizeof out);
    ck_assert_uint_eq(strlen(out), sizeof out - 1);
    ct_fail_in(&err, CT_EDATA, "a\nb",
               "bell \a, escape \x1b[31m, \x7f, \xc3\xa9");
    check_text(&err, "a?b: bell ?, escape ?[31m, ?, \xc3\xa9");
}
END_TEST

Suite *error_suite(void);
Suite *error_suite(void)
{
    Suite *s = suite_create("error");
    TCase *t = tcase_create("error");
    tcase_add_test(t, the_place_is_what_is_known_of_it);
    tcase_add_test(t, the_system_is_quoted);
    tcase_add_test(t, nobody_has_to_listen);
    tcase_add_test(t, texts_are_cut_and_hold_no_control_characters);
    suite_add_tcase(s, t);
    return s;
}
