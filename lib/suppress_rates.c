/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts that rates give away: where the population is known here, or follows
 * from another count and its rate, rate times population is the count. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/implied.h"

#include <math.h>
#include <string.h>

static double number_at(const struct ct_panel *p, enum ct_measure_column column,
                        size_t obs)
{
    return p->column[column] ? p->column[column][obs] : NAN;
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
static double count_of(const struct ct_implied *m, const struct ct_panel *p,
                       size_t series, size_t obs)
{
    double per = ct_unit_per(ct_panel_code_of(p, "unit", series));
    double value = number_at(p, CT_VALUE, obs);
    double people = number_at(p, CT_POPULATION, obs);
    if (value == 0 && !isnan(per))
        return 0;
    if (!(people > 0))
        people = ct_implied_find(m, p, series, p->time[obs]);
    return people > 0 ? round(value * people / per) : NAN;
}

/* Gives a count to the cells of rates without one. */
static void judge_series(const struct ct_implied *m, struct ct_cells *c,
                         size_t s)
{
    const struct ct_panel *p = c->panel;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        size_t at = c->cell_of_obs[i];
        if (at == CT_NO_CELL || isnan(number_at(p, CT_VALUE, i)) ||
            !isnan(c->cell[at].count) ||
            !follows(ct_panel_code_of(p, "unit", s)))
            continue;
        c->cell[at].count = count_of(m, p, s, i);
        if (isnan(c->cell[at].count))
            c->not_judged++;
    }
}

void ct_cells_of_rates(struct ct_cells *c)
{
    struct ct_implied m = {0};
    ct_implied_learn(&m, c->panel);
    for (size_t s = 0; s < c->panel->n_series; s++)
        judge_series(&m, c, s);
    ct_implied_clear(&m);
}
