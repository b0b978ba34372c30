/* SPDX-License-Identifier: GPL-3.0-or-later
 * The codes: forms, labels, hierarchy, suggestions; lists that are amiss. */
#include "config.h"

#include "lib/codes.h"
#include "tests/unit.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LISTS CT_DATADIR_SOURCE "/codelists"

static struct ct_codes *codes;

static void setup(void)
{
    struct ct_error err = {0};
    codes = ct_codes_read(LISTS, &err);
    ck_assert_msg(codes != NULL, "%s:%ld: %s", err.file, err.line, err.text);
}

static void teardown(void)
{
    ct_codes_destroy(codes);
}

static const struct {
    const char *dimension, *code;
    bool valid;
} forms[] = {
    {"area", "USA", true},
    {"area", "XKX", true},
    {"area", "TWN", true},
    {"area", "usa", false},
    {"area", "QQQ", false},
    {"area", "US-AL", true},
    {"area", "US-ZZ", false},
    {"area", "GB-EAW", true},
    {"area", "GB-UKM", true},
    {"area", "GB-BDG", true},
    {"area", "FR-75", true},
    {"area", "FR-2A", true},
    {"area", "FR-971", true},
    {"area", "FR-96", false},
    {"area", "MX-CMX", true},
    {"area", "MX-DIF", true},
    {"area", "MX-DF", false},
    {"area", "IN-DL", true},
    {"area", "ES-AN", true},
    {"area", "NO-01", true},
    {"area", "NO-30", true},
    {"area", "NO-32", true},
    {"area", "BM-HA", true},
    {"area", "BM-HAMI", false},
    {"area", "SUN", true},
    {"area", "YUG", true},
    {"area", "SU-MOW", false},
    {"area", "ROM", false},
    {"area", "EU27_2020", true},
    {"area", "EU27_2021", false},
    {"area", "M49:513", true},
    {"area", "FR-", false},
    {"area", "FR-ABCD", false},
    {"area", "ZZ-01", false},
    {"area", "M49:150", true},
    {"area", "M49:903", false},
    {"area", "USA:Alabama", true},
    {"area", "QQQ:Alabama", false},
    {"area", "USA:", false},
    {"area", "USA:a b", false},
    {"area", "USA:a:b", false},
    {"area", "BRA:S\xc3\xa3o_Paulo", true},
    {"area", "BRA:S\xe3o", false},
    {"area", "_T", true},
    {"area", "_U", true},
    {"area", "_Z", true},
    {"area", "_O", false},
    {"area", "", false},
    {"offence", "0101", true},
    {"offence", "0199", false},
    {"offence", "020111", true},
    {"offence", "020112", true},
    {"offence", "019911", false},
    {"offence", "010", false},
    {"offence", "0101011", false},
    {"offence", "USA:legacy", true},
    {"offence", "M49:150", false},
    {"offence", "_T", true},
    {"measure", "offences", true},
    {"measure", "offence", false},
    {"sex", "F", true},
    {"sex", "_O", true},
    {"sex", "f", false},
    {"age", "Y15T24", true},
    {"age", "Y0T14", true},
    {"age", "Y_LT18", true},
    {"age", "Y0T17", false},
    {"age", "Y_GE65", true},
    {"age", "Y_GE100", true},
    {"age", "Y0T4", true},
    {"age", "Y18T29", true},
    {"age", "_U", true},
    {"age", "Y7", true},
    {"age", "Y15T15", false},
    {"age", "Y24T15", false},
    {"age", "Y015", false},
    {"age", "Y1000", false},
    {"age", "Y_GE", false},
    {"age", "_T", true},
    {"age", "Y15T24x", false},
    {"unit", "NUMBER", true},
    {"unit", "RATE_1000", true},
    {"unit", "RATE_100000", false},
    {"unit", "RATE_0", false},
    {"unit", "RATE_", false},
    {"unit", "RATE_100K", true},
    {"freq", "A", true},
    {"freq", "D", false},
    {"agency", "01.a-b:c_d", true},
    {"agency", "a b", false},
    {"agency", "", false},
    {"counterpart", "anything", true},
    {"drug", "\xe0\xa4\xb9\xe0\xa4\xbf", true},
};

START_TEST(codes_have_their_forms)
{
    ck_assert_msg(ct_codes_valid(codes, forms[_i].dimension, forms[_i].code) ==
                      forms[_i].valid,
                  "%s=%s", forms[_i].dimension, forms[_i].code);
}
END_TEST

