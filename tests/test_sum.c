/* SPDX-License-Identifier: GPL-3.0-or-later
 * sum: wholes and their parts, what is refused, bounds, changing parts. */
#include "config.h"

#include "analyze/whole.h"
#include "lib/status.h"
#include "tests/tidy_panel.h"
#include "tests/unit.h"

#include <gsl/gsl_rng.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static struct ct_codes *codes;

static void read_codes(void)
{
    struct ct_error err;
    codes = ct_codes_read(CT_DATADIR_SOURCE "/codelists", &err);
    ck_assert_msg(codes != NULL, "%s", err.text);
}

static void free_codes(void)
{
    ct_codes_destroy(codes);
}

enum { MOST = 60 };

/* The whole of codes parted by blanks. */
struct parts {
    char text[400];
    const char *code[MOST];
    size_t n;
};

static void cut(const char *text, struct parts *p)
{
    char *rest = strcpy(p->text, text), *one;
    p->n = 0;
    while ((one = strsep(&rest, " ")))
        p->code[p->n++] = one;
}

/* Finds the whole of `all`, and checks its code and what lacks with `here`. */
static void check_whole(const char *dimension, const char *all,
                        const char *here, const char *code, const char *lacks)
{
    struct parts a, h;
    struct ct_whole w;
    char missing[CT_WHOLE_MAX];
    cut(all, &a);
    cut(here, &h);
    ct_whole_find(codes, dimension, a.code, a.n, &w);
    ck_assert_str_eq(w.code, code);
    bool complete = ct_whole_complete(&w, h.code, h.n, missing);
    ck_assert_str_eq(missing, lacks);
    ck_assert_int_eq(complete, !*lacks);
    ck_assert_int_eq(ct_whole_complete(&w, h.code, h.n, NULL), complete);
    ct_whole_clear(&w);
}

START_TEST(sexes_and_ages_have_wholes)
{
    check_whole("sex", "F M", "M F", "_T", "");
    check_whole("sex", "F M _U", "F M", "_T", "");
    check_whole("sex", "F M _U", "F _U", "_T", "M");
    check_whole("sex", "M", "M", "_T", "F");
    check_whole("age", "Y_LT18 Y_GE18", "Y_GE18 Y_LT18", "_T", "");
    check_whole("age", "Y_LT18 Y_GE18 _U", "Y_GE18 Y_LT18 _U", "_T", "");
    check_whole("age", "Y15T24 Y25T29", "Y25T29 Y15T24", "Y15T29", "");
    check_whole("age", "Y15T24 Y30T44", "Y15T24 Y30T44", "Y15T44", "age 25");
    check_whole("age", "Y15T24 _U", "Y15T24 _U", "_T", "age 0");
    check_whole("age", "Y0 Y1T17 Y_GE18", "Y0 Y_GE18", "_T", "age 1");
}
END_TEST

START_TEST(offences_have_wholes)
{
    check_whole("offence", "03011 03012 03019", "03019 03011 03012", "0301",
                "");
    check_whole("offence", "03011 03012 03019", "03011 03012", "0301", "03019");
    /* What makes up a part stands for it. */
    check_whole("offence", "03011 030121 030122 030129 03019",
                "03011 030121 030122 030129 03019", "0301", "");
    check_whole("offence", "03011 030121 030122 03019",
                "03011 030121 030122 03019", "0301", "030129");
    check_whole("offence", "0101 0301", "0101 0301", "_T", "02");
}
END_TEST

START_TEST(areas_have_wholes)
{
    check_whole("area", "AUT BEL DEU FRA LIE LUX MCO NLD",
                "AUT BEL DEU FRA LIE LUX MCO NLD", "M49:155", "CHE");
    check_whole("area", "GB-ENG GB-WLS", "GB-ENG GB-WLS", "GB-EAW", "");
    check_whole("area", "GB-ENG GB-WLS", "GB-WLS", "GB-EAW", "GB-ENG");
    check_whole("area", "GB-ENG GB-WLS GB-SCT", "GB-ENG GB-WLS GB-SCT",
                "GB-GBN", "");
    check_whole("area", "GB-EAW GB-SCT", "GB-EAW GB-SCT", "GB-GBN", "");
}
END_TEST

