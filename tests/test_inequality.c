/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inequality and convergence: slow twins, what must not change, the methods
 * around them. */
#include "config.h"

#include "analyze/convergence_model.h"
#include "analyze/inequality_measures.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { MOST = 60, ROUNDS = 200 };

/* Random areas: some rates 0, some equal, residents of all sizes. */
struct drawn {
    double rate[MOST], population[MOST];
    uint32_t group[MOST];
    struct ct_areas areas;
};

static void draw(gsl_rng *r, struct drawn *d)
{
    size_t n = 2 + gsl_rng_uniform_int(r, MOST - 2);
    for (size_t i = 0; i < n; i++) {
        double kind = gsl_rng_uniform(r);
        d->rate[i] = kind < .1 ? 0 : kind < .3 ? 5 : gsl_ran_lognormal(r, 1, 1);
        d->population[i] = gsl_ran_lognormal(r, 14, 2);
        d->group[i] = (uint32_t)gsl_rng_uniform_int(r, 4);
    }
    d->areas = (struct ct_areas){n, d->rate, d->population, d->group, 4, 1e5};
}

static double close_to(double got, double want)
{
    return fabs(got - want) <= 1e-11 * fmax(1, fabs(want));
}

/* By its definition: all pairs. */
static double gini_by_pairs(const struct ct_areas *a, bool weighted)
{
    double sum = 0, mean = 0, total = 0;
    for (size_t i = 0; i < a->n; i++) {
        double w = weighted ? a->population[i] : 1;
        total += w;
        mean += w * a->rate[i];
        for (size_t k = 0; k < a->n; k++)
            sum += w * (weighted ? a->population[k] : 1) *
                   fabs(a->rate[i] - a->rate[k]);
    }
    return sum / (total * total) / (2 * mean / total);
}

static double theil_by_logs(const struct ct_areas *a)
{
    double sum = 0, mean = 0, total = 0;
    for (size_t i = 0; i < a->n; i++) {
        total += a->population[i];
        mean += a->population[i] * a->rate[i];
    }
    mean /= total;
    for (size_t i = 0; i < a->n; i++)
        if (a->rate[i] > 0)
            sum += a->population[i] / total * a->rate[i] / mean *
                   log(a->rate[i] / mean);
    return sum;
}

START_TEST(measures_are_as_defined)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn d;
        struct ct_inequality m;
        draw(r, &d);
        ct_inequality_measure(&d.areas, &m);
        if (!(m.mean > 0))
            continue;
        ck_assert(close_to(m.gini, gini_by_pairs(&d.areas, false)));
        ck_assert(close_to(m.gini_weighted, gini_by_pairs(&d.areas, true)));
        ck_assert(close_to(m.theil_weighted, theil_by_logs(&d.areas)));
        ck_assert(close_to(m.theil_between + m.theil_within, m.theil_weighted));
        ck_assert(m.theil_between > -1e-12 && m.theil_within > -1e-12);
        ck_assert(m.atkinson >= 0 && m.atkinson < 1);
    }
    gsl_rng_free(r);
}
END_TEST

/* Nothing but the means and sd depends on the unit of the rate; nothing on the
 * order of the areas. */
