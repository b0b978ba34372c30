/* SPDX-License-Identifier: GPL-3.0-or-later
 * The computing behind the method breaks, beside slow twins. */
#include "config.h"

#include "analyze/bai_perron.h"
#include "analyze/break_interval.h"
#include "analyze/break_tests.h"
#include "analyze/hansen.h"
#include "lib/memory.h"
#include "tests/unit.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_erf.h>
#include <string.h>

enum { MOST = 200 };

/* A random series: steps, a slope, noise, and gaps in time. */
struct sample {
    double t[MOST], y[MOST];
    struct ct_regime_data x;
};

static void draw(struct sample *s, gsl_rng *r, size_t n, enum ct_regressors q)
{
    double level = gsl_ran_gaussian(r, 5), slope = gsl_ran_gaussian(r, 0.3);
    double time = 0;
    for (size_t i = 0; i < n; i++) {
        if (gsl_rng_uniform(r) < 0.1)
            level += gsl_ran_gaussian(r, 4);
        s->t[i] = time;
        s->y[i] = level + slope * time + gsl_ran_gaussian(r, 1);
        time += gsl_rng_uniform(r) < 0.1 ? 2 : 1;
    }
    s->x = (struct ct_regime_data){q, n, s->t, s->y, ct_rss_rounding(s->y, n)};
}

/* The residual sum of squares of values from .. to - 1, by QR. */
static double qr_rss(const struct ct_regime_data *x, size_t from, size_t to)
{
    size_t n = to - from, q = x->q;
    if (n <= q)
        return 0;
    gsl_matrix *a = gsl_matrix_alloc(n, q);
    gsl_vector *tau = gsl_vector_alloc(q), *b = gsl_vector_alloc(n);
    gsl_vector *coef = gsl_vector_alloc(q), *e = gsl_vector_alloc(n);
    double rss = 0;
    for (size_t i = 0; i < n; i++) {
        gsl_matrix_set(a, i, 0, 1);
        if (q == 2)
            gsl_matrix_set(a, i, 1, x->t[from + i] - x->t[from]);
        gsl_vector_set(b, i, x->y[from + i]);
    }
    gsl_linalg_QR_decomp(a, tau);
    gsl_linalg_QR_lssolve(a, tau, b, coef, e);
    for (size_t i = 0; i < n; i++)
        rss += gsl_vector_get(e, i) * gsl_vector_get(e, i);
    gsl_matrix_free(a);
    gsl_vector_free(tau);
    gsl_vector_free(b);
    gsl_vector_free(coef);
    gsl_vector_free(e);
    return rss;
}

static void assert_rss(double got, double want)
{
    ck_assert_msg(fabs(got - want) <= 1e-11 * want + 1e-11, "%.17g, not %.17g",
                  got, want);
}

START_TEST(sums_of_squares_are_those_of_qr)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double rss[MOST];
    struct sample s;
    for (int round = 0; round < unit_rounds(40); round++) {
        draw(&s, r, 5 + (size_t)round,
             round % 2 ? CT_REGRESSORS_MEAN : CT_REGRESSORS_TREND);
        for (size_t from = 0; from < s.x.n; from++) {
            ct_rss_row(&s.x, from, rss);
            for (size_t to = from + 1; to <= s.x.n; to++) {
                double want = qr_rss(&s.x, from, to);
                assert_rss(rss[to - from - 1], want);
                assert_rss(ct_regime_fit(&s.x, from, to).rss, want);
            }
        }
    }
    gsl_rng_free(r);
}
END_TEST

/* The least sum of squares of values from .. n - 1 with so many breaks, trying
 * every place of each. */
static double exhaustive(const struct ct_regime_data *x, size_t from, size_t h,
                         size_t breaks)
{
    double least = INFINITY;
    if (breaks == 0)
        return x->n - from >= h ? qr_rss(x, from, x->n) : (double)INFINITY;
    for (size_t to = from + h; to + h <= x->n; to++)
        least =
            fmin(least, qr_rss(x, from, to) + exhaustive(x, to, h, breaks - 1));
    return least;
}

/* What the partition found really costs; its segments are long enough. */
static double cost_of(const struct ct_regime_data *x,
                      const struct ct_partitions *p, size_t m)
{
    double sum = 0;
    for (size_t k = 0; k <= m; k++) {
        size_t from = ct_partition_last(p, m, k);
        size_t to = ct_partition_last(p, m, k + 1);
        ck_assert(to >= from + p->h);
        sum += qr_rss(x, from, to);
    }
    return sum;
}