static const struct {
    const char *dimension, *code, *label, *name;
} labels[] = {
    {"area", "USA", "United States of America", "United States"},
    {"area", "TUR", "T\xc3\xbcrkiye", "T\xc3\xbcrkiye"},
    {"area", "PRK", "Democratic People's Republic of Korea", "D.P.R. Korea"},
    {"area", "M49:150", "Europe", "Europe"},
    {"area", "US-AL", "Alabama", "Alabama"},
    {"area", "ES-A", "Alicante", "Alicante"},
    {"area", "CSK", "Czechoslovakia (former)", "Czechoslovakia"},
    {"area", "EU28", "European Union, 28 countries 2013-2020", "EU-28"},
    {"area", "USA:Alabama", NULL, NULL},
    {"counterpart", "CAN", "Canada", "Canada"},
    {"citizenship", "_O", "Other", "Other"},
    {"offence", "0101", "Intentional homicide", "Homicide"},
    {"sex", "F", "Female", "Female"},
    {"age", "Y15T24", "15-24 years", "15-24 years"},
    {"age", "Y_LT18", "under 18", "under 18"},
    {"age", "Y_GE65", "65 and over", "65 and over"},
    {"age", "Y7", "7 years", "7 years"},
    {"age", "Y1", "1 year", "1 year"},
    {"age", "_T", "All ages", "All ages"},
    {"unit", "RATE_100K", "Rate per 100,000 population", "Per 100,000"},
    {"unit", "RATE_1000", "Rate per 1,000 population",
     "Rate per 1,000 population"},
    {"unit", "RATE_10", "Rate per 10 population", "Rate per 10 population"},
    {"drug", "_T", "Total", "Total"},
    {"drug", "heroin", NULL, NULL},
};

static void assert_text(const char *got, const char *want)
{
    if (want)
        ck_assert_str_eq(got, want);
    else
        ck_assert_ptr_null(got);
}

START_TEST(codes_have_labels)
{
    const char *dimension = labels[_i].dimension, *code = labels[_i].code;
    assert_text(ct_codes_label(codes, dimension, code), labels[_i].label);
    assert_text(ct_codes_short(codes, dimension, code), labels[_i].name);
}
END_TEST

START_TEST(made_labels_stay)
{
    const char *first = ct_codes_label(codes, "age", "Y0T4");
    char code[32];
    for (int i = 5; i < 300; i++) {
        snprintf(code, sizeof code, "Y%dT%d", i, i + 4);
        ck_assert_ptr_nonnull(ct_codes_label(codes, "age", code));
    }
    ck_assert_str_eq(first, "0-4 years");
    ck_assert_ptr_eq(first, ct_codes_label(codes, "age", "Y0T4"));
}
END_TEST

static const struct {
    const char *dimension, *code, *near;
} misspelt[] = {
    {"area", "Germany", "DEU"},
    {"area", "united states", "USA"},
    {"area", "usa", "USA"},
    {"area", "DE", "DEU"},
    {"area", "EL", "GRC"},
    {"area", "ROM", "ROU"},
    {"area", "georgia", "GEO"},
    {"area", "Bavaria", NULL},
    {"area", "Bayern", "DE-BY"},
    {"area", "US-ALL", "US-AL"},
    {"area", "GB-ENGL", "GB-ENG"},
    {"area", "ZZ-01", NULL},
    {"offence", "robbery", "0401"},
    {"sex", "female", "F"},
    {"age", "15-24", "Y15T24"},
    {"age",
     "15\xe2\x80\x93"
     "24 years",
     "Y15T24"},
    {"age", "Y15-24", "Y15T24"},
    {"age", "y15t24", "Y15T24"},
    {"age", "Y15T15", "Y15"},
    {"age", "Y0T17", "Y_LT18"},
    {"age", "0 to 17", "Y_LT18"},
    {"age", "<15", "Y_LT15"},
    {"age", "under 18", "Y_LT18"},
    {"age", "65+", "Y_GE65"},
    {"age", "Y65+", "Y_GE65"},
    {"age", "65 and over", "Y_GE65"},
    {"age", ">=65", "Y_GE65"},
    {"age", "1 year", "Y1"},
    {"age", "24-15", NULL},
    {"age", "0+", NULL},
    {"age", "<0", NULL},
    {"age", "65-", NULL},
    {"age", "1500", NULL},
    {"age", "adults and more", NULL},
    {"age", "", NULL},
    {"sex", "15-24", NULL},
    {"measure", "ofences", "offences"},
    {"unit", "RATE_10K", "RATE_100K"},
    {"area", "Atlantis and beyond", NULL},
    {"area", "", NULL},
};

START_TEST(near_codes)
{
    assert_text(ct_codes_near(codes, misspelt[_i].dimension, misspelt[_i].code),
                misspelt[_i].near);
    /* From memory, the same. */
    assert_text(ct_codes_near(codes, misspelt[_i].dimension, misspelt[_i].code),
                misspelt[_i].near);
}
END_TEST

