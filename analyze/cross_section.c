/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of several areas side by side. */
#include "config.h"

#include "analyze/cross_section.h"
#include "analyze/days.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>

/* All periods the members have, in order, each once. */
static void list_periods(const struct ct_group *g, struct ct_cross_section *c)
{
    c->day = ct_group_days(g, &c->n_periods);
    c->ordinal = ct_xmalloc(c->n_periods + 1, sizeof *c->ordinal);
    c->year = ct_xmalloc(c->n_periods + 1, sizeof *c->year);
    for (size_t t = 0; t < c->n_periods; t++) {
        struct ct_period p = {c->freq, c->day[t]};
        c->ordinal[t] = ct_period_ordinal(p);
        c->year[t] = ct_period_year(p);
    }
}

/* Gives every column n cells, the new ones empty. */
static void grow(struct ct_cross_section *c, size_t from, size_t n)
{
    double **columns[] = {&c->rate, &c->events, &c->population, &c->lower,
                          &c->upper};
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
        *columns[k] = ct_xrealloc(*columns[k], n + 1, sizeof(double));
        for (size_t i = from; i < n; i++)
            (*columns[k])[i] = NAN;
    }
    c->status = ct_xrealloc(c->status, n + 1, sizeof *c->status);
    for (size_t i = from; i < n; i++)
        c->status[i] = 0;
}

/* Puts row i of a member into its cell. */
static void place(const struct ct_series *s, size_t i,
                  struct ct_cross_section *c, size_t cell)
{
    double events = ct_column_at(s->events, i), scale = c->per / s->per;
    double population = ct_column_at(s->population, i);
    c->rate[cell] = s->value[i] * scale;
    c->events[cell] = events;
    c->population[cell] = population > 0 ? population : (double)NAN;
    c->lower[cell] = ct_column_at(s->lower, i) * scale;
    c->upper[cell] = ct_column_at(s->upper, i) * scale;
    c->status[cell] = s->status[i];
}

static void place_all(const struct ct_group *g, struct ct_cross_section *c)
{
    for (size_t m = 0; m < g->n; m++) {
        const struct ct_series *s = &g->series[m];
        for (size_t i = 0, t = 0; i < s->n; i++) {
            while (c->ordinal[t] != s->ordinal[i])
                t++;
            place(s, i, c, m * c->n_periods + t);
        }
    }
}

/* Gives a unit the residents it lacks. */
static int complete_population(const struct ct_group *g, size_t unit,
                               struct ct_cross_section *c, struct ct_error *err)
{
    double *own = c->population + unit * c->n_periods;
    size_t missing = 0;
    for (size_t t = 0; t < c->n_periods; t++)
        missing += isnan(own[t]) ? 1 : 0;
    if (missing == 0)
        return 0;
    double *given = ct_xmalloc(c->n_periods, sizeof *given);
    int result =
        ct_group_residents(g, c->area[unit], c->day, c->n_periods, given, err);
    for (size_t t = 0; t < c->n_periods && result == 0; t++)
        if (isnan(own[t]) && given[t] > 0)
            own[t] = given[t];
    free(given);
    return result;
}

/* Events from the rate where only that is known. */
static void derive_events(struct ct_cross_section *c)
{
    for (size_t i = 0; i < c->n_units * c->n_periods; i++)
        if (isnan(c->events[i]))
            c->events[i] = c->rate[i] * c->population[i] / c->per;
}

int ct_cross_section_make(const struct ct_group *g, double per,
                          struct ct_cross_section *out, struct ct_error *err)
{
    *out = (struct ct_cross_section){.n_units = g->n,
                                     .freq = g->series[0].freq,
                                     .per = per > 0 ? per : g->series[0].per};
    list_periods(g, out);
    grow(out, 0, out->n_units * out->n_periods);
    out->area = ct_xmalloc(g->n, sizeof *out->area);
    for (size_t i = 0; i < g->n; i++)
        out->area[i] = ct_group_code(g, i, "area");
    place_all(g, out);
    for (size_t i = 0; i < g->n; i++)
        if (complete_population(g, i, out, err) != 0)
            return -1;
    derive_events(out);
    return 0;
}

int ct_cross_section_add(struct ct_cross_section *c, const struct ct_group *g,
                         const char *const *area, size_t n,
                         struct ct_error *err)
{
    size_t known = c->n_units;
    c->n_units += n;
    grow(c, known * c->n_periods, c->n_units * c->n_periods);
    c->area = ct_xrealloc(c->area, c->n_units, sizeof *c->area);
    for (size_t i = 0; i < n; i++)
        c->area[known + i] = area[i];
    for (size_t i = known; i < c->n_units; i++)
        if (complete_population(g, i, c, err) != 0)
            return -1;
    return 0;
}

void ct_cross_section_clear(struct ct_cross_section *c)
{
    free(c->area);
    void *arrays[] = {c->ordinal,    c->day,   c->year,  c->rate,  c->events,
                      c->population, c->lower, c->upper, c->status};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
}

void ct_cross_section_period(const struct ct_cross_section *c, size_t t,
                             char *out)
{
    ct_period_format((struct ct_period){c->freq, c->day[t]}, out);
}
