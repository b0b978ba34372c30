/* SPDX-License-Identifier: GPL-3.0-or-later
 * Problems collected in one pass. */
#include "config.h"

#include "lib/problems.h"
#include "tests/unit.h"

#include <string.h>

START_TEST(rows_of_the_rejects_file)
{
    struct ct_problems p = {0};
    ct_problems_add(&p, "a.csv", 3, "value", "1,5xyz", 3, "not %s", "a number");
    ct_problems_add(&p, "a b.csv", 4, "", "\"", 1, "code, '%d'", 7);
    struct ct_buffer out = {0};
    ct_problems_csv(&p, &out);
    char *text = ct_buffer_take(&out);
    ck_assert_str_eq(text, "file,line,column,value,reason\n"
                           "a.csv,3,value,\"1,5\",not a number\n"
                           "a b.csv,4,,\"\"\"\",\"code, '7'\"\n");
    free(text);
    ct_problems_clear(&p);
    ck_assert_uint_eq(p.n, 0);
    ct_problems_clear(&p);
}
END_TEST

START_TEST(the_first_hundred_are_kept_or_all)
{
    for (int all = 0; all <= 1; all++) {
        struct ct_problems p = {.all = all};
        for (long line = 1; line <= 250; line++)
            ct_problems_add(&p, "f", line, "c", "v", 1, "r");
        ck_assert_uint_eq(p.n, 250);
        ck_assert_uint_eq(p.n_items, all ? 250 : CT_PROBLEMS_KEPT);
        ck_assert_int_eq(p.items[CT_PROBLEMS_KEPT - 1].line, CT_PROBLEMS_KEPT);
        ct_problems_clear(&p);
    }
}
END_TEST

START_TEST(long_values_end_with_a_character)
{
    char text[300];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'a', sizeof text);
        for (size_t i = shift; i + 3 <= sizeof text; i += 3)
            memcpy(text + i, "\xe6\x9d\xb1", 3);
        struct ct_problems p = {0};
        ct_problems_add(&p, "f", 1, "", text, sizeof text, "r");
        size_t length = strlen(p.items[0].value);
        ck_assert_uint_eq(length, 200 - (200 - shift) % 3);
        ct_problems_clear(&p);
    }
}
END_TEST

Suite *problems_suite(void);
Suite *problems_suite(void)
{
    Suite *s = suite_create("problems");
    TCase *t = tcase_create("problems");
    tcase_add_test(t, rows_of_the_rejects_file);
    tcase_add_test(t, the_first_hundred_are_kept_or_all);
    tcase_add_test(t, long_values_end_with_a_character);
    suite_add_tcase(s, t);
    return s;
}
