/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading HDF5 behind fences: hard links, own storage, known filters, types,
 * shapes and sizes are checked before anything is read. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unistr.h>

/* No chunk of ours is larger. */
enum { CHUNK_MAX = 64 << 20 };

/* Arrays may take this much memory, and as many times the size of the file
 * (ours take less: numbers with a fraction are not packed). */
enum { MEMORY_FREE = 16 << 20, MEMORY_TIMES = 16 };

int ct_load_damaged(struct ct_load *in, const char *format, ...)
{
    char text[CT_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return ct_fail(in->err, CT_EDATA, 0, 0, "damaged: %s", text);
}

/* HDF5 would look for its signature further on. */
static bool is_hdf5(const struct ct_medium *m)
{
    char head[8] = "";
    if (m->size < sizeof head)
        return false;
    if (m->fd < 0)
        memcpy(head, m->image->data, sizeof head);
    else if (pread(m->fd, head, sizeof head, 0) != sizeof head)
        return false;
    return memcmp(head, "\x89HDF\r\n\x1a\n", sizeof head) == 0;
}

int ct_load_open(struct ct_load *in, struct ct_medium *m, struct ct_error *err)
{
    *in = (struct ct_load){.file = -1, .medium = m, .err = err};
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    if (!is_hdf5(m))
        return ct_fail(err, CT_EDATA, 0, 0, "not an HDF5 file");
    in->memory = MEMORY_FREE + m->size * MEMORY_TIMES;
    in->file = ct_medium_open(m);
    if (in->file < 0)
        return ct_load_damaged(in, "HDF5 cannot open it");
    return 0;
}

void ct_load_close(struct ct_load *in)
{
    if (in->file >= 0)
        ct_medium_close(in->medium, in->file);
    in->file = -1;
}

bool ct_load_has(hid_t group, const char *name)
{
    return H5Lexists(group, name, H5P_DEFAULT) > 0;
}

/* Soft and external links lead out of the place where they stand. */
static int check_link(struct ct_load *in, hid_t group, const char *name)
{
    H5L_info_t link;
    if (!ct_load_has(group, name))
        return ct_load_damaged(in, "there is no '%s'", name);
    if (H5Lget_info(group, name, &link, H5P_DEFAULT) < 0 ||
        link.type != H5L_TYPE_HARD)
        return ct_load_damaged(in, "'%s' is a link to another place", name);
    return 0;
}

hid_t ct_load_group(struct ct_load *in, hid_t group, const char *name)
{
    if (check_link(in, group, name) != 0)
        return -1;
    hid_t id = H5Gopen2(group, name, H5P_DEFAULT);
    return id >= 0 ? id : ct_load_damaged(in, "'%s' is no group", name);
}

/* Opens an array by a hard link. */
static hid_t open_array(struct ct_load *in, hid_t group, const char *name)
{
    if (check_link(in, group, name) != 0)
        return -1;
    hid_t id = H5Dopen2(group, name, H5P_DEFAULT);
    return id >= 0 ? id : ct_load_damaged(in, "'%s' cannot be read", name);
}

int ct_load_is_text(struct ct_load *in, hid_t group, const char *name)
{
    hid_t array = open_array(in, group, name);
    if (array < 0)
        return -1;
    hid_t type = H5Dget_type(array);
    int text = H5Tget_class(type) == H5T_STRING;
    H5Tclose(type);
    H5Dclose(array);
    return text;
}

/* Whether a type is what is expected: doubles; int of 4 bytes; unsigned that
 * fits its place in memory; characters. */
static bool type_fits(hid_t type, const struct ct_expected *e)
{
    size_t size = H5Tget_size(type);
    switch (e->kind) {
    case CT_DOUBLES:
        return H5Tget_class(type) == H5T_FLOAT && size == 8;
    case CT_SIGNED:
        return H5Tget_class(type) == H5T_INTEGER &&
               H5Tget_sign(type) == H5T_SGN_2 && size == 4;
    case CT_UNSIGNED:
        return H5Tget_class(type) == H5T_INTEGER &&
               H5Tget_sign(type) == H5T_SGN_NONE && size <= e->size;
    case CT_CHARACTERS:
        return H5Tget_class(type) == H5T_STRING &&
               H5Tis_variable_str(type) == 0 && size == 1;
    }
    return false;
}

static int check_type(struct ct_load *in, hid_t array,
                      const struct ct_expected *e)
{
    hid_t type = H5Dget_type(array);
    bool fits = type_fits(type, e);
    H5Tclose(type);
    return fits ? 0
                : ct_load_damaged(in, "'%s' is not of the type it must be",
                                  e->name);
}

/* Reads the shape: one dimension, two for characters. */
static int check_shape(struct ct_load *in, hid_t array,
                       const struct ct_expected *e, hsize_t *n)
{
    int rank = e->kind == CT_CHARACTERS ? 2 : 1;
    hid_t space = H5Dget_space(array);
    bool good = H5Sget_simple_extent_type(space) == H5S_SIMPLE &&
                H5Sget_simple_extent_ndims(space) == rank &&
                H5Sget_simple_extent_dims(space, n, NULL) == rank;
    H5Sclose(space);
    if (!good)
        return ct_load_damaged(in, "'%s' is not of the shape it must be",
                               e->name);
    if (n[1] == 0 || n[0] > in->memory / e->size / n[1])
        return ct_load_damaged(in,
                               "'%s' says it is larger than this file "
                               "can hold",
                               e->name);
    in->memory -= n[0] * n[1] * e->size;
    return 0;
}

/* Whether chunks are small and all filters are known. */
static bool chunks_known(hid_t list, size_t size, bool *deflated)
{
    hsize_t chunk[2] = {1, 1};
    int rank = H5Pget_chunk(list, 2, chunk);
    if (rank < 1 || rank > 2 || chunk[0] > CHUNK_MAX || chunk[1] > CHUNK_MAX ||
        chunk[0] * chunk[1] > CHUNK_MAX / size)
        return false;
    int n = H5Pget_nfilters(list);
    for (int i = 0; i < n; i++) {
        size_t no_values = 0;
        unsigned flags;
        H5Z_filter_t f = H5Pget_filter2(list, (unsigned)i, &flags, &no_values,
                                        NULL, 0, NULL, NULL);
        if (f != H5Z_FILTER_SHUFFLE && f != H5Z_FILTER_DEFLATE &&
            f != H5Z_FILTER_FLETCHER32)
            return false;
        *deflated |= f == H5Z_FILTER_DEFLATE;
    }
    return n >= 0;
}

/* Whether a chunk is where it is looked for, and went through all filters:
 * HDF5 would read zeros, or leave the checksum out. */
static bool chunk_whole(hid_t array, const hsize_t *at)
{
    unsigned skipped = 1;
    haddr_t address = HADDR_UNDEF;
    hsize_t size = 0, found = 0;
    return H5Dget_chunk_info_by_coord(array, at, &skipped, &address, &size) >=
               0 &&
           H5Dget_chunk_storage_size(array, at, &found) >= 0 && skipped == 0 &&
           found > 0;
}

static bool chunks_whole(hid_t array, hid_t list, const hsize_t *n)
{
    hsize_t chunk[2] = {1, 1}, at[2];
    H5Pget_chunk(list, 2, chunk);
    for (at[0] = 0; at[0] < n[0]; at[0] += chunk[0])
        for (at[1] = 0; at[1] < n[1]; at[1] += chunk[1])
            if (!chunk_whole(array, at))
                return false;
    return true;
}

/* Whether the data are in this file, all of them, as they say. */
static bool storage_known(hid_t array, const hsize_t *n, size_t size)
{
    hid_t list = H5Dget_create_plist(array);
    H5D_layout_t layout = H5Pget_layout(list);
    bool good = H5Pget_external_count(list) == 0, deflated = false;
    if (layout == H5D_CHUNKED)
        good = good && chunks_known(list, size, &deflated) &&
               chunks_whole(array, list, n);
    else
        good = good && (layout == H5D_CONTIGUOUS || layout == H5D_COMPACT);
    hsize_t bytes = n[0] * n[1] * size;
    if (good && bytes > 0 && !deflated)
        good = H5Dget_storage_size(array) >= bytes;
    H5Pclose(list);
    return good;
}

/* All fences; *n is the shape. */
static int check_array(struct ct_load *in, hid_t array,
                       const struct ct_expected *e, hsize_t *n)
{
    if (check_type(in, array, e) != 0 || check_shape(in, array, e, n) != 0)
        return -1;
    hid_t type = H5Dget_type(array);
    size_t size = H5Tget_size(type);
    H5Tclose(type);
    if (storage_known(array, n, size))
        return 0;
    return ct_load_damaged(
        in, "'%s' is stored in a way this program does not read", e->name);
}

static int unreadable(struct ct_load *in, const struct ct_expected *e)
{
    return ct_load_damaged(in, "the values of '%s' cannot be read", e->name);
}

static int read_array(struct ct_load *in, hid_t array,
                      const struct ct_expected *e, struct ct_loaded *out)
{
    hsize_t n[2] = {1, 1};
    if (check_array(in, array, e, n) != 0)
        return -1;
    *out = (struct ct_loaded){.n = (size_t)n[0], .length = (size_t)n[1]};
    out->data = ct_xmalloc(out->n * out->length, e->size);
    if (n[0] > 0 && H5Dread(array, e->memory, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                            out->data) < 0) {
        free(out->data);
        out->data = NULL;
        return unreadable(in, e);
    }
    return 0;
}

int ct_load_array(struct ct_load *in, hid_t group, const struct ct_expected *e,
                  struct ct_loaded *out)
{
    *out = (struct ct_loaded){0};
    hid_t array = open_array(in, group, e->name);
    if (array < 0)
        return -1;
    int status = read_array(in, array, e, out);
    H5Dclose(array);
    return status;
}

/* Reads n rows from `at` on. */
static bool read_piece(hid_t array, hid_t memory, hsize_t at, const hsize_t *n,
                       void *out)
{
    const hsize_t from[2] = {at, 0};
    hid_t file = H5Dget_space(array);
    int rank = H5Sget_simple_extent_ndims(file);
    hid_t space = H5Screate_simple(rank, n, NULL);
    bool good =
        H5Sselect_hyperslab(file, H5S_SELECT_SET, from, NULL, n, NULL) >= 0 &&
        H5Dread(array, memory, space, file, H5P_DEFAULT, out) >= 0;
    H5Sclose(space);
    H5Sclose(file);
    return good;
}

/* Whether n rows of `length` elements, read from an array, are what they must
 * be from row `at` on. */
static bool same_values(const struct ct_expected *e, const char *piece,
                        hsize_t at, const hsize_t *n, const void *data)
{
    if (e->kind != CT_CHARACTERS)
        return memcmp(piece, (const char *)data + at * e->size,
                      n[0] * e->size) == 0;
    char *const *text = data;
    for (hsize_t i = 0; i < n[0]; i++) {
        const char *row = piece + i * n[1], *must_be = text[at + i];
        size_t length = strnlen(row, n[1]);
        if (strncmp(row, must_be, length) != 0 || must_be[length])
            return false;
        for (size_t k = length; k < n[1]; k++)
            if (row[k])
                return false;
    }
    return true;
}

static int compare_array(struct ct_load *in, hid_t array,
                         const struct ct_expected *e, const void *data)
{
    hsize_t n[2] = {1, 1};
    if (check_array(in, array, e, n) != 0)
        return -1;
    hsize_t rows = CT_STORE_CHUNK * sizeof(double) / e->size / n[1];
    if (rows > CT_STORE_CHUNK)
        rows = CT_STORE_CHUNK;
    if (rows == 0)
        rows = 1;
    char *piece = ct_xmalloc(rows * n[1], e->size);
    int status = 0;
    for (hsize_t at = 0; at < n[0] && status == 0; at += rows) {
        const hsize_t some[2] = {n[0] - at < rows ? n[0] - at : rows, n[1]};
        if (!read_piece(array, e->memory, at, some, piece))
            status = unreadable(in, e);
        else if (!same_values(e, piece, at, some, data))
            status =
                ct_load_damaged(in, "the values of '%s' are others", e->name);
    }
    free(piece);
    return status;
}

static int wrong_length(struct ct_load *in, const struct ct_expected *e,
                        size_t is, size_t must_be)
{
    return ct_load_damaged(in, "'%s' has %zu values, not %zu", e->name, is,
                           must_be);
}

/* The length of an array along its first dimension; 0 if it has more than
 * two. */
static size_t length_of(hid_t array)
{
    hsize_t n[2] = {0, 0};
    hid_t space = H5Dget_space(array);
    if (H5Sget_simple_extent_ndims(space) <= 2)
        H5Sget_simple_extent_dims(space, n, NULL);
    H5Sclose(space);
    return (size_t)n[0];
}

int ct_load_same(struct ct_load *in, hid_t group, const struct ct_expected *e,
                 const void *data, size_t n)
{
    hid_t array = open_array(in, group, e->name);
    if (array < 0)
        return -1;
    int status = length_of(array) == n
                     ? compare_array(in, array, e, data)
                     : wrong_length(in, e, length_of(array), n);
    H5Dclose(array);
    return status;
}

void *ct_load_n(struct ct_load *in, hid_t group, const struct ct_expected *e,
                size_t n)
{
    struct ct_loaded a;
    if (ct_load_array(in, group, e, &a) != 0)
        return NULL;
    if (a.n == n)
        return a.data;
    wrong_length(in, e, a.n, n);
    free(a.data);
    return NULL;
}

const char *ct_loaded_text(const struct ct_loaded *a, size_t i, size_t *n)
{
    const char *row = (const char *)a->data + i * a->length;
    *n = strnlen(row, a->length);
    return row;
}

int ct_load_characters(struct ct_load *in, hid_t group, const char *name,
                       struct ct_loaded *out)
{
    const struct ct_expected e = {name, CT_CHARACTERS, H5T_C_S1, 1};
    if (ct_load_array(in, group, &e, out) != 0)
        return -1;
    for (size_t i = 0, n; i < out->n; i++) {
        const char *text = ct_loaded_text(out, i, &n);
        if (!u8_check((const uint8_t *)text, n))
            continue;
        free(out->data);
        out->data = NULL;
        return ct_load_damaged(in, "'%s' is not UTF-8", name);
    }
    return 0;
}

int ct_load_texts(struct ct_load *in, hid_t group, const char *name,
                  struct ct_texts *out)
{
    struct ct_loaded a;
    *out = (struct ct_texts){0};
    if (ct_load_characters(in, group, name, &a) != 0)
        return -1;
    out->text = ct_xmalloc(a.n, sizeof *out->text);
    for (size_t n; out->n < a.n; out->n++) {
        const char *text = ct_loaded_text(&a, out->n, &n);
        out->text[out->n] = ct_xstrndup(text, n);
    }
    free(a.data);
    return 0;
}

void ct_texts_clear(struct ct_texts *t)
{
    for (size_t i = 0; i < t->n; i++)
        free(t->text[i]);
    free(t->text);
    *t = (struct ct_texts){0};
}
