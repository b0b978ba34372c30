/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading panels: the layout of the file (docs/format.md), every number in
 * its range. */
#include "config.h"

#include "lib/panel_file.h"

#include "lib/file.h"
#include "lib/memory.h"
#include "lib/panel_hdf5.h"
#include "lib/status.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What says that the file is ours, of this format and whole. */
static int check_head(struct ct_load *in, hid_t root)
{
    int version, complete = 0;
    if (H5Aexists(root, "crimetrends_version") <= 0)
        return ct_fail(in->err, CT_EDATA, 0, 0,
                       "made by another program: an HDF5 file, but no panel");
    if (ct_load_int(in, root, "format_version", &version) != 0)
        return -1;
    if (version != CT_STORE_VERSION)
        return ct_fail(in->err, CT_EDATA, 0, 0,
                       "a later format (%d); this program reads format %d",
                       version, CT_STORE_VERSION);
    if (H5Aexists(root, "complete") > 0 &&
        ct_load_int(in, root, "complete", &complete) != 0)
        return -1;
    if (complete != 1)
        return ct_fail(in->err, CT_EDATA, 0, 0,
                       "incomplete: it was not written to its end");
    return 0;
}

static int read_attributes(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    char *kind = NULL;
    int status = ct_load_text(in, root, "kind", &kind);
    if (status == 0) {
        p->is_result = strcmp(kind, "result") == 0;
        if (!p->is_result && strcmp(kind, "panel") != 0)
            status = ct_load_damaged(in, "kind '%.40s'", kind);
    }
    free(kind);
    if (status == 0)
        status = ct_load_text(in, root, "title", &p->title);
    if (status == 0)
        status = ct_load_text(in, root, "method", &p->method);
    return status;
}

/* Adds the keys that an attribute of the file names. */
static int add_keys(struct ct_load *in, hid_t root, bool attributes,
                    struct ct_panel *p)
{
    struct ct_dict names = {0};
    int status = ct_load_names(
        in, root, attributes ? "attributes" : "dimensions", &names);
    for (size_t i = 0; i < names.n && status == 0; i++)
        if (ct_panel_find_key(p, names.code[i]) < 0)
            ct_panel_key(p, names.code[i], attributes);
        else
            status = ct_load_damaged(in, "'%s' is a dimension and an attribute",
                                     names.code[i]);
    ct_dict_clear(&names);
    return status;
}

/* Reads how many observations each series has. */
static int read_sizes(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    const struct ct_expected e = {"row_size", CT_SIGNED, H5T_NATIVE_INT32,
                                  sizeof(int32_t)};
    struct ct_loaded a;
    if (ct_load_array(in, root, &e, &a) != 0)
        return -1;
    const int32_t *size = a.data;
    int status = 0;
    p->first = ct_xrealloc(p->first, a.n + 1, sizeof *p->first);
    for (size_t s = 0; s < a.n && status == 0; s++) {
        if (size[s] < 0)
            status = ct_load_damaged(in, "'row_size' of series %zu is %d", s,
                                     (int)size[s]);
        else
            p->first[s + 1] = p->first[s] + (size_t)size[s];
    }
    p->n_series = p->series_capacity = status == 0 ? a.n : 0;
    p->n_obs = p->obs_capacity = p->first[p->n_series];
    free(a.data);
    return status;
}

/* Periods begin in years 1 to 9999 and come in order. */
static int check_time(struct ct_load *in, const struct ct_panel *p)
{
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            int32_t t = p->time[i];
            if (t < CT_STORE_FIRST_DAY || t > CT_STORE_LAST_DAY)
                return ct_load_damaged(in, "'time' %d is in no year", (int)t);
            if (i > p->first[s] && t < p->time[i - 1])
                return ct_load_damaged(in, "'time' is not in order");
        }
    return 0;
}

static int check_status(struct ct_load *in, const struct ct_panel *p)
{
    for (size_t i = 0; i < p->n_obs; i++)
        if (p->status[i] & ~CT_STATUS_ALL)
            return ct_load_damaged(in, "'status' %u is not known",
                                   (unsigned)p->status[i]);
    return 0;
}

static int read_time_and_status(struct ct_load *in, hid_t root,
                                struct ct_panel *p)
{
    const struct ct_expected time = {"time", CT_SIGNED, H5T_NATIVE_INT32,
                                     sizeof *p->time};
    const struct ct_expected status = {"status", CT_UNSIGNED, H5T_NATIVE_UINT16,
                                       sizeof *p->status};
    p->time = ct_load_n(in, root, &time, p->n_obs);
    if (p->time)
        p->status = ct_load_n(in, root, &status, p->n_obs);
    return p->status ? 0 : -1;
}

