/* SPDX-License-Identifier: GPL-3.0-or-later
 * comparability: components, sets, pairs with reasons, scores. */
#include "config.h"

#include "analyze/comparability_score.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

Suite *comparability_suite(void);

static struct ct_panel *run(const char *csv, const char *option)
{
    struct ct_panel *r = tidy_result("comparability", csv, NULL, option, NULL);
    return r;
}

/* The number of a table's row that has two codes, or -1. */
static long row_of(const struct ct_table *t, const char *area,
                   const char *column, const char *code)
{
    long a = ct_table_find(t, "area"), b = ct_table_find(t, column);
    for (size_t row = 0; row < t->n_rows; row++)
        if (strcmp(t->columns[a].text[row], area) == 0 &&
            (!*code || strcmp(t->columns[b].text[row], code) == 0))
            return (long)row;
    return -1;
}

static double number(const struct ct_panel *r, const char *table, long row,
                     const char *column)
{
    const struct ct_table *t = ct_panel_table(r, table);
    ck_assert_int_ge(row, 0);
    return t->columns[ct_table_find(t, column)].number[row];
}

static const char *text(const struct ct_panel *r, const char *table, long row,
                        const char *column)
{
    const struct ct_table *t = ct_panel_table(r, table);
    ck_assert_int_ge(row, 0);
    return t->columns[ct_table_find(t, column)].text[row];
}

/* Checks one pair: 1, 0 or NAN for level and trend, and the reasons. */
static void assert_pair(const struct ct_panel *r, const char *area,
                        const char *other, const double *expected,
                        const char *reasons)
{
    long row = row_of(ct_panel_table(r, "matrix"), area, "other", other);
    assert_near(number(r, "matrix", row, "level"), expected[0], 0);
    assert_near(number(r, "matrix", row, "trend"), expected[1], 0);
    ck_assert_str_eq(text(r, "matrix", row, "reasons"), reasons);
}

#define HEAD "area,offence,@source,@counting_unit,@relation,time,value,status\n"
#define LIKE(area, source, unit)                                               \
    area ",0101," source "," unit ",exact,2000,5,\n" area ",0101," source      \
         "," unit ",exact,2001,6,\n" area ",0101," source "," unit             \
         ",exact,2002,7,\n" area ",0101," source "," unit ",exact,2003,8,\n"

