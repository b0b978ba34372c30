/* SPDX-License-Identifier: GPL-3.0-or-later
 * Changepoints beside all partitions, and the method around them. */
#include "config.h"

#include "analyze/pelt.h"
#include "lib/buffer.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { MOST = 150 };

/* A random series; counts with stretches of nothing where they are small. */
static void draw(gsl_rng *r, size_t n, bool counts, double *y)
{
    double level = 3;
    for (size_t i = 0; i < n; i++) {
        if (gsl_rng_uniform(r) < 0.12)
            level = counts ? (double)gsl_rng_uniform_int(r, 6) * 0.8
                           : gsl_ran_gaussian(r, 4);
        y[i] = counts ? (double)gsl_ran_poisson(r, level)
                      : level + gsl_ran_gaussian(r, 1);
    }
}

/* The cost of values from .. to - 1, in two passes. */
static double cost_of(const struct ct_pelt_data *x, size_t from, size_t to)
{
    double n = (double)(to - from), size = 0, sum = 0, squares = 0;
    for (size_t i = from; i < to; i++) {
        sum += x->y[i];
        size += x->exposure ? x->exposure[i] : 1;
    }
    for (size_t i = from; i < to; i++)
        squares += (x->y[i] - sum / n) * (x->y[i] - sum / n);
    if (x->cost == CT_PELT_MEAN)
        return squares;
    if (x->cost == CT_PELT_MEANVAR)
        return n * (log(2 * M_PI) + log(fmax(squares / n, 1e-11)) + 1);
    return sum > 0 ? 2 * sum * log(size / sum) : 0;
}

/* The least cost of values from .. n - 1 over all partitions, one by one. */
static double exhaustive(const struct ct_pelt_data *x, double penalty,
                         size_t from)
{
    size_t shortest = ct_pelt_shortest(x->cost);
    double least =
        x->n - from >= shortest ? cost_of(x, from, x->n) : (double)INFINITY;
    for (size_t to = from + shortest; to + shortest <= x->n; to++)
        least = fmin(least, cost_of(x, from, to) + penalty +
                                exhaustive(x, penalty, to));
    return least;
}

/* The same by dynamic programming, without leaving anything out. */
static double unpruned(const struct ct_pelt_data *x, double penalty)
{
    size_t shortest = ct_pelt_shortest(x->cost);
    double least[MOST + 1] = {-penalty};
    for (size_t t = 1; t <= x->n; t++) {
        least[t] = INFINITY;
        for (size_t from = 0; from + shortest <= t; from++)
            least[t] =
                fmin(least[t], least[from] + cost_of(x, from, t) + penalty);
    }
    return least[x->n];
}

static void assert_close(double got, double want, double scale)
{
    ck_assert_msg(fabs(got - want) <= 1e-9 * fmax(fabs(want), scale),
                  "%.17g, not %.17g", got, want);
}

/* What pelt finds costs what it says, and that is the least. */
static void check(const struct ct_pelt_data *x, double penalty, double want)
{
    size_t last[MOST], from = 0;
    double cost, sum = 0;
    size_t changes = ct_pelt(x, penalty, last, &cost);
    for (size_t k = 0; k <= changes; k++) {
        size_t to = k < changes ? last[k] : x->n;
        ck_assert(to >= from + ct_pelt_shortest(x->cost));
        sum += cost_of(x, from, to) + (k ? penalty : 0);
        from = to;
    }
    assert_close(cost, want, penalty + 1);
    assert_close(sum, want, penalty + 1);
}

START_TEST(nothing_costs_less)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double y[MOST], exposure[MOST];
    for (size_t i = 0; i < MOST; i++)
        exposure[i] = 0.5 + gsl_rng_uniform(r);
    for (int round = 0; round < unit_rounds(900); round++) {
        enum ct_pelt_cost cost = (enum ct_pelt_cost)(round % 3);
        size_t n = 3 + (size_t)round % 12;
        double penalty = gsl_rng_uniform(r) * (round % 5) * 3;
        draw(r, n, cost == CT_PELT_POISSON || round % 2, y);
        struct ct_pelt_data x = {cost, n, y, NULL};
        if (cost == CT_PELT_POISSON && round % 4 == 1)
            x.exposure = exposure;
        check(&x, penalty, exhaustive(&x, penalty, 0));
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(pruning_leaves_nothing_out)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double y[MOST];
    for (int round = 0; round < unit_rounds(300); round++) {
        size_t n = 30 + (size_t)round % 120;
        draw(r, n, round % 2, y);
        struct ct_pelt_data x = {(enum ct_pelt_cost)(round % 3), n, y, NULL};
        double penalty = round % 7 ? 3 * log((double)n) : 0.5;
        if (x.cost == CT_PELT_POISSON)
            for (size_t i = 0; i < n; i++)
                y[i] = fabs(floor(y[i]));
        check(&x, penalty, unpruned(&x, penalty));
    }
    gsl_rng_free(r);
}
END_TEST

