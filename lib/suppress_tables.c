/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the tables of a result tell of hidden cells, emptied: rows of a hidden
 * period, and those of whole series with a hidden cell, as a slope and the
 * other years give the one left out. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Keys of rows as text: series of which something is hidden, and with the
 * period what is hidden. */
struct secrets {
    const struct ct_panel *panel;
    const struct ct_cells *cells;
    struct ct_dict series, periods;
};

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

/* Columns that say of which series a row is. */
static bool tells_series(const struct ct_panel *p, const struct ct_column *c)
{
    static const char *const not [] = {"unit", "component", "freq", NULL};
    return c->is_text && !is_one_of(c->name, not ) &&
           (is_one_of(c->name, ct_dimension_names) ||
            ct_panel_find_key(p, c->name) >= 0);
}

/* Columns that say what was counted, not what a model makes of it. */
static bool is_observed(const struct ct_column *c)
{
    static const char *const names[] = {"events", "observed", NULL};
    return is_one_of(c->name, names);
}

/* Columns that tell nothing of what was counted. */
static bool is_harmless(const struct ct_column *c)
{
    static const char *const names[] = {"n",          "missing",     "part",
                                        "population", "segment",     "from",
                                        "confidence", "n_reporting", NULL};
    return is_one_of(c->name, names);
}

/* The series of a row, as text. */
static void put_row(struct ct_buffer *b, const struct ct_panel *p,
                    const struct ct_table *t, size_t row)
{
    b->size = 0;
    for (size_t k = 0; k < t->n_columns; k++)
        if (tells_series(p, &t->columns[k]))
            ct_buffer_printf(b, "%s=%s\n", t->columns[k].name,
                             t->columns[k].text[row]);
}

/* The same of a series of the panel, as the table would say it. */
static void put_series(struct ct_buffer *b, const struct ct_panel *p,
                       const struct ct_table *t, size_t series)
{
    b->size = 0;
    for (size_t k = 0; k < t->n_columns; k++)
        if (tells_series(p, &t->columns[k]))
            ct_buffer_printf(b, "%s=%s\n", t->columns[k].name,
                             ct_panel_code_of(p, t->columns[k].name, series));
}

static void remember(struct ct_dict *d, struct ct_buffer *key)
{
    ct_dict_add(d, key->data ? key->data : "", key->size);
}

static bool remembers(const struct ct_dict *d, const struct ct_buffer *key)
{
    return ct_dict_find(d, key->data ? key->data : "", key->size) != CT_NO_CODE;
}

/* Learns the keys of what the panel hides, as this table would say them. */
static void learn_cells(struct secrets *s, const struct ct_table *t)
{
    struct ct_buffer key = {0};
    for (size_t i = 0; i < s->cells->rest; i++) {
        const struct ct_cell *cell = &s->cells->cell[i];
        if (!ct_cell_is_secret(s->cells, i))
            continue;
        const char *freq =
            ct_panel_code_of(s->panel, "freq", s->cells->series[cell->group]);
        char period[CT_PERIOD_MAX];
        put_series(&key, s->panel, t, s->cells->series[cell->group]);
        remember(&s->series, &key);
        ct_period_format((struct ct_period){*freq, cell->time}, period);
        ct_buffer_printf(&key, "time=%s", period);
        remember(&s->periods, &key);
    }
    ct_buffer_clear(&key);
}

/* The period of a row, or NULL. */
static const char *time_of(const struct ct_table *t, size_t row)
{
    long at = ct_table_find(t, "time");
    return at >= 0 && t->columns[at].is_text ? t->columns[at].text[row] : NULL;
}

/* The number of the part between two breaks. */
static bool is_split(const struct ct_table *t, const struct ct_column *c)
{
    return strcmp(c->name, "part") == 0 && ct_table_find(t, "whole") < 0;
}

/* Empties the numbers of a row and what was said of it; `some` keeps the
 * observed ones. */
static void empty_row(struct ct_table *t, size_t row, bool some)
{
    for (size_t k = 0; k < t->n_columns; k++) {
        struct ct_column *c = &t->columns[k];
        if (c->is_text && strcmp(c->name, "note") == 0) {
            free(c->text[row]);
            c->text[row] = ct_xstrdup("suppressed");
        } else if (!c->is_text && !is_harmless(c) &&
                   !(some && is_observed(c)) && !is_split(t, c)) {
            c->number[row] = NAN;
        }
    }
}

/* Empties the row if it tells of a hidden cell. */
static void treat_row(const struct secrets *s, struct ct_table *t, size_t row,
                      struct ct_buffer *key)
{
    const char *time = time_of(t, row);
    put_row(key, s->panel, t, row);
    if (!remembers(&s->series, key))
        return;
    ct_buffer_printf(key, "time=%s", time ? time : "");
    if (!time || remembers(&s->periods, key))
        empty_row(t, row, false);
    else if (s->panel->column[CT_OBSERVED] || ct_table_find(t, "fitted") >= 0)
        empty_row(t, row, true);
}

void ct_suppress_tables(struct ct_panel *p, const struct ct_cells *c)
{
    struct secrets s = {.panel = p, .cells = c};
    struct ct_buffer key = {0};
    for (size_t i = 0; i < p->n_tables; i++)
        learn_cells(&s, p->tables[i]);
    for (size_t i = 0; i < p->n_tables; i++)
        for (size_t row = 0; row < p->tables[i]->n_rows; row++)
            treat_row(&s, p->tables[i], row, &key);
    ct_buffer_clear(&key);
    ct_dict_clear(&s.series);
    ct_dict_clear(&s.periods);
}