START_TEST(units_and_order_do_not_matter)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn d, other;
        struct ct_inequality m, o;
        draw(r, &d);
        size_t n = d.areas.n;
        for (size_t i = 0; i < n; i++) {
            other.rate[i] = 10 * d.rate[n - 1 - i];
            other.population[i] = d.population[n - 1 - i];
            other.group[i] = d.group[n - 1 - i];
        }
        other.areas = (struct ct_areas){
            n, other.rate, other.population, other.group, 4, 1e6};
        ct_inequality_measure(&d.areas, &m);
        ct_inequality_measure(&other.areas, &o);
        if (!(m.mean > 0))
            continue;
        ck_assert(close_to(o.weighted_mean, 10 * m.weighted_mean));
        ck_assert(close_to(o.cv, m.cv) && close_to(o.gini, m.gini));
        ck_assert(close_to(o.gini_weighted, m.gini_weighted));
        ck_assert(close_to(o.theil, m.theil) && close_to(o.hhi, m.hhi));
        ck_assert(close_to(o.theil_between, m.theil_between));
        ck_assert(close_to(o.cv_chance, m.cv_chance));
        ck_assert(close_to(o.theil_weighted_chance, m.theil_weighted_chance));
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(nothing_one_and_equal_areas)
{
    const double same[] = {7, 7, 7}, none[] = {0, 0, 0}, people[] = {1, 2, 3};
    struct ct_inequality m;
    struct ct_areas a = {0, same, people, NULL, 0, 1e5};
    ct_inequality_measure(&a, &m);
    ck_assert(isnan(m.mean) && isnan(m.gini) && isnan(m.cv_chance));
    a.n = 1;
    ct_inequality_measure(&a, &m);
    ck_assert_double_eq(m.weighted_mean, 7);
    ck_assert(isnan(m.sd) && isnan(m.gini_corrected) && isnan(m.top5_share));
    ck_assert(isnan(m.gini) && isnan(m.theil) && isnan(m.atkinson) &&
              isnan(m.gini_weighted) && isnan(m.hhi) && isnan(m.max_min));
    a.n = 3;
    ct_inequality_measure(&a, &m);
    ck_assert_double_eq(m.cv, 0);
    ck_assert_double_eq(m.gini, 0);
    ck_assert_double_eq(m.max_min, 1);
    /* Rounding must not make it less than nothing. */
    for (int k = 1; k < 1000; k++) {
        const double rates[] = {k / 7., k / 7., k / 7.};
        a.rate = rates;
        ct_inequality_measure(&a, &m);
        ck_assert(m.atkinson >= 0 && m.atkinson < 1e-12);
    }
    a.rate = none;
    ct_inequality_measure(&a, &m);
    ck_assert_double_eq(m.mean, 0);
    ck_assert(isnan(m.cv) && isnan(m.theil) && isnan(m.max_min) &&
              isnan(m.hhi) && isnan(m.sigma_log) && isnan(m.mld));
}
END_TEST

START_TEST(a_zero_and_far_from_zero)
{
    const double zero[] = {0, 1, 2}, far[] = {1e9, 1e9 + 1, 1e9 + 2};
    const double people[] = {1, 1, 1};
    struct ct_inequality m;
    struct ct_areas a = {3, zero, people, NULL, 0, 1e5};
    ct_inequality_measure(&a, &m);
    ck_assert(isinf(m.mld) && isinf(m.mld_weighted) && isinf(m.max_min));
    ck_assert(isnan(m.sigma_log));
    a.rate = far;
    ct_inequality_measure(&a, &m);
    ck_assert_double_eq_tol(m.cv, 1 / (1e9 + 1), 1e-18);
    ck_assert_double_eq_tol(m.gini, 4. / 9 / (1e9 + 1), 1e-19);
    ck_assert_double_eq_tol(m.theil, 1. / 3 / 1e18, 1e-19);
}
END_TEST

/* Counts of areas with one rate, drawn often: the means are near what
 * `chance` says. */
START_TEST(chance_alone_is_what_it_says)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double people[20], rate[20], cv = 0, weighted = 0, theil = 0;
    struct ct_inequality m;
    struct ct_areas a = {20, rate, people, NULL, 0, 1e5};
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < 20; i++) {
            people[i] = 1e5 * (double)(i + 1);
            rate[i] =
                gsl_ran_poisson(r, 20 * people[i] / 1e5) / people[i] * 1e5;
        }
        ct_inequality_measure(&a, &m);
        cv += m.cv * m.cv / 2000;
        weighted += m.cv_weighted * m.cv_weighted / 2000;
        theil += m.theil_weighted / 2000;
    }
    ck_assert_double_eq_tol(sqrt(cv) / m.cv_chance, 1, .03);
    ck_assert_double_eq_tol(sqrt(weighted) / m.cv_weighted_chance, 1, .03);
    ck_assert_double_eq_tol(theil / m.theil_weighted_chance, 1, .03);
    gsl_rng_free(r);
}
END_TEST

/* The line by its normal equations; robust variance as a product of
 * matrices. */