/* Values near the floor of the variance, where two segments may cost more than
 * one. */
START_TEST(variances_at_their_floor)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    double y[MOST];
    for (int round = 0; round < unit_rounds(200); round++) {
        size_t n = 40;
        draw(r, n, false, y);
        for (size_t i = 0; i < n; i++)
            y[i] *= 4e-6;
        struct ct_pelt_data x = {CT_PELT_MEANVAR, n, y, NULL};
        check(&x, 1 + round % 4, unpruned(&x, 1 + round % 4));
    }
    gsl_rng_free(r);
}
END_TEST

START_TEST(penalties)
{
    double y[] = {1, 4, 2, 8, 5};
    struct ct_pelt_data x = {CT_PELT_MEAN, 5, y, NULL};
    /* differences 3 -2 6 -3, median 0.5, deviations 2.5 2.5 5.5 3.5 */
    assert_near(ct_pelt_variance(y, 5), 3 * 3 * 1.4826 * 1.4826 / 2, 1e-14);
    assert_near(ct_pelt_penalty(&x), 2 * log(5) * ct_pelt_variance(y, 5),
                1e-14);
    x.cost = CT_PELT_MEANVAR;
    assert_near(ct_pelt_penalty(&x), 3 * log(5), 1e-14);
    x.cost = CT_PELT_POISSON;
    assert_near(ct_pelt_penalty(&x), 2 * log(5), 1e-14);
    ck_assert(isnan(ct_pelt_variance(y, 1)));
}
END_TEST

/* Runs the method on one series from 2001 ("." = missing, "_" = no row) of a
 * unit, with residents if there are any. */
static struct ct_panel *run(const char *unit, const char *values,
                            const char *residents, const char *option,
                            struct ct_error *err)
{
    struct ct_error own;
    struct ct_buffer data = {0}, people = {0};
    ct_buffer_text(&data, "area,unit,time,value\n");
    ct_buffer_text(&people, "area,measure,time,value\n");
    for (int year = 2001; *values; year++) {
        int length = (int)strcspn(values, " ");
        if (*values != '_')
            ct_buffer_printf(&data, "FRA,%s,%d,%.*s\n", unit, year,
                             *values == '.' ? 0 : length, values);
        if (residents)
            ct_buffer_printf(&people, "FRA,population,%d,%s\n", year,
                             residents);
        values += length + (values[length] == ' ');
    }
    struct ct_panel *p = tidy_panel(data.data);
    struct ct_panel *pop = residents ? tidy_panel(people.data) : NULL;
    struct ct_panel *r =
        tidy_analyze("changepoints", p, pop, err ? err : &own, option, NULL);
    ct_panel_destroy(p);
    ct_panel_destroy(pop);
    ct_buffer_clear(&data);
    ct_buffer_clear(&people);
    return r;
}

static double cell(const struct ct_panel *r, const char *column)
{
    return tidy_number(r, "models", "area", "FRA", column);
}

static size_t rows(const struct ct_panel *r, const char *table)
{
    return ct_panel_table(r, table)->n_rows;
}

static void assert_refused(const char *unit, const char *values,
                           const char *option, const char *reason)
{
    struct ct_panel *r = run(unit, values, NULL, option, NULL);
    ck_assert_ptr_nonnull(r);
    ck_assert(isnan(cell(r, "changepoints")) && isnan(cell(r, "cost")));
    ck_assert_uint_eq(rows(r, "models"), 1);
    ck_assert_uint_eq(rows(r, "changepoints"), 0);
    ck_assert_uint_eq(rows(r, "segments"), 0);
    const char *note = tidy_text(r, "models", "area", "FRA", "note");
    ck_assert_msg(strstr(note, reason) != NULL, "%s: %s", values, note);
    ct_panel_destroy(r);
}

START_TEST(what_is_refused)
{
    assert_refused("NUMBER", ".", NULL, "fewer than 2 values");
    assert_refused("NUMBER", "5", NULL, "fewer than 2 values");
    assert_refused("NUMBER", "5 6", "--cost=meanvar", "fewer than 3 values");
    assert_refused("NUMBER", "5 5", NULL, "no variance, so no penalty");
    assert_refused("NUMBER", "0 0 0 0 0 0", NULL, "no variance");
    assert_refused("NUMBER", "1 2 3 4 5 6 7", NULL, "no variance");
    assert_refused("NUMBER", "1e200 2e200 1e200", NULL,
                   "too large to be squared");
    assert_refused("INDEX", "5 6 9 7 8", "--cost=poisson",
                   "poisson is for counts");
}
END_TEST

