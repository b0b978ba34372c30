/* SPDX-License-Identifier: GPL-3.0-or-later
 * Selection by --where, --from and --to. */
#include "config.h"

#include "lib/select.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>

static struct ct_codes *codes;
static struct ct_panel *panel;

static uint32_t code(struct ct_panel *p, size_t key, const char *text)
{
    return ct_dict_add(&p->keys[key].codes, text, strlen(text));
}

static void add_years(struct ct_panel *p, double value)
{
    for (int year = 2000; year <= 2004; year++) {
        struct ct_obs o = ct_obs_empty;
        o.time = ct_period_make('A', year, 1).day;
        o.line = (uint32_t)(year - 1998);
        o.x[CT_VALUE] = value + year;
        ct_panel_obs(p, &o);
    }
}

static const char *const areas[] = {"DEU",   "FRA", "KEN", "M49:150",
                                    "US-AL", "USA", "_T"};

/* Areas by two offences, years 2000 to 2004, a monthly series, a table. */
static void add_tables(struct ct_panel *p)
{
    struct ct_table *t = ct_table_create("reliability");
    size_t area = ct_table_column(t, "area", true);
    size_t time = ct_table_column(t, "time", true);
    size_t events = ct_table_column(t, "events", false);
    for (size_t a = 0; a < sizeof areas / sizeof *areas; a++)
        for (int year = 2000; year <= 2004; year++) {
            char text[16];
            snprintf(text, sizeof text, "%d", year);
            ct_table_row(t);
            ct_table_text(t, area, areas[a]);
            ct_table_text(t, time, text);
            ct_table_number(t, events, year);
        }
    ct_panel_add_table(p, t);
    t = ct_table_create("tests");
    size_t test = ct_table_column(t, "test", true);
    ct_table_row(t);
    ct_table_text(t, test, "chow");
    ct_panel_add_table(p, t);
}

static struct ct_panel *make(void)
{
    struct ct_panel *p = ct_panel_create();
    size_t area = ct_panel_key(p, "area", false);
    size_t offence = ct_panel_key(p, "offence", false);
    size_t freq = ct_panel_key(p, "freq", false);
    size_t dataset = ct_panel_key(p, "dataset", true);
    struct ct_input input = {.name = "a.csv", .dataset = "tidy"};
    ct_panel_input(p, &input);
    const char *offences[] = {"0101", "05021"};
    uint32_t key[4] = {0};
    key[dataset] = code(p, dataset, "tidy");
    for (size_t a = 0; a < sizeof areas / sizeof *areas; a++)
        for (size_t o = 0; o < 2; o++) {
            key[area] = code(p, area, areas[a]);
            key[offence] = code(p, offence, offences[o]);
            key[freq] = code(p, freq, "A");
            size_t s = ct_panel_series(p, key);
            add_years(p, (double)(1000 * a + 100 * o));
            ct_panel_note(p, (long)s, ct_period_make('A', 2003, 1).day, "break",
                          "break of %s", areas[a]);
        }
    key[freq] = code(p, freq, "M");
    ct_panel_series(p, key);
    for (int month = 1; month <= 12; month++) {
        struct ct_obs o = ct_obs_empty;
        o.time = ct_period_make('M', 2000, month).day;
        o.x[CT_VALUE] = month;
        ct_panel_obs(p, &o);
    }
    ct_panel_note(p, -1, INT32_MIN, "warning", "all");
    add_tables(p);
    ct_panel_sort(p);
    return p;
}

static void setup(void)
{
    codes = ct_codes_read(CT_DATADIR_SOURCE "/codelists", NULL);
    ck_assert_ptr_nonnull(codes);
    panel = make();
}

static void teardown(void)
{
    ct_codes_destroy(codes);
    ct_panel_destroy(panel);
}

/* Selects by up to two conditions. */
static struct ct_panel *pick(const char *where, const char *and,
                             struct ct_error *err)
{
    const char *all[] = {where, and};
    struct ct_selection s = {.n_where = (size_t)(!!where + !!and),
                             .where = all};
    return ct_select(panel, &s, codes, err);
}

