/* SPDX-License-Identifier: GPL-3.0-or-later
 * The loop: parts, breaks, filling, threads, tables, what a result carries. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/number.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

/* All of a result as text, bit for bit. */
static char *dump(const struct ct_panel *p)
{
    struct ct_buffer b = {0};
    char number[CT_NUMBER_MAX];
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            ct_number_format(p->column[CT_VALUE][i], number);
            ct_buffer_printf(&b, "%s %d %s %u\n",
                             ct_panel_code_of(p, "area", s), p->time[i], number,
                             p->status[i]);
        }
    for (size_t t = 0; t < p->n_tables; t++)
        for (size_t row = 0; row < p->tables[t]->n_rows; row++)
            for (size_t c = 0; c < p->tables[t]->n_columns; c++) {
                const struct ct_column *column = &p->tables[t]->columns[c];
                number[0] = '\0';
                if (!column->is_text)
                    ct_number_format(column->number[row], number);
                ct_buffer_printf(&b, "%s,",
                                 column->is_text ? column->text[row] : number);
            }
    return ct_buffer_take(&b);
}

static char *run_on(const struct ct_panel *p, const char *method, int threads)
{
    struct ct_error err = {0};
    struct ct_common_options common = ct_common_defaults;
    common.threads = threads;
    const struct ct_method *m = ct_method_find(method, NULL);
    struct ct_analysis a = {
        .method = m, .panel = p, .common = &common, .options = m->defaults};
    struct ct_panel *r = ct_analyze(&a, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    char *text = dump(r);
    ct_panel_destroy(r);
    return text;
}

START_TEST(the_number_of_threads_changes_nothing)
{
    struct ct_buffer text = {0};
    ct_buffer_text(&text, "area,unit,time,value\n");
    for (int area = 0; area < 60; area++)
        for (int year = 1990; year < 2020; year++)
            ct_buffer_printf(&text, "USA:%d,RATE_100K,%d,%d.5\n", area, year,
                             3 + (area * 7919 + year * 104729) % 97);
    struct ct_panel *p = tidy_panel(text.data);
    static const char *const methods[] = {"trend", "mann-kendall", "change",
                                          "joinpoint"};
    for (size_t m = 0; m < sizeof methods / sizeof *methods; m++) {
        char *one = run_on(p, methods[m], 1);
        for (int threads = 0; threads < 9; threads += 4) {
            char *more = run_on(p, methods[m], threads);
            ck_assert_str_eq(one, more);
            free(more);
        }
        free(one);
    }
    ct_panel_destroy(p);
    ct_buffer_clear(&text);
}
END_TEST

static const char broken[] = "area,unit,@dataset,time,value,status\n"
                             "FRA,RATE_100K,x,2000,1,\n"
                             "FRA,RATE_100K,x,2001,2,\n"
                             "FRA,RATE_100K,x,2002,3,\n"
                             "FRA,RATE_100K,x,2003,4,\n"
                             "FRA,RATE_100K,x,2004,50,B\n"
                             "FRA,RATE_100K,x,2005,40,\n"
                             "FRA,RATE_100K,x,2006,30,\n"
                             "FRA,RATE_100K,x,2007,20,\n";

static struct ct_panel *analyze_broken(const char *method, const char *option,
                                       struct ct_error *err)
{
    return tidy_try(method, broken, NULL, err, option, NULL);
}

START_TEST(breaks_split_a_series_into_parts)
{
    struct ct_error err = {0};
    struct ct_panel *r = analyze_broken("mann-kendall", NULL, &err);
    const struct ct_table *t = ct_panel_table(r, "mann-kendall");
    long part = ct_table_find(t, "part"), s = ct_table_find(t, "s");
    ck_assert_uint_eq(t->n_rows, 2);
    ck_assert_double_eq(t->columns[part].number[1], 2);
    ck_assert_double_eq(t->columns[s].number[0], 6);
    ck_assert_double_eq(t->columns[s].number[1], -6);
    ck_assert_double_eq(tidy_number(r, "series", "area", "FRA", "n"), 8);
    ck_assert_str_eq(tidy_text(r, "series", "area", "FRA", "dataset"), "x");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(breaks_are_ignored_or_refused_when_asked)
{
    struct ct_error err = {0};
    struct ct_panel *r =
        analyze_broken("mann-kendall", "--across-breaks=ignore", &err);
    ck_assert_uint_eq(ct_panel_table(r, "mann-kendall")->n_rows, 1);
    ck_assert_int_eq(ct_table_find(ct_panel_table(r, "mann-kendall"), "part"),
                     -1);
    ct_panel_destroy(r);
    ck_assert_ptr_null(
        analyze_broken("mann-kendall", "--across-breaks=error", &err));
    ck_assert_str_eq(err.text,
                     "area=FRA measure=offences unit=RATE_100K has a break at "
                     "2004; --across-breaks=split analyses each side by "
                     "itself");
}
END_TEST

START_TEST(linked_values_meet_at_the_break)
{
    struct ct_error err = {0};
    struct ct_panel *r =
        tidy_try("index",
                 "area,unit,time,value,status\n"
                 "FRA,RATE_100K,2000,10,\n"
                 "FRA,RATE_100K,2001,11,\n"
                 "FRA,RATE_100K,2002,12.1,\n"
                 "FRA,RATE_100K,2003,26.62,B\n"
                 "FRA,RATE_100K,2004,29.282,\n",
                 NULL, &err, "--base=2003", "--across-breaks=link", NULL);
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2002");
    assert_near(o.x[CT_VALUE], 100 / 1.1, 1e-12);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    ck_assert_uint_eq(tidy_obs(r, "area", "FRA", "2003").status,
                      CT_STATUS_BREAK);
    ck_assert_str_eq(tidy_text(r, "series", "area", "FRA", "note"),
                     "values before 2003 linked (level shift) x 2.0000");
    ct_panel_destroy(r);
}
END_TEST

START_TEST(too_few_values_are_not_linked)
{
    struct ct_error err = {0};
    struct ct_panel *r =
        tidy_try("index",
                 "area,unit,time,value,status\n"
                 "FRA,RATE_100K,2000,10,\n"
                 "FRA,RATE_100K,2001,11,B\n"
                 "FRA,RATE_100K,2002,12,\n",
                 NULL, &err, "--base=2001", "--across-breaks=link", NULL);
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "2000").x[CT_VALUE]));
    ck_assert_str_eq(tidy_text(r, "series", "area", "FRA", "note"),
                     "breaks not linked: too few values; values across a "
                     "break from the base are left out");
    ct_panel_destroy(r);
}
END_TEST

