/* SPDX-License-Identifier: GPL-3.0-or-later
 * Estimates for agencies, weighting, imputation and pooling beside slow
 * twins. */
#include "config.h"

#include "analyze/agency_estimates.h"
#include "analyze/multiple_imputation.h"
#include "analyze/ratio_weighting.h"
#include "analyze/rubin.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdint.h>

enum { AREAS = 4, GROUPS = 3, AGENCIES = 90, YEARS = 6 };

static const struct ct_agency_counts counts = {AGENCIES, AREAS, GROUPS,
                                               AREAS *GROUPS};

/* Agencies of random size; those of area 3 and group 2 never report. */
static void draw(gsl_rng *r, double silent, struct ct_agency *a)
{
    for (size_t i = 0; i < AGENCIES; i++) {
        size_t area = i % AREAS, group = gsl_rng_uniform_int(r, GROUPS);
        double residents = floor(gsl_ran_lognormal(r, 9, 1));
        a[i] = (struct ct_agency){NAN,  12,    residents,
                                  area, group, area * GROUPS + group};
        if (gsl_rng_uniform(r) < silent)
            a[i].months = (double)gsl_rng_uniform_int(r, 12);
        if (area == 3 && group == 2)
            a[i].months = 0;
        if (a[i].months > 0)
            a[i].events = gsl_ran_poisson(r, residents * a[i].months / 2400);
    }
}

/* The rate of those like agency k who reported all months, by going through
 * everybody. */
static double slow_rate(const struct ct_agency *a, size_t k, int anywhere,
                        const int *left_out)
{
    double events = 0, residents = 0;
    for (size_t i = 0; i < AGENCIES; i++)
        if (a[i].months >= 12 && a[i].group == a[k].group &&
            (anywhere || a[i].area == a[k].area) &&
            !(left_out && left_out[i])) {
            events += a[i].events;
            residents += a[i].residents;
        }
    return residents > 0 ? events / residents : (double)NAN;
}

static double slow_estimate(const struct ct_agency *a, size_t k)
{
    if (a[k].months >= 12)
        return a[k].events;
    if (a[k].months >= 3)
        return a[k].events / a[k].months * 12;
    double rate = slow_rate(a, k, 0, NULL);
    return a[k].residents * (isnan(rate) ? slow_rate(a, k, 1, NULL) : rate);
}

START_TEST(estimates_like_the_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_agency a[AGENCIES];
    struct ct_agency_estimate e[AGENCIES];
    size_t seen[5] = {0};
    for (int round = 0; round < 20; round++) {
        draw(r, .5, a);
        ct_agency_estimates(a, &counts, 3, e);
        double reported = 0, estimated = 0, missing = 0, residents = 0;
        for (size_t i = 0; i < AGENCIES; i++) {
            assert_near(e[i].events, slow_estimate(a, i), 1e-12);
            seen[e[i].method]++;
            if (a[i].area != 1)
                continue;
            reported += isnan(a[i].events) ? 0 : a[i].events;
            estimated += e[i].events;
            residents += a[i].residents;
            missing += a[i].residents * (12 - a[i].months) / 12;
        }
        struct ct_agency_coverage c = ct_agency_coverage(a, e, AGENCIES, 1);
        assert_near(c.reported, reported, 1e-12);
        assert_near(c.estimated, estimated, 1e-12);
        assert_near(c.coverage, 1 - missing / residents, 1e-12);
        assert_near(c.imputed_share, (estimated - reported) / estimated, 1e-9);
    }
    for (int m = CT_AGENCY_REPORTED; m <= CT_AGENCY_NATIONAL; m++)
        ck_assert_uint_gt(seen[m], 0);
    gsl_rng_free(r);
}
END_TEST

/* Nobody to go by, no residents, no count of a month. */
START_TEST(what_cannot_be_estimated_is_not)
{
    const struct ct_agency_counts n = {3, 1, 2, 2};
    struct ct_agency a[] = {{NAN, 0, 1000, 0, 0, 0},
                            {NAN, 12, 1000, 0, 0, 0},
                            {7, 12, NAN, 0, 1, 1}};
    struct ct_agency_estimate e[3];
    ct_agency_estimates(a, &n, 3, e);
    ck_assert_int_eq(e[0].method, CT_AGENCY_NONE);
    ck_assert(isnan(e[0].events));
    ck_assert_int_eq(e[1].method, CT_AGENCY_NONE);
    ck_assert_int_eq(e[2].method, CT_AGENCY_REPORTED);
    struct ct_agency_coverage c = ct_agency_coverage(a, e, 3, SIZE_MAX);
    ck_assert_uint_eq(c.unknown, 2);
    ck_assert(isnan(c.estimated));
    ck_assert(isnan(c.imputed_share));
    assert_near(c.coverage, 0, 0);
    ct_agency_estimates(a, &(struct ct_agency_counts){0}, 3, e);
    c = ct_agency_coverage(a, e, 0, SIZE_MAX);
    ck_assert(isnan(c.coverage));
    struct ct_weighted w = ct_ratio_weighting(a, &n, 0);
    ck_assert(isnan(w.value) && isnan(w.se));
}
END_TEST

