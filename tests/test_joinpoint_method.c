/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method joinpoint: options, zeros, gaps, few values, properties. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_fit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { MOST_WORDS = 8 };

/* Runs joinpoint on tidy text; words end with NULL. population: text or
 * NULL. */
static struct ct_panel *analyze(const char *text, const char *population,
                                struct ct_error *err, const char *const *words)
{
    struct ct_words options = {0, ct_xmalloc(MOST_WORDS, sizeof *options.word)};
    struct ct_panel *p = tidy_panel(text);
    struct ct_panel *people = population ? tidy_panel(population) : NULL;
    while (words[options.n]) {
        options.word[options.n] = words[options.n];
        options.n++;
    }
    *err = (struct ct_error){0};
    struct ct_panel *r = tidy_run("joinpoint", p, people, &options, err);
    free(options.word);
    ct_panel_destroy(p);
    ct_panel_destroy(people);
    return r;
}

/* One series from 2001, "." = missing, "_" = no row; counts in populations of
 * 100,000, or rates. */
static struct ct_panel *run(bool counts, const char *values, const char *first,
                            const char *second)
{
    struct ct_buffer data = {0}, people = {0};
    struct ct_error err;
    const char *const words[] = {first, first ? second : NULL, NULL};
    tidy_years(counts, values, &data, &people);
    struct ct_panel *r =
        analyze(data.data, counts ? people.data : NULL, &err, words);
    ck_assert_msg(r != NULL, "%s", err.text);
    ct_buffer_clear(&data);
    ct_buffer_clear(&people);
    return r;
}

static double cell(const struct ct_panel *r, const char *table, size_t row,
                   const char *column)
{
    const struct ct_table *t = ct_panel_table(r, table);
    long c = ct_table_find(t, column);
    ck_assert_msg(row < t->n_rows && c >= 0, "%s %zu %s", table, row, column);
    return t->columns[c].number[row];
}

static const char *word(const struct ct_panel *r, const char *table, size_t row,
                        const char *column)
{
    const struct ct_table *t = ct_panel_table(r, table);
    long c = ct_table_find(t, column);
    ck_assert_msg(row < t->n_rows && c >= 0, "%s %zu %s", table, row, column);
    return t->columns[c].text[row];
}

static size_t rows(const struct ct_panel *r, const char *table)
{
    return ct_panel_table(r, table)->n_rows;
}

static void assert_note(const struct ct_panel *r, const char *text)
{
    const char *note = word(r, "segments", 0, "note");
    ck_assert_msg(strstr(note, text) != NULL, "no '%s' in '%s'", text, note);
}

static void assert_refused(struct ct_panel *r, const char *reason)
{
    ck_assert_uint_eq(rows(r, "segments"), 1);
    ck_assert_uint_eq(rows(r, "models"), 1);
    ck_assert(isnan(cell(r, "segments", 0, "slope")));
    ck_assert(isnan(cell(r, "models", 0, "sse")));
    ck_assert_str_eq(word(r, "segments", 0, "direction"), "");
    assert_note(r, reason);
    ct_panel_destroy(r);
}

static const char bent[] = "100 111 120 134 149 160 178 161 147 131 120 106 97";

