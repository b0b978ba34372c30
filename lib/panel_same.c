/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether two panels hold the same. */
#include "config.h"

#include "lib/panel_hdf5.h"

#include <math.h>
#include <string.h>

static bool same_text(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool same_bytes(const void *a, const void *b, size_t n)
{
    return n == 0 || memcmp(a, b, n) == 0;
}

static bool same_key(const struct ct_key *a, const struct ct_key *b, size_t n)
{
    if (!same_text(a->name, b->name) || a->is_attribute != b->is_attribute ||
        a->codes.n != b->codes.n ||
        !same_bytes(a->index, b->index, n * sizeof *a->index))
        return false;
    for (size_t i = 0; i < a->codes.n; i++)
        if (!same_text(a->codes.code[i], b->codes.code[i]) ||
            !same_text(a->codes.label[i], b->codes.label[i]))
            return false;
    return true;
}

/* NULL is a column without numbers. */
static bool same_numbers(const double *a, const double *b, size_t n)
{
    if (a && b)
        return same_bytes(a, b, n * sizeof *a);
    const double *x = a ? a : b;
    for (size_t i = 0; x && i < n; i++)
        if (!isnan(x[i]))
            return false;
    return true;
}

static bool same_observations(const struct ct_panel *a,
                              const struct ct_panel *b)
{
    size_t n = a->n_obs;
    if (a->n_series != b->n_series || n != b->n_obs ||
        !same_bytes(a->first, b->first, (a->n_series + 1) * sizeof *a->first) ||
        !same_bytes(a->time, b->time, n * sizeof *a->time) ||
        !same_bytes(a->status, b->status, n * sizeof *a->status))
        return false;
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        if (!same_numbers(a->column[c], b->column[c], n))
            return false;
    return a->is_result || (same_bytes(a->source_file, b->source_file,
                                       n * sizeof *a->source_file) &&
                            same_bytes(a->source_line, b->source_line,
                                       n * sizeof *a->source_line));
}

static bool same_column(const struct ct_column *a, const struct ct_column *b,
                        size_t n)
{
    if (!same_text(a->name, b->name) || a->is_text != b->is_text)
        return false;
    if (!a->is_text)
        return same_bytes(a->number, b->number, n * sizeof *a->number);
    for (size_t i = 0; i < n; i++)
        if (!same_text(a->text[i], b->text[i]))
            return false;
    return true;
}

static bool same_table(const struct ct_table *a, const struct ct_table *b)
{
    if (!same_text(a->name, b->name) || a->n_columns != b->n_columns ||
        a->n_rows != b->n_rows)
        return false;
    for (size_t i = 0; i < a->n_columns; i++)
        if (!same_column(&a->columns[i], &b->columns[i], a->n_rows))
            return false;
    return true;
}

static bool same_input(const struct ct_input *a, const struct ct_input *b)
{
    return same_text(a->name, b->name) && a->bytes == b->bytes &&
           same_text(a->sha256, b->sha256) &&
           same_text(a->dataset, b->dataset) &&
           same_text(a->vintage, b->vintage) && same_text(a->title, b->title) &&
           same_text(a->publisher, b->publisher) && same_text(a->url, b->url) &&
           same_text(a->licence, b->licence) &&
           same_text(a->citation, b->citation);
}

static bool same_provenance(const struct ct_provenance *a,
                            const struct ct_provenance *b)
{
    bool same =
        same_text(a->command, b->command) &&
        same_text(a->options, b->options) && same_text(a->seed, b->seed) &&
        same_text(a->accounting, b->accounting) && a->n_inputs == b->n_inputs &&
        a->n_steps == b->n_steps && a->n_notes == b->n_notes;
    for (size_t i = 0; same && i < a->n_inputs; i++)
        same = same_input(&a->inputs[i], &b->inputs[i]);
    for (size_t i = 0; same && i < a->n_steps; i++)
        same = same_text(a->steps[i].command, b->steps[i].command) &&
               same_text(a->steps[i].version, b->steps[i].version);
    for (size_t i = 0; same && i < a->n_notes; i++)
        same = a->notes[i].series == b->notes[i].series &&
               a->notes[i].time == b->notes[i].time &&
               same_text(a->notes[i].kind, b->notes[i].kind) &&
               same_text(a->notes[i].text, b->notes[i].text);
    return same;
}

bool ct_panel_same(const struct ct_panel *a, const struct ct_panel *b)
{
    bool same = a->is_result == b->is_result && same_text(a->title, b->title) &&
                same_text(a->method, b->method) && a->n_keys == b->n_keys &&
                a->n_tables == b->n_tables && same_observations(a, b) &&
                same_provenance(&a->provenance, &b->provenance);
    for (size_t k = 0; same && k < a->n_keys; k++)
        same = same_key(&a->keys[k], &b->keys[k], a->n_series);
    for (size_t t = 0; same && t < a->n_tables; t++)
        same = same_table(a->tables[t], b->tables[t]);
    return same;
}
