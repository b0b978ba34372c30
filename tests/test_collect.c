/* SPDX-License-Identifier: GPL-3.0-or-later
 * Collecting tidy text: what is taken, what is refused, in which words. */
#include "config.h"

#include "collect/collect.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>

#define FILE_NAME TESTS_BUILD "/collect.csv"
#define HEAD "area,measure,offence,unit,freq,time,value\n"
#define ROW "USA,offences,0101,NUMBER,A,2000,1\n"

/* One collect and what came of it. */
struct result {
    struct ct_codes *codes;
    struct ct_panel *panel;
    struct ct_accounting accounting;
    struct ct_problems rejects;
    struct ct_error err;
    char message[2048];
};

static void collect(struct result *r, const char *text, bool strict)
{
    static const char *const files[] = {FILE_NAME};
    *r = (struct result){0};
    char *datadir = ct_datadir();
    char *lists = ct_xasprintf("%s/codelists", datadir);
    r->codes = ct_codes_read(lists, NULL);
    ck_assert_int_eq(ct_file_write(FILE_NAME, text, strlen(text), NULL), 0);
    struct ct_collect_request request = {.n_files = 1,
                                         .files = files,
                                         .dataset = "tidy",
                                         .datadir = datadir,
                                         .codes = r->codes,
                                         .strict = strict};
    r->panel = ct_collect(&request, &r->accounting, &r->rejects, &r->err);
    ct_error_format(&r->err, r->message, sizeof r->message);
    free(lists);
    free(datadir);
}

static void clear(struct result *r)
{
    ct_panel_destroy(r->panel);
    ct_problems_clear(&r->rejects);
    ct_codes_destroy(r->codes);
}

static const struct ct_accounting *sums(const struct result *r)
{
    const struct ct_accounting *a = &r->accounting;
    ck_assert_uint_eq(a->cells,
                      a->taken + a->missing + a->ignored + a->rejected);
    return a;
}

START_TEST(fills_in_what_is_absent)
{
    struct result r;
    collect(&r, "area,time,value\nUSA,2000-Q3,1.5\n", true);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_str_eq(ct_panel_code_of(r.panel, "unit", 0), "NUMBER");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "freq", 0), "Q");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "offence", 0), "_T");
    ck_assert_int_eq((int)r.panel->source_line[0], 2);
    ck_assert_str_eq(r.panel->provenance.inputs[0].dataset, "tidy");
    ck_assert_uint_eq(r.panel->provenance.inputs[0].bytes, 32);
    clear(&r);
}
END_TEST

START_TEST(keeps_what_is_missing)
{
    struct result r;
    collect(&r,
            "area,time,value,status\nUSA,2000,,\nUSA,2001,,Q\nUSA,2002,3,BE\n"
            "USA,2003,4,O\n",
            false);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(sums(&r)->missing, 2);
    ck_assert_uint_eq(sums(&r)->rejected, 1);
    ck_assert_uint_eq(r.panel->status[0], CT_STATUS_MISSING);
    ck_assert_uint_eq(r.panel->status[1], CT_STATUS_SUPPRESSED);
    ck_assert_uint_eq(r.panel->status[2],
                      CT_STATUS_BREAK | CT_STATUS_ESTIMATED);
    ck_assert(isnan(r.panel->column[CT_VALUE][0]));
    clear(&r);
}
END_TEST

START_TEST(reads_bounds_events_and_labels)
{
    struct result r;
    collect(&r,
            "area,area_label,unit,mechanism,time,value,lower,events\n"
            "USA:Springfield,Springfield,RATE_100K,firearm,2000,5,4,12\n",
            true);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_str_eq(ct_panel_label(r.panel, 0, 0), "Springfield");
    ck_assert_str_eq(ct_panel_code_of(r.panel, "mechanism", 0), "firearm");
    ck_assert_double_eq(r.panel->column[CT_LOWER][0], 4);
    ck_assert_double_eq(r.panel->column[CT_EVENTS][0], 12);
    ck_assert_ptr_null(r.panel->column[CT_UPPER]);
    clear(&r);
}
END_TEST

START_TEST(the_same_twice_is_kept_once)
{
    struct result r;
    collect(&r, HEAD ROW ROW, false);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(r.panel->n_obs, 1);
    ck_assert_uint_eq(sums(&r)->ignored, 1);
    clear(&r);
}
END_TEST

START_TEST(two_values_of_one_key_are_both_rejected)
{
    struct result r;
    collect(&r,
            HEAD ROW "USA,offences,0101,NUMBER,A,2000,2\n"
                     "USA,offences,0101,NUMBER,A,2001,3\n",
            false);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(r.panel->n_obs, 1);
    ck_assert_uint_eq(sums(&r)->rejected, 2);
    ck_assert_uint_eq(r.rejects.n, 2);
    ck_assert_int_eq((int)r.rejects.items[1].line, 3);
    ck_assert_str_eq(r.rejects.items[0].reason,
                     "same key (USA offences 0101 NUMBER A 2000) as " FILE_NAME
                     ":3, which has 2");
    clear(&r);
}
END_TEST

