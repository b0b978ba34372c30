/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a panel came about, in the file: attributes, two tables and the
 * notes (panel_notes.c) of the group `provenance`. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The columns of the two; those of numbers begin with `#`. */
static const char *const inputs_columns[] = {
    "name",  "#bytes",    "sha256", "dataset", "vintage",
    "title", "publisher", "url",    "licence", "citation"};
static const char *const steps_columns[] = {"command", "version"};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static struct ct_table *new_table(const char *name, const char *const *columns,
                                  size_t n)
{
    struct ct_table *t = ct_table_create(name);
    for (size_t i = 0; i < n; i++)
        ct_table_column(t, columns[i] + (columns[i][0] == '#'),
                        columns[i][0] != '#');
    return t;
}

static struct ct_table *inputs_table(const struct ct_provenance *v)
{
    struct ct_table *t =
        new_table("inputs", inputs_columns, LENGTH(inputs_columns));
    for (size_t i = 0; i < v->n_inputs; i++) {
        const struct ct_input *in = &v->inputs[i];
        const char *const text[] = {
            in->name,  NULL,          in->sha256, in->dataset, in->vintage,
            in->title, in->publisher, in->url,    in->licence, in->citation};
        ct_table_row(t);
        ct_table_number(t, 1, (double)in->bytes);
        for (size_t c = 0; c < LENGTH(text); c++)
            if (text[c])
                ct_table_text(t, c, text[c]);
    }
    return t;
}

static struct ct_table *steps_table(const struct ct_provenance *v)
{
    struct ct_table *t =
        new_table("steps", steps_columns, LENGTH(steps_columns));
    for (size_t i = 0; i < v->n_steps; i++) {
        ct_table_row(t);
        ct_table_text(t, 0, v->steps[i].command);
        ct_table_text(t, 1, v->steps[i].version);
    }
    return t;
}

void ct_store_provenance(const struct ct_group *root, const struct ct_panel *p)
{
    const struct ct_provenance *v = &p->provenance;
    struct ct_store *s = root->store;
    struct ct_group g;
    ct_group_open(s, root, "provenance", &g);
    ct_store_text(s, g.id, "command", v->command);
    ct_store_text(s, g.id, "options", v->options);
    ct_store_text(s, g.id, "seed", v->seed);
    ct_store_text(s, g.id, "accounting", v->accounting);
    struct ct_table *tables[] = {inputs_table(v), steps_table(v)};
    for (size_t i = 0; i < LENGTH(tables); i++) {
        ct_store_table(&g, tables[i]);
        ct_table_destroy(tables[i]);
    }
    ct_store_notes(&g, p);
    ct_group_close(&g);
}

static bool same_columns(const struct ct_table *a, const struct ct_table *b)
{
    bool same = a->n_columns == b->n_columns;
    for (size_t i = 0; same && i < a->n_columns; i++)
        same = strcmp(a->columns[i].name, b->columns[i].name) == 0 &&
               a->columns[i].is_text == b->columns[i].is_text;
    return same;
}

/* Whether x is a whole number from low to high. */
static bool whole(double x, double low, double high)
{
    return x >= low && x <= high && x == floor(x);
}

static char *cell(const struct ct_table *t, size_t column, size_t row)
{
    return t->columns[column].text[row];
}

static int take_input(struct ct_load *in, const struct ct_table *t, size_t i,
                      struct ct_panel *p)
{
    double bytes = t->columns[1].number[i];
    const char *sha256 = cell(t, 2, i);
    struct ct_input input = {.name = cell(t, 0, i),
                             .dataset = cell(t, 3, i),
                             .vintage = cell(t, 4, i),
                             .title = cell(t, 5, i),
                             .publisher = cell(t, 6, i),
                             .url = cell(t, 7, i),
                             .licence = cell(t, 8, i),
                             .citation = cell(t, 9, i)};
    bool good = whole(bytes, 0, 0x1p53) && strlen(sha256) < sizeof input.sha256;
    if (good) {
        input.bytes = (uint64_t)bytes;
        memcpy(input.sha256, sha256, strlen(sha256));
        good = ct_panel_input(p, &input) == i;
    }
    return good ? 0 : ct_load_damaged(in, "row %zu of 'inputs'", i + 1);
}

static int take_step(struct ct_load *in, const struct ct_table *t, size_t i,
                     struct ct_panel *p)
{
    (void)in;
    ct_panel_step(p, cell(t, 0, i), cell(t, 1, i));
    return 0;
}

/* Reads a table that must have the columns of `model` (freed here) and gives
 * its rows to `take`. */
static int load_list(struct ct_load *in, hid_t group, struct ct_table *model,
                     int (*take)(struct ct_load *, const struct ct_table *,
                                 size_t, struct ct_panel *),
                     struct ct_panel *p)
{
    struct ct_table *t = ct_load_table(in, group, model->name);
    int status = t ? 0 : -1;
    if (t && !same_columns(t, model))
        status = ct_load_damaged(in, "the columns of '%s' are not ours",
                                 model->name);
    for (size_t i = 0; status == 0 && i < t->n_rows; i++)
        status = take(in, t, i, p);
    ct_table_destroy(t);
    ct_table_destroy(model);
    return status;
}

int ct_load_provenance(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    struct ct_provenance *v = &p->provenance;
    hid_t g = ct_load_group(in, root, "provenance");
    if (g < 0)
        return -1;
    const struct ct_provenance none = {0};
    int status = ct_load_text(in, g, "command", &v->command);
    if (status == 0)
        status = ct_load_text(in, g, "options", &v->options);
    if (status == 0)
        status = ct_load_text(in, g, "seed", &v->seed);
    if (status == 0)
        status = ct_load_text(in, g, "accounting", &v->accounting);
    if (status == 0)
        status = load_list(in, g, inputs_table(&none), take_input, p);
    if (status == 0)
        status = load_list(in, g, steps_table(&none), take_step, p);
    if (status == 0)
        status = ct_load_notes(in, g, p);
    H5Gclose(g);
    return status;
}
