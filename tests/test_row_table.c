/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows remembered by their cells. */
#include "config.h"

#include "collect/row_table.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

enum { N_FIELDS = 4 };

/* A binding whose rules ask the fields 1 and 3, and on a condition 2. */
struct tied {
    struct ct_bound_part part[2];
    struct ct_bound_condition when;
    struct ct_bound_rule rule[3];
    struct ct_binding binding;
};

static void tie(struct tied *t)
{
    *t = (struct tied){.part = {{NULL, 1, NULL}, {NULL, 3, NULL}},
                       .when = {.field = 2}};
    t->rule[0] = (struct ct_bound_rule){
        .scope = CT_SCOPE_ROW, .from = {1, &t->part[0]}, .label = -1};
    t->rule[1] = (struct ct_bound_rule){.scope = CT_SCOPE_ROW,
                                        .from = {1, &t->part[1]},
                                        .label = -1,
                                        .n_when = 1,
                                        .when = &t->when};
    t->rule[2] = (struct ct_bound_rule){.scope = CT_SCOPE_COLUMN, .label = 0};
    t->binding.n_rules = 3;
    t->binding.rule = t->rule;
}

static struct ct_known_row *find(struct ct_row_table *m, const char *one,
                                 const char *two, const char *three)
{
    struct ct_cell field[N_FIELDS] = {{"never asked", 11, 1, false},
                                      {one, strlen(one), 1, false},
                                      {two, strlen(two), 1, false},
                                      {three, strlen(three), 1, false}};
    return ct_row_table_find(m, field);
}

/* Each row is told by its number in the order they came. */
static long number(struct ct_row_table *m, const char *one, const char *two,
                   const char *three)
{
    struct ct_known_row *row = find(m, one, two, three);
    return row ? row - m->row : -1;
}

START_TEST(tells_combinations_apart)
{
    struct tied t;
    struct ct_row_table m = {0};
    tie(&t);
    ct_row_table_start(&m, &t.binding);
    ck_assert_uint_eq(m.n_fields, 3);
    ck_assert_int_eq(number(&m, "031A", "x", "008"), 0);
    ck_assert_int_eq(number(&m, "031A", "", "008"), 1);
    ck_assert_int_eq(number(&m, "", "031A", "008"), 2);
    ck_assert_int_eq(number(&m, "", "", ""), 3);
    ck_assert_int_eq(number(&m, "031A0", "0", "8"), 4);
    ck_assert_int_eq(number(&m, "031A", "00", "8"), 5);
    ck_assert_int_eq(number(&m, "12345678", "", ""), 6);
    ck_assert_int_eq(number(&m, "1234567812345678", "", ""), 7);
    ck_assert_int_eq(number(&m, "12345678", "12345678", ""), 8);
    ck_assert_int_eq(number(&m, "031A", "x", "008"), 0);
    ck_assert_int_eq(number(&m, "12345678", "", ""), 6);
    ck_assert(!find(&m, "", "x", "y")->is_known);
    ct_row_table_clear(&m);
}
END_TEST

START_TEST(leaves_out_what_is_too_long)
{
    struct tied t;
    struct ct_row_table m = {0};
    char longest[300];
    tie(&t);
    ct_row_table_start(&m, &t.binding);
    memset(longest, 'x', sizeof longest);
    longest[31] = '\0'; /* four words, and one for each of the others */
    ck_assert_int_eq(number(&m, longest, "", "a"), 0);
    longest[31] = 'x';
    longest[40] = '\0';
    ck_assert_int_eq(number(&m, longest, "", "a"), -1);
    longest[40] = 'x';
    longest[299] = '\0';
    ck_assert_int_eq(number(&m, "", "a", longest), -1);
    ct_row_table_clear(&m);
}
END_TEST

START_TEST(does_nothing_where_labels_are_taken)
{
    struct tied t;
    struct ct_row_table m = {0};
    tie(&t);
    t.rule[0].label = 0;
    ct_row_table_start(&m, &t.binding);
    ck_assert_int_eq(number(&m, "a", "b", "c"), -1);
    ct_row_table_clear(&m);
}
END_TEST

/* Each of so many codes several times, or once each. */
static void fill(struct ct_row_table *m, int n, int times)
{
    char code[16];
    for (int i = 0; i < n; i++) {
        sprintf(code, "%d", i);
        for (int k = 0; k < times && !m->off; k++)
            ck_assert_ptr_nonnull(find(m, code, "", code));
    }
}

START_TEST(is_given_up_only_where_it_does_not_pay)
{
    struct tied t;
    struct ct_row_table m = {0};
    tie(&t);
    ct_row_table_start(&m, &t.binding);
    fill(&m, 10000, 3);
    ck_assert(!m.off);
    ck_assert_uint_lt(m.n, 5000);
    ct_row_table_clear(&m);
    ct_row_table_start(&m, &t.binding);
    fill(&m, 4096, 1);
    ck_assert(!m.off);
    ck_assert_ptr_null(find(&m, "new", "", ""));
    ck_assert(m.off);
    ct_row_table_clear(&m);
}
END_TEST

Suite *row_table_suite(void);
Suite *row_table_suite(void)
{
    Suite *s = suite_create("row_table");
    TCase *t = tcase_create("rows");
    tcase_add_test(t, tells_combinations_apart);
    tcase_add_test(t, leaves_out_what_is_too_long);
    tcase_add_test(t, does_nothing_where_labels_are_taken);
    tcase_add_test(t, is_given_up_only_where_it_does_not_pay);
    suite_add_tcase(s, t);
    return s;
}