static void fit_slowly(const struct ct_two_times *x, double *beta, double *hc1)
{
    long double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, meat = 0;
    for (size_t i = 0; i < x->n; i++) {
        long double u = logl(x->first[i]);
        long double v = logl(x->last[i] / x->first[i]) / x->years;
        n++, sx += u, sy += v, sxx += u * u, sxy += u * v;
    }
    long double d = n * sxx - sx * sx, b = (n * sxy - sx * sy) / d;
    long double a = (sy - b * sx) / n;
    for (size_t i = 0; i < x->n; i++) {
        long double u = logl(x->first[i]);
        long double e = logl(x->last[i] / x->first[i]) / x->years - a - b * u;
        long double row = (n * u - sx) / d;
        meat += row * row * e * e;
    }
    *beta = (double)b;
    *hc1 = (double)sqrtl(n / (n - 2) * meat);
}

START_TEST(convergence_beside_a_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double first[MOST], last[MOST], beta, hc1;
    for (int round = 0; round < ROUNDS; round++) {
        size_t n = 3 + gsl_rng_uniform_int(r, MOST - 3);
        for (size_t i = 0; i < n; i++) {
            first[i] = gsl_ran_lognormal(r, 1, 1);
            last[i] = pow(first[i], .7) * gsl_ran_lognormal(r, 0, .3);
        }
        struct ct_two_times x = {n, first, last, 12};
        struct ct_convergence f, scaled;
        ct_convergence_fit(&x, &f);
        fit_slowly(&x, &beta, &hc1);
        ck_assert(close_to(f.beta, beta) && close_to(f.se_hc1, hc1));
        for (size_t i = 0; i < n; i++)
            first[i] *= 1000, last[i] *= 1000;
        ct_convergence_fit(&x, &scaled);
        ck_assert(close_to(scaled.beta, f.beta) && close_to(scaled.t, f.t));
        ck_assert(close_to(scaled.sigma_ratio, f.sigma_ratio));
        ck_assert_double_eq(scaled.tau, f.tau);
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(convergence_of_few_equal_and_zero_rates)
{
    double first[] = {1, 2, 4, 0}, last[] = {1, 2, 4, 3};
    const double same[] = {3, 3, 3, 3};
    struct ct_two_times x = {0, first, last, 10};
    struct ct_convergence f;
    ct_convergence_fit(&x, &f);
    ck_assert(f.n == 0 && isnan(f.beta) && isnan(f.tau));
    x.n = 2;
    ct_convergence_fit(&x, &f);
    ck_assert(isnan(f.beta));
    ck_assert_double_eq(f.sigma_ratio, 1);
    ck_assert_double_eq(f.tau, 1);
    x.n = 4;
    ct_convergence_fit(&x, &f);
    ck_assert(f.n == 3 && f.zeros == 1);
    ck_assert_double_eq(f.beta, 0);
    ck_assert_double_eq(f.speed, 0);
    ck_assert(isnan(f.half_life) && isnan(f.top10_overlap));
    ck_assert_double_eq(f.mean_rank_change, 1);
    x.first = x.last = same;
    ct_convergence_fit(&x, &f);
    ck_assert(isnan(f.beta) && isnan(f.tau) && isnan(f.spearman) &&
              isnan(f.sigma_ratio));
    x.years = 0;
    ct_convergence_fit(&x, &f);
    ck_assert(isnan(f.beta));
}
END_TEST

static const char *const two_sources =
    "area,unit,@source,@counting_unit,time,value\n"
    "DEU,RATE_100K,police,victims,2000,1\nDEU,RATE_100K,police,victims,2005,2\n"
    "FRA,RATE_100K,health,victims,2000,2\nFRA,RATE_100K,health,victims,2005,3\n"
    "ITA,RATE_100K,police,victims,2000,4\nITA,RATE_100K,police,victims,2005,0\n"
    "ESP,RATE_100K,police,victims,2000,5\nESP,RATE_100K,police,victims,2005,"
    "6\n";

START_TEST(sources_are_not_mixed_unasked)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(two_sources);
    static const char *const method[] = {"inequality", "convergence"};
    for (int i = 0; i < 2; i++) {
        ck_assert_ptr_null(tidy_analyze(method[i], p, NULL, &err, NULL));
        ck_assert_str_eq(err.text,
                         "source differs: area=DEU measure=offences "
                         "unit=RATE_100K has 'police', area=FRA "
                         "measure=offences unit=RATE_100K has 'health'; "
                         "--allow=source puts them together");
        ck_assert_ptr_null(
            tidy_analyze(method[i], p, NULL, &err, "--allow=origin", NULL));
        ck_assert_str_eq(err.text, "--allow: no 'origin'; there are source, "
                                   "counting-unit, definition");
        struct ct_panel *r = tidy_analyze(method[i], p, NULL, &err,
                                          "--allow=definition,source", NULL);
        ck_assert_msg(r != NULL, "%s", err.text);
        ck_assert_ptr_nonnull(
            strstr(tidy_text(r, method[i], "area", "_T", "note"),
                   "source differs: police (DEU, ESP, ITA) beside health "
                   "(FRA): not comparable in level"));
        ct_panel_destroy(r);
    }
    ct_panel_destroy(p);
}
END_TEST

START_TEST(attempts_and_detection_are_named)
{
    struct ct_error err;
    struct ct_panel *p =
        tidy_panel("area,offence,measure,unit,@attempts,time,value\n"
                   "DEU,0204,victims,RATE_100K,included,2000,1\n"
                   "FRA,0204,victims,RATE_100K,excluded,2000,2\n");
    ck_assert_ptr_null(tidy_analyze("inequality", p, NULL, &err, NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "counting of attempts differs: "));
    ck_assert_ptr_nonnull(strstr(err.text, "--allow=definition puts"));
    struct ct_panel *r =
        tidy_analyze("inequality", p, NULL, &err, "--allow=definition", NULL);
    const char *note = tidy_text(r, "inequality", "area", "_T", "note");
    ck_assert_ptr_nonnull(strstr(note, "includes attempts: DEU; detected "
                                       "victims reflect detection effort as "
                                       "well as crime"));
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(what_is_not_known_is_not_equal)
{
    struct ct_error err;
    struct ct_panel *p =
        tidy_panel("area,unit,@source,@counting_unit,time,value\n"
                   "DEU,RATE_100K,,victims,2000,1\n"
                   "FRA,RATE_100K,,,2000,2\n");
    ck_assert_ptr_null(tidy_analyze("inequality", p, NULL, &err, NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "has 'not known'; "
                                           "--allow=counting-unit puts"));
    struct ct_panel *r = tidy_analyze("inequality", p, NULL, &err,
                                      "--allow=counting-unit", NULL);
    ck_assert_str_eq(
        tidy_text(r, "inequality", "area", "_T", "note"),
        "source not known: comparability is not checked; counting unit "
        "known of some only: victims (DEU) beside not known (FRA); weighted "
        "measures need the residents of every area");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* Rates without residents; small areas; zeros. */
START_TEST(convergence_says_what_it_left_out)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(two_sources);
    struct ct_panel *r =
        tidy_analyze("convergence", p, NULL, &err, "--allow=source", NULL);
    ck_assert_str_eq(tidy_text(r, "convergence", "area", "_T", "note"),
                     "source differs: police (DEU, ESP, ITA) beside health "
                     "(FRA): not comparable in level; 1 areas with a rate of 0 "
                     "are not in the fit; a "
                     "negative beta is also what chance alone brings about "
                     "(regression to the mean): see sigma_ratio");
    ck_assert_double_eq(tidy_number(r, "convergence", "area", "_T", "areas"),
                        4);
    ck_assert_double_eq(tidy_number(r, "convergence", "area", "_T", "n"), 3);
    ct_panel_destroy(r);
    ck_assert_ptr_null(tidy_analyze("convergence", p, NULL, &err,
                                    "--zero=error", "--allow=source", NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "1 areas have a rate of 0"));
    ct_panel_destroy(p);
}
END_TEST

static const char *const broken = "area,unit,time,value,status\n"
                                  "DEU,RATE_100K,2000,1,\n"
                                  "DEU,RATE_100K,2005,2,B\n"
                                  "FRA,RATE_100K,2000,2,\n"
                                  "FRA,RATE_100K,2005,3,\n";

START_TEST(convergence_does_not_cross_breaks)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel(broken);
    ck_assert_ptr_null(tidy_analyze("convergence", p, NULL, &err, NULL));
    ck_assert_ptr_nonnull(strstr(err.text, "area=DEU measure=offences "
                                           "unit=RATE_100K has a break at "
                                           "2005; --across-breaks="));
    struct ct_panel *r = tidy_analyze("convergence", p, NULL, &err,
                                      "--across-breaks=split", NULL);
    ck_assert_double_eq(tidy_number(r, "convergence", "area", "_T", "areas"),
                        1);
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "convergence", "area", "_T", "note"),
               "1 areas with a break in between left out"));
    ct_panel_destroy(r);
    r = tidy_analyze("convergence", p, NULL, &err, "--across-breaks=ignore",
                     NULL);
    ck_assert_double_eq(tidy_number(r, "convergence", "area", "_T", "areas"),
                        2);
    ct_panel_destroy(r);
    r = tidy_analyze("inequality", p, NULL, &err, NULL);
    ck_assert_ptr_nonnull(r);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* What is not compared is counted. */
