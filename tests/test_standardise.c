/* SPDX-License-Identifier: GPL-3.0-or-later
 * standardise and ratio: ages put together, edges, exact tests against slow
 * twins. */
#include "config.h"

#include "analyze/age_strata.h"
#include "analyze/direct_rate.h"
#include "analyze/exact_test.h"
#include "analyze/rate_ratio.h"
#include "analyze/reliability.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <limits.h>
#include <string.h>

/* Strata of data against a standard in five-year bands to 15 and over. */
static size_t strata(const struct ct_age_band *data, size_t n, size_t *of_data,
                     size_t *of_standard)
{
    static const struct ct_age_band standard[] = {
        {0, 4}, {5, 9}, {10, 14}, {15, INT_MAX}};
    return ct_age_strata(data, n, standard, 4, of_data, of_standard);
}

START_TEST(ages_are_added_up_to_common_bands)
{
    size_t d[8], s[4];
    const struct ct_age_band same[] = {{0, 4}, {5, 9}, {10, 14}, {15, INT_MAX}};
    ck_assert_uint_eq(strata(same, 4, d, s), 4);
    const struct ct_age_band wider[] = {{15, INT_MAX}, {0, 14}};
    ck_assert_uint_eq(strata(wider, 2, d, s), 2);
    ck_assert(d[0] == 1 && d[1] == 0 && s[0] == 0 && s[2] == 0 && s[3] == 1);
    const struct ct_age_band finer[] = {{0, 0},   {1, 4},   {5, 9},
                                        {10, 14}, {15, 64}, {65, INT_MAX}};
    ck_assert_uint_eq(strata(finer, 6, d, s), 4);
    ck_assert(d[0] == 0 && d[1] == 0 && d[4] == 3 && d[5] == 3);
    const struct ct_age_band askew[] = {{0, 6}, {7, 14}, {15, INT_MAX}};
    ck_assert_uint_eq(strata(askew, 3, d, s), 2);
    ck_assert(d[0] == 0 && d[1] == 0 && s[1] == 0);
}
END_TEST

START_TEST(the_finest_ages_are_taken_and_gaps_are_known)
{
    size_t d[8], s[4];
    const struct ct_age_band both[] = {
        {0, INT_MAX}, {0, 14},       {0, 4},  {5, 9},
        {10, 14},     {15, INT_MAX}, {0, 17}, {18, INT_MAX}};
    ck_assert_uint_eq(strata(both, 8, d, s), 4);
    ck_assert(d[0] == SIZE_MAX && d[1] == SIZE_MAX && d[2] == 0 && d[5] == 3);
    const struct ct_age_band gap[] = {{0, 4}, {10, 14}, {15, 20}};
    ck_assert_uint_eq(strata(gap, 3, d, s), 2);
    ck_assert(s[0] == 0 && s[1] == SIZE_MAX && s[2] == 1 && s[3] == SIZE_MAX);
    ck_assert(d[2] == SIZE_MAX);
    ck_assert_uint_eq(strata(gap, 0, d, s), 0);
    ck_assert(s[0] == SIZE_MAX && s[3] == SIZE_MAX);
}
END_TEST

/* Years covered and strata of a choice of bands, by the book: -1 if two overlap
 * or a run of bands doesn't begin and end where bands of the standard meet. */
struct choice {
    int covered, strata;
};

static struct choice look_at(const struct ct_age_band *data, size_t n,
                             unsigned chosen, const bool *meets)
{
    struct choice c = {0, 0}, bad = {-1, -1};
    int owner[16] = {0};
    for (size_t i = 0; i < n; i++)
        for (int age = data[i].from; chosen >> i & 1 && age <= data[i].to;
             age++) {
            if (owner[age])
                return bad;
            owner[age] = (int)i + 1;
        }
    for (int age = 0; age < 16; age++) {
        int before = age ? owner[age - 1] : 0;
        bool begins = owner[age] && !before, ends = !owner[age] && before;
        if ((begins || ends) && !meets[age])
            return bad;
        c.strata += before && before != owner[age] && meets[age];
        c.covered += owner[age] != 0;
    }
    return c;
}

