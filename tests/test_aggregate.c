/* SPDX-License-Identifier: GPL-3.0-or-later
 * aggregate: groups, who reports, breaks, notes. */
#include "config.h"

#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

/* Runs aggregate on tidy texts; across_breaks may be NULL. */
static struct ct_panel *aggregate(const char *text, const char *people,
                                  const char *by, const char *across_breaks,
                                  struct ct_error *err)
{
    return tidy_try("aggregate", text, people, err, "--by", by,
                    across_breaks ? "--across-breaks" : NULL, across_breaks,
                    NULL);
}

static const char *const counts =
    "area,@source,@counting_unit,time,value,status\n"
    "DEU,police,victims,2000,800,P\nDEU,police,victims,2001,840,\n"
    "FRA,police,victims,2000,600,\nFRA,police,victims,2001,,O\n"
    "JPN,police,victims,2000,1000,\nJPN,police,victims,2001,900,\n"
    "SUN,police,victims,2000,9000,\n";

static const char *const people =
    "area,measure,time,value\n"
    "DEU,population,2000,80000000\nDEU,population,2001,80000000\n"
    "FRA,population,2000,60000000\nFRA,population,2001,60000000\n"
    "ITA,population,2000,60000000\nITA,population,2001,60000000\n"
    "JPN,population,2000,125000000\nJPN,population,2001,125000000\n"
    "SUN,population,2000,290000000\n";

/* A cell of the table coverage: area and period. */
static double coverage(const struct ct_panel *r, const char *area,
                       const char *time, const char *column)
{
    const struct ct_table *t = ct_panel_table(r, "coverage");
    long a = ct_table_find(t, "area"), p = ct_table_find(t, "time");
    long c = ct_table_find(t, column);
    for (size_t i = 0; i < t->n_rows; i++)
        if (strcmp(t->columns[a].text[i], area) == 0 &&
            strcmp(t->columns[p].text[i], time) == 0)
            return t->columns[c].number[i];
    ck_abort_msg("no %s %s", area, time);
    return NAN;
}

static bool has_note(const struct ct_panel *r, const char *text)
{
    for (size_t i = 0; i < r->provenance.n_notes; i++)
        if (strstr(ct_note_text(&r->provenance, i), text))
            return true;
    return false;
}

/* Italy reports nothing, and is a third of the region all the same. */
START_TEST(silent_areas_count)
{
    struct ct_error err;
    struct ct_panel *r = aggregate(counts, people, "m49-region", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "units"), 3);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "reporting"), 2);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "coverage"), .7);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "rate"), 1);
    ck_assert_double_eq(coverage(r, "M49:150", "2001", "published"), 0);
    ck_assert_double_eq(coverage(r, "M49:150", "2001", "still"), 1);
    ck_assert_double_eq(coverage(r, "M49:142", "2001", "coverage"), 1);
    ck_assert_double_eq(coverage(r, "M49:002", "2001", "units"), 0);
    struct ct_obs o = tidy_obs(r, "area", "M49:150", "2000");
    ck_assert_double_eq(o.x[CT_VALUE], 2000); /* NUMBER comes first */
    ck_assert_uint_eq(o.status, CT_STATUS_ESTIMATED | CT_STATUS_PROVISIONAL);
    o = tidy_obs(r, "area", "M49:142", "2001");
    ck_assert_double_eq(o.x[CT_VALUE], 900);
    ck_assert_uint_eq(o.status, 0);
    ck_assert(has_note(
        r, "1 to 2 of 3 areas reporting, 40.0 to 70.0 % of population; the set "
           "changes over time; change computed on the areas in both periods"));
    ck_assert(has_note(
        r, "not joined to the period before: 1 of 2 earlier reporters so far"));
    ck_assert(has_note(r, "30.0 % of the value is imputed: areas that do not "
                          "report are taken to be like those that do"));
    ck_assert_str_eq(ct_panel_code_of(r, "source", 0), "police");
    ck_assert_ptr_nonnull(
        strstr(tidy_note(r, "coverage"), "areas in no group, left out: SUN"));
    ck_assert_str_eq(tidy_text(r, "coverage", "area", "M49:150", "note"), "");
    ck_assert(has_note(r, "no value where less than 60 % of the population is "
                          "in areas that report"));
    ct_panel_destroy(r);
}
END_TEST

