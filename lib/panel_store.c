/* SPDX-License-Identifier: GPL-3.0-or-later
 * Making an HDF5 file, as netCDF-4 lays it out. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <hdf5_hl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a chunk at most. */
enum { CHUNK_BYTES = 4 << 20 };

/* Groups and objects up to this many links or attributes keep them in their
 * header: smaller and simpler than HDF5's index structures. */
enum { COMPACT = 1024 };

bool ct_store_name(const char *name, bool hyphens)
{
    size_t n = strspn(name, hyphens ? "abcdefghijklmnopqrstuvwxyz0123456789_-"
                                    : "abcdefghijklmnopqrstuvwxyz0123456789_");
    return name[0] >= 'a' && name[0] <= 'z' && name[n] == '\0' &&
           n <= CT_STORE_NAME_MAX;
}

/* Notes that a call into HDF5 failed, which is memory or a defect. */
static void check(struct ct_store *s, bool good)
{
    if ((good && !s->medium->error) || s->failed)
        return;
    s->failed = true;
    ct_fail(s->err, CT_EIO, 0, 0, "cannot be made: HDF5 reports a failure");
}

void ct_store_refuse(struct ct_store *s, const char *name, const char *reason)
{
    if (!s->failed)
        ct_fail(s->err, CT_EDATA, 0, 0, "'%s' cannot be stored: %s", name,
                reason);
    s->failed = true;
}

/* No times anywhere, creation order everywhere: same panel, same bytes, and
 * netCDF lists things in our order. */
static hid_t creation_list(hid_t class_id)
{
    hid_t list = H5Pcreate(class_id);
    unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
    H5Pset_obj_track_times(list, false);
    H5Pset_attr_creation_order(list, order);
    H5Pset_attr_phase_change(list, COMPACT, COMPACT);
    if (H5Pisa_class(list, H5P_GROUP_CREATE) > 0) {
        H5Pset_link_creation_order(list, order);
        H5Pset_link_phase_change(list, COMPACT, COMPACT);
    }
    return list;
}

void ct_store_open(struct ct_store *s, struct ct_medium *m,
                   struct ct_error *err)
{
    *s = (struct ct_store){.medium = m, .err = err};
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t creation = creation_list(H5P_FILE_CREATE);
    s->file = ct_medium_create(m, creation);
    check(s, s->file >= 0);
    H5Pclose(creation);
}

int ct_store_close(struct ct_store *s)
{
    if (s->file >= 0)
        check(s, ct_medium_close(s->medium, s->file));
    return s->failed ? -1 : 0;
}

void ct_group_open(struct ct_store *s, const struct ct_group *parent,
                   const char *name, struct ct_group *out)
{
    *out = (struct ct_group){.store = s, .id = -1};
    if (s->failed)
        return;
    if (!parent) {
        out->id = H5Gopen2(s->file, "/", H5P_DEFAULT);
    } else {
        hid_t list = creation_list(H5P_GROUP_CREATE);
        out->id = H5Gcreate2(parent->id, name, H5P_DEFAULT, list, H5P_DEFAULT);
        H5Pclose(list);
    }
    check(s, out->id >= 0);
}

void ct_group_close(struct ct_group *g)
{
    if (g->id >= 0)
        check(g->store, H5Gclose(g->id) >= 0);
    ct_dict_clear(&g->names);
}

void ct_group_take(struct ct_group *g, const char *name)
{
    size_t n = g->names.n;
    if (!ct_store_name(name, false))
        ct_store_refuse(g->store, name,
                        "names are of small letters, digits and _");
    else if (ct_dict_add(&g->names, name, strlen(name)) < n)
        ct_store_refuse(g->store, name, "the name is taken");
}

/* The scale's dataset: netCDF keeps no data in it and knows it by its title. */
static hid_t make_scale(hid_t group, const char *name, hsize_t n)
{
    char title[80];
    snprintf(title, sizeof title,
             "This is a netCDF dimension but not a netCDF variable.%10llu",
             (unsigned long long)n);
    hid_t space = H5Screate_simple(1, &n, NULL);
    hid_t list = creation_list(H5P_DATASET_CREATE);
    hid_t scale = H5Dcreate2(group, name, H5T_IEEE_F32BE, space, H5P_DEFAULT,
                             list, H5P_DEFAULT);
    H5Pclose(list);
    H5Sclose(space);
    if (scale >= 0 && H5DSset_scale(scale, title) < 0) {
        H5Dclose(scale);
        return -1;
    }
    return scale;
}

struct ct_dim ct_group_dim(struct ct_group *g, const char *name, size_t n)
{
    struct ct_dim d = {.scale = -1, .n = n};
    if (g->store->failed)
        return d;
    char *free_name = ct_xstrdup(name);
    while (ct_dict_find(&g->names, free_name, strlen(free_name)) !=
           CT_NO_CODE) {
        char *longer = ct_xasprintf("%s_dim", free_name);
        free(free_name);
        free_name = longer;
    }
    ct_dict_add(&g->names, free_name, strlen(free_name));
    d.scale = make_scale(g->id, free_name, n);
    check(g->store, d.scale >= 0);
    free(free_name);
    return d;
}

void ct_dim_close(struct ct_store *s, struct ct_dim *d)
{
    if (d->scale >= 0)
        check(s, H5Dclose(d->scale) >= 0);
}

/* Chunks and filters; an array without elements has neither. */
static hid_t layout(const struct ct_array *a, int rank, const hsize_t *n)
{
    hid_t list = creation_list(H5P_DATASET_CREATE);
    hsize_t row = n[1] * H5Tget_size(a->disk);
    if (n[0] == 0)
        return list;
    hsize_t chunk[2] = {CHUNK_BYTES / row, n[1]};
    if (chunk[0] > CT_STORE_CHUNK)
        chunk[0] = CT_STORE_CHUNK;
    if (chunk[0] > n[0])
        chunk[0] = n[0];
    H5Pset_chunk(list, rank, chunk);
    if (a->packed) {
        H5Pset_shuffle(list);
        H5Pset_deflate(list, 1);
    }
    H5Pset_fletcher32(list);
    return list;
}

