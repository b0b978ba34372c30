/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a panel tells of hidden cells, emptied. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"
#include "lib/status.h"
#include "lib/suppress.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ct_cell_is_secret(const struct ct_cells *c, size_t cell)
{
    return cell != CT_NO_CELL && c->cell[cell].hidden && !c->cell[cell].guessed;
}

bool *ct_cells_touched(const struct ct_cells *c)
{
    bool *touched = ct_xcalloc(c->n_groups + 1, sizeof *touched);
    for (size_t i = 0; i < c->rest; i++)
        touched[c->cell[i].group] |= ct_cell_is_secret(c, i);
    return touched;
}

/* Whether values are a model's: each of them tells of all that was observed. */
static bool is_fitted(const struct ct_panel *p)
{
    return p->column[CT_OBSERVED] || ct_panel_find_key(p, "component") >= 0;
}

/* Empties a column; says whether a number was there. */
static bool empty(struct ct_panel *p, enum ct_measure_column column, size_t obs)
{
    if (!p->column[column] || isnan(p->column[column][obs]))
        return false;
    p->column[column][obs] = NAN;
    return true;
}

/* Empties what is said of a hidden cell; the residents are no secret, and of
 * what the publisher withheld the bounds published stay. */
static bool empty_all(struct ct_panel *p, size_t obs)
{
    bool was = false;
    if ((p->status[obs] & CT_STATUS_SUPPRESSED) &&
        (!p->column[CT_VALUE] || isnan(p->column[CT_VALUE][obs])) &&
        (!p->column[CT_EVENTS] || isnan(p->column[CT_EVENTS][obs])))
        return false;
    for (int column = 0; column < CT_N_COLUMNS; column++)
        if (column != CT_POPULATION)
            was |= empty(p, (enum ct_measure_column)column, obs);
    return was;
}

/* Empties what a model says of a series with hidden cells. */
static bool empty_fitted(struct ct_panel *p, size_t obs)
{
    static const enum ct_measure_column columns[] = {CT_VALUE, CT_LOWER,
                                                     CT_UPPER, CT_WEIGHT};
    bool was = false;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        was |= empty(p, columns[i], obs);
    return was;
}

static void mark(struct ct_panel *p, size_t obs)
{
    p->status[obs] |= CT_STATUS_SUPPRESSED;
    p->status[obs] &= (uint16_t) ~(CT_STATUS_MISSING | CT_STATUS_CANNOT);
}

/* Takes out the notes on hidden cells: their words may tell the number. Breaks
 * are no secret. */
static void drop_notes(struct ct_panel *p, const struct ct_cells *c)
{
    struct ct_provenance *v = &p->provenance;
    size_t kept = 0;
    for (size_t i = 0; i < v->n_notes; i++) {
        const struct ct_note *n = &v->notes[i];
        uint32_t group = n->series < 0 ? CT_NO_GROUP : c->group_of[n->series];
        size_t cell = group == CT_NO_GROUP ? CT_NO_CELL
                                           : ct_cells_find(c, group, n->time);
        if (cell == CT_NO_CELL || !c->cell[cell].hidden ||
            strcmp(ct_note_kind(v, i), "break") == 0)
            v->notes[kept++] = *n;
    }
    v->n_notes = kept;
}

size_t ct_suppress_observations(struct ct_panel *p, const struct ct_cells *c)
{
    bool *done = ct_xcalloc(c->rest + 1, sizeof *done);
    bool *touched = ct_cells_touched(c);
    size_t n = 0;
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            size_t cell = c->cell_of_obs[i];
            if (cell != CT_NO_CELL && c->cell[cell].hidden) {
                if (empty_all(p, i)) {
                    mark(p, i);
                    n += !done[cell];
                    done[cell] = true;
                }
            } else if (c->group_of[s] != CT_NO_GROUP &&
                       touched[c->group_of[s]] && is_fitted(p) &&
                       empty_fitted(p, i)) {
                mark(p, i);
            }
        }
    drop_notes(p, c);
    free(touched);
    free(done);
    return n;
}
