/* SPDX-License-Identifier: GPL-3.0-or-later
 * The method compare-trends: against slow twins, and at its edges. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <string.h>

enum { YEARS = 16, MOST_WORDS = 8 };

/* Runs on tidy text; words end with NULL. */
static struct ct_panel *analyze(const char *text, struct ct_error *err,
                                const char *const *words)
{
    struct ct_words options = {0, ct_xmalloc(MOST_WORDS, sizeof *options.word)};
    struct ct_panel *p = tidy_panel(text);
    while (words[options.n]) {
        options.word[options.n] = words[options.n];
        options.n++;
    }
    *err = (struct ct_error){0};
    struct ct_panel *r = tidy_run("compare-trends", p, NULL, &options, err);
    free(options.word);
    ct_panel_destroy(p);
    return r;
}

static double cell(const struct ct_panel *r, size_t row, const char *column)
{
    const struct ct_table *t = ct_panel_table(r, "tests");
    long c = ct_table_find(t, column);
    ck_assert(row < t->n_rows && c >= 0);
    return t->columns[c].number[row];
}

static const char *note(const struct ct_panel *r)
{
    const struct ct_table *t = ct_panel_table(r, "tests");
    return t->columns[ct_table_find(t, "note")].text[0];
}

/* Two series of logarithms, y[0] and y[1]; the second bends a year later and
 * lies higher. */
struct pair {
    double y[2][YEARS];
};

static void draw(struct pair *p, gsl_rng *r, double height, int later)
{
    for (int g = 0; g < 2; g++)
        for (int t = 0; t < YEARS; t++) {
            int bend = 7 + g * later;
            double up = t < bend ? t : bend, down = t < bend ? 0 : t - bend;
            p->y[g][t] = 2 + g * height + 0.08 * up - 0.05 * down +
                         gsl_ran_gaussian(r, 0.03);
        }
}

/* As tidy text; swapped: the second series has the name of the first. */
static char *text_of(const struct pair *p, bool swapped)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "area,unit,time,value\n");
    for (int g = 0; g < 2; g++)
        for (int t = 0; t < YEARS; t++)
            ct_buffer_printf(&b, "%s,RATE_100K,%d,%.17g\n",
                             (g == 0) == !swapped ? "CAN" : "USA", 2000 + t,
                             exp(p->y[g][t]));
    return b.data;
}

static struct ct_panel *compare(const struct pair *p, bool swapped,
                                const char *const *words)
{
    struct ct_error err;
    char *text = text_of(p, swapped);
    struct ct_panel *r = analyze(text, &err, words);
    ck_assert_msg(r != NULL, "%s", err.text);
    free(text);
    return r;
}

/* The sum of squares of series first .. first + n - 1 with one bend at year
 * `at`; own: an intercept for each. */
static double bent(const struct pair *p, int first, int n, int at, bool own)
{
    size_t rows = (size_t)n * YEARS, columns = own ? 4 : 3;
    gsl_matrix *x = gsl_matrix_calloc(rows, columns);
    gsl_matrix *cov = gsl_matrix_alloc(columns, columns);
    gsl_vector *y = gsl_vector_alloc(rows), *c = gsl_vector_alloc(columns);
    gsl_multifit_linear_workspace *w = gsl_multifit_linear_alloc(rows, columns);
    double sse;
    for (size_t i = 0; i < rows; i++) {
        int g = (int)(i / YEARS), t = (int)(i % YEARS);
        gsl_vector_set(y, i, p->y[first + g][t]);
        gsl_matrix_set(x, i, 0, 1);
        gsl_matrix_set(x, i, 1, t);
        gsl_matrix_set(x, i, 2, t > at ? t - at : 0);
        if (own)
            gsl_matrix_set(x, i, 3, g);
    }
    gsl_multifit_linear(x, y, c, cov, &sse, w);
    gsl_multifit_linear_free(w);
    gsl_matrix_free(x);
    gsl_matrix_free(cov);
    gsl_vector_free(y);
    gsl_vector_free(c);
    return sse;
}

static double best(const struct pair *p, int first, int n, bool own)
{
    double least = INFINITY;
    for (int at = 2; at < YEARS - 2; at++)
        least = fmin(least, bent(p, first, n, at, own));
    return least;
}

static const char *const one_bend[] = {
    "--min-joinpoints=1", "--max-joinpoints=1", "--permutations=199", NULL};

