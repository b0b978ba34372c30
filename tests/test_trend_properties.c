/* SPDX-License-Identifier: GPL-3.0-or-later
 * What must not change the answers of trend and mann-kendall, and what must
 * change them in a known way: units, years, signs, neighbours, confidence. */
#include "config.h"

#include "lib/buffer.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { N = 24 };

/* Series of one area: counts in a population, or values of a unit. */
struct series {
    const char *area;
    int first; /* year */
    double value[N], people[N];
};

static const struct {
    const char *model, *errors;
} fits[] = {{"--model=loglinear", NULL},
            {"--model=loglinear", "--se=ar1"},
            {"--model=loglinear", "--se=newey-west"},
            {"--model=wls", NULL},
            {"--model=poisson", NULL},
            {"--model=quasi", NULL},
            {"--model=negbin", NULL}};
enum { FITS = sizeof fits / sizeof *fits };

/* Counts that scatter twice as much as Poisson's about a falling line. */
static struct series made(unsigned long seed)
{
    struct series s = {.area = "FRA", .first = 1990};
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, seed);
    for (int i = 0; i < N; i++) {
        s.people[i] = 1e6 + 5e3 * i;
        double mean = 1e-4 * s.people[i] * exp(-0.02 * i);
        s.value[i] =
            fmax(1, round(mean + sqrt(2 * mean) * gsl_ran_ugaussian(random)));
    }
    gsl_rng_free(random);
    return s;
}

