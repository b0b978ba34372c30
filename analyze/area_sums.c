/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rates and counts of sets of areas, some of which do not report. */
#include "config.h"

#include "analyze/area_sums.h"

#include "analyze/order_statistic.h"

#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

/* Reporters left, by residents or by the counts they had, for a sum to be
 * joined to the one before. */
static const double fewest_left = 0.8;

/* What the units of a set have in one period. */
struct view {
    const struct ct_cross_section *c;
    const struct ct_area_set *set;
    const struct ct_filled *f;
    size_t t;
    double *room; /* for a number a unit */
};

static size_t cell_of(const struct view *v, size_t i, size_t t)
{
    return v->set->row[i] * v->c->n_periods + t;
}

static bool reports(const struct view *v, size_t cell)
{
    return !isnan(v->c->rate[cell]) && !isnan(v->c->population[cell]);
}

/* Letters that a sum has from its parts. */
static unsigned passed_on(unsigned status)
{
    return status &
           (CT_STATUS_PROVISIONAL | CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED |
            CT_STATUS_DEFINITION | CT_STATUS_LOW | CT_STATUS_FORECAST);
}

/* Adds up those who report. */
static void add_reporting(const struct view *v, struct ct_area_sum *s)
{
    double rates = 0;
    s->events = 0;
    for (size_t i = 0; i < v->set->n; i++) {
        size_t cell = cell_of(v, i, v->t);
        if (isnan(v->c->population[cell]))
            continue;
        s->units++;
        s->population += v->c->population[cell];
        if (!reports(v, cell)) {
            s->suppressed +=
                (v->c->status[cell] & CT_STATUS_SUPPRESSED) ? 1 : 0;
            continue;
        }
        v->room[s->reporting++] = v->c->rate[cell];
        rates += v->c->rate[cell];
        s->events += v->c->events[cell];
        s->reporting_population += v->c->population[cell];
        s->status |= passed_on(v->c->status[cell]);
    }
    s->base = s->reporting_population;
    if (s->reporting == 0)
        return;
    s->mean = rates / (double)s->reporting;
    s->median = ct_median(v->room, s->reporting);
    s->rate = s->events / s->reporting_population * v->c->per;
}

/* Adds those whose rate was filled in. */
static void add_filled(const struct view *v, struct ct_area_sum *s)
{
    for (size_t i = 0; i < v->set->n; i++) {
        size_t cell = cell_of(v, i, v->t);
        double population = v->c->population[cell];
        if (isnan(population) || v->f->how[cell] <= CT_HOW_OBSERVED)
            continue;
        s->filled++;
        s->events += v->f->rate[cell] * population / v->c->per;
        s->base += population;
        s->status |= CT_STATUS_IMPUTED;
    }
}

/* Adds those suppressed between bounds at the rate of those who report, held
 * within the bounds. */
static void add_suppressed(const struct view *v, struct ct_area_sum *s)
{
    for (size_t i = 0; i < v->set->n && s->reporting; i++) {
        size_t cell = cell_of(v, i, v->t);
        double population = v->c->population[cell];
        if (!(v->c->status[cell] & CT_STATUS_SUPPRESSED) || reports(v, cell) ||
            isnan(population * v->c->lower[cell] * v->c->upper[cell]))
            continue;
        s->events +=
            ct_fill_within(v->c, cell, s->rate) * population / v->c->per;
        s->base += population;
        s->status |= CT_STATUS_IMPUTED;
    }
}

/* Makes the rate given out, and the count. */
static void scale(const struct view *v, double coverage, struct ct_area_sum *s)
{
    double observed = s->rate * s->reporting_population / v->c->per;
    bool whole = s->base == s->population;
    s->coverage = s->population > 0 ? s->reporting_population / s->population
                                    : (double)NAN;
    s->published = s->base > 0 && s->coverage >= coverage;
    if (!s->published) {
        s->status = 0;
        return;
    }
    s->value = s->events / s->base * v->c->per;
    s->number = whole ? s->events : s->value * s->population / v->c->per;
    s->imputed = s->number > 0 && s->reporting > 0
                     ? fmax(0, 1 - observed / s->number)
                     : 1 - s->coverage;
    if (s->reporting < s->units)
        s->status |= CT_STATUS_ESTIMATED;
    else
        s->imputed = 0;
}

/* Events of two periods: of all who reported in the one, and of those among
 * them who reported in the other, too. */