/* smooth with a window of 1 shows the values as a method sees them. */
static struct ct_panel *filled(const char *text, const char *how)
{
    struct ct_panel *r =
        tidy_result("smooth", text, NULL, "--window=1", how, NULL);
    return r;
}

START_TEST(gaps_are_filled_between_values_only)
{
    const char *text = "area,time,value,status\n"
                       "FRA,1999,,\nFRA,2000,1,\nFRA,2002,4,\n"
                       "FRA,2003,,M\nFRA,2004,16,\nFRA,2005,,\n"
                       "FRA,2006,5,B\n";
    struct ct_panel *r = filled(text, "--fill=log-linear");
    struct ct_obs o = tidy_obs(r, "area", "FRA", "2001");
    assert_near(o.x[CT_VALUE], 2, 1e-15);
    ck_assert_uint_eq(o.status, CT_STATUS_IMPUTED);
    assert_near(tidy_obs(r, "area", "FRA", "2003").x[CT_VALUE], 8, 1e-15);
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "1999").x[CT_VALUE]));
    ck_assert(isnan(tidy_obs(r, "area", "FRA", "2005").x[CT_VALUE]));
    ck_assert_str_eq(tidy_text(r, "series", "area", "FRA", "note"),
                     "values filled (log-linear): 2");
    ct_panel_destroy(r);
    r = filled(text, "--fill=linear");
    assert_near(tidy_obs(r, "area", "FRA", "2001").x[CT_VALUE], 2.5, 1e-15);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(nothing_is_filled_by_default)
{
    struct ct_panel *r =
        filled("area,time,value\nFRA,2000,1\nFRA,2002,4\n", NULL);
    ck_assert_uint_eq(r->n_obs, 2);
    ck_assert_double_eq(tidy_number(r, "series", "area", "FRA", "missing"), 1);
    ct_panel_destroy(r);
}
END_TEST

