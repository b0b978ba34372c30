/* SPDX-License-Identifier: GPL-3.0-or-later
 * The change of a set of areas whose members come and go. */
#include "config.h"

#include "analyze/matched_panel.h"

#include "lib/status.h"

#include <math.h>

/* Counts and residents of some units. */
struct total {
    size_t units;
    double events, residents;
};

static void add(const struct ct_cross_section *c, size_t cell, struct total *x)
{
    x->units++;
    x->events += c->events[cell];
    x->residents += c->population[cell];
}

static bool reports(const struct ct_cross_section *c, size_t cell)
{
    return !isnan(c->rate[cell]) && !isnan(c->population[cell]);
}

/* Both periods of the units that are in t - 1 and in t. */
static void match(const struct ct_cross_section *c,
                  const struct ct_area_set *set, const bool *joined, size_t t,
                  struct total *before, struct total *now)
{
    for (size_t i = 0; i < set->n; i++) {
        size_t cell = set->row[i] * c->n_periods + t;
        bool broken =
            !joined[set->row[i]] && (c->status[cell] & CT_STATUS_BREAK);
        if (broken || !reports(c, cell - 1) || !reports(c, cell))
            continue;
        add(c, cell - 1, before);
        add(c, cell, now);
    }
}

/* Sums up the counts of units that have one in t - 1 and in t. */
static void count_both(const struct ct_cross_section *c,
                       const struct ct_area_set *set, const bool *joined,
                       size_t t, struct ct_matched *out)
{
    out->counted = 0;
    out->count_before = out->count = 0;
    for (size_t i = 0; i < set->n && t > 0; i++) {
        size_t cell = set->row[i] * c->n_periods + t;
        bool broken =
            !joined[set->row[i]] && (c->status[cell] & CT_STATUS_BREAK);
        if (broken || isnan(c->events[cell - 1]) || isnan(c->events[cell]))
            continue;
        out->counted++;
        out->count_before += c->events[cell - 1];
        out->count += c->events[cell];
    }
}

static void chain(const struct ct_cross_section *c,
                  const struct ct_area_set *set, const bool *joined,
                  struct ct_matched *out)
{
    bool begun = false;
    for (size_t t = 0; t < c->n_periods; t++) {
        struct total before = {0}, now = {0};
        out[t].index = NAN;
        if (begun) {
            match(c, set, joined, t, &before, &now);
            out[t].units = now.units;
            out[t].index = out[t - 1].index * (now.events / now.residents) /
                           (before.events / before.residents);
            continue;
        }
        for (size_t i = 0; i < set->n; i++)
            if (reports(c, set->row[i] * c->n_periods + t))
                add(c, set->row[i] * c->n_periods + t, &now);
        begun = now.units > 0;
        out[t].units = now.units;
        out[t].index = begun ? 100 : (double)NAN;
    }
}

/* Whether a unit reports in all periods, on one basis. */
static bool is_constant(const struct ct_cross_section *c, size_t row,
                        bool joined)
{
    for (size_t t = 0; t < c->n_periods; t++) {
        size_t cell = row * c->n_periods + t;
        bool broken = t && !joined && (c->status[cell] & CT_STATUS_BREAK);
        if (broken || !reports(c, cell))
            return false;
    }
    return true;
}

static void hold(const struct ct_cross_section *c,
                 const struct ct_area_set *set, const bool *joined,
                 struct ct_matched *out)
{
    double first = NAN;
    for (size_t t = 0; t < c->n_periods; t++) {
        struct total now = {0};
        for (size_t i = 0; i < set->n; i++)
            if (is_constant(c, set->row[i], joined[set->row[i]]))
                add(c, set->row[i] * c->n_periods + t, &now);
        double rate = now.events / now.residents;
        first = t ? first : rate;
        out[t].constant_units = now.units;
        out[t].constant_index = first > 0 ? rate / first * 100 : (double)NAN;
    }
}

void ct_matched_panel(const struct ct_cross_section *c,
                      const struct ct_area_set *set, const bool *joined,
                      struct ct_matched *out)
{
    chain(c, set, joined, out);
    hold(c, set, joined, out);
    for (size_t t = 0; t < c->n_periods; t++)
        count_both(c, set, joined, t, &out[t]);
}