/* Leaves agencies out for real. Dealing goes stratum by stratum. */
static double slow_se(const struct ct_agency *a, size_t area)
{
    int turn[AGENCIES] = {0}, next = 0;
    size_t complete[AREAS * GROUPS] = {0}, all[AREAS * GROUPS] = {0};
    double squares = 0;
    for (size_t s = 0; s < AREAS * GROUPS; s++)
        for (size_t i = 0; i < AGENCIES; i++)
            if (a[i].stratum == s) {
                all[s]++;
                turn[i] = a[i].months >= 12 ? next++ % 20 : -1;
                complete[s] += a[i].months >= 12;
            }
    for (int g = 0; g < 20; g++) {
        int out[AGENCIES];
        double moved = 0;
        for (size_t i = 0; i < AGENCIES; i++)
            out[i] = turn[i] == g;
        for (size_t i = 0; i < AGENCIES; i++) {
            if (a[i].area != area)
                continue;
            double n = (double)complete[a[i].stratum];
            double scale = 1 - n / (double)all[a[i].stratum];
            if (n >= 2 && n < 20)
                scale *= (n - 1) / n * 20 / 19;
            double with = slow_rate(a, i, 0, NULL);
            double without = slow_rate(a, i, 0, out);
            with = isnan(with) ? slow_rate(a, i, 1, NULL) : with;
            without = isnan(without) ? slow_rate(a, i, 1, out) : without;
            moved += sqrt(scale) * a[i].residents * (without - with);
        }
        squares += moved * moved;
    }
    return sqrt(squares * 19 / 20);
}

START_TEST(jackknife_like_the_slow_twin)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_agency a[AGENCIES];
    for (int round = 0; round < 20; round++) {
        draw(r, .4, a);
        double sum = 0, squares = 0;
        for (size_t area = 0; area < AREAS; area++) {
            struct ct_weighted w = ct_ratio_weighting(a, &counts, area);
            double value = 0;
            for (size_t i = 0; i < AGENCIES; i++) {
                double rate = slow_rate(a, i, 0, NULL);
                if (a[i].area == area)
                    value += a[i].residents *
                             (isnan(rate) ? slow_rate(a, i, 1, NULL) : rate);
            }
            assert_near(w.value, value, 1e-12);
            assert_near(w.se, slow_se(a, area), 1e-9);
            ck_assert_uint_eq(w.groups, 20);
            sum += w.value;
            squares += w.se * w.se;
        }
        struct ct_weighted all = ct_ratio_weighting(a, &counts, SIZE_MAX);
        assert_near(all.value, sum, 1e-12);
        ck_assert(all.se > 0 && squares > 0);
        /* Ten times the events: ten times everything. */
        for (size_t i = 0; i < AGENCIES; i++)
            a[i].events *= 10;
        struct ct_weighted ten = ct_ratio_weighting(a, &counts, SIZE_MAX);
        assert_near(ten.value, 10 * all.value, 1e-12);
        assert_near(ten.se, 10 * all.se, 1e-9);
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(all_reporting_leaves_nothing_to_chance)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_agency a[AGENCIES];
    double sum = 0;
    draw(r, 0, a);
    for (size_t i = 0; i < AGENCIES; i++) {
        a[i].months = 12;
        a[i].events = isnan(a[i].events) ? 5 : a[i].events;
        sum += a[i].events;
    }
    struct ct_weighted w = ct_ratio_weighting(a, &counts, SIZE_MAX);
    assert_near(w.value, sum, 1e-12);
    assert_near(w.se, 0, 0);
    for (size_t i = 1; i < AGENCIES; i++)
        a[i].months = 0;
    w = ct_ratio_weighting(a, &counts, SIZE_MAX);
    ck_assert_uint_eq(w.groups, 1);
    ck_assert(isnan(w.se));
    gsl_rng_free(r);
}
END_TEST

/* Agencies whose rates differ, a third of them silent at random: how often the
 * limits of 95 % hold the true total. */
