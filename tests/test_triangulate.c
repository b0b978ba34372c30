/* SPDX-License-Identifier: GPL-3.0-or-later
 * triangulate: agreement by its definition, pairs, reasons. */
#include "config.h"

#include "analyze/agreement.h"
#include "analyze/source_reason.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics.h>
#include <string.h>

enum { MOST = 60, ROUNDS = 200 };

static bool near(double got, double want)
{
    return fabs(got - want) <= 1e-10 * fmax(1, fabs(want));
}

/* Lin's coefficient as 1 less the mean squared distance from the diagonal over
 * what it were without any correlation: over all pairs of a and b. */
static double ccc_by_definition(const double *a, const double *b, size_t n)
{
    double apart = 0, by_chance = 0;
    for (size_t i = 0; i < n; i++) {
        apart += (a[i] - b[i]) * (a[i] - b[i]) / (double)n;
        for (size_t k = 0; k < n; k++)
            by_chance += (a[i] - b[k]) * (a[i] - b[k]) / (double)(n * n);
    }
    return 1 - apart / by_chance;
}

START_TEST(agreement_beside_a_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < ROUNDS; round++) {
        double a[MOST], b[MOST], room[2 * MOST];
        struct ct_agreement m, o;
        size_t n = 2 + gsl_rng_uniform_int(r, MOST - 2);
        for (size_t i = 0; i < n; i++) {
            a[i] = gsl_ran_lognormal(r, 1, 1);
            b[i] = gsl_rng_uniform(r) < .3 ? a[i]
                                           : a[i] * gsl_ran_lognormal(r, 0, .4);
        }
        ct_agreement(a, b, n, &m);
        ck_assert(near(m.ccc, ccc_by_definition(a, b, n)));
        ck_assert(near(m.pearson, gsl_stats_correlation(a, 1, b, 1, n)));
        ck_assert(near(m.spearman, gsl_stats_spearman(a, 1, b, 1, n, room)));
        ck_assert(fabs(m.ccc) <= fabs(m.pearson) + 1e-12);
        ct_agreement(b, a, n, &o);
        ck_assert(near(o.ccc, m.ccc) && near(o.bias, -m.bias));
        for (size_t i = 0; i < n; i++)
            a[i] *= 7, b[i] *= 7;
        ct_agreement(a, b, n, &o);
        ck_assert(near(o.ccc, m.ccc) && near(o.sd, 7 * m.sd));
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(few_equal_and_far_pairs)
{
    const double a[] = {3, 3, 3}, far[] = {1e9, 1e9 + 1, 1e9 + 2};
    const double ratio[] = {.5, 2, 1, 1.05};
    struct ct_agreement m;
    struct ct_ratio_agreement q;
    ct_agreement(a, a, 0, &m);
    ck_assert(m.n == 0 && isnan(m.ccc) && isnan(m.bias));
    ct_agreement(a, a, 1, &m);
    ck_assert_double_eq(m.bias, 0);
    ck_assert(isnan(m.ccc) && isnan(m.sd));
    ct_agreement(a, a, 3, &m);
    ck_assert(isnan(m.ccc) && isnan(m.pearson) && isnan(m.spearman));
    ct_agreement(far, far, 3, &m);
    ck_assert_double_eq_tol(m.ccc, 1, 1e-12);
    ct_ratio_agreement(ratio, 0, &q);
    ck_assert(isnan(q.median) && isnan(q.within10));
    ct_ratio_agreement(ratio, 1, &q);
    ck_assert_double_eq(q.geometric, .5);
    ck_assert(isnan(q.lower));
    ct_ratio_agreement(ratio, 4, &q);
    ck_assert_double_eq(q.median, 1.025);
    ck_assert_double_eq(q.within10, .5);
    ck_assert(near(q.geometric, pow(1.05, .25)));
    ck_assert(near(q.lower * q.upper, q.geometric * q.geometric));
}
END_TEST

START_TEST(days_between_vintages)
{
    ck_assert_double_eq(ct_vintage_gap("2023-05-12", "2023-05-02"), 10);
    ck_assert_double_eq(ct_vintage_gap("2023-06", "2023-05-31"), 1);
    ck_assert_double_eq(ct_vintage_gap("2019", "2020"), -365);
    ck_assert(isnan(ct_vintage_gap("", "2020")));
    ck_assert(isnan(ct_vintage_gap("2", "1")));
    ck_assert(isnan(ct_vintage_gap("2023-05-x2", "1")));
}
END_TEST

static struct ct_panel *compare(const char *text, const char *option)
{
    struct ct_panel *r = tidy_result("triangulate", text, NULL,
                                     "--reference=dataset=a", option, NULL);
    return r;
}

static const char *reason(const struct ct_panel *r, const char *area)
{
    return tidy_text(r, "differences", "area", area, "reason");
}

/* Checks what the note of the comparison holds. */
static void assert_noted(const struct ct_panel *r, const char *text)
{
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "triangulate", "area", "_T", "note"), text));
}