static const struct {
    const char *where, *and;
    size_t series;
} picks[] = {
    {NULL, NULL, 15},
    {"area=DEU", NULL, 2},
    {"area=DEU,FRA", NULL, 4},
    {"area=DEU", "offence=0101", 1},
    {"area=_T", NULL, 3},
    {"area=USA", NULL, 2},
    {"area=USA*", NULL, 4},
    {"area=USA/*", NULL, 2},
    {"area=M49:150", NULL, 2},
    {"area=M49:150*", NULL, 6},
    {"area=M49:150/*", NULL, 4},
    {"area=M49:001/*", NULL, 8},
    {"area=M49:150/*,KEN", NULL, 6},
    {"offence=05*", NULL, 8},
    {"offence=05", "area=DEU", 0},
    {"offence=0502*", "freq=M", 1},
    {"sex=_T", NULL, 15},
    {"dataset=tidy", NULL, 15},
    {"vintage=_T", NULL, 15},
    {"freq=A,M", NULL, 15},
};

START_TEST(conditions_pick_series)
{
    struct ct_error err = {0};
    struct ct_panel *p = pick(picks[_i].where, picks[_i].and, &err);
    if (picks[_i].series == 0) {
        ck_assert_ptr_null(p);
        ck_assert_int_eq(err.code, CT_ENONE);
        return;
    }
    ck_assert_msg(p != NULL, "%s", err.text);
    ck_assert_uint_eq(p->n_series, picks[_i].series);
    ct_panel_destroy(p);
}
END_TEST

static const struct {
    const char *where, *and;
    enum ct_code code;
    const char *text;
} refused[] = {
    {"area=DEU,offence=0101", NULL, CT_EUSAGE,
     "bad --where 'area=DEU,offence=0101': 'offence=0101' is a condition of "
     "its own, want --where offence=0101"},
    {"area", NULL, CT_EUSAGE, "bad --where 'area', want DIM=CODE[,CODE...]"},
    {"=USA", NULL, CT_EUSAGE, "bad --where '=USA', want DIM=CODE[,CODE...]"},
    {"area=", NULL, CT_EUSAGE, "bad --where 'area=', want DIM=CODE[,CODE...]"},
    {"area=USA,", NULL, CT_EUSAGE,
     "bad --where 'area=USA,', want DIM=CODE[,CODE...]"},
    {"area=@", NULL, CT_EUSAGE,
     "bad --where 'area=@', want DIM=CODE[,CODE...]"},
    {"aera=USA", NULL, CT_EUSAGE,
     "unknown dimension 'aera', did you mean 'area'?"},
    {"qqqqqq=USA", NULL, CT_EUSAGE, "unknown dimension 'qqqqqq'"},
    {"area=CAN", NULL, CT_ENONE, "no series matches 'area=CAN'"},
    {"area=Germany", NULL, CT_ENONE,
     "no series matches 'area=Germany', did you mean 'DEU'?"},
    {"area=US-AB", NULL, CT_ENONE,
     "no series matches 'area=US-AB', did you mean 'US-AL'?"},
    {"dataset=tydi", NULL, CT_ENONE,
     "no series matches 'dataset=tydi', did you mean 'tidy'?"},
    {"sex=F", NULL, CT_ENONE, "no series matches 'sex=F'"},
    {"area=DEU", "freq=M", CT_ENONE,
     "no series matches 'freq=M' and the conditions before it"},
};

START_TEST(what_is_refused_is_said)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(pick(refused[_i].where, refused[_i].and, &err));
    ck_assert_int_eq(err.code, refused[_i].code);
    ck_assert_str_eq(err.text, refused[_i].text);
}
END_TEST

START_TEST(a_series_keeps_what_it_has)
{
    struct ct_panel *p = pick("area=FRA", "offence=05021", NULL);
    ck_assert_uint_eq(p->n_obs, 5);
    ck_assert_double_eq(p->column[CT_VALUE][0], 3100);
    ck_assert_uint_eq(p->source_line[1], 3);
    ck_assert_str_eq(ct_panel_code_of(p, "area", 0), "FRA");
    ck_assert_str_eq(ct_panel_code_of(p, "dataset", 0), "tidy");
    ck_assert_uint_eq(p->keys[0].codes.n, 1);
    ck_assert_uint_eq(p->provenance.n_inputs, 1);
    ck_assert_uint_eq(p->provenance.n_notes, 2);
    ck_assert_str_eq(ct_note_text(&p->provenance, 0), "break of FRA");
    ck_assert_int_eq((int)p->provenance.notes[0].series, 0);
    ck_assert_int_eq((int)p->provenance.notes[1].series, -1);
    ct_panel_destroy(p);
}
END_TEST

