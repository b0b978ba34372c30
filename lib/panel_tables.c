/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables in the file: a group each, a variable a column. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

static void write_column_names(struct ct_group *g, const struct ct_table *t)
{
    struct ct_buffer names = {0};
    for (size_t i = 0; i < t->n_columns; i++) {
        ct_group_take(g, t->columns[i].name);
        ct_buffer_printf(&names, i ? " %s" : "%s", t->columns[i].name);
    }
    ct_store_list(g->store, g->id, "columns", &names);
}

/* Days, where a time is a number. */
static void write_numbers(struct ct_group *g, const struct ct_dim *row,
                          const struct ct_column *c)
{
    hid_t a = ct_group_doubles(g, c->name, row, c->number);
    if (strcmp(c->name, "time") == 0)
        ct_store_days(g->store, a);
    ct_array_close(g->store, a);
}

void ct_store_table(const struct ct_group *parent, const struct ct_table *t)
{
    struct ct_group g;
    ct_group_open(parent->store, parent, t->name, &g);
    write_column_names(&g, t);
    struct ct_dim row = ct_group_dim(&g, "row", t->n_rows);
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].is_text)
            ct_group_texts(&g, t->columns[i].name, &row, t->columns[i].text);
        else
            write_numbers(&g, &row, &t->columns[i]);
    ct_dim_close(parent->store, &row);
    ct_group_close(&g);
}

void ct_store_tables(const struct ct_group *root, const struct ct_panel *p)
{
    struct ct_store *s = root->store;
    struct ct_group tables;
    struct ct_dict names = {0};
    if (p->n_tables == 0)
        return;
    ct_group_open(s, root, "tables", &tables);
    for (size_t i = 0; i < p->n_tables; i++) {
        const char *name = p->tables[i]->name;
        if (!ct_store_name(name, true))
            ct_store_refuse(s, name, "it cannot name a table");
        else if (ct_dict_add(&names, name, strlen(name)) < i)
            ct_store_refuse(s, name, "two tables have this name");
        ct_store_table(&tables, p->tables[i]);
    }
    ct_dict_clear(&names);
    ct_group_close(&tables);
}

/* Reads one column; the first says how many rows there are. */
static int read_column(struct ct_load *in, hid_t group, struct ct_table *t,
                       size_t i)
{
    struct ct_column *c = &t->columns[i];
    struct ct_texts texts = {0};
    struct ct_loaded numbers = {0};
    const struct ct_expected e = {c->name, CT_DOUBLES, H5T_NATIVE_DOUBLE,
                                  sizeof(double)};
    int status = c->is_text ? ct_load_texts(in, group, c->name, &texts)
                            : ct_load_array(in, group, &e, &numbers);
    size_t n = c->is_text ? texts.n : numbers.n;
    if (status == 0 && i > 0 && n != t->n_rows)
        status = ct_load_damaged(in, "'%s' has %zu rows, not %zu", c->name, n,
                                 t->n_rows);
    if (status != 0) {
        ct_texts_clear(&texts);
        free(numbers.data);
        return -1;
    }
    c->text = texts.text;
    c->number = numbers.data;
    t->n_rows = t->capacity = n;
    return 0;
}

/* Adds the columns that the group names, each with its kind. */
static int find_columns(struct ct_load *in, hid_t group, struct ct_table *t)
{
    struct ct_dict names = {0};
    int status = ct_load_names(in, group, "columns", &names);
    for (size_t i = 0; i < names.n && status == 0; i++) {
        int is_text = ct_load_is_text(in, group, names.code[i]);
        if (is_text < 0)
            status = -1;
        else
            ct_table_column(t, names.code[i], is_text);
    }
    ct_dict_clear(&names);
    return status;
}

struct ct_table *ct_load_table(struct ct_load *in, hid_t parent,
                               const char *name)
{
    hid_t group = ct_load_group(in, parent, name);
    if (group < 0)
        return NULL;
    struct ct_table *t = ct_table_create(name);
    int status = find_columns(in, group, t);
    for (size_t i = 0; i < t->n_columns && status == 0; i++)
        status = read_column(in, group, t, i);
    H5Gclose(group);
    if (status == 0)
        return t;
    ct_table_destroy(t);
    return NULL;
}

int ct_load_tables(struct ct_load *in, hid_t root, struct ct_panel *p)
{
    struct ct_dict names = {0};
    if (ct_load_names(in, root, "tables", &names) != 0) {
        ct_dict_clear(&names);
        return -1;
    }
    hid_t group = names.n ? ct_load_group(in, root, "tables") : -1;
    int status = names.n && group < 0 ? -1 : 0;
    for (size_t i = 0; i < names.n && status == 0; i++) {
        struct ct_table *t = ct_load_table(in, group, names.code[i]);
        if (t)
            ct_panel_add_table(p, t);
        else
            status = -1;
    }
    if (group >= 0)
        H5Gclose(group);
    ct_dict_clear(&names);
    return status;
}
