/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the lists of codes and the standard populations say. */
#include "config.h"

#include "lib/codes.h"
#include "lib/csv_reader.h"
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

enum { CODES_MAX = 10000 };

/* All codes of a list; how many is returned. */
static size_t all(const char *dimension, const char *out[CODES_MAX])
{
    size_t n = ct_codes_all(codes, dimension, out, CODES_MAX);
    ck_assert_uint_le(n, CODES_MAX);
    return n;
}

START_TEST(lists_are_whole)
{
    const char *dimensions[] = {"area", "offence", "measure", "sex",
                                "age",  "unit",    "freq"};
    const char *code[CODES_MAX];
    for (size_t d = 0; d < sizeof dimensions / sizeof *dimensions; d++) {
        size_t n = all(dimensions[d], code);
        for (size_t i = 0; i < n; i++) {
            ck_assert(ct_codes_valid(codes, dimensions[d], code[i]));
            ck_assert_ptr_nonnull(
                ct_codes_label(codes, dimensions[d], code[i]));
        }
        const char *special[] = {"_T", "_U", "_Z"};
        for (size_t i = 0; i < 3; i++)
            ck_assert_ptr_nonnull(
                ct_codes_label(codes, dimensions[d], special[i]));
    }
}
END_TEST

/* In how many of the five M49 regions an area lies. */
static int regions(const char *area)
{
    const char *region[] = {"M49:002", "M49:009", "M49:019", "M49:142",
                            "M49:150"};
    int n = 0;
    for (size_t i = 0; i < sizeof region / sizeof *region; i++)
        n += ct_codes_below(codes, "area", area, region[i]);
    return n;
}

/* States that are no more lie in no region: what took their place does. */
static bool is_former(const char *area)
{
    return strstr(ct_codes_label(codes, "area", area), "(former") != NULL;
}

START_TEST(countries_lie_in_one_region)
{
    const char *code[CODES_MAX];
    size_t n = all("area", code);
    int countries = 0;
    for (size_t i = 0; i < n; i++) {
        if (ct_area_kind(code[i]) != CT_AREA_COUNTRY)
            continue;
        if (is_former(code[i])) {
            ck_assert_int_eq(regions(code[i]), 0);
            continue;
        }
        countries++;
        ck_assert_msg(regions(code[i]) == (strcmp(code[i], "ATA") ? 1 : 0),
                      "%s", code[i]);
        ck_assert(ct_codes_below(codes, "area", code[i], "M49:001"));
    }
    ck_assert_int_eq(countries, 250);
}
END_TEST

START_TEST(the_states_are_fifty)
{
    const char *code[CODES_MAX];
    const char *not_states[] = {"US-DC", "US-AS", "US-GU", "US-MP",
                                "US-PR", "US-UM", "US-VI"};
    size_t n = all("area", code), parts = 0;
    for (size_t i = 0; i < n; i++)
        parts += strncmp(code[i], "US-", 3) == 0;
    size_t n_not = sizeof not_states / sizeof *not_states;
    for (size_t i = 0; i < n_not; i++)
        ck_assert_ptr_nonnull(ct_codes_label(codes, "area", not_states[i]));
    ck_assert_uint_eq(parts - n_not, 50);
    /* The country is the states and DC: the others are no part of its total. */
    ck_assert_uint_eq(ct_codes_children(codes, "area", "USA", code, CODES_MAX),
                      51);
    for (size_t i = 0; i < n_not; i++)
        ck_assert_int_eq(ct_codes_below(codes, "area", not_states[i], "USA"),
                         i == 0);
    ck_assert(ct_codes_below(codes, "area", "US-PR", "PRI"));
}
END_TEST

static const struct {
    const char *group;
    int members;
} groups[] = {
    {"EU27_2020", 27}, {"EU28", 28},    {"EU27_2007", 27},
    {"M49:199", 46},   {"M49:432", 32}, {"M49:722", 53},
};

START_TEST(groups_have_their_members)
{
    const char *code[CODES_MAX];
    size_t n = all("area", code);
    int members = 0;
    for (size_t i = 0; i < n; i++)
        members += ct_area_kind(code[i]) == CT_AREA_COUNTRY &&
                   ct_codes_below(codes, "area", code[i], groups[_i].group);
    ck_assert_int_eq(members, groups[_i].members);
}
END_TEST

