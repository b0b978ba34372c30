/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was written is what was meant: read back through the same fences, and
 * compared piece by piece. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static int other(struct ct_load *in, const char *what)
{
    return ct_load_damaged(in, "%s came back as another", what);
}

static int same_columns(struct ct_load *in, hid_t root,
                        const struct ct_panel *p)
{
    for (size_t c = 0; c < CT_N_COLUMNS; c++) {
        const struct ct_expected e = {ct_column_name[c], CT_DOUBLES,
                                      H5T_NATIVE_DOUBLE, sizeof(double)};
        if (ct_panel_has(p, c) != ct_load_has(root, e.name))
            return other(in, e.name);
        if (ct_panel_has(p, c) &&
            ct_load_same(in, root, &e, p->column[c], p->n_obs) != 0)
            return -1;
    }
    return 0;
}

static int same_observations(struct ct_load *in, hid_t root,
                             const struct ct_panel *p)
{
    const struct ct_expected time = {"time", CT_SIGNED, H5T_NATIVE_INT32,
                                     sizeof *p->time};
    const struct ct_expected status = {"status", CT_UNSIGNED, H5T_NATIVE_UINT16,
                                       sizeof *p->status};
    const struct ct_expected file = {"source_file", CT_UNSIGNED,
                                     H5T_NATIVE_UINT16, sizeof *p->source_file};
    const struct ct_expected line = {"source_line", CT_UNSIGNED,
                                     H5T_NATIVE_UINT32, sizeof *p->source_line};
    if (same_columns(in, root, p) != 0 ||
        ct_load_same(in, root, &time, p->time, p->n_obs) != 0 ||
        ct_load_same(in, root, &status, p->status, p->n_obs) != 0)
        return -1;
    if (p->is_result)
        return 0;
    return ct_load_same(in, root, &file, p->source_file, p->n_obs) == 0
               ? ct_load_same(in, root, &line, p->source_line, p->n_obs)
               : -1;
}

static int same_texts(struct ct_load *in, hid_t root, const char *what,
                      const struct ct_key *key, char *const *text)
{
    char *name = ct_xasprintf("%s_%s", key->name, what);
    const struct ct_expected e = {name, CT_CHARACTERS, H5T_C_S1, 1};
    int status = ct_load_same(in, root, &e, text, key->codes.n);
    free(name);
    return status;
}

static int same_keys(struct ct_load *in, hid_t root, const struct ct_panel *p)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *key = &p->keys[k];
        const struct ct_expected e = {key->name, CT_UNSIGNED, H5T_NATIVE_UINT32,
                                      sizeof *key->index};
        if (same_texts(in, root, "code", key, key->codes.code) != 0 ||
            same_texts(in, root, "label", key, key->codes.label) != 0)
            return -1;
        if (p->n_series > 0 &&
            ct_load_same(in, root, &e, key->index, p->n_series) != 0)
            return -1;
    }
    return 0;
}

/* The small rest is read as a panel without observations. */
static int same_frame(struct ct_load *in, hid_t root, const struct ct_panel *p)
{
    char is[CT_CHECKSUM_SIZE], must_be[CT_CHECKSUM_SIZE];
    struct ct_panel *frame = ct_panel_create();
    int status = ct_load_frame(in, root, frame);
    if (status == 0) {
        ct_panel_checksum_frame(frame, is);
        ct_panel_checksum_frame(p, must_be);
        if (strcmp(is, must_be) != 0)
            status = other(in, "its description");
    }
    ct_panel_destroy(frame);
    return status;
}

static int same_checksum(struct ct_load *in, hid_t root, const char *checksum)
{
    char *said = NULL;
    int status = ct_load_text(in, root, "checksum", &said);
    if (status == 0 && strcmp(said, checksum) != 0)
        status = other(in, "its checksum");
    free(said);
    return status;
}

static int same_panel(struct ct_load *in, hid_t root, const struct ct_panel *p,
                      const char *checksum)
{
    if (root < 0)
        return ct_load_damaged(in, "there is no root");
    if (same_frame(in, root, p) != 0 || same_keys(in, root, p) != 0 ||
        same_checksum(in, root, checksum) != 0)
        return -1;
    if (!ct_load_has_series(root, p))
        return 0;
    return same_observations(in, root, p) == 0 ? ct_load_check(in, p) : -1;
}

int ct_panel_verify(const struct ct_panel *p, const char *checksum,
                    struct ct_medium *m, struct ct_error *err)
{
    struct ct_load in;
    int status = ct_load_open(&in, m, err);
    if (status == 0) {
        hid_t root = H5Gopen2(in.file, "/", H5P_DEFAULT);
        status = same_panel(&in, root, p, checksum);
        if (root >= 0)
            H5Gclose(root);
    }
    ct_load_close(&in);
    return status;
}