START_TEST(sums_of_squares_are_those_of_all_models_tried)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < unit_rounds(20); round++) {
        struct pair p;
        draw(&p, r, round % 3, round % 4);
        struct ct_panel *a = compare(&p, false, one_bend);
        double full = best(&p, 0, 1, false) + best(&p, 1, 1, false);
        for (size_t i = 0; i < 2; i++) {
            double null = best(&p, 0, 2, i == 1);
            assert_near(cell(a, i, "sse_full"), full, 1e-9);
            assert_near(cell(a, i, "sse_null"), null, 1e-9);
            assert_near(cell(a, i, "statistic"), null / full, 1e-9);
            ck_assert_double_eq(cell(a, i, "df1"), i == 1 ? 3 : 4);
            ck_assert_double_eq(cell(a, i, "df2"), 2 * YEARS - 8);
            ck_assert_double_eq(cell(a, i, "n"), YEARS);
        }
        ct_panel_destroy(a);
    }
    gsl_rng_free(r);
}
END_TEST

/* Parallel series are called different as often as the level says. */
START_TEST(a_true_null_is_rejected_as_often_as_it_should)
{
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    int rounds = unit_rounds(300), rejected = 0, coincident = 0;
    for (int round = 0; round < rounds; round++) {
        struct pair p;
        draw(&p, r, 1, 0);
        struct ct_panel *a = compare(&p, false, one_bend);
        coincident += cell(a, 0, "p") > 0.1;
        rejected += cell(a, 1, "p") <= 0.1;
        ct_panel_destroy(a);
    }
    ck_assert_int_eq(coincident, 0);
    ck_assert_double_lt(fabs(rejected - 0.1 * rounds), 4 * sqrt(0.09 * rounds));
    gsl_rng_free(r);
}
END_TEST

START_TEST(the_order_of_the_series_does_not_matter)
{
    static const char *const columns[] = {"sse_full", "sse_null", "f", "p_f"};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct pair p;
    draw(&p, r, 1, 2);
    struct ct_panel *a = compare(&p, false, one_bend);
    struct ct_panel *b = compare(&p, true, one_bend);
    for (size_t i = 0; i < 2; i++) {
        for (int c = 0; c < 4; c++)
            assert_near(cell(a, i, columns[c]), cell(b, i, columns[c]), 1e-9);
        ck_assert_double_lt(fabs(cell(a, i, "p") - cell(b, i, "p")), 0.1);
    }
    ct_panel_destroy(a);
    ct_panel_destroy(b);
    gsl_rng_free(r);
}
END_TEST

START_TEST(a_series_coincides_with_itself)
{
    static const char *const chosen[] = {"--permutations=199", NULL};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct pair p;
    draw(&p, r, 0, 0);
    memcpy(p.y[1], p.y[0], sizeof p.y[0]);
    struct ct_panel *a = compare(&p, false, chosen);
    assert_near(cell(a, 0, "statistic"), 1, 1e-12);
    ck_assert_double_eq(cell(a, 0, "p"), 1);
    assert_near(cell(a, 0, "p_f"), 1, 1e-9);
    ck_assert_double_eq(cell(a, 0, "joinpoints"), 1);
    ck_assert_uint_eq(ct_panel_table(a, "locations")->n_rows, 6);
    ct_panel_destroy(a);
    gsl_rng_free(r);
}
END_TEST

START_TEST(lines_without_bends)
{
    static const char *const none[] = {"--max-joinpoints=0",
                                       "--select=permutation",
                                       "--permutations=99", NULL};
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    struct pair p;
    draw(&p, r, 1, 0);
    struct ct_panel *a = compare(&p, false, none);
    ck_assert_double_eq(cell(a, 0, "joinpoints"), 0);
    ck_assert_double_eq(cell(a, 0, "p"), 0.01);
    ck_assert_double_eq(cell(a, 1, "df1"), 1);
    ck_assert_uint_eq(ct_panel_table(a, "locations")->n_rows, 0);
    ct_panel_destroy(a);
    gsl_rng_free(r);
}
END_TEST

START_TEST(only_periods_that_both_have)
{
    const char *const text = "area,unit,time,value\n"
                             "CAN,RATE_100K,2000,5\nCAN,RATE_100K,2001,6\n"
                             "CAN,RATE_100K,2002,8\nCAN,RATE_100K,2004,7\n"
                             "CAN,RATE_100K,2005,9\nCAN,RATE_100K,2006,\n"
                             "USA,RATE_100K,2001,6\nUSA,RATE_100K,2002,7\n"
                             "USA,RATE_100K,2003,8\nUSA,RATE_100K,2004,9\n"
                             "USA,RATE_100K,2005,8\nUSA,RATE_100K,2006,7\n";
    static const char *const words[] = {"--permutations=19", NULL};
    struct ct_error err;
    struct ct_panel *a = analyze(text, &err, words);
    ck_assert_double_eq(cell(a, 0, "n"), 4);
    ck_assert(isfinite(cell(a, 1, "p")));
    ck_assert_ptr_nonnull(strstr(note(a), "3 values left out"));
    ct_panel_destroy(a);
}
END_TEST

