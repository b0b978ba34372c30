/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panel in memory: keys, series, observations. */
#include "config.h"

#include "lib/panel.h"

#include "lib/memory.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_column_name[CT_N_COLUMNS] = {
    "value", "lower", "upper", "events", "population", "observed", "weight"};

const struct ct_obs ct_obs_empty = {.x = {NAN, NAN, NAN, NAN, NAN, NAN, NAN}};

struct ct_panel *ct_panel_create(void)
{
    struct ct_panel *p = ct_xcalloc(1, sizeof *p);
    p->first = ct_xcalloc(1, sizeof *p->first);
    char **strings[] = {&p->title,
                        &p->method,
                        &p->provenance.command,
                        &p->provenance.options,
                        &p->provenance.seed,
                        &p->provenance.accounting};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = ct_xstrdup("");
    return p;
}

void ct_panel_set(char **field, const char *text)
{
    char *copy = ct_xstrdup(text ? text : "");
    free(*field);
    *field = copy;
}

static void clear_provenance(struct ct_provenance *v)
{
    for (size_t i = 0; i < v->n_inputs; i++) {
        struct ct_input *in = &v->inputs[i];
        char *strings[] = {in->name,    in->dataset,   in->vintage,
                           in->title,   in->publisher, in->url,
                           in->licence, in->citation};
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++)
            free(strings[k]);
    }
    for (size_t i = 0; i < v->n_steps; i++) {
        free(v->steps[i].command);
        free(v->steps[i].version);
    }
    ct_dict_clear(&v->kinds);
    ct_dict_clear(&v->texts);
    free(v->inputs);
    free(v->steps);
    free(v->notes);
    free(v->command);
    free(v->options);
    free(v->seed);
    free(v->accounting);
}

void ct_panel_destroy(struct ct_panel *p)
{
    if (!p)
        return;
    for (size_t k = 0; k < p->n_keys; k++) {
        free(p->keys[k].name);
        free(p->keys[k].index);
        ct_dict_clear(&p->keys[k].codes);
    }
    for (size_t t = 0; t < p->n_tables; t++)
        ct_table_destroy(p->tables[t]);
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        free(p->column[c]);
    clear_provenance(&p->provenance);
    free(p->keys);
    free(p->tables);
    free(p->first);
    free(p->time);
    free(p->status);
    free(p->source_file);
    free(p->source_line);
    free(p->title);
    free(p->method);
    free(p);
}

size_t ct_panel_key(struct ct_panel *p, const char *name, bool is_attribute)
{
    p->keys = ct_xrealloc(p->keys, p->n_keys + 1, sizeof *p->keys);
    struct ct_key *key = &p->keys[p->n_keys];
    *key =
        (struct ct_key){.name = ct_xstrdup(name), .is_attribute = is_attribute};
    key->index = ct_xcalloc(p->series_capacity, sizeof *key->index);
    if (p->n_series > 0) /* number 0 is the code of the series so far */
        ct_dict_add(&key->codes, is_attribute ? "" : "_T",
                    is_attribute ? 0 : 2);
    return p->n_keys++;
}

long ct_panel_find_key(const struct ct_panel *p, const char *name)
{
    for (size_t k = 0; k < p->n_keys; k++)
        if (strcmp(p->keys[k].name, name) == 0)
            return (long)k;
    return -1;
}

const char *ct_panel_code(const struct ct_panel *p, long key, size_t series)
{
    if (key < 0)
        return "_T";
    const struct ct_key *k = &p->keys[key];
    return k->codes.code[k->index[series]];
}

const char *ct_panel_label(const struct ct_panel *p, long key, size_t series)
{
    if (key < 0)
        return "";
    const struct ct_key *k = &p->keys[key];
    return k->codes.label[k->index[series]];
}

const char *ct_panel_code_of(const struct ct_panel *p, const char *name,
                             size_t series)
{
    return ct_panel_code(p, ct_panel_find_key(p, name), series);
}

size_t ct_panel_series(struct ct_panel *p, const uint32_t *codes)
{
    if (p->n_series == p->series_capacity) {
        size_t room = p->series_capacity ? p->series_capacity * 2 : 16;
        for (size_t k = 0; k < p->n_keys; k++)
            p->keys[k].index =
                ct_xrealloc(p->keys[k].index, room, sizeof *p->keys[k].index);
        p->first = ct_xrealloc(p->first, room + 1, sizeof *p->first);
        p->series_capacity = room;
    }
    for (size_t k = 0; k < p->n_keys; k++) {
        assert(codes[k] < p->keys[k].codes.n);
        p->keys[k].index[p->n_series] = codes[k];
    }
    p->n_series++;
    p->first[p->n_series] = p->n_obs;
    return p->n_series - 1;
}

void ct_panel_reserve(struct ct_panel *p, size_t n_obs)
{
    if (n_obs <= p->obs_capacity)
        return;
    p->time = ct_xrealloc(p->time, n_obs, sizeof *p->time);
    p->status = ct_xrealloc(p->status, n_obs, sizeof *p->status);
    p->source_file = ct_xrealloc(p->source_file, n_obs, sizeof *p->source_file);
    p->source_line = ct_xrealloc(p->source_line, n_obs, sizeof *p->source_line);
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        if (p->column[c] || c == CT_VALUE)
            p->column[c] = ct_xrealloc(p->column[c], n_obs, sizeof(double));
    p->obs_capacity = n_obs;
}

/* Makes a column that was not there; observations so far have no number. */
static void start_column(struct ct_panel *p, size_t c)
{
    p->column[c] = ct_xmalloc(p->obs_capacity, sizeof(double));
    for (size_t i = 0; i < p->n_obs; i++)
        p->column[c][i] = NAN;
}

void ct_panel_obs(struct ct_panel *p, const struct ct_obs *o)
{
    assert(p->n_series > 0);
    if (p->n_obs == p->obs_capacity)
        ct_panel_reserve(p, p->n_obs + p->n_obs / 2 + 64);
    size_t i = p->n_obs;
    p->time[i] = o->time;
    p->status[i] = o->status;
    p->source_file[i] = o->file;
    p->source_line[i] = o->line;
    for (size_t c = 0; c < CT_N_COLUMNS; c++) {
        if (!p->column[c] && !isnan(o->x[c]))
            start_column(p, c);
        if (p->column[c])
            p->column[c][i] = o->x[c];
    }
    p->n_obs++;
    p->first[p->n_series] = p->n_obs;
}

void ct_panel_get(const struct ct_panel *p, size_t i, struct ct_obs *o)
{
    *o = ct_obs_empty;
    o->time = p->time[i];
    o->status = p->status[i];
    o->file = p->source_file[i];
    o->line = p->source_line[i];
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        if (p->column[c])
            o->x[c] = p->column[c][i];
}

void ct_panel_add_table(struct ct_panel *p, struct ct_table *t)
{
    p->tables = ct_xrealloc(p->tables, p->n_tables + 1, sizeof *p->tables);
    p->tables[p->n_tables++] = t;
}

struct ct_table *ct_panel_table(const struct ct_panel *p, const char *name)
{
    for (size_t t = 0; t < p->n_tables; t++)
        if (strcmp(p->tables[t]->name, name) == 0)
            return p->tables[t];
    return NULL;
}
