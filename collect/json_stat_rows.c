/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat: a dataset's cube, checked before its sizes are believed. */
#include "config.h"

#include "collect/json_stat_inner.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Cells in all; and with values by number, where a few bytes could ask for
 * any number of empty cells. In files of ours empty cells are none. */
enum { CELLS_MAX = 50000000, SPARSE_MAX = 5000000 };
static const size_t own_cells_max = SIZE_MAX >> 11; /* exact as doubles */

/* --- sizes and ids --- */

/* Sizes are numbers, or, with some, texts of them. */
static bool read_size(const json_t *size, size_t *out)
{
    double x = json_real_value(size);
    if (json_is_string(size) &&
        ct_number_parse(json_string_value(size), json_string_length(size),
                        &ct_number_plain, &x, NULL) < 0)
        return false;
    if (!(x >= 0 && x <= CELLS_MAX) ||
        (!json_is_real(size) && !json_is_string(size)))
        return false;
    *out = (size_t)x;
    return (double)*out == x;
}

/* Version 1 has id, size and role within `dimension`, version 2 beside it. */
static const json_t *part(const json_t *dataset, const char *name)
{
    const json_t *own = json_object_get(dataset, name);
    const json_t *dimension = json_object_get(dataset, "dimension");
    return own && !json_is_string(own) ? own : json_object_get(dimension, name);
}

static int read_shape(struct ct_json_cube *cube, const json_t *dataset,
                      struct ct_error *err)
{
    const json_t *id = part(dataset, "id"), *size = part(dataset, "size");
    size_t n = json_array_size(id);
    size_t most = cube->own ? own_cells_max : CELLS_MAX;
    if (!n || n > CT_JSON_DIMENSIONS_MAX || json_array_size(size) != n)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "'id' and 'size' must be lists of as many dimensions, "
                       "1 to %d",
                       CT_JSON_DIMENSIONS_MAX);
    cube->n_cells = 1;
    for (size_t i = 0; i < n; i++) {
        struct ct_json_dimension *d = &cube->dimension[i];
        d->id = json_string_value(json_array_get(id, i));
        if (!d->id || !read_size(json_array_get(size, i), &d->size))
            return ct_fail(err, CT_EDATA, 0, 0,
                           "dimension %zu: not an id and a size", i + 1);
        if (d->size && cube->n_cells > most / d->size)
            return ct_fail(err, CT_EDATA, 0, 0, "a cube of more than %zu cells",
                           most);
        cube->n_cells *= d->size;
        cube->n_dimensions++;
    }
    return 0;
}

/* --- categories --- */

/* The place of each code: a list of codes, or each code with its number. */
static int place_codes(struct ct_json_dimension *d, const json_t *index,
                       struct ct_error *err)
{
    const char *code;
    json_t *place;
    size_t i;
    json_array_foreach(index, i, place) if (i < d->size) d->code[i] =
        json_string_value(place);
    json_object_foreach((json_t *)index, code, place)
    {
        double at = json_real_value(place);
        if (!json_is_real(place) || !(at >= 0 && at < (double)d->size))
            return ct_fail(err, CT_EDATA, 0, 0,
                           "dimension '%.60s': category '%.60s' has no place "
                           "within its size of %zu",
                           d->id, code, d->size);
        d->code[(size_t)at] = code;
    }
    return 0;
}

/* A dimension of one category may do without an index. */
static void single_code(struct ct_json_dimension *d, const json_t *labels)
{
    void *first = json_object_iter((json_t *)labels);
    if (first && d->size == 1)
        d->code[0] = json_object_iter_key(first);
}

static int read_categories(struct ct_json_dimension *d, const json_t *dimension,
                           struct ct_error *err)
{
    const json_t *category = json_object_get(dimension, "category");
    const json_t *index = json_object_get(category, "index");
    const json_t *labels = json_object_get(category, "label");
    size_t n = json_is_array(index)    ? json_array_size(index)
               : json_is_object(index) ? json_object_size(index)
                                       : json_object_size(labels);
    if (n != d->size)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "dimension '%.60s' has %zu categories, but its size is "
                       "%zu",
                       d->id, n, d->size);
    d->code = ct_xcalloc(n + 1, sizeof *d->code);
    d->label = ct_xcalloc(n + 1, sizeof *d->label);
    if (place_codes(d, index, err) < 0)
        return -1;
    if (!index)
        single_code(d, labels);
    for (size_t i = 0; i < n; i++) {
        if (!d->code[i])
            return ct_fail(err, CT_EDATA, 0, 0,
                           "dimension '%.60s' has no category at place %zu",
                           d->id, i);
        d->label[i] = json_string_value(json_object_get(labels, d->code[i]));
        d->has_labels |= d->label[i] != NULL;
    }
    return 0;
}

static int read_dimensions(struct ct_json_cube *cube, const json_t *dataset,
                           struct ct_error *err)
{
    const json_t *all = json_object_get(dataset, "dimension");
    for (size_t i = 0; i < cube->n_dimensions; i++) {
        struct ct_json_dimension *d = &cube->dimension[i];
        if (read_categories(d, json_object_get(all, d->id), err) < 0)
            return -1;
    }
    return 0;
}

