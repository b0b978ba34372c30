/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cell suppression: what is hidden, what is not, and how far a number of a
 * table can be moved. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/simplex.h"
#include "lib/status.h"
#include "lib/suppress.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <string.h>

static struct ct_codes *codes;

static void setup(void)
{
    struct ct_error err = {0};
    codes = ct_codes_read(TESTS "/../datasets/codelists", &err);
    ck_assert_msg(codes != NULL, "%s", err.text);
}

static void teardown(void)
{
    ct_codes_destroy(codes);
}

/* Appends the codes of a series that are not those of all, and the period. */
static void put_name(struct ct_buffer *b, const struct ct_panel *p,
                     size_t series, int32_t time)
{
    char period[CT_PERIOD_MAX];
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute && p->keys[k].codes.n > 1)
            ct_buffer_printf(b, "%s ", ct_panel_code(p, (long)k, series));
    const char *freq = ct_panel_code_of(p, "freq", series);
    ct_period_format((struct ct_period){*freq, time}, period);
    ct_buffer_text(b, period);
}

/* What has no number and status Q, by semicolons; freed by the caller. */
static char *hidden(const struct ct_panel *p)
{
    struct ct_buffer b = {0};
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            bool suppressed = p->status[i] & CT_STATUS_SUPPRESSED;
            ck_assert(!suppressed || isnan(p->column[CT_VALUE][i]));
            if (!suppressed)
                continue;
            if (b.size)
                ct_buffer_text(&b, "; ");
            put_name(&b, p, s, p->time[i]);
        }
    return ct_buffer_take(&b);
}

static const char *note_of(const struct ct_panel *p, const char *kind)
{
    for (size_t i = 0; i < p->provenance.n_notes; i++)
        if (strcmp(ct_note_kind(&p->provenance, i), kind) == 0)
            return ct_note_text(&p->provenance, i);
    return "";
}

static struct ct_panel *suppressed(const char *text, double below)
{
    struct ct_error err = {0};
    struct ct_panel *p = tidy_panel(text);
    ck_assert_msg(ct_suppress(p, below, codes, &err) == 0, "%s", err.text);
    return p;
}

/* Suppresses and compares with what should be hidden. */
static void check(const char *text, double below, const char *want)
{
    struct ct_panel *p = suppressed(text, below);
    char *got = hidden(p);
    ck_assert_str_eq(got, want);
    free(got);
    ct_panel_destroy(p);
}

START_TEST(small_counts_go_and_zeros_stay)
{
    const char *text = "area,time,value\n"
                       "DEU,2010,4\nDEU,2011,5\nDEU,2012,0\nDEU,2013,1\n";
    check(text, 5, "2010; 2013");
    check(text, 2, "2013");
    check(text, 1, "");
    check(text, 0, "");
}
END_TEST