START_TEST(pairs_are_compared)
{
    struct ct_panel *r =
        run(HEAD LIKE("AUT", "police", "victim") LIKE("DEU", "police", "victim")
                LIKE("FRA", "police", "offence") LIKE("ITA", "health", "victim")
                    LIKE("POL", "", "victim"),
            NULL);
    assert_pair(r, "AUT", "DEU", (double[]){1, 1}, "");
    assert_pair(r, "DEU", "FRA", (double[]){0, 1},
                "counts of victims (DEU) beside offences (FRA): not comparable "
                "in level");
    assert_pair(r, "DEU", "ITA", (double[]){0, 1},
                "source differs: police (DEU) beside health (ITA): not "
                "comparable in level");
    assert_pair(r, "DEU", "POL", (double[]){NAN, 1},
                "source known of some only: police (DEU) beside not known "
                "(POL)");
    /* What is known to differ is worse than what is not known. */
    assert_pair(r, "FRA", "POL", (double[]){0, 1},
                "source known of some only: police (FRA) beside not known "
                "(POL); counts of offences (FRA) beside victims "
                "(POL): not comparable in level");
    ck_assert_uint_eq(ct_panel_table(r, "matrix")->n_rows, 10);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(sets_hold_what_is_alike)
{
    struct ct_panel *r = run(
        HEAD LIKE("AUT", "police", "victim") LIKE("DEU", "police", "offence")
            LIKE("FRA", "police", "victim") LIKE("ITA", "", "victim"),
        NULL);
    const struct ct_table *t = ct_panel_table(r, "sets");
    ck_assert_uint_eq(t->n_rows, 3);
    ck_assert_str_eq(text(r, "sets", 0, "members"), "AUT, FRA");
    ck_assert_double_eq(number(r, "sets", 0, "set"), 1);
    ck_assert_double_eq(number(r, "sets", 0, "areas"), 2);
    ck_assert_str_eq(text(r, "sets", 0, "offence"), "0101");
    ck_assert_str_eq(text(r, "sets", 1, "counting_unit"), "offence");
    ck_assert_str_eq(text(r, "sets", 2, "source"), "unknown");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(periods_and_statuses_are_reasons)
{
    struct ct_panel *r = run(HEAD LIKE("AUT", "police", "victim") //
                             "DEU,0101,police,victim,exact,2000,5,\n"
                             "DEU,0101,police,victim,exact,2001,5,\n"
                             "DEU,0101,police,victim,exact,2002,9,B\n"
                             "DEU,0101,police,victim,exact,2003,9,E\n"
                             "FRA,0101,police,victim,exact,2002,5,D\n"
                             "FRA,0101,police,victim,exact,2003,5,U\n"
                             "ITA,0101,police,victim,exact,1990,5,\n",
                             NULL);
    assert_pair(r, "AUT", "DEU", (double[]){1, 0},
                "break within the common periods: DEU; estimated or derived "
                "values: DEU");
    assert_pair(r, "AUT", "FRA", (double[]){0, 0},
                "2 periods with a value in both: no trend; values by another "
                "definition (status D): FRA; values of low reliability: FRA");
    assert_pair(r, "AUT", "ITA", (double[]){0, 0},
                "no period with a value in both");
    /* A break before the first common period is none. */
    assert_pair(r, "DEU", "FRA", (double[]){0, 0},
                "2 periods with a value in both: no trend; values by another "
                "definition (status D): FRA; estimated or derived values: DEU; "
                "values of low reliability: FRA");
    ct_panel_destroy(r);
}
END_TEST

/* One area of two publishers, whose datasets are then a dimension. */
START_TEST(datasets_are_compared)
{
    struct ct_panel *r =
        run("area,dataset,@source,@counting_unit,time,value\n"
            "DEU,one,police,victim,2000,1\nDEU,two,health,victim,2000,1\n",
            NULL);
    assert_pair(r, "DEU", "DEU", (double[]){0, 0},
                "source differs: police (one) beside health (two): not "
                "comparable in level; 1 periods with a value in both: no "
                "trend");
    ck_assert_str_eq(text(r, "matrix", 0, "other_dataset"), "two");
    ck_assert_str_eq(text(r, "matrix", 0, "dataset"), "one");
    ck_assert_str_eq(text(r, "sets", 0, "members"), "DEU (one)");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(what_neither_says_is_not_known)
{
    struct ct_panel *r = run("area,@dataset,@relation,time,value\n"
                             "DEU,one,broader,2000,1\nDEU,one,broader,2001,1\n"
                             "DEU,one,broader,2002,1\nDEU,one,broader,2003,1\n"
                             "FRA,two,broader,2000,1\nFRA,two,broader,2001,1\n"
                             "FRA,two,broader,2002,1\nFRA,two,broader,2003,1\n",
                             NULL);
    assert_pair(r, "DEU", "FRA", (double[]){NAN, 1},
                "source not known of either; counting unit not known of "
                "either; relation to the classification is 'broader' for both, "
                "of either publisher's own kind");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(components_say_what_is_known)
{
    struct ct_panel *r =
        run("area,offence,@source,@vintage,@attempts,time,value,status\n"
            "DEU,0101,police,2024-05,included,2019,1,\n"
            "DEU,0101,police,2024-05,included,2020,,O\n"
            "DEU,0101,police,2024-05,included,2021,2,B\n"
            "DEU,0101,police,2024-05,included,2022,2,E\n"
            "FRA,0101,police,2024-05,included,2023,2,\n",
            "--score");
    const char *t = "comparability";
    long row = row_of(ct_panel_table(r, t), "DEU", "area", "");
    ck_assert_str_eq(text(r, t, row, "from"), "2019");
    ck_assert_str_eq(text(r, t, row, "to"), "2022");
    ck_assert_double_eq(number(r, t, row, "n"), 3);
    assert_near(number(r, t, row, "completeness"), .6, 1e-15);
    ck_assert_str_eq(text(r, t, row, "source"), "police");
    ck_assert_str_eq(text(r, t, row, "counting_unit"), "unknown");
    ck_assert_str_eq(text(r, t, row, "attempts"), "included");
    ck_assert_double_eq(number(r, t, row, "known"), 2);
    ck_assert_str_eq(text(r, t, row, "unknown"),
                     "counting unit, relation to the classification");
    ck_assert_double_eq(number(r, t, row, "breaks"), 1);
    ck_assert_str_eq(text(r, t, row, "break_periods"), "2021");
    ck_assert_str_eq(text(r, t, row, "status"), "BEO");
    ck_assert_str_eq(text(r, t, row, "vintage"), "2024-05");
    ck_assert_double_eq(number(r, t, row, "timeliness"), 17);
    ck_assert_double_eq(number(r, t, row, "breaks_points"), 10);
    assert_near(number(r, t, row, "completeness_points"), 9, 1e-14);
    ck_assert_double_eq(number(r, t, row, "timeliness_points"), 3);
    ck_assert_double_eq(number(r, t, row, "applicable"), 80);
    assert_near(number(r, t, row, "score"), 100 * 22. / 80, 1e-14);
    row = row_of(ct_panel_table(r, t), "FRA", "area", "");
    ck_assert_double_eq(number(r, t, row, "timeliness"), 5);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(scores_only_where_asked_for_and_deserved)
{
    struct ct_panel *r = run("area,time,value\nDEU,2000,1\n", NULL);
    ck_assert(isnan(number(r, "comparability", 0, "score")));
    ck_assert_str_eq(text(r, "comparability", 0, "remark"), "");
    ct_panel_destroy(r);
    r = run("area,time,value\nDEU,2000,1\n", "--score");
    ck_assert(isnan(number(r, "comparability", 0, "score")));
    ck_assert_str_eq(text(r, "comparability", 0, "remark"),
                     "insufficient metadata: no score");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(points)
{
    static const struct {
        struct ct_score_input in;
        double applicable, score;
    } cases[] = {{{"0101", "exact", "victim", 0, 1, 6}, 80, 100},
                 {{"0101", "exact", "victims", 0, 1, NAN}, 75, 100},
                 {{"0101", "exact", "offence", 0, 1, 6}, 80, 100 * 73. / 80},
                 {{"0501", "exact", "offences", 0, 1, 6}, 80, 100},
                 {{"0501", "narrower", "victim", 0, 1, 6}, 80, 100 * 58. / 80},
                 {{"0501", "none", "", 4, .5, 30}, 80, 100 * 7.5 / 80},
                 {{"0501", "", "", 1, 1, 24}, 80, 100 * 28. / 80},
                 {{"0501", "mixed", "mixed", 0, 0, 25}, 80, 100 * 15. / 80},
                 {{"_T", "exact", "offence", 0, 1, 6}, 50, 100},
                 {{"_T", "exact", "offence", 0, 1, NAN}, 45, NAN},
                 {{"0101", "exact", "victim", 0, NAN, NAN}, 60, 100}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_score s;
        ct_comparability_score(&cases[i].in, &s);
        assert_near(s.applicable, cases[i].applicable, 0);
        assert_near(s.score, cases[i].score, 1e-14);
    }
}
END_TEST

/* Populations are no record of crime; one area has no pair; nothing but
 * missing values is a series too. */
START_TEST(small_and_empty_groups)
{
    struct ct_panel *r = run("area,measure,offence,time,value,status\n"
                             "DEU,offences,0101,2000,,O\n"
                             "DEU,population,_T,2000,80,\n",
                             NULL);
    ck_assert_uint_eq(ct_panel_table(r, "comparability")->n_rows, 1);
    ck_assert_uint_eq(ct_panel_table(r, "matrix")->n_rows, 0);
    ck_assert_double_eq(number(r, "comparability", 0, "n"), 0);
    ck_assert(isnan(number(r, "comparability", 0, "completeness")));
    ct_panel_destroy(r);
}
END_TEST

Suite *comparability_suite(void)
{
    Suite *s = suite_create("comparability");
    TCase *t = tcase_create("comparability");
    tcase_add_test(t, pairs_are_compared);
    tcase_add_test(t, sets_hold_what_is_alike);
    tcase_add_test(t, periods_and_statuses_are_reasons);
    tcase_add_test(t, datasets_are_compared);
    tcase_add_test(t, what_neither_says_is_not_known);
    tcase_add_test(t, components_say_what_is_known);
    tcase_add_test(t, scores_only_where_asked_for_and_deserved);
    tcase_add_test(t, points);
    tcase_add_test(t, small_and_empty_groups);
    suite_add_tcase(s, t);
    return s;
}