START_TEST(ratios_multiply_out)
{
    struct ct_panel *r =
        compare("area,dataset,unit,time,value\n"
                "DEU,a,NUMBER,2010,699\nDEU,a,RATE_100K,2010,0.85\n"
                "DEU,b,NUMBER,2010,793\nDEU,b,RATE_100K,2010,0.97\n"
                "FRA,a,NUMBER,2010,700\nFRA,a,RATE_100K,2010,1.08\n"
                "FRA,b,NUMBER,2010,700\nFRA,b,RATE_100K,2010,1.11\n"
                "ITA,a,NUMBER,2010,500\nITA,a,RATE_100K,2010,0.8\n"
                "ITA,b,NUMBER,2010,500\nITA,b,RATE_100K,2010,0.81\n"
                "ESP,a,NUMBER,2010,0\nESP,b,NUMBER,2010,4\n"
                "ISL,a,NUMBER,2010,100\nISL,b,NUMBER,2010,104\n",
                NULL);
    const char *deu = "DEU";
    double count = tidy_number(r, "differences", "area", deu, "count_ratio");
    ck_assert_double_eq(count, 793. / 699);
    ck_assert_double_eq_tol(
        tidy_number(r, "differences", "area", deu, "rate_ratio") *
            tidy_number(r, "differences", "area", deu, "denominator_ratio"),
        count, 4e-16);
    ck_assert_str_eq(tidy_text(r, "differences", "area", deu, "verdict"),
                     "not-reconciled");
    ck_assert_str_eq(reason(r, deu), "unexplained");
    ck_assert_str_eq(tidy_text(r, "differences", "area", "FRA", "verdict"),
                     "identical");
    ck_assert_str_eq(reason(r, "FRA"), "same-count-other-population");
    /* 0.80 and 0.81 may be one number on either side of 0.805. */
    ck_assert_str_eq(reason(r, "ITA"), "");
    ck_assert(
        isnan(tidy_number(r, "differences", "area", "ESP", "count_ratio")));
    ck_assert_str_eq(tidy_text(r, "differences", "area", "ISL", "verdict"),
                     "within-5-percent");
    ck_assert_double_eq(tidy_number(r, "triangulate", "area", "_T", "n"), 5);
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "area", "_T", "identical"), 2);
    ck_assert_double_eq(tidy_number(r, "triangulate", "area", "_T", "within5"),
                        1);
    ck_assert_double_eq(tidy_number(r, "triangulate", "area", "_T", "n_rates"),
                        3);
    ck_assert_double_eq(tidy_number(r, "discrepancies", "area", deu, "z"),
                        94 / sqrt(1492));
    ct_panel_destroy(r);
}
END_TEST

/* One attribute differs in each area; one is not known in the last. */
START_TEST(reasons_come_from_the_metadata)
{
    struct ct_panel *r = compare(
        "area,dataset,@vintage,@source,@counting_unit,@relation,@attempts,"
        "@territory,@time_reference,time,value\n"
        "AUT,a,2020,police,offence,exact,included,whole,closure,2010,1\n"
        "AUT,b,2021-03,police,offence,exact,included,whole,closure,2010,2\n"
        "BEL,a,,police,offence,exact,included,whole,closure,2010,1\n"
        "BEL,b,,health,offence,exact,included,whole,closure,2010,2\n"
        "CHE,a,,police,offence,exact,included,whole,closure,2010,1\n"
        "CHE,b,,police,offence,broader,included,whole,closure,2010,2\n"
        "DEU,a,,police,offence,exact,included,whole,closure,2010,1\n"
        "DEU,b,,police,offence,exact,excluded,whole,closure,2010,2\n"
        "ESP,a,,police,offence,exact,included,whole,closure,2010,1\n"
        "ESP,b,,police,offence,exact,included,part,recording,2010,2\n"
        "FIN,a,,police,offence,exact,,whole,closure,2010,1\n"
        "FIN,b,,,offence,exact,included,,,2010,2\n",
        NULL);
    ck_assert_str_eq(reason(r, "AUT"), "other-vintage");
    ck_assert_double_eq(
        tidy_number(r, "differences", "area", "AUT", "vintage_gap"), 425);
    ck_assert_str_eq(reason(r, "BEL"), "other-source");
    ck_assert_str_eq(reason(r, "CHE"), "other-definition");
    ck_assert_str_eq(reason(r, "DEU"), "attempts");
    ck_assert_str_eq(reason(r, "ESP"), "other-definition territory");
    ck_assert_str_eq(reason(r, "FIN"), "unexplained");
    ct_panel_destroy(r);
}
END_TEST