START_TEST(areas_without_a_rate_are_named)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,unit,time,value,status\n"
                                    "DEU,RATE_100K,2000,0,\n"
                                    "DEU,RATE_100K,2005,2,\n"
                                    "FRA,RATE_100K,2000,0,\n"
                                    "FRA,RATE_100K,2005,,Q\n"
                                    "ITA,RATE_100K,2005,3,\n");
    struct ct_panel *r = tidy_analyze("inequality", p, NULL, &err, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "inequality", "time", "2000", "note"),
               "all rates are 0: nothing to compare"));
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "inequality", "time", "2005", "note"),
               "1 areas with a suppressed number left out"));
    ct_panel_destroy(r);
    r = tidy_analyze("convergence", p, NULL, &err, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    const char *note = tidy_text(r, "convergence", "area", "_T", "note");
    ck_assert_ptr_nonnull(
        strstr(note, "1 areas with a suppressed number left out; 1 areas "
                     "without a rate in one of the periods left out; 1 areas "
                     "with a rate of 0 are not in the fit"));
    ck_assert_ptr_null(
        strstr(tidy_text(r, "series", "area", "DEU", "note"), "left out"));
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(small_areas_are_left_out)
{
    struct ct_panel *r = tidy_result("inequality",
                                     "area,time,value\n"
                                     "DEU,2000,10\nFRA,2000,20\nISL,2000,3\n",
                                     "area,measure,time,value\n"
                                     "DEU,population,2000,1000000\n"
                                     "FRA,population,2000,2000000\n"
                                     "ISL,population,2000,100\n",
                                     "--min-population=1000", NULL);
    ck_assert_double_eq(tidy_number(r, "inequality", "area", "_T", "n"), 2);
    ck_assert_double_eq(tidy_number(r, "inequality", "area", "_T", "left_out"),
                        1);
    ck_assert_double_eq(tidy_number(r, "inequality", "area", "_T", "cv"), 0);
    ct_panel_destroy(r);
}
END_TEST

Suite *inequality_suite(void);
Suite *inequality_suite(void)
{
    Suite *s = suite_create("inequality");
    TCase *t = tcase_create("inequality");
    tcase_add_test(t, measures_are_as_defined);
    tcase_add_test(t, units_and_order_do_not_matter);
    tcase_add_test(t, nothing_one_and_equal_areas);
    tcase_add_test(t, a_zero_and_far_from_zero);
    tcase_add_test(t, chance_alone_is_what_it_says);
    tcase_add_test(t, convergence_beside_a_slow_twin);
    tcase_add_test(t, convergence_of_few_equal_and_zero_rates);
    tcase_add_test(t, sources_are_not_mixed_unasked);
    tcase_add_test(t, attempts_and_detection_are_named);
    tcase_add_test(t, what_is_not_known_is_not_equal);
    tcase_add_test(t, convergence_says_what_it_left_out);
    tcase_add_test(t, convergence_does_not_cross_breaks);
    tcase_add_test(t, areas_without_a_rate_are_named);
    tcase_add_test(t, small_areas_are_left_out);
    suite_add_tcase(s, t);
    return s;
}
