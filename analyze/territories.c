/* SPDX-License-Identifier: GPL-3.0-or-later
 * Countries whose territories report apart: their sums, period by period. */
#include "config.h"

#include "analyze/territories.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t ct_territory_find(const struct ct_group *g, const char *area, bool rates)
{
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(ct_group_code(g, i, "area"), area) == 0 &&
            (rates ? !isnan(ct_unit_per(g->series[i].unit))
                   : strcmp(g->series[i].unit, "NUMBER") == 0))
            return i;
    return SIZE_MAX;
}

static void add_part(struct ct_country *c, const struct ct_group *g,
                     const char *area)
{
    size_t rates = ct_territory_find(g, area, true), i = c->n++;
    c->part[i] = area;
    c->member[i] = ct_territory_find(g, area, false);
    c->at[i] = 0;
    if (c->member[i] != SIZE_MAX && c->first == SIZE_MAX)
        c->first = c->member[i];
    if (rates != SIZE_MAX && !c->rate_unit) {
        c->rate_unit = g->series[rates].unit;
        c->per = ct_unit_per(c->rate_unit);
    }
}

void ct_country_make(struct ct_country *c, const struct ct_territories *t,
                     const struct ct_group *g, uint32_t group, double per)
{
    const struct ct_area_groups *groups = t->groups;
    size_t most = groups->areas.n;
    *c = (struct ct_country){.code = groups->groups.code[group],
                             .first = SIZE_MAX,
                             .part = ct_xmalloc(most, sizeof *c->part),
                             .member = ct_xmalloc(most, sizeof *c->member),
                             .at = ct_xmalloc(most, sizeof *c->at)};
    for (size_t a = 0; a < groups->areas.n; a++)
        for (size_t k = groups->first[a]; k < groups->first[a + 1]; k++)
            if (groups->group[k] == group)
                add_part(c, g, groups->areas.code[a]);
    if (!c->rate_unit) {
        ct_unit_of_rate(per, c->unit);
        c->rate_unit = c->unit;
        c->per = per;
    }
}

void ct_country_clear(struct ct_country *c)
{
    free(c->part);
    free(c->member);
    free(c->at);
}

/* The next period that any part has a row for; false at the end. */
static bool next_time(const struct ct_country *c, const struct ct_group *g,
                      int32_t *time)
{
    bool found = false;
    for (size_t i = 0; i < c->n; i++) {
        if (c->member[i] == SIZE_MAX)
            continue;
        const struct ct_series *s = &g->series[c->member[i]];
        if (c->at[i] < s->n && (!found || s->time[c->at[i]] < *time)) {
            *time = s->time[c->at[i]];
            found = true;
        }
    }
    return found;
}

/* The residents of a part: those joined, else what its rates imply. */
static double residents_of(const struct ct_territories *territories,
                           const struct ct_group *g, size_t member, size_t t)
{
    const struct ct_series *s = &g->series[member];
    double joined = ct_column_at(s->population, t);
    return joined > 0 ? joined
                      : ct_implied_find(&territories->residents, g->panel,
                                        s->index, s->time[t]);
}

/* Adds observation t of a part; a suppressed one has bounds at best. */
static void add_observation(struct ct_territory_sum *sum,
                            const struct ct_territories *territories,
                            const struct ct_group *g, size_t member, size_t t)
{
    const struct ct_series *s = &g->series[member];
    bool suppressed = s->status[t] & CT_STATUS_SUPPRESSED;
    sum->suppressed |= suppressed && isnan(s->value[t]);
    sum->number += s->value[t];
    sum->lower += isnan(s->value[t]) ? ct_column_at(s->lower, t) : s->value[t];
    sum->upper += isnan(s->value[t]) ? ct_column_at(s->upper, t) : s->value[t];
    sum->residents += residents_of(territories, g, member, t);
    sum->status |= s->status[t];
    sum->with += isnan(s->value[t]) ? 0 : 1;
}

bool ct_country_next(struct ct_country *c,
                     const struct ct_territories *territories,
                     const struct ct_group *g, struct ct_territory_sum *sum)
{
    struct ct_buffer lacks = sum->lacks;
    lacks.size = 0;
    *sum = (struct ct_territory_sum){.lacks = lacks};
    if (!next_time(c, g, &sum->time))
        return false;
    for (size_t i = 0; i < c->n; i++) {
        size_t m = c->member[i], t = c->at[i], before = sum->with;
        bool has = m != SIZE_MAX && t < g->series[m].n &&
                   g->series[m].time[t] == sum->time;
        if (has) {
            add_observation(sum, territories, g, m, t);
            c->at[i]++;
        } else {
            sum->number = sum->lower = sum->upper = NAN;
        }
        if (sum->with == before)
            ct_buffer_printf(&sum->lacks, "%s%s", sum->lacks.size ? ", " : "",
                             c->part[i]);
    }
    return true;
}

double ct_territory_rate(const struct ct_country *c,
                         const struct ct_territory_sum *sum, double x)
{
    return sum->residents > 0 ? x / sum->residents * c->per : (double)NAN;
}

void ct_country_rewind(struct ct_country *c)
{
    for (size_t i = 0; i < c->n; i++)
        c->at[i] = 0;
}
