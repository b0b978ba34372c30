/* SPDX-License-Identifier: GPL-3.0-or-later
 * Panels on disk: what is written comes back, the same panel gives the same
 * bytes, and damaged files are refused. */
#include "config.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/panel_file.h"
#include "lib/panel_hdf5.h"
#include "tests/unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { JANUARY_2000 = 10957 };

/* One key of each kind, with labels beyond ASCII and a code for each of
 * n_areas. */
static void add_keys(struct ct_panel *p, size_t n_areas)
{
    size_t area = ct_panel_key(p, "area", false);
    size_t offence = ct_panel_key(p, "offence", false);
    size_t dataset = ct_panel_key(p, "dataset", true);
    ct_dict_add(&p->keys[offence].codes, "0101", 4);
    ct_dict_label(&p->keys[offence].codes, 0, "Intentional homicide");
    ct_dict_add(&p->keys[dataset].codes, "", 0);
    for (size_t i = 0; i < n_areas; i++) {
        char code[32];
        int length = snprintf(code, sizeof code, "USA:%06zu", i);
        uint32_t number =
            ct_dict_add(&p->keys[area].codes, code, (size_t)length);
        ct_dict_label(&p->keys[area].codes, number, "Curaçao — 日本");
    }
}

static void add_observations(struct ct_panel *p, size_t n_areas, int n_years)
{
    for (size_t s = 0; s < n_areas; s++) {
        ct_panel_series(p, (uint32_t[]){(uint32_t)s, 0, 0});
        for (int year = 0; year < n_years; year++) {
            struct ct_obs o = ct_obs_empty;
            o.time = JANUARY_2000 + year * 366;
            o.status = (uint16_t)(year == 1 ? 1 << 10 : 0);
            o.file = (uint16_t)(s % 2);
            o.line = (uint32_t)(s * 100) + (uint32_t)year;
            for (int c = 0; c < CT_N_COLUMNS && year != 1; c++)
                if (c != CT_WEIGHT)
                    o.x[c] = (double)s + year / 3.0 + c;
            ct_panel_obs(p, &o);
        }
    }
}

static void add_provenance(struct ct_panel *p)
{
    ct_panel_set(&p->title, "Überfälle");
    ct_panel_set(&p->provenance.command, "collect -d tidy a.csv b.csv");
    ct_panel_set(&p->provenance.options, "x=1 y=2");
    ct_panel_set(&p->provenance.seed, "42");
    ct_panel_set(&p->provenance.accounting, "rows: 2 read");
    struct ct_input a = {.name = (char *)"a.csv", .bytes = 12345678901};
    memset(a.sha256, 'a', 64);
    ct_panel_input(p, &a);
    struct ct_input b = {.name = (char *)"b.csv", .licence = (char *)"CC BY"};
    ct_panel_input(p, &b);
    ct_panel_step(p, "collect -d tidy a.csv b.csv", "0.1.0");
    ct_panel_note(p, -1, INT32_MIN, "warning", "on all");
    ct_panel_note(p, 0, JANUARY_2000, "break", "año %d", 2000);
}

static void add_tables(struct ct_panel *p)
{
    struct ct_table *t = ct_table_create("mann-kendall");
    ct_table_column(t, "row", false); /* the name of a dimension too */
    ct_table_column(t, "note", true);
    ct_table_column(t, "note_length", false);
    ct_table_row(t);
    ct_table_number(t, 0, -0.0);
    ct_table_row(t);
    ct_table_text(t, 1, "zwölf");
    ct_table_number(t, 2, INFINITY);
    ct_panel_add_table(p, t);
    t = ct_table_create("empty");
    ct_table_column(t, "area", true);
    ct_table_column(t, "x", false);
    ct_panel_add_table(p, t);
    ct_panel_add_table(p, ct_table_create("bare"));
}

static struct ct_panel *make(size_t n_areas, int n_years)
{
    struct ct_panel *p = ct_panel_create();
    add_keys(p, n_areas);
    add_observations(p, n_areas, n_years);
    add_provenance(p);
    add_tables(p);
    ct_panel_sort(p);
    return p;
}

static struct ct_buffer image_of(const struct ct_panel *p)
{
    struct ct_buffer image = {0};
    struct ct_error err = {0};
    ck_assert_msg(ct_panel_to_image(p, &image, &err) == 0, "%s", err.text);
    return image;
}

static bool same(const struct ct_panel *p, const struct ct_panel *q)
{
    char a[CT_CHECKSUM_SIZE], b[CT_CHECKSUM_SIZE];
    ct_panel_checksum(p, a);
    ct_panel_checksum(q, b);
    return strcmp(a, b) == 0;
}