static const struct {
    const char *dimension, *code, *ancestor;
    bool below;
} descents[] = {
    {"area", "DEU", "M49:150", true},
    {"area", "DEU", "M49:155", true},
    {"area", "DEU", "M49:001", true},
    {"area", "DEU", "M49:002", false},
    {"area", "M49:155", "M49:150", true},
    {"area", "M49:150", "M49:155", false},
    {"area", "KEN", "M49:202", true},
    {"area", "US-AL", "USA", true},
    {"area", "US-AL", "M49:021", true},
    {"area", "US-AL", "CAN", false},
    {"area", "USA:Alabama", "USA", true},
    {"area", "USA:Alabama", "M49:019", true},
    {"area", "FR-75", "FRA", true},
    {"area", "FR-75", "M49:150", true},
    {"area", "GB-ENG", "GB-EAW", true},
    {"area", "GB-SCT", "GB-EAW", false},
    {"area", "GB-ENG", "GBR", true},
    {"area", "GB-BDG", "GB-ENG", true},
    {"area", "GB-NIR", "GB-GBN", false},
    {"area", "FR-13", "FR-PAC", true},
    {"area", "DEU", "EU27_2020", true},
    {"area", "GBR", "EU27_2020", false},
    {"area", "GBR", "EU28", true},
    {"area", "HRV", "EU27_2007", false},
    {"area", "CAN", "M49:513", true},
    {"area", "NZL", "M49:543", false},
    {"area", "FJI", "M49:543", true},
    {"area", "SUN", "M49:150", false},
    {"area", "SUN", "M49:001", false},
    {"area", "USA", "USA", true},
    {"area", "QQQ:a", "QQQ", false},
    {"area", "MLI", "M49:199", true},
    {"counterpart", "DEU", "M49:150", true},
    {"offence", "0101", "01", true},
    {"offence", "05021", "0502", true},
    {"offence", "050211", "05", true},
    {"offence", "0101", "0102", false},
    {"offence", "01", "0101", false},
    {"offence", "020112", "0201", true},
    {"offence", "0101", "0", false},
    {"offence", "0101", "_T", false},
    {"drug", "a", "a", true},
    {"drug", "ab", "a", false},
};

START_TEST(descents_hold)
{
    ck_assert_msg(ct_codes_below(codes, descents[_i].dimension,
                                 descents[_i].code,
                                 descents[_i].ancestor) == descents[_i].below,
                  "%s below %s", descents[_i].code, descents[_i].ancestor);
}
END_TEST

START_TEST(kinds_of_area)
{
    ck_assert_int_eq(ct_area_kind("USA"), CT_AREA_COUNTRY);
    ck_assert_int_eq(ct_area_kind("US-AL"), CT_AREA_PART);
    ck_assert_int_eq(ct_area_kind("GB-EAW"), CT_AREA_PART);
    ck_assert_int_eq(ct_area_kind("USA:Alabama"), CT_AREA_OWN);
    ck_assert_int_eq(ct_area_kind("M49:002"), CT_AREA_GROUP);
    ck_assert_int_eq(ct_area_kind("EU27_2020"), CT_AREA_GROUP);
    ck_assert_int_eq(ct_area_kind("DDR"), CT_AREA_COUNTRY);
    ck_assert_int_eq(ct_area_kind("_T"), CT_AREA_OTHER);
    ck_assert_int_eq(ct_area_kind(""), CT_AREA_OTHER);
}
END_TEST

static const struct {
    const char *code;
    int from, to;
} ages[] = {
    {"Y15T24", 15, 24}, {"Y_LT18", 0, 17}, {"Y_GE65", 65, INT_MAX},
    {"Y7", 7, 7},       {"Y0T4", 0, 4},    {"_T", 0, INT_MAX},
};

