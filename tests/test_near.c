/* SPDX-License-Identifier: GPL-3.0-or-later
 * Edit distance, and the nearest of some words. */
#include "config.h"

#include "lib/near.h"
#include "tests/unit.h"

#include <string.h>

static const struct {
    const char *a, *b;
    int distance;
} pairs[] = {
    {"", "", 0},         {"area", "area", 0},  {"aera", "area", 1},
    {"are", "area", 1},  {"areas", "area", 1}, {"arxa", "area", 1},
    {"USA", "usa", 0},   {"ca", "abc", 3},     {"kitten", "sitting", 3},
    {"abcd", "wxyz", 4}, {"", "abc", 3},
};

START_TEST(distances)
{
    ck_assert_int_eq(ct_distance(pairs[_i].a, pairs[_i].b, 9),
                     pairs[_i].distance);
    ck_assert_int_eq(ct_distance(pairs[_i].b, pairs[_i].a, 9),
                     pairs[_i].distance);
    int capped = pairs[_i].distance < 2 ? pairs[_i].distance : 2;
    ck_assert_int_eq(ct_distance(pairs[_i].a, pairs[_i].b, 2), capped);
}
END_TEST

/* What is left out of the search for a cap is never below it. */
START_TEST(caps_change_nothing_below_them)
{
    char a[8] = "", b[8] = "";
    for (unsigned i = 0, r = 1; i < 20000; i++) {
        for (size_t k = 0; k < 6; k++) {
            r = r * 1103515245u + 12345u;
            a[k] = "abcA-1"[r >> 16 & 3];
            b[k] = "abcA-1"[(r >> 20) % 6];
        }
        a[3 + i % 4] = b[3 + i / 4 % 4] = '\0';
        int far = ct_distance(a, b, 99);
        for (int cap = 1; cap < 8; cap++)
            ck_assert_msg(ct_distance(a, b, cap) == (far < cap ? far : cap),
                          "%s %s %d", a, b, cap);
    }
}
END_TEST

static const char *const words[] = {"area", "offence", "rate", "trend",
                                    "joinpoint"};

static const struct {
    const char *word, *near;
} nearest[] = {
    {"aera", "area"}, {"ofence", "offence"},       {"tend", "trend"},
    {"rat", "rate"},  {"jointpiont", "joinpoint"}, {"xx", NULL},
    {"", NULL},       {"population", NULL},
};

START_TEST(names_the_nearest)
{
    const char *got =
        ct_near(nearest[_i].word, words, sizeof words / sizeof *words);
    if (nearest[_i].near)
        ck_assert_str_eq(got, nearest[_i].near);
    else
        ck_assert_ptr_null(got);
}
END_TEST

START_TEST(very_long_words_are_far)
{
    char word[300];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    ck_assert_int_eq(ct_distance(word, word, 100), 100);
    ck_assert_ptr_null(ct_near(word, words, sizeof words / sizeof *words));
}
END_TEST

Suite *near_suite(void);
Suite *near_suite(void)
{
    Suite *s = suite_create("near");
    TCase *t = tcase_create("near");
    tcase_add_loop_test(t, distances, 0, sizeof pairs / sizeof *pairs);
    tcase_add_test(t, caps_change_nothing_below_them);
    tcase_add_loop_test(t, names_the_nearest, 0,
                        sizeof nearest / sizeof *nearest);
    tcase_add_test(t, very_long_words_are_far);
    suite_add_tcase(s, t);
    return s;
}
