/* SPDX-License-Identifier: GPL-3.0-or-later
 * adjust-coverage: months beside counts, tables, notes. */
#include "config.h"

#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static const char *const people =
    "area,agency,group,measure,time,value\n"
    "US-AL,A1,I,population,2019,1000\nUS-AL,A1,I,population,2020,1000\n"
    "US-AL,A2,I,population,2019,2000\nUS-AL,A2,I,population,2020,2000\n"
    "US-AL,A3,I,population,2019,3000\nUS-AL,A3,I,population,2020,3000\n"
    "US-AK,K1,I,population,2019,4000\nUS-AK,K1,I,population,2020,4000\n";

/* A1 reports, A2 half of 2020, A3 in 2019 only, K1 one month of 2020. */
static const char *const counts =
    "area,agency,group,measure,time,value\n"
    "US-AK,K1,I,offences,2019,80\nUS-AK,K1,I,offences,2020,7\n"
    "US-AL,A1,I,offences,2019,20\nUS-AL,A1,I,offences,2020,30\n"
    "US-AL,A2,I,offences,2019,50\nUS-AL,A2,I,offences,2020,24\n"
    "US-AL,A3,I,offences,2019,90\n"
    "US-AK,K1,I,months,2019,12\nUS-AK,K1,I,months,2020,1\n"
    "US-AL,A1,I,months,2019,12\nUS-AL,A1,I,months,2020,12\n"
    "US-AL,A2,I,months,2019,12\nUS-AL,A2,I,months,2020,6\n"
    "US-AL,A3,I,months,2019,14\nUS-AL,A3,I,months,2020,0\n";

static struct ct_panel *adjust(const char *text, const char *option,
                               struct ct_error *err)
{
    return tidy_try("adjust-coverage", text, people, err, option, NULL);
}

/* The row of a table with that area (`_T`: all) and year. */
static double cell(const struct ct_panel *r, const char *table,
                   const char *area, const char *year, const char *column)
{
    const struct ct_table *t = ct_panel_table(r, table);
    long a = ct_table_find(t, "area"), y = ct_table_find(t, "time");
    for (size_t i = 0; i < t->n_rows; i++)
        if (strcmp(t->columns[a].text[i], area) == 0 &&
            strcmp(t->columns[y].text[i], year) == 0)
            return t->columns[ct_table_find(t, column)].number[i];
    ck_abort_msg("no %s %s in %s", area, year, table);
    return NAN;
}