/* One code in the four kinds of enum ct_area_codes. */
START_TEST(areas_as_others_write_them)
{
    static const char *const cases[][5] = {
        {"DEU", "DEU", "DE", "276", "DE"},
        {"GRC", "GRC", "GR", "300", "EL"},
        {"GBR", "GBR", "GB", "826", "UK"},
        {"XKX", "XKX", "XK", "XKX", "XK"},
        {"USA:Alabama", "USA:Alabama", "US:Alabama", "840:Alabama",
         "US:Alabama"},
        {"US-AL", "US-AL", "US-AL", "US-AL", "US-AL"},
        {"M49:150", "M49:150", "M49:150", "150", "M49:150"},
        {"EU27_2020", "EU27_2020", "EU27_2020", "EU27_2020", "EU27_2020"},
        {"QQQ", "QQQ", "QQQ", "QQQ", "QQQ"},
        {"_T", "_T", "_T", "_T", "_T"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int k = CT_AREA_ISO3; k <= CT_AREA_EUROSTAT; k++) {
            struct ct_buffer got = {0};
            ct_codes_area_as(codes, cases[i][0], (enum ct_area_codes)k, &got);
            ck_assert_str_eq(got.data, cases[i][k + 1]);
            ct_buffer_clear(&got);
        }
    struct ct_buffer got = {0};
    ct_codes_area_as(NULL, "DEU", CT_AREA_M49, &got);
    ck_assert_str_eq(got.data, "DEU");
    ct_buffer_clear(&got);
}
END_TEST

START_TEST(ages_are_ranges)
{
    int from = -1, to = -1;
    ck_assert(ct_age_range(ages[_i].code, &from, &to));
    ck_assert_int_eq(from, ages[_i].from);
    ck_assert_int_eq(to, ages[_i].to);
}
END_TEST

START_TEST(what_is_no_age)
{
    const char * not [] = {"_U", "", "Y", "YT5", "Y5T", "Y_LT0", "15", "Y_LE5"};
    int from, to;
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        ck_assert_msg(!ct_age_range(not [i], &from, &to), "%s", not [i]);
}
END_TEST

/* A column of nothing but wrong codes takes as long as it takes to say so. */
START_TEST(many_wrong_codes_are_answered)
{
    char code[32];
    for (int i = 0; i < 30000; i++) {
        snprintf(code, sizeof code, "%d.%d", i, i);
        ck_assert_ptr_null(ct_codes_near(codes, "area", code));
    }
    ck_assert_str_eq(ct_codes_near(codes, "area", "Germany"), "DEU");
}
END_TEST

/* Writes a list and reads it with the others; the error's text is *err. */
static void read_with(const char *area_csv, struct ct_error *err)
{
    char path[512];
    snprintf(path, sizeof path, "%s/lists", TESTS_BUILD);
    char command[2400];
    snprintf(command, sizeof command,
             "mkdir -p '%s' && cp -f '%s'/*.csv '%s' && rm -f '%s'/area.csv",
             path, LISTS, path, path);
    ck_assert_int_eq(system(command), 0);
    char area[600];
    snprintf(area, sizeof area, "%s/area.csv", path);
    FILE *f = fopen(area, "w");
    fputs(area_csv, f);
    fclose(f);
    struct ct_codes *c = ct_codes_read(path, err);
    ck_assert_ptr_null(c);
    ck_assert_str_eq(err->file, area);
}

static const struct {
    const char *csv, *text;
    long line;
} broken[] = {
    {"code,label\nA,a\nA,b\n", "the code 'A' is there twice", 3},
    {"code,label\nA,\n", "a code and its label may not be empty", 2},
    {"code,label,parents\nA,a,B\nB,b,\n", "the parent 'B' does not stand above",
     2},
    {"code,label,parents\nA,a,A\n", "the parent 'A' does not stand above", 2},
    {"code,name\nA,a\n", "a code list has the columns code and label", 1},
};

START_TEST(broken_lists_are_refused)
{
    struct ct_error err = {0};
    read_with(broken[_i].csv, &err);
    ck_assert_str_eq(err.text, broken[_i].text);
    ck_assert_int_eq(err.line, broken[_i].line);
}
END_TEST

START_TEST(a_missing_folder_is_named)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_codes_read("/no/such/folder", &err));
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_ptr_nonnull(strstr(err.file, "/no/such/folder"));
}
END_TEST

#define N_OF(rows) (sizeof(rows) / sizeof *(rows))

static TCase *forms_case(void)
{
    TCase *t = tcase_create("forms");
    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, codes_have_their_forms, 0, N_OF(forms));
    tcase_add_loop_test(t, codes_have_labels, 0, N_OF(labels));
    tcase_add_test(t, made_labels_stay);
    tcase_add_loop_test(t, near_codes, 0, N_OF(misspelt));
    tcase_add_test(t, many_wrong_codes_are_answered);
    tcase_add_loop_test(t, descents_hold, 0, N_OF(descents));
    tcase_add_test(t, kinds_of_area);
    tcase_add_test(t, areas_as_others_write_them);
    tcase_add_loop_test(t, ages_are_ranges, 0, N_OF(ages));
    tcase_add_test(t, what_is_no_age);
    return t;
}

static TCase *lists_case(void)
{
    TCase *t = tcase_create("lists");
    tcase_add_loop_test(t, broken_lists_are_refused, 0, N_OF(broken));
    tcase_add_test(t, a_missing_folder_is_named);
    return t;
}

Suite *codes_suite(void);
Suite *codes_suite(void)
{
    Suite *s = suite_create("codes");
    suite_add_tcase(s, forms_case());
    suite_add_tcase(s, lists_case());
    return s;
}
