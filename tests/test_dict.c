/* SPDX-License-Identifier: GPL-3.0-or-later
 * Dictionaries of codes, and remembering cells. */
#include "config.h"

#include "collect/memo.h"
#include "lib/dict.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The i-th code: no two alike, of all lengths from 1 to 40 or so, one in
 * seven longer than what is compared byte by byte. */
static size_t code(size_t i, char *out)
{
    return (size_t)sprintf(out, "%0*zu", (int)(i % 7 ? i % 11 : 30 + i % 9),
                           i * 7919 % 100003);
}

static struct ct_dict fill(size_t n)
{
    struct ct_dict d = {0};
    char text[64];
    for (size_t i = 0; i < n; i++) {
        size_t length = code(i, text);
        ck_assert_uint_eq(ct_dict_add(&d, text, length), i);
    }
    return d;
}

/* Each is found under its number, and what is not there is not. */
static void assert_found(const struct ct_dict *d)
{
    for (size_t i = 0; i < d->n; i++)
        ck_assert_uint_eq(ct_dict_find(d, d->code[i], strlen(d->code[i])), i);
    ck_assert_uint_eq(ct_dict_find(d, "x", 1), CT_NO_CODE);
    ck_assert_uint_eq(ct_dict_find(d, "", 0), CT_NO_CODE);
}

START_TEST(codes_keep_their_numbers)
{
    const size_t sizes[] = {0, 1, 11, 12, 13, 1000, 50000};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        struct ct_dict d = fill(sizes[k]);
        char text[64];
        ck_assert_uint_eq(d.n, sizes[k]);
        assert_found(&d);
        for (size_t i = 0; i < d.n; i++) {
            size_t length = code(i, text);
            ck_assert_uint_eq(ct_dict_add(&d, text, length), i);
            ck_assert_str_eq(d.label[i], "");
        }
        ct_dict_clear(&d);
    }
}
END_TEST

START_TEST(labels_come_and_go)
{
    struct ct_dict d = fill(3);
    ct_dict_label(&d, 1, "one");
    ct_dict_label(&d, 1, "two");
    ct_dict_label(&d, 2, "");
    ck_assert_str_eq(d.label[0], "");
    ck_assert_str_eq(d.label[1], "two");
    ct_dict_label(&d, 1, "");
    ck_assert_str_eq(d.label[1], "");
    ct_dict_label(&d, 2, "three");
    ct_dict_clear(&d);
    ck_assert_uint_eq(d.n, 0);
}
END_TEST

/* Those that stay are in order, with their labels; the others are not found. */
static void select_every(size_t n, size_t step)
{
    struct ct_dict d = fill(n), old = fill(n);
    uint32_t *order = calloc(n + 1, sizeof *order);
    for (size_t i = 0; i < n; i++) {
        ct_dict_label(&d, (uint32_t)i, i % 2 ? d.code[i] : "");
        order[i] = i % step ? CT_NO_CODE : 7;
    }
    ct_dict_select(&d, order);
    ck_assert_uint_eq(d.n, (n + step - 1) / step);
    assert_found(&d);
    for (size_t i = 1; i < d.n; i++)
        ck_assert_int_lt(strcmp(d.code[i - 1], d.code[i]), 0);
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(old.code[i]);
        ck_assert_uint_eq(ct_dict_find(&d, old.code[i], length), order[i]);
        ck_assert_int_eq(order[i] == CT_NO_CODE, i % step != 0);
        if (i % step == 0)
            ck_assert_str_eq(d.label[order[i]], i % 2 ? old.code[i] : "");
    }
    ck_assert_uint_eq(ct_dict_add(&d, "x", 1), d.n - 1);
    ct_dict_clear(&d);
    ct_dict_clear(&old);
    free(order);
}

START_TEST(some_are_selected_and_sorted)
{
    for (size_t n = 0; n < 40; n++)
        for (size_t step = 1; step < 4; step++)
            select_every(n, step);
    select_every(20000, 3);
}
END_TEST

