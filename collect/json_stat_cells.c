/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON-stat: the cells of a cube as rows, the last dimension fastest. */
#include "config.h"

#include "collect/json_stat_inner.h"

#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_json_beside[CT_JSON_BESIDE] = {
    "lower", "upper", "note", "note_on_series", "note_on_all"};

static void put(struct ct_cube_rows *rows, const char *text)
{
    ct_cube_cell(rows, text, strlen(text));
}

static int put_header(const struct ct_json_cube *cube,
                      struct ct_cube_rows *rows, struct ct_error *err)
{
    if (ct_cube_text(rows, "TITLE", cube->title, err) < 0 ||
        ct_cube_text(rows, "UPDATED", cube->updated, err) < 0)
        return -1;
    for (size_t i = 0; i < cube->n_dimensions; i++) {
        const struct ct_json_dimension *d = &cube->dimension[i];
        if (d->name)
            put(rows, d->name);
        if (d->name && d->has_labels)
            put(rows, d->label_name);
    }
    put(rows, "time");
    put(rows, "value");
    put(rows, "status");
    for (size_t i = 0; i < CT_JSON_BESIDE; i++)
        if (cube->beside[i])
            put(rows, ct_json_beside[i]);
    return ct_cube_row(rows, 1, err);
}

/* What stands for a cell: in a list by place, in an object by number. */
static const json_t *element(const json_t *of, size_t cell)
{
    char number[24];
    if (json_is_array(of))
        return json_array_get(of, cell);
    if (!json_is_object(of))
        return of;
    number[ct_number_format((double)cell, number)] = '\0';
    return json_object_get(of, number);
}

static void put_codes(const struct ct_json_cube *cube, const size_t *at,
                      struct ct_cube_rows *rows)
{
    for (size_t i = 0; i < cube->n_dimensions; i++) {
        const struct ct_json_dimension *d = &cube->dimension[i];
        if (!d->name)
            continue;
        put(rows, d->code[at[i]]);
        if (d->has_labels)
            put(rows, d->label[at[i]] ? d->label[at[i]] : "");
    }
}

/* A text as it stands, a number as its digits. */
static void put_element(const json_t *e, struct ct_cube_rows *rows)
{
    char number[CT_NUMBER_MAX] = "";
    const char *text = json_string_value(e);
    if (json_is_real(e))
        ct_number_format(json_real_value(e), number);
    ct_cube_copy(rows, text ? text : number, strlen(text ? text : number));
}

static int put_cell(const struct ct_json_cube *cube, size_t cell,
                    const size_t *at, struct ct_cube_rows *rows,
                    struct ct_error *err)
{
    const struct ct_json_dimension *time = &cube->dimension[cube->time];
    char period[CT_CUBE_PERIOD_MAX];
    const json_t *status = cube->status ? element(cube->status, cell) : NULL;
    const char *flags = json_string_value(status);
    put_codes(cube, at, rows);
    const char *code = time->code[at[cube->time]];
    ct_cube_cell(rows, period, ct_cube_period(code, strlen(code), 0, period));
    put_element(element(cube->value, cell), rows);
    put(rows, flags ? flags : "");
    for (size_t i = 0; i < CT_JSON_BESIDE; i++)
        if (cube->beside[i])
            put_element(element(cube->beside[i], cell), rows);
    return ct_cube_row(rows, (long)cell + 1, err);
}

/* The last dimension runs fastest. */
static void advance(const struct ct_json_cube *cube, size_t *at)
{
    for (size_t i = cube->n_dimensions; i > 0; i--) {
        if (++at[i - 1] < cube->dimension[i - 1].size)
            return;
        at[i - 1] = 0;
    }
}

static int put_all(const struct ct_json_cube *cube, struct ct_cube_rows *rows,
                   struct ct_error *err)
{
    size_t at[CT_JSON_DIMENSIONS_MAX] = {0};
    for (size_t cell = 0; cell < cube->n_cells; cell++) {
        if (put_cell(cube, cell, at, rows, err) < 0)
            return -1;
        advance(cube, at);
    }
    return 0;
}

/* --- the cells there are --- */

struct cells {
    size_t n, capacity;
    size_t *cell;
};

static void add_cell(struct cells *c, size_t cell)
{
    c->cell = ct_xgrow(c->cell, &c->capacity, c->n + 1, sizeof *c->cell);
    c->cell[c->n++] = cell;
}

/* The cells that have a value, or a status; those of an object by their
 * numbers, those of a list by their places. */
static void add_cells(const struct ct_json_cube *cube, const json_t *of,
                      struct cells *c)
{
    const char *key;
    json_t *e;
    size_t i;
    json_array_foreach(of, i, e) if (!json_is_null(e)) add_cell(c, i);
    json_object_foreach((json_t *)of, key, e)
    {
        double x;
        if (ct_number_parse(key, strlen(key), &ct_number_plain, &x, NULL) ==
                0 &&
            x >= 0 && x < (double)cube->n_cells && floor(x) == x)
            add_cell(c, (size_t)x);
    }
}

static int by_cell(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

static void find_place(const struct ct_json_cube *cube, size_t cell, size_t *at)
{
    for (size_t i = cube->n_dimensions; i-- > 0;) {
        at[i] = cell % cube->dimension[i].size;
        cell /= cube->dimension[i].size;
    }
}

static int put_those_there(const struct ct_json_cube *cube,
                           struct ct_cube_rows *rows, struct ct_error *err)
{
    struct cells c = {0};
    size_t at[CT_JSON_DIMENSIONS_MAX] = {0};
    int status = 0;
    add_cells(cube, cube->value, &c);
    add_cells(cube, cube->status, &c);
    if (c.n)
        qsort(c.cell, c.n, sizeof *c.cell, by_cell);
    for (size_t i = 0; status == 0 && i < c.n; i++) {
        if (i && c.cell[i] == c.cell[i - 1])
            continue;
        find_place(cube, c.cell[i], at);
        status = put_cell(cube, c.cell[i], at, rows, err);
    }
    free(c.cell);
    return status;
}

int ct_json_cube_put(const struct ct_json_cube *cube, struct ct_cube_rows *rows,
                     struct ct_error *err)
{
    if (put_header(cube, rows, err) < 0)
        return -1;
    return cube->own ? put_those_there(cube, rows, err)
                     : put_all(cube, rows, err);
}
