/* SPDX-License-Identifier: GPL-3.0-or-later
 * The counts of a panel as cells. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a count was found; the first is the best. */
enum { FROM_NUMBER, FROM_OBSERVED, FROM_EVENTS, FROM_NOTHING };

/* An observation and where it goes. */
struct place {
    uint32_t group;
    int32_t time;
    size_t obs;
};

static bool is_count(const struct ct_panel *p, size_t series)
{
    static const char *const others[] = {"population", "months", "index"};
    const char *measure = ct_panel_code_of(p, "measure", series);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(measure, others[i]) == 0)
            return false;
    return true;
}

/* Numbers the keys without unit and component: what is said of one count in
 * several ways is one group. */
static void group_series(struct ct_cells *c)
{
    const struct ct_panel *p = c->panel;
    struct ct_dict keys = {0};
    c->group_of = ct_xmalloc(p->n_series + 1, sizeof *c->group_of);
    c->series = ct_xmalloc(p->n_series + 1, sizeof *c->series);
    for (size_t s = 0; s < p->n_series; s++) {
        uint32_t code[p->n_keys + 1];
        size_t n = 0;
        for (size_t k = 0; k < p->n_keys; k++)
            if (!p->keys[k].is_attribute &&
                strcmp(p->keys[k].name, "unit") != 0 &&
                strcmp(p->keys[k].name, "component") != 0)
                code[n++] = p->keys[k].index[s];
        c->group_of[s] = CT_NO_GROUP;
        if (!is_count(p, s))
            continue;
        code[n++] = 0; /* there is always a byte */
        c->group_of[s] =
            ct_dict_add(&keys, (const char *)code, n * sizeof *code);
        if (c->group_of[s] == c->n_groups)
            c->series[c->n_groups++] = s;
    }
    ct_dict_clear(&keys);
}

static int by_place(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->obs > y->obs) - (x->obs < y->obs);
}

/* The observations of groups, in order; what is forecast was never counted. */
static struct place *list_places(const struct ct_cells *c, size_t *n)
{
    const struct ct_panel *p = c->panel;
    struct place *places = ct_xmalloc(p->n_obs + 1, sizeof *places);
    *n = 0;
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            if (c->group_of[s] != CT_NO_GROUP &&
                !(p->status[i] & CT_STATUS_FORECAST))
                places[(*n)++] = (struct place){c->group_of[s], p->time[i], i};
    qsort(places, *n, sizeof *places, by_place);
    return places;
}

static double number_at(const struct ct_panel *p, enum ct_measure_column column,
                        size_t obs)
{
    return p->column[column] ? p->column[column][obs] : NAN;
}

/* The count an observation tells, and how; FROM_NOTHING if it tells none. */
static int tell_count(const struct ct_panel *p, size_t series, size_t obs,
                      double *count)
{
    bool fitted = p->column[CT_OBSERVED] != NULL;
    const char *unit = ct_panel_code_of(p, "unit", series);
    bool plain = strcmp(ct_panel_code_of(p, "component", series), "_T") == 0;
    if (plain && (strcmp(unit, "NUMBER") == 0 || strcmp(unit, "_T") == 0)) {
        *count = number_at(p, fitted ? CT_OBSERVED : CT_VALUE, obs);
        if (!isnan(*count))
            return fitted ? FROM_OBSERVED : FROM_NUMBER;
    }
    *count = number_at(p, CT_EVENTS, obs);
    return isnan(*count) ? FROM_NOTHING : FROM_EVENTS;
}

/* What an observation adds to its cell; *from is where its count came from. */
static void take(struct ct_cell *cell, const struct ct_panel *p, size_t series,
                 size_t obs, int *from)
{
    double count;
    int how = tell_count(p, series, obs, &count);
    bool number = strcmp(ct_panel_code_of(p, "unit", series), "NUMBER") == 0;
    if (p->status[obs] & CT_STATUS_SUPPRESSED) {
        cell->withheld = true;
        double low = number_at(p, CT_LOWER, obs);
        double high = number_at(p, CT_UPPER, obs);
        if (number && low >= 0 && high >= low) {
            cell->low = low;
            cell->high = high;
        }
    } else if (how < *from) {
        cell->count = count;
        *from = how;
    }
}

static size_t add_cell(struct ct_cells *c, const struct place *place)
{
    c->cell = ct_xgrow(c->cell, &c->capacity, c->n + 1, sizeof *c->cell);
    c->cell[c->n] = (struct ct_cell){.group = place->group,
                                     .time = place->time,
                                     .count = NAN,
                                     .high = INFINITY,
                                     .first_member = SIZE_MAX};
    return c->n++;
}

static size_t *list_series(const struct ct_panel *p)
{
    size_t *series = ct_xmalloc(p->n_obs + 1, sizeof *series);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            series[i] = s;
    return series;
}

static void fill(struct ct_cells *c, const struct place *places, size_t n)
{
    size_t *series = list_series(c->panel);
    int from = FROM_NOTHING;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || places[i].group != places[i - 1].group ||
            places[i].time != places[i - 1].time) {
            add_cell(c, &places[i]);
            from = FROM_NOTHING;
        }
        take(&c->cell[c->n - 1], c->panel, series[places[i].obs], places[i].obs,
             &from);
        c->cell_of_obs[places[i].obs] = c->n - 1;
    }
    free(series);
}

static void index_groups(struct ct_cells *c)
{
    c->first = ct_xcalloc(c->n_groups + 1, sizeof *c->first);
    for (size_t i = 0; i < c->n; i++)
        c->first[c->cell[i].group + 1]++;
    for (size_t g = 0; g < c->n_groups; g++)
        c->first[g + 1] += c->first[g];
}

void ct_cells_make(struct ct_cells *c, const struct ct_panel *p,
                   const struct ct_codes *codes)
{
    size_t n;
    *c = (struct ct_cells){.panel = p, .codes = codes};
    group_series(c);
    c->cell_of_obs = ct_xmalloc(p->n_obs + 1, sizeof *c->cell_of_obs);
    for (size_t i = 0; i < p->n_obs; i++)
        c->cell_of_obs[i] = CT_NO_CELL;
    struct place *places = list_places(c, &n);
    fill(c, places, n);
    free(places);
    index_groups(c);
    c->rest = c->n;
    ct_cells_of_rates(c);
    for (size_t i = 0; i < c->n; i++) {
        struct ct_cell *cell = &c->cell[i];
        cell->hidden = cell->withheld;
        cell->missing = isnan(cell->count) && !cell->withheld;
    }
}

void ct_cells_clear(struct ct_cells *c)
{
    free(c->cell);
    free(c->first);
    free(c->series);
    free(c->group_of);
    free(c->cell_of_obs);
    *c = (struct ct_cells){0};
}

size_t ct_cells_find(const struct ct_cells *c, uint32_t group, int32_t time)
{
    size_t low = c->first[group], high = c->first[group + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->cell[middle].time < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->first[group + 1] && c->cell[low].time == time ? low
                                                                  : CT_NO_CELL;
}