static int read_columns(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    for (size_t c = 0; c < CT_N_COLUMNS; c++) {
        const struct ct_expected e = {ct_column_name[c], CT_DOUBLES,
                                      H5T_NATIVE_DOUBLE, sizeof(double)};
        if (c != CT_VALUE && !ct_load_has(root, e.name))
            continue;
        p->column[c] = ct_load_n(in, root, &e, p->n_obs);
        if (!p->column[c])
            return -1;
    }
    return 0;
}

/* Where observations come from; results do not say. */
static int read_source(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    const struct ct_expected file = {"source_file", CT_UNSIGNED,
                                     H5T_NATIVE_UINT16, sizeof(uint16_t)};
    const struct ct_expected line = {"source_line", CT_UNSIGNED,
                                     H5T_NATIVE_UINT32, sizeof(uint32_t)};
    if (p->is_result) {
        p->source_file = ct_xcalloc(p->n_obs, sizeof *p->source_file);
        p->source_line = ct_xcalloc(p->n_obs, sizeof *p->source_line);
        return 0;
    }
    p->source_file = ct_load_n(in, root, &file, p->n_obs);
    if (p->source_file)
        p->source_line = ct_load_n(in, root, &line, p->n_obs);
    return p->source_line ? 0 : -1;
}

/* File 0 of none is what observations have that no file was read for. */
static int check_source(struct ct_load *in, const struct ct_panel *p)
{
    size_t n = p->provenance.n_inputs;
    for (size_t i = 0; i < p->n_obs; i++)
        if (p->source_file[i] >= n && p->source_file[i] > 0)
            return ct_load_damaged(in,
                                   "'source_file' %u, but there are %zu inputs",
                                   (unsigned)p->source_file[i], n);
    return 0;
}

/* Fills a dictionary: each code once, in order. */
static int read_codes(struct ct_load *in, hid_t root, const char *name,
                      struct ct_dict *codes)
{
    struct ct_loaded a;
    if (ct_load_characters(in, root, name, &a) != 0)
        return -1;
    int status = 0;
    for (size_t i = 0, n; i < a.n && status == 0; i++) {
        const char *code = ct_loaded_text(&a, i, &n);
        ct_dict_add(codes, code, n);
        if (codes->n != i + 1 ||
            (i > 0 && strcmp(codes->code[i - 1], codes->code[i]) >= 0))
            status = ct_load_damaged(in, "'%s' is not in order", name);
    }
    free(a.data);
    return status;
}

static int read_labels(struct ct_load *in, hid_t root, const char *name,
                       struct ct_dict *codes)
{
    struct ct_texts labels;
    if (ct_load_texts(in, root, name, &labels) != 0)
        return -1;
    int status = 0;
    if (labels.n != codes->n)
        status = ct_load_damaged(in, "'%s' has %zu values, not %zu", name,
                                 labels.n, codes->n);
    for (size_t i = 0; i < codes->n && status == 0; i++)
        ct_dict_label(codes, (uint32_t)i, labels.text[i]);
    ct_texts_clear(&labels);
    return status;
}

static int read_words(struct ct_load *in, hid_t root, struct ct_key *key)
{
    char *code = ct_xasprintf("%s_code", key->name);
    char *label = ct_xasprintf("%s_label", key->name);
    int status = read_codes(in, root, code, &key->codes);
    if (status == 0)
        status = read_labels(in, root, label, &key->codes);
    free(code);
    free(label);
    return status;
}

static int read_key(struct ct_load *in, hid_t root, size_t n_series,
                    struct ct_key *key)
{
    const struct ct_expected e = {key->name, CT_UNSIGNED, H5T_NATIVE_UINT32,
                                  sizeof *key->index};
    if (read_words(in, root, key) != 0)
        return -1;
    if (n_series == 0)
        return 0;
    free(key->index);
    key->index = ct_load_n(in, root, &e, n_series);
    if (!key->index)
        return -1;
    for (size_t s = 0; s < n_series; s++)
        if (key->index[s] >= key->codes.n)
            return ct_load_damaged(in, "code %lu in '%s', but there are %zu",
                                   (unsigned long)key->index[s], key->name,
                                   key->codes.n);
    return 0;
}

bool ct_load_has_series(hid_t root, const struct ct_panel *p)
{
    return !p->is_result || ct_load_has(root, "row_size") ||
           ct_load_has(root, "value");
}

int ct_load_frame(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    if (check_head(in, root) != 0 || read_attributes(in, root, p) != 0)
        return -1;
    if (add_keys(in, root, false, p) != 0 || add_keys(in, root, true, p) != 0)
        return -1;
    if (ct_load_has_series(root, p) && read_sizes(in, root, p) != 0)
        return -1;
    return ct_load_provenance(in, root, p) == 0 ? ct_load_tables(in, root, p)
                                                : -1;
}

