/* SPDX-License-Identifier: GPL-3.0-or-later
 * The agencies of a group of series side by side. */
#include "config.h"

#include "analyze/agency_table.h"
#include "analyze/days.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* All years that the members have, in order, each once. */
static void list_years(const struct ct_group *g, struct ct_agency_table *a)
{
    a->day = ct_group_days(g, &a->n_years);
    a->year = ct_xmalloc(a->n_years + 1, sizeof *a->year);
    for (size_t t = 0; t < a->n_years; t++)
        a->year[t] =
            ct_period_year((struct ct_period){g->series->freq, a->day[t]});
}

/* The place of a day among the years, n_years if it is none of them. */
static size_t find_year(const struct ct_agency_table *a, int32_t day)
{
    return ct_days_find(a->day, a->n_years, day);
}

static void place_counts(const struct ct_series *s, struct ct_agency_table *a,
                         size_t row)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t cell = row + find_year(a, s->time[i]);
        a->cell[cell].events = s->value[i];
        a->cell[cell].residents = s->population ? s->population[i] : NAN;
        a->status[cell] = s->status[i];
    }
}

/* Residents of the years for which the agency has no row. */
static int place_residents(const struct ct_group *g, size_t member,
                           struct ct_agency_table *a, struct ct_error *err)
{
    struct ct_agency *cell = a->cell + member * a->n_years;
    struct ct_group one = *g;
    double *given = ct_xmalloc(a->n_years + 1, sizeof *given);
    one.series = g->series + member;
    one.n = 1;
    int result = ct_group_residents(&one, ct_group_code(g, member, "area"),
                                    a->day, a->n_years, given, err);
    for (size_t t = 0; t < a->n_years && result == 0; t++)
        if (isnan(cell[t].residents))
            cell[t].residents = given[t];
    free(given);
    return result;
}

static bool is_months(const struct ct_panel *p, size_t series)
{
    return strcmp(ct_panel_code_of(p, "measure", series), "months") == 0;
}

bool ct_has_months(const struct ct_panel *p)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (is_months(p, s))
            return true;
    return false;
}

/* The codes by which an agency is known. */
static void name_agency(const struct ct_panel *p, size_t series,
                        struct ct_buffer *out)
{
    out->size = 0;
    ct_buffer_printf(out, "%s\t%s\t%s", ct_panel_code_of(p, "area", series),
                     ct_panel_code_of(p, "agency", series),
                     ct_panel_code_of(p, "group", series));
}

/* Whether months are those of a series: its codes, or all of them together. */
static bool months_of(const struct ct_panel *p, size_t months, size_t series)
{
    for (size_t k = 0; k < p->n_keys; k++) {
        const struct ct_key *key = &p->keys[k];
        const char *code = ct_panel_code(p, (long)k, months);
        if (key->is_attribute || strcmp(key->name, "measure") == 0 ||
            strcmp(key->name, "unit") == 0 || strcmp(code, "_T") == 0)
            continue;
        if (strcmp(code, ct_panel_code(p, (long)k, series)) != 0)
            return false;
    }
    return true;
}

/* The series of months by agency: those of agency k are series[first[k]] ..
 * series[first[k + 1] - 1]. */
struct months {
    struct ct_dict agencies;
    size_t *first, *series;
};

static void list_months(const struct ct_panel *p, struct months *m)
{
    struct ct_buffer name = {0};
    size_t n = 0, *own = ct_xmalloc(p->n_series + 1, sizeof *own);
    uint32_t *agency = ct_xmalloc(p->n_series + 1, sizeof *agency);
    for (size_t s = 0; s < p->n_series; s++) {
        if (!is_months(p, s))
            continue;
        name_agency(p, s, &name);
        agency[n] = ct_dict_add(&m->agencies, name.data, name.size);
        own[n++] = s;
    }
    m->first = ct_xcalloc(m->agencies.n + 2, sizeof *m->first);
    m->series = ct_xmalloc(n + 1, sizeof *m->series);
    for (size_t i = 0; i < n; i++)
        m->first[agency[i] + 2]++;
    for (size_t k = 2; k < m->agencies.n + 2; k++)
        m->first[k] += m->first[k - 1];
    for (size_t i = 0; i < n; i++)
        m->series[m->first[agency[i] + 1]++] = own[i];
    free(own);
    free(agency);
    ct_buffer_clear(&name);
}