START_TEST(no_other_choice_of_ages_is_better)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(2000); round++) {
        struct ct_age_band standard[12], data[7];
        bool meets[16] = {true};
        size_t m = 0, of_data[7], of_standard[12];
        for (int age = 0; age < 12; m++) {
            int to = age + (int)gsl_rng_uniform_int(rng, 4);
            standard[m] = (struct ct_age_band){age, to > 11 ? 11 : to};
            age = standard[m].to + 1;
            meets[age] = true;
        }
        for (size_t i = 0; i < 7; i++) {
            data[i].from = (int)gsl_rng_uniform_int(rng, 12);
            data[i].to = data[i].from + (int)gsl_rng_uniform_int(rng, 4);
        }
        size_t n = ct_age_strata(data, 7, standard, m, of_data, of_standard);
        struct choice best = {0, 0};
        unsigned own = 0;
        for (unsigned chosen = 0; chosen < 128; chosen++) {
            struct choice c = look_at(data, 7, chosen, meets);
            if (c.covered > best.covered ||
                (c.covered == best.covered && c.strata > best.strata))
                best = c;
        }
        for (unsigned i = 0; i < 7; i++)
            own |= of_data[i] != SIZE_MAX ? 1U << i : 0;
        struct choice made = look_at(data, 7, own, meets);
        ck_assert_int_eq(made.covered, best.covered);
        ck_assert_int_eq(made.strata, best.strata);
        ck_assert_uint_eq(n, (size_t)best.strata);
    }
    gsl_rng_free(rng);
}
END_TEST

/* A file for an option, in the folder of the tests that are built. */
static char *write_file(const char *name, const char *text)
{
    char *path = ct_xasprintf("%s/%s", TESTS_BUILD, name);
    ck_assert_int_eq(ct_file_write(path, text, strlen(text), NULL), 0);
    return path;
}

/* Standardises counts at ages below 15 and from 15, weights 1 and 3. */
static struct ct_panel *standardise(const char *counts, const char *residents,
                                    const char *option, struct ct_error *err)
{
    char *path = write_file("two_ages.csv", "age,weight\nY_GE15,3\n"
                                            "Y_LT15,1\n");
    char *standard = ct_xasprintf("--standard=%s", path);
    struct ct_panel *p = tidy_panel(counts), *people = tidy_panel(residents);
    struct ct_panel *r =
        tidy_analyze("standardise", p, people, err, standard, option, NULL);
    ct_panel_destroy(p);
    ct_panel_destroy(people);
    free(standard);
    free(path);
    return r;
}

static const char *const residents =
    "area,age,measure,time,value\n"
    "FRA,Y_GE15,population,2000,1000\nFRA,Y_GE15,population,2001,1000\n"
    "FRA,Y_GE15,population,2002,1000\nFRA,Y_GE15,population,2003,1000\n"
    "FRA,Y_LT15,population,2000,500\nFRA,Y_LT15,population,2001,0\n"
    "FRA,Y_LT15,population,2002,0\nFRA,Y_LT15,population,2003,500\n";

static const char *const counts =
    "area,age,time,value,status\n"
    "FRA,Y_GE15,2000,10,\nFRA,Y_GE15,2001,10,\nFRA,Y_GE15,2002,10,\n"
    "FRA,Y_GE15,2003,10,\n"
    "FRA,Y_LT15,2000,1,\nFRA,Y_LT15,2001,0,\nFRA,Y_LT15,2002,1,\n"
    "FRA,Y_LT15,2003,,\nFRA,_T,2000,77,\nFRA,_U,2000,5,\n";

