/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several panels as one. */
#include "config.h"

#include "lib/period.h"
#include "lib/select.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>

/* A panel of one annual series: its keys as `name=code` (attributes with a
 * leading '@'), its first year and its values, NAN for none. */
struct plan {
    const char *keys[6];
    char *file;
    int from;
    size_t n;
    double values[4];
};

static void add_key(struct ct_panel *p, const char *text, uint32_t *codes)
{
    bool is_attribute = text[0] == '@';
    text += is_attribute;
    char name[32];
    size_t n = strcspn(text, "=");
    memcpy(name, text, n);
    name[n] = '\0';
    size_t k = ct_panel_key(p, name, is_attribute);
    codes[k] =
        ct_dict_add(&p->keys[k].codes, text + n + 1, strlen(text + n + 1));
}

static struct ct_panel *make(const struct plan *plan)
{
    struct ct_panel *p = ct_panel_create();
    uint32_t codes[8];
    for (size_t k = 0; k < 6 && plan->keys[k]; k++)
        add_key(p, plan->keys[k], codes);
    struct ct_input input = {.name = plan->file};
    ct_panel_input(p, &input);
    ct_panel_step(p, plan->file, "1");
    ct_panel_series(p, codes);
    for (size_t i = 0; i < plan->n; i++) {
        struct ct_obs o = ct_obs_empty;
        o.time = ct_period_make('A', plan->from + (int)i, 1).day;
        o.x[CT_VALUE] = plan->values[i];
        o.status = isnan(o.x[CT_VALUE]) ? CT_STATUS_MISSING : 0;
        o.line = (uint32_t)i + 2;
        ct_panel_obs(p, &o);
    }
    ct_panel_note(p, 0, INT32_MIN, "warning", "of %s", plan->file);
    ct_panel_sort(p);
    return p;
}

static struct ct_panel *one, *two;

static struct ct_panel *unite(const struct plan *a, const struct plan *b,
                              const char *attribute, struct ct_error *err)
{
    one = make(a);
    two = make(b);
    const struct ct_panel *panels[] = {one, two};
    const char *names[] = {"a.h5", "b.h5"};
    return ct_unite(panels, names, 2, attribute, err);
}

static void done(struct ct_panel *p)
{
    ct_panel_destroy(p);
    ct_panel_destroy(one);
    ct_panel_destroy(two);
}

static const struct plan usa = {
    {"area=USA", "freq=A", "@dataset=x"}, "a.csv", 2000, 3, {1, 2, NAN}};
static const struct plan can = {
    {"area=CAN", "sex=F", "freq=A"}, "b.csv", 2000, 2, {5, 6}};
static const struct plan usa_later = {
    {"area=USA", "freq=A", "@dataset=y"}, "b.csv", 2001, 4, {2, NAN, 4, 5}};
static const struct plan usa_other = {
    {"area=USA", "freq=A", "@dataset=y"}, "b.csv", 2001, 1, {3}};

START_TEST(dimensions_are_united)
{
    struct ct_panel *p = unite(&usa, &can, NULL, NULL);
    ck_assert_uint_eq(p->n_series, 2);
    ck_assert_str_eq(ct_panel_code_of(p, "area", 0), "CAN");
    ck_assert_str_eq(ct_panel_code_of(p, "sex", 0), "F");
    ck_assert_str_eq(ct_panel_code_of(p, "dataset", 0), "");
    ck_assert_str_eq(ct_panel_code_of(p, "sex", 1), "_T");
    ck_assert_str_eq(ct_panel_code_of(p, "dataset", 1), "x");
    ck_assert_uint_eq(p->n_obs, 5);
    ck_assert_uint_eq(p->provenance.n_inputs, 2);
    ck_assert_uint_eq(p->provenance.n_steps, 2);
    ck_assert_str_eq(p->provenance.inputs[p->source_file[0]].name, "b.csv");
    ck_assert_str_eq(p->provenance.inputs[p->source_file[2]].name, "a.csv");
    ck_assert_uint_eq(p->provenance.n_notes, 2);
    ck_assert_int_eq((int)p->provenance.notes[0].series, 1);
    ck_assert_int_eq((int)p->provenance.notes[1].series, 0);
    done(p);
}
END_TEST

START_TEST(equal_values_are_kept_once)
{
    struct ct_error err = {0};
    struct ct_panel *p = unite(&usa, &usa_later, NULL, &err);
    ck_assert_msg(p != NULL, "%s", err.text);
    ck_assert_uint_eq(p->n_series, 1);
    ck_assert_uint_eq(p->n_obs, 5);
    ck_assert_str_eq(ct_panel_code_of(p, "dataset", 0), "mixed");
    ck_assert_double_eq(p->column[CT_VALUE][1], 2);
    ck_assert_uint_eq(p->source_line[1], 3);
    ck_assert_double_eq(p->column[CT_VALUE][4], 5);
    ck_assert_str_eq(ct_note_kind(&p->provenance, 2), "duplicates");
    ck_assert_str_eq(ct_note_text(&p->provenance, 2),
                     "2 observations that several files have are kept once");
    done(p);
}
END_TEST