START_TEST(two_units_of_one_series_are_refused)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,unit,time,value\n"
                                    "FRA,NUMBER,2000,3\n"
                                    "FRA,RATE_100K,2000,3\n");
    ck_assert_ptr_null(
        tidy_analyze("index", p, NULL, &err, "--base=2000", NULL));
    ck_assert_str_eq(err.text,
                     "area=FRA measure=offences unit=RATE_100K is there in "
                     "NUMBER too; choose one with --where unit=RATE_100K");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(counts_are_left_out_of_methods_on_rates)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,unit,time,value\n"
                                    "FRA,NUMBER,2000,3\n");
    ck_assert_ptr_null(tidy_analyze("trend", p, NULL, &err, NULL));
    ck_assert_int_eq(err.code, CT_ENONE);
    ck_assert_str_eq(err.text,
                     "nothing for 'trend': 1 series left out, they are counts, "
                     "and rates need a population (-p POPULATION.h5)");
    ck_assert_ptr_null(
        tidy_analyze("trend", p, NULL, &err, "--counts-from-rates", NULL));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "--counts-from-rates needs a population: -p "
                               "POPULATION.h5");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_result_carries_what_it_was_made_from)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,@dataset,time,value\n"
                                    "DEU,y,2000,8\nFRA,x,2000,3\n");
    struct ct_input input = {.name = "a.csv", .sha256 = "01"};
    ct_panel_input(p, &input);
    ct_panel_step(p, "collect a.csv", "1");
    ct_panel_note(p, 1, INT32_MIN, "definition", "attempts included");
    struct ct_panel *r =
        tidy_analyze("index", p, NULL, &err, "--base=2000", NULL);
    ck_assert(r->is_result);
    ck_assert_str_eq(r->method, "index");
    ck_assert_str_eq(ct_panel_code_of(r, "dataset", 1), "x");
    ck_assert_str_eq(ct_panel_code_of(r, "unit", 1), "INDEX");
    ck_assert_str_eq(r->provenance.inputs[0].name, "a.csv");
    ck_assert_str_eq(r->provenance.steps[0].command, "collect a.csv");
    ck_assert_int_eq((int)r->provenance.notes[0].series, 1);
    ck_assert_str_eq(
        r->provenance.options,
        "base=2000 link=geo across-breaks=split zero=half fill=none "
        "suppressed=bounds confidence=95 per=100000 "
        "population-gap=none");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(tables_alone_keep_labels_and_name_their_notes)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,unit,time,value\n"
                                    "USA:x,RATE_100K,2000,3\n"
                                    "USA:x,RATE_100K,2001,3\n");
    long area = ct_panel_find_key(p, "area");
    ct_dict_label(&p->keys[area].codes, 0, "Somewhere");
    ct_panel_note(p, 0, INT32_MIN, "definition", "attempts included");
    struct ct_panel *r = tidy_analyze("mann-kendall", p, NULL, &err, NULL);
    ck_assert_uint_eq(r->n_series, 0);
    area = ct_panel_find_key(r, "area");
    ck_assert_str_eq(r->keys[area].codes.label[0], "Somewhere");
    ck_assert_str_eq(ct_note_text(&r->provenance, 0),
                     "area=USA:x measure=offences unit=RATE_100K: attempts "
                     "included");
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

/* A table has no series to put notes on: what many have in common is said
 * once. */
START_TEST(notes_on_many_series_are_said_once)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel("area,time,value\n"
                                    "AUT,2000,1\nBEL,2000,1\nCHE,2000,1\n"
                                    "DEU,2000,1\nESP,2000,1\n");
    for (long s = 0; s < 5; s++)
        ct_panel_note(p, s, INT32_MIN, "definition", "thefts too");
    for (long s = 1; s < 3; s++)
        ct_panel_note(p, s, INT32_MIN, "definition", "no attempts");
    struct ct_panel *r = tidy_analyze("mann-kendall", p, NULL, &err, NULL);
    static const char *const want[] = {
        "area=AUT measure=offences unit=NUMBER and 4 more series: thefts too",
        "area=BEL measure=offences unit=NUMBER: no attempts",
        "area=CHE measure=offences unit=NUMBER: no attempts"};
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(ct_note_text(&r->provenance, i), want[i]);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(dimensions_give_way_to_columns_of_the_method)
{
    struct ct_error err = {0};
    struct ct_panel *r = tidy_try("change",
                                  "area,peak,time,value\n"
                                  "FRA,high,2000,30\n",
                                  NULL, &err, NULL);
    ck_assert_str_eq(tidy_text(r, "change", "area", "FRA", "peak_dim"), "high");
    ck_assert_str_eq(tidy_text(r, "change", "area", "FRA", "peak"), "2000");
    ct_panel_destroy(r);
}
END_TEST

