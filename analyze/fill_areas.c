/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates of areas in periods they did not report. */
#include "config.h"

#include "analyze/fill_areas.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

const char *const ct_how_word[] = {"",         "observed", "interpolated",
                                   "backcast", "forecast", "region"};

/* One unit's row: periods from .. to - 1 between two breaks. */
struct stretch {
    const struct ct_cross_section *c;
    const struct ct_fill_rule *rule;
    size_t from, to;
    double *rate;
    unsigned char *how;
};

double ct_fill_within(const struct ct_cross_section *c, size_t cell,
                      double rate)
{
    if (!(c->status[cell] & CT_STATUS_SUPPRESSED) || isnan(rate))
        return rate;
    return fmin(fmax(rate, c->lower[cell]), c->upper[cell]);
}

static bool near_enough(const struct stretch *s, long periods)
{
    double per_year = s->c->freq == 'A' ? 1 : s->c->freq == 'Q' ? 4 : 12;
    return (double)periods <= s->rule->max_gap * per_year;
}

/* Fills between two observed periods. */
static void interpolate(struct stretch *s, size_t a, size_t b)
{
    double y0 = s->rate[a], y1 = s->rate[b];
    bool logs = s->rule->fill == CT_FILL_LOG_LINEAR && y0 > 0 && y1 > 0;
    double width = (double)(s->c->ordinal[b] - s->c->ordinal[a]);
    if (!near_enough(s, s->c->ordinal[b] - s->c->ordinal[a] - 1))
        return;
    for (size_t t = a + 1; t < b; t++) {
        double u = (double)(s->c->ordinal[t] - s->c->ordinal[a]) / width;
        s->rate[t] =
            logs ? exp(log(y0) + u * (log(y1) - log(y0))) : y0 + u * (y1 - y0);
        s->how[t] = CT_HOW_INTERPOLATED;
    }
}

/* Repeats the value of an observed period where it is near enough. */
static void extend(struct stretch *s, size_t observed, size_t t, int how)
{
    if (!near_enough(s, labs(s->c->ordinal[t] - s->c->ordinal[observed])))
        return;
    s->rate[t] = s->rate[observed];
    s->how[t] = (unsigned char)how;
}

static void fill_stretch(struct stretch *s)
{
    size_t first = SIZE_MAX, last = SIZE_MAX;
    for (size_t t = s->from; t < s->to; t++) {
        if (s->how[t] != CT_HOW_OBSERVED)
            continue;
        if (last != SIZE_MAX)
            interpolate(s, last, t);
        first = first == SIZE_MAX ? t : first;
        last = t;
    }
    if (first == SIZE_MAX)
        return;
    for (size_t t = s->from; t < first; t++)
        extend(s, first, t, CT_HOW_BACKCAST);
    for (size_t t = last + 1; t < s->to; t++)
        extend(s, last, t, CT_HOW_FORECAST);
}

static void fill_unit(const struct ct_cross_section *c, size_t unit,
                      bool joined, const struct ct_fill_rule *rule,
                      struct ct_filled *out)
{
    size_t at = unit * c->n_periods;
    struct stretch s = {
        .c = c, .rule = rule, .rate = out->rate + at, .how = out->how + at};
    for (size_t t = 1; t <= c->n_periods; t++) {
        bool cut = t == c->n_periods ||
                   (!joined && (c->status[at + t] & CT_STATUS_BREAK));
        if (!cut)
            continue;
        s.to = t;
        fill_stretch(&s);
        s.from = t;
    }
}

/* The rate of a group's residents whose rate is known in a period. */
static double rate_of_group(const struct ct_cross_section *c,
                            const struct ct_area_set *set, size_t t,
                            const struct ct_filled *f)
{
    double events = 0, residents = 0;
    for (size_t i = 0; i < set->n; i++) {
        size_t cell = set->row[i] * c->n_periods + t;
        if (isnan(f->rate[cell]) || isnan(c->population[cell]) ||
            f->how[cell] == CT_HOW_REGION)
            continue;
        events += f->rate[cell] * c->population[cell];
        residents += c->population[cell];
    }
    return residents > 0 ? events / residents : (double)NAN;
}

static void fill_group(const struct ct_cross_section *c,
                       const struct ct_area_sets *sets, size_t k,
                       struct ct_filled *f)
{
    const struct ct_area_set *set = &sets->set[k];
    for (size_t t = 0; t < c->n_periods; t++) {
        double rate = rate_of_group(c, set, t, f);
        for (size_t i = 0; i < set->n && !isnan(rate); i++) {
            size_t cell = set->row[i] * c->n_periods + t;
            if (sets->stratum[set->row[i]] != k || !isnan(f->rate[cell]) ||
                isnan(c->population[cell]))
                continue;
            f->rate[cell] = ct_fill_within(c, cell, rate);
            f->how[cell] = CT_HOW_REGION;
        }
    }
}

void ct_fill_areas(const struct ct_cross_section *c,
                   const struct ct_area_sets *sets, const bool *joined,
                   const struct ct_fill_rule *rule, struct ct_filled *out)
{
    size_t n = c->n_units * c->n_periods;
    out->rate = ct_xmalloc(n + 1, sizeof *out->rate);
    out->how = ct_xmalloc(n + 1, sizeof *out->how);
    for (size_t i = 0; i < n; i++) {
        bool known = !isnan(c->rate[i]);
        out->rate[i] = c->rate[i];
        out->how[i] = known ? CT_HOW_OBSERVED : CT_HOW_NONE;
    }
    if (rule->fill == CT_FILL_NONE)
        return;
    for (size_t i = 0; i < c->n_units; i++)
        if (sets->stratum[i] != SIZE_MAX)
            fill_unit(c, i, joined[i], rule, out);
    for (size_t i = 0; i < n; i++)
        if (out->how[i] > CT_HOW_OBSERVED)
            out->rate[i] = ct_fill_within(c, i, out->rate[i]);
    for (size_t k = 0; k + 1 < sets->n; k++)
        fill_group(c, sets, k, out);
}

void ct_filled_clear(struct ct_filled *f)
{
    free(f->rate);
    free(f->how);
}
