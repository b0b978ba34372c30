/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panel in memory: order of keys, codes, series, observations. */
#include "config.h"

#include "lib/panel.h"
#include "tests/unit.h"

#include <string.h>

static uint32_t code(struct ct_panel *p, size_t key, const char *text)
{
    return ct_dict_add(&p->keys[key].codes, text, strlen(text));
}

START_TEST(sorts_into_the_canonical_order)
{
    struct ct_panel *p = ct_panel_create();
    size_t offence = ct_panel_key(p, "offence", false);
    size_t area = ct_panel_key(p, "area", false);
    const char *areas[] = {"USA", "FRA"};
    for (int i = 0; i < 2; i++) {
        uint32_t codes[2];
        codes[offence] = code(p, offence, "0101");
        codes[area] = code(p, area, areas[i]);
        ct_panel_series(p, codes);
        for (int year = 1; year >= 0; year--) {
            struct ct_obs o = ct_obs_empty;
            o.time = year * 365;
            o.x[CT_VALUE] = i * 10 + year;
            ct_panel_obs(p, &o);
        }
    }
    ct_panel_note(p, 0, 0, "break", "first");
    ct_panel_sort(p);
    ck_assert_str_eq(p->keys[0].name, "area");
    ck_assert_str_eq(ct_panel_code_of(p, "area", 0), "FRA");
    ck_assert_str_eq(ct_panel_code_of(p, "sex", 0), "_T");
    ck_assert_double_eq(p->column[CT_VALUE][0], 10);
    ck_assert_double_eq(p->column[CT_VALUE][3], 1);
    ck_assert_int_eq((int)p->provenance.notes[0].series, 1);
    ck_assert_ptr_null(p->column[CT_LOWER]);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_late_key_gets_totals)
{
    struct ct_panel *p = ct_panel_create();
    size_t area = ct_panel_key(p, "area", false);
    uint32_t codes[2] = {code(p, area, "USA")};
    ct_panel_series(p, codes);
    size_t sex = ct_panel_key(p, "sex", false);
    codes[sex] = code(p, sex, "F");
    ct_panel_series(p, codes);
    ck_assert_str_eq(ct_panel_code_of(p, "sex", 0), "_T");
    ck_assert_str_eq(ct_panel_code_of(p, "sex", 1), "F");
    ct_panel_destroy(p);
}
END_TEST

static void add_years(struct ct_panel *p, int n)
{
    ct_panel_series(p, (uint32_t[]){0});
    for (int year = 0; year < n; year++) {
        struct ct_obs o = ct_obs_empty;
        o.time = year * 365;
        o.x[CT_VALUE] = year;
        ct_panel_obs(p, &o);
    }
}

START_TEST(what_is_in_order_is_left_alone)
{
    struct ct_panel *p = ct_panel_create();
    code(p, ct_panel_key(p, "area", false), "USA");
    add_years(p, 5);
    add_years(p, 3);
    const int32_t *time = p->time;
    ct_panel_note(p, 1, 0, "break", "second");
    ct_panel_sort(p);
    ck_assert_ptr_eq(p->time, time);
    ck_assert_int_eq((int)p->provenance.notes[0].series, 1);
    p->time[6] = -1;
    ct_panel_sort(p);
    ck_assert_int_eq(p->time[5], -1);
    ck_assert_double_eq(p->column[CT_VALUE][5], 1);
    ck_assert_int_eq(p->time[6], 0);
    ck_assert_int_eq((int)p->provenance.notes[0].series, 1);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(room_is_what_was_asked_for)
{
    struct ct_panel *p = ct_panel_create();
    code(p, ct_panel_key(p, "area", false), "USA");
    ct_panel_reserve(p, 1000);
    const double *value = p->column[CT_VALUE];
    ck_assert_uint_eq(p->obs_capacity, 1000);
    add_years(p, 1000);
    ck_assert_uint_eq(p->obs_capacity, 1000);
    ck_assert_ptr_eq(p->column[CT_VALUE], value);
    ct_panel_reserve(p, 10);
    add_years(p, 500);
    ck_assert_uint_eq(p->n_obs, 1500);
    ck_assert_double_eq(p->column[CT_VALUE][999], 999);
    ck_assert_double_eq(p->column[CT_VALUE][1499], 499);
    ct_panel_destroy(p);
}
END_TEST

Suite *panel_suite(void);
Suite *panel_suite(void)
{
    Suite *s = suite_create("panel");
    TCase *t = tcase_create("panel");
    tcase_add_test(t, sorts_into_the_canonical_order);
    tcase_add_test(t, a_late_key_gets_totals);
    tcase_add_test(t, what_is_in_order_is_left_alone);
    tcase_add_test(t, room_is_what_was_asked_for);
    suite_add_tcase(s, t);
    return s;
}