/* The option a method cannot do without, or NULL. */
static const char *needed_option(const char *method)
{
    return strcmp(method, "index") == 0    ? "--base=2000"
           : strcmp(method, "ratio") == 0  ? "--reference=area=FRA"
           : strcmp(method, "shares") == 0 ? "--of=area"
           : strcmp(method, "sum") == 0    ? "--over=area"
                                           : NULL;
}

/* Whether a method refuses the panel below, and rightly. */
static bool refuses(const char *method)
{
    static const char *const refusing[] = {
        "quotient",                     /* a code by itself */
        "compare-trends",               /* one series alone */
        "adjust-coverage",              /* without months */
        "flows",                        /* the population makes rates */
        "mirror",          "revisions", /* one edition alone */
        "triangulate",
    };
    for (size_t i = 0; i < sizeof refusing / sizeof *refusing; i++)
        if (strcmp(refusing[i], method) == 0)
            return true;
    return false;
}

/* Every method on a panel with its n first observations, counts and rates. */
static void run_all(const char *text, size_t n)
{
    struct ct_panel *people = tidy_panel("area,measure,time,value\n"
                                         "FRA,population,2000,100\n"
                                         "FRA,population,2001,0\n");
    for (const struct ct_method *const *m = ct_methods; *m; m++) {
        if (refuses((*m)->name))
            continue;
        struct ct_panel *p = tidy_panel(text);
        const char *needed = needed_option((*m)->name);
        struct ct_words words = {needed != NULL, &needed};
        struct ct_error err = {0};
        p->n_obs = p->first[1] = n;
        struct ct_panel *r = tidy_run((*m)->name, p, people, &words, &err);
        ck_assert_msg(r != NULL, "%s: %s", (*m)->name, err.text);
        ck_assert_uint_eq(ct_panel_table(r, "series")->n_rows, 1);
        ct_panel_destroy(r);
        ct_panel_destroy(p);
    }
    ct_panel_destroy(people);
}

START_TEST(no_value_and_few_values_are_survived)
{
    const char *text = "area,age,time,value,status\nFRA,_T,2000,0,B\n"
                       "FRA,_T,2001,1e300,B\nFRA,_T,2002,,Q\n";
    for (size_t n = 0; n <= 3; n++)
        run_all(text, n);
}
END_TEST

START_TEST(methods_are_found_and_explain_themselves)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_method_find("raet", &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, "no method 'raet'; did you mean 'rate'?");
    for (const struct ct_method *const *m = ct_methods; *m; m++) {
        struct ct_buffer b = {0};
        ct_method_help(*m, &b);
        ck_assert_ptr_nonnull(strstr(b.data, (*m)->title));
        for (const struct ct_table_row *t = (*m)->tables; t && t->name; t++)
            ck_assert_ptr_nonnull(strstr(b.data, t->columns[0].name));
        for (const char *line = b.data; *line;) {
            size_t length = strcspn(line, "\n");
            ck_assert_msg(length <= 80, "%s: too long: %.*s", (*m)->name,
                          (int)length, line);
            line += length + 1;
        }
        ct_buffer_clear(&b);
    }
}
END_TEST

Suite *loop_suite(void);
Suite *loop_suite(void)
{
    Suite *s = suite_create("loop");
    TCase *t = tcase_create("loop");
    tcase_add_test(t, the_number_of_threads_changes_nothing);
    tcase_add_test(t, breaks_split_a_series_into_parts);
    tcase_add_test(t, breaks_are_ignored_or_refused_when_asked);
    tcase_add_test(t, linked_values_meet_at_the_break);
    tcase_add_test(t, too_few_values_are_not_linked);
    tcase_add_test(t, gaps_are_filled_between_values_only);
    tcase_add_test(t, nothing_is_filled_by_default);
    tcase_add_test(t, two_units_of_one_series_are_refused);
    tcase_add_test(t, counts_are_left_out_of_methods_on_rates);
    tcase_add_test(t, a_result_carries_what_it_was_made_from);
    tcase_add_test(t, tables_alone_keep_labels_and_name_their_notes);
    tcase_add_test(t, notes_on_many_series_are_said_once);
    tcase_add_test(t, dimensions_give_way_to_columns_of_the_method);
    tcase_add_test(t, no_value_and_few_values_are_survived);
    tcase_add_test(t, methods_are_found_and_explain_themselves);
    suite_add_tcase(s, t);
    return s;
}