START_TEST(a_change_in_full)
{
    struct ct_panel *r =
        run("NUMBER", "5 . 6 5 4 5 _ 15 16 14 15 17", NULL, NULL, NULL);
    ck_assert_double_eq(cell(r, "changepoints"), 1);
    ck_assert_double_eq(cell(r, "n"), 10);
    ck_assert_double_eq(cell(r, "missing"), 2);
    ck_assert_str_eq(tidy_text(r, "models", "area", "FRA", "to"), "2012");
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "models", "area", "FRA", "note"), "gaps"));
    ck_assert_str_eq(tidy_text(r, "changepoints", "area", "FRA", "time"),
                     "2006");
    ck_assert_str_eq(tidy_text(r, "changepoints", "area", "FRA", "first_new"),
                     "2008");
    ck_assert_uint_eq(rows(r, "segments"), 2);
    const struct ct_table *t = ct_panel_table(r, "segments");
    const double *mean = t->columns[ct_table_find(t, "mean")].number;
    const double *n = t->columns[ct_table_find(t, "n")].number;
    ck_assert_double_eq(n[0], 5);
    assert_near(mean[0], 5, 1e-15);
    assert_near(mean[1], 15.4, 1e-15);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2002");
    assert_near(o.x[CT_VALUE], 5, 1e-15);
    ck_assert(isnan(o.x[CT_OBSERVED]) && o.status == CT_STATUS_IMPUTED);
    o = tidy_obs(r, "area", "FRA", "2008");
    assert_near(o.x[CT_VALUE], 15.4, 1e-15);
    ck_assert(o.x[CT_OBSERVED] == 15 && o.status == 0);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(zeros_and_one_segment)
{
    struct ct_panel *r =
        run("NUMBER", "0 0 0 0 0", NULL, "--cost=poisson", NULL);
    ck_assert_double_eq(cell(r, "changepoints"), 0);
    ck_assert_double_eq(cell(r, "cost"), 0);
    ck_assert_uint_eq(rows(r, "segments"), 1);
    ct_panel_destroy(r);
    r = run("NUMBER", "3 3 3 3", NULL, "--cost=meanvar", NULL);
    ck_assert_double_eq(cell(r, "changepoints"), 0);
    ct_panel_destroy(r);
    r = run("NUMBER", "5 5 5 9 9 9", NULL, "--penalty=1", NULL);
    ck_assert_double_eq(cell(r, "changepoints"), 1);
    ck_assert_double_eq(cell(r, "cost"), 1);
    ck_assert_double_eq(cell(r, "sigma2"), 0);
    ct_panel_destroy(r);
}
END_TEST

/* The level is nothing to a mean: 1e9 more changes neither places nor cost. */
START_TEST(a_huge_offset)
{
    struct ct_panel *a =
        run("NUMBER", "5 6 5 4 5 15 16 14 15 17", NULL, NULL, NULL);
    struct ct_panel *b =
        run("NUMBER",
            "1000000005 1000000006 1000000005 1000000004 1000000005 1000000015 "
            "1000000016 1000000014 1000000015 1000000017",
            NULL, NULL, NULL);
    ck_assert_double_eq(cell(a, "cost"), cell(b, "cost"));
    ck_assert_double_eq(cell(a, "changepoints"), cell(b, "changepoints"));
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

/* Counts among as many residents each year are the same counts. */
START_TEST(poisson_takes_residents)
{
    const char *counts = "2 3 1 2 0 9 8 11 10 7";
    struct ct_panel *a = run("NUMBER", counts, NULL, "--cost=poisson", NULL);
    struct ct_panel *b = run("NUMBER", counts, "50000", "--cost=poisson", NULL);
    ck_assert_double_eq(cell(a, "changepoints"), 1);
    ck_assert_double_eq(cell(b, "changepoints"), 1);
    assert_near(cell(a, "cost"), cell(b, "cost"), 1e-12);
    assert_near(tidy_obs(a, "area", "FRA", "2001").x[CT_VALUE], 1.6, 1e-14);
    assert_near(tidy_obs(b, "area", "FRA", "2006").x[CT_VALUE], 18, 1e-14);
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

START_TEST(bad_penalties)
{
    static const char *const bad[] = {"--penalty=aic", "--penalty=-1",
                                      "--penalty=", "--penalty=nan"};
    for (int i = 0; i < 4; i++) {
        struct ct_error err = {0};
        ck_assert_ptr_null(run("NUMBER", "1 2 3", NULL, bad[i], &err));
        ck_assert_int_eq(err.code, CT_EUSAGE);
        ck_assert_ptr_nonnull(strstr(err.text, "'bic' or a number from 0 on"));
    }
}
END_TEST

Suite *pelt_suite(void);
Suite *pelt_suite(void)
{
    Suite *s = suite_create("pelt");
    TCase *t = tcase_create("pelt");
    tcase_add_test(t, nothing_costs_less);
    tcase_add_test(t, pruning_leaves_nothing_out);
    tcase_add_test(t, variances_at_their_floor);
    tcase_add_test(t, penalties);
    tcase_add_test(t, what_is_refused);
    tcase_add_test(t, a_change_in_full);
    tcase_add_test(t, zeros_and_one_segment);
    tcase_add_test(t, a_huge_offset);
    tcase_add_test(t, poisson_takes_residents);
    tcase_add_test(t, bad_penalties);
    suite_add_tcase(s, t);
    return s;
}