START_TEST(partitions_are_the_best_of_all)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    for (int round = 0; round < unit_rounds(60); round++) {
        enum ct_regressors q =
            round % 2 ? CT_REGRESSORS_MEAN : CT_REGRESSORS_TREND;
        size_t n = 6 + (size_t)(round % 9), h = q + 1 + (size_t)round % 2;
        draw(&s, r, n, q);
        size_t most = ct_partitions_most(n, h);
        struct ct_partitions p = ct_bai_perron(&s.x, h, most);
        ck_assert_uint_eq(p.most, most);
        for (size_t m = 0; m <= most; m++) {
            assert_rss(p.rss[m], exhaustive(&s.x, 0, h, m));
            assert_rss(p.rss[m], cost_of(&s.x, &p, m));
            ck_assert(p.bic[m] >= p.bic[p.selected]);
        }
        ct_partitions_clear(&p);
    }
    gsl_rng_free(r);
}
END_TEST

/* A step without noise: one break costs nothing, and more are not taken. */
START_TEST(a_step_without_noise_is_one_break)
{
    double t[20], y[20];
    for (int i = 0; i < 20; i++) {
        t[i] = i;
        y[i] = i < 7 ? 0 : 0.3;
    }
    struct ct_regime_data x = {CT_REGRESSORS_MEAN, 20, t, y,
                               ct_rss_rounding(y, 20)};
    struct ct_partitions p = ct_bai_perron(&x, 3, ct_partitions_most(20, 3));
    ck_assert_uint_eq(p.selected, 1);
    ck_assert_uint_eq(ct_partition_last(&p, 1, 1), 7);
    ck_assert_double_eq(p.rss[1], 0);
    ck_assert(isinf(p.bic[1]));
    struct ct_break_test sup = ct_f_tests(&x, 3).sup;
    ck_assert(isinf(sup.statistic) && sup.p == 0 && sup.last == 7);
    ct_partitions_clear(&p);
}
END_TEST

/* n values less than h wide: how many breaks strucchange tries. */
START_TEST(as_many_breaks_as_strucchange_tries)
{
    ck_assert_uint_eq(ct_partitions_most(100, 15), 5);
    ck_assert_uint_eq(ct_partitions_most(100, 20), 3);
    ck_assert_uint_eq(ct_partitions_most(100, 50), 0);
    ck_assert_uint_eq(ct_partitions_most(10, 20), 0);
}
END_TEST

START_TEST(f_statistics_are_those_of_qr)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    for (int round = 0; round < unit_rounds(40); round++) {
        size_t n = 20 + (size_t)round, h = 3 + (size_t)round % 4, best = 0;
        enum ct_regressors q =
            round % 2 ? CT_REGRESSORS_MEAN : CT_REGRESSORS_TREND;
        draw(&s, r, n, q);
        double sum = 0, sum_exp = 0, most = 0, count = 0;
        double rss = qr_rss(&s.x, 0, n);
        for (size_t i = h; i + h <= n; i++, count++) {
            double split = qr_rss(&s.x, 0, i) + qr_rss(&s.x, i, n);
            double f = (rss - split) / (split / (double)(n - 2 * q));
            struct ct_break_test chow = ct_chow_test(&s.x, i);
            assert_near(chow.statistic * q, f, 1e-9);
            assert_near(chow.p, gsl_cdf_fdist_Q(f / q, q, (double)n - 2.0 * q),
                        1e-7);
            sum += f;
            sum_exp += exp(f / 2);
            if (f > most) {
                most = f;
                best = i;
            }
        }
        struct ct_f_tests got = ct_f_tests(&s.x, h);
        assert_near(got.sup.statistic, most, 1e-10);
        assert_near(got.ave.statistic, sum / count, 1e-10);
        assert_near(got.exp.statistic, log(sum_exp / count), 1e-10);
        ck_assert_uint_eq(got.sup.last, best);
    }
    gsl_rng_free(r);
}
END_TEST

/* p-values of strucchange 1.5-3, pvalue.Fstats(), lambda = ((1 - t) / t)^2. Its
 * expF near a trimming of 0.5 is left out: there it takes expF for F. */