static const struct {
    const char *from, *to, *where;
    size_t n_obs; /* 0: nothing matches */
} spans[] = {
    {NULL, NULL, "area=DEU", 10},        {"2001", NULL, "area=DEU", 8},
    {NULL, "2001", "area=DEU", 4},       {"2001", "2002", "area=DEU", 4},
    {"2001", "2001", "area=DEU", 2},     {"2001-02", NULL, "area=DEU", 6},
    {NULL, "2001-11", "area=DEU", 2},    {NULL, "2001-12", "area=DEU", 4},
    {"2000", "2000", "freq=M", 12},      {"2000-Q2", "2000-Q3", "freq=M", 6},
    {"2000-06", "2000-06", "freq=M", 1}, {"1990", "1995", "area=DEU", 0},
    {"2001", NULL, "freq=M", 0},
};

START_TEST(spans_pick_observations)
{
    struct ct_selection s = {.n_where = 1,
                             .where = &spans[_i].where,
                             .from = spans[_i].from,
                             .to = spans[_i].to};
    struct ct_error err = {0};
    struct ct_panel *p = ct_select(panel, &s, codes, &err);
    ck_assert_int_eq(p != NULL, spans[_i].n_obs > 0);
    if (p)
        ck_assert_uint_eq(p->n_obs, spans[_i].n_obs);
    else
        ck_assert_int_eq(err.code, CT_ENONE);
    ct_panel_destroy(p);
}
END_TEST

static const struct {
    const char *from, *to, *text;
} bad_spans[] = {
    {"20x4", NULL,
     "bad --from '20x4', want a period such as 2010, 2010-Q2 or 2010-06"},
    {NULL, "2010-13",
     "bad --to '2010-13', want a period such as 2010, 2010-Q2 or 2010-06"},
    {"2004", "2003", "--from '2004' is after --to '2003'"},
    {"2004-02", "2004-01", "--from '2004-02' is after --to '2004-01'"},
};

START_TEST(bad_spans_are_refused)
{
    struct ct_selection s = {.from = bad_spans[_i].from,
                             .to = bad_spans[_i].to};
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_select(panel, &s, codes, &err));
    ck_assert_int_eq(err.code, CT_EUSAGE);
    ck_assert_str_eq(err.text, bad_spans[_i].text);
}
END_TEST

START_TEST(notes_outside_the_span_go)
{
    const char *where = "area=DEU";
    struct ct_selection s = {.n_where = 1, .where = &where, .to = "2002"};
    struct ct_panel *p = ct_select(panel, &s, codes, NULL);
    ck_assert_uint_eq(p->provenance.n_notes, 1);
    ck_assert_str_eq(ct_note_kind(&p->provenance, 0), "warning");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(what_is_not_there_is_noted)
{
    struct ct_panel *p = pick("area=DEU,CAN,MEX", "sex=_T", NULL);
    size_t last = p->provenance.n_notes - 1;
    ck_assert_str_eq(ct_note_kind(&p->provenance, last), "selection");
    ck_assert_str_eq(ct_note_text(&p->provenance, last),
                     "nothing there for area=CAN, MEX");
    ct_panel_destroy(p);
    p = pick("area=DEU", NULL, NULL);
    last = p->provenance.n_notes - 1;
    ck_assert_str_eq(ct_note_kind(&p->provenance, last), "warning");
    ct_panel_destroy(p);
}
END_TEST

START_TEST(table_rows_follow)
{
    const char *where[] = {"area=M49:150/*", "offence=0101"};
    struct ct_selection s = {.n_where = 2, .where = where, .from = "2003"};
    struct ct_panel *p = ct_select(panel, &s, codes, NULL);
    struct ct_table *t = ct_panel_table(p, "reliability");
    ck_assert_uint_eq(t->n_rows, 4);
    ck_assert_str_eq(t->columns[0].text[2], "FRA");
    ck_assert_str_eq(t->columns[1].text[2], "2003");
    ck_assert_double_eq(t->columns[2].number[2], 2003);
    ck_assert_uint_eq(ct_panel_table(p, "tests")->n_rows, 1);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_column_of_a_table_can_be_named)
{
    struct ct_panel *p = pick("test=supf", NULL, NULL);
    ck_assert_uint_eq(p->n_series, 15);
    ck_assert_uint_eq(ct_panel_table(p, "tests")->n_rows, 0);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(tables_alone_are_selected)
{
    struct ct_panel *p = ct_panel_create();
    p->is_result = true;
    add_tables(p);
    const char *where[] = {"area=DEU"};
    struct ct_selection s = {.n_where = 1, .where = where};
    struct ct_panel *got = ct_select(p, &s, codes, NULL);
    ck_assert_uint_eq(ct_panel_table(got, "reliability")->n_rows, 5);
    ct_panel_destroy(got);
    const char *none[] = {"area=CAN", "test=no"};
    s = (struct ct_selection){.n_where = 2, .where = none};
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_select(p, &s, codes, &err));
    ck_assert_int_eq(err.code, CT_ENONE);
    ck_assert_str_eq(err.text, "no row matches 'test=no'");
    ct_panel_destroy(p);
}
END_TEST

static const char *codes_file(const char *text)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/areas.txt", TESTS_BUILD);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
    return path;
}

