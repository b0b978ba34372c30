/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cell suppression: what is hidden, primary and complementary. */
#include "config.h"

#include "lib/suppress.h"

#include "lib/memory.h"
#include "lib/suppress_cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells that were hidden and whose sums are still to be looked at. */
struct work {
    struct ct_cells cells;
    struct ct_relations relations;
    struct ct_sums sums;
    double below;
    size_t n, capacity;
    size_t *waiting;
};

static void hide(struct work *w, size_t cell)
{
    struct ct_cell *hidden = &w->cells.cell[cell];
    for (size_t m = hidden->first_member; m != SIZE_MAX && !hidden->hidden;
         m = w->sums.member[m].next)
        w->sums.sum[w->sums.member[m].sum].hidden++;
    hidden->hidden = true;
    hidden->least = hidden->most = hidden->count;
    w->waiting =
        ct_xgrow(w->waiting, &w->capacity, w->n + 1, sizeof *w->waiting);
    w->waiting[w->n++] = cell;
}

/* Hides the same count in other editions. */
static void hide_same(struct work *w, size_t cell)
{
    const struct ct_relations *r = &w->relations;
    uint32_t group = w->cells.cell[cell].group;
    for (size_t i = r->first_role[group]; i != SIZE_MAX; i = r->role[i].next) {
        const struct ct_relation *one = &r->relation[r->role[i].relation];
        for (size_t j = 0; one->kind == CT_RELATION_SAME && j < one->n; j++) {
            size_t other = ct_cells_find(&w->cells, one->part[j],
                                         w->cells.cell[cell].time);
            if (other != CT_NO_CELL && !w->cells.cell[other].hidden &&
                !w->cells.cell[other].missing)
                hide(w, other);
        }
    }
}

/* Finds the sums of all cells that were hidden since. */
static void follow(struct work *w)
{
    while (w->n > 0) {
        size_t cell = w->waiting[--w->n];
        hide_same(w, cell);
        ct_sums_add(&w->sums, &w->cells, &w->relations, cell);
    }
}

/* Counts below K; nothing is published of a withheld one but its bounds. */
static size_t hide_primary(struct work *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->cells.n; i++) {
        struct ct_cell *cell = &w->cells.cell[i];
        bool small = cell->count > 0 && cell->count < w->below;
        cell->primary = small && !cell->withheld;
        if (small || cell->withheld) {
            hide(w, i);
            n++;
        }
    }
    return n;
}

/* What hiding a cell costs: little where the count is small; less where it is
 * the second hidden one of several sums; more where it would be the only one of
 * others. A zero makes little room; a whole tells more than its parts. */
static double cost_of(const struct work *w, size_t cell, bool whole)
{
    const struct ct_cell *c = &w->cells.cell[cell];
    const struct ct_relations *r = &w->relations;
    double helped = 1, alone = 1, cost = c->count > 0 ? c->count : 1e12;
    for (size_t i = r->first_role[c->group]; i != SIZE_MAX; i = r->role[i].next)
        alone++;
    for (size_t m = c->first_member; m != SIZE_MAX;
         m = w->sums.member[m].next) {
        size_t hidden = w->sums.sum[w->sums.member[m].sum].hidden;
        helped += hidden == 1;
        alone -= hidden > 0 && alone > 1;
    }
    return (whole ? cost + 1e15 : cost) * alone * alone / (helped * helped);
}

/* The cheapest cell of a sum that is still shown, if it is cheaper than *cost;
 * else `best`. */
static size_t cheapest(const struct work *w, const struct ct_sum *sum,
                       size_t best, double *cost)
{
    for (size_t i = 0; i < sum->n; i++) {
        size_t at = w->sums.member[sum->first + i].cell;
        const struct ct_cell *cell = &w->cells.cell[at];
        double own =
            cell->hidden || cell->missing ? INFINITY : cost_of(w, at, i == 0);
        if (own < *cost) {
            *cost = own;
            best = at;
        }
    }
    return best;
}

/* A single hidden cell of a sum is what the others leave of the whole. */
static void hide_second(struct work *w)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < w->sums.n; i++) {
            double cost = INFINITY;
            if (w->sums.sum[i].n == 0 || w->sums.sum[i].hidden != 1)
                continue;
            size_t cell = cheapest(w, &w->sums.sum[i], CT_NO_CELL, &cost);
            if (cell == CT_NO_CELL)
                continue;
            hide(w, cell);
            follow(w);
            changed = true;
        }
    }
}

/* The cheapest cell in the sums of one cell, or CT_NO_CELL. */
static size_t cheapest_near(const struct work *w, size_t cell, double *cost)
{
    size_t best = CT_NO_CELL;
    for (size_t m = w->cells.cell[cell].first_member; m != SIZE_MAX;
         m = w->sums.member[m].next)
        best = cheapest(w, &w->sums.sum[w->sums.member[m].sum], best, cost);
    return best;
}

/* Hides one more cell to open one that is not: near it, else near the hidden
 * cells of its sums. Returns false if all there is hidden. */