START_TEST(p_values_are_those_of_strucchange)
{
    static const struct {
        enum ct_hansen_test test;
        int q;
        double trim, x, p;
    } row[] = {
        {CT_HANSEN_SUP, 1, 0.005, 9.1, 0.0855776466704},
        {CT_HANSEN_AVE, 1, 0.005, 2.7, 0.0413065477348},
        {CT_HANSEN_EXP, 1, 0.005, 2.7, 0.0221982071998},
        {CT_HANSEN_SUP, 1, 0.147, 9.1, 0.040422849163},
        {CT_HANSEN_AVE, 1, 0.147, 2.7, 0.057705840528},
        {CT_HANSEN_EXP, 1, 0.147, 2.7, 0.0223364355122},
        {CT_HANSEN_SUP, 1, 0.15, 9.1, 0.0399205517358},
        {CT_HANSEN_AVE, 1, 0.15, 2.7, 0.0580349452898},
        {CT_HANSEN_EXP, 1, 0.15, 2.7, 0.0223456635744},
        {CT_HANSEN_SUP, 1, 0.3, 9.1, 0.0223518716955},
        {CT_HANSEN_AVE, 1, 0.3, 2.7, 0.0743383297803},
        {CT_HANSEN_EXP, 1, 0.3, 2.7, 0.022035805054},
        {CT_HANSEN_SUP, 1, 0.4932, 9.1, 0.00364062838293},
        {CT_HANSEN_AVE, 1, 0.4932, 2.7, 0.0993214380098},
        {CT_HANSEN_SUP, 2, 0.005, 9.1, 0.275577721998},
        {CT_HANSEN_AVE, 2, 0.005, 2.7, 0.203590796818},
        {CT_HANSEN_EXP, 2, 0.005, 2.7, 0.0932843835743},
        {CT_HANSEN_SUP, 2, 0.147, 9.1, 0.136754031001},
        {CT_HANSEN_AVE, 2, 0.147, 2.7, 0.22370033163},
        {CT_HANSEN_EXP, 2, 0.147, 2.7, 0.0849924571054},
        {CT_HANSEN_SUP, 2, 0.15, 9.1, 0.135071627585},
        {CT_HANSEN_AVE, 2, 0.15, 2.7, 0.224025876974},
        {CT_HANSEN_EXP, 2, 0.15, 2.7, 0.0848596678845},
        {CT_HANSEN_SUP, 2, 0.3, 9.1, 0.0806200869755},
        {CT_HANSEN_AVE, 2, 0.3, 2.7, 0.240158061776},
        {CT_HANSEN_EXP, 2, 0.3, 2.7, 0.0782782274349},
        {CT_HANSEN_SUP, 2, 0.4932, 9.1, 0.0153173062795},
        {CT_HANSEN_AVE, 2, 0.4932, 2.7, 0.260180865618},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        assert_near(ct_hansen_p(row[i].test, row[i].q, row[i].trim, row[i].x),
                    row[i].p, 1e-8);
}
END_TEST

/* Also where the approximation's polynomials turn back. */
START_TEST(p_falls_as_the_statistic_rises)
{
    for (int test = 0; test < 3; test++)
        for (int q = 1; q <= 2; q++)
            for (double trim = 0.005; trim < 0.505; trim += 0.011) {
                double before = 1;
                for (double x = 0; x < 300; x += 0.5) {
                    double p =
                        ct_hansen_p((enum ct_hansen_test)test, q, trim, x);
                    ck_assert(p >= 0 && p <= before + 1e-12);
                    before = p;
                }
                ck_assert(before < 0.0005);
                ck_assert(ct_hansen_p((enum ct_hansen_test)test, q, trim,
                                      INFINITY) == 0);
            }
}
END_TEST

/* exp(a) times the normal distribution function at -b. */
static double term(double a, double b)
{
    return exp(a + gsl_sf_log_erfc(b / M_SQRT2)) / 2;
}

/* Bai's tail, as printed. */
static double bai_tail(double x, double r)
{
    double root = sqrt(x), c = (1 + 2 * r) / (r * (1 + r));
    return -root / sqrt(2 * M_PI) * exp(-x / 8) -
           c * term(r * (1 + r) * x / 2, (0.5 + r) * root) +
           (x / 2 - 2 + c * (1 + 2 * r)) * term(0, root / 2);
}

/* With a variance of 1e9 and a shift of 1 the limits are quantiles times
 * 1e9. */
START_TEST(limits_are_quantiles_of_bai)
{
    static const double ratios[] = {0.06, 0.3, 1, 2.5, 12};
    for (int i = 0; i < 5; i++) {
        struct ct_break_side left = {1, ratios[i] * 1e9}, right = {1, 1e9};
        struct ct_break_limits l = ct_break_limits(&left, &right, 95);
        assert_near(bai_tail(l.after / left.variance, ratios[i]), 0.025, 1e-6);
        assert_near(bai_tail(l.before / right.variance, 1 / ratios[i]), 0.025,
                    1e-6);
    }
    struct ct_break_side one = {1, 1};
    struct ct_break_limits l = ct_break_limits(&one, &one, 95);
    ck_assert_double_eq(l.before, 12); /* 11.03 */
    ck_assert_double_eq(l.after, 12);
}
END_TEST

START_TEST(limits_that_do_not_exist)
{
    struct ct_break_side one = {1, 1}, still = {1, 0}, same = {0, 1},
                         wild = {1, 50};
    ck_assert(isnan(ct_break_limits(&one, &still, 95).before));
    ck_assert(isnan(ct_break_limits(&still, &one, 95).after));
    ck_assert(isnan(ct_break_limits(&still, &still, 95).after));
    ck_assert(isnan(ct_break_limits(&same, &one, 95).after));
    ck_assert(isnan(ct_break_limits(&one, &wild, 95).after));
    ck_assert(isfinite(ct_break_limits(&one, &wild, 99).after));
}
END_TEST

/* A trend in both: levels cancel, so that a rise of all values or another
 * unit of time changes nothing. */
START_TEST(cusum_and_f_do_not_depend_on_units)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s, other;
    for (int q = 1; q <= 2; q++) {
        draw(&s, r, 50, (enum ct_regressors)q);
        other = s;
        other.x.t = other.t;
        other.x.y = other.y;
        for (size_t i = 0; i < 50; i++) {
            other.t[i] = s.t[i] / 12 + 3;
            other.y[i] = 1000 * s.y[i] + 77;
        }
        assert_near(ct_ols_cusum(&other.x).statistic,
                    ct_ols_cusum(&s.x).statistic, 1e-10);
        assert_near(ct_rec_cusum(&other.x).statistic,
                    ct_rec_cusum(&s.x).statistic, 1e-10);
        assert_near(ct_f_tests(&other.x, 8).exp.statistic,
                    ct_f_tests(&s.x, 8).exp.statistic, 1e-10);
    }
    gsl_rng_free(r);
}
END_TEST