START_TEST(jackknife_limits_hold)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct ct_agency a[AGENCIES];
    int rounds = unit_rounds(1000), held = 0;
    double t = gsl_cdf_tdist_Pinv(.975, 19);
    for (int k = 0; k < rounds; k++) {
        double truth = 0;
        for (size_t i = 0; i < AGENCIES; i++) {
            size_t area = i % 2, group = i / 2 % 2;
            double residents = 5000 + (double)(i * 100);
            double events =
                gsl_ran_poisson(r, residents / 100 * gsl_ran_gamma(r, 4, .25));
            truth += events;
            a[i] = (struct ct_agency){events, 12,    residents,
                                      area,   group, area * GROUPS + group};
            if (gsl_rng_uniform(r) < .33)
                a[i].months = 0;
        }
        struct ct_weighted w = ct_ratio_weighting(a, &counts, SIZE_MAX);
        held += fabs(w.value - truth) <= t * w.se;
    }
    ck_assert_msg(held >= .92 * rounds && held <= .985 * rounds,
                  "held in %d of %d", held, rounds);
    gsl_rng_free(r);
}
END_TEST

/* The example of the oracle `agency`, computed by mice::pool.scalar 3.15. */
START_TEST(pools_as_mice_does)
{
    const double q[] = {4.1, 4.4, 3.9, 4.6, 4.2};
    const double u[] = {.1, .12, .09, .11, .1};
    struct ct_pooled p = ct_rubin(q, u, 5, 58);
    assert_near(p.estimate, 4.24, 1e-12);
    assert_near(p.within, .104, 1e-12);
    assert_near(p.between, .073, 1e-12);
    assert_near(p.total, .1916, 1e-12);
    assert_near(p.df, 11.750991553215304, 1e-12);
    assert_near(p.fmi, 0.5307972182013965, 1e-12);
    double lambda = 1.2 * .073 / .1916;
    p = ct_rubin(q, u, 5, INFINITY);
    assert_near(p.df, 4 / (lambda * lambda), 1e-12);
    const double same[] = {2, 2}, none[] = {0, 0}, apart[] = {1, 3};
    p = ct_rubin(same, u, 2, 20);
    assert_near(p.df, 21. / 23 * 20, 1e-12);
    assert_near(p.fmi, 0, 0);
    p = ct_rubin(same, none, 2, 20);
    assert_near(p.total, 0, 0);
    assert_near(p.fmi, 0, 0);
    p = ct_rubin(apart, none, 2, INFINITY);
    assert_near(p.df, 1, 1e-12);
    assert_near(p.fmi, 1, 1e-12);
    p = ct_rubin(q, u, 1, 20);
    assert_near(p.estimate, 4.1, 1e-12);
    ck_assert(isnan(p.total));
}
END_TEST

/* A table of counts with gaps. */
struct table {
    double year[YEARS], events[AGENCIES * YEARS];
    struct ct_unit_years u;
};

/* Returns the true sum of the last year. */
static double draw_table(gsl_rng *r, struct table *t)
{
    double truth = 0;
    t->u = (struct ct_unit_years){AGENCIES, YEARS, t->year, t->events};
    for (size_t i = 0; i < AGENCIES; i++) {
        double level = gsl_ran_gaussian(r, 1) + 5;
        for (size_t y = 0; y < YEARS; y++) {
            double ln = level + .05 * (double)y + gsl_ran_gaussian(r, .2);
            t->year[y] = 2000 + (double)y;
            t->events[i * YEARS + y] = fmax(0, exp(ln) - .5);
            truth += y + 1 == YEARS ? t->events[i * YEARS + y] : 0;
            if (gsl_rng_uniform(r) < .25)
                t->events[i * YEARS + y] = NAN;
        }
    }
    return truth;
}

/* Least squares with a dummy for each unit. */
START_TEST(imputation_model_like_least_squares)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct table t;
    struct ct_imputation_model m;
    draw_table(r, &t);
    for (size_t y = 0; y < YEARS; y++)
        t.events[7 * YEARS + y] = NAN;
    ck_assert(ct_imputation_fit(&t.u, &m));
    size_t n = 0, p = AGENCIES;
    for (size_t c = 0; c < AGENCIES * YEARS; c++)
        n += isnan(t.events[c]) ? 0 : 1;
    ck_assert_uint_eq(m.n, n);
    ck_assert_uint_eq(m.df, n - p);
    ck_assert_uint_eq(m.cells[7], 0);
    gsl_matrix *x = gsl_matrix_calloc(n, p), *cov = gsl_matrix_alloc(p, p);
    gsl_vector *y = gsl_vector_alloc(n), *b = gsl_vector_alloc(p);
    double chi2;
    for (size_t c = 0, k = 0; c < AGENCIES * YEARS; c++) {
        size_t i = c / YEARS;
        if (isnan(t.events[c]))
            continue;
        gsl_matrix_set(x, k, 0, t.year[c % YEARS] - 2000);
        gsl_matrix_set(x, k, i < 7 ? i + 1 : i, 1);
        gsl_vector_set(y, k++, log(t.events[c] + .5));
    }
    gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(n, p);
    gsl_multifit_linear(x, y, b, cov, &chi2, w);
    assert_near(m.slope, gsl_vector_get(b, 0), 1e-9);
    assert_near(m.sigma2, chi2 / (double)(n - p), 1e-9);
    assert_near(m.sigma2 / m.spread, gsl_matrix_get(cov, 0, 0), 1e-9);
    gsl_multifit_linear_free(w);
    gsl_matrix_free(x);
    gsl_matrix_free(cov);
    gsl_vector_free(y);
    gsl_vector_free(b);
    ct_imputation_clear(&m);
    gsl_rng_free(r);
}
END_TEST

