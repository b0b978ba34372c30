/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts that rates give away: where the population is known here, or follows
 * from another count and its rate, rate times population is the count. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Residents by key and year; `by` is the count they follow from, INFINITY if
 * they are said. */
struct residents {
    struct ct_dict keys;
    size_t capacity;
    struct resident {
        double number, by;
    } * resident;
};

/* Writes what a population is told apart by. */
static void put_key(struct ct_buffer *b, const struct ct_panel *p,
                    size_t series, int32_t time)
{
    static const char *const names[] = {"area",        "sex",    "age",
                                        "citizenship", "agency", "group"};
    int year, sub;
    ct_period_parts((struct ct_period){'A', time}, &year, &sub);
    b->size = 0;
    ct_buffer_printf(b, "%d", year);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ct_buffer_printf(b, " %s", ct_panel_code_of(p, names[i], series));
}

static void learn(struct residents *r, const struct ct_buffer *key,
                  double number, double by)
{
    size_t before = r->keys.n;
    uint32_t at = ct_dict_add(&r->keys, key->data, key->size);
    r->resident =
        ct_xgrow(r->resident, &r->capacity, at + 1, sizeof *r->resident);
    if (r->keys.n > before || by > r->resident[at].by)
        r->resident[at] = (struct resident){number, by};
}

static double value_at(const struct ct_panel *p, size_t obs)
{
    return p->column[CT_VALUE] ? p->column[CT_VALUE][obs] : NAN;
}

/* Learns from one series: of population, or of rates beside counts. */
static void learn_series(struct residents *r, const struct ct_cells *c,
                         size_t s, struct ct_buffer *key)
{
    const struct ct_panel *p = c->panel;
    bool people = strcmp(ct_panel_code_of(p, "measure", s), "population") == 0;
    double per = ct_unit_per(ct_panel_code_of(p, "unit", s));
    bool annual = strcmp(ct_panel_code_of(p, "freq", s), "A") == 0;
    if (!people && (isnan(per) || !annual))
        return;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        size_t at = c->cell_of_obs[i];
        double value = value_at(p, i);
        double by = people             ? INFINITY
                    : at == CT_NO_CELL ? 0
                                       : c->cell[at].count;
        if (!(value > 0) || !(by > 0))
            continue;
        put_key(key, p, s, p->time[i]);
        learn(r, key, people ? value : by / value * per, by);
    }
}

/* Units whose values follow from a count, if one only knows the rest. Weights
 * and amounts of money do not. */
static bool follows(const char *unit)
{
    return !isnan(ct_unit_per(unit)) || strcmp(unit, "PERCENT") == 0 ||
           strcmp(unit, "INDEX") == 0;
}

/* The count behind a rate; NaN where the residents are not known. A rate of 0
 * always tells it. */
static double count_of(const struct residents *r, const struct ct_panel *p,
                       size_t obs, double per, const struct ct_buffer *key)
{
    double value = value_at(p, obs);
    double people =
        p->column[CT_POPULATION] ? p->column[CT_POPULATION][obs] : NAN;
    uint32_t known = ct_dict_find(&r->keys, key->data, key->size);
    if (!(people > 0) && known != CT_NO_CODE)
        people = r->resident[known].number;
    if (value == 0 && !isnan(per))
        return 0;
    return people > 0 ? round(value * people / per) : NAN;
}

/* Gives a count to the cells of rates without one. */
static void judge_series(const struct residents *r, struct ct_cells *c,
                         size_t s, struct ct_buffer *key)
{
    const struct ct_panel *p = c->panel;
    const char *unit = ct_panel_code_of(p, "unit", s);
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        size_t at = c->cell_of_obs[i];
        if (at == CT_NO_CELL || isnan(value_at(p, i)) ||
            !isnan(c->cell[at].count) || !follows(unit))
            continue;
        put_key(key, p, s, p->time[i]);
        c->cell[at].count = count_of(r, p, i, ct_unit_per(unit), key);
        if (isnan(c->cell[at].count))
            c->not_judged++;
    }
}

void ct_cells_of_rates(struct ct_cells *c)
{
    struct residents r = {0};
    struct ct_buffer key = {0};
    for (size_t s = 0; s < c->panel->n_series; s++)
        learn_series(&r, c, s, &key);
    for (size_t s = 0; s < c->panel->n_series; s++)
        judge_series(&r, c, s, &key);
    ct_buffer_clear(&key);
    free(r.resident);
    ct_dict_clear(&r.keys);
}