#define STATES                                                                 \
    "US-AK US-AL US-AR US-AZ US-CA US-CO US-CT US-DE US-FL US-GA US-HI "       \
    "US-IA US-ID US-IL US-IN US-KS US-KY US-LA US-MA US-MD US-ME US-MI "       \
    "US-MN US-MO US-MS US-MT US-NC US-ND US-NE US-NH US-NJ US-NM US-NV "       \
    "US-NY US-OH US-OK US-OR US-PA US-RI US-SC US-SD US-TN US-TX US-UT "       \
    "US-VA US-VT US-WA US-WI US-WV US-WY"

/* As the FBI adds up its total, and as population statistics do. */
START_TEST(states_and_dc_are_the_united_states)
{
    check_whole("area", STATES " US-DC", STATES " US-DC", "USA", "");
    check_whole("area", STATES " US-DC", STATES, "USA", "US-DC");
}
END_TEST

START_TEST(other_dimensions_have_none)
{
    struct ct_whole w;
    const char *const part[] = {"A", "B"};
    ct_whole_find(codes, "drug", part, 2, &w);
    ck_assert(!w.known && !ct_whole_complete(&w, part, 2, NULL));
    ct_whole_clear(&w);
    /* No list has a publisher's own areas. */
    const char *const own[] = {"USA:x", "USA:y"};
    ct_whole_find(codes, "area", own, 2, &w);
    ck_assert(!w.known && !ct_whole_complete(&w, own, 2, NULL));
    ct_whole_clear(&w);
    ct_whole_find(codes, "offence", part, 0, &w);
    ck_assert(!ct_whole_complete(&w, part, 0, NULL));
    ct_whole_clear(&w);
    ct_whole_find(NULL, "offence", part, 2, &w);
    ck_assert(!w.known);
    ct_whole_clear(&w);
}
END_TEST

/* The small functions of the code lists that wholes need. */
START_TEST(lists_tell_what_is_right_below)
{
    const char *child[4];
    char code[CT_WHOLE_MAX];
    ck_assert_uint_eq(ct_codes_children(codes, "offence", "0301", child, 4), 3);
    ck_assert_str_eq(child[2], "03019");
    ck_assert_uint_eq(ct_codes_children(codes, "offence", "_T", child, 1), 11);
    ck_assert_str_eq(child[0], "01");
    ck_assert_uint_eq(ct_codes_children(codes, "offence", "nix", child, 4), 0);
    ct_age_code(0, INT_MAX, code, sizeof code);
    ck_assert_str_eq(code, "_T");
    ct_age_code(0, 17, code, sizeof code);
    ck_assert_str_eq(code, "Y_LT18");
    ct_age_code(65, INT_MAX, code, sizeof code);
    ck_assert_str_eq(code, "Y_GE65");
}
END_TEST

static struct ct_panel *sum(const char *text, const char *over,
                            const char *option, struct ct_error *err)
{
    return tidy_try("sum", text, NULL, err, "--over", over, option, NULL);
}

/* 2001: an estimate and a break. 2002: suppressed. 2003: men missing. */
static const char *const sexes =
    "area,sex,time,value,lower,upper,status\n"
    "DEU,F,2000,20,,,\nDEU,F,2001,21,,,E\nDEU,F,2002,,1,4,Q\n"
    "DEU,F,2003,23,,,\n"
    "DEU,M,2000,60,,,\nDEU,M,2001,61,,,B\nDEU,M,2002,62,,,\n"
    "DEU,M,2003,,,,O\n"
    "DEU,_U,2000,5,,,\n";

