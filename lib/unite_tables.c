/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of several panels as one panel's. */
#include "config.h"

#include "lib/unite_tables.h"

#include <string.h>

/* The panels whose table of one name is united into `out`. */
struct tables {
    const struct ct_panel *out;
    const struct ct_panel *const *panels;
    const char *const *names;
    size_t n;
    const char *name;
};

static bool is_dimension(const struct ct_panel *out, const char *name)
{
    long k = ct_panel_find_key(out, name);
    return k >= 0 && !out->keys[k].is_attribute;
}

/* The code all series of a panel have in a dimension, else "_T". */
static const char *only_code(const struct ct_panel *p, const char *dimension)
{
    long k = ct_panel_find_key(p, dimension);
    if (k < 0 || p->n_series == 0)
        return "_T";
    for (size_t s = 1; s < p->n_series; s++)
        if (p->keys[k].index[s] != p->keys[k].index[0])
            return "_T";
    const char *code = ct_panel_code(p, k, 0);
    return *code ? code : "_U";
}

/* Whether the united table has a column for a dimension. */
static bool needs(const struct tables *t, const char *dimension)
{
    const char *first = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct ct_table *table = ct_panel_table(t->panels[i], t->name);
        if (!table)
            continue;
        const char *code = only_code(t->panels[i], dimension);
        if (ct_table_find(table, dimension) >= 0 ||
            (first && strcmp(first, code) != 0))
            return true;
        first = code;
    }
    return false;
}

/* Adds the columns: dimensions in the panel's order, then those of `model`
 * that are none. */
static void add_columns(const struct tables *t, struct ct_table *to,
                        const struct ct_table *model)
{
    for (size_t k = 0; k < t->out->n_keys; k++) {
        const struct ct_key *key = &t->out->keys[k];
        if (!key->is_attribute && needs(t, key->name))
            ct_table_column(to, key->name, true);
    }
    for (size_t c = 0; c < model->n_columns; c++)
        if (ct_table_find(to, model->columns[c].name) < 0)
            ct_table_column(to, model->columns[c].name,
                            model->columns[c].is_text);
}

/* Whether each column of `from` is in `to`, and what `to` has beyond are
 * dimensions. */
static bool columns_fit(const struct ct_panel *out, const struct ct_table *to,
                        const struct ct_table *from)
{
    for (size_t c = 0; c < from->n_columns; c++) {
        long at = ct_table_find(to, from->columns[c].name);
        if (at < 0 || to->columns[at].is_text != from->columns[c].is_text)
            return false;
    }
    for (size_t c = 0; c < to->n_columns; c++)
        if (ct_table_find(from, to->columns[c].name) < 0 &&
            !is_dimension(out, to->columns[c].name))
            return false;
    return true;
}

static void append(struct ct_table *to, const struct ct_table *from,
                   const struct ct_panel *p)
{
    long own[to->n_columns + 1];
    const char *lacking[to->n_columns + 1];
    for (size_t c = 0; c < to->n_columns; c++) {
        own[c] = ct_table_find(from, to->columns[c].name);
        lacking[c] = own[c] < 0 ? only_code(p, to->columns[c].name) : NULL;
    }
    for (size_t row = 0; row < from->n_rows; row++) {
        ct_table_row(to);
        for (size_t c = 0; c < to->n_columns; c++)
            if (lacking[c])
                ct_table_text(to, c, lacking[c]);
            else if (to->columns[c].is_text)
                ct_table_text(to, c, from->columns[own[c]].text[row]);
            else
                ct_table_number(to, c, from->columns[own[c]].number[row]);
    }
}

/* Makes the table of one name; `model` is the first panel's that has it. */
static int unite_table(const struct tables *t, struct ct_panel *out,
                       size_t model, struct ct_error *err)
{
    struct ct_table *to = ct_table_create(t->name);
    ct_panel_add_table(out, to);
    add_columns(t, to, ct_panel_table(t->panels[model], t->name));
    for (size_t i = model; i < t->n; i++) {
        const struct ct_table *from = ct_panel_table(t->panels[i], t->name);
        if (!from)
            continue;
        if (!columns_fit(out, to, from))
            return ct_fail(err, CT_EDATA, 0, 0,
                           "the tables '%s' of %s and %s have different "
                           "columns",
                           t->name, t->names[model], t->names[i]);
        append(to, from, t->panels[i]);
    }
    return 0;
}

int ct_unite_tables(struct ct_panel *out, const struct ct_panel *const *panels,
                    const char *const *names, size_t n, struct ct_error *err)
{
    for (size_t i = 0; i < n; i++)
        for (size_t t = 0; t < panels[i]->n_tables; t++) {
            struct tables tables = {out, panels, names, n,
                                    panels[i]->tables[t]->name};
            if (!ct_panel_table(out, tables.name) &&
                unite_table(&tables, out, i, err) != 0)
                return -1;
        }
    return 0;
}
