/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells of numbers: marks, flags, bounds. */
#include "config.h"

#include "collect/value.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

#define TEXT(s) .text = (s), .length = sizeof(s) - 1
static const struct ct_mark marks[] = {
    {TEXT(":"), .status = CT_STATUS_MISSING},
    {TEXT("x"), .status = CT_STATUS_SUPPRESSED},
    {TEXT("."), .status = CT_STATUS_CANNOT},
    {TEXT("-"), .zero = true}};
static const struct ct_mark flags[] = {
    {TEXT("b"), .status = CT_STATUS_BREAK},
    {TEXT("e"), .status = CT_STATUS_ESTIMATED},
    {TEXT("prov"), .status = CT_STATUS_PROVISIONAL},
    {TEXT("*"), .status = CT_STATUS_PROVISIONAL},
    {TEXT("(r)"), .counted = true},
    {TEXT("c"), .status = CT_STATUS_SUPPRESSED},
    {TEXT("z"), .status = CT_STATUS_CANNOT}};

enum {
    IN_VALUE = 1,
    BELOW = 2,
    NO_ZEROS = 4,
    INTERVAL = 8,
    COMMA = 16,
    PUNCH = 32
};

/* What stands in a cell and in one of flags beside it; "value lower upper
 * status", or the error. */
static const struct {
    int style;
    const char *cell, *beside, *want;
} cases[] = {
    {0, "12", NULL, "12 - - "},
    {0, "", NULL, "- - - O"},
    {0, ":", NULL, "- - - O"},
    {0, "x", NULL, "- - - Q"},
    {0, ".", NULL, "- - - M"},
    {0, "-", NULL, "0 - - "},
    {0, "-1", NULL, "-1 - - "},
    {COMMA, "1 234,5", NULL, "1234.5 - - "},
    {COMMA, "1.234,5", NULL, "!"},
    {0, "12 b", NULL, "!"},
    {0, "004K", NULL, "!"},
    {PUNCH, "004K", NULL, "-42 - - "},
    {PUNCH, "0004}", NULL, "-40 - - "},
    {PUNCH, "4{", NULL, "40 - - "},
    {PUNCH, "I", NULL, "9 - - "},
    {PUNCH, "00}", NULL, "0 - - "},
    {PUNCH, "00012", NULL, "12 - - "},
    {PUNCH, "-12", NULL, "-12 - - "},
    {PUNCH, "-4K", NULL, "!"},
    {PUNCH, "K4", NULL, "!"},
    {PUNCH, "12Z", NULL, "!"},
    /* flags */
    {0, "12", "b", "12 - - B"},
    {0, "12", "be", "12 - - BE"},
    {0, "12", "prov", "12 - - P"},
    {0, "12", "(r)", "12 - - +1"},
    {0, "12", "q", "unknown flag 'q'"},
    {0, "12", "bq", "unknown flag 'bq'"},
    {0, "12", "z", "a number, but the status says there is none"},
    {0, "", "c", "- - - Q"},
    {0, ":", "b", "- - - BO"},
    {IN_VALUE, "12 b", NULL, "12 - - B"},
    {IN_VALUE, "12   be", NULL, "12 - - BE"},
    {IN_VALUE, "12b", NULL, "12 - - B"},
    {IN_VALUE, "34*", NULL, "34 - - P"},
    {IN_VALUE, "34(r)", NULL, "34 - - +1"},
    {IN_VALUE, "34", NULL, "34 - - "},
    {IN_VALUE, ": c", NULL, "- - - Q"},
    {IN_VALUE, "- b", NULL, "0 - - B"},
    {IN_VALUE, "12 q", NULL, "unknown flag 'q'"},
    {IN_VALUE, "12q", NULL, "!"},
    {IN_VALUE, "*", NULL, "!"},
    {IN_VALUE | COMMA, "1 234 b", NULL, "1234 - - B"},
    /* bounds */
    {BELOW, "<5", NULL, "- 1 4 Q"},
    {BELOW, "< 5", NULL, "- 1 4 Q"},
    {BELOW | NO_ZEROS, "<5", NULL, "- 0 4 Q"},
    {BELOW, "<1", NULL, "- 0 0 Q"},
    {BELOW, "<0.5", NULL, "- 0 0.5 Q"},
    {BELOW, "<", NULL, "!"},
    {0, "<5", NULL, "!"},
    {INTERVAL, "18902 [17292-20148]", NULL, "18902 17292 20148 "},
    {INTERVAL, "5(4; 6)", NULL, "5 4 6 "},
    {INTERVAL,
     "5 [4\xe2\x80\x93"
     "6]",
     NULL, "5 4 6 "},
    {INTERVAL, "5 [-4-6]", NULL, "5 -4 6 "},
    {INTERVAL, "5", NULL, "5 - - "},
    {INTERVAL, "5 [46]", NULL, "not an interval as [12-15], '5 [46]'"},
    {INTERVAL, "5 4-6]", NULL, "not an interval as [12-15], '5 4-6]'"},
    {INTERVAL, "5 [a-6]", NULL, "!"},
    {0, "5 [4-6]", NULL, "!"},
};

static void put(char *out, size_t size, double x)
{
    if (isnan(x))
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.10g", x);
}