static int read_keys(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    for (size_t k = 0; k < p->n_keys; k++)
        if (read_key(in, root, p->n_series, &p->keys[k]) != 0)
            return -1;
    return 0;
}

int ct_load_check(struct ct_load *in, const struct ct_panel *p)
{
    if (check_time(in, p) != 0 || check_status(in, p) != 0)
        return -1;
    return p->is_result ? 0 : check_source(in, p);
}

static int read_observations(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    if (!ct_load_has_series(root, p))
        return 0;
    if (read_columns(in, root, p) != 0 ||
        read_time_and_status(in, root, p) != 0 || read_source(in, root, p) != 0)
        return -1;
    return ct_load_check(in, p);
}

static int check_sum(struct ct_load *in, hid_t root, const struct ct_panel *p)
{
    char *said = NULL, is[CT_CHECKSUM_SIZE];
    if (ct_load_text(in, root, "checksum", &said) != 0)
        return -1;
    ct_panel_checksum(p, is);
    int status = strcmp(said, is) == 0
                     ? 0
                     : ct_load_damaged(in, "its contents were changed");
    free(said);
    return status;
}

static int read_panel(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    if (ct_load_frame(in, root, p) != 0 || read_keys(in, root, p) != 0 ||
        read_observations(in, root, p) != 0)
        return -1;
    return check_sum(in, root, p);
}

struct ct_panel *ct_panel_load(struct ct_medium *m, struct ct_error *err)
{
    struct ct_load in;
    struct ct_panel *p = NULL;
    if (ct_load_open(&in, m, err) == 0) {
        hid_t root = H5Gopen2(in.file, "/", H5P_DEFAULT);
        p = ct_panel_create();
        if (root < 0 ? ct_load_damaged(&in, "there is no root")
                     : read_panel(&in, root, p)) {
            ct_panel_destroy(p);
            p = NULL;
        }
        if (root >= 0)
            H5Gclose(root);
    }
    ct_load_close(&in);
    return p;
}

struct ct_panel *ct_panel_from_image(struct ct_buffer *image,
                                     struct ct_error *err)
{
    struct ct_medium m = {.fd = -1, .image = image, .size = image->size};
    return ct_panel_load(&m, err);
}

/* Reads all bytes; what does not begin as HDF5 is not read on. */
static int read_bytes(struct ct_source *in, struct ct_buffer *image,
                      struct ct_error *err)
{
    long n = 1;
    while (n > 0 && image->size < CT_STORE_FILE_MAX &&
           (image->size == 0 || image->data[0] == '\x89')) {
        image->data = ct_xgrow(image->data, &image->capacity,
                               image->size + (1 << 16), sizeof *image->data);
        n = ct_source_read(in, image->data + image->size,
                           image->capacity - image->size, err);
        if (n > 0)
            image->size += (size_t)n;
    }
    return n < 0 ? -1 : 0;
}

/* A file is read where it is; what can be read once only, into memory. */
static struct ct_panel *read_from(struct ct_source *in, const char *path,
                                  struct ct_error *err)
{
    struct ct_buffer image = {0};
    struct ct_medium m = {.image = &image};
    m.fd = ct_source_file(in, &m.size);
    if (m.fd < 0) {
        if (read_bytes(in, &image, err) != 0) {
            ct_buffer_clear(&image);
            return NULL;
        }
        m.size = image.size;
    }
    if (m.size > CT_STORE_FILE_MAX)
        m.size = CT_STORE_FILE_MAX;
    struct ct_panel *p = ct_panel_load(&m, err);
    ct_buffer_clear(&image);
    if (!p && m.error) {
        errno = m.error;
        ct_fail_errno(err, path, "cannot be read");
    }
    return p;
}

struct ct_panel *ct_panel_read(const char *path, struct ct_error *err)
{
    struct ct_source *in = ct_source_open(path, err);
    struct ct_panel *p = in ? read_from(in, path, err) : NULL;
    if (!p)
        ct_error_file(err, path);
    ct_source_close(in);
    return p;
}

bool ct_panel_is_hdf5(const char *path)
{
    struct stat st;
    char head[8] = "";
    FILE *f =
        stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL;
    if (!f)
        return false;
    size_t n = fread(head, 1, sizeof head, f);
    fclose(f);
    return n == sizeof head && memcmp(head, "\x89HDF\r\n\x1a\n", n) == 0;
}

void ct_panel_start(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    H5PLset_loading_state(0);
}