START_TEST(imputations_leave_what_is_there)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct table t;
    struct ct_imputation_model m;
    double x[AGENCIES * YEARS], again[AGENCIES * YEARS];
    size_t differ = 0;
    draw_table(r, &t);
    for (size_t y = 0; y < YEARS; y++)
        t.events[y] = NAN;
    ck_assert(ct_imputation_fit(&t.u, &m));
    ct_imputation_draw(&t.u, &m, 1, 3, x);
    ct_imputation_draw(&t.u, &m, 2, 2, again);
    for (size_t c = 0; c < AGENCIES * YEARS; c++) {
        assert_near(again[c], x[c], 0); /* seed + number is the stream */
        if (!isnan(t.events[c]))
            assert_near(x[c], t.events[c], 0);
        else if (c >= YEARS)
            ck_assert(x[c] >= 0);
        else
            ck_assert(isnan(x[c]));
    }
    ct_imputation_draw(&t.u, &m, 1, 4, again);
    for (size_t c = YEARS; c < AGENCIES * YEARS; c++)
        differ += isnan(t.events[c]) && x[c] != again[c];
    ck_assert_uint_gt(differ, AGENCIES);
    ct_imputation_clear(&m);
    gsl_rng_free(r);
}
END_TEST

/* Too little to fit: one year, or as many parameters as cells. */
START_TEST(imputation_needs_years)
{
    const double year[] = {2000, 2001};
    const double one[] = {5, NAN, 7, NAN}, few[] = {5, 6, NAN, NAN};
    const double enough[] = {5, 6, 7, 9};
    struct ct_imputation_model m;
    ck_assert(!ct_imputation_fit(&(struct ct_unit_years){2, 2, year, one}, &m));
    ck_assert(!ct_imputation_fit(&(struct ct_unit_years){2, 2, year, few}, &m));
    ck_assert(!ct_imputation_fit(&(struct ct_unit_years){0, 2, year, few}, &m));
    ck_assert(
        ct_imputation_fit(&(struct ct_unit_years){2, 2, year, enough}, &m));
    ck_assert_uint_eq(m.df, 1);
    ct_imputation_clear(&m);
}
END_TEST

START_TEST(limits_of_imputation_hold)
{
    enum { M = 20 };
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    int rounds = unit_rounds(300), held = 0;
    double x[AGENCIES * YEARS];
    for (int k = 0; k < rounds; k++) {
        struct table t;
        struct ct_imputation_model m;
        double q[M] = {0}, u[M] = {0}, truth = draw_table(r, &t);
        ck_assert(ct_imputation_fit(&t.u, &m));
        for (size_t j = 0; j < M; j++) {
            ct_imputation_draw(&t.u, &m, (unsigned long)k * 100, j, x);
            for (size_t i = 0; i < AGENCIES; i++)
                q[j] += x[i * YEARS + YEARS - 1];
        }
        struct ct_pooled p = ct_rubin(q, u, M, INFINITY);
        double half = sqrt(p.total) * gsl_cdf_tdist_Pinv(.975, p.df);
        held += fabs(p.estimate - truth) <= half;
        ct_imputation_clear(&m);
    }
    ck_assert_msg(held >= .9 * rounds && held <= .99 * rounds,
                  "held in %d of %d", held, rounds);
    gsl_rng_free(r);
}
END_TEST

Suite *agency_suite(void);
Suite *agency_suite(void)
{
    Suite *s = suite_create("agency");
    TCase *t = tcase_create("agency");
    tcase_add_test(t, estimates_like_the_slow_twin);
    tcase_add_test(t, what_cannot_be_estimated_is_not);
    tcase_add_test(t, jackknife_like_the_slow_twin);
    tcase_add_test(t, all_reporting_leaves_nothing_to_chance);
    tcase_add_test(t, jackknife_limits_hold);
    tcase_add_test(t, pools_as_mice_does);
    tcase_add_test(t, imputation_model_like_least_squares);
    tcase_add_test(t, imputations_leave_what_is_there);
    tcase_add_test(t, imputation_needs_years);
    tcase_add_test(t, limits_of_imputation_hold);
    suite_add_tcase(s, t);
    return s;
}
