/* SPDX-License-Identifier: GPL-3.0-or-later
 * rate: intervals, denominators that are not there, counts from rates. */
#include "config.h"

#include "analyze/gamma_quantile.h"
#include "analyze/poisson_interval.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

static struct ct_interval at_95(double x, enum ct_interval_kind kind)
{
    return ct_poisson_interval(x, 95, kind);
}

START_TEST(exact_limits_are_garwoods)
{
    /* R: qgamma(.025, x), qgamma(.975, x + 1) */
    static const double known[][3] = {
        {0, 0, 3.6888794541139354},
        {1e-10, 0, 3.6888794543242804},
        {0.5, 0.00049103455858762809, 4.6742018022480725},
        {1, 0.025317807984289876, 5.5716433909388989},
        {9.5, 4.4532582409939856, 17.739437952863625},
        {10000, 9804.9524672601838, 10197.951624661473},
        {7776456, 7770991.3332971176, 7781923.5613601655},
        {1e12, 999998040036.96265, 1000001959965.9316}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct ct_interval got = at_95(known[i][0], CT_INTERVAL_EXACT);
        assert_near(got.lower, known[i][1], 1e-13);
        assert_near(got.upper, known[i][2], 1e-13);
    }
}
END_TEST

START_TEST(quantiles_invert_the_distribution)
{
    for (double shape = 0.3; shape < 15000; shape *= 2.7)
        for (double tail = 5e-5; tail < 0.5; tail *= 3) {
            assert_near(gsl_cdf_gamma_P(ct_gamma_lower(shape, tail), shape, 1),
                        tail, 1e-10);
            assert_near(gsl_cdf_gamma_Q(ct_gamma_upper(shape, tail), shape, 1),
                        tail, 1e-10);
        }
}
END_TEST

START_TEST(both_sides_of_the_expansion_meet)
{
    double below = ct_gamma_upper(9999.999999, 0.025);
    double above = ct_gamma_upper(10000.000001, 0.025);
    ck_assert_double_eq_tol(above - below, 2e-6, 1e-7);
}
END_TEST

START_TEST(hybrid_changes_at_ten)
{
    struct ct_interval nine = at_95(9, CT_INTERVAL_HYBRID);
    struct ct_interval ten = at_95(10, CT_INTERVAL_HYBRID);
    struct ct_interval nearly = at_95(10 - 1e-9, CT_INTERVAL_HYBRID);
    ck_assert_double_eq(nine.lower, at_95(9, CT_INTERVAL_EXACT).lower);
    ck_assert_double_eq(ten.lower, at_95(10, CT_INTERVAL_BYAR).lower);
    assert_near(nearly.lower, ten.lower, 1e-9);
}
END_TEST

START_TEST(limits_of_nonsense_are_undefined)
{
    ck_assert(isnan(at_95(-1, CT_INTERVAL_EXACT).lower));
    ck_assert(isnan(at_95(NAN, CT_INTERVAL_BYAR).upper));
    ck_assert(isnan(ct_poisson_interval(3, 100, CT_INTERVAL_EXACT).upper));
    ck_assert_double_eq(at_95(0, CT_INTERVAL_BYAR).lower, 0);
    ck_assert_double_eq(ct_poisson_interval(1, 99.8, CT_INTERVAL_BYAR).lower,
                        0);
}
END_TEST