START_TEST(the_note_counts_them)
{
    struct ct_panel *p = suppressed("area,time,value\nDEU,2010,4\n", 5);
    ck_assert_str_eq(note_of(p, "suppressed"),
                     "counts below 5 are suppressed, and others from which "
                     "they could be worked out: 1 cells in all");
    ct_panel_destroy(p);
    p = suppressed("area,time,value\nDEU,2010,7\n", 5);
    ck_assert_str_eq(note_of(p, "suppressed"), "");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(the_other_sex_goes_too)
{
    check("area,sex,time,value\n"
          "DEU,F,2010,3\nDEU,M,2010,17\nDEU,_T,2010,20\n",
          5, "F 2010; M 2010");
    /* Without a total nothing follows from the other sex. */
    check("area,sex,time,value\nDEU,F,2010,3\nDEU,M,2010,17\n", 5, "F 2010");
    /* Nor where sex is unknown of more. */
    check("area,sex,time,value\n"
          "DEU,F,2010,3\nDEU,M,2010,17\nDEU,_T,2010,40\n",
          5, "F 2010");
}
END_TEST

START_TEST(two_ones_are_not_hidden_by_their_sum)
{
    check("area,offence,time,value\n"
          "DEU,_T,2010,52\nDEU,0101,2010,1\nDEU,0201,2010,1\n"
          "DEU,0301,2010,20\nDEU,0401,2010,30\n",
          5, "0101 2010; 0201 2010; 0301 2010");
}
END_TEST

START_TEST(both_ways_of_a_table)
{
    check("area,sex,time,value\n"
          "DEU,F,2010,3\nDEU,M,2010,17\nDEU,_T,2010,20\n"
          "FRA,F,2010,12\nFRA,M,2010,28\nFRA,_T,2010,40\n"
          "ITA,F,2010,60\nITA,M,2010,70\nITA,_T,2010,130\n"
          "_T,F,2010,75\n_T,M,2010,115\n_T,_T,2010,190\n",
          5, "DEU F 2010; DEU M 2010; FRA F 2010; FRA M 2010");
}
END_TEST

START_TEST(offences_by_the_tree)
{
    check("area,offence,time,value\n"
          "DEU,01,2010,30\nDEU,0101,2010,26\nDEU,0102,2010,4\n"
          "DEU,02,2010,100\n",
          5, "0101 2010; 0102 2010");
}
END_TEST

START_TEST(regions_and_parts_of_countries)
{
    check("area,time,value\n"
          "AUT,2010,3\nBEL,2010,20\nM49:155,2010,23\n",
          5, "AUT 2010; BEL 2010");
    check("area,time,value\n"
          "GB-EAW,2010,600\nGB-NIR,2010,4\nGB-SCT,2010,90\nGBR,2010,694\n",
          5, "GB-NIR 2010; GB-SCT 2010");
    /* A grouping across the regions does not hide that those add up. */
    check("area,time,value\n"
          "M49:001,2010,1000\nM49:002,2010,3\nM49:009,2010,97\n"
          "M49:019,2010,200\nM49:142,2010,300\nM49:150,2010,400\n"
          "M49:199,2010,50\n",
          5, "M49:002 2010; M49:009 2010");
}
END_TEST

START_TEST(ages_in_every_tiling)
{
    check("area,age,time,value\n"
          "DEU,_T,2010,60\nDEU,Y_LT18,2010,10\nDEU,Y_GE18,2010,50\n"
          "DEU,Y18T64,2010,47\nDEU,Y_GE65,2010,3\n",
          5, "Y18T64 2010; Y_GE65 2010");
    check("area,age,time,value\n"
          "DEU,_T,2010,60\nDEU,Y10T19,2010,3\nDEU,Y20T29,2010,27\n"
          "DEU,Y_GE30,2010,25\nDEU,_U,2010,5\n",
          5, "Y10T19 2010; _U 2010");
}
END_TEST

/* Twelve months and their year. */
static char *months(const char *more)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "area,definition,freq,time,value\n");
    for (int m = 1; m <= 12; m++)
        ct_buffer_printf(&b, "DEU,_T,M,2010-%02d,%d\n", m, m == 3 ? 2 : 10 + m);
    ct_buffer_text(&b, more);
    return ct_buffer_take(&b);
}

START_TEST(months_of_a_year)
{
    char *text = months("DEU,_T,A,2010,187\n");
    check(text, 5, "M 2010-01; M 2010-03");
    free(text);
    text = months("DEU,_T,Q,2010-Q1,25\nDEU,_T,Q,2010-Q2,45\n");
    check(text, 5, "M 2010-01; M 2010-03");
    free(text);
    text = months("");
    check(text, 5, "2010-03");
    free(text);
}
END_TEST

START_TEST(the_year_so_far)
{
    /* January and February, and the year to March: March follows. */
    char *text = months("DEU,YTD,M,2010-02,23\nDEU,YTD,M,2010-03,25\n"
                        "DEU,YTD,M,2010-04,39\n");
    check(text, 5,
          "YTD 2010-03; _T 2010-01; _T 2010-02; _T 2010-03; _T 2010-04");
    free(text);
}
END_TEST

START_TEST(other_editions)
{
    check("area,vintage,sex,time,value\n"
          "DEU,2011,F,2010,3\nDEU,2011,M,2010,17\nDEU,2011,_T,2010,20\n"
          "DEU,2012,F,2010,9\nDEU,2012,M,2010,17\nDEU,2012,_T,2010,26\n",
          5, "2011 F 2010; 2011 M 2010; 2012 F 2010; 2012 M 2010");
}
END_TEST

START_TEST(rates_go_with_their_count)
{
    check("area,offence,unit,time,value\n"
          "DEU,0101,NUMBER,2010,3\nDEU,0101,RATE_100K,2010,0.3\n"
          "DEU,0201,NUMBER,2010,30\nDEU,0201,RATE_100K,2010,3\n",
          5, "0101 NUMBER 2010; 0101 RATE_100K 2010");
}
END_TEST