START_TEST(one_that_is_in_order_stays_so)
{
    struct ct_dict d = {0};
    uint32_t order[3];
    ct_dict_add(&d, "a", 1);
    ct_dict_add(&d, "b", 1);
    ct_dict_add(&d, "ba", 2);
    ct_dict_sort(&d, order);
    ck_assert_uint_eq(order[0], 0);
    ck_assert_uint_eq(order[2], 2);
    assert_found(&d);
    ct_dict_clear(&d);
}
END_TEST

/* --- remembering cells --- */

static struct ct_cell cell(const char *text)
{
    return (struct ct_cell){text, strlen(text), 1, false};
}

static struct ct_memo ask(size_t n)
{
    struct ct_memo memo = {0};
    for (size_t i = 0; i < n; i++)
        ct_memo_ask(&memo, (long)i);
    ct_memo_ask(&memo, 0);
    ct_memo_ask(&memo, -1);
    return memo;
}

START_TEST(two_rows_are_remembered)
{
    struct ct_memo memo = ask(2);
    const struct ct_cell a[] = {cell("FRA"), cell("Counts")};
    const struct ct_cell b[] = {cell("FRA"), cell("Rates!")};
    const struct ct_cell c[] = {cell("FRAC"), cell("ounts")};
    ck_assert_uint_eq(memo.n, 2);
    ck_assert(!ct_memo_recall(&memo, a));
    ck_assert(ct_memo_keep(&memo, a));
    unsigned of_a = memo.at;
    ck_assert(!ct_memo_recall(&memo, b));
    ck_assert(!ct_memo_recall(&memo, c));
    ck_assert(ct_memo_keep(&memo, b));
    ck_assert_uint_eq(memo.at, of_a ^ 1);
    ck_assert(ct_memo_recall(&memo, a));
    ck_assert_uint_eq(memo.at, of_a);
    ck_assert(ct_memo_recall(&memo, b));
    ck_assert(ct_memo_keep(&memo, c)); /* in place of a, as b was last */
    ck_assert(!ct_memo_recall(&memo, a));
    ck_assert(ct_memo_recall(&memo, b));
}
END_TEST

START_TEST(long_cells_are_not_remembered)
{
    char text[300];
    memset(text, 'x', sizeof text);
    struct ct_memo memo = ask(3);
    struct ct_cell row[] = {cell("a"), {text, 256, 1, false}, cell("")};
    ck_assert(!ct_memo_keep(&memo, row));
    ck_assert(!ct_memo_recall(&memo, row));
    row[1].length = 255;
    ck_assert(ct_memo_keep(&memo, row));
    ck_assert(ct_memo_recall(&memo, row));
    row[2] = row[1]; /* together too long */
    ck_assert(!ct_memo_keep(&memo, row));
    ck_assert(!ct_memo_recall(&memo, row));
}
END_TEST

START_TEST(what_does_not_repeat_is_given_up)
{
    struct ct_memo memo = ask(1), many = ask(CT_MEMO_CELLS + 1);
    char text[16];
    struct ct_cell row = {text, 0, 1, false};
    for (int i = 0; i < 1000; i++) {
        row.length = (size_t)sprintf(text, "%d", i);
        ck_assert(ct_memo_keep(&memo, &row));
    }
    ck_assert(!ct_memo_keep(&memo, &row));
    ck_assert(!ct_memo_recall(&memo, &row));
    ck_assert(many.never);
}
END_TEST

Suite *dict_suite(void);
Suite *dict_suite(void)
{
    Suite *s = suite_create("dict");
    TCase *t = tcase_create("dict");
    tcase_add_test(t, codes_keep_their_numbers);
    tcase_add_test(t, labels_come_and_go);
    tcase_add_test(t, some_are_selected_and_sorted);
    tcase_add_test(t, one_that_is_in_order_stays_so);
    tcase_add_test(t, two_rows_are_remembered);
    tcase_add_test(t, long_cells_are_not_remembered);
    tcase_add_test(t, what_does_not_repeat_is_given_up);
    suite_add_tcase(s, t);
    return s;
}
