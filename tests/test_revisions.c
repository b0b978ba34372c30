/* SPDX-License-Identifier: GPL-3.0-or-later
 * revisions: measures beside a slow twin, what became of single numbers. */
#include "config.h"

#include "analyze/revision_cause.h"
#include "analyze/revision_measures.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_statistics.h>
#include <string.h>

enum { MOST = 60, ROUNDS = 200 };

struct drawn {
    double earlier[MOST], later[MOST], revision[MOST];
    struct ct_revision_pairs x;
};

static void draw(gsl_rng *r, struct drawn *d, double offset)
{
    size_t n = 3 + gsl_rng_uniform_int(r, MOST - 3);
    for (size_t i = 0; i < n; i++) {
        d->earlier[i] = offset + gsl_ran_gaussian(r, 3);
        d->later[i] = gsl_rng_uniform(r) < .2
                          ? d->earlier[i]
                          : d->earlier[i] + gsl_ran_gaussian(r, 2) + .5;
        d->revision[i] = d->later[i] - d->earlier[i];
    }
    d->x =
        (struct ct_revision_pairs){n, d->earlier, d->later, d->revision, true};
}

static bool near(double got, double want, double scale)
{
    return fabs(got - want) <= 1e-10 * fmax(scale, fabs(want));
}

/* The long-run variance by hand: every pair of residuals by its distance. */
static double hac_by_pairs(const struct ct_revision_pairs *x)
{
    double mean = gsl_stats_mean(x->revision, 1, x->n), sum = 0;
    double lag = floor(4 * pow((double)x->n / 100, 2. / 9));
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < x->n; k++) {
            double apart = fabs((double)i - (double)k);
            if (apart <= lag)
                sum += (1 - apart / (lag + 1)) * (x->revision[i] - mean) *
                       (x->revision[k] - mean);
        }
    double n = (double)x->n;
    return sqrt(sum * n / (n - 1)) / n;
}

START_TEST(measures_beside_a_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn d;
        struct ct_revision_measures m;
        draw(r, &d, round % 2 ? 0 : 50);
        ct_revision_measure(&d.x, &m);
        size_t n = d.x.n;
        double sum = 0, squares = 0;
        for (size_t i = 0; i < n; i++) {
            sum += d.revision[i];
            squares += d.revision[i] * d.revision[i];
        }
        ck_assert(near(m.mr, sum / (double)n, 1));
        ck_assert(near(m.sd, gsl_stats_sd(d.revision, 1, n), 1));
        ck_assert(near(m.rmsr * m.rmsr, squares / (double)n, 1));
        ck_assert(near(m.hac_se, hac_by_pairs(&d.x), 1));
        ck_assert(near(m.p, 2 * gsl_cdf_tdist_Q(fabs(m.t), (double)n - 1), 1));
        ck_assert(near(m.um + m.ur + m.ud, 1, 1));
        ck_assert(m.theil_u >= 0 && m.theil_u <= 1);
        double cov = gsl_stats_covariance(d.earlier, 1, d.later, 1, n);
        ck_assert(
            near(m.mz_slope, cov / gsl_stats_variance(d.earlier, 1, n), 1));
        ck_assert(near(m.range, m.max - m.min, 1));
    }
    gsl_rng_free(r);
}
END_TEST

/* Numbers ten times as large: revisions are, shares and tests are not. Later
 * and earlier exchanged: the sign turns. */