static void clear_months(struct months *m)
{
    ct_dict_clear(&m->agencies);
    free(m->first);
    free(m->series);
}

/* Puts one series of months into an agency's cells. */
static void read_months(const struct ct_panel *p, size_t series,
                        struct ct_agency_table *a, size_t row)
{
    for (size_t o = p->first[series]; o < p->first[series + 1]; o++) {
        size_t t = find_year(a, p->time[o]);
        double months = p->column[CT_VALUE][o];
        if (t < a->n_years && months >= 0)
            a->cell[row + t].months = fmin(months, 12);
    }
}

static void place_months(const struct ct_group *g, struct ct_agency_table *a)
{
    struct months m = {0};
    struct ct_buffer name = {0};
    list_months(g->panel, &m);
    for (size_t i = 0; i < g->n; i++) {
        name_agency(g->panel, g->series[i].index, &name);
        uint32_t k = ct_dict_find(&m.agencies, name.data, name.size);
        if (k == CT_NO_CODE)
            continue;
        for (size_t s = m.first[k]; s < m.first[k + 1]; s++)
            if (months_of(g->panel, m.series[s], g->series[i].index))
                read_months(g->panel, m.series[s], a, i * a->n_years);
    }
    ct_buffer_clear(&name);
    clear_months(&m);
}

/* Numbers the agencies' areas, groups and strata. */
static void number_strata(const struct ct_group *g, struct ct_agency_table *a)
{
    struct ct_buffer stratum = {0};
    for (size_t i = 0; i < g->n; i++) {
        const char *area = ct_group_code(g, i, "area");
        const char *group = ct_group_code(g, i, "group");
        stratum.size = 0;
        ct_buffer_printf(&stratum, "%s\t%s", area, group);
        struct ct_agency c = {
            NAN,
            NAN,
            NAN,
            ct_dict_add(&a->areas, area, strlen(area)),
            ct_dict_add(&a->groups, group, strlen(group)),
            ct_dict_add(&a->strata, stratum.data, stratum.size)};
        for (size_t t = 0; t < a->n_years; t++)
            a->cell[i * a->n_years + t] = c;
    }
    ct_buffer_clear(&stratum);
    a->n =
        (struct ct_agency_counts){g->n, a->areas.n, a->groups.n, a->strata.n};
}

int ct_agency_table_make(const struct ct_group *g, struct ct_agency_table *out,
                         struct ct_error *err)
{
    *out = (struct ct_agency_table){0};
    list_years(g, out);
    out->cell = ct_xmalloc(g->n * out->n_years + 1, sizeof *out->cell);
    out->status = ct_xcalloc(g->n * out->n_years + 1, sizeof *out->status);
    number_strata(g, out);
    for (size_t i = 0; i < g->n; i++) {
        place_counts(&g->series[i], out, i * out->n_years);
        if (place_residents(g, i, out, err) != 0)
            return -1;
    }
    place_months(g, out);
    for (size_t c = 0; c < g->n * out->n_years; c++)
        out->months_unknown +=
            isnan(out->cell[c].months) && !isnan(out->cell[c].events);
    return 0;
}

void ct_agency_table_year(const struct ct_agency_table *a, size_t t,
                          struct ct_agency *out)
{
    for (size_t i = 0; i < a->n.agencies; i++)
        out[i] = a->cell[i * a->n_years + t];
}

void ct_agency_table_clear(struct ct_agency_table *a)
{
    free(a->day);
    free(a->year);
    free(a->cell);
    free(a->status);
    ct_dict_clear(&a->areas);
    ct_dict_clear(&a->groups);
    ct_dict_clear(&a->strata);
}