/* Nothing of HDF5 may stay open: files, arrays, groups, lists, spaces. */
static void assert_all_closed(void)
{
    const H5I_type_t kinds[] = {H5I_FILE, H5I_GROUP,     H5I_DATASET,
                                H5I_ATTR, H5I_DATASPACE, H5I_GENPROP_LST};
    static hsize_t first[6];
    static bool known;
    for (size_t i = 0; i < 6; i++) {
        hsize_t n = 0;
        H5Inmembers(kinds[i], &n);
        if (known)
            ck_assert_uint_eq(n, first[i]);
        first[i] = n;
    }
    known = true;
}

/* Writes and reads the panel and compares; ends it. */
static void round_trip(struct ct_panel *p)
{
    struct ct_error err = {0};
    struct ct_buffer image = image_of(p);
    struct ct_panel *q = ct_panel_from_image(&image, &err);
    ck_assert_msg(q != NULL, "%s", err.text);
    ck_assert(same(p, q));
    struct ct_buffer again = image_of(q);
    ck_assert_uint_eq(image.size, again.size);
    ck_assert_mem_eq(image.data, again.data, image.size);
    ct_buffer_clear(&image);
    ct_buffer_clear(&again);
    ct_panel_destroy(q);
    ct_panel_destroy(p);
}

START_TEST(every_part_comes_back)
{
    for (size_t n = 1; n <= 3; n++) {
        round_trip(make(n, (int)n));
        assert_all_closed();
    }
}
END_TEST

START_TEST(results_have_no_sources)
{
    struct ct_panel *p = make(3, 4);
    p->is_result = true;
    ct_panel_set(&p->method, "rate");
    struct ct_buffer image = image_of(p);
    struct ct_panel *q = ct_panel_from_image(&image, NULL);
    ck_assert(same(p, q));
    ck_assert_uint_eq(p->source_line[5], 101);
    ck_assert_uint_eq(q->source_line[5], 0);
    ct_buffer_clear(&image);
    ct_panel_destroy(q);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_result_may_be_tables_alone)
{
    struct ct_panel *p = ct_panel_create();
    p->is_result = true;
    ct_panel_set(&p->method, "trend");
    add_keys(p, 2);
    ct_panel_note(p, -1, INT32_MIN, "warning", "on all");
    add_tables(p);
    round_trip(p);
}
END_TEST

START_TEST(indices_grow_with_dictionaries)
{
    const size_t sizes[] = {255, 256, 257, 300, 65535, 65536, 65537};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        round_trip(make(sizes[i], 1));
}
END_TEST

START_TEST(long_panels_have_chunks)
{
    struct ct_panel *p = ct_panel_create();
    add_keys(p, 70);
    add_observations(p, 70, 1001);
    add_provenance(p);
    round_trip(p);
}
END_TEST

/* A panel with two notes, whose words were met in that order or the other, and
 * with a word of no note. */
static struct ct_panel *make_noted(bool reversed)
{
    struct ct_panel *p = make(2, 3);
    struct ct_provenance *v = &p->provenance;
    const char *const text[] = {"one", "two", "none"};
    for (size_t i = 0; reversed && i < 3; i++)
        ct_dict_add(&v->texts, text[2 - i], strlen(text[2 - i]));
    ct_panel_note_text(p, 0, INT32_MIN, "warning", text[0]);
    ct_panel_note_text(p, 1, JANUARY_2000, "break", text[1]);
    return p;
}

START_TEST(numbers_of_words_do_not_matter)
{
    struct ct_panel *p = make_noted(false), *q = make_noted(true);
    struct ct_buffer a = image_of(p), b = image_of(q);
    ck_assert(same(p, q));
    ck_assert_uint_eq(a.size, b.size);
    ck_assert_mem_eq(a.data, b.data, a.size);
    ct_buffer_clear(&a);
    ct_buffer_clear(&b);
    ct_panel_destroy(q);
    round_trip(p);
}
END_TEST

START_TEST(long_texts_come_back)
{
    struct ct_panel *p = make(1, 1);
    char *text = malloc(200001);
    memset(text, 'x', 200000);
    text[200000] = '\0';
    ct_panel_set(&p->provenance.command, text);
    ct_panel_note(p, -1, INT32_MIN, "warning", "%s", text);
    free(text);
    round_trip(p);
}
END_TEST