START_TEST(scale_and_direction)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < ROUNDS; round++) {
        struct drawn d, big;
        struct ct_revision_measures m, o;
        draw(r, &d, 20);
        big = d;
        big.x = (struct ct_revision_pairs){d.x.n, big.earlier, big.later,
                                           big.revision, true};
        for (size_t i = 0; i < d.x.n; i++) {
            big.earlier[i] *= 10;
            big.later[i] *= 10;
            big.revision[i] *= 10;
        }
        ct_revision_measure(&d.x, &m);
        ct_revision_measure(&big.x, &o);
        ck_assert(near(o.mr, 10 * m.mr, 10) && near(o.t, m.t, 1));
        ck_assert(near(o.theil_u, m.theil_u, 1) && near(o.rmar, m.rmar, 1));
        ck_assert(near(o.mz_slope, m.mz_slope, 1));
        struct ct_revision_pairs turned = {d.x.n, d.later, d.earlier,
                                           d.revision, true};
        for (size_t i = 0; i < d.x.n; i++)
            d.revision[i] = -d.revision[i];
        ct_revision_measure(&turned, &o);
        ck_assert(near(o.mr, -m.mr, 1) && near(o.hac_se, m.hac_se, 1));
        ck_assert(near(o.um, m.um, 1) && near(o.theil_u, m.theil_u, 1));
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(few_equal_and_far_numbers)
{
    double a[] = {5, 5, 5}, b[] = {5, 5, 5}, zero[] = {0, 0, 0};
    double far[] = {1e9 + 1, 1e9 + 2, 1e9 + 4}, one[] = {1, 2, 4};
    struct ct_revision_measures m;
    struct ct_revision_pairs x = {0, a, b, zero, true};
    ct_revision_measure(&x, &m);
    ck_assert(m.n == 0 && isnan(m.mr) && isnan(m.p) && isnan(m.mz_slope));
    x.n = 1;
    ct_revision_measure(&x, &m);
    ck_assert_double_eq(m.mr, 0);
    ck_assert(isnan(m.sd) && isnan(m.hac_se) && isnan(m.theil_u));
    x.n = 3;
    ct_revision_measure(&x, &m);
    ck_assert_double_eq(m.hac_se, 0);
    ck_assert_double_eq(m.theil_u, 0);
    ck_assert(isnan(m.t) && isnan(m.um) && isnan(m.mz_slope));
    x = (struct ct_revision_pairs){3, far, far, one, false};
    ct_revision_measure(&x, &m);
    ck_assert_double_eq_tol(m.sd, sqrt(7. / 3), 1e-12);
    ck_assert_double_eq_tol(m.mz_slope, 1, 1e-9);
    ck_assert(isnan(m.t) && isnan(m.hac_lag));
}
END_TEST

START_TEST(what_changed_a_rate)
{
    static const struct {
        struct ct_rate_revision x;
        const char *cause;
    } cases[] = {
        {{1, 2, 10, 20, NAN, NAN, 0, 0}, "count"},
        {{1, 2, 10, 10, NAN, NAN, 0, 0}, "denominator"},
        {{1, 2, 10, 30, NAN, NAN, 0, 0}, "both"},
        {{.85, .86, 699, 703, NAN, NAN, .01, .01}, "count"},
        {{.85, .86, 699, 750, NAN, NAN, .01, .01}, "both"},
        {{.9, .85, 699, 699, NAN, NAN, .1, .01}, "rounding"},
        {{.9, .84, 699, 699, NAN, NAN, .1, .01}, "denominator"},
        {{.9, .85, NAN, NAN, NAN, NAN, .1, .01}, "rounding"},
        {{0, 1, 0, 3, NAN, NAN, 0, 0}, "count"},
        {{1, 2, NAN, NAN, 100, 100, 0, 0}, "count"},
        {{1, 2, NAN, NAN, 100, 50, 0, 0}, "denominator"},
        {{1, 2, NAN, NAN, 100, 60, 0, 0}, "both"},
        {{1, 2, NAN, 10, NAN, 50, 0, 0}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(ct_revision_cause(&cases[i].x), cases[i].cause);
    const double rounded[] = {.8, NAN, .85}, whole[] = {3, 1200};
    const double exact[] = {.8, 1. / 3}, none[] = {NAN};
    ck_assert_double_eq_tol(ct_printed_step(rounded, 3), .01, 1e-15);
    ck_assert_double_eq(ct_printed_step(whole, 2), 1);
    ck_assert_double_eq(ct_printed_step(exact, 2), 0);
    ck_assert_double_eq(ct_printed_step(none, 1), 0);
}
END_TEST

static const char *const two =
    "area,unit,vintage,time,value,status\n"
    "FRA,NUMBER,2020,2010,10,\nFRA,NUMBER,2020,2011,12,\n"
    "FRA,NUMBER,2020,2012,15,\nFRA,NUMBER,2020,2013,,O\n"
    "FRA,NUMBER,2020,2014,18,\n"
    "FRA,NUMBER,2021,2011,12,\nFRA,NUMBER,2021,2012,16,\n"
    "FRA,NUMBER,2021,2013,17,\nFRA,NUMBER,2021,2014,,O\n"
    "FRA,NUMBER,2021,2015,20,\n"
    "FRA,RATE_100K,2020,2011,1.2,\nFRA,RATE_100K,2020,2012,1.5,\n"
    "FRA,RATE_100K,2021,2011,1.3,\nFRA,RATE_100K,2021,2012,1.6,\n"
    "ITA,NUMBER,2020,2014,5,\n"
    "DEU,NUMBER,2021,2014,5,\nDEU,NUMBER,2021,2015,5,\n";

static struct ct_panel *revise(const char *text)
{
    struct ct_panel *r = tidy_result("revisions", text, NULL, NULL);
    return r;
}

/* All cells of a table's rows but the note, as text. */
static void check_rows(const struct ct_panel *r, const char *table,
                       const char *const *want, size_t n)
{
    const struct ct_table *t = ct_panel_table(r, table);
    ck_assert_uint_eq(t->n_rows, n);
    for (size_t row = 0; row < n; row++) {
        char line[400] = "";
        for (size_t c = 0; c + 1 < t->n_columns; c++) {
            size_t at = strlen(line);
            if (t->columns[c].is_text)
                snprintf(line + at, sizeof line - at, "%s ",
                         t->columns[c].text[row]);
            else
                snprintf(line + at, sizeof line - at, "%g ",
                         t->columns[c].number[row]);
        }
        ck_assert_str_eq(line, want[row]);
    }
}

START_TEST(every_number_is_accounted_for)
{
    static const char *const changes[] = {
        "DEU offences NUMBER A  new-series nan nan nan nan  ",
        "FRA offences NUMBER A 2012 revised 15 16 1 6.66667 count ",
        "FRA offences NUMBER A 2013 new nan 17 nan nan  ",
        "FRA offences NUMBER A 2014 withdrawn 18 nan nan nan  ",
        "FRA offences RATE_100K A 2011 revised 1.2 1.3 0.1 8.33333 "
        "denominator ",
        "FRA offences RATE_100K A 2012 revised 1.5 1.6 0.1 6.66667 count ",
        "ITA offences NUMBER A  withdrawn-series nan nan nan nan  "};
    static const char *const editions[] = {
        "DEU offences NUMBER A 2020 2021 0 0 0 1 0 1 0 ",
        "FRA offences NUMBER A 2020 2021 2 1 1 1 1 1 1 ",
        "FRA offences RATE_100K A 2020 2021 2 0 2 0 0 0 0 ",
        "ITA offences NUMBER A 2020 2021 0 0 0 0 1 0 0 "};
    struct ct_panel *r = revise(two);
    check_rows(r, "changes", changes, 7);
    check_rows(r, "editions", editions, 4);
    ck_assert_str_eq(tidy_text(r, "editions", "area", "ITA", "note"), "");
    const struct ct_provenance *v = &r->provenance;
    ck_assert_str_eq(ct_note_text(v, v->n_notes - 1),
                     "4 numbers in both: 1 unchanged, 3 revised; 2 new, 2 "
                     "withdrawn");
    ck_assert_uint_eq(ct_panel_table(r, "triangle")->n_rows, 0);
    ck_assert_uint_eq(ct_panel_table(r, "revisions")->n_rows, 8);
    ck_assert_str_eq(tidy_text(r, "revisions", "area", "ITA", "note"),
                     "growth: 0 pairs of numbers, 2 are needed; level: 0 "
                     "pairs of numbers, 2 are needed");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(the_population_tells_what_changed)
{
    struct ct_panel *r = revise("area,measure,unit,vintage,time,value\n"
                                "FRA,offences,RATE_100K,2020,2010,4\n"
                                "FRA,offences,RATE_100K,2020,2011,4\n"
                                "FRA,offences,RATE_100K,2021,2010,5\n"
                                "FRA,offences,RATE_100K,2021,2011,5\n"
                                "FRA,population,NUMBER,2020,2010,1000\n"
                                "FRA,population,NUMBER,2020,2011,1000\n"
                                "FRA,population,NUMBER,2021,2010,800\n"
                                "FRA,population,NUMBER,2021,2011,1000\n");
    static const char *const changes[] = {
        "FRA offences RATE_100K A 2010 revised 4 5 1 25 denominator ",
        "FRA offences RATE_100K A 2011 revised 4 5 1 25 count ",
        "FRA population NUMBER A 2010 revised 1000 800 -200 -20  "};
    check_rows(r, "changes", changes, 3);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(three_vintages_make_a_triangle)
{
    struct ct_panel *r = revise("area,vintage,time,value\n"
                                "FRA,2020,2010,10\nFRA,2020,2011,20\n"
                                "FRA,2021,2010,11\nFRA,2021,2011,21\n"
                                "FRA,2022,2010,12\nFRA,2022,2011,20\n");
    static const char *const triangle[] = {
        "FRA offences NUMBER A 2010 2020 10 0 ",
        "FRA offences NUMBER A 2010 2021 11 10 ",
        "FRA offences NUMBER A 2010 2022 12 20 ",
        "FRA offences NUMBER A 2011 2020 20 0 ",
        "FRA offences NUMBER A 2011 2021 21 5 ",
        "FRA offences NUMBER A 2011 2022 20 0 "};
    check_rows(r, "triangle", triangle, 6);
    ck_assert_str_eq(tidy_text(r, "revisions", "basis", "level", "later"),
                     "2022");
    ck_assert_double_eq(tidy_number(r, "revisions", "basis", "level", "mr"),
                        10);
    ck_assert_ptr_nonnull(strstr(tidy_note(r, "revisions"),
                                 "3 vintages: the first against the last"));
    ct_panel_destroy(r);
}
END_TEST

/* A number that was suppressed is new; a blank for a month to come is no
 * period of the edition. */
START_TEST(suppressed_numbers_are_of_the_edition)
{
    struct ct_panel *r = revise("area,vintage,time,value,status\n"
                                "FRA,2020-01,2019-10,5,\n"
                                "FRA,2020-01,2019-11,,Q\n"
                                "FRA,2020-01,2019-12,,O\n"
                                "FRA,2020-02,2019-10,6,\n"
                                "FRA,2020-02,2019-11,3,\n"
                                "FRA,2020-02,2019-12,4,\n");
    ck_assert_double_eq(tidy_number(r, "editions", "area", "FRA", "new"), 1);
    ck_assert_double_eq(tidy_number(r, "editions", "area", "FRA", "extended"),
                        1);
    ck_assert_str_eq(tidy_text(r, "changes", "change", "new", "time"),
                     "2019-11");
    ct_panel_destroy(r);
}
END_TEST

/* A step over a break, from 0, and over a gap. */
START_TEST(growth_takes_neighbours_only)
{
    struct ct_panel *r = revise("area,vintage,time,value,status\n"
                                "FRA,2020,2010,0,\nFRA,2020,2011,2,\n"
                                "FRA,2020,2012,4,\nFRA,2020,2013,8,B\n"
                                "FRA,2020,2014,8,\nFRA,2020,2016,9,\n"
                                "FRA,2021,2010,0,\nFRA,2021,2011,2,\n"
                                "FRA,2021,2012,5,\nFRA,2021,2013,8,B\n"
                                "FRA,2021,2014,10,\nFRA,2021,2016,9,\n");
    ck_assert_double_eq(tidy_number(r, "revisions", "basis", "growth", "n"), 2);
    ck_assert_double_eq(tidy_number(r, "revisions", "basis", "growth", "min"),
                        25);
    ck_assert_double_eq(tidy_number(r, "revisions", "basis", "growth", "max"),
                        50);
    ck_assert_str_eq(tidy_text(r, "revisions", "basis", "growth", "note"),
                     "growth: steps over a break left out: 1; growth: earlier "
                     "numbers of 0 left out: 1; growth: no t, as there are "
                     "gaps; level: earlier numbers of 0 left out: 1; level: "
                     "no t, as there are gaps");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(one_vintage_is_refused)
{
    struct ct_error err;
    struct ct_panel *p = tidy_panel("area,time,value\nFRA,2010,1\n");
    ck_assert_ptr_null(tidy_analyze("revisions", p, NULL, &err, NULL));
    ck_assert_str_eq(err.text,
                     "'revisions' needs two vintages: two files OLD NEW, or "
                     "what was collected with --vintage=DATE");
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ct_panel_destroy(p);
}
END_TEST

Suite *revisions_suite(void);
Suite *revisions_suite(void)
{
    Suite *s = suite_create("revisions");
    TCase *c = tcase_create("revisions");
    tcase_add_test(c, measures_beside_a_slow_twin);
    tcase_add_test(c, scale_and_direction);
    tcase_add_test(c, few_equal_and_far_numbers);
    tcase_add_test(c, what_changed_a_rate);
    tcase_add_test(c, every_number_is_accounted_for);
    tcase_add_test(c, the_population_tells_what_changed);
    tcase_add_test(c, three_vintages_make_a_triangle);
    tcase_add_test(c, suppressed_numbers_are_of_the_edition);
    tcase_add_test(c, growth_takes_neighbours_only);
    tcase_add_test(c, one_vintage_is_refused);
    suite_add_tcase(s, c);
    return s;
}
