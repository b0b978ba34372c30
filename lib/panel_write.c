/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writing panels: the layout of the file (docs/format.md). */
#include "config.h"

#include "lib/panel_file.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "lib/panel_hdf5.h"
#include "lib/status.h"

#include <stdlib.h>
#include <string.h>

static const char *const long_name[CT_N_COLUMNS] = {
    "value in the unit of its series",
    "lower limit of the interval of value",
    "upper limit of the interval of value",
    "number of events",
    "population",
    "observed value, where value is fitted",
    "weight"};

/* Names between blanks. */
static void add_name(struct ct_buffer *list, const char *name)
{
    if (list->size)
        ct_buffer_byte(list, ' ');
    ct_buffer_text(list, name);
}

static void write_attributes(struct ct_store *s, hid_t root,
                             const struct ct_panel *p, const char *checksum)
{
    ct_store_text(s, root, "Conventions", "CF-1.10");
    ct_store_text(s, root, "title", p->title);
    ct_store_text(s, root, "crimetrends_version", PACKAGE_VERSION);
    ct_store_int(s, root, "format_version", CT_STORE_VERSION);
    ct_store_int(s, root, "complete", 1);
    ct_store_text(s, root, "checksum", checksum);
    ct_store_text(s, root, "kind", p->is_result ? "result" : "panel");
    ct_store_text(s, root, "method", p->method);
    struct ct_buffer dimensions = {0}, attributes = {0}, tables = {0};
    for (size_t k = 0; k < p->n_keys; k++)
        add_name(p->keys[k].is_attribute ? &attributes : &dimensions,
                 p->keys[k].name);
    for (size_t t = 0; t < p->n_tables; t++)
        add_name(&tables, p->tables[t]->name);
    ct_store_list(s, root, "dimensions", &dimensions);
    ct_store_list(s, root, "attributes", &attributes);
    ct_store_list(s, root, "tables", &tables);
}