static const char *const deeds = "area,dataset,measure,time,value\n"
                                 "DEU,a,offences,2010,699\n"
                                 "DEU,b,victims,2010,793\n";

START_TEST(offences_are_not_victims_unasked)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(deeds);
    ck_assert_ptr_null(tidy_analyze("triangulate", p, NULL, &err,
                                    "--reference=dataset=a", NULL));
    ck_assert_str_eq(err.text,
                     "measure differs: dataset=a has 'offences', others have "
                     "'victims'; --allow=counting-unit puts them together");
    ck_assert_ptr_null(tidy_analyze("triangulate", p, NULL, &err,
                                    "--reference=dataset=a", "--allow=units",
                                    NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "--allow: no 'units'"));
    ct_panel_destroy(p);
    struct ct_panel *r = compare(deeds, "--allow=counting-unit");
    ck_assert_str_eq(reason(r, "DEU"), "other-unit");
    assert_noted(
        r, "counts of offences beside victims: not comparable in level; z "
           "is a screen, not a test: both sources count the "
           "same deeds; no rates in both: -p POPULATION.h5 makes them");
    ct_panel_destroy(r);
}
END_TEST

/* Offences counted by their victims are victims. */
START_TEST(one_counting_unit_goes_together)
{
    struct ct_panel *r = compare("area,dataset,measure,@counting_unit,time,"
                                 "value\n"
                                 "DEU,a,offences,victim,2010,699\n"
                                 "DEU,b,victims,victim,2010,793\n"
                                 "FRA,a,offences,offence,2010,699\n"
                                 "FRA,b,victims,victim,2010,793\n",
                                 NULL);
    const struct ct_table *t = ct_panel_table(r, "differences");
    ck_assert_uint_eq(t->n_rows, 1);
    ck_assert_str_eq(reason(r, "DEU"), "unexplained");
    ck_assert_str_eq(tidy_text(r, "triangulate", "area", "_T", "measure"),
                     "victims");
    ct_panel_destroy(r);
}
END_TEST

/* Both measures in both: each with its own. */
START_TEST(measures_are_not_pooled)
{
    struct ct_panel *r = compare("area,dataset,measure,time,value\n"
                                 "DEU,a,offences,2010,10\n"
                                 "DEU,a,victims,2010,100\n"
                                 "DEU,b,offences,2010,20\n"
                                 "DEU,b,victims,2010,300\n"
                                 "DEU,c,incidents,2010,7\n",
                                 "--allow=counting-unit");
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "measure", "offences", "ratio"), 2);
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "measure", "victims", "ratio"), 3);
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "measure", "incidents", "n"), 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(counting_units_are_not_mixed_unasked)
{
    static const char *const text =
        "area,dataset,@counting_unit,time,value\n"
        "DEU,a,offence,2010,699\nDEU,b,incident,2010,700\n";
    struct ct_error err;
    struct ct_panel *p = tidy_panel(text);
    ck_assert_ptr_null(tidy_analyze("triangulate", p, NULL, &err,
                                    "--reference=dataset=a", NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "counting_unit differs: area=DEU "));
    ck_assert_ptr_nonnull(strstr(err.text, "--allow=counting-unit puts"));
    ct_panel_destroy(p);
    struct ct_panel *r = compare(text, "--allow=counting-unit");
    ck_assert_str_eq(reason(r, "DEU"), "other-unit");
    ct_panel_destroy(r);
}
END_TEST

/* The reference has offences by two definitions, the other source by a
 * third. */