START_TEST(rates_are_judged_by_the_population)
{
    check("area,measure,unit,time,value\n"
          "DEU,offences,RATE_100K,2010,0.3\nDEU,population,NUMBER,2010,1e6\n"
          "FRA,offences,RATE_100K,2010,3\nFRA,population,NUMBER,2010,1e6\n",
          5, "DEU offences RATE_100K 2010");
    /* It follows from the count and the rate of another offence. */
    check("area,offence,unit,time,value\n"
          "DEU,0101,RATE_100K,2010,0.3\n"
          "DEU,0201,NUMBER,2010,30\nDEU,0201,RATE_100K,2010,3\n",
          5, "0101 RATE_100K 2010");
    struct ct_panel *p =
        suppressed("area,unit,time,value\nDEU,RATE_100K,2010,0.3\n"
                   "DEU,RATE_100K,2011,0\n",
                   5);
    ck_assert_str_eq(note_of(p, "suppressed"),
                     "values whose count is not known here: 1; whether it is "
                     "below 5 was not judged");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(small_populations_are_no_counts)
{
    check("area,measure,unit,time,value\n"
          "DEU,population,NUMBER,2010,3\nDEU,seizures,KG,2010,2\n",
          5, "");
}
END_TEST

START_TEST(what_the_publisher_withheld_is_kept)
{
    /* By the rate beside it, by the total and the other sex. */
    check("area,sex,unit,time,value,status\n"
          "DEU,F,NUMBER,2010,,Q\nDEU,F,RATE_100K,2010,0.3,\n"
          "DEU,M,NUMBER,2010,17,\nDEU,_T,NUMBER,2010,20,\n"
          "DEU,_T,NUMBER,2011,60,\n",
          5, "F NUMBER 2010; F RATE_100K 2010; M NUMBER 2010");
    check("area,sex,time,value,status\n"
          "DEU,F,2010,,Q\nDEU,M,2010,17,\nDEU,_T,2010,20,\n",
          5, "F 2010; M 2010");
    /* Both withheld: their sum says little enough; not if it is 2. */
    check("area,sex,time,value,status\n"
          "DEU,F,2010,,Q\nDEU,M,2010,,Q\nDEU,_T,2010,20,\n",
          5, "F 2010; M 2010");
    check("area,offence,time,value,status\n"
          "DEU,0101,2010,,Q\nDEU,0201,2010,,Q\nDEU,0301,2010,18,\n"
          "DEU,_T,2010,20,\n",
          5, "0101 2010; 0201 2010; 0301 2010");
}
END_TEST

START_TEST(published_bounds_stay)
{
    struct ct_panel *p =
        suppressed("area,offence,time,value,lower,upper,status\n"
                   "DEU,0101,2010,,1,4,Q\nDEU,0201,2010,18,,,\n"
                   "DEU,_T,2010,20,,,\n",
                   5);
    struct ct_obs o = tidy_obs(p, "offence", "0101", "2010");
    ck_assert_double_eq(o.x[CT_LOWER], 1);
    ck_assert_double_eq(o.x[CT_UPPER], 4);
    o = tidy_obs(p, "offence", "0201", "2010");
    ck_assert(isnan(o.x[CT_VALUE]) && o.status == CT_STATUS_SUPPRESSED);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(everything_said_of_it_goes)
{
    struct ct_panel *p =
        suppressed("area,unit,time,value,lower,upper,events,population,status\n"
                   "DEU,RATE_100K,2010,0.3,0.1,0.9,3,1000000,B\n",
                   5);
    struct ct_obs o = tidy_obs(p, "area", "DEU", "2010");
    ck_assert(isnan(o.x[CT_VALUE]) && isnan(o.x[CT_LOWER]));
    ck_assert(isnan(o.x[CT_UPPER]) && isnan(o.x[CT_EVENTS]));
    ck_assert_double_eq(o.x[CT_POPULATION], 1000000);
    ck_assert_uint_eq(o.status, CT_STATUS_SUPPRESSED | CT_STATUS_BREAK);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(notes_on_it_go)
{
    struct ct_error err = {0};
    struct ct_panel *p =
        tidy_panel("area,time,value\nDEU,2010,3\nDEU,2011,9\n");
    ct_panel_note(p, 0, p->time[0], "definition", "3 victims of one attack");
    ct_panel_note(p, 0, p->time[0], "break", "new law");
    ct_panel_note(p, 0, p->time[1], "definition", "9 victims");
    ck_assert_int_eq(ct_suppress(p, 5, codes, &err), 0);
    ck_assert_str_eq(note_of(p, "definition"), "9 victims");
    ck_assert_str_eq(note_of(p, "break"), "new law");
    ct_panel_destroy(p);
}
END_TEST

/* Counts of two countries, of which one is small in one year. */
static const char two_areas[] =
    "area,time,value\n"
    "DEU,2010,30\nDEU,2011,31\nDEU,2012,4\nDEU,2013,33\nDEU,2014,34\n"
    "FRA,2010,30\nFRA,2011,31\nFRA,2012,36\nFRA,2013,33\nFRA,2014,34\n";

START_TEST(models_of_such_a_series_go)
{
    struct ct_error err = {0};
    struct ct_panel *r = tidy_result("smooth", two_areas, NULL, NULL);
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), 0);
    struct ct_obs o = tidy_obs(r, "area", "DEU", "2011");
    ck_assert(isnan(o.x[CT_VALUE]));
    ck_assert_double_eq(o.x[CT_OBSERVED], 31);
    ck_assert(isnan(tidy_obs(r, "area", "DEU", "2012").x[CT_OBSERVED]));
    ck_assert(!isnan(tidy_obs(r, "area", "FRA", "2012").x[CT_VALUE]));
    ct_panel_destroy(r);
}
END_TEST

/* Sixteen years of two countries, 2003 of the first small. */
static struct ct_panel *long_series(void)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, "area,time,value\n");
    for (int a = 0; a < 2; a++)
        for (int year = 2000; year < 2016; year++)
            ct_buffer_printf(&b, "%s,%d,%d\n", a ? "FRA" : "DEU", year,
                             !a && year == 2003 ? 4 : 30 + year % 5);
    struct ct_panel *p = tidy_panel(b.data);
    ct_buffer_clear(&b);
    return p;
}

