/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the formats are made of: ids, names, notes by place, cubes. */
#include "config.h"

#include "export/cube.h"
#include "export/export.h"
#include "export/note_list.h"
#include "export/sdmx_ids.h"
#include "export/stat_names.h"
#include "export/tex.h"
#include "lib/period.h"
#include "lib/status.h"
#include "tests/unit.h"

#include <string.h>

START_TEST(statuses_by_weight)
{
    static const struct {
        uint16_t status;
        const char *want;
    } cases[] = {{0, "A"},
                 {CT_STATUS_ESTIMATED, "E"},
                 {CT_STATUS_SUPPRESSED | CT_STATUS_BREAK, "BQ"},
                 {CT_STATUS_PROVISIONAL | CT_STATUS_LOW, "UP"},
                 {CT_STATUS_ALL, "BMQOUFIEPDN"}};
    char got[CT_STATUS_MAX];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_uint_eq(ct_sdmx_statuses(cases[i].status, got),
                          strlen(cases[i].want));
        ck_assert_str_eq(got, cases[i].want);
    }
}
END_TEST

START_TEST(names_of_variables)
{
    static const char *const cases[][2] = {
        {"area", "area"},
        {"to", "to_"},
        {"if", "if_"},
        {"str20", "str20_"},
        {"strange", "strange"},
        {"mann-kendall", "mann_kendall"},
        {"2010", "v2010"},
        {"\xc3\xa9tat", "v__tat"},
        {"a_name_that_is_longer_than_thirty_two",
         "a_name_that_is_longer_than_thirt"},
        {"a_name_that_is_longer_than_thirty_three",
         "a_name_that_is_longer_tha_2"},
        {"AREA", "AREA_2"}};
    enum { N = sizeof cases / sizeof *cases };
    char name[N][CT_STAT_NAME_MAX];
    for (size_t i = 0; i < N; i++) {
        ct_stat_name(cases[i][0], name, i, name[i]);
        ck_assert_str_eq(name[i], cases[i][1]);
    }
}
END_TEST

START_TEST(cut_at_characters)
{
    ck_assert_uint_eq(ct_stat_cut("abc", 3), 3);
    ck_assert_uint_eq(ct_stat_cut("abcd", 3), 3);
    ck_assert_uint_eq(ct_stat_cut("ab\xc3\xa9", 3), 2);
    ck_assert_uint_eq(ct_stat_cut("\xf0\x9f\x98\x80", 3), 0);
    ck_assert_uint_eq(ct_stat_cut("", 3), 0);
}
END_TEST

static void join(void *user, const char *text)
{
    ct_buffer_printf(user, "[%s]", text);
}