struct reporters {
    double before, before_kept, now, now_kept;
};

static void add_reporter(const struct view *v, size_t i, struct ct_area_sum *s,
                         struct reporters *sum)
{
    size_t old = cell_of(v, i, v->t - 1), cell = cell_of(v, i, v->t);
    bool was = reports(v, old) && !isnan(v->c->population[cell]);
    bool is = reports(v, cell);
    s->were += was;
    s->still += was && is;
    if (was)
        sum->before += v->c->events[old];
    if (is)
        sum->now += v->c->events[cell];
    if (was && is) {
        sum->before_kept += v->c->events[old];
        sum->now_kept += v->c->events[cell];
    }
}

/* Compares the reporters with those of the period before, as far as there are
 * residents in both. */
static void follow(const struct view *v, struct ct_area_sum *now,
                   const struct ct_area_sum *before)
{
    struct reporters sum = {0};
    for (size_t i = 0; i < v->set->n; i++)
        add_reporter(v, i, now, &sum);
    now->fell = now->coverage < fewest_left * before->coverage ||
                sum.before_kept < fewest_left * sum.before;
    now->rose = before->reporting > 0 && now->reporting > 0 &&
                (before->coverage < fewest_left * now->coverage ||
                 sum.now_kept < fewest_left * sum.now);
    if (now->fell && now->published)
        now->status |= CT_STATUS_PROVISIONAL;
}

/* Rates of the groups weighted by their residents. */
static double two_stages(const struct ct_area_sets *sets, size_t n_periods,
                         size_t t, const struct ct_area_sum *sums)
{
    double events = 0, residents = 0;
    for (size_t k = 0; k + 1 < sets->n; k++) {
        const struct ct_area_sum *s = &sums[k * n_periods + t];
        if (isnan(s->rate))
            continue;
        events += s->rate * s->population;
        residents += s->population;
    }
    return residents > 0 && sets->disjoint ? events / residents : (double)NAN;
}

void ct_area_sums(const struct ct_cross_section *c,
                  const struct ct_area_sets *sets, const struct ct_filled *f,
                  bool filled, double coverage, struct ct_area_sum *out)
{
    struct view v = {.c = c, .f = f};
    v.room = ct_xmalloc(c->n_units + 1, sizeof *v.room);
    for (size_t k = 0; k < sets->n; k++)
        for (v.t = 0; v.t < c->n_periods; v.t++) {
            struct ct_area_sum *s = &out[k * c->n_periods + v.t];
            v.set = &sets->set[k];
            *s = (struct ct_area_sum){.rate = NAN,
                                      .mean = NAN,
                                      .median = NAN,
                                      .two_stage = NAN,
                                      .value = NAN,
                                      .number = NAN,
                                      .imputed = NAN,
                                      .lower = NAN,
                                      .upper = NAN};
            add_reporting(&v, s);
            if (filled)
                add_filled(&v, s);
            else
                add_suppressed(&v, s);
            scale(&v, coverage, s);
            if (v.t > 0 && !filled)
                follow(&v, s, s - 1);
            if (k + 1 == sets->n)
                s->two_stage = two_stages(sets, c->n_periods, v.t, out);
        }
    free(v.room);
}

/* Moves the limits of one sum. */
static void widen(const struct view *v, struct ct_area_sum *s)
{
    double least = s->rate * s->reporting_population, most = least;
    double base = s->reporting_population;
    for (size_t i = 0; i < v->set->n; i++) {
        size_t cell = cell_of(v, i, v->t);
        double population = v->c->population[cell];
        if (!(v->c->status[cell] & CT_STATUS_SUPPRESSED) ||
            isnan(population * v->c->lower[cell] * v->c->upper[cell]))
            continue;
        least += v->c->lower[cell] * population;
        most += v->c->upper[cell] * population;
        base += population;
    }
    s->lower = fmin(s->lower, least / base);
    s->upper = fmax(s->upper, most / base);
}

void ct_area_sums_widen(const struct ct_cross_section *c,
                        const struct ct_area_sets *sets,
                        struct ct_area_sum *sums)
{
    struct view v = {.c = c};
    for (size_t k = 0; k < sets->n; k++)
        for (v.t = 0; v.t < c->n_periods; v.t++) {
            struct ct_area_sum *s = &sums[k * c->n_periods + v.t];
            v.set = &sets->set[k];
            if (s->suppressed && s->published && s->reporting)
                widen(&v, s);
        }
}