START_TEST(statistics_of_such_a_series_go)
{
    struct ct_error err = {0};
    struct ct_panel *p = long_series();
    struct ct_panel *r = tidy_analyze("breaks", p, NULL, &err, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), 0);
    ck_assert(isnan(tidy_number(r, "models", "area", "DEU", "rss")));
    ck_assert_double_eq(tidy_number(r, "models", "area", "DEU", "n"), 16);
    ck_assert_str_eq(tidy_text(r, "models", "area", "DEU", "note"),
                     "suppressed");
    ck_assert(!isnan(tidy_number(r, "models", "area", "FRA", "rss")));
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(tables_of_a_hidden_period_go)
{
    struct ct_error err = {0};
    struct ct_panel *r =
        tidy_result("rate", two_areas,
                    "area,measure,time,value\n"
                    "DEU,population,2010,1000\nDEU,population,2011,1000\n"
                    "DEU,population,2012,1000\nDEU,population,2013,1000\n"
                    "DEU,population,2014,1000\n",
                    NULL);
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), 0);
    ck_assert(isnan(tidy_number(r, "reliability", "time", "2012", "events")));
    ck_assert(isnan(tidy_number(r, "reliability", "time", "2012", "rse")));
    ck_assert_double_eq(tidy_number(r, "reliability", "time", "2011", "events"),
                        31);
    ct_panel_destroy(r);
}
END_TEST

/* The result of a method holds statistics, or counts in tables alone. */
static void check_refused(const char *method)
{
    struct ct_error err = {0};
    struct ct_panel *p = long_series();
    struct ct_panel *r = tidy_analyze(method, p, NULL, &err, NULL);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.text,
                     "the result holds no series of counts to suppress by; "
                     "analyze it anew with --min-cell=5, which suppresses "
                     "before it computes");
    ct_panel_step(r, "analyze x no-min-cell-5.h5 --min-cell=4", "1");
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), -1);
    ct_panel_step(r, "analyze x --min-cell=5 x.h5", "1");
    ck_assert_int_eq(ct_suppress(r, 5, codes, &err), 0);
    ct_panel_destroy(r);
    ct_panel_destroy(p);
}

START_TEST(results_without_counts_are_refused)
{
    check_refused("mann-kendall");
    check_refused("forecast");
    check_refused("latest");
}
END_TEST

/* A result of rows as they are, with its own numbers. */
static int suppress_result(const char *rows, const char *residents,
                           const char *method, const char *word,
                           struct ct_error *err)
{
    struct ct_panel *p = tidy_panel(rows);
    struct ct_panel *people = residents ? tidy_panel(residents) : NULL;
    *err = (struct ct_error){0};
    struct ct_panel *r = tidy_analyze(method, p, people, err, word, NULL);
    ck_assert_msg(r != NULL, "%s", err->text);
    int result = ct_suppress(r, 5, codes, err);
    ct_panel_destroy(r);
    ct_panel_destroy(people);
    ct_panel_destroy(p);
    return result;
}