START_TEST(parts_make_a_whole_or_none)
{
    struct ct_error err;
    struct ct_panel *r = sum(sexes, "sex", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    ck_assert_uint_eq(r->n_series, 1);
    struct ct_obs o = tidy_obs(r, "area", "DEU", "2000");
    assert_near(o.x[CT_VALUE], 85, 0);
    ck_assert_uint_eq(o.status, 0);
    o = tidy_obs(r, "area", "DEU", "2001");
    assert_near(o.x[CT_VALUE], 82, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_BREAK | CT_STATUS_ESTIMATED);
    o = tidy_obs(r, "area", "DEU", "2002");
    ck_assert(isnan(o.x[CT_VALUE]));
    assert_near(o.x[CT_LOWER], 63, 0);
    assert_near(o.x[CT_UPPER], 66, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_SUPPRESSED);
    o = tidy_obs(r, "area", "DEU", "2003");
    ck_assert(isnan(o.x[CT_VALUE]) && isnan(o.x[CT_UPPER]));
    ck_assert_uint_eq(o.status, CT_STATUS_MISSING);
    ck_assert_str_eq(tidy_text(r, "parts", "time", "2003", "lacks"), "M");
    assert_near(tidy_number(r, "parts", "time", "2003", "complete"), 0, 0);
    assert_near(tidy_number(r, "parts", "time", "2003", "missing"), 2, 0);
    assert_near(tidy_number(r, "parts", "time", "2002", "suppressed"), 1, 0);
    const char *note = tidy_text(r, "parts", "time", "2000", "note");
    ck_assert_ptr_nonnull(
        strstr(note, "sum over sex: F, M, _U; periods without a sum: 1, as "
                     "the parts do not make up _T (M lacks); --parts=all adds "
                     "what is there; periods with a suppressed part: 1; they "
                     "have bounds, no value; periods not joined to the one "
                     "before: 1, as parts are gone that had more than a fifth "
                     "of the sum"));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(what_is_there_is_added_if_asked_for)
{
    struct ct_error err;
    struct ct_panel *r = sum(sexes, "sex", "--parts=all", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    struct ct_obs o = tidy_obs(r, "area", "DEU", "2003");
    assert_near(o.x[CT_VALUE], 23, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_DEFINITION | CT_STATUS_PROVISIONAL);
    const char *note = tidy_text(r, "parts", "time", "2000", "note");
    ck_assert_ptr_nonnull(strstr(note, "the sum is not all of _T: M lacks"));
    ck_assert_ptr_nonnull(strstr(note, "1 to 3 parts: sums of different "
                                       "periods are not of the same parts"));
    ct_panel_destroy(r);
    r = sum("area,drug,unit,time,value\nDEU,A,KG,2000,30\nDEU,B,KG,2000,10\n"
            "DEU,A,RATE_100K,2000,3\n",
            "drug", "--parts=all", &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    o = tidy_obs(r, "area", "DEU", "2000");
    assert_near(o.x[CT_VALUE], 40, 0);
    ck_assert_uint_eq(o.status, 0);
    ck_assert(isnan(tidy_number(r, "parts", "area", "DEU", "complete")));
    ct_panel_destroy(r);
}
END_TEST

START_TEST(sums_have_the_code_of_the_whole)
{
    struct ct_error err;
    struct ct_panel *r = sum("area,age,time,value\n"
                             "DEU,Y15T19,2000,3\nDEU,Y20T24,2000,4\n",
                             "age", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(tidy_obs(r, "age", "Y15T24", "2000").x[CT_VALUE], 7, 0);
    ct_panel_destroy(r);
    r = sum("area,time,value\nGB-ENG,2000,3\nGB-WLS,2000,4\n", "area", NULL,
            &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(tidy_obs(r, "area", "GB-EAW", "2000").x[CT_VALUE], 7, 0);
    ct_panel_destroy(r);
    r = sum("area,time,value\nUSA:x,2000,3\nUSA:y,2000,4\n", "area", NULL,
            &err);
    ck_assert(isnan(tidy_obs(r, "area", "_T", "2000").x[CT_VALUE]));
    ck_assert_ptr_nonnull(
        strstr(tidy_text(r, "parts", "time", "2000", "note"),
               "no sum: no code list says what these codes make up; "
               "--parts=all adds what is there"));
    ct_panel_destroy(r);
    /* Not all of a whole: no code but the total's, and D. */
    r = sum("area,offence,time,value\nDEU,03011,2000,3\nDEU,03012,2000,4\n",
            "offence", "--parts=all", &err);
    struct ct_obs o = tidy_obs(r, "offence", "_T", "2000");
    assert_near(o.x[CT_VALUE], 7, 0);
    ck_assert_uint_eq(o.status, CT_STATUS_DEFINITION);
    ct_panel_destroy(r);
}
END_TEST

static void refused(const char *text, const char *over, const char *option,
                    const char *why)
{
    tidy_refused("sum", text, why, "--over", over, option, NULL);
}

START_TEST(what_is_not_to_be_added_is_refused)
{
    refused("area,sex,time,value\nDEU,F,2000,3\nDEU,_T,2000,4\n", "sex", NULL,
            "area=DEU measure=offences unit=NUMBER: sex F and _T overlap in "
            "2000; --where sex=... names those to be added up");
    refused("area,drug,time,value\nDEU,A,2000,3\nDEU,_T,2000,4\n", "drug",
            "--parts=all",
            "area=DEU measure=offences unit=NUMBER: drug A and _T overlap in "
            "2000; --where drug=... names those to be added up");
    refused("area,offence,time,value\nDEU,0301,2000,3\nDEU,03011,2000,4\n",
            "offence", "--parts=all",
            "area=DEU measure=offences unit=NUMBER: offence 0301 and 03011 "
            "overlap in 2000; --where offence=... names those to be added up");
    refused("area,drug,time,value\nDEU,A,2000,3\nDEU,B,2000,4\n", "drug", NULL,
            "no code list says what makes up the whole of 'drug'; --parts=all "
            "adds what is there");
    refused("area,definition,time,value\nDEU,A,2000,3\nDEU,B,2000,4\n",
            "definition", "--parts=all",
            "--over=definition: definitions are never added up");
    refused("area,@source,time,value\nDEU,police,2000,3\nFRA,health,2000,4\n",
            "area", "--parts=all",
            "source differs: area=DEU measure=offences unit=NUMBER has "
            "'police', area=FRA measure=offences unit=NUMBER has 'health'; "
            "--allow=source puts them together");
    refused("area,@relation,offence,time,value\nDEU,exact,0301,2000,3\n"
            "DEU,broader,0302,2000,4\n",
            "offence", "--parts=all",
            "relation to the classification differs: area=DEU "
            "measure=offences offence=0301 unit=NUMBER has 'exact', area=DEU "
            "measure=offences offence=0302 unit=NUMBER has 'broader'; "
            "--allow=definition puts them together");
    struct ct_error err;
    struct ct_panel *p = tidy_panel(sexes);
    ck_assert_ptr_null(tidy_analyze("sum", p, NULL, &err, NULL));
    ck_assert_str_eq(err.text, "--over=DIM is needed");
    ct_panel_destroy(p);
}
END_TEST

/* A code that gives way to its parts overlaps none. */
START_TEST(codes_may_give_way_to_their_parts)
{
    struct ct_error err;
    struct ct_panel *r =
        sum("area,age,time,value\n"
            "DEU,Y0T9,2001,3\nDEU,Y10T17,2001,4\nDEU,Y_GE18,2000,10\n"
            "DEU,Y_GE18,2001,11\nDEU,Y_LT18,2000,6\n",
            "age", NULL, &err);
    ck_assert_msg(r != NULL, "%s", err.text);
    assert_near(tidy_obs(r, "age", "_T", "2000").x[CT_VALUE], 16, 0);
    assert_near(tidy_obs(r, "age", "_T", "2001").x[CT_VALUE], 18, 0);
    ct_panel_destroy(r);
}
END_TEST

/* Random numbers, some suppressed, some not there; added up once more by going
 * through all of them. */
enum { CODES = 6, YEARS = 5 };

struct cell {
    int kind; /* 0 and 1: a number; 2: suppressed; 3: missing */
    int value;
};

static void write_panel(struct cell cell[CODES][YEARS], bool backwards,
                        char *text)
{
    char *at =
        text + sprintf(text, "area,drug,time,value,lower,upper,status\n");
    for (int k = 0; k < CODES; k++)
        for (int t = 0; t < YEARS; t++) {
            int i = backwards ? CODES - 1 - k : k;
            const struct cell *c = &cell[i][t];
            at += sprintf(at, "DEU,D%d,%d,", i, 2000 + t);
            if (c->kind < 2)
                at += sprintf(at, "%d,,,\n", c->value);
            else
                at += sprintf(at, c->kind == 2 ? ",1,4,Q\n" : ",,,O\n");
        }
}

static void check_year(const struct ct_panel *r, struct cell cell[CODES][YEARS],
                       int t)
{
    char year[16];
    int given = 0, suppressed = 0;
    double sum = 0;
    for (int i = 0; i < CODES; i++) {
        given += cell[i][t].kind < 2;
        suppressed += cell[i][t].kind == 2;
        sum += cell[i][t].kind < 2 ? cell[i][t].value : 0;
    }
    sprintf(year, "%d", 2000 + t);
    struct ct_obs o = tidy_obs(r, "area", "DEU", year);
    assert_near(o.x[CT_VALUE], given && !suppressed ? sum : (double)NAN, 0);
    assert_near(o.x[CT_LOWER], suppressed ? sum + suppressed : (double)NAN, 0);
    assert_near(o.x[CT_UPPER], suppressed ? sum + 4 * suppressed : (double)NAN,
                0);
    assert_near(tidy_number(r, "parts", "time", year, "parts"), given, 0);
    assert_near(tidy_number(r, "parts", "time", year, "suppressed"), suppressed,
                0);
}

START_TEST(sums_like_the_slow_twin)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int round = 0; round < 30; round++) {
        struct cell cell[CODES][YEARS];
        char text[4096];
        struct ct_error err;
        for (int i = 0; i < CODES * YEARS; i++)
            cell[i / YEARS][i % YEARS] =
                (struct cell){(int)gsl_rng_uniform_int(rng, 4),
                              (int)gsl_rng_uniform_int(rng, 1000)};
        for (int backwards = 0; backwards < 2; backwards++) {
            write_panel(cell, backwards, text);
            struct ct_panel *r = sum(text, "drug", "--parts=all", &err);
            ck_assert_msg(r != NULL, "%s", err.text);
            for (int t = 0; t < YEARS; t++)
                check_year(r, cell, t);
            ct_panel_destroy(r);
        }
    }
    gsl_rng_free(rng);
}
END_TEST

Suite *sum_suite(void);
Suite *sum_suite(void)
{
    Suite *s = suite_create("sum");
    TCase *t = tcase_create("sum");
    tcase_add_checked_fixture(t, read_codes, free_codes);
    tcase_add_test(t, sexes_and_ages_have_wholes);
    tcase_add_test(t, offences_have_wholes);
    tcase_add_test(t, areas_have_wholes);
    tcase_add_test(t, states_and_dc_are_the_united_states);
    tcase_add_test(t, other_dimensions_have_none);
    tcase_add_test(t, lists_tell_what_is_right_below);
    tcase_add_test(t, sums_like_the_slow_twin);
    tcase_add_test(t, parts_make_a_whole_or_none);
    tcase_add_test(t, what_is_there_is_added_if_asked_for);
    tcase_add_test(t, sums_have_the_code_of_the_whole);
    tcase_add_test(t, what_is_not_to_be_added_is_refused);
    tcase_add_test(t, codes_may_give_way_to_their_parts);
    suite_add_tcase(s, t);
    return s;
}