START_TEST(several_series_of_the_reference_are_not_chosen_from)
{
    static const char *const text = "area,dataset,definition,time,value\n"
                                    "DEU,a,old,2010,1\nDEU,a,new,2010,2\n"
                                    "DEU,b,third,2010,3\n"
                                    "FRA,a,old,2010,1\nFRA,b,old,2010,3\n"
                                    "FRA,a,new,2010,2\n";
    struct ct_panel *r = compare(text, "--allow=definition");
    ck_assert_double_eq(tidy_number(r, "triangulate", "definition", "old", "n"),
                        1);
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "definition", "old", "ratio"), 3);
    assert_noted(r, "1 series left out: the reference has several for them; "
                    "--where chooses");
    ct_panel_destroy(r);
}
END_TEST

/* Rates alone; other bases of rates; what only one of them has. */
START_TEST(rates_alone_are_compared)
{
    struct ct_panel *r = compare("area,dataset,offence,unit,time,value\n"
                                 "DEU,a,0101,RATE_100K,2010,2\n"
                                 "DEU,b,0101,RATE_1000,2010,0.02\n"
                                 "FRA,a,0101,RATE_100K,2010,3\n"
                                 "FRA,b,0101,RATE_1000,2010,0.045\n"
                                 "DEU,a,0401,NUMBER,2010,5\n"
                                 "DEU,b,0501,NUMBER,2010,5\n",
                                 NULL);
    ck_assert_double_eq(tidy_number(r, "triangulate", "offence", "0101", "n"),
                        2);
    ck_assert_double_eq_tol(
        tidy_number(r, "triangulate", "offence", "0101", "ratio_geometric"),
        sqrt(1.5), 1e-12);
    ck_assert(isnan(tidy_number(r, "triangulate", "offence", "0101", "ratio")));
    ck_assert_double_eq(
        tidy_number(r, "triangulate", "offence", "0101", "identical"), 1);
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "triangulate", "offence", "0101", "note"),
               "no counts in both: identical, ratios and limits are those of "
               "rates"));
    ck_assert_str_eq(tidy_text(r, "triangulate", "offence", "0401", "note"),
                     "only a has it");
    ck_assert_str_eq(tidy_text(r, "triangulate", "offence", "0501", "note"),
                     "a has nothing to set against the offences of b");
    ck_assert_uint_eq(ct_panel_table(r, "discrepancies")->n_rows, 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(counts_come_from_rates_when_asked)
{
    struct ct_error err;
    struct ct_panel *p =
        tidy_panel("area,dataset,unit,time,value\n"
                   "DEU,a,NUMBER,2010,699\nDEU,a,RATE_100K,2010,0.85\n"
                   "DEU,b,RATE_100K,2010,1\n");
    struct ct_panel *people = tidy_panel("area,measure,time,value\n"
                                         "DEU,population,2010,80000000\n");
    struct ct_panel *r =
        tidy_analyze("triangulate", p, people, &err, "--reference=dataset=a",
                     "--counts-from-rates", NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_double_eq(tidy_number(r, "differences", "area", "DEU", "count"),
                        800);
    ck_assert_double_eq(
        tidy_number(r, "differences", "area", "DEU", "count_reference"), 699);
    assert_noted(r, "counts of a source with rates alone are rates times the "
                    "population");
    ct_panel_destroy(r);
    r = tidy_analyze("triangulate", p, people, &err, "--reference=dataset=a",
                     NULL);
    ck_assert(isnan(tidy_number(r, "differences", "area", "DEU", "count")));
    ct_panel_destroy(r);
    ct_panel_destroy(people);
    ct_panel_destroy(p);
}
END_TEST

/* A reference counted twice as high: all that is symmetric stays, ratios turn
 * over. */
START_TEST(the_other_way_round)
{
    static const char *const text =
        "area,dataset,time,value\n"
        "DEU,a,2010,10\nDEU,a,2011,12\nDEU,b,2010,20\nDEU,b,2011,25\n"
        "FRA,a,2010,30\nFRA,a,2011,31\nFRA,b,2010,60\nFRA,b,2011,70\n";
    struct ct_error err;
    struct ct_panel *p = tidy_panel(text), *there, *back;
    there = tidy_analyze("triangulate", p, NULL, &err, "--reference=dataset=a",
                         NULL);
    back = tidy_analyze("triangulate", p, NULL, &err, "--reference=dataset=b",
                        NULL);
    static const char *const over[][2] = {
        {"ratio", "ratio"},
        {"ratio_geometric", "ratio_geometric"},
        {"ratio_lower", "ratio_upper"}};
    for (size_t i = 0; i < 3; i++)
        ck_assert(
            near(tidy_number(there, "triangulate", "area", "_T", over[i][0]) *
                     tidy_number(back, "triangulate", "area", "_T", over[i][1]),
                 1));
    ck_assert_uint_eq(ct_panel_table(there, "by-period")->n_rows, 2);
    ck_assert_double_eq(
        tidy_number(there, "by-period", "from", "2010", "ratio"), 2);
    ct_panel_destroy(there);
    ct_panel_destroy(back);
    ct_panel_destroy(p);
}
END_TEST

/* What was found, by verdict and reason; the sentences on each table. */
START_TEST(tables_say_what_is_theirs)
{
    struct ct_panel *r = compare("area,dataset,@vintage,unit,time,value\n"
                                 "DEU,a,2020,NUMBER,2010,699\n"
                                 "DEU,a,2020,NUMBER,2011,700\n"
                                 "DEU,a,2020,RATE_100K,2010,0.85\n"
                                 "DEU,b,2021,NUMBER,2010,793\n"
                                 "DEU,b,2021,NUMBER,2011,700\n"
                                 "DEU,b,2021,RATE_100K,2010,0.97\n"
                                 "FRA,a,2020,NUMBER,2010,10\n"
                                 "FRA,b,2021,NUMBER,2010,20\n",
                                 NULL);
    const struct ct_table *t = ct_panel_table(r, "reasons");
    ck_assert_uint_eq(t->n_rows, 2);
    ck_assert_double_eq(
        tidy_number(r, "reasons", "verdict", "not-reconciled", "n"), 2);
    ck_assert_str_eq(
        tidy_text(r, "reasons", "verdict", "not-reconciled", "reason"),
        "other-vintage");
    ck_assert_double_eq(tidy_number(r, "reasons", "verdict", "identical", "n"),
                        1);
    ck_assert_str_eq(tidy_text(r, "triangulate", "area", "_T", "reference"),
                     "a");
    ck_assert_str_eq(tidy_text(r, "triangulate", "area", "_T", "note"),
                     "z is a screen, not a test: both sources count the same "
                     "deeds; rates as published, each with its own "
                     "population; 1 pair of rates: no concordance, 2 are "
                     "needed");
    ck_assert_str_eq(tidy_text(r, "differences", "area", "DEU", "note"),
                     "1 pair of rates: no concordance, 2 are needed");
    ck_assert_str_eq(tidy_note(r, "discrepancies"),
                     "z is a screen, not a test: both sources count the same "
                     "deeds; 1 pair of rates: no concordance, 2 are needed");
    const struct ct_provenance *v = &r->provenance;
    ck_assert_str_eq(ct_note_kind(v, v->n_notes - 1), "comparison");
    ck_assert_str_eq(ct_note_text(v, v->n_notes - 1),
                     "3 numbers in both: 1 identical, 0 more within 5 %, 2 not "
                     "reconciled");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(one_source_is_refused)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,time,value\nFRA,2010,1\n");
    ck_assert_ptr_null(tidy_analyze("triangulate", p, NULL, &err, NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "needs two sources"));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_ptr_null(tidy_analyze("triangulate", p, NULL, &err,
                                    "--reference=source=police", NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "no dimension 'source'"));
    ct_panel_destroy(p);
}
END_TEST

Suite *triangulate_suite(void);
Suite *triangulate_suite(void)
{
    Suite *s = suite_create("triangulate");
    TCase *c = tcase_create("triangulate");
    tcase_add_test(c, agreement_beside_a_slow_twin);
    tcase_add_test(c, few_equal_and_far_pairs);
    tcase_add_test(c, days_between_vintages);
    tcase_add_test(c, ratios_multiply_out);
    tcase_add_test(c, reasons_come_from_the_metadata);
    tcase_add_test(c, offences_are_not_victims_unasked);
    tcase_add_test(c, one_counting_unit_goes_together);
    tcase_add_test(c, measures_are_not_pooled);
    tcase_add_test(c, counting_units_are_not_mixed_unasked);
    tcase_add_test(c, several_series_of_the_reference_are_not_chosen_from);
    tcase_add_test(c, rates_alone_are_compared);
    tcase_add_test(c, counts_come_from_rates_when_asked);
    tcase_add_test(c, the_other_way_round);
    tcase_add_test(c, tables_say_what_is_theirs);
    tcase_add_test(c, one_source_is_refused);
    suite_add_tcase(s, c);
    return s;
}