/* Men are what women leave of all, be they in the result or not. */
START_TEST(what_a_total_leaves_is_a_count)
{
    static const char residents[] = "area,measure,sex,time,value\n"
                                    "DEU,population,F,2010,1000\n"
                                    "DEU,population,M,2010,1000\n"
                                    "DEU,population,_T,2010,2000\n";
    struct ct_error err;
    ck_assert_int_eq(
        suppress_result("area,sex,time,value\nDEU,F,2010,17\nDEU,_T,2010,20\n",
                        residents, "rate", NULL, &err),
        -1);
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.text, "a total leaves, beyond the parts the result "
                               "holds, a count below 5; analyze it anew with "
                               "--min-cell=5, which suppresses before it "
                               "computes");
    /* Five, none, and a part that is there and goes itself. */
    ck_assert_int_eq(
        suppress_result("area,sex,time,value\nDEU,F,2010,15\nDEU,_T,2010,20\n",
                        residents, "rate", NULL, &err),
        0);
    ck_assert_int_eq(
        suppress_result("area,sex,time,value\nDEU,F,2010,20\nDEU,_T,2010,20\n",
                        residents, "rate", NULL, &err),
        0);
    ck_assert_int_eq(
        suppress_result("area,sex,time,value\nDEU,F,2010,17\nDEU,M,2010,3\n"
                        "DEU,_T,2010,20\n",
                        residents, "rate", NULL, &err),
        0);
    /* A month that is not there. */
    ck_assert_int_eq(
        suppress_result("area,freq,time,value\nDEU,A,2010,70\n"
                        "DEU,M,2010-01,40\nDEU,M,2010-02,28\n",
                        "area,measure,time,value\nDEU,population,2010,1000\n",
                        "rate", NULL, &err),
        -1);
}
END_TEST

/* A sum of some leaves the others of a total that stands elsewhere. */
START_TEST(sums_tell_what_they_leave)
{
    struct ct_error err;
    ck_assert_int_eq(
        suppress_result("area,sex,time,value\nDEU,F,2010,17\nDEU,M,2010,3\n",
                        NULL, "sum", "--over=sex", &err),
        -1);
    ck_assert_ptr_nonnull(strstr(err.text, "the result of 'sum' tells"));
}
END_TEST

/* What agencies reported shows through the estimate. */
START_TEST(estimates_for_agencies_are_refused)
{
    struct ct_error err;
    ck_assert_int_eq(suppress_result("area,agency,group,measure,time,value\n"
                                     "US-AL,A1,I,offences,2019,20\n"
                                     "US-AL,A2,I,offences,2019,3\n"
                                     "US-AL,A1,I,months,2019,12\n"
                                     "US-AL,A2,I,months,2019,6\n",
                                     "area,agency,group,measure,time,value\n"
                                     "US-AL,A1,I,population,2019,1000\n"
                                     "US-AL,A2,I,population,2019,2000\n",
                                     "adjust-coverage", NULL, &err),
                     -1);
    ck_assert_ptr_nonnull(
        strstr(err.text, "the result of 'adjust-coverage' tells"));
}
END_TEST

START_TEST(a_second_time_changes_nothing)
{
    struct ct_error err = {0};
    struct ct_panel *p =
        suppressed("area,sex,time,value\n"
                   "DEU,F,2010,3\nDEU,M,2010,17\nDEU,_T,2010,20\n"
                   "FRA,F,2010,12\nFRA,M,2010,28\nFRA,_T,2010,40\n"
                   "_T,F,2010,15\n_T,M,2010,45\n_T,_T,2010,60\n",
                   5);
    char *before = hidden(p);
    ck_assert_int_eq(ct_suppress(p, 5, codes, &err), 0);
    char *after = hidden(p);
    ck_assert_str_eq(before, after);
    free(before);
    free(after);
    ct_panel_destroy(p);
}
END_TEST

enum { SIDE = 3, CELLS = SIDE * SIDE, SUMS = 2 * SIDE };

/* The least and the greatest number of each cell over all tables with the sums
 * of x: four cells decide a table of three by three. */
