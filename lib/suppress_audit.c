/* SPDX-License-Identifier: GPL-3.0-or-later
 * The audit: how far a hidden count could be another one, by all the sums that
 * are published. Not over the whole panel at once: cells far off are held where
 * they are, which makes the range found too narrow, never too wide; what is
 * found stays true when more is hidden later. */
#include "config.h"

#include "lib/suppress_cells.h"

#include "lib/memory.h"
#include "lib/simplex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cells that may move, and the sums they stand in, each in the order found;
 * column and row are their numbers + 1 in the programme, 0 for none. */
struct field {
    size_t n_cells, n_sums, most;
    size_t *cell, *sum;
    struct ct_dict columns, rows;
};

static void add_to(struct ct_dict *known, size_t *list, size_t *n, size_t what)
{
    size_t before = known->n;
    ct_dict_add(known, (const char *)&what, sizeof what);
    if (known->n > before)
        list[(*n)++] = what;
}

/* Hidden cells are movable, but for those that nobody knows. */
static bool movable(const struct ct_cell *cell)
{
    return cell->hidden && !isnan(cell->count);
}

/* Adds the sums of a cell, and their other hidden cells while there is room. */
static void spread(struct field *f, const struct ct_cells *c,
                   const struct ct_sums *s, size_t cell)
{
    for (size_t m = c->cell[cell].first_member; m != SIZE_MAX;
         m = s->member[m].next) {
        const struct ct_sum *sum = &s->sum[s->member[m].sum];
        for (size_t i = 0; i < sum->n; i++) {
            size_t other = s->member[sum->first + i].cell;
            if (movable(&c->cell[other]) && f->n_cells < f->most)
                add_to(&f->columns, f->cell, &f->n_cells, other);
        }
    }
}

static size_t count_places(const struct ct_cells *c, const struct ct_sums *s,
                           size_t cell)
{
    size_t n = 0;
    for (size_t m = c->cell[cell].first_member; m != SIZE_MAX;
         m = s->member[m].next)
        n += s->sum[s->member[m].sum].n > 0;
    return n;
}

static void gather(struct field *f, const struct ct_cells *c,
                   const struct ct_sums *s, size_t cell)
{
    size_t places = 0;
    f->cell = ct_xmalloc(f->most, sizeof *f->cell);
    add_to(&f->columns, f->cell, &f->n_cells, cell);
    for (size_t i = 0; i < f->n_cells; i++)
        spread(f, c, s, f->cell[i]);
    for (size_t i = 0; i < f->n_cells; i++)
        places += count_places(c, s, f->cell[i]);
    f->sum = ct_xmalloc(places + 1, sizeof *f->sum);
    for (size_t i = 0; i < f->n_cells; i++)
        for (size_t m = c->cell[f->cell[i]].first_member; m != SIZE_MAX;
             m = s->member[m].next)
            if (s->sum[s->member[m].sum].n > 0)
                add_to(&f->rows, f->sum, &f->n_sums, s->member[m].sum);
}

static void clear(struct field *f)
{
    free(f->cell);
    free(f->sum);
    ct_dict_clear(&f->columns);
    ct_dict_clear(&f->rows);
}

static double *make_matrix(const struct field *f, const struct ct_sums *s)
{
    double *a = ct_xcalloc(f->n_sums * f->n_cells + 1, sizeof *a);
    for (size_t r = 0; r < f->n_sums; r++) {
        const struct ct_sum *sum = &s->sum[f->sum[r]];
        for (size_t i = 0; i < sum->n; i++) {
            size_t cell = s->member[sum->first + i].cell;
            uint32_t j =
                ct_dict_find(&f->columns, (const char *)&cell, sizeof cell);
            if (j != CT_NO_CODE)
                a[r * f->n_cells + j] += i == 0 ? -1 : 1;
        }
    }
    return a;
}

/* Notes the counts that a move reaches. */
static void remember(struct ct_cells *c, const struct field *f, const double *d)
{
    for (size_t j = 0; j < f->n_cells; j++) {
        struct ct_cell *cell = &c->cell[f->cell[j]];
        cell->least = fmin(cell->least, cell->count + d[j]);
        cell->most = fmax(cell->most, cell->count + d[j]);
    }
}

/* Moves the field's first cell up and down as far as is wanted. */
static void move(struct ct_cells *c, const struct ct_sums *s,
                 const struct field *f, double enough)
{
    double *a = make_matrix(f, s);
    double *bounds = ct_xmalloc(3 * f->n_cells, sizeof *bounds);
    double *down = bounds, *up = bounds + f->n_cells;
    double *d = bounds + 2 * f->n_cells;
    for (size_t j = 0; j < f->n_cells; j++) {
        const struct ct_cell *cell = &c->cell[f->cell[j]];
        down[j] = fmax(cell->count - cell->low, 0);
        up[j] = fmax(cell->high - cell->count, 0);
    }
    const struct ct_moves m = {f->n_sums, f->n_cells, a, down, up};
    for (int sign = -1; sign <= 1; sign += 2) {
        ct_simplex_move(&m, 0, sign, enough, d);
        remember(c, f, d);
    }
    free(bounds);
    free(a);
}

/* Whether what was found possible is wide enough. Rounding of a solution must
 * not decide. */
static bool is_open(const struct ct_cell *cell, double below)
{
    const double near = 1e-6;
    double wanted = fmin(below - 1, cell->high - cell->low);
    return cell->most - cell->least >= wanted - near &&
           (!cell->primary ||
            (cell->least <= 1 + near && cell->most >= below - 1 - near));
}

bool ct_audit(struct ct_cells *c, const struct ct_sums *s, size_t cell,
              double below)
{
    enum { FEW = 48, MANY = 600 };
    for (size_t most = FEW; most <= MANY; most *= 12) {
        if (is_open(&c->cell[cell], below))
            return true;
        struct field f = {.most = most};
        gather(&f, c, s, cell);
        move(c, s, &f, below - 1);
        bool whole = f.n_cells < most;
        clear(&f);
        if (whole)
            break;
    }
    return is_open(&c->cell[cell], below);
}