static bool hide_for(struct work *w, size_t cell)
{
    double cost = INFINITY;
    size_t best = cheapest_near(w, cell, &cost);
    for (size_t m = w->cells.cell[cell].first_member;
         best == CT_NO_CELL && m != SIZE_MAX; m = w->sums.member[m].next) {
        const struct ct_sum *sum = &w->sums.sum[w->sums.member[m].sum];
        for (size_t i = 0; i < sum->n && best == CT_NO_CELL; i++)
            best = cheapest_near(w, w->sums.member[sum->first + i].cell, &cost);
    }
    if (best == CT_NO_CELL)
        return false;
    hide(w, best);
    follow(w);
    hide_second(w);
    return true;
}

/* Audits every hidden cell, and hides more until each is open. Cells hidden on
 * the way have smaller or greater numbers: again until nothing changes. */
static void open_all(struct work *w)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < w->cells.rest; i++) {
            if (!w->cells.cell[i].hidden)
                continue;
            while (!ct_audit(&w->cells, &w->sums, i, w->below) &&
                   hide_for(w, i))
                changed = true;
        }
    }
}

static void choose(struct work *w)
{
    if (hide_primary(w) == 0)
        return;
    ct_relations_make(&w->relations, &w->cells);
    follow(w);
    ct_sums_complete(&w->sums, &w->cells);
    for (size_t i = 0; i < w->cells.n; i++)
        w->cells.cell[i].least = w->cells.cell[i].most = w->cells.cell[i].count;
    hide_second(w);
    open_all(w);
}

/* Whether a word of a command or of its options begins at `at`. */
static bool is_word(const char *text, const char *at)
{
    if (at - text > 2 && memcmp(at - 3, " --", 3) == 0)
        return true;
    return at == text || at[-1] == ' ';
}

/* Whether counts below K or more were suppressed in all that the panel was made
 * of: by its options or its last step. One before may have been of one input
 * among several. */
static bool is_made_safe(const struct ct_panel *p, double below)
{
    static const char option[] = "min-cell";
    const struct ct_provenance *v = &p->provenance;
    const char *const texts[] = {
        v->options, v->n_steps ? v->steps[v->n_steps - 1].command : NULL};
    for (size_t i = 0; i < 2; i++)
        for (const char *at = texts[i]; at && (at = strstr(at, option));
             at += strlen(option))
            if (is_word(texts[i], at) && at[strlen(option)] &&
                atof(at + sizeof option) >= below)
                return true;
    return false;
}

/* Whether a method's result tells of counts that are not in it: what a
 * numerator leaves of its denominator; the areas of a region, by the mean of
 * their rates, or year before year; what agencies reported of an estimate; what
 * a sum leaves of the panel's total, or its parts there of it. */
static bool tells_more(const struct ct_panel *p)
{
    static const char *const methods[] = {"adjust-coverage", "aggregate",
                                          "quotient", "sum"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (p->method && strcmp(p->method, methods[i]) == 0)
            return true;
    return false;
}

/* Whether there is a count to go by. */
static bool has_counts(const struct ct_cells *c)
{
    for (size_t i = 0; i < c->rest; i++)
        if (!isnan(c->cell[i].count))
            return true;
    return false;
}

/* Refuses a result that cannot be judged by what it holds: a panel holds all
 * there is, a result may lack the men whom women leave of all. */
static int check_result(const struct ct_panel *p, struct ct_cells *c,
                        double below, struct ct_error *err)
{
    struct ct_relations r;
    if (!p->is_result || is_made_safe(p, below))
        return 0;
    if (tells_more(p))
        return ct_fail(err, CT_EDATA, 0, 0, CT_SAY_TELLS_MORE, p->method,
                       below);
    if (!has_counts(c))
        return ct_fail(err, CT_EDATA, 0, 0, CT_SAY_NO_COUNTS, below);
    ct_relations_make(&r, c);
    bool few = ct_sums_leave_few(c, &r, below);
    ct_relations_clear(&r);
    return few ? ct_fail(err, CT_EDATA, 0, 0, CT_SAY_LEAVES_FEW, below, below)
               : 0;
}

static void note(struct ct_panel *p, const struct work *w, size_t n)
{
    if (n > 0)
        ct_panel_note(p, -1, INT32_MIN, CT_NOTE_SUPPRESSED, CT_SAY_SUPPRESSED,
                      w->below, n);
    if (w->cells.not_judged > 0)
        ct_panel_note(p, -1, INT32_MIN, CT_NOTE_SUPPRESSED, CT_SAY_NOT_JUDGED,
                      w->cells.not_judged, w->below);
}

static void suppress(struct ct_panel *p, struct work *w)
{
    choose(w);
    size_t n = ct_suppress_observations(p, &w->cells);
    ct_suppress_tables(p, &w->cells);
    note(p, w, n);
    free(w->waiting);
    ct_sums_clear(&w->sums);
    ct_relations_clear(&w->relations);
}

int ct_suppress(struct ct_panel *p, double below, const struct ct_codes *codes,
                struct ct_error *err)
{
    struct work w = {.below = below};
    if (!(below > 1))
        return 0;
    ct_cells_make(&w.cells, p, codes);
    int result = check_result(p, &w.cells, below, err);
    if (result == 0)
        suppress(p, &w);
    ct_cells_clear(&w.cells);
    return result;
}
