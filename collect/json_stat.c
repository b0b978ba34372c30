/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat: which datasets of a document are read. Version 1 has datasets by
 * name in one object, version 2 a class and its word for each. */
#include "config.h"

#include "collect/json_stat_inner.h"

#include <string.h>

/* What a document costs once it is parsed: jansson keeps each number and text
 * in memory of its own. */
enum {
    NODE_BYTES = 56,
    TEXT_BYTES = 40,
    BRANCH_BYTES = 320,
    MEMORY_MAX = 300 << 20
};

/* Bounds the memory before any of it is taken: what parts values is counted. */
static int check_cost(const char *text, size_t n, struct ct_error *err)
{
    unsigned long long cost = n;
    for (size_t i = 0; i < n; i++)
        if (text[i] == ',' || text[i] == ':')
            cost += NODE_BYTES;
        else if (text[i] == '[' || text[i] == '{')
            cost += BRANCH_BYTES;
        else if (text[i] == '"')
            cost += TEXT_BYTES / 2;
    if (cost <= MEMORY_MAX)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "more values than can be read from JSON at once (it would "
                   "take %llu MiB); ask the publisher for CSV or for parts",
                   cost >> 20);
}

static bool looks_like_json(const char *text, size_t n)
{
    size_t at = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < n && text[at] && strchr(" \t\r\n", text[at]))
        at++;
    return at < n && (text[at] == '{' || text[at] == '[');
}

/* Integers are read as doubles at once: a panel has nothing else. */
static json_t *parse(struct ct_stream *in, struct ct_error *err)
{
    size_t n;
    const char *text = ct_stream_head(in, &n);
    if (!looks_like_json(text, n)) {
        ct_fail(err, CT_EDATA, 1, 0, "not JSON");
        return NULL;
    }
    text = ct_stream_whole(in, &n, err);
    if (!text || check_cost(text, n, err) < 0)
        return NULL;
    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3, n -= 3;
    json_error_t why;
    json_t *json = json_loadb(text, n, JSON_DECODE_INT_AS_REAL, &why);
    if (!json)
        ct_fail(err, CT_EDATA, why.line, why.column > 0 ? why.column : 0,
                "not JSON as it should be: %s", why.text);
    return json;
}

/* --- datasets of a document --- */

struct document {
    const struct ct_carrier_settings *settings;
    struct ct_cube_rows rows;
    size_t n_read, n_seen;
};

static int read_dataset(struct document *d, const json_t *dataset,
                        struct ct_error *err)
{
    struct ct_json_cube cube = {0};
    int status = ct_json_cube_read(&cube, dataset, d->settings, err);
    if (status == 0)
        status = ct_json_cube_put(&cube, &d->rows, err);
    ct_json_cube_clear(&cube);
    d->n_read++;
    return status;
}

/* Without a choice it is the first, as with the sheets of a workbook. */
static bool is_chosen(const struct document *d, const char *name)
{
    if (!d->settings->sheet)
        return d->n_read == 0;
    return regexec(d->settings->sheet, name, 0, NULL, 0) == 0;
}

static int consider(struct document *d, const char *name, const json_t *dataset,
                    bool alone, struct ct_error *err)
{
    if (!json_object_get(dataset, "value"))
        return 0;
    d->n_seen++;
    if (!alone && !is_chosen(d, name))
        return 0;
    d->rows.table = alone ? NULL : name;
    return read_dataset(d, dataset, err);
}

static const char *label_of(const json_t *dataset)
{
    const char *label = json_string_value(json_object_get(dataset, "label"));
    return label ? label : "";
}

static int read_collection(struct document *d, const json_t *root,
                           struct ct_error *err)
{
    const json_t *items =
        json_object_get(json_object_get(root, "link"), "item");
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) if (consider(d, label_of(item), item,
                                                    false, err) < 0) return -1;
    return 0;
}

static int read_bundle(struct document *d, json_t *root, struct ct_error *err)
{
    const char *name;
    json_t *dataset;
    bool alone = json_object_size(root) == 1;
    json_object_foreach(root, name,
                        dataset) if (consider(d, name, dataset, alone, err) <
                                     0) return -1;
    return 0;
}

static int read_root(struct document *d, json_t *root, struct ct_error *err)
{
    const char *class = json_string_value(json_object_get(root, "class"));
    int status =
        class && strcmp(class, "collection") == 0
            ? read_collection(d, root, err)
        : json_object_get(root, "value") && json_object_get(root, "dimension")
            ? consider(d, label_of(root), root, true, err)
            : read_bundle(d, root, err);
    if (status < 0 || d->n_read)
        return status;
    if (d->n_seen)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "none of its %zu datasets has a name as 'sheet' wants",
                       d->n_seen);
    return ct_fail(err, CT_EDATA, 0, 0,
                   "not JSON-stat: no dataset with 'value' and 'dimension'");
}

static int read_json_stat(struct ct_stream *in,
                          const struct ct_carrier_settings *settings,
                          ct_row_function *take, void *user,
                          struct ct_error *err)
{
    struct document d = {.settings = settings,
                         .rows = {.take = take, .user = user}};
    json_t *root = parse(in, err);
    if (!root)
        return -1;
    int status = read_root(&d, root, err);
    json_decref(root);
    ct_cube_rows_clear(&d.rows);
    return status;
}

const struct ct_carrier ct_carrier_json_stat = {
    .name = "json-stat",
    .summary = "JSON-stat 1.x and 2.0",
    .cube = true,
    .read = read_json_stat,
};