START_TEST(the_same_panel_gives_the_same_bytes)
{
    struct ct_panel *p = make(300, 20);
    struct ct_buffer first = image_of(p);
    sleep(2); /* times in HDF5 are in seconds */
    struct ct_buffer second = image_of(p);
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_mem_eq(first.data, second.data, first.size);
    ct_buffer_clear(&first);
    ct_buffer_clear(&second);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(columns_without_numbers_are_not_written)
{
    struct ct_panel *p = make(1, 3);
    p->column[CT_WEIGHT] = malloc(3 * sizeof(double));
    for (int i = 0; i < 3; i++)
        p->column[CT_WEIGHT][i] = NAN;
    struct ct_buffer image = image_of(p);
    struct ct_panel *q = ct_panel_from_image(&image, NULL);
    ck_assert_ptr_null(q->column[CT_WEIGHT]);
    ck_assert(same(p, q));
    ct_buffer_clear(&image);
    ct_panel_destroy(q);
    ct_panel_destroy(p);
}
END_TEST

START_TEST(a_file_holds_what_was_written)
{
    const char *path = TESTS_BUILD "/panel_file.h5";
    struct ct_panel *p = make(3, 4);
    struct ct_error err = {0};
    ck_assert_msg(ct_panel_write(p, path, &err) == 0, "%s", err.text);
    ck_assert(ct_panel_is_hdf5(path));
    struct ct_panel *q = ct_panel_read(path, &err);
    ck_assert_msg(q != NULL, "%s", err.text);
    ck_assert(same(p, q));
    ct_panel_destroy(q);
    ct_panel_destroy(p);
    unlink(path);
    ck_assert(!ct_panel_is_hdf5(path));
}
END_TEST

/* Changes one thing of a panel: 1 to CHANGES, 0 for none. */
enum { CHANGES = 16 };
static void change_one(struct ct_panel *q, int change)
{
    struct ct_provenance *v = &q->provenance;
    switch (change) {
    case 1:
        q->column[CT_VALUE][0] = -1;
        break;
    case 2:
        q->time[0]--;
        break;
    case 3:
        q->status[0] = 1;
        break;
    case 4:
        q->source_file[0]++;
        break;
    case 5:
        q->source_line[0]++;
        break;
    case 6:
        q->keys[0].index[0] = 1;
        break;
    case 7:
        q->keys[0].codes.label[1][0] = 'c';
        break;
    case 8:
        q->tables[0]->columns[0].number[0] = 0.0;
        break;
    case 9:
        q->tables[0]->columns[1].text[1][0] = 'Z';
        break;
    case 10:
        v->inputs[0].bytes++;
        break;
    case 11:
        v->notes[1].time++;
        break;
    case 12:
        q->title[2] = 'B';
        break;
    case 13:
        v->notes[1].text = v->notes[0].text;
        break;
    case 14:
        v->notes[1].kind = v->notes[0].kind;
        break;
    case 15:
        v->texts.code[1][0] = 'A';
        break;
    case CHANGES:
        q->first[1]++;
        break;
    }
}

START_TEST(the_checksum_sees_every_part)
{
    struct ct_panel *p = make(2, 3), *q = make(2, 3);
    change_one(q, _i);
    ck_assert_int_eq(same(p, q), _i == 0);
    ct_panel_destroy(p);
    ct_panel_destroy(q);
}
END_TEST

START_TEST(reading_back_sees_every_part)
{
    struct ct_panel *p = make(2, 3), *q = make(2, 3);
    struct ct_buffer image = image_of(p);
    struct ct_medium m = {.fd = -1, .image = &image, .size = image.size};
    char checksum[CT_CHECKSUM_SIZE];
    ct_panel_checksum(p, checksum);
    change_one(q, _i);
    ck_assert_int_eq(ct_panel_verify(q, checksum, &m, NULL), _i ? -1 : 0);
    ct_buffer_clear(&image);
    ct_panel_destroy(p);
    ct_panel_destroy(q);
}
END_TEST

static void refuse_write(struct ct_panel *p, const char *says)
{
    struct ct_error err = {0};
    struct ct_buffer image = {0};
    ck_assert_int_eq(ct_panel_to_image(p, &image, &err), -1);
    ck_assert_msg(strstr(err.text, says) != NULL, "%s", err.text);
    ck_assert_int_eq(err.code, CT_EDATA);
    ct_buffer_clear(&image);
    ct_panel_destroy(p);
}

START_TEST(names_that_clash_are_refused)
{
    struct ct_panel *p = make(1, 1);
    ct_panel_key(p, "area_code", false);
    refuse_write(p, "'area_code' cannot be stored: the name is taken");
    p = make(1, 1);
    ct_panel_key(p, "Mechanism", false);
    refuse_write(p, "'Mechanism' cannot be stored: names are of small letters");
    p = make(1, 1);
    ct_panel_add_table(p, ct_table_create("empty"));
    refuse_write(p, "'empty' cannot be stored: two tables have this name");
}
END_TEST

/* Dimensions make way: n_area is a name of ours. */
START_TEST(a_dimension_may_be_called_like_one_of_netcdf)
{
    struct ct_panel *p = ct_panel_create();
    add_keys(p, 2);
    size_t key = ct_panel_key(p, "n_area", false);
    ct_dict_add(&p->keys[key].codes, "x", 1);
    ct_panel_series(p, (uint32_t[]){0, 0, 0, 0});
    ct_panel_obs(p, &ct_obs_empty);
    ct_panel_sort(p);
    round_trip(p);
}
END_TEST

/* Makes a panel, changes it in memory so that a reader must refuse it. */
static void refuse_read(struct ct_panel *p, const char *says)
{
    struct ct_error err = {0};
    struct ct_buffer image = image_of(p);
    ck_assert_ptr_null(ct_panel_from_image(&image, &err));
    ck_assert_int_eq(err.code, CT_EDATA);
    ck_assert_msg(strstr(err.text, says) != NULL, "%s", err.text);
    ct_buffer_clear(&image);
    ct_panel_destroy(p);
}

START_TEST(values_out_of_range_are_refused)
{
    struct ct_panel *p = make(2, 3);
    p->keys[0].index[1] = 7;
    refuse_read(p, "code 7 in 'area', but there are 2");
    p = make(2, 3);
    p->time[1] = INT32_MAX;
    refuse_read(p, "'time' 2147483647 is in no year");
    p = make(2, 3);
    p->time[1] = 0;
    refuse_read(p, "'time' is not in order");
    p = make(2, 3);
    p->status[1] = 1 << 11;
    refuse_read(p, "'status' 2048 is not known");
    p = make(2, 3);
    p->source_file[1] = 2;
    refuse_read(p, "'source_file' 2, but there are 2 inputs");
    p = make(2, 3);
    p->first[1] = 7;
    refuse_read(p, "'row_size' of series 1 is -1");
    p = make(2, 3);
    p->provenance.notes[0].series = 2;
    refuse_read(p, "row 1 of 'notes' names no series");
    p = make(2, 3);
    p->keys[0].codes.label[1][0] = '\xff';
    refuse_read(p, "'area_label' is not UTF-8");
    p = make(2, 3);
    p->keys[0].codes.code[1][0] = 'A';
    refuse_read(p, "'area_code' is not in order");
}
END_TEST

/* A small generator of our own: the same mutants everywhere. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

static void damage(struct ct_buffer *b, uint32_t *state)
{
    if (next(state) % 7 == 0) {
        b->size = next(state) % b->size;
        return;
    }
    for (uint32_t n = 1 + next(state) % 8; n > 0; n--) {
        char *at = &b->data[next(state) % b->size];
        uint32_t how = next(state) % 3;
        *at = (char)(how == 0   ? 0
                     : how == 1 ? 255
                                : *at ^ (1 << next(state) % 8));
    }
}

/* What is damaged is refused, or the damage is where nothing stands. */
static void damage_many(struct ct_panel *p, int n)
{
    struct ct_buffer image = image_of(p);
    uint32_t state = 7;
    int refused = 0;
    for (int i = 0; i < n; i++) {
        struct ct_buffer mutant = {0};
        ct_buffer_add(&mutant, image.data, image.size);
        damage(&mutant, &state);
        struct ct_panel *q = ct_panel_from_image(&mutant, NULL);
        if (q)
            ck_assert_msg(same(p, q), "mutant %d reads as another", i);
        else
            refused++;
        ct_panel_destroy(q);
        ct_buffer_clear(&mutant);
        assert_all_closed();
    }
    ck_assert_int_gt(refused, n / 3);
    ct_buffer_clear(&image);
    ct_panel_destroy(p);
}

START_TEST(damaged_files_do_no_harm)
{
    damage_many(make(3, 10), 500);
    damage_many(make(100, 100), 200); /* large enough for chunks */
}
END_TEST

Suite *panel_file_suite(void);
Suite *panel_file_suite(void)
{
    Suite *s = suite_create("panel_file");
    TCase *t = tcase_create("panel_file");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, every_part_comes_back);
    tcase_add_test(t, results_have_no_sources);
    tcase_add_test(t, a_result_may_be_tables_alone);
    tcase_add_test(t, indices_grow_with_dictionaries);
    tcase_add_test(t, long_panels_have_chunks);
    tcase_add_test(t, numbers_of_words_do_not_matter);
    tcase_add_test(t, long_texts_come_back);
    tcase_add_test(t, the_same_panel_gives_the_same_bytes);
    tcase_add_test(t, columns_without_numbers_are_not_written);
    tcase_add_test(t, a_file_holds_what_was_written);
    tcase_add_loop_test(t, the_checksum_sees_every_part, 0, CHANGES + 1);
    tcase_add_loop_test(t, reading_back_sees_every_part, 0, CHANGES + 1);
    tcase_add_test(t, names_that_clash_are_refused);
    tcase_add_test(t, a_dimension_may_be_called_like_one_of_netcdf);
    tcase_add_test(t, values_out_of_range_are_refused);
    tcase_add_test(t, damaged_files_do_no_harm);
    suite_add_tcase(s, t);
    return s;
}