START_TEST(a_first_series_that_cannot_be_taken)
{
    static const char *const words[] = {"--permutations=19", NULL};
    struct ct_error err;
    struct ct_panel *a = analyze("area,unit,time,value\n"
                                 "CAN,RATE_100K,2000,5\nCAN,RATE_100K,2001,0\n"
                                 "CAN,RATE_100K,2002,5\nUSA,RATE_100K,2000,7\n"
                                 "USA,RATE_100K,2001,4\nUSA,RATE_100K,2002,4\n",
                                 &err, words);
    ck_assert(isnan(cell(a, 0, "statistic")) && isnan(cell(a, 1, "p")));
    ck_assert_ptr_nonnull(strstr(note(a), "zero rates whose counts"));
    ct_panel_destroy(a);
}
END_TEST

START_TEST(what_cannot_be_compared)
{
    static const char *const words[] = {"--permutations=19", NULL};
    struct ct_error err;
    struct ct_panel *a = analyze("area,unit,time,value\n"
                                 "CAN,RATE_100K,2000,5\nCAN,RATE_100K,2001,6\n"
                                 "USA,RATE_100K,2000,7\nUSA,RATE_100K,2001,4\n",
                                 &err, words);
    ck_assert_double_eq(cell(a, 0, "n"), 2);
    ck_assert(isnan(cell(a, 0, "statistic")) && isnan(cell(a, 1, "p")));
    ck_assert_ptr_nonnull(strstr(note(a), "fewer than 3 values"));
    ct_panel_destroy(a);
    a = analyze("area,unit,time,value\n"
                "CAN,RATE_100K,2000,5\nCAN,RATE_100K,2001,5\n"
                "CAN,RATE_100K,2002,5\nCAN,RATE_100K,2003,5\n"
                "USA,RATE_100K,2000,6\nUSA,RATE_100K,2001,6\n"
                "USA,RATE_100K,2002,6\nUSA,RATE_100K,2003,6\n",
                &err, words);
    ck_assert(isnan(cell(a, 0, "statistic")));
    ck_assert_ptr_nonnull(strstr(note(a), "nothing to test"));
    ct_panel_destroy(a);
    a = analyze("area,unit,time,value\nCAN,RATE_100K,2000,5\n", &err, words);
    ck_assert_ptr_null(a);
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "compare-trends compares two series, not 1; "
                               "choose them with --where DIM=CODE,CODE");
}
END_TEST

/* Two series of twelve years that differ in one attribute. */
static char *two_kinds(const char *attribute, const char *a, const char *b)
{
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "area,unit,%s,time,value\n", attribute);
    for (int g = 0; g < 2; g++)
        for (int t = 0; t < 12; t++)
            ct_buffer_printf(&text, "%s,RATE_100K,%s,%d,%d\n",
                             g ? "USA" : "CAN", g ? b : a, 2000 + t,
                             9 + t + t * (g + 2) % 3);
    return text.data;
}

static void differ(const char *attribute, const char *word, const char *a,
                   const char *b)
{
    char *text = two_kinds(attribute, a, b);
    char *allow = ct_xasprintf("--allow=%s", word);
    const char *const refused[] = {"--permutations=19", NULL};
    const char *const allowed[] = {"--permutations=19", allow, NULL};
    const char *const wrong[] = {"--allow=all", NULL};
    struct ct_error err;
    ck_assert_ptr_null(analyze(text, &err, refused));
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_ptr_nonnull(strstr(err.text, "area=CAN"));
    ck_assert_ptr_nonnull(strstr(err.text, allow));
    ck_assert_ptr_null(analyze(text, &err, wrong));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    struct ct_panel *r = analyze(text, &err, allowed);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert(isfinite(cell(r, 0, "statistic")));
    ck_assert_ptr_nonnull(strstr(note(r), "CAN"));
    ck_assert_ptr_nonnull(strstr(note(r), "not comparable in level"));
    ct_panel_destroy(r);
    free(allow);
    free(text);
}

START_TEST(what_is_counted_otherwise_is_refused)
{
    differ("@source", "source", "police", "health");
    differ("@counting_unit", "counting-unit", "victims", "offences");
    differ("@attempts", "definition", "included", "excluded");
}
END_TEST

Suite *compare_trends_suite(void);
Suite *compare_trends_suite(void)
{
    Suite *s = suite_create("compare_trends");
    TCase *t = tcase_create("compare_trends");
    tcase_set_timeout(t, 300);
    tcase_add_test(t, sums_of_squares_are_those_of_all_models_tried);
    tcase_add_test(t, a_true_null_is_rejected_as_often_as_it_should);
    tcase_add_test(t, the_order_of_the_series_does_not_matter);
    tcase_add_test(t, a_series_coincides_with_itself);
    tcase_add_test(t, lines_without_bends);
    tcase_add_test(t, only_periods_that_both_have);
    tcase_add_test(t, a_first_series_that_cannot_be_taken);
    tcase_add_test(t, what_cannot_be_compared);
    tcase_add_test(t, what_is_counted_otherwise_is_refused);
    suite_add_tcase(s, t);
    return s;
}