static void try_all(const int *x, int *least, int *most)
{
    int row[SIDE] = {0}, column[SIDE] = {0}, t[CELLS];
    for (int i = 0; i < CELLS; i++) {
        row[i / SIDE] += x[i];
        column[i % SIDE] += x[i];
        least[i] = most[i] = x[i];
    }
    for (int code = 0; code < 10000; code++) {
        t[0] = code % 10, t[1] = code / 10 % 10;
        t[3] = code / 100 % 10, t[4] = code / 1000;
        t[2] = row[0] - t[0] - t[1];
        t[5] = row[1] - t[3] - t[4];
        for (int j = 0; j < SIDE; j++)
            t[6 + j] = column[j] - t[j] - t[3 + j];
        bool good = true;
        for (int i = 0; i < CELLS; i++)
            good &= t[i] >= 0;
        for (int i = 0; i < CELLS && good; i++) {
            least[i] = t[i] < least[i] ? t[i] : least[i];
            most[i] = t[i] > most[i] ? t[i] : most[i];
        }
    }
}

START_TEST(moves_as_far_as_any_table)
{
    double a[SUMS * CELLS] = {0}, down[CELLS], up[CELLS], d[CELLS];
    int x[CELLS], least[CELLS], most[CELLS];
    for (int i = 0; i < CELLS; i++)
        a[i / SIDE * CELLS + i] = a[(SIDE + i % SIDE) * CELLS + i] = 1;
    srand(11);
    for (int round = 0; round < unit_rounds(60); round++) {
        for (int i = 0; i < CELLS; i++) {
            x[i] = rand() % 4;
            down[i] = x[i];
            up[i] = INFINITY;
        }
        try_all(x, least, most);
        const struct ct_moves m = {SUMS, CELLS, a, down, up};
        for (size_t i = 0; i < CELLS; i++) {
            ck_assert_double_eq_tol(ct_simplex_move(&m, i, 1, INFINITY, d),
                                    most[i] - x[i], 1e-9);
            ck_assert_double_eq_tol(ct_simplex_move(&m, i, -1, INFINITY, d),
                                    x[i] - least[i], 1e-9);
            ck_assert(ct_simplex_move(&m, i, 1, 1, d) <= 1);
        }
    }
}
END_TEST

START_TEST(moves_without_sums)
{
    const double down[] = {3}, up[] = {INFINITY};
    double d[1];
    const struct ct_moves m = {0, 1, NULL, down, up};
    ck_assert_double_eq(ct_simplex_move(&m, 0, -1, 100, d), 3);
    ck_assert_double_eq(ct_simplex_move(&m, 0, 1, 100, d), 100);
    ck_assert_double_eq(d[0], 100);
}
END_TEST

Suite *suppress_suite(void);
Suite *suppress_suite(void)
{
    Suite *s = suite_create("suppress");
    TCase *t = tcase_create("suppress");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, small_counts_go_and_zeros_stay);
    tcase_add_test(t, the_note_counts_them);
    tcase_add_test(t, the_other_sex_goes_too);
    tcase_add_test(t, two_ones_are_not_hidden_by_their_sum);
    tcase_add_test(t, both_ways_of_a_table);
    tcase_add_test(t, offences_by_the_tree);
    tcase_add_test(t, regions_and_parts_of_countries);
    tcase_add_test(t, ages_in_every_tiling);
    tcase_add_test(t, months_of_a_year);
    tcase_add_test(t, the_year_so_far);
    tcase_add_test(t, other_editions);
    tcase_add_test(t, rates_go_with_their_count);
    tcase_add_test(t, rates_are_judged_by_the_population);
    tcase_add_test(t, small_populations_are_no_counts);
    tcase_add_test(t, what_the_publisher_withheld_is_kept);
    tcase_add_test(t, published_bounds_stay);
    tcase_add_test(t, everything_said_of_it_goes);
    tcase_add_test(t, notes_on_it_go);
    tcase_add_test(t, models_of_such_a_series_go);
    tcase_add_test(t, statistics_of_such_a_series_go);
    tcase_add_test(t, tables_of_a_hidden_period_go);
    tcase_add_test(t, results_without_counts_are_refused);
    tcase_add_test(t, what_a_total_leaves_is_a_count);
    tcase_add_test(t, sums_tell_what_they_leave);
    tcase_add_test(t, estimates_for_agencies_are_refused);
    tcase_add_test(t, a_second_time_changes_nothing);
    suite_add_tcase(s, t);
    t = tcase_create("simplex");
    tcase_add_test(t, moves_as_far_as_any_table);
    tcase_add_test(t, moves_without_sums);
    suite_add_tcase(s, t);
    return s;
}