/* lib/area.c looks for the parts of a country by halving. */
START_TEST(parts_stand_last_by_country)
{
    const char *code[CODES_MAX];
    size_t n = all("area", code), parts = 0;
    for (size_t i = 1; i < n; i++) {
        bool part = ct_area_kind(code[i]) == CT_AREA_PART;
        parts += part;
        ck_assert_msg(part || parts == 0, "%s", code[i]);
        ck_assert_msg(parts < 2 || strncmp(code[i - 1], code[i], 3) <= 0, "%s",
                      code[i]);
        if (part)
            ck_assert_msg(ct_codes_below(codes, "area", code[i], "M49:001"),
                          "%s", code[i]);
    }
    ck_assert_uint_gt(parts, 5000);
}
END_TEST

START_TEST(offences_descend_by_their_digits)
{
    const char *code[CODES_MAX];
    size_t n = all("offence", code), sections = 0;
    for (size_t i = 0; i < n; i++) {
        if (code[i][0] == '_')
            continue;
        size_t length = strlen(code[i]);
        sections += length == 2;
        ck_assert(length == 2 || (length >= 4 && length <= 6));
        char parent[8] = "";
        memcpy(parent, code[i], length == 4 ? 2 : length - 1);
        if (length > 2)
            ck_assert_ptr_nonnull(ct_codes_label(codes, "offence", parent));
    }
    ck_assert_uint_eq(sections, 11);
}
END_TEST

static const struct {
    const char *name;
    double sum, last; /* of all weights; of those from 85 years */
} standards[] = {
    /* As published, Ahmad et al. 2001: the printed weights add up to 100.035,
     * printed as 100.0. */
    {"who", 100.035, 0.635},
    {"esp2013", 100000, 2500},
    {"esp1976", 100000, 1000},
    {"segi", 100000, 500},
};

START_TEST(standards_tile_all_ages)
{
    struct ct_csv_file f;
    char path[512];
    snprintf(path, sizeof path, "%s/standard/%s.csv", LISTS,
             standards[_i].name);
    ck_assert_int_eq(ct_csv_file_read(path, ',', &f, NULL), 0);
    long age = ct_csv_file_column(&f, "age"),
         weight = ct_csv_file_column(&f, "weight");
    double sum = 0, last = 0;
    int next = 0;
    for (size_t row = 0; row < f.n_rows; row++) {
        const char *code = ct_csv_file_cell(&f, row, age);
        ck_assert(ct_codes_valid(codes, "age", code));
        int from, to;
        ck_assert(ct_age_range(code, &from, &to));
        ck_assert_int_eq(from, next);
        next = to == INT_MAX ? 0 : to + 1;
        double w = strtod(ct_csv_file_cell(&f, row, weight), NULL);
        sum += w;
        last += from >= 85 ? w : 0;
    }
    ck_assert_int_eq(next, 0);
    assert_near(sum, standards[_i].sum, 1e-12);
    assert_near(last, standards[_i].last, 1e-12);
    ct_csv_file_clear(&f);
}
END_TEST

/* Whoever adds a code says where it was seen. */
START_TEST(offences_say_how_sure_they_are)
{
    struct ct_csv_file f;
    ck_assert_int_eq(ct_csv_file_read(LISTS "/offence.csv", ',', &f, NULL), 0);
    long code = ct_csv_file_column(&f, "code"),
         source = ct_csv_file_column(&f, "source"),
         confirmed = ct_csv_file_column(&f, "confirmed");
    for (size_t row = 0; row < f.n_rows; row++) {
        const char *sure = ct_csv_file_cell(&f, row, confirmed);
        bool special = ct_csv_file_cell(&f, row, code)[0] == '_';
        ck_assert_msg(special == !*sure, "%s", ct_csv_file_cell(&f, row, code));
        ck_assert(special || strstr(" yes once no ", sure));
        ck_assert_str_ne(ct_csv_file_cell(&f, row, source), "");
    }
    ct_csv_file_clear(&f);
}
END_TEST

#define N_OF(rows) (sizeof(rows) / sizeof *(rows))

Suite *code_lists_suite(void);
Suite *code_lists_suite(void)
{
    Suite *s = suite_create("code_lists");
    TCase *t = tcase_create("code_lists");
    tcase_add_unchecked_fixture(t, setup, teardown);
    tcase_add_test(t, lists_are_whole);
    tcase_add_test(t, countries_lie_in_one_region);
    tcase_add_test(t, the_states_are_fifty);
    tcase_add_loop_test(t, groups_have_their_members, 0, N_OF(groups));
    tcase_add_test(t, parts_stand_last_by_country);
    tcase_add_test(t, offences_descend_by_their_digits);
    tcase_add_test(t, offences_say_how_sure_they_are);
    tcase_add_loop_test(t, standards_tile_all_ages, 0, N_OF(standards));
    suite_add_tcase(s, t);
    return s;
}