hid_t ct_group_array(struct ct_group *g, const struct ct_array *a)
{
    struct ct_store *s = g->store;
    if (s->failed)
        return -1;
    int rank = a->dim[1] ? 2 : 1;
    hsize_t n[2] = {a->dim[0]->n, rank == 2 ? a->dim[1]->n : 1};
    hid_t list = layout(a, rank, n);
    hid_t space = H5Screate_simple(rank, n, NULL);
    hid_t array = H5Dcreate2(g->id, a->name, a->disk, space, H5P_DEFAULT, list,
                             H5P_DEFAULT);
    H5Sclose(space);
    H5Pclose(list);
    check(s, array >= 0);
    for (int i = 0; i < rank && !s->failed; i++)
        check(s, H5DSattach_scale(array, a->dim[i]->scale, (unsigned)i) >= 0);
    hid_t memory = a->memory ? H5Tcopy(a->memory)
                             : H5Tget_native_type(a->disk, H5T_DIR_ASCEND);
    if (!s->failed && n[0] > 0)
        check(s, H5Dwrite(array, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                          a->data) >= 0);
    H5Tclose(memory);
    return array;
}

void ct_array_close(struct ct_store *s, hid_t array)
{
    if (array >= 0)
        check(s, H5Dclose(array) >= 0);
}

void ct_store_attribute(struct ct_store *s, hid_t object,
                        const struct ct_attribute *a)
{
    if (s->failed)
        return;
    hid_t space =
        a->n ? H5Screate_simple(1, &a->n, NULL) : H5Screate(H5S_SCALAR);
    hid_t memory = H5Tget_native_type(a->type, H5T_DIR_ASCEND);
    hid_t id =
        H5Acreate2(object, a->name, a->type, space, H5P_DEFAULT, H5P_DEFAULT);
    check(s, id >= 0 && H5Awrite(id, memory, a->value) >= 0);
    check(s, id < 0 || H5Aclose(id) >= 0);
    H5Tclose(memory);
    H5Sclose(space);
}

void ct_store_text(struct ct_store *s, hid_t object, const char *name,
                   const char *text)
{
    size_t length = strlen(text);
    if (length > CT_STORE_TEXT_MAX)
        ct_store_refuse(s, name, "it is longer than 1 MiB");
    hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, length ? length : 1);
    H5Tset_cset(type, H5T_CSET_UTF8);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const struct ct_attribute a = {.name = name, .type = type, .value = text};
    ct_store_attribute(s, object, &a);
    H5Tclose(type);
}

void ct_store_int(struct ct_store *s, hid_t object, const char *name, int value)
{
    const struct ct_attribute a = {
        .name = name, .type = H5T_STD_I32LE, .value = &value};
    ct_store_attribute(s, object, &a);
}

void ct_store_list(struct ct_store *s, hid_t object, const char *attribute,
                   struct ct_buffer *list)
{
    char *text = ct_buffer_take(list);
    ct_store_text(s, object, attribute, text);
    free(text);
}

/* 255 and 65535 are left out: readers of netCDF take the largest number of a
 * type for missing. */
hid_t ct_store_index_type(size_t n)
{
    return n <= 255 ? H5T_STD_U8LE : n <= 65535 ? H5T_STD_U16LE : H5T_STD_U32LE;
}

void ct_store_days(struct ct_store *s, hid_t array)
{
    ct_store_text(s, array, "standard_name", "time");
    ct_store_text(s, array, "long_name", "first day of the period");
    ct_store_text(s, array, "units", "days since 1970-01-01");
    ct_store_text(s, array, "calendar", "proleptic_gregorian");
}

hid_t ct_group_doubles(struct ct_group *g, const char *name,
                       const struct ct_dim *dim, const double *x)
{
    const struct ct_array a = {
        .name = name, .disk = H5T_IEEE_F64LE, .dim = {dim}, .data = x};
    const double fill = NAN;
    hid_t array = ct_group_array(g, &a);
    const struct ct_attribute f = {
        .name = "_FillValue", .type = H5T_IEEE_F64LE, .value = &fill};
    ct_store_attribute(g->store, array, &f);
    return array;
}

static size_t longest(char *const *text, size_t n)
{
    size_t most = 1; /* a dimension of length 0 would be unlimited */
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(text[i]);
        if (length > most)
            most = length;
    }
    return most;
}

void ct_group_texts(struct ct_group *g, const char *name,
                    const struct ct_dim *dim, char *const *text)
{
    size_t n = (size_t)dim->n, length = longest(text, n);
    struct ct_store *s = g->store;
    if (length > CT_STORE_TEXT_MAX || n > CT_STORE_FILE_MAX / length)
        ct_store_refuse(s, name, "a text in it is too long");
    if (s->failed)
        return;
    char *characters = ct_xcalloc(n, length);
    for (size_t i = 0; i < n; i++)
        memcpy(characters + i * length, text[i], strlen(text[i]));
    char *dim_name = ct_xasprintf("%s_length", name);
    struct ct_dim width = ct_group_dim(g, dim_name, length);
    free(dim_name);
    const struct ct_array a = {.name = name,
                               .disk = H5T_C_S1,
                               .dim = {dim, &width},
                               .data = characters};
    hid_t array = ct_group_array(g, &a);
    ct_store_text(s, array, "_Encoding", "utf-8");
    ct_array_close(s, array);
    ct_dim_close(s, &width);
    free(characters);
}