START_TEST(every_agency_has_a_year)
{
    struct ct_error err;
    struct ct_panel *r = adjust(counts, NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    for (size_t i = 0; i < r->provenance.n_notes; i++)
        ck_assert_ptr_null(strstr(ct_note_text(&r->provenance, i), "left out"));
    struct ct_obs o = tidy_obs(r, "agency", "A1", "2020");
    assert_near(o.x[CT_VALUE], 30, 0);
    ck_assert_uint_eq(o.status, 0);
    o = tidy_obs(r, "agency", "A2", "2020");
    assert_near(o.x[CT_VALUE], 48, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    /* No row of counts in 2020, yet residents and months. */
    o = tidy_obs(r, "agency", "A3", "2020");
    assert_near(o.x[CT_VALUE], 90, 1e-12);
    o = tidy_obs(r, "agency", "K1", "2020"); /* the nation's group */
    assert_near(o.x[CT_VALUE], 120, 1e-12);
    assert_near(cell(r, "coverage", "US-AL", "2020", "coverage"),
                1 - (1000 + 3000) / 6000., 1e-12);
    assert_near(cell(r, "coverage", "US-AL", "2020", "imputed_share"),
                1 - 54 / 168., 1e-12);
    assert_near(cell(r, "coverage", "_T", "2020", "estimated"), 288, 1e-12);
    assert_near(cell(r, "coverage", "_T", "2019", "imputed_share"), 0, 0);
    assert_near(cell(r, "weighting", "_T", "2019", "value"), 240, 1e-12);
    assert_near(cell(r, "weighting", "_T", "2019", "se"), 0, 0);
    ck_assert(isnan(cell(r, "weighting", "US-AL", "2020", "se")));
    ck_assert_ptr_nonnull(
        strstr(tidy_note(r, "coverage"),
               "0.0 to 78.8 % of the yearly totals is imputed: agencies that "
               "do not report are taken to be like those of their group that "
               "do"));
    ct_panel_destroy(r);
    r = adjust(counts, "--min-months=7", &err);
    o = tidy_obs(r, "agency", "A2", "2020");
    assert_near(o.x[CT_VALUE], 60, 1e-12);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(imputations_are_pooled)
{
    struct ct_error err;
    struct ct_panel *r = adjust(counts, NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    /* Nothing is missing in 2019: the count, and its Poisson variance. */
    assert_near(cell(r, "imputation", "US-AL", "2019", "value"), 160, 1e-12);
    assert_near(cell(r, "imputation", "US-AL", "2019", "between"), 0, 0);
    assert_near(cell(r, "imputation", "US-AL", "2019", "total"), 160, 1e-12);
    double value = cell(r, "imputation", "_T", "2020", "value");
    ck_assert(value > 30 + 48);
    assert_near(cell(r, "imputation", "US-AL", "2020", "value") +
                    cell(r, "imputation", "US-AK", "2020", "value"),
                value, 1e-12);
    assert_near(cell(r, "imputation", "_T", "2019", "lower"),
                240 - sqrt(240) * 4.302653, 1e-6); /* df = 4 / 6 x 3 */
    ck_assert(cell(r, "imputation", "_T", "2020", "fmi") > 0);
    ck_assert_ptr_nonnull(
        strstr(tidy_note(r, "imputation"),
               "taken to be missing at random, given agency and year"));
    ct_panel_destroy(r);
    r = adjust(counts, "--seed=7", &err);
    ck_assert(cell(r, "imputation", "_T", "2020", "value") != value);
    ct_panel_destroy(r);
}
END_TEST

/* One year alone: no other year to impute by. */
START_TEST(one_year_has_no_imputation)
{
    struct ct_error err;
    struct ct_panel *r = adjust("area,agency,group,measure,time,value,status\n"
                                "US-AL,A1,I,offences,2020,30,\n"
                                "US-AL,A2,I,offences,2020,,O\n"
                                "US-AL,A3,I,offences,2020,40,\n"
                                "US-AL,A1,I,months,2020,12,\n"
                                "US-AL,A2,I,months,2020,0,\n",
                                NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    const char *note = tidy_text(r, "coverage", "area", "US-AL", "note");
    ck_assert_ptr_nonnull(
        strstr(note, "no multiple imputation: it needs agencies with several"));
    ck_assert_ptr_nonnull(
        strstr(note, "months not known of 1 counts: taken as not reported"));
    ck_assert_str_eq(tidy_text(r, "agencies", "agency", "A2", "method"),
                     "group-rate-state");
    ck_assert_uint_eq(ct_panel_table(r, "imputation")->n_rows, 0);
    ck_assert_uint_eq(ct_panel_table(r, "coverage")->n_rows, 1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(months_are_needed)
{
    struct ct_error err;
    ck_assert_ptr_null(adjust("area,agency,group,measure,time,value\n"
                              "US-AL,A1,I,offences,2020,30\n",
                              NULL, &err));
    ck_assert_str_eq(err.text,
                     "no series of measure 'months' beside the counts: months "
                     "that each agency reported, 0 to 12");
    struct ct_panel *r = adjust("area,agency,group,measure,time,value\n"
                                "US-AL,A1,I,offences,2020-01,30\n"
                                "US-AL,A1,I,months,2020-01,1\n",
                                NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_obs, 0);
    ck_assert_ptr_nonnull(strstr(
        tidy_text(r, "series", "area", "US-AL", "note"), "counts of years"));
    ct_panel_destroy(r);
}
END_TEST

/* Years counted from another year, agencies in another order: the same. */
START_TEST(order_and_epoch_do_not_matter)
{
    struct ct_error err;
    struct ct_panel *r = adjust(counts, NULL, &err);
    struct ct_panel *other =
        tidy_try("adjust-coverage",
                 "area,agency,group,measure,time,value\n"
                 "US-AL,A3,I,months,2019,12\nUS-AL,A3,I,months,2020,0\n"
                 "US-AL,A3,I,offences,2019,90\n"
                 "US-AL,A2,I,offences,2019,50\nUS-AL,A2,I,offences,2020,24\n"
                 "US-AL,A2,I,months,2019,12\nUS-AL,A2,I,months,2020,6\n"
                 "US-AK,K1,I,months,2019,12\nUS-AK,K1,I,months,2020,1\n"
                 "US-AK,K1,I,offences,2019,80\nUS-AK,K1,I,offences,2020,7\n"
                 "US-AL,A1,I,offences,2019,20\nUS-AL,A1,I,offences,2020,30\n"
                 "US-AL,A1,I,months,2019,12\nUS-AL,A1,I,months,2020,12\n",
                 people, &err, NULL);
    const char *const tables[] = {"coverage", "weighting", "imputation"};
    const char *const columns[] = {"estimated", "value", "upper"};
    for (size_t k = 0; k < 3; k++)
        assert_near(cell(other, tables[k], "_T", "2020", columns[k]),
                    cell(r, tables[k], "_T", "2020", columns[k]), 0);
    ct_panel_destroy(other);
    ct_panel_destroy(r);
}
END_TEST

Suite *adjust_coverage_suite(void);
Suite *adjust_coverage_suite(void)
{
    Suite *s = suite_create("adjust_coverage");
    TCase *t = tcase_create("adjust_coverage");
    tcase_add_test(t, every_agency_has_a_year);
    tcase_add_test(t, imputations_are_pooled);
    tcase_add_test(t, one_year_has_no_imputation);
    tcase_add_test(t, months_are_needed);
    tcase_add_test(t, order_and_epoch_do_not_matter);
    suite_add_tcase(s, t);
    return s;
}
