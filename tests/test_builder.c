/* SPDX-License-Identifier: GPL-3.0-or-later
 * The end of building: observations in whatever order become series. */
#include "config.h"

#include "collect/builder_inner.h"
#include "tests/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DAY = 366, FIRST = 3000 };

/* Adds the period of a series, whose numbers tell which it is. */
static void add(struct ct_builder *b, size_t series, size_t period)
{
    uint32_t codes[CT_SLOTS_MAX] = {0};
    char code[16];
    size_t length = (size_t)sprintf(code, "%06zu", series);
    struct ct_obs o = ct_obs_empty;
    bool is_new;
    codes[CT_SLOT_AREA] =
        ct_dict_add(&ct_builder_key(b, CT_SLOT_AREA)->codes, code, length);
    codes[CT_SLOT_FREQ] =
        ct_dict_add(&ct_builder_key(b, CT_SLOT_FREQ)->codes, "A", 1);
    o.time = FIRST + (int32_t)period * DAY;
    o.line = (uint32_t)(series * 1000 + period);
    o.x[CT_VALUE] = (double)o.line / 8;
    o.x[CT_LOWER] = series % 2 ? o.x[CT_VALUE] - 1 : NAN;
    ct_builder_obs(b, ct_builder_series(b, codes, &is_new), &o);
}

static struct ct_panel *end(struct ct_builder *b)
{
    struct ct_codes *codes =
        ct_codes_read(CT_DATADIR_SOURCE "/codelists", NULL);
    struct ct_descriptor d = {.vocabulary.codes = codes};
    struct ct_input input = {.name = (char *)"a.csv"};
    struct ct_problems rejects = {0};
    struct ct_twins twins;
    const struct ct_builder_end e = {1, &input, &d, &rejects};
    struct ct_panel *p = ct_builder_panel(b, &e, &twins, NULL);
    ck_assert_ptr_nonnull(p);
    ct_builder_destroy(b);
    ct_codes_destroy(codes);
    return p;
}

static void assert_all(struct ct_panel *p, size_t n_series, size_t n_periods)
{
    ck_assert_uint_eq(p->n_series, n_series);
    ck_assert_uint_eq(p->n_obs, n_series * n_periods);
    for (size_t s = 0, i = 0; s < n_series; s++)
        for (size_t t = 0; t < n_periods; t++, i++) {
            double x = (double)(s * 1000 + t) / 8;
            ck_assert_int_eq(p->time[i], FIRST + (int)t * DAY);
            ck_assert_uint_eq(p->source_line[i], s * 1000 + t);
            ck_assert(p->column[CT_VALUE][i] == x);
            double lower =
                p->column[CT_LOWER] ? p->column[CT_LOWER][i] : (double)NAN;
            ck_assert(s % 2 ? lower == x - 1 : isnan(lower));
        }
    ct_panel_destroy(p);
}

/* Near their places and far from them, over more pieces than one. */
START_TEST(order_of_rows_does_not_matter)
{
    const size_t n_series[] = {1, 7, 400, 400}, n_periods[] = {1, 9, 200, 800};
    size_t series = n_series[_i], periods = n_periods[_i];
    struct ct_builder *b = ct_builder_create();
    for (size_t s = 0; s < series; s++) /* as they will be */
        for (size_t t = 0; t < periods; t++)
            add(b, s, t);
    assert_all(end(b), series, periods);
    b = ct_builder_create();
    for (size_t t = 0; t < periods; t++) /* a year after the other */
        for (size_t s = 0; s < series; s++)
            add(b, s, t);
    assert_all(end(b), series, periods);
    b = ct_builder_create();
    for (size_t i = series * periods; i-- > 0;) /* backwards */
        add(b, i / periods, i % periods);
    assert_all(end(b), series, periods);
}
END_TEST

START_TEST(reach_is_the_farthest)
{
    ck_assert_uint_eq(ct_builder_reach(NULL, 0), 0);
    ck_assert_uint_eq(ct_builder_reach((uint32_t[]){0, 1, 2}, 3), 0);
    ck_assert_uint_eq(ct_builder_reach((uint32_t[]){2, 1, 0}, 3), 2);
    ck_assert_uint_eq(ct_builder_reach((uint32_t[]){1, 3}, 2), 2);
}
END_TEST

Suite *builder_suite(void);
Suite *builder_suite(void)
{
    Suite *s = suite_create("builder");
    TCase *t = tcase_create("builder");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, order_of_rows_does_not_matter, 0, 4);
    tcase_add_test(t, reach_is_the_farthest);
    suite_add_tcase(s, t);
    return s;
}
