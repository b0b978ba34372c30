/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files that are sound HDF5 and yet not to be trusted: each is a panel in
 * which one thing was replaced. */
#include "config.h"

#include "lib/file.h"
#include "lib/panel_file.h"
#include "lib/panel_hdf5.h"
#include "tests/unit.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { N = 12 };
static const char path[] = TESTS_BUILD "/panel_fence.h5";

/* A panel of one series with N years and two notes. */
static void write_sound(void)
{
    struct ct_panel *p = ct_panel_create();
    size_t area = ct_panel_key(p, "area", false);
    ct_dict_add(&p->keys[area].codes, "USA", 3);
    ct_panel_series(p, (uint32_t[]){0});
    for (int i = 0; i < N; i++) {
        struct ct_obs o = ct_obs_empty;
        o.time = i * 366;
        o.x[CT_VALUE] = i;
        ct_panel_obs(p, &o);
    }
    ct_panel_note(p, -1, INT32_MIN, "warning", "one");
    ct_panel_note(p, 0, 366, "break", "two");
    struct ct_error err = {0};
    ck_assert_msg(ct_panel_write(p, path, &err) == 0, "%s", err.text);
    ct_panel_destroy(p);
}

/* Puts an array of this type and shape in place of `value`; list decides how
 * it is stored and is closed. */
static void put(hid_t file, hid_t type, int rank, const hsize_t *n, hid_t list)
{
    static const double zeros[2 * N];
    hid_t space =
        rank ? H5Screate_simple(rank, n, NULL) : H5Screate(H5S_SCALAR);
    H5Ldelete(file, "value", H5P_DEFAULT);
    hid_t d =
        H5Dcreate2(file, "value", type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    ck_assert(d >= 0);
    if (list == H5P_DEFAULT && H5Tget_class(type) == H5T_FLOAT)
        H5Dwrite(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, zeros);
    H5Dclose(d);
    H5Sclose(space);
    if (list != H5P_DEFAULT)
        H5Pclose(list);
}

static void short_value(hid_t file)
{
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){3}, H5P_DEFAULT);
}

static void flat_value(hid_t file)
{
    put(file, H5T_IEEE_F64LE, 2, (hsize_t[]){N, 2}, H5P_DEFAULT);
}

static void scalar_value(hid_t file)
{
    put(file, H5T_IEEE_F64LE, 0, NULL, H5P_DEFAULT);
}

static void single_value(hid_t file)
{
    put(file, H5T_IEEE_F32LE, 1, (hsize_t[]){N}, H5P_DEFAULT);
}

static void endless_text(hid_t file)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    put(file, type, 1, (hsize_t[]){N}, H5P_DEFAULT);
    H5Tclose(type);
}

static void other_numbers(hid_t file)
{
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){N}, H5P_DEFAULT);
}

static hid_t chunked(hsize_t chunk)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(list, 1, &chunk);
    return list;
}

static void huge_value(hid_t file)
{
    hid_t list = chunked(1 << 20);
    H5Pset_deflate(list, 9);
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){(hsize_t)1 << 40}, list);
}

static void sparse_value(hid_t file)
{
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){N}, chunked(4));
}

static void strange_filter(hid_t file)
{
    hid_t list = chunked(N);
    H5Pset_scaleoffset(list, H5Z_SO_FLOAT_DSCALE, 2);
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){N}, list);
}

static void external_value(hid_t file)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(list, "/etc/passwd", 0, N * 8);
    put(file, H5T_IEEE_F64LE, 1, (hsize_t[]){N}, list);
}

static void virtual_value(hid_t file)
{
    const hsize_t n = N;
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    hid_t space = H5Screate_simple(1, &n, NULL);
    H5Pset_virtual(list, space, "other.h5", "value", space);
    H5Sclose(space);
    put(file, H5T_IEEE_F64LE, 1, &n, list);
}

static void soft_link(hid_t file)
{
    H5Ldelete(file, "value", H5P_DEFAULT);
    H5Lcreate_soft("/time", file, "value", H5P_DEFAULT, H5P_DEFAULT);
}

static void external_link(hid_t file)
{
    H5Ldelete(file, "provenance", H5P_DEFAULT);
    H5Lcreate_external("other.h5", "/", file, "provenance", H5P_DEFAULT,
                       H5P_DEFAULT);
}

static void no_value(hid_t file)
{
    H5Ldelete(file, "value", H5P_DEFAULT);
}