/* Rows that are refused among good ones, and why. */
static const struct {
    const char *row, *reason;
} bad_rows[] = {
    {"USA,offences,0101\n", "3 cells, the header has 7"},
    {"USA,offences,0101,NUMBER,A,2020,1,2\n", "8 cells, the header has 7"},
    {"USA,offnces,0101,NUMBER,A,2020,1\n",
     "unknown code of measure 'offnces', did you mean 'offences'?"},
    {"QQQ1,offences,0101,NUMBER,A,2020,1\n", "unknown code of area 'QQQ1'"},
    {",offences,0101,NUMBER,A,2020,1\n",
     "no code of area; the total is '_T', unknown is '_U'"},
    {"USA,offences,0101,NUMBER,Q,2020,1\n",
     "the period is of freq A, but freq is Q"},
    {"USA,offences,0101,NUMBER,A,2020,-5\n", "a negative number"},
};

START_TEST(refuses_a_bad_row)
{
    char text[1024];
    snprintf(text, sizeof text, "%s%s%s", HEAD, ROW, bad_rows[_i].row);
    struct result r;
    collect(&r, text, false);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(sums(&r)->rejected, 1);
    ck_assert_int_eq((int)r.rejects.items[0].line, 3);
    ck_assert_str_eq(r.rejects.items[0].reason, bad_rows[_i].reason);
    clear(&r);
}
END_TEST

/* Files that are refused whole, and in which words. */
static const struct {
    const char *text, *message;
} bad_files[] = {
    {"", FILE_NAME ": the file is empty"},
    {HEAD, FILE_NAME ": no rows below the header"},
    {"area,area,time,value\n", FILE_NAME ":1:2: two columns are called 'area'"},
    {"area,measure,time\n", FILE_NAME ":1: no column 'value'"},
    {"area,tiem,value\n",
     FILE_NAME ":1: no column 'time'; the nearest is 'tiem'"},
    {"area,mesure,time,value\n",
     FILE_NAME ":1:2: unknown column 'mesure', did you mean 'measure'?"},
    {"area,time,value,Notes\n", FILE_NAME
     ":1:4: 'Notes' cannot be the name of a dimension: use a-z, 0-9 and _"},
    {HEAD "USA,offences,0101,NUMBER,A,20x0,1\n",
     FILE_NAME ":2: no number could be taken (1 rejects, the first: time: "},
    {"%PDF-1.4\n", FILE_NAME ":1: not delimited text, but a PDF document"},
};

START_TEST(refuses_a_bad_file)
{
    struct result r;
    collect(&r, bad_files[_i].text, false);
    ck_assert_ptr_null(r.panel);
    const char *want = bad_files[_i].message;
    if (strncmp(r.message, want, strlen(want)) != 0)
        ck_assert_str_eq(r.message, want);
    clear(&r);
}
END_TEST

START_TEST(strict_takes_all_or_nothing)
{
    struct result r;
    collect(&r, HEAD ROW "USA,offences,0101,NUMBER,A,2001,x\n", true);
    ck_assert_ptr_null(r.panel);
    ck_assert_int_eq(r.err.code, CT_EDATA);
    ck_assert_int_eq((int)r.err.line, 3);
    clear(&r);
}
END_TEST

START_TEST(forecasts_and_components_may_be_negative)
{
    struct result r;
    collect(&r,
            "area,component,unit,time,value,status\n"
            "USA,remainder,NUMBER,2000,-1,\nUSA,_T,NUMBER,2001,-1,F\n"
            "USA,_T,PERCENT,2000,-1,\n",
            true);
    ck_assert_ptr_nonnull(r.panel);
    ck_assert_uint_eq(sums(&r)->taken, 3);
    clear(&r);
}
END_TEST

Suite *collect_suite(void);
Suite *collect_suite(void)
{
    Suite *s = suite_create("collect");
    TCase *t = tcase_create("tidy");
    tcase_add_test(t, fills_in_what_is_absent);
    tcase_add_test(t, keeps_what_is_missing);
    tcase_add_test(t, reads_bounds_events_and_labels);
    tcase_add_test(t, the_same_twice_is_kept_once);
    tcase_add_test(t, two_values_of_one_key_are_both_rejected);
    tcase_add_loop_test(t, refuses_a_bad_row, 0,
                        sizeof bad_rows / sizeof *bad_rows);
    tcase_add_loop_test(t, refuses_a_bad_file, 0,
                        sizeof bad_files / sizeof *bad_files);
    tcase_add_test(t, strict_takes_all_or_nothing);
    tcase_add_test(t, forecasts_and_components_may_be_negative);
    suite_add_tcase(s, t);
    return s;
}