/* Runs a method on some series; counts if they have a population. */
static struct ct_panel *run(const char *method, const struct series *s,
                            size_t n, const char *first, const char *second)
{
    struct ct_error err = {0};
    struct ct_buffer data = {0}, people = {0};
    bool counts = s->people[0] > 0;
    ct_buffer_printf(&data, "area,measure,unit,time,value\n");
    ct_buffer_text(&people, "area,measure,time,value\n");
    for (size_t k = 0; k < n; k++)
        for (int i = 0; i < N; i++) {
            ct_buffer_printf(&data, "%s,%s,%d,", s[k].area,
                             counts ? "offences,NUMBER" : "offences,RATE_100K",
                             s[k].first + i);
            if (!isnan(s[k].value[i]))
                ct_buffer_printf(&data, "%.17g", s[k].value[i]);
            ct_buffer_text(&data, "\n");
            ct_buffer_printf(&people, "%s,population,%d,%.17g\n", s[k].area,
                             s[k].first + i, s[k].people[i]);
        }
    struct ct_panel *p = tidy_panel(data.data);
    struct ct_panel *d = counts ? tidy_panel(people.data) : NULL;
    struct ct_panel *r = tidy_analyze(method, p, d, &err, first, second, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ct_panel_destroy(p);
    ct_panel_destroy(d);
    ct_buffer_clear(&data);
    ct_buffer_clear(&people);
    return r;
}

static double cell(const struct ct_panel *r, const char *column)
{
    return tidy_number(r, r->method, "area", "FRA", column);
}

/* Asserts that columns, parted by blanks, are the same in two results. */
static void assert_same(const struct ct_panel *a, const struct ct_panel *b,
                        const char *columns, double tolerance)
{
    while (*columns) {
        char name[32] = "";
        size_t n = strcspn(columns, " ");
        memcpy(name, columns, n);
        double x = cell(a, name), y = cell(b, name);
        ck_assert_msg((isnan(x) && isnan(y)) ||
                          fabs(x - y) <= tolerance * fmax(fabs(x), fabs(y)),
                      "%s: %.17g is not %.17g", name, x, y);
        columns += n + (columns[n] == ' ');
    }
}

static const char shape[] = "n apc apc_lower apc_upper p slope se statistic df "
                            "dispersion sigma r2 durbin_watson rho "
                            "autocorrelation theta";

/* Ten times as many people: rates are a tenth, and that is all. */
START_TEST(size_of_the_population)
{
    struct series s = made((unsigned long)_i), t = s;
    for (int i = 0; i < N; i++)
        t.people[i] *= 10;
    for (int k = 0; k < FITS; k++) {
        struct ct_panel *a = run("trend", &s, 1, fits[k].model, fits[k].errors);
        struct ct_panel *b = run("trend", &t, 1, fits[k].model, fits[k].errors);
        assert_same(a, b, shape, 1e-6);
        assert_near(cell(a, "intercept") - cell(b, "intercept"), log(10), 1e-9);
        ct_panel_destroy(a);
        ct_panel_destroy(b);
    }
}
END_TEST

/* Seven times as many events and people: what Poisson's variance has a part
 * in gets surer, the rest stays. */
START_TEST(size_of_the_counts)
{
    struct series s = made((unsigned long)_i), t = s;
    for (int i = 0; i < N; i++) {
        t.people[i] *= 7;
        t.value[i] *= 7;
    }
    for (int k = 0; k < FITS; k++) {
        struct ct_panel *a = run("trend", &s, 1, fits[k].model, fits[k].errors);
        struct ct_panel *b = run("trend", &t, 1, fits[k].model, fits[k].errors);
        if (strcmp(fits[k].model, "--model=poisson") == 0) {
            assert_same(a, b, "apc", 1e-9);
            assert_near(cell(a, "se"), sqrt(7) * cell(b, "se"), 1e-9);
            assert_near(7 * cell(a, "dispersion"), cell(b, "dispersion"), 1e-9);
        } else if (strcmp(fits[k].model, "--model=negbin") != 0) {
            assert_same(a, b, "apc apc_lower apc_upper p intercept rho", 1e-6);
        }
        ct_panel_destroy(a);
        ct_panel_destroy(b);
    }
}
END_TEST

START_TEST(years_of_another_age)
{
    struct series s = made((unsigned long)_i), t = s;
    t.first = 9000;
    for (int k = 0; k < FITS; k++) {
        struct ct_panel *a = run("trend", &s, 1, fits[k].model, fits[k].errors);
        struct ct_panel *b = run("trend", &t, 1, fits[k].model, fits[k].errors);
        assert_same(a, b, shape, 1e-9);
        assert_same(a, b, "intercept", 1e-12);
        ck_assert_double_eq(cell(b, "origin") - cell(a, "origin"), 7010);
        ct_panel_destroy(a);
        ct_panel_destroy(b);
    }
}
END_TEST

/* The last year first: the slope has the other sign, its error is the same. */
START_TEST(time_runs_backwards)
{
    struct series s = made((unsigned long)_i), t = s;
    for (int i = 0; i < N; i++) {
        t.value[i] = s.value[N - 1 - i];
        t.people[i] = s.people[N - 1 - i];
    }
    for (int k = 0; k < FITS; k++) {
        struct ct_panel *a = run("trend", &s, 1, fits[k].model, fits[k].errors);
        struct ct_panel *b = run("trend", &t, 1, fits[k].model, fits[k].errors);
        assert_same(a, b, "se p sigma dispersion rho autocorrelation", 1e-6);
        assert_near(cell(a, "slope"), -cell(b, "slope"), 1e-8);
        ct_panel_destroy(a);
        ct_panel_destroy(b);
    }
}
END_TEST

/* Each series is by itself; p_adjusted goes by all, in any order. */
START_TEST(neighbours)
{
    static const char *const methods[] = {"trend", "mann-kendall"};
    struct series s[4], t[4];
    for (int k = 0; k < 4; k++) {
        s[k] = t[3 - k] = made(20 + (unsigned long)k);
        s[k].area = (const char *[]){"AUT", "DEU", "FRA", "ITA"}[k];
        t[3 - k].area = (const char *[]){"ITA", "DEU", "FRA", "AUT"}[k];
    }
    struct ct_panel *a = run(methods[_i], s, 4, NULL, NULL);
    struct ct_panel *b = run(methods[_i], t, 4, NULL, NULL);
    struct ct_panel *one = run(methods[_i], s + 2, 1, NULL, NULL);
    assert_same(a, b, "p p_adjusted slope autocorrelation", 0);
    assert_same(a, one, "p slope autocorrelation", 0);
    ck_assert_double_eq(cell(one, "p_adjusted"), cell(one, "p"));
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    ct_panel_destroy(one);
}
END_TEST

/* A wider interval, around the same estimate. */
START_TEST(confidence)
{
    static const char *const methods[] = {"trend", "mann-kendall"};
    static const char *const lower[] = {"apc_lower", "slope_lower"};
    struct series s = made(3);
    struct ct_panel *a = run(methods[_i], &s, 1, "--confidence=90", NULL);
    struct ct_panel *b = run(methods[_i], &s, 1, "--confidence=99.8", NULL);
    assert_same(a, b, "n p slope", 0);
    ck_assert_double_gt(cell(a, lower[_i]), cell(b, lower[_i]));
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

/* Values as they are, without population. */
static struct series values(unsigned long seed)
{
    struct series s = made(seed);
    memset(s.people, 0, sizeof s.people);
    return s;
}

START_TEST(huge_offsets)
{
    struct series s = values((unsigned long)_i), t = s;
    for (int i = 0; i < N; i++)
        t.value[i] += 1e9;
    struct ct_panel *a = run("mann-kendall", &s, 1, NULL, NULL);
    struct ct_panel *b = run("mann-kendall", &t, 1, NULL, NULL);
    assert_same(a, b,
                "n s var_s z p p_exact tau slope slope_lower slope_upper "
                "spearman spearman_p",
                0);
    assert_same(a, b, "autocorrelation", 1e-5);
    assert_near(cell(b, "intercept") - cell(a, "intercept"), 1e9, 1e-12);
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    a = run("trend", &t, 1, NULL, NULL);
    double slope = 0, mean = 0, ss = 0;
    for (int i = 0; i < N; i++)
        mean += s.value[i] / N;
    for (int i = 0; i < N; i++) {
        slope += (i - (N - 1) / 2.0) * (s.value[i] - mean);
        ss += pow(i - (N - 1) / 2.0, 2);
    }
    assert_near(cell(a, "slope"), slope / ss / (1e9 + mean), 1e-6);
    ct_panel_destroy(a);
}
END_TEST

START_TEST(ranks_are_all_that_counts)
{
    struct series s = values((unsigned long)_i), t = s, u = s;
    for (int i = 0; i < N; i++) {
        t.value[i] = exp(s.value[i] / 10);
        u.value[i] = -s.value[i];
    }
    struct ct_panel *a = run("mann-kendall", &s, 1, NULL, NULL);
    struct ct_panel *b = run("mann-kendall", &t, 1, NULL, NULL);
    struct ct_panel *c = run("mann-kendall", &u, 1, NULL, NULL);
    assert_same(a, b, "s var_s z p p_exact tau spearman spearman_p", 0);
    assert_same(a, c, "var_s p p_exact spearman_p autocorrelation", 1e-12);
    ck_assert_double_eq(cell(a, "s"), -cell(c, "s"));
    ck_assert_double_eq(cell(a, "slope"), -cell(c, "slope"));
    ck_assert_double_eq(cell(a, "slope_lower"), -cell(c, "slope_upper"));
    ck_assert_double_eq(cell(a, "spearman"), -cell(c, "spearman"));
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    ct_panel_destroy(c);
}
END_TEST

/* Hamed and Rao's factor knows neither unit nor sign of the values. */
START_TEST(hamed_rao_without_unit)
{
    const char *variant = "--variant=hamed-rao";
    struct series s = values((unsigned long)_i), t = s, u = s;
    for (int i = 0; i < N; i++) {
        t.value[i] = 1024 * s.value[i];
        u.value[i] = -s.value[i];
    }
    struct ct_panel *a = run("mann-kendall", &s, 1, variant, NULL);
    struct ct_panel *b = run("mann-kendall", &t, 1, variant, NULL);
    struct ct_panel *c = run("mann-kendall", &u, 1, variant, NULL);
    assert_same(a, b, "s var_s z p correction", 0);
    assert_same(a, c, "var_s p correction", 1e-12);
    assert_near(cell(b, "slope"), 1024 * cell(a, "slope"), 1e-14);
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    ct_panel_destroy(c);
}
END_TEST

/* A gap filled is none: what refuses gaps is computed. */
START_TEST(filled_gaps)
{
    static const char *const methods[][2] = {
        {"mann-kendall", "--variant=hamed-rao"}, {"trend", "--se=newey-west"}};
    struct series s = values(4);
    s.value[7] = s.value[8] = NAN;
    for (int k = 0; k < 2; k++) {
        struct ct_panel *a = run(methods[k][0], &s, 1, methods[k][1], NULL);
        ck_assert(isnan(cell(a, "p")));
        ck_assert_double_eq(cell(a, "missing"), 2);
        ct_panel_destroy(a);
        a = run(methods[k][0], &s, 1, methods[k][1], "--fill=linear");
        ck_assert(isfinite(cell(a, "p")));
        ck_assert_double_eq(cell(a, "n"), N);
        ck_assert_double_eq(cell(a, "missing"), 0);
        ct_panel_destroy(a);
    }
}
END_TEST

Suite *trend_properties_suite(void);
Suite *trend_properties_suite(void)
{
    Suite *s = suite_create("trend, properties");
    TCase *t = tcase_create("properties");
    tcase_add_loop_test(t, size_of_the_population, 0, 5);
    tcase_add_loop_test(t, size_of_the_counts, 0, 5);
    tcase_add_loop_test(t, years_of_another_age, 0, 5);
    tcase_add_loop_test(t, time_runs_backwards, 0, 5);
    tcase_add_loop_test(t, neighbours, 0, 2);
    tcase_add_loop_test(t, confidence, 0, 2);
    tcase_add_loop_test(t, huge_offsets, 0, 10);
    tcase_add_loop_test(t, ranks_are_all_that_counts, 0, 10);
    tcase_add_loop_test(t, hamed_rao_without_unit, 0, 10);
    tcase_add_test(t, filled_gaps);
    suite_add_tcase(s, t);
    return s;
}
