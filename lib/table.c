/* SPDX-License-Identifier: GPL-3.0-or-later
 * A table of named columns. */
#include "config.h"

#include "lib/table.h"

#include "lib/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ct_table *ct_table_create(const char *name)
{
    struct ct_table *t = ct_xcalloc(1, sizeof *t);
    t->name = ct_xstrdup(name);
    return t;
}

size_t ct_table_column(struct ct_table *t, const char *name, bool is_text)
{
    assert(t->n_rows == 0);
    t->columns = ct_xrealloc(t->columns, t->n_columns + 1, sizeof *t->columns);
    t->columns[t->n_columns] =
        (struct ct_column){.name = ct_xstrdup(name), .is_text = is_text};
    return t->n_columns++;
}

long ct_table_find(const struct ct_table *t, const char *name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->columns[i].name, name) == 0)
            return (long)i;
    return -1;
}

static void grow(struct ct_table *t)
{
    t->capacity = t->capacity ? t->capacity * 2 : 1;
    for (size_t i = 0; i < t->n_columns; i++) {
        struct ct_column *c = &t->columns[i];
        if (c->is_text)
            c->text = ct_xrealloc(c->text, t->capacity, sizeof *c->text);
        else
            c->number = ct_xrealloc(c->number, t->capacity, sizeof *c->number);
    }
}

size_t ct_table_row(struct ct_table *t)
{
    if (t->n_rows == t->capacity)
        grow(t);
    for (size_t i = 0; i < t->n_columns; i++) {
        struct ct_column *c = &t->columns[i];
        if (c->is_text)
            c->text[t->n_rows] = ct_xstrdup("");
        else
            c->number[t->n_rows] = NAN;
    }
    return t->n_rows++;
}

void ct_table_number(struct ct_table *t, size_t column, double x)
{
    assert(column < t->n_columns && !t->columns[column].is_text && t->n_rows);
    t->columns[column].number[t->n_rows - 1] = x;
}

void ct_table_text(struct ct_table *t, size_t column, const char *text)
{
    assert(column < t->n_columns && t->columns[column].is_text && t->n_rows);
    char **cell = &t->columns[column].text[t->n_rows - 1];
    char *copy = ct_xstrdup(text);
    free(*cell);
    *cell = copy;
}

void ct_table_append(struct ct_table *t, const struct ct_table *from)
{
    assert(t->n_columns == from->n_columns);
    for (size_t row = 0; row < from->n_rows; row++) {
        ct_table_row(t);
        for (size_t i = 0; i < t->n_columns; i++) {
            const struct ct_column *c = &from->columns[i];
            if (c->is_text)
                ct_table_text(t, i, c->text[row]);
            else
                ct_table_number(t, i, c->number[row]);
        }
    }
}

void ct_table_destroy(struct ct_table *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->n_columns; i++) {
        struct ct_column *c = &t->columns[i];
        for (size_t row = 0; c->text && row < t->n_rows; row++)
            free(c->text[row]);
        free(c->text);
        free(c->number);
        free(c->name);
    }
    free(t->columns);
    free(t->name);
    free(t);
}