START_TEST(codes_come_from_a_file)
{
    char where[600];
    snprintf(where, sizeof where, "area=@%s,KEN",
             codes_file("\xef\xbb\xbf"
                        "DEU\r\n\n  USA* \nFRA"));
    struct ct_error err = {0};
    struct ct_panel *p = pick(where, NULL, &err);
    ck_assert_msg(p != NULL, "%s", err.text);
    ck_assert_uint_eq(p->n_series, 10);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_file_without_codes_is_refused)
{
    char where[600];
    const char *path = codes_file("\n \n");
    snprintf(where, sizeof where, "area=@%s", path);
    struct ct_error err = {0};
    ck_assert_ptr_null(pick(where, NULL, &err));
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_str_eq(err.file, path);
    ck_assert_str_eq(err.text, "no codes in it, one a line");
    err = (struct ct_error){0};
    ck_assert_ptr_null(pick("area=@/no/such/file", NULL, &err));
    ck_assert_int_eq(err.code, CT_EIO);
}
END_TEST

START_TEST(a_selection_names_dimensions)
{
    const char *where[] = {"area=USA", "sexes=F"};
    struct ct_selection s = {.n_where = 2, .where = where};
    ck_assert(ct_selection_names(&s, "area"));
    ck_assert(!ct_selection_names(&s, "sex"));
    ck_assert(!ct_selection_names(&s, "are"));
}
END_TEST

START_TEST(known_dimensions_have_their_rank)
{
    int unknown = ct_dimension_rank("no such dimension");
    for (size_t i = 0; ct_dimension_names[i]; i++)
        ck_assert_msg(ct_dimension_rank(ct_dimension_names[i]) != unknown, "%s",
                      ct_dimension_names[i]);
}
END_TEST

#define N_OF(rows) (sizeof(rows) / sizeof *(rows))

Suite *select_suite(void);
Suite *select_suite(void)
{
    Suite *s = suite_create("select");
    TCase *t = tcase_create("select");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, conditions_pick_series, 0, N_OF(picks));
    tcase_add_loop_test(t, what_is_refused_is_said, 0, N_OF(refused));
    tcase_add_test(t, a_series_keeps_what_it_has);
    tcase_add_loop_test(t, spans_pick_observations, 0, N_OF(spans));
    tcase_add_loop_test(t, bad_spans_are_refused, 0, N_OF(bad_spans));
    tcase_add_test(t, notes_outside_the_span_go);
    tcase_add_test(t, what_is_not_there_is_noted);
    tcase_add_test(t, table_rows_follow);
    tcase_add_test(t, a_column_of_a_table_can_be_named);
    tcase_add_test(t, tables_alone_are_selected);
    tcase_add_test(t, codes_come_from_a_file);
    tcase_add_test(t, a_file_without_codes_is_refused);
    tcase_add_test(t, a_selection_names_dimensions);
    tcase_add_test(t, known_dimensions_have_their_rank);
    suite_add_tcase(s, t);
    return s;
}