START_TEST(lines_at_blanks)
{
    static const struct {
        const char *text, *want;
    } cases[] = {{"", ""},
                 {"one two", "[one two]"},
                 {"one two three", "[one two ][three]"},
                 {"a\nb", "[a b]"},
                 {"onetwothree", "[onetwoth][ree]"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_buffer got = {0};
        ct_stat_lines(cases[i].text, 8, join, &got);
        ck_assert_str_eq(got.size ? got.data : "", cases[i].want);
        ct_buffer_clear(&got);
    }
}
END_TEST

START_TEST(frequencies)
{
    static const char *const yes[] = {"A2010", "Q2010-Q4", "M2010-06"};
    static const char *const no[] = {"",           "201",    "20100",
                                     "2010-Q5",    "2010-6", "2010-Q1x",
                                     "2010-06-01", "all"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        ck_assert_int_eq(ct_stat_freq(yes[i] + 1), *yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        ck_assert_int_eq(ct_stat_freq(no[i]), 0);
}
END_TEST

START_TEST(text_for_latex)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"R&D_1", "R\\&D\\_1"},
        {"\\input{x}", "\\textbackslash{}input\\{x\\}"},
        {"100 %#$^~", "100 \\%\\#\\$\\textasciicircum{}\\textasciitilde{}"},
        {"[a]*", "{[}a{]}{*}"},
        {"a--b ``c''", "a-{}-b \\textasciigrave{}\\textasciigrave{}c'{}'"},
        {"<\"|>", "\\textless{}\\char34{}\\textbar{}\\textgreater{}"},
        {"a\n\tb\x01\x7f", "a  b"},
        {"C\xc3\xb4te\xc2\xa0x", "C\xc3\xb4te~x"},
        {"\xf0\x9f\x98\x80\xd7\xa9",
         "\\ctbeyond{\xf0\x9f\x98\x80}\\ctbeyond{\xd7\xa9}"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_buffer got = {0};
        ct_tex_text(&got, cases[i][0]);
        ck_assert_str_eq(got.size ? got.data : "", cases[i][1]);
        ct_buffer_clear(&got);
    }
}
END_TEST

/* Two areas with two years each, and one with one. */
static struct ct_panel *panel(void)
{
    struct ct_panel *p = ct_panel_create();
    static const char *const area[] = {"FRA", "DEU", "ITA"};
    size_t key = ct_panel_key(p, "area", false);
    for (int i = 0; i < 3; i++) {
        uint32_t code = ct_dict_add(&p->keys[key].codes, area[i], 3);
        ct_panel_series(p, &code);
        for (int year = 2000; year < (i == 2 ? 2001 : 2002); year++) {
            struct ct_obs o = ct_obs_empty;
            o.time = ct_period_make('A', year, 1).day;
            o.x[CT_VALUE] = i * 10 + year;
            ct_panel_obs(p, &o);
        }
    }
    ct_panel_sort(p);
    return p;
}

START_TEST(notes_by_place)
{
    struct ct_panel *p = panel();
    int32_t day = ct_period_make('A', 2001, 1).day;
    ct_panel_note(p, 1, day, "break", "new law");
    ct_panel_note(p, -1, INT32_MIN, "warning", "few");
    ct_panel_note(p, 1, day, "coverage", "half");
    ct_panel_note(p, 2, INT32_MIN, "definition", "other");
    struct ct_note_list l;
    ct_note_list_make(&l, p);
    static const struct {
        long series;
        bool at;
        const char *want;
    } cases[] = {{1, true, "break: new law; coverage: half"},
                 {1, false, ""},
                 {2, false, "definition: other"},
                 {-1, false, "warning: few"},
                 {0, true, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ct_buffer got = {0};
        ct_note_list_say(&l, cases[i].series, cases[i].at ? day : INT32_MIN,
                         &got);
        ck_assert_str_eq(got.size ? got.data : "", cases[i].want);
        ct_buffer_clear(&got);
    }
    ck_assert(ct_note_list_any(&l, false, false));
    ck_assert(!ct_note_list_any(&l, false, true));
    ck_assert(ct_note_list_any(&l, true, true));
    ct_note_list_clear(&l);
    ct_panel_destroy(p);
}
END_TEST

static struct ct_sheet_names beside(void)
{
    return (struct ct_sheet_names){.labels = CT_LABELS_CODE, .beside = true};
}

START_TEST(cube_of_a_panel)
{
    struct ct_panel *p = panel();
    struct ct_sheet_names names = beside();
    struct ct_sheet *s = ct_sheet_panel(p, &names);
    struct ct_cube c;
    struct ct_error err = {0};
    ck_assert_int_eq(ct_cube_make(&c, s, &err), 0);
    ck_assert_uint_eq(c.n_sides, 6);
    ck_assert_uint_eq(c.n_cells, 6);
    static const uint64_t want[] = {0, 1, 2, 3, 4};
    for (size_t i = 0; i < s->n_rows; i++)
        ck_assert_uint_eq(c.cell[i], want[i]);
    ck_assert_str_eq(c.sides[0].codes.code[0], "DEU");
    ck_assert_str_eq(c.sides[5].codes.code[1], "2001");
    ct_cube_clear(&c);
    ct_sheet_destroy(s);
    ct_panel_destroy(p);
}
END_TEST

/* Rows that the codes do not tell apart get one more side. */
START_TEST(cube_of_a_table)
{
    struct ct_panel *p = ct_panel_create();
    struct ct_table *t = ct_table_create("segments");
    size_t area = ct_table_column(t, "area", true);
    size_t apc = ct_table_column(t, "apc", false);
    static const char *const areas[] = {"ITA", "DEU", "DEU"};
    for (int i = 0; i < 3; i++) {
        ct_table_row(t);
        ct_table_text(t, area, areas[i]);
        ct_table_number(t, apc, i);
    }
    ct_panel_add_table(p, t);
    struct ct_sheet_names names = beside();
    struct ct_sheet *s = ct_sheet_table(p, t, &names);
    double *number = ct_cube_row_numbers(s);
    ck_assert_ptr_nonnull(number);
    ck_assert(number[0] == 1 && number[1] == 1 && number[2] == 2);
    free(number);
    struct ct_cube c;
    struct ct_error err = {0};
    ck_assert_int_eq(ct_cube_make(&c, s, &err), 0);
    ck_assert_uint_eq(c.n_cells, 4);
    ck_assert_uint_eq(c.cell[0], 2);
    ck_assert_uint_eq(c.cell[1], 0);
    ck_assert_uint_eq(c.cell[2], 1);
    ct_cube_clear(&c);
    ct_sheet_destroy(s);
    ct_panel_destroy(p);
}
END_TEST

Suite *export_parts_suite(void);
Suite *export_parts_suite(void)
{
    Suite *s = suite_create("export_parts");
    TCase *t = tcase_create("parts");
    tcase_add_test(t, statuses_by_weight);
    tcase_add_test(t, names_of_variables);
    tcase_add_test(t, cut_at_characters);
    tcase_add_test(t, lines_at_blanks);
    tcase_add_test(t, frequencies);
    tcase_add_test(t, text_for_latex);
    tcase_add_test(t, notes_by_place);
    tcase_add_test(t, cube_of_a_panel);
    tcase_add_test(t, cube_of_a_table);
    suite_add_tcase(s, t);
    return s;
}