START_TEST(statuses_are_put_together)
{
    struct plan plan = usa;
    one = make(&plan);
    two = make(&plan);
    two->status[0] = CT_STATUS_PROVISIONAL;
    const struct ct_panel *panels[] = {one, two};
    const char *names[] = {"a.h5", "b.h5"};
    struct ct_panel *p = ct_unite(panels, names, 2, NULL, NULL);
    ck_assert_uint_eq(p->status[0], CT_STATUS_PROVISIONAL);
    ck_assert_uint_eq(p->provenance.n_inputs, 1);
    done(p);
}
END_TEST

START_TEST(different_values_are_refused)
{
    struct ct_error err = {0};
    struct ct_panel *p = unite(&usa, &usa_other, NULL, &err);
    ck_assert_ptr_null(p);
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.text, "a.h5 and b.h5 have different values for "
                               "area=USA freq=A in 2001");
    done(p);
}
END_TEST

START_TEST(an_attribute_tells_colliding_series_apart)
{
    struct ct_error err = {0};
    struct ct_panel *p = unite(&usa, &usa_other, "dataset", &err);
    ck_assert_msg(p != NULL, "%s", err.text);
    ck_assert_uint_eq(p->n_series, 2);
    long k = ct_panel_find_key(p, "dataset");
    ck_assert(!p->keys[k].is_attribute);
    ck_assert_str_eq(ct_panel_code(p, k, 0), "x");
    ck_assert_str_eq(ct_panel_code(p, k, 1), "y");
    done(p);
}
END_TEST

START_TEST(an_attribute_stays_one_without_collision)
{
    struct ct_panel *p = unite(&usa, &can, "dataset", NULL);
    ck_assert(p->keys[ct_panel_find_key(p, "dataset")].is_attribute);
    done(p);
}
END_TEST

START_TEST(a_dimension_in_one_is_one_in_all)
{
    struct plan police = {
        {"area=USA", "source=police", "freq=A"}, "a.csv", 2000, 1, {1}};
    struct plan health = {
        {"area=USA", "@source=health", "freq=A"}, "b.csv", 2000, 1, {2}};
    struct plan unsaid = {
        {"area=USA", "@source=", "freq=A"}, "b.csv", 2000, 1, {2}};
    struct ct_panel *p = unite(&police, &health, NULL, NULL);
    ck_assert_uint_eq(p->n_series, 2);
    ck_assert_str_eq(ct_panel_code_of(p, "source", 0), "health");
    done(p);
    p = unite(&police, &unsaid, NULL, NULL);
    ck_assert_str_eq(ct_panel_code_of(p, "source", 0), "_U");
    done(p);
}
END_TEST

/* Gives a panel a table with the columns named, the first numbers, a row. */
static void add_table(struct ct_panel *p, const char *text_column,
                      const char *text, const char *number_column)
{
    struct ct_table *t = ct_table_create("trend");
    if (text_column)
        ct_table_column(t, text_column, true);
    size_t number = ct_table_column(t, number_column, false);
    ct_table_row(t);
    if (text_column)
        ct_table_text(t, 0, text);
    ct_table_number(t, number, 7);
    ct_panel_add_table(p, t);
}

START_TEST(tables_are_united)
{
    one = make(&usa);
    two = make(&can);
    add_table(one, NULL, NULL, "apc");
    add_table(two, "sex", "F", "apc");
    const struct ct_panel *panels[] = {one, two};
    const char *names[] = {"a.h5", "b.h5"};
    struct ct_panel *p = ct_unite(panels, names, 2, NULL, NULL);
    struct ct_table *t = ct_panel_table(p, "trend");
    ck_assert_uint_eq(p->n_tables, 1);
    ck_assert_uint_eq(t->n_columns, 3);
    ck_assert_str_eq(t->columns[0].name, "area");
    ck_assert_str_eq(t->columns[1].name, "sex");
    ck_assert_str_eq(t->columns[0].text[0], "USA");
    ck_assert_str_eq(t->columns[1].text[0], "_T");
    ck_assert_str_eq(t->columns[0].text[1], "CAN");
    ck_assert_str_eq(t->columns[1].text[1], "F");
    ck_assert_double_eq(t->columns[2].number[1], 7);
    done(p);
}
END_TEST

START_TEST(tables_that_differ_are_refused)
{
    one = make(&usa);
    two = make(&can);
    add_table(one, NULL, NULL, "apc");
    add_table(two, NULL, NULL, "slope");
    const struct ct_panel *panels[] = {one, two};
    const char *names[] = {"a.h5", "b.h5"};
    struct ct_error err = {0};
    struct ct_panel *p = ct_unite(panels, names, 2, NULL, &err);
    ck_assert_ptr_null(p);
    ck_assert_str_eq(
        err.text, "the tables 'trend' of a.h5 and b.h5 have different columns");
    done(p);
}
END_TEST

Suite *unite_suite(void);
Suite *unite_suite(void)
{
    Suite *s = suite_create("unite");
    TCase *t = tcase_create("unite");
    tcase_add_test(t, dimensions_are_united);
    tcase_add_test(t, equal_values_are_kept_once);
    tcase_add_test(t, statuses_are_put_together);
    tcase_add_test(t, different_values_are_refused);
    tcase_add_test(t, an_attribute_tells_colliding_series_apart);
    tcase_add_test(t, an_attribute_stays_one_without_collision);
    tcase_add_test(t, a_dimension_in_one_is_one_in_all);
    tcase_add_test(t, tables_are_united);
    tcase_add_test(t, tables_that_differ_are_refused);
    suite_add_tcase(s, t);
    return s;
}