static void group_value(hid_t file)
{
    H5Ldelete(file, "value", H5P_DEFAULT);
    H5Gclose(H5Gcreate2(file, "value", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

static void no_notes(hid_t file)
{
    H5Ldelete(file, "provenance/notes", H5P_DEFAULT);
}

/* Puts an array of n numbers in place of one of the notes'. */
static void put_note(hid_t file, const char *name, hid_t type, hsize_t n,
                     const int *number)
{
    hid_t space = H5Screate_simple(1, &n, NULL);
    H5Ldelete(file, name, H5P_DEFAULT);
    hid_t d = H5Dcreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT,
                         H5P_DEFAULT);
    ck_assert(H5Dwrite(d, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                       number) >= 0);
    H5Dclose(d);
    H5Sclose(space);
}

/* As a table of texts has it. */
static void worded_notes(hid_t file)
{
    const hsize_t n[2] = {2, 5};
    hid_t space = H5Screate_simple(2, n, NULL);
    H5Ldelete(file, "provenance/notes/text", H5P_DEFAULT);
    H5Dclose(H5Dcreate2(file, "provenance/notes/text", H5T_C_S1, space,
                        H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Sclose(space);
}

static void short_notes(hid_t file)
{
    put_note(file, "provenance/notes/time", H5T_STD_I32LE, 1, (int[]){366});
}

static void no_such_series(hid_t file)
{
    put_note(file, "provenance/notes/series", H5T_STD_I32LE, 2, (int[]){-2, 0});
}

static void no_such_day(hid_t file)
{
    put_note(file, "provenance/notes/time", H5T_STD_I32LE, 2,
             (int[]){INT32_MIN, INT32_MAX});
}

static void no_such_text(hid_t file)
{
    put_note(file, "provenance/notes/text", H5T_STD_U8LE, 2, (int[]){0, 2});
}

static void no_such_kind(hid_t file)
{
    put_note(file, "provenance/notes/kind", H5T_STD_U8LE, 2, (int[]){255, 1});
}

static void no_texts(hid_t file)
{
    H5Ldelete(file, "provenance/notes/text_code", H5P_DEFAULT);
}

static void one_text_twice(hid_t file)
{
    hid_t d = H5Dopen2(file, "provenance/notes/text_code", H5P_DEFAULT);
    H5Dwrite(d, H5T_C_S1, H5S_ALL, H5S_ALL, H5P_DEFAULT, "oneone");
    H5Dclose(d);
}

/* Replaces an attribute of the file by an int. */
static void put_int(hid_t file, const char *name, int value)
{
    struct ct_medium m = {.fd = -1};
    struct ct_store s = {.file = file, .medium = &m};
    if (H5Aexists(file, name) > 0)
        H5Adelete(file, name);
    ct_store_int(&s, file, name, value);
}

static void put_text(hid_t file, const char *name, const char *value)
{
    struct ct_medium m = {.fd = -1};
    struct ct_store s = {.file = file, .medium = &m};
    H5Adelete(file, name);
    ct_store_text(&s, file, name, value);
}

static void not_complete(hid_t file)
{
    put_int(file, "complete", 0);
}

static void no_complete(hid_t file)
{
    H5Adelete(file, "complete");
}

static void later_format(hid_t file)
{
    put_int(file, "format_version", 99);
}

static void worded_format(hid_t file)
{
    put_text(file, "format_version", "one");
}

static void numbered_title(hid_t file)
{
    put_int(file, "title", 1);
}

static void no_title(hid_t file)
{
    H5Adelete(file, "title");
}

static void strange_kind(hid_t file)
{
    put_text(file, "kind", "tree");
}

static void climbing_name(hid_t file)
{
    put_text(file, "dimensions", "area ../area");
}

static void twice(hid_t file)
{
    put_text(file, "attributes", "area");
}

static void other_title(hid_t file)
{
    put_text(file, "title", "Changed");
}

static const struct {
    void (*change)(hid_t file);
    const char *says;
} cases[] = {
    {short_value, "damaged: 'value' has 3 values, not 12"},
    {flat_value, "damaged: 'value' is not of the shape it must be"},
    {scalar_value, "damaged: 'value' is not of the shape it must be"},
    {single_value, "damaged: 'value' is not of the type it must be"},
    {endless_text, "damaged: 'value' is not of the type it must be"},
    {other_numbers, "damaged: its contents were changed"},
    {huge_value, "damaged: 'value' says it is larger than this file can hold"},
    {sparse_value,
     "damaged: 'value' is stored in a way this program does not read"},
    {strange_filter,
     "damaged: 'value' is stored in a way this program does not read"},
    {external_value,
     "damaged: 'value' is stored in a way this program does not read"},
    {virtual_value,
     "damaged: 'value' is stored in a way this program does not read"},
    {soft_link, "damaged: 'value' is a link to another place"},
    {external_link, "damaged: 'provenance' is a link to another place"},
    {no_value, "damaged: there is no 'value'"},
    {group_value, "damaged: 'value' cannot be read"},
    {no_notes, "damaged: there is no 'notes'"},
    {worded_notes, "damaged: 'text' is not of the type it must be"},
    {short_notes, "damaged: 'time' has 1 values, not 2"},
    {no_such_series, "damaged: row 1 of 'notes' names no series"},
    {no_such_day, "damaged: row 2 of 'notes' names no day"},
    {no_such_text, "damaged: row 2 of 'notes' names no text"},
    {no_such_kind, "damaged: row 1 of 'notes' names no text"},
    {no_texts, "damaged: there is no 'text_code'"},
    {one_text_twice, "damaged: 'text_code' has a text twice"},
    {not_complete, "incomplete: it was not written to its end"},
    {no_complete, "incomplete: it was not written to its end"},
    {later_format, "a later format (99); this program reads format 1"},
    {worded_format, "damaged: attribute 'format_version' is no number"},
    {numbered_title, "damaged: attribute 'title' is no text"},
    {no_title, "damaged: there is no attribute 'title'"},
    {strange_kind, "damaged: kind 'tree'"},
    {climbing_name, "damaged: '../area' in attribute 'dimensions'"},
    {twice, "damaged: 'area' is a dimension and an attribute"},
    {other_title, "damaged: its contents were changed"},
};

START_TEST(what_is_not_ours_is_refused)
{
    struct ct_error err = {0};
    write_sound();
    hid_t file = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    ck_assert(file >= 0);
    cases[_i].change(file);
    ck_assert_int_ge(H5Fclose(file), 0);
    ck_assert_ptr_null(ct_panel_read(path, &err));
    ck_assert_str_eq(err.text, cases[_i].says);
    ck_assert_str_eq(err.file, path);
    ck_assert_int_eq(err.code, CT_EDATA);
    unlink(path);
}
END_TEST

static void refuse_bytes(struct ct_buffer image, const char *says)
{
    struct ct_error err = {0};
    ck_assert_ptr_null(ct_panel_from_image(&image, &err));
    ck_assert_msg(strstr(err.text, says) != NULL, "%s", err.text);
}

START_TEST(other_files_are_refused)
{
    char text[] = "area,time,value\n", signature[] = "\x89HDF\r\n\x1a\n";
    refuse_bytes((struct ct_buffer){0}, "not an HDF5 file");
    refuse_bytes((struct ct_buffer){text, 16, 16}, "not an HDF5 file");
    refuse_bytes((struct ct_buffer){signature, 8, 8}, "damaged");
    struct ct_store s;
    struct ct_group root;
    struct ct_buffer image = {0};
    for (int i = 0; i < 3; i++) {
        struct ct_medium m = {.fd = -1, .image = &image};
        ct_store_open(&s, &m, NULL);
        ct_group_open(&s, NULL, "/", &root);
        if (i > 0) {
            ct_store_text(&s, root.id, "crimetrends_version", "9.0");
            ct_store_int(&s, root.id, "format_version", i == 1 ? 99 : 1);
        }
        ct_group_close(&root);
        ck_assert_int_eq(ct_store_close(&s), 0);
        refuse_bytes(image, i == 0   ? "made by another program"
                            : i == 1 ? "a later format (99)"
                                     : "incomplete");
        ct_buffer_clear(&image);
    }
}
END_TEST

START_TEST(a_disk_that_is_full_is_told)
{
    struct ct_panel *p = ct_panel_create();
    p->is_result = true;
    struct ct_error err = {0};
    ck_assert_int_eq(ct_panel_write(p, "/dev/full", &err), -1);
    ck_assert_int_eq(err.code, CT_EIO);
    ck_assert_str_eq(err.file, "/dev/full");
    ct_panel_destroy(p);
}
END_TEST

/* A panel may be this large and not larger: where the disk ends, HDF5 must
 * neither crash nor say that all is well. */
static int write_within(const struct ct_panel *p, rlim_t most,
                        struct ct_error *err)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = most;
    setrlimit(RLIMIT_FSIZE, &limit);
    int status = ct_panel_write(p, path, err);
    limit.rlim_cur = before;
    setrlimit(RLIMIT_FSIZE, &limit);
    return status;
}

START_TEST(a_disk_may_be_full_anywhere)
{
    struct stat st, now;
    signal(SIGXFSZ, SIG_IGN);
    write_sound();
    struct ct_panel *p = ct_panel_read(path, NULL);
    ck_assert_int_eq(stat(path, &st), 0);
    for (rlim_t most = 0; most < (rlim_t)st.st_size; most += 211) {
        struct ct_error err = {0};
        ck_assert_int_eq(write_within(p, most, &err), -1);
        ck_assert_int_eq(err.code, CT_EIO);
        ck_assert_str_eq(err.text, "cannot be written: File too large");
        ck_assert_int_eq(stat(path, &now), 0);
        ck_assert(now.st_ino == st.st_ino && now.st_size == st.st_size);
    }
    ck_assert_int_eq(write_within(p, (rlim_t)st.st_size, NULL), 0);
    ct_panel_destroy(p);
    unlink(path);
}
END_TEST

Suite *panel_fence_suite(void);
Suite *panel_fence_suite(void)
{
    Suite *s = suite_create("panel_fence");
    TCase *t = tcase_create("panel_fence");
    tcase_add_loop_test(t, what_is_not_ours_is_refused, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(t, other_files_are_refused);
    tcase_add_test(t, a_disk_that_is_full_is_told);
    tcase_add_test(t, a_disk_may_be_full_anywhere);
    suite_add_tcase(s, t);
    return s;
}