/* A year without residents says nothing of who reports. */
START_TEST(a_steady_set_is_said_to_be)
{
    struct ct_error err;
    struct ct_panel *r = aggregate("area,time,value\n"
                                   "DEU,2000,800\nDEU,2001,400\nDEU,2002,600\n"
                                   "FRA,2000,600\nFRA,2001,660\nFRA,2002,600\n",
                                   people, "M49:155", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert(!has_note(r, "changes"));
    ck_assert(has_note(r, "2 of 2 areas reporting, 100.0 % of population"));
    ck_assert(!has_note(r, "not joined"));
    ck_assert(!has_note(r, "imputed"));
    ck_assert_double_eq(coverage(r, "M49:155", "2002", "units"), 0);
    ck_assert_double_eq(coverage(r, "M49:155", "2002", "fell"), 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(the_world_has_its_code)
{
    struct ct_error err;
    struct ct_panel *r = aggregate(counts, people, "world", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 2);
    ck_assert_str_eq(ct_panel_code_of(r, "area", 0), "M49:001");
    double two = (1 * 200e6 + .8 * 125e6) / 325e6;
    ck_assert_double_eq_tol(coverage(r, "M49:001", "2000", "rate_two_stage"),
                            two, 1e-12);
    ct_panel_destroy(r);
    r = aggregate(counts, people, "eu27,M49:030", NULL, &err);
    ck_assert_ptr_null(r);
    ck_assert_str_eq(err.text,
                     "--by: no grouping 'eu27'; there are m49-region, "
                     "m49-subregion, sdg-region, world, eu27, ldc, lldc, sids, "
                     "codes as M49:150, or a FILE.csv");
    r = aggregate(counts, people, "EU27_2020,M49:155", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_double_eq(coverage(r, "EU27_2020", "2000", "units"), 3);
    ck_assert_double_eq(coverage(r, "M49:155", "2000", "units"), 2);
    ck_assert_double_eq(coverage(r, "_T", "2000", "units"), 3);
    ck_assert(isnan(coverage(r, "_T", "2000", "rate_two_stage")));
    ct_panel_destroy(r);
    r = aggregate(counts, people, "m49-subregion", NULL, &err);
    ck_assert_double_eq(coverage(r, "M49:155", "2000", "reporting"), 2);
    ck_assert_double_eq(coverage(r, "M49:202", "2000", "units"), 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(without_residents_there_is_no_sum)
{
    struct ct_error err;
    struct ct_panel *r =
        aggregate("area,unit,time,value\nDEU,RATE_100K,2000,1\n", NULL, "world",
                  NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "coverage", "area", "M49:001", "note"),
               "not computed: the residents of the areas are not known"));
    ct_panel_destroy(r);
    r = aggregate("area,unit,time,value\nDEU,PERCENT,2000,1\n", people, "world",
                  NULL, &err);
    ck_assert_ptr_null(r);
    ck_assert_str_eq(err.text, "area=DEU measure=offences unit=PERCENT is "
                               "neither a rate nor a count; --where unit=... "
                               "leaves it out");
}
END_TEST

/* Published rates are weighted by residents of -p. */
START_TEST(rates_are_weighted)
{
    struct ct_error err;
    struct ct_panel *r =
        aggregate("area,unit,time,value\nDEU,RATE_1000,2000,1\n"
                  "ITA,RATE_1000,2000,3\n",
                  people, "M49:150", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_double_eq_tol(coverage(r, "M49:150", "2000", "rate"),
                            100 * (80 + 180) / 140., 1e-9);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(breaks_are_refused_or_kept_apart)
{
    struct ct_error err;
    static const char *const broken = "area,time,value,status\n"
                                      "DEU,2000,800,\nDEU,2001,400,B\n"
                                      "FRA,2000,600,\nFRA,2001,660,\n";
    ck_assert_ptr_null(aggregate(broken, people, "world", NULL, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "has a break at 2001; "));
    static const double want[] = {110, 75.71428571428571};
    static const char *const how[] = {"split", "ignore"};
    for (int i = 0; i < 2; i++) {
        struct ct_panel *r = aggregate(broken, people, "world", how[i], &err);
        const struct ct_table *t = ct_panel_table(r, "matched");
        ck_assert_double_eq_tol(t->columns[ct_table_find(t, "index")].number[1],
                                want[i], 1e-9);
        ct_panel_destroy(r);
    }
}
END_TEST

/* France gets its rate of the year before, Italy that of the region. */
START_TEST(filled_sums_say_so)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(counts), *population = tidy_panel(people);
    struct ct_panel *r = tidy_analyze(
        "aggregate", p, population, &err, "--by=M49:150", "--coverage=0.5",
        "--fill=log-linear", "--replicates=0", NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "filled");
    ck_assert_uint_eq(t->n_rows, 3);
    ck_assert_str_eq(tidy_text(r, "filled", "area", "FRA", "how"), "forecast");
    ck_assert_double_eq(tidy_number(r, "filled", "area", "FRA", "rate"), 1);
    ck_assert_str_eq(tidy_text(r, "filled", "area", "ITA", "how"), "region");
    struct ct_obs o = tidy_obs(r, "area", "M49:150", "2000");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 2000, 1e-9);
    ck_assert_uint_eq(o.status, CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED |
                                    CT_STATUS_PROVISIONAL);
    ck_assert(isnan(o.x[CT_LOWER]));
    ck_assert_double_eq(coverage(r, "M49:150", "2001", "filled"), 2);
    ck_assert_double_eq(coverage(r, "M49:150", "2001", "published"), 0);
    o = tidy_obs(r, "area", "M49:150", "2001");
    ck_assert(isnan(o.x[CT_VALUE]));
    ck_assert_uint_eq(o.status, CT_STATUS_MISSING);
    ct_panel_destroy(r);
    ct_panel_destroy(population);
    ct_panel_destroy(p);
}
END_TEST

/* Between bounds: not a reporter, and within the limits. */
START_TEST(suppressed_values_widen_limits)
{
    struct ct_error err;
    struct ct_panel *r =
        aggregate("area,time,value,lower,upper,status\n"
                  "DEU,2000,800,,,\nFRA,2000,,0,1200,Q\nITA,2000,600,,,\n",
                  people, "M49:150", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "suppressed"), 1);
    ck_assert_double_eq(coverage(r, "M49:150", "2000", "reporting"), 2);
    struct ct_obs o = tidy_obs(r, "area", "M49:150", "2000");
    ck_assert(o.x[CT_LOWER] <= 1400 + 1e-9 && o.x[CT_UPPER] >= 2600 - 1e-9);
    ct_panel_destroy(r);
}
END_TEST

/* Coverage is of the members whose residents are known; the others are told. */
START_TEST(members_without_residents_are_told)
{
    struct ct_error err;
    struct ct_panel *r =
        aggregate("area,time,value\nDEU,2000,800\nITA,2000,600\n", people,
                  "eu27", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_ptr_nonnull(
        strstr(tidy_note(r, "coverage"),
               "24 areas of the groups without known residents, neither in "
               "values nor in coverage: "));
    ct_panel_destroy(r);
}
END_TEST

/* An area with 1 to 4 is not given 590 because its neighbours have many. */
START_TEST(imputed_numbers_are_within_bounds)
{
    static const char text[] = "area,time,value,lower,upper,status\n"
                               "DEU,2000,800,,,\nFRA,2000,,1,4,Q\n"
                               "ITA,2000,600,,,\n";
    static const char *const fills[] = {NULL, "--fill=linear"};
    for (int i = 0; i < 2; i++) {
        struct ct_error err;
        struct ct_panel *p = tidy_panel(text), *all = tidy_panel(people);
        struct ct_panel *r = tidy_analyze("aggregate", p, all, &err,
                                          "--by=M49:150", fills[i], NULL);
        ct_panel_destroy(all);
        ct_panel_destroy(p);
        ck_assert_msg(r != NULL, "%s", err.text);
        struct ct_obs o = tidy_obs(r, "area", "M49:150", "2000");
        assert_near(o.x[CT_VALUE], 1404, 1e-9);
        ck_assert(o.status & CT_STATUS_IMPUTED);
        ck_assert(o.x[CT_LOWER] <= 1404 && o.x[CT_UPPER] >= 1404);
        assert_near(coverage(r, "M49:150", "2000", "imputed_share"), 4. / 1404,
                    1e-12);
        ct_panel_destroy(r);
    }
}
END_TEST

/* A note is of the group that its area is in; of an area in no group nothing is
 * said. */
START_TEST(notes_go_where_their_areas_are)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(counts), *all = tidy_panel(people);
    for (size_t s = 0; s < p->n_series; s++)
        ct_panel_note(p, (long)s, INT32_MIN, "definition", "about %s",
                      ct_panel_code_of(p, "area", s));
    struct ct_panel *r = tidy_analyze("aggregate", p, all, &err, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    size_t n = 0;
    for (size_t i = 0; i < r->provenance.n_notes; i++) {
        const struct ct_note *note = &r->provenance.notes[i];
        if (!strstr(ct_note_text(&r->provenance, i), "about "))
            continue;
        const char *area = ct_panel_code_of(r, "area", (size_t)note->series);
        bool in_asia = strstr(ct_note_text(&r->provenance, i), "JPN");
        ck_assert_str_eq(area, in_asia ? "M49:142" : "M49:150");
        n++;
    }
    ck_assert_uint_eq(n, 3);
    ct_panel_destroy(r);
    ct_panel_destroy(all);
    ct_panel_destroy(p);
}
END_TEST

/* Files of groups that cannot be. */
START_TEST(files_of_groups_are_checked)
{
    struct ct_error err;
    static const struct {
        const char *text, *error;
    } cases[] = {{"area,region\nDEU,A\n", "groups need the columns area,group"},
                 {"area,group\n", "has no rows"},
                 {"area,group\nDEU,A\nDEU,A\n", "area 'DEU' is twice in 'A'"},
                 {"area,group\nDEU,_T\n", "'_T' is no code"},
                 {"area,group\nDEU,the west\n", "'the west' is no code"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        FILE *f = fopen("groups-of-test.csv", "w");
        ck_assert_ptr_nonnull(f);
        fputs(cases[i].text, f);
        fclose(f);
        ck_assert_ptr_null(
            aggregate(counts, people, "./groups-of-test.csv", NULL, &err));
        ck_assert_str_eq(err.text, cases[i].error);
    }
    remove("groups-of-test.csv");
}
END_TEST

Suite *aggregate_suite(void);
Suite *aggregate_suite(void)
{
    Suite *s = suite_create("aggregate");
    TCase *t = tcase_create("aggregate");
    tcase_add_test(t, silent_areas_count);
    tcase_add_test(t, a_steady_set_is_said_to_be);
    tcase_add_test(t, the_world_has_its_code);
    tcase_add_test(t, without_residents_there_is_no_sum);
    tcase_add_test(t, rates_are_weighted);
    tcase_add_test(t, breaks_are_refused_or_kept_apart);
    tcase_add_test(t, filled_sums_say_so);
    tcase_add_test(t, suppressed_values_widen_limits);
    tcase_add_test(t, imputed_numbers_are_within_bounds);
    tcase_add_test(t, members_without_residents_are_told);
    tcase_add_test(t, notes_go_where_their_areas_are);
    tcase_add_test(t, files_of_groups_are_checked);
    suite_add_tcase(s, t);
    return s;
}