/* --- time --- */

static bool has_only_periods(const struct ct_json_dimension *d)
{
    for (size_t i = 0; i < d->size; i++)
        if (!ct_cube_looks_like_period(d->code[i], strlen(d->code[i])))
            return false;
    return d->size > 0;
}

static bool has_id(const struct ct_json_dimension *d, const char *const *ids)
{
    for (; *ids; ids++)
        if (ct_cube_same_id(d->id, *ids))
            return true;
    return false;
}

/* The only dimension with one of the ids, or, without ids, of periods. Returns
 * how many there are. */
static size_t find_time(struct ct_json_cube *cube, const char *const *ids)
{
    size_t found = 0;
    for (size_t i = 0; i < cube->n_dimensions; i++)
        if (ids ? has_id(&cube->dimension[i], ids)
                : has_only_periods(&cube->dimension[i])) {
            cube->time = i;
            found++;
        }
    return found;
}

/* By its role; by its name; by what it holds if no other holds that. */
static int choose_time(struct ct_json_cube *cube, const json_t *dataset,
                       const char *wanted, struct ct_error *err)
{
    static const char *const names[] = {"TIME_PERIOD", "time", NULL};
    const json_t *role = json_object_get(part(dataset, "role"), "time");
    const char *by_user[] = {wanted, NULL};
    const char *by_role[] = {json_string_value(json_array_get(role, 0)), NULL};
    if (wanted) {
        if (find_time(cube, by_user) == 1)
            return 0;
        return ct_fail(err, CT_EDATA, 0, 0, "no dimension '%.60s'", wanted);
    }
    if (json_array_size(role) == 1 && *by_role && find_time(cube, by_role) == 1)
        return 0;
    if (find_time(cube, names) == 1 || find_time(cube, NULL) == 1)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "which dimension is the time is not said; name it with "
                   "--time=NAME");
}

/* --- the cube --- */

static void name_dimensions(struct ct_json_cube *cube)
{
    char *taken[CT_JSON_DIMENSIONS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < cube->n_dimensions; i++) {
        struct ct_json_dimension *d = &cube->dimension[i];
        if (i == cube->time)
            continue;
        d->name = taken[n] =
            cube->own ? ct_xstrdup(d->id) : ct_cube_name(d->id, taken, n);
        n++;
        d->label_name = ct_xasprintf("%s_label", d->name);
    }
}

/* Eurostat once put the statuses one level lower, beside what they mean. */
static const json_t *find_status(const json_t *dataset)
{
    const json_t *status = json_object_get(dataset, "status");
    const json_t *within = json_object_get(status, "value");
    return json_is_array(within) || json_is_object(within) ? within : status;
}

static int check_values(const struct ct_json_cube *cube, struct ct_error *err)
{
    size_t n = json_array_size(cube->value);
    bool sparse = json_is_object(cube->value);
    if (!sparse && n != cube->n_cells)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "%zu values, but the sizes of the dimensions make %zu "
                       "cells",
                       n, cube->n_cells);
    if (sparse && !cube->own && cube->n_cells > SPARSE_MAX)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "a sparse cube of more than %d cells", SPARSE_MAX);
    if (json_object_size(cube->value) > cube->n_cells)
        return ct_fail(err, CT_EDATA, 0, 0, "more values than cells");
    return 0;
}

static const char *text_of(const json_t *dataset, const char *name)
{
    const char *text = json_string_value(json_object_get(dataset, name));
    return text ? text : "";
}

/* What export/json_stat.c writes beside the cells. */
static void read_extension(struct ct_json_cube *cube, const json_t *dataset)
{
    const json_t *extension = json_object_get(dataset, "extension");
    cube->own = json_object_get(extension, "crimetrends") != NULL;
    for (size_t i = 0; cube->own && i < CT_JSON_BESIDE; i++)
        cube->beside[i] = json_object_get(extension, ct_json_beside[i]);
}

int ct_json_cube_read(struct ct_json_cube *cube, const json_t *dataset,
                      const struct ct_carrier_settings *settings,
                      struct ct_error *err)
{
    cube->value = json_object_get(dataset, "value");
    cube->status = find_status(dataset);
    cube->title = text_of(dataset, "label");
    cube->updated = text_of(dataset, "updated");
    if (settings->whole)
        read_extension(cube, dataset);
    if (read_shape(cube, dataset, err) < 0 || check_values(cube, err) < 0 ||
        read_dimensions(cube, dataset, err) < 0 ||
        choose_time(cube, dataset, settings->time, err) < 0)
        return -1;
    name_dimensions(cube);
    return 0;
}

void ct_json_cube_clear(struct ct_json_cube *cube)
{
    for (size_t i = 0; i < cube->n_dimensions; i++) {
        free(cube->dimension[i].name);
        free(cube->dimension[i].label_name);
        free(cube->dimension[i].code);
        free(cube->dimension[i].label);
    }
}