START_TEST(rows_without_residents_stay)
{
    struct ct_panel *r =
        tidy_result("rate",
                    "area,time,value,status\n"
                    "FRA,2000,5,\n"
                    "FRA,2001,7,P\n"
                    "FRA,2002,,M\n"
                    "FRA,2003,2,\n",
                    "area,measure,@dataset,@vintage,time,value\n"
                    "FRA,population,wpp,2019,2000,100\n"
                    "FRA,population,wpp,2019,2001,0\n"
                    "FRA,population,wpp,2019,2002,100\n",
                    "--per=1000", NULL);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2000");
    assert_near(o.x[CT_VALUE], 50, 1e-15);
    assert_near(o.x[CT_LOWER], 16.23486390118421, 1e-12);
    ck_assert_double_eq(o.x[CT_EVENTS], 5);
    ck_assert_double_eq(o.x[CT_POPULATION], 100);
    o = tidy_obs(r, "area", "FRA", "2001");
    ck_assert(isnan(o.x[CT_VALUE]) && isnan(o.x[CT_LOWER]));
    ck_assert_uint_eq(o.status, CT_STATUS_MISSING | CT_STATUS_PROVISIONAL);
    ck_assert_uint_eq(tidy_obs(r, "area", "FRA", "2002").status,
                      CT_STATUS_CANNOT);
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "2003").x[CT_VALUE]));
    ck_assert_str_eq(ct_panel_code_of(r, "unit", 0), "RATE_1000");
    ck_assert_str_eq(ct_panel_code_of(r, "denominator", 0), "wpp 2019");
    ck_assert_str_eq(
        ct_note_text(&r->provenance, 0),
        "no population for 2 of 3 values (a population of 0 for 1); the "
        "population has 3 years from 2000 to 2002 "
        "(--population-gap=interpolate fills the years between)");
    ck_assert_str_eq(tidy_text(r, "reliability", "time", "2000", "reliability"),
                     "suppress");
    ck_assert_double_eq(tidy_number(r, "series", "area", "FRA", "n"), 3);
    ck_assert_double_eq(tidy_number(r, "series", "area", "FRA", "missing"), 1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(counts_from_rates_give_the_rates_back)
{
    struct ct_panel *r = tidy_result("rate",
                                     "area,unit,time,value\n"
                                     "USA,RATE_100K,2010,4.761612\n"
                                     "USA,NUMBER,2010,99\n",
                                     "area,measure,time,value\n"
                                     "USA,population,2010,309011475\n",
                                     "--counts-from-rates", NULL);
    ck_assert_uint_eq(r->n_series, 1);
    struct ct_obs o = tidy_obs(r, "area", "USA", "2010");
    assert_near(o.x[CT_VALUE], 4.761612, 1e-15);
    assert_near(o.x[CT_EVENTS], 4.761612 * 3090.11475, 1e-15);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(suppressed_counts_are_bounds)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,time,value,lower,upper,status\n"
                                    "FRA,2000,,1,4,Q\n"
                                    "FRA,2001,20,,,\n");
    struct ct_panel *residents = tidy_panel("area,measure,time,value\n"
                                            "FRA,population,2000,1000\n"
                                            "FRA,population,2001,1000\n");
    struct ct_panel *r = tidy_analyze("rate", p, residents, &err, NULL);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2000");
    ck_assert(isnan(o.x[CT_VALUE]) && o.status == CT_STATUS_SUPPRESSED);
    ck_assert_double_eq(o.x[CT_LOWER], 100);
    ck_assert_double_eq(o.x[CT_UPPER], 400);
    ct_panel_destroy(r);
    r = tidy_analyze("rate", p, residents, &err, "--suppressed=midpoint", NULL);
    o = tidy_obs(r, "area", "FRA", "2000");
    ck_assert_double_eq(o.x[CT_VALUE], 250);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
    ct_panel_destroy(residents);
}
END_TEST

START_TEST(what_is_no_count_is_left_out_and_said)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,measure,unit,time,value\n"
                                    "FRA,offences,NUMBER,2000,3\n"
                                    "FRA,offences,RATE_100K,2000,3\n"
                                    "FRA,population,NUMBER,2000,30\n");
    struct ct_panel *r = tidy_analyze("rate", p, p, &err, NULL);
    ck_assert_uint_eq(r->n_series, 1);
    ck_assert_uint_eq(r->provenance.n_notes, 3);
    ck_assert_str_eq(ct_note_text(&r->provenance, 1),
                     "1 series left out: they are the population itself");
    ck_assert_str_eq(ct_note_kind(&r->provenance, 2), "interval");
    ck_assert_str_eq(ct_note_text(&r->provenance, 2),
                     "Interval: random variation of the recorded count "
                     "(Poisson); it does not cover under-recording or "
                     "differences of definition");
    ct_panel_destroy(r);
    ck_assert_ptr_null(tidy_analyze("rate", p, NULL, &err, NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "'rate' needs a population: -p POPULATION.h5");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(nothing_to_count_is_an_error)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,unit,time,value\n"
                                    "FRA,PERCENT,2000,3\n");
    struct ct_panel *residents = tidy_panel("area,measure,time,value\n"
                                            "FRA,population,2000,30\n");
    ck_assert_ptr_null(tidy_analyze("rate", p, residents, &err, NULL));
    ck_assert_int_eq(err.code, CT_ENONE);
    ck_assert_str_eq(err.text,
                     "nothing for 'rate': 1 series left out, they are no "
                     "counts (--counts-from-rates makes counts of rates)");
    ck_assert_ptr_null(tidy_analyze("rate", p, p, &err, NULL));
    ck_assert_str_eq(err.text, "the population has no series with measure "
                               "'population' in numbers");
    ct_panel_destroy(p);
    ct_panel_destroy(residents);
}
END_TEST

Suite *rate_suite(void);
Suite *rate_suite(void)
{
    Suite *s = suite_create("rate");
    TCase *t = tcase_create("rate");
    tcase_add_test(t, exact_limits_are_garwoods);
    tcase_add_test(t, quantiles_invert_the_distribution);
    tcase_add_test(t, both_sides_of_the_expansion_meet);
    tcase_add_test(t, hybrid_changes_at_ten);
    tcase_add_test(t, limits_of_nonsense_are_undefined);
    tcase_add_test(t, rows_without_residents_stay);
    tcase_add_test(t, counts_from_rates_give_the_rates_back);
    tcase_add_test(t, suppressed_counts_are_bounds);
    tcase_add_test(t, what_is_no_count_is_left_out_and_said);
    tcase_add_test(t, nothing_to_count_is_an_error);
    suite_add_tcase(s, t);
    return s;
}
