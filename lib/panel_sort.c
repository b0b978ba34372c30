/* SPDX-License-Identifier: GPL-3.0-or-later
 * The canonical order of a panel: keys, codes, series, observations. */
#include "config.h"

#include "lib/panel.h"

#include "lib/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const first_names[] = {
    "area",    "counterpart", "reporter",   "agency", "group",
    "measure", "offence",     "definition", "source", "vintage",
    "sex",     "age",         "citizenship"};
static const char *const last_names[] = {"component", "unit", "freq"};

enum { N_FIRST = sizeof first_names / sizeof *first_names };

int ct_dimension_rank(const char *name)
{
    for (int i = 0; i < N_FIRST; i++)
        if (strcmp(name, first_names[i]) == 0)
            return i;
    for (int i = 0; i < (int)(sizeof last_names / sizeof *last_names); i++)
        if (strcmp(name, last_names[i]) == 0)
            return N_FIRST + 1 + i;
    return N_FIRST;
}

static int by_place(const void *a, const void *b)
{
    const struct ct_key *x = a, *y = b;
    if (x->is_attribute != y->is_attribute)
        return x->is_attribute - y->is_attribute;
    int difference = x->is_attribute ? 0
                                     : ct_dimension_rank(x->name) -
                                           ct_dimension_rank(y->name);
    return difference ? difference : strcmp(x->name, y->name);
}

/* Drops codes no series uses (a panel without series keeps them all: they are
 * those of its tables) and sorts the rest. */
static void sort_codes(struct ct_key *key, size_t n_series)
{
    uint32_t *order = ct_xmalloc(key->codes.n, sizeof *order);
    memset(order, n_series ? 0xff : 0, key->codes.n * sizeof *order);
    for (size_t s = 0; s < n_series; s++)
        order[key->index[s]] = 0;
    ct_dict_select(&key->codes, order);
    for (size_t s = 0; s < n_series; s++)
        key->index[s] = order[key->index[s]];
    free(order);
}

/* What qsort_r compares series by. */
static int by_key(const void *a, const void *b, void *user)
{
    const struct ct_panel *p = user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    for (size_t k = 0; k < p->n_keys; k++) {
        uint32_t cx = p->keys[k].index[x], cy = p->keys[k].index[y];
        if (cx != cy)
            return cx < cy ? -1 : 1;
    }
    return x < y ? -1 : x > y; /* stable */
}

static int by_time(const void *a, const void *b, void *user)
{
    const struct ct_panel *p = user;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if (p->time[x] != p->time[y])
        return p->time[x] < p->time[y] ? -1 : 1;
    return x < y ? -1 : x > y;
}

static bool in_order(const struct ct_panel *p, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        if (p->time[i] < p->time[i - 1])
            return false;
    return true;
}

/* Copies the elements of an array into the order given; frees the old one. */
static void *reorder(void *array, const uint32_t *order, size_t n, size_t size)
{
    if (!array)
        return NULL;
    char *out = ct_xmalloc(n, size);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * size, (char *)array + order[i] * size, size);
    free(array);
    return out;
}

/* obs_order[new] = old, by the new order of series and then by time. */
static uint32_t *order_obs(struct ct_panel *p, const uint32_t *series)
{
    uint32_t *order = ct_xmalloc(p->n_obs, sizeof *order);
    size_t n = 0;
    for (size_t s = 0; s < p->n_series; s++) {
        size_t from = p->first[series[s]], to = p->first[series[s] + 1];
        size_t start = n;
        for (size_t i = from; i < to; i++)
            order[n++] = (uint32_t)i;
        if (!in_order(p, from, to))
            qsort_r(order + start, n - start, sizeof *order, by_time, p);
    }
    assert(n == p->n_obs);
    return order;
}

static void move_series(struct ct_panel *p, const uint32_t *series)
{
    uint32_t *obs = order_obs(p, series);
    p->time = reorder(p->time, obs, p->n_obs, sizeof *p->time);
    p->status = reorder(p->status, obs, p->n_obs, sizeof *p->status);
    p->source_file =
        reorder(p->source_file, obs, p->n_obs, sizeof *p->source_file);
    p->source_line =
        reorder(p->source_line, obs, p->n_obs, sizeof *p->source_line);
    for (size_t c = 0; c < CT_N_COLUMNS; c++)
        p->column[c] = reorder(p->column[c], obs, p->n_obs, sizeof(double));
    p->obs_capacity = p->n_obs;
    free(obs);
    size_t *first = ct_xmalloc(p->n_series + 1, sizeof *first);
    first[0] = 0;
    for (size_t s = 0; s < p->n_series; s++)
        first[s + 1] = first[s] + p->first[series[s] + 1] - p->first[series[s]];
    free(p->first);
    p->first = first;
    for (size_t k = 0; k < p->n_keys; k++)
        p->keys[k].index = reorder(p->keys[k].index, series, p->n_series,
                                   sizeof *p->keys[k].index);
    p->series_capacity = p->n_series;
}

static void move_notes(struct ct_panel *p, const uint32_t *series)
{
    long *now = ct_xmalloc(p->n_series, sizeof *now);
    for (size_t s = 0; s < p->n_series; s++)
        now[series[s]] = (long)s;
    for (size_t i = 0; i < p->provenance.n_notes; i++) {
        struct ct_note *note = &p->provenance.notes[i];
        if (note->series >= 0)
            note->series = (int32_t)now[note->series];
    }
    free(now);
}

/* Whether all is in order already: then nothing need be copied. */
static bool is_sorted(struct ct_panel *p)
{
    for (uint32_t s = 0; s < p->n_series; s++) {
        uint32_t before = s - 1;
        if (s > 0 && by_key(&before, &s, p) > 0)
            return false;
        if (!in_order(p, p->first[s], p->first[s + 1]))
            return false;
    }
    return true;
}

void ct_panel_sort(struct ct_panel *p)
{
    assert(p->n_obs <= UINT32_MAX);
    if (p->n_keys)
        qsort(p->keys, p->n_keys, sizeof *p->keys, by_place);
    for (size_t k = 0; k < p->n_keys; k++)
        sort_codes(&p->keys[k], p->n_series);
    if (is_sorted(p))
        return;
    uint32_t *series = ct_xmalloc(p->n_series, sizeof *series);
    for (size_t s = 0; s < p->n_series; s++)
        series[s] = (uint32_t)s;
    qsort_r(series, p->n_series, sizeof *series, by_key, p);
    move_series(p, series);
    move_notes(p, series);
    free(series);
}