START_TEST(rates_take_the_ages_of_the_standard)
{
    struct ct_error err = {0};
    struct ct_panel *r = standardise(counts, residents, NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 1);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2000");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 1e5 * (0.75 * 0.01 + 0.25 * 0.002),
                            1e-9);
    ck_assert_double_eq(o.x[CT_EVENTS], 11);
    ck_assert_double_eq(o.x[CT_POPULATION], 1500);
    ck_assert_int_eq(o.status, 0);
    /* no residents and no events: the age is left out; with events: no rate */
    o = tidy_obs(r, "area", "FRA", "2001");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 1000, 1e-9);
    ck_assert_int_eq(o.status, CT_STATUS_IMPUTED);
    ck_assert_double_nan(tidy_obs(r, "area", "FRA", "2002").x[CT_VALUE]);
    ck_assert_double_nan(tidy_obs(r, "area", "FRA", "2003").x[CT_VALUE]);
    const char *note = tidy_text(r, "reliability", "time", "2000", "note");
    ck_assert_ptr_nonnull(
        strstr(note, "events of unknown age are left out: 5"));
    ck_assert_ptr_nonnull(strstr(note, "at an age without residents"));
    ck_assert_str_eq(tidy_text(r, "reliability", "time", "2000", "reliability"),
                     "unreliable");
    ct_panel_destroy(r);
    r = standardise(counts, residents, "--partial-ages", &err);
    o = tidy_obs(r, "area", "FRA", "2003");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 1000, 1e-9);
    ck_assert_int_eq(o.status, CT_STATUS_IMPUTED);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(ages_that_are_not_there_are_said)
{
    struct ct_error err = {0};
    const char *one = "area,age,time,value\nFRA,Y_GE15,2000,10\n";
    struct ct_panel *r = standardise(one, residents, NULL, &err);
    ck_assert_double_nan(tidy_obs(r, "area", "FRA", "2000").x[CT_VALUE]);
    ck_assert_str_eq(tidy_text(r, "reliability", "area", "FRA", "note"),
                     "ages of the standard are not there (--partial-ages)");
    ct_panel_destroy(r);
    r = standardise(one, residents, "--partial-ages", &err);
    ck_assert_double_eq_tol(tidy_obs(r, "area", "FRA", "2000").x[CT_VALUE],
                            1000, 1e-9);
    ct_panel_destroy(r);
    r = standardise("area,time,value\nFRA,2000,1\n", residents, NULL, &err);
    ck_assert_ptr_null(r);
    ck_assert_str_eq(err.text, "'standardise' needs counts by age; there is no "
                               "dimension age");
    ck_assert_ptr_null(standardise(one, residents, "--ci=exact", &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_ptr_null(standardise(one, residents, "--standard=wo", &err));
    ck_assert_str_eq(err.text,
                     "no standard population 'wo'; did you mean 'who'?");
}
END_TEST

START_TEST(a_standard_may_have_sexes)
{
    char *path = write_file("sexes.csv", "age,sex,weight\nY_LT15,F,1\n"
                                         "Y_GE15,F,1\nY_GE15,M,2\n"
                                         "Y_LT15,M,0\n_T,_T,9\n");
    char *standard = ct_xasprintf("--standard=%s", path);
    struct ct_panel *r = tidy_result(
        "standardise",
        "area,sex,age,time,value\nFRA,F,Y_GE15,2000,4\n"
        "FRA,F,Y_LT15,2000,8\nFRA,M,Y_GE15,2000,1\n"
        "FRA,_T,Y_GE15,2000,5\n",
        "area,sex,age,measure,time,value\nFRA,F,Y_GE15,population,2000,100\n"
        "FRA,F,Y_LT15,population,2000,100\nFRA,M,Y_GE15,population,2000,100\n",
        standard, "--per=100", NULL);
    ck_assert_uint_eq(r->n_series, 1);
    struct ct_obs o = tidy_obs(r, "sex", "_T", "2000");
    ck_assert_double_eq_tol(o.x[CT_VALUE], 4 * 0.25 + 8 * 0.25 + 1 * 0.5,
                            1e-12);
    ck_assert_double_eq(o.x[CT_EVENTS], 13);
    ct_panel_destroy(r);
    free(standard);
    free(path);
}
END_TEST

/* The message for a standard of that text. */
static char *refused(const char *text)
{
    struct ct_error err = {0};
    char *path = write_file("bad.csv", text);
    bool reference = strstr(text, ",events") != NULL;
    char *standard =
        ct_xasprintf("--%s=%s", reference ? "indirect" : "standard", path);
    struct ct_panel *p = tidy_panel("area,age,time,value\nFRA,Y_GE15,2000,1\n");
    ck_assert_ptr_null(tidy_analyze("standardise", p, p, &err, standard, NULL));
    ck_assert_str_eq(err.file, path);
    ct_panel_destroy(p);
    free(standard);
    free(path);
    return ct_xasprintf("%ld: %s", err.line, err.text);
}

START_TEST(standards_are_read_with_care)
{
    const char *const texts[][2] = {
        {"age,weight\nY_LT15,1\nY_GE18,1\n",
         "3: the ages of lines 2 and 3 leave a gap or overlap"},
        {"age,weight\nY_LT15,1\nY_GE10,1\n",
         "3: the ages of lines 2 and 3 leave a gap or overlap"},
        {"age,weight\n15-24,1\n",
         "2: '15-24' is no age such as Y15T24, Y_LT15 or Y_GE65"},
        {"age,weight\nY_LT15,-1\n", "2: weight '-1' is no number from 0 on"},
        {"age,wait\nY_LT15,1\n",
         "0: no column 'weight'; the columns are age[,sex],weight"},
        {"age,weight\n_T,1\n", "0: no ages in it"},
        {"age,weight\nY_LT15,0\nY_GE15,0\n", "0: the sum of weight is 0"},
        {"age,weight\nY_LT15,1e308\nY_GE15,1e308\n",
         "0: the sum of weight is inf"},
        {"age,events,population\nY_LT15,2,0\nY_GE15,3,9\n",
         "2: events in a population of 0"},
        {"age,events,population\nY_LT15,0,0\n",
         "0: the sum of population is 0"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *text = refused(texts[i][0]);
        ck_assert_str_eq(text, texts[i][1]);
        free(text);
    }
}
END_TEST

START_TEST(one_way_of_standardising)
{
    struct ct_error err = {0};
    char *path =
        write_file("reference.csv", "age,events,population\nY_GE15,3,9\n");
    char *option = ct_xasprintf("--indirect=%s", path);
    char *word = ct_xasprintf("--standard=%s", "who");
    struct ct_panel *p = tidy_panel("area,age,time,value\nFRA,Y_GE15,2000,1\n");
    struct ct_panel *people = tidy_panel(
        "area,measure,age,time,value\nFRA,population,Y_GE15,2000,9\n");
    ck_assert_ptr_null(
        tidy_analyze("standardise", p, people, &err, word, option, NULL));
    ck_assert_msg(strstr(err.text, "one of them") != NULL, "%s", err.text);
    free(word);
    free(option);
    free(path);
    ct_panel_destroy(people);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(few_events_have_limits)
{
    double x[] = {0, 0}, n[] = {100, 200}, w[] = {1, 1};
    struct ct_strata s = {2, x, n, w};
    struct ct_direct_rate r = ct_direct_rate(&s, 95, CT_DIRECT_DOBSON);
    ck_assert_double_eq(r.rate, 0);
    ck_assert_double_nan(r.limits.upper);
    /* k = 0.005: k / 2 x chi-square(2) */
    r = ct_direct_rate(&s, 95, CT_DIRECT_FAY_FEUER);
    ck_assert_double_eq(r.limits.lower, 0);
    ck_assert_double_eq_tol(r.limits.upper, 0.005 * -log(0.025), 1e-12);
    /* scaling the weights changes nothing; equal rates are the crude one */
    double many[] = {10, 20}, w7[] = {7, 7};
    struct ct_strata t = {2, many, n, w7};
    r = ct_direct_rate(&t, 95, CT_DIRECT_TIWARI);
    ck_assert_double_eq_tol(r.rate, 0.1, 1e-15);
    t.weight = w;
    ck_assert_double_eq_tol(
        ct_direct_rate(&t, 95, CT_DIRECT_TIWARI).limits.upper, r.limits.upper,
        1e-15);
}
END_TEST

/* p of the method of small p-values, by looking at every outcome. */
static double slow_binomial(unsigned x, unsigned n, double share)
{
    double sum = 0, p = gsl_ran_binomial_pdf(x, share, n) * (1 + 1e-7);
    for (unsigned k = 0; k <= n; k++)
        if (gsl_ran_binomial_pdf(k, share, n) <= p)
            sum += gsl_ran_binomial_pdf(k, share, n);
    return sum;
}

static double slow_poisson(unsigned x, double mean)
{
    double sum = 0, p = gsl_ran_poisson_pdf(x, mean) * (1 + 1e-7);
    for (unsigned k = 0; k <= 400; k++)
        if (gsl_ran_poisson_pdf(k, mean) <= p)
            sum += gsl_ran_poisson_pdf(k, mean);
    return sum;
}

START_TEST(exact_tests_are_those_that_look_at_all)
{
    const double shares[] = {0.01, 0.3, 0.5, 5.0 / 11, 0.97};
    const double means[] = {0.01, 0.5, 1, 2, 7.3, 50};
    for (unsigned n = 0; n <= 30; n++)
        for (unsigned x = 0; x <= n; x++)
            for (size_t s = 0; s < 5; s++) {
                double slow = n ? slow_binomial(x, n, shares[s]) : 1;
                ck_assert_double_eq_tol(ct_exact_binomial(x, n - x, shares[s]),
                                        slow, 1e-12);
            }
    for (unsigned x = 0; x <= 80; x++)
        for (size_t m = 0; m < 6; m++)
            ck_assert_double_eq_tol(ct_exact_poisson(x, means[m]),
                                    slow_poisson(x, means[m]), 1e-12);
    ck_assert_double_nan(ct_exact_poisson(1.5, 2));
    ck_assert_double_nan(ct_exact_poisson(1, 0));
    ck_assert_double_nan(ct_exact_binomial(-1, 2, 0.5));
    ck_assert_double_eq_tol(ct_exact_binomial(1e8, 1e8 + 1e4, 0.5), 0.4795,
                            1e-3);
    ck_assert_double_eq(ct_mid_poisson(1, 1e-9) > 0, 1);
}
END_TEST

START_TEST(odds_of_many_events_go_on_from_those_of_fewer)
{
    struct ct_interval a = ct_odds_interval(2.99e7, 3e7, 99),
                       b = ct_odds_interval(3e7, 2.99e7, 99);
    double reach = 2.5758293035489 * sqrt(1 / 2.99e7 + 1 / 3e7);
    ck_assert_double_eq_tol(log(a.lower), log(2.99 / 3) - reach, 1e-7);
    ck_assert_double_eq_tol(log(a.upper), log(2.99 / 3) + reach, 1e-7);
    ck_assert_double_eq_tol(a.lower * b.upper, 1, 1e-12);
    /* turning the odds around turns the limits around */
    a = ct_odds_interval(7, 2e6, 95);
    b = ct_odds_interval(2e6, 7, 95);
    ck_assert_double_eq_tol(a.lower * b.upper, 1, 1e-9);
    /* rare among many: Garwood's limits of 7 */
    ck_assert_double_eq_tol(a.lower * 2e6, 2.81436, 1e-4);
    ck_assert_double_eq_tol(a.upper * 2e6, 14.42268, 1e-4);
}
END_TEST

START_TEST(ratios_at_their_edges)
{
    struct ct_rate none = {0, 100}, some = {4, 100}, lost = {NAN, 100},
                   empty = {0, 0}, big = {3e7, 1e8};
    struct ct_rate_ratio r = ct_rate_ratio(some, none, 95, CT_RATIO_EXACT);
    ck_assert(isinf(r.ratio) && isinf(r.ratio_limits.upper));
    ck_assert_double_eq_tol(r.p, 0.125, 1e-12);
    /* 0.025 = pi^4 */
    double pi = pow(0.025, 0.25);
    ck_assert_double_eq_tol(r.ratio_limits.lower, pi / (1 - pi), 1e-12);
    r = ct_rate_ratio(none, none, 95, CT_RATIO_EXACT);
    ck_assert(isnan(r.ratio) && isnan(r.ratio_limits.upper));
    ck_assert_double_eq(r.difference, 0);
    ck_assert_double_nan(ct_rate_ratio(lost, some, 95, 0).ratio);
    ck_assert_double_nan(ct_rate_ratio(some, empty, 95, 0).difference);
    r = ct_rate_ratio(some, none, 95, CT_RATIO_LOG);
    ck_assert_double_nan(r.ratio_limits.lower);
    r = ct_rate_ratio(big, big, 95, CT_RATIO_EXACT);
    struct ct_rate_ratio l = ct_rate_ratio(big, big, 95, CT_RATIO_LOG);
    ck_assert_double_eq_tol(r.ratio_limits.upper, l.ratio_limits.upper, 1e-5);
}
END_TEST

START_TEST(turned_around_a_ratio_is_its_inverse)
{
    for (double x1 = 0; x1 <= 40; x1 += 5)
        for (double x2 = 1; x2 <= 40; x2 += 3) {
            struct ct_rate a = {x1, 1000}, b = {x2, 700};
            struct ct_rate_ratio r = ct_rate_ratio(a, b, 95, CT_RATIO_EXACT);
            struct ct_rate_ratio s = ct_rate_ratio(b, a, 95, CT_RATIO_EXACT);
            ck_assert_double_eq_tol(r.p, s.p, 1e-12);
            ck_assert_double_eq_tol(r.ratio_limits.upper * s.ratio_limits.lower,
                                    1, 1e-12);
            ck_assert_double_eq_tol(r.difference, -s.difference, 1e-15);
            ck_assert(r.ratio_limits.lower <= r.ratio &&
                      r.ratio <= r.ratio_limits.upper);
            /* as many more residents in both change nothing but the rates */
            a.population *= 10, b.population *= 10;
            s = ct_rate_ratio(a, b, 95, CT_RATIO_EXACT);
            ck_assert_double_eq_tol(r.ratio_limits.upper, s.ratio_limits.upper,
                                    1e-12);
        }
}
END_TEST

START_TEST(a_reference_is_found_or_refused)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(
        "area,sex,time,value\nFRA,F,2000,5\nFRA,F,2001,6\nFRA,M,2000,5\n"
        "ITA,F,2000,3\n");
    struct ct_panel *people =
        tidy_panel("area,measure,time,value\nFRA,population,2000,100\n"
                   "FRA,population,2001,100\nITA,population,2000,100\n");
    struct ct_panel *r =
        tidy_analyze("ratio", p, people, &err, "--reference=area=ITA", NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(ct_panel_table(r, "ratio")->n_rows, 3);
    ct_panel_destroy(r);
    ck_assert_ptr_null(tidy_analyze("ratio", p, people, &err, NULL));
    ck_assert_str_eq(err.text, "--reference=DIM=CODE is needed");
    ck_assert_ptr_null(
        tidy_analyze("ratio", p, people, &err, "--reference=sex=X", NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_ptr_null(
        tidy_analyze("ratio", p, people, &err, "--reference=sx=M", NULL));
    ck_assert_str_eq(err.text, "--reference: there is no dimension 'sx'");
    ct_panel_destroy(p);
    ct_panel_destroy(people);
}
END_TEST

START_TEST(standardised_rates_are_compared)
{
    struct ct_error err = {0};
    char *path = write_file("two_ages.csv", "age,weight\nY_GE15,3\n"
                                            "Y_LT15,1\n");
    char *standard = ct_xasprintf("--standard=%s", path);
    struct ct_panel *p =
        tidy_panel("area,sex,age,time,value\n"
                   "FRA,F,Y_GE15,2000,30\nFRA,F,Y_GE15,2001,10\n"
                   "FRA,F,Y_LT15,2000,4\nFRA,F,Y_LT15,2001,1\n"
                   "FRA,M,Y_GE15,2000,20\nFRA,M,Y_LT15,2000,8\n");
    struct ct_panel *people = tidy_panel(
        "area,sex,age,measure,time,value\n"
        "FRA,F,Y_GE15,population,2000,1000\nFRA,F,Y_GE15,population,2001,1000\n"
        "FRA,F,Y_LT15,population,2000,400\nFRA,F,Y_LT15,population,2001,400\n"
        "FRA,M,Y_GE15,population,2000,1000\n"
        "FRA,M,Y_LT15,population,2000,800\n");
    struct ct_panel *r = tidy_analyze("ratio", p, people, &err, standard,
                                      "--reference=sex=M", NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    const struct ct_table *t = ct_panel_table(r, "ratio");
    ck_assert_uint_eq(t->n_rows, 2);
    ck_assert_int_eq(ct_table_find(t, "age"), -1);
    double y1 = 0.75 * 0.03 + 0.25 * 0.01, y2 = 0.75 * 0.02 + 0.25 * 0.01;
    double v1 = pow(0.75 / 1000, 2) * 30 + pow(0.25 / 400, 2) * 4;
    double v2 = pow(0.75 / 1000, 2) * 20 + pow(0.25 / 800, 2) * 8;
    double se = sqrt(v1 / (y1 * y1) + v2 / (y2 * y2));
    ck_assert_double_eq_tol(tidy_number(r, "ratio", "time", "2000", "ratio"),
                            y1 / y2, 1e-12);
    ck_assert_double_eq_tol(tidy_number(r, "ratio", "time", "2000", "upper"),
                            y1 / y2 * exp(1.959963984540054 * se), 1e-10);
    ck_assert_double_eq_tol(
        tidy_number(r, "ratio", "time", "2000", "difference"), (y1 - y2) * 1e5,
        1e-9);
    ck_assert_double_nan(tidy_number(r, "ratio", "time", "2001", "ratio"));
    ct_panel_destroy(r);
    ck_assert_ptr_null(tidy_analyze("ratio", p, people, &err, standard,
                                    "--reference=age=Y_GE15", NULL));
    ck_assert_str_eq(err.text, "rates are standardised by age, which can't be "
                               "compared then");
    ct_panel_destroy(p);
    ct_panel_destroy(people);
    free(standard);
    free(path);
}
END_TEST

START_TEST(reliability_goes_by_the_rule_asked_for)
{
    const char *const words[][5] = {
        /* usual, nchs, uscs, wisqars, phe; at 9.9999999, 10, 16, 20, 21 */
        {"unreliable", "ok", "suppress", "unreliable", "ok"},
        {"unreliable", "ok", "suppress", "unreliable", "ok"},
        {"unreliable", "ok", "ok", "unreliable", "ok"},
        {"ok", "ok", "ok", "unreliable", "ok"},
        {"ok", "ok", "ok", "ok", "ok"}};
    const double events[] = {9.9999999, 10, 16, 20, 21};
    for (int i = 0; i < 5; i++)
        for (int rule = 0; rule < 5; rule++)
            ck_assert_str_eq(ct_reliability((enum ct_reliability_rule)rule,
                                            events[i], events[i], 1),
                             words[i][rule]);
    ck_assert_str_eq(ct_reliability(CT_RELIABILITY_NCHS, 50, 50, 1.7),
                     "suppress");
    ck_assert_str_eq(ct_reliability(CT_RELIABILITY_NCHS, 50, 9, 1), "suppress");
    ck_assert_str_eq(ct_reliability(CT_RELIABILITY_PHE, 9, 9, 1), "suppress");
    ck_assert_str_eq(ct_reliability(CT_RELIABILITY_USUAL, NAN, NAN, NAN), "");
}
END_TEST

Suite *standardise_suite(void);
Suite *standardise_suite(void)
{
    Suite *s = suite_create("standardise, ratio");
    TCase *t = tcase_create("standardise");
    tcase_add_test(t, ages_are_added_up_to_common_bands);
    tcase_add_test(t, the_finest_ages_are_taken_and_gaps_are_known);
    tcase_add_test(t, no_other_choice_of_ages_is_better);
    tcase_add_test(t, rates_take_the_ages_of_the_standard);
    tcase_add_test(t, ages_that_are_not_there_are_said);
    tcase_add_test(t, a_standard_may_have_sexes);
    tcase_add_test(t, standards_are_read_with_care);
    tcase_add_test(t, one_way_of_standardising);
    tcase_add_test(t, few_events_have_limits);
    tcase_add_test(t, exact_tests_are_those_that_look_at_all);
    tcase_add_test(t, odds_of_many_events_go_on_from_those_of_fewer);
    tcase_add_test(t, ratios_at_their_edges);
    tcase_add_test(t, turned_around_a_ratio_is_its_inverse);
    tcase_add_test(t, a_reference_is_found_or_refused);
    tcase_add_test(t, standardised_rates_are_compared);
    tcase_add_test(t, reliability_goes_by_the_rule_asked_for);
    suite_add_tcase(s, t);
    return s;
}