/* `!` wants an error of any words: that of the number. */
START_TEST(reads)
{
    int s = cases[_i].style;
    const struct ct_value_style style = {
        .overpunch = (s & PUNCH) != 0,
        .number = {s & COMMA ? ',' : '.', s & COMMA ? ' ' : 0},
        .n_marks = sizeof marks / sizeof *marks,
        .mark = marks,
        .n_flags = sizeof flags / sizeof *flags,
        .flag = flags,
        .flags_in_value = s & IN_VALUE,
        .below = s & BELOW ? "<" : NULL,
        .zeros = !(s & NO_ZEROS),
        .interval = s & INTERVAL};
    const struct ct_cell cell = {.text = cases[_i].cell,
                                 .length = strlen(cases[_i].cell)};
    const char *beside = cases[_i].beside ? cases[_i].beside : "";
    const struct ct_cell flag = {.text = beside, .length = strlen(beside)};
    struct ct_value v;
    struct ct_error err = {0};
    char x[3][32], status[CT_STATUS_MAX], got[192], counted[32] = "";
    if (ct_value_read(&style, 0, &cell, &flag, &v, &err) < 0) {
        if (strcmp(cases[_i].want, "!") != 0)
            ck_assert_str_eq(err.text, cases[_i].want);
        return;
    }
    put(x[0], sizeof x[0], v.x);
    put(x[1], sizeof x[1], v.lower);
    put(x[2], sizeof x[2], v.upper);
    ct_status_format(v.status, status);
    if (v.n_counted)
        snprintf(counted, sizeof counted, "+%zu", v.n_counted);
    snprintf(got, sizeof got, "%s %s %s %s%s", x[0], x[1], x[2], status,
             counted);
    ck_assert_str_eq(got, cases[_i].want);
}
END_TEST

static double double_of(const struct ct_value *v, int i)
{
    return i == 0 ? v->x : i == 1 ? v->lower : v->upper;
}

/* Cells of few characters, by a style with an index and by one without. */
START_TEST(reads_the_same_with_an_index)
{
    static const char letters[] = "0123456789 :-.,.bdeprs])";
    struct ct_value_style plain = {
        .number = {_i & 16 ? ',' : '.', _i & 4 ? ' ' : 0},
        .n_marks = sizeof marks / sizeof *marks,
        .mark = marks,
        .n_flags = sizeof flags / sizeof *flags,
        .flag = flags,
        .flags_in_value = _i & 1,
        .overpunch = _i & 8,
        .interval = _i & 2};
    struct ct_value_style quick = plain;
    unsigned seed = (unsigned)_i + 1;
    ct_value_index(&quick);
    for (int round = unit_rounds(50000); round-- > 0;) {
        char text[24];
        size_t n = 0;
        for (unsigned kind = 0; n < sizeof text - 4 && kind < 9;) {
            seed = seed * 1103515245u + 12345u;
            kind = seed >> 9 & 15;
            text[n++] =
                letters[(seed >> 16) % (kind < 8 ? 10 : sizeof letters - 1)];
        }
        const struct ct_cell cell = {.text = text, .length = n - (n == 5)};
        struct ct_value a = {0}, b = {0};
        struct ct_error one = {0}, two = {0};
        int status = ct_value_read(&plain, 0, &cell, NULL, &a, &one);
        ck_assert_int_eq(ct_value_read(&quick, 0, &cell, NULL, &b, &two),
                         status);
        ck_assert_str_eq(one.text, two.text);
        for (int i = 0; i < 3 && status == 0; i++)
            assert_near(double_of(&b, i), double_of(&a, i), 0);
        double number;
        if (ct_number_parse(text, cell.length, &plain.number, &number, NULL) ==
            0)
            ck_assert(status == 0 && a.x == number);
        ck_assert(status < 0 ||
                  (a.status == b.status && a.n_counted == b.n_counted));
    }
}
END_TEST

/* Bounds are in the unit of the value. */
START_TEST(scales_by_way_of_decimals)
{
    const struct ct_value_style style = {
        .number = ct_number_plain, .interval = true, .scale = 3};
    const struct ct_cell cell = {.text = "1.1 [1.05-1.15]", .length = 15};
    struct ct_value v;
    ck_assert_int_eq(ct_value_read(&style, 0, &cell, NULL, &v, NULL), 0);
    ck_assert(v.x == 1100 && v.lower == 1050 && v.upper == 1150);
    ck_assert_int_eq(ct_value_read(&style, -5, &cell, NULL, &v, NULL), 0);
    ck_assert(v.x == 0.011);
    const struct ct_cell large = {.text = "1e307", .length = 5};
    struct ct_error err = {0};
    ck_assert_int_eq(ct_value_read(&style, 0, &large, NULL, &v, &err), -1);
    ck_assert_str_eq(err.text, "too large a number when taken times 10 to the "
                               "power of 3");
}
END_TEST

Suite *value_suite(void);
Suite *value_suite(void)
{
    Suite *s = suite_create("value");
    TCase *t = tcase_create("cells");
    tcase_add_loop_test(t, reads, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(t, reads_the_same_with_an_index, 0, 32);
    tcase_add_test(t, scales_by_way_of_decimals);
    suite_add_tcase(s, t);
    return s;
}