/* With one place for a break supF and aveF are Chow's F, expF is F / 2. */
START_TEST(one_place_for_a_break)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    draw(&s, r, 30, CT_REGRESSORS_TREND);
    struct ct_f_tests f = ct_f_tests(&s.x, 15);
    struct ct_break_test chow = ct_chow_test(&s.x, 15);
    assert_near(f.sup.statistic, 2 * chow.statistic, 1e-10);
    assert_near(f.ave.statistic, 2 * chow.statistic, 1e-10);
    assert_near(f.exp.statistic, chow.statistic, 1e-10);
    assert_near(f.sup.p, chow.p, 1e-9);
    assert_near(f.ave.p, chow.p, 1e-9);
    assert_near(f.exp.p, gsl_cdf_chisq_Q(2 * chow.statistic, 2), 1e-9);
    gsl_rng_free(r);
}
END_TEST

/* Values steadier than chance: up and down by turns. */
START_TEST(steadier_than_chance)
{
    double t[160], y[160];
    for (int i = 0; i < 160; i++) {
        t[i] = i;
        y[i] = i % 2;
    }
    struct ct_regime_data x = {CT_REGRESSORS_MEAN, 160, t, y, 1e-20};
    struct ct_break_test ols = ct_ols_cusum(&x), rec = ct_rec_cusum(&x);
    assert_near(ols.statistic, 0.5 / sqrt(160 * 40 / 159.0), 1e-12);
    ck_assert_double_eq(ols.p, 1);
    ck_assert(rec.statistic < 0.3);
    assert_near(rec.p, 1 - 0.1465 * rec.statistic, 1e-14);
}
END_TEST

/* Recursive residuals one by one: the last value of each stretch, from a fit
 * to those before it; the squares add up. */
START_TEST(recursive_residuals_predict)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample s;
    double w[MOST], sum = 0;
    draw(&s, r, 30, CT_REGRESSORS_TREND);
    ct_recursive_residuals(&s.x, 0, w);
    ck_assert(w[0] == 0 && w[1] == 0);
    for (size_t i = 0; i < 30; i++) {
        sum += w[i] * w[i];
        if (i < 2)
            continue;
        struct ct_regime before = ct_regime_fit(&s.x, 0, i);
        double error = s.y[i] - ct_regime_at(&before, s.t[i]);
        ck_assert(error * w[i] > 0 && fabs(w[i]) < fabs(error));
        assert_rss(sum, qr_rss(&s.x, 0, i + 1));
    }
    gsl_rng_free(r);
}
END_TEST

Suite *breaks_suite(void);
Suite *breaks_suite(void)
{
    Suite *s = suite_create("breaks");
    TCase *t = tcase_create("breaks");
    tcase_add_test(t, sums_of_squares_are_those_of_qr);
    tcase_add_test(t, partitions_are_the_best_of_all);
    tcase_add_test(t, a_step_without_noise_is_one_break);
    tcase_add_test(t, as_many_breaks_as_strucchange_tries);
    tcase_add_test(t, f_statistics_are_those_of_qr);
    tcase_add_test(t, p_values_are_those_of_strucchange);
    tcase_add_test(t, p_falls_as_the_statistic_rises);
    tcase_add_test(t, limits_are_quantiles_of_bai);
    tcase_add_test(t, limits_that_do_not_exist);
    tcase_add_test(t, cusum_and_f_do_not_depend_on_units);
    tcase_add_test(t, one_place_for_a_break);
    tcase_add_test(t, steadier_than_chance);
    tcase_add_test(t, recursive_residuals_predict);
    suite_add_tcase(s, t);
    return s;
}