/* Takes the names of everything but dimensions. */
static void take_names(struct ct_group *root, const struct ct_panel *p)
{
    static const char *const fixed[] = {
        "time",     "status",     "source_file", "source_line",
        "row_size", "provenance", "tables"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        ct_group_take(root, fixed[i]);
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        ct_group_take(root, ct_column_name[c]);
    for (size_t k = 0; k < p->n_keys; k++) {
        char *code = ct_xasprintf("%s_code", p->keys[k].name);
        char *label = ct_xasprintf("%s_label", p->keys[k].name);
        ct_group_take(root, p->keys[k].name);
        ct_group_take(root, code);
        ct_group_take(root, label);
        free(code);
        free(label);
    }
}

static void write_columns(struct ct_group *root, const struct ct_dim *n_obs,
                          const struct ct_panel *p)
{
    struct ct_store *s = root->store;
    for (size_t c = 0; c < CT_N_COLUMNS; c++) {
        if (!ct_panel_has(p, c))
            continue;
        hid_t a =
            ct_group_doubles(root, ct_column_name[c], n_obs, p->column[c]);
        ct_store_text(s, a, "long_name", long_name[c]);
        ct_store_text(s, a, "coordinates", "time");
        ct_store_text(s, a, "ancillary_variables", "status");
        ct_array_close(s, a);
    }
}

static void write_time(struct ct_group *root, const struct ct_dim *n_obs,
                       const struct ct_panel *p)
{
    struct ct_store *s = root->store;
    const struct ct_array a = {.name = "time",
                               .disk = H5T_STD_I32LE,
                               .dim = {n_obs},
                               .packed = true,
                               .data = p->time};
    hid_t time = ct_group_array(root, &a);
    ct_store_days(s, time);
    ct_array_close(s, time);
}

static void write_status(struct ct_group *root, const struct ct_dim *n_obs,
                         const struct ct_panel *p)
{
    struct ct_store *s = root->store;
    const struct ct_array a = {.name = "status",
                               .disk = H5T_STD_U16LE,
                               .dim = {n_obs},
                               .packed = true,
                               .data = p->status};
    uint16_t mask[CT_N_STATUS];
    struct ct_buffer meanings = {0};
    for (int i = 0; i < CT_N_STATUS; i++) {
        mask[i] = (uint16_t)(1 << i);
        add_name(&meanings, ct_status_meaning[i]);
    }
    const struct ct_attribute masks = {.name = "flag_masks",
                                       .type = H5T_STD_U16LE,
                                       .n = CT_N_STATUS,
                                       .value = mask};
    hid_t status = ct_group_array(root, &a);
    ct_store_text(s, status, "long_name", "status of the observation");
    ct_store_attribute(s, status, &masks);
    ct_store_list(s, status, "flag_meanings", &meanings);
    ct_array_close(s, status);
}

/* Writes an array whose only attribute says what it is. */
static void write_plain(struct ct_group *g, const struct ct_array *a,
                        const char *meaning)
{
    hid_t id = ct_group_array(g, a);
    ct_store_text(g->store, id, "long_name", meaning);
    ct_array_close(g->store, id);
}

static void write_source(struct ct_group *root, const struct ct_dim *n_obs,
                         const struct ct_panel *p)
{
    const struct ct_array file = {
        .name = "source_file",
        .disk = ct_store_index_type(p->provenance.n_inputs),
        .memory = H5T_NATIVE_UINT16,
        .dim = {n_obs},
        .packed = true,
        .data = p->source_file};
    const struct ct_array line = {.name = "source_line",
                                  .disk = H5T_STD_U32LE,
                                  .dim = {n_obs},
                                  .packed = true,
                                  .data = p->source_line};
    write_plain(root, &file, "index from 0 into /provenance/inputs");
    write_plain(root, &line, "line in that file, from 1");
}

static void write_row_size(struct ct_group *root, const struct ct_dim *n_series,
                           const struct ct_panel *p)
{
    struct ct_store *s = root->store;
    int32_t *size = ct_xmalloc(p->n_series, sizeof *size);
    for (size_t i = 0; i < p->n_series; i++)
        size[i] = (int32_t)(p->first[i + 1] - p->first[i]);
    const struct ct_array a = {.name = "row_size",
                               .disk = H5T_STD_I32LE,
                               .dim = {n_series},
                               .data = size};
    hid_t id = ct_group_array(root, &a);
    ct_store_text(s, id, "long_name", "number of observations of the series");
    ct_store_text(s, id, "sample_dimension", "n_obs");
    ct_array_close(s, id);
    free(size);
}

static void write_key(struct ct_group *root, const struct ct_dim *n_series,
                      const struct ct_key *key)
{
    char *code = ct_xasprintf("%s_code", key->name);
    char *label = ct_xasprintf("%s_label", key->name);
    if (n_series) {
        char *meaning = ct_xasprintf("index from 0 into %s", code);
        const struct ct_array a = {.name = key->name,
                                   .disk = ct_store_index_type(key->codes.n),
                                   .memory = H5T_NATIVE_UINT32,
                                   .dim = {n_series},
                                   .data = key->index};
        write_plain(root, &a, meaning);
        free(meaning);
    }
    char *name = ct_xasprintf("n_%s", key->name);
    struct ct_dim n_codes = ct_group_dim(root, name, key->codes.n);
    ct_group_texts(root, code, &n_codes, key->codes.code);
    ct_group_texts(root, label, &n_codes, key->codes.label);
    ct_dim_close(root->store, &n_codes);
    free(name);
    free(code);
    free(label);
}

static void write_series(struct ct_group *root, const struct ct_panel *p)
{
    struct ct_dim n_obs = ct_group_dim(root, "n_obs", p->n_obs);
    struct ct_dim n_series = ct_group_dim(root, "n_series", p->n_series);
    write_columns(root, &n_obs, p);
    write_time(root, &n_obs, p);
    write_status(root, &n_obs, p);
    if (!p->is_result)
        write_source(root, &n_obs, p);
    write_row_size(root, &n_series, p);
    for (size_t k = 0; k < p->n_keys; k++)
        write_key(root, &n_series, &p->keys[k]);
    ct_dim_close(root->store, &n_series);
    ct_dim_close(root->store, &n_obs);
}

int ct_panel_store(const struct ct_panel *p, const char *checksum,
                   struct ct_medium *m, struct ct_error *err)
{
    struct ct_store s;
    struct ct_group root;
    ct_store_open(&s, m, err);
    ct_group_open(&s, NULL, "/", &root);
    take_names(&root, p);
    write_attributes(&s, root.id, p, checksum);
    if (p->n_series > 0)
        write_series(&root, p);
    else /* a result of tables alone: the labels of its codes */
        for (size_t k = 0; k < p->n_keys; k++)
            write_key(&root, NULL, &p->keys[k]);
    ct_store_provenance(&root, p);
    ct_store_tables(&root, p);
    ct_group_close(&root);
    return ct_store_close(&s);
}

int ct_panel_to_image(const struct ct_panel *p, struct ct_buffer *image,
                      struct ct_error *err)
{
    struct ct_medium m = {.fd = -1, .image = image};
    char checksum[CT_CHECKSUM_SIZE];
    ct_panel_checksum(p, checksum);
    return ct_panel_store(p, checksum, &m, err);
}

/* The bytes are made where they will stay; what cannot be read back (a pipe,
 * a device) gets them from memory. A failed write is told by the commit. */
static int write_to(const struct ct_panel *p, struct ct_output *out,
                    struct ct_error *err)
{
    struct ct_buffer image = {0};
    struct ct_medium m = {.fd = ct_output_file(out), .image = &image};
    char checksum[CT_CHECKSUM_SIZE];
    ct_panel_checksum(p, checksum);
    int status = ct_panel_store(p, checksum, &m, err);
    if (m.error) {
        ct_output_fail(out, m.error);
        return 0;
    }
    ct_output_begin_sync(out);
    if (status == 0)
        status = ct_panel_verify(p, checksum, &m, err);
    if (status == 0 && m.fd < 0)
        ct_output_write(out, image.data, image.size);
    ct_buffer_clear(&image);
    return status;
}

int ct_panel_write(const struct ct_panel *p, const char *path,
                   struct ct_error *err)
{
    struct ct_output *out = ct_output_open(path, err);
    if (!out)
        return -1;
    if (write_to(p, out, err) == 0)
        return ct_output_commit(out, err);
    ct_output_abort(out);
    return ct_error_file(err, path);
}