START_TEST(a_bend_is_found)
{
    struct ct_panel *r = run(false, bent, NULL, NULL);
    ck_assert_uint_eq(rows(r, "models"), 3);
    ck_assert_uint_eq(rows(r, "segments"), 2);
    ck_assert_uint_eq(rows(r, "locations"), 1);
    ck_assert_uint_eq(rows(r, "aapc"), 3);
    ck_assert_uint_eq(rows(r, "tests"), 0);
    ck_assert_str_eq(r->provenance.seed, "");
    ck_assert_str_eq(word(r, "locations", 0, "time"), "2007");
    ck_assert_str_eq(word(r, "segments", 0, "from"), "2001");
    ck_assert_str_eq(word(r, "segments", 0, "to"), "2007");
    ck_assert_str_eq(word(r, "segments", 1, "from"), "2007");
    ck_assert_str_eq(word(r, "segments", 1, "to"), "2013");
    ck_assert_str_eq(word(r, "segments", 0, "direction"), "increase");
    ck_assert_str_eq(word(r, "segments", 1, "direction"), "decrease");
    ck_assert_str_eq(word(r, "models", 0, "weights"), "constant");
    ck_assert_double_eq(cell(r, "models", 1, "selected"), 1);
    ck_assert_double_eq(cell(r, "segments", 0, "df"), 8);
    ck_assert_double_eq(cell(r, "segments", 0, "n"), 6);
    assert_near(cell(r, "segments", 0, "apc"),
                100 * expm1(cell(r, "segments", 0, "slope")), 1e-12);
    assert_near(cell(r, "locations", 0, "change"),
                cell(r, "segments", 1, "slope") -
                    cell(r, "segments", 0, "slope"),
                1e-12);
    ck_assert_str_eq(word(r, "aapc", 1, "from"), "2004");
    ck_assert_str_eq(word(r, "aapc", 2, "from"), "2009");
    ck_assert_double_eq(cell(r, "aapc", 2, "aapc"),
                        cell(r, "segments", 1, "apc"));
    ck_assert_double_eq(cell(r, "aapc", 2, "lower"),
                        cell(r, "segments", 1, "apc_lower"));
    ck_assert(cell(r, "segments", 0, "p_adjusted") >=
              cell(r, "segments", 0, "p"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(fitted_values_stand_beside_observed_ones)
{
    struct ct_panel *r = run(
        false, "100 111 . _ 149 160 178 161 147 131 120 106 97 .", NULL, NULL);
    struct ct_obs at = tidy_obs(r, "area", "FRA", "2007");
    struct ct_obs before = tidy_obs(r, "area", "FRA", "2006");
    struct ct_obs gap = tidy_obs(r, "area", "FRA", "2003");
    struct ct_obs after = tidy_obs(r, "area", "FRA", "2014");
    ck_assert_double_eq(at.x[CT_OBSERVED], 178);
    assert_near(at.x[CT_VALUE] / before.x[CT_VALUE],
                exp(cell(r, "segments", 0, "slope")), 1e-12);
    ck_assert_uint_eq(at.status, 0);
    ck_assert(isfinite(gap.x[CT_VALUE]) && isnan(gap.x[CT_OBSERVED]));
    ck_assert_uint_eq(gap.status, CT_STATUS_IMPUTED);
    ck_assert_uint_eq(after.status, CT_STATUS_MISSING);
    ck_assert_double_eq(cell(r, "models", 0, "n"), 11);
    ck_assert(isnan(cell(r, "models", 0, "autocorrelation")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(too_few_values)
{
    assert_refused(run(false, "5", NULL, NULL), "fewer than 3 values");
    assert_refused(run(false, "5 6", NULL, NULL), "fewer than 3 values");
    assert_refused(run(false, ". .", NULL, NULL), "fewer than 3 values");
    assert_refused(run(false, bent, "--min-joinpoints=4", NULL),
                   "no room for 4 joinpoints among 13 values");
    struct ct_panel *r = run(false, "5 6 8", NULL, NULL);
    ck_assert(isfinite(cell(r, "segments", 0, "p")));
    ck_assert_uint_eq(rows(r, "models"), 1);
    ck_assert_uint_eq(rows(r, "aapc"), 1);
    ct_panel_destroy(r);
    r = run(false, "5 6 8 7 6 5", "--max-joinpoints=1", NULL);
    ck_assert_uint_eq(rows(r, "models"), 1);
    assert_note(r, "6 values have room for 0 joinpoints at most");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(lines_without_scatter)
{
    static const char *const select[] = {"--select=wbic",
                                         "--select=permutation"};
    for (int i = 0; i < 2; i++) {
        struct ct_panel *r =
            run(false, "7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3 7.3",
                select[i], NULL);
        ck_assert_uint_eq(rows(r, "segments"), 1);
        ck_assert_double_eq(cell(r, "segments", 0, "apc"), 0);
        ck_assert_double_eq(cell(r, "segments", 0, "apc_upper"), 0);
        ck_assert_double_eq(cell(r, "segments", 0, "p"), 1);
        ck_assert_str_eq(word(r, "segments", 0, "direction"),
                         "no clear change");
        ck_assert_uint_eq(rows(r, "tests"), 0);
        assert_note(r, "nothing to test");
        ct_panel_destroy(r);
        r = run(false, "1 2 3 4 5 6 7 6 5 4 3 2 1", select[i],
                "--scale=linear");
        ck_assert_str_eq(word(r, "locations", 0, "time"), "2007");
        assert_near(cell(r, "segments", 1, "slope"), -1, 1e-12);
        ck_assert_double_eq(cell(r, "segments", 1, "p"), 0);
        ck_assert(isnan(cell(r, "segments", 1, "apc")));
        ct_panel_destroy(r);
    }
}
END_TEST

START_TEST(zeros)
{
    const char *const values = "4 0 3 1 2 5 8 12 10 9";
    struct ct_panel *r = run(true, values, NULL, NULL);
    struct ct_panel *half =
        run(false, "4 0.5 3 1 2 5 8 12 10 9", "--max-joinpoints=0", NULL);
    ck_assert_str_eq(word(r, "models", 0, "weights"), "count");
    assert_note(r, "1 zero counts taken as 0.5");
    ct_panel_destroy(r);
    r = run(true, "0 0 0 0 0 1 2", NULL, NULL);
    assert_note(r, "most values are zero counts");
    ct_panel_destroy(r);
    r = run(true, values, "--weights=constant", "--max-joinpoints=0");
    assert_near(cell(r, "segments", 0, "slope"),
                cell(half, "segments", 0, "slope"), 1e-12);
    ct_panel_destroy(r);
    ct_panel_destroy(half);
    r = run(true, values, "--zero=drop", NULL);
    ck_assert_double_eq(cell(r, "models", 0, "n"), 9);
    assert_note(r, "1 zero values left out");
    ct_panel_destroy(r);
    assert_refused(run(false, values, NULL, NULL),
                   "zero rates whose counts are not known");
    assert_refused(run(false, "1 2 -3 4 5 6 7", NULL, NULL),
                   "values below zero; --scale=linear");
    r = run(true, "0 0 0 0", NULL, NULL);
    ck_assert_str_eq(word(r, "segments", 0, "note"), "all counts are zero");
    assert_refused(r, "all counts are zero");
    assert_refused(run(true, "0 0 0", "--zero=drop", NULL),
                   "fewer than 3 values");
    r = run(false, "1 2 -3 4 0 6 7", "--scale=linear", NULL);
    ck_assert(isfinite(cell(r, "segments", 0, "slope")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(usage)
{
    static const struct {
        const char *words[3], *text;
    } cases[] = {
        {{"--min-joinpoints=2", "--max-joinpoints=1"},
         "--min-joinpoints=2 is above --max-joinpoints=1"},
        {{"--select=permutation", "--locations=continuous"},
         "--locations=continuous does not go with --select=permutation; "
         "--select=wbic does"},
        {{"--ci=eq", "--locations=continuous"},
         "--locations=continuous does not go with --ci=eq"},
        {{"--ar1=1"},
         "--ar1 takes a number between -1 and 1, or `estimate`, not '1'"},
        {{"--ar1=x"},
         "--ar1 takes a number between -1 and 1, or `estimate`, not 'x'"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_error err;
        struct ct_panel *r = analyze("area,unit,time,value\nFRA,RATE,2001,1\n",
                                     NULL, &err, cases[i].words);
        ck_assert_ptr_null(r);
        ck_assert_int_eq(err.code, CT_EUSAGE);
        ck_assert_str_eq(err.text, cases[i].text);
    }
    struct ct_error err;
    const char *const zero[] = {"--zero=error", NULL};
    ck_assert_ptr_null(analyze("area,unit,time,value\nFRA,RATE_100K,2001,0\n",
                               NULL, &err, zero));
    ck_assert_ptr_nonnull(strstr(err.text, "is zero at 2001"));
}
END_TEST

START_TEST(weights)
{
    const char *const limits = "area,unit,time,value,lower,upper\n"
                               "FRA,RATE_100K,2001,10,8,12\n"
                               "FRA,RATE_100K,2002,12,10,14\n"
                               "FRA,RATE_100K,2003,11,10,12\n"
                               "FRA,RATE_100K,2004,15,,\n"
                               "FRA,RATE_100K,2005,16,15,17\n";
    const char *const words[] = {"--weights=se", NULL};
    struct ct_error err;
    struct ct_panel *r = analyze(limits, NULL, &err, words);
    ck_assert_str_eq(word(r, "models", 0, "weights"), "se");
    ck_assert_double_eq(cell(r, "models", 0, "n"), 4);
    assert_note(r, "1 values without a weight left out");
    ct_panel_destroy(r);
    assert_refused(run(false, bent, "--weights=count", NULL),
                   "--weights=count needs counts and population");
    assert_refused(run(false, bent, "--weights=se", NULL),
                   "--weights=se needs limits of the values");
    r = run(true, bent, "--scale=linear", NULL);
    ck_assert_str_eq(word(r, "models", 0, "weights"), "count");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(correlated_errors)
{
    const char *const slow =
        "50 55 60 66 72 79 85 88 89 88 86 85 87 91 96 101 104 105 104 102 99";
    struct ct_panel *r = run(false, slow, "--max-joinpoints=0", NULL);
    ck_assert(cell(r, "models", 0, "autocorrelation") > 0.3);
    ck_assert(isnan(cell(r, "models", 0, "rho")));
    assert_note(r, "residuals are correlated");
    ct_panel_destroy(r);
    r = run(false, slow, "--max-joinpoints=0", "--ar1=estimate");
    assert_near(cell(r, "models", 0, "rho"), 0.95, 1e-9);
    assert_note(r, "rho is at its upper limit");
    ct_panel_destroy(r);
    r = run(false, slow, "--max-joinpoints=0", "--ar1=0.5");
    ck_assert_double_eq(cell(r, "models", 0, "rho"), 0.5);
    ck_assert_str_eq(word(r, "segments", 0, "note"), "");
    ct_panel_destroy(r);
    r = run(false, bent, "--ar1=0", NULL);
    struct ct_panel *none = run(false, bent, NULL, NULL);
    ck_assert_double_eq(cell(r, "models", 0, "rho"), 0);
    ck_assert_double_eq(cell(r, "models", 0, "sse"),
                        cell(none, "models", 0, "sse"));
    ct_panel_destroy(r);
    ct_panel_destroy(none);
}
END_TEST

/* Without scatter to speak of, what is given on the way is found again. */
START_TEST(permutations_stop_at_the_number_there_is)
{
    struct ct_panel *r = run(false, bent, "--select=permutation", NULL);
    ck_assert_str_eq(r->provenance.seed, "20650232 (gsl_rng_mt19937)");
    ck_assert_uint_eq(rows(r, "tests"), 2);
    ck_assert_double_eq(cell(r, "tests", 0, "null"), 0);
    ck_assert_double_eq(cell(r, "tests", 0, "alternative"), 2);
    ck_assert_double_eq(cell(r, "tests", 0, "alpha"), 0.025);
    ck_assert_double_eq(cell(r, "tests", 0, "rejected"), 1);
    ck_assert_double_eq(cell(r, "tests", 1, "rejected"), 0);
    ck_assert_double_eq(cell(r, "models", 0, "p"), cell(r, "tests", 0, "p"));
    ck_assert_double_eq(cell(r, "models", 1, "p"), cell(r, "tests", 1, "p"));
    ck_assert(isnan(cell(r, "models", 2, "p")));
    ck_assert_double_eq(cell(r, "models", 1, "selected"), 1);
    ck_assert_double_eq(cell(r, "tests", 0, "statistic"),
                        cell(r, "models", 0, "sse") /
                            cell(r, "models", 2, "sse"));
    ct_panel_destroy(r);
}
END_TEST

/* Random counts of two areas, from a year on, times a factor; areas in the
 * order asked for. */
static char *two_areas(int start, double factor, bool swapped)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "area,unit,time,value\n");
    for (int i = 0; i < 2; i++) {
        bool france = (i == 0) != swapped;
        gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
        gsl_rng_set(r, france ? 1 : 2);
        for (int t = 0; t < 24; t++) {
            double bend = t < 11 ? t * 0.05 : 0.55 - (t - 11) * 0.03;
            double y = exp(bend + gsl_ran_gaussian(r, 0.05));
            ct_buffer_printf(&b, "%s,RATE_100K,%d,%.17g\n",
                             france ? "FRA" : "DEU", start + t, factor * y);
        }
        gsl_rng_free(r);
    }
    return b.data;
}

static struct ct_panel *run_two(int start, double factor, bool swapped)
{
    const char *const words[] = {"--select=permutation", "--permutations=499",
                                 NULL};
    struct ct_error err;
    char *text = two_areas(start, factor, swapped);
    struct ct_panel *r = analyze(text, NULL, &err, words);
    free(text);
    return r;
}

START_TEST(what_must_not_matter)
{
    static const char *const numbers[] = {"slope", "se", "p", "df"};
    struct ct_panel *a = run_two(1990, 1, false);
    struct ct_panel *b = run_two(1890, 1000, true);
    ck_assert_uint_eq(rows(a, "segments"), rows(b, "segments"));
    ck_assert_uint_eq(rows(a, "tests"), rows(b, "tests"));
    ck_assert(rows(a, "segments") > 2);
    for (size_t i = 0; i < rows(a, "segments"); i++)
        for (int c = 0; c < 4; c++)
            assert_near(cell(a, "segments", i, numbers[c]),
                        cell(b, "segments", i, numbers[c]), 1e-9);
    for (size_t i = 0; i < rows(a, "tests"); i++)
        ck_assert_double_eq(cell(a, "tests", i, "p"), cell(b, "tests", i, "p"));
    for (size_t i = 0; i < rows(a, "locations"); i++)
        ck_assert_int_eq(atoi(word(a, "locations", i, "time")),
                         atoi(word(b, "locations", i, "time")) + 100);
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

/* 1e9 + small numbers: the fit is that of the small numbers. */
START_TEST(a_large_offset)
{
    struct ct_panel *a = run(false, "1 2 4 3 6 8 7 5 4 2 1 0 -2",
                             "--scale=linear", "--max-joinpoints=1");
    struct ct_panel *b =
        run(false,
            "1000000001 1000000002 1000000004 1000000003 1000000006 1000000008 "
            "1000000007 1000000005 1000000004 1000000002 1000000001 1000000000 "
            "999999998",
            "--scale=linear", "--max-joinpoints=1");
    for (size_t k = 0; k < 2; k++)
        assert_near(cell(a, "models", k, "sse"), cell(b, "models", k, "sse"),
                    1e-6);
    assert_near(cell(a, "segments", 1, "slope"),
                cell(b, "segments", 1, "slope"), 1e-6);
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

START_TEST(places_between_values)
{
    struct ct_panel *r = run(false, "10 12 14 16 18 20 22 21 19 17 15 13 11 9",
                             "--grid=3", "--scale=linear");
    ck_assert_str_eq(word(r, "locations", 0, "time"), "2007.25");
    ck_assert_str_eq(word(r, "segments", 0, "to"), "2007.25");
    ct_panel_destroy(r);
}
END_TEST

/* Slopes are a year, places are periods or, between them, decimal years. */
START_TEST(months)
{
    const char *const words[] = {"--max-joinpoints=1", "--grid=1", NULL};
    struct ct_buffer b = {0};
    struct ct_error err;
    ct_buffer_text(&b, "area,unit,time,value\n");
    for (int t = 0; t < 36; t++)
        ct_buffer_printf(
            &b, "FRA,RATE_100K,%d-%02d,%.17g\n", 2000 + t / 12, 1 + t % 12,
            exp(2 + 0.1 * (t < 17 ? t : 34 - t) / 12 + 0.0001 * (t * 7 % 5)));
    struct ct_panel *r = analyze(b.data, NULL, &err, words);
    assert_near(cell(r, "segments", 0, "slope"), 0.1, 0.01);
    ck_assert_str_eq(word(r, "segments", 0, "from"), "2000-01");
    ck_assert_str_eq(word(r, "locations", 0, "time"), "2001-06");
    ck_assert_str_eq(word(r, "segments", 1, "to"), "2002-12");
    ck_assert_str_eq(word(r, "aapc", 1, "from"), "2002-03");
    assert_note(r, "seasonal swings are not modelled");
    ct_panel_destroy(r);
    ct_buffer_clear(&b);
}
END_TEST

/* Run twice, all numbers are the same to the last bit. */
START_TEST(random_numbers_come_again)
{
    char *text = two_areas(1990, 1, false);
    struct ct_error err;
    const char *const words[] = {"--select=permutation", "--permutations=499",
                                 "--ci=eq", NULL};
    struct ct_panel *a = analyze(text, NULL, &err, words);
    struct ct_panel *b = analyze(text, NULL, &err, words);
    static const char *const tables[] = {"segments", "models", "locations",
                                         "aapc", "tests"};
    for (int t = 0; t < 5; t++) {
        const struct ct_table *x = ct_panel_table(a, tables[t]);
        const struct ct_table *y = ct_panel_table(b, tables[t]);
        ck_assert_uint_eq(x->n_rows, y->n_rows);
        for (size_t c = 0; c < x->n_columns; c++)
            if (!x->columns[c].is_text)
                ck_assert_mem_eq(x->columns[c].number, y->columns[c].number,
                                 x->n_rows * sizeof(double));
    }
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    free(text);
}
END_TEST

START_TEST(more_models_than_can_be_tried)
{
    struct ct_buffer b = {0};
    struct ct_error err;
    const char *const words[] = {"--select=permutation", "--permutations=19",
                                 "--max-joinpoints=9", NULL};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    ct_buffer_text(&b, "area,unit,time,value\n");
    for (int t = 0; t < 100; t++)
        ct_buffer_printf(&b, "FRA,RATE_100K,%d,%.6f\n", 1900 + t,
                         exp(gsl_ran_gaussian(r, 0.1)));
    struct ct_panel *p = analyze(b.data, NULL, &err, words);
    ck_assert_uint_eq(rows(p, "models"), 4);
    assert_note(p, "100 values: more than 3 joinpoints would be too many "
                   "models to try");
    ct_panel_destroy(p);
    ct_buffer_clear(&b);
    gsl_rng_free(r);
}
END_TEST

/* Experimental limits lie about the same estimates, and near the others. */
START_TEST(limits_from_resamples)
{
    static const char noisy[] =
        "100 114 118 138 144 163 176 164 143 133 116 108 95";
    struct ct_panel *a = run(false, noisy, "--ci=eq", NULL);
    struct ct_panel *b = run(false, noisy, NULL, NULL);
    ck_assert_uint_eq(rows(a, "segments"), 2);
    for (size_t s = 0; s < 2; s++) {
        double reach = cell(b, "segments", s, "apc_upper") -
                       cell(b, "segments", s, "apc_lower");
        ck_assert_double_eq(cell(a, "segments", s, "apc"),
                            cell(b, "segments", s, "apc"));
        ck_assert_double_lt(fabs(cell(a, "segments", s, "apc_lower") -
                                 cell(b, "segments", s, "apc_lower")),
                            reach / 3);
        ck_assert_double_lt(fabs(cell(a, "segments", s, "apc_upper") -
                                 cell(b, "segments", s, "apc_upper")),
                            reach / 3);
        ck_assert_double_eq(cell(a, "segments", s, "p"), 1.0 / 5001);
        ck_assert(isnan(cell(a, "segments", s, "se")));
    }
    ck_assert_str_eq(word(a, "locations", 0, "time"), "2007");
    assert_note(a, "experimental");
    ct_panel_destroy(a);
    ct_panel_destroy(b);
}
END_TEST

/* Slow twin: every resample of a straight line fitted by itself. */
static double limit_by_hand(const double *y, int n, double at)
{
    enum { TIMES = 5000 };
    double fitted[16], residual[16], slope[TIMES], b, a, unused, sum;
    double x[16];
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int i = 0; i < n; i++)
        x[i] = i;
    gsl_fit_linear(x, 1, y, 1, (size_t)n, &a, &b, &unused, &unused, &unused,
                   &sum);
    for (int i = 0; i < n; i++) {
        fitted[i] = a + b * i;
        residual[i] = (y[i] - fitted[i]) * sqrt((double)n / (n - 2));
    }
    gsl_sort(residual, 1, (size_t)n);
    gsl_rng_set(r, 7);
    for (int k = 0; k < TIMES; k++) {
        double drawn[16];
        for (int i = 0; i < n; i++) {
            double place = gsl_rng_uniform(r) * n - 0.5;
            place = fmin(fmax(place, 0), n - 1);
            int low = (int)fmin(place, n - 2);
            drawn[i] = fitted[i] + residual[low] +
                       (place - low) * (residual[low + 1] - residual[low]);
        }
        gsl_fit_linear(x, 1, drawn, 1, (size_t)n, &a, &slope[k], &unused,
                       &unused, &unused, &sum);
    }
    gsl_rng_free(r);
    gsl_sort(slope, 1, TIMES);
    return gsl_stats_quantile_from_sorted_data(slope, 1, TIMES, at);
}

START_TEST(lines_from_resamples)
{
    static const double y[] = {3, 5, 4, 6, 8, 7, 9, 8.5};
    struct ct_error err;
    const char *const words[] = {"--ci=eq",        "--max-joinpoints=0",
                                 "--scale=linear", "--weights=constant",
                                 "--seed=7",       NULL};
    struct ct_panel *r = analyze("area,unit,time,value\nFRA,RATE_100K,2001,3\n"
                                 "FRA,RATE_100K,2002,5\nFRA,RATE_100K,2003,4\n"
                                 "FRA,RATE_100K,2004,6\nFRA,RATE_100K,2005,8\n"
                                 "FRA,RATE_100K,2006,7\nFRA,RATE_100K,2007,9\n"
                                 "FRA,RATE_100K,2008,8.5\n",
                                 NULL, &err, words);
    assert_near(cell(r, "segments", 0, "slope_lower"),
                limit_by_hand(y, 8, .025), 1e-10);
    assert_near(cell(r, "segments", 0, "slope_upper"),
                limit_by_hand(y, 8, .975), 1e-10);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(joinpoints_anywhere)
{
    struct ct_panel *r = run(false, bent, "--locations=continuous", NULL);
    double at = atof(word(r, "locations", 0, "time"));
    double lower = atof(word(r, "locations", 0, "lower"));
    double upper = atof(word(r, "locations", 0, "upper"));
    ck_assert(at > 2006.5 && at < 2007.5 && lower < at && at < upper);
    assert_near(upper - at, at - lower, 1e-8);
    ck_assert(cell(r, "locations", 0, "se") > 0);
    ck_assert_double_eq(cell(r, "segments", 0, "df"), 13 - 4);
    assert_near(cell(r, "aapc", 2, "se"), cell(r, "segments", 1, "se"), 1e-9);
    ct_panel_destroy(r);
}
END_TEST

Suite *joinpoint_method_suite(void);
Suite *joinpoint_method_suite(void)
{
    Suite *s = suite_create("joinpoint_method");
    TCase *t = tcase_create("joinpoint_method");
    tcase_set_timeout(t, 300);
    tcase_add_test(t, a_bend_is_found);
    tcase_add_test(t, fitted_values_stand_beside_observed_ones);
    tcase_add_test(t, too_few_values);
    tcase_add_test(t, lines_without_scatter);
    tcase_add_test(t, zeros);
    tcase_add_test(t, usage);
    tcase_add_test(t, weights);
    tcase_add_test(t, correlated_errors);
    tcase_add_test(t, permutations_stop_at_the_number_there_is);
    tcase_add_test(t, what_must_not_matter);
    tcase_add_test(t, a_large_offset);
    tcase_add_test(t, places_between_values);
    tcase_add_test(t, limits_from_resamples);
    tcase_add_test(t, lines_from_resamples);
    tcase_add_test(t, joinpoints_anywhere);
    tcase_add_test(t, months);
    tcase_add_test(t, random_numbers_come_again);
    tcase_add_test(t, more_models_than_can_be_tried);
    suite_add_tcase(s, t);
    return s;
}
