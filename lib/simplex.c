/* SPDX-License-Identifier: GPL-3.0-or-later
 * The simplex method with bounded variables on a dense table.
 *
 * The start is no corner: all moves are 0, within their bounds. Columns outside
 * the basis may stand anywhere within their bounds, so each can be let go up or
 * down; each row begins with a variable of its own that is 0 and must stay, so
 * it leaves the basis for good. */
#include "config.h"

#include "lib/simplex.h"

#include "lib/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double TINY = 1e-9;

/* basis[r]: the column of row r, or SIZE_MAX for the row's own variable;
 * row_of[j]: the row of column j, or SIZE_MAX outside the basis. */
struct work {
    const struct ct_moves *m;
    double *t, *gain; /* B^-1 A; what a step of 1 of each column gains */
    size_t *basis, *row_of;
    double *d;
};

/* A step that could be taken. */
struct step {
    size_t column, row; /* row SIZE_MAX: the column reaches its own bound */
    double direction, length;
};

static double *row_at(const struct work *w, size_t r)
{
    return w->t + r * w->m->columns;
}

static bool can_go(const struct work *w, size_t j, double direction)
{
    return direction > 0 ? w->d[j] < w->m->up[j] - TINY
                         : w->d[j] > -w->m->down[j] + TINY;
}

/* The column to let go: that of the most gain, or the first one. */
static bool enter(const struct work *w, bool first, struct step *s)
{
    double best = TINY;
    bool found = false;
    for (size_t j = 0; j < w->m->columns && !(first && found); j++) {
        double direction = w->gain[j] > 0 ? 1 : -1;
        if (w->row_of[j] != SIZE_MAX || fabs(w->gain[j]) <= best ||
            !can_go(w, j, direction))
            continue;
        best = fabs(w->gain[j]);
        s->column = j;
        s->direction = direction;
        found = true;
    }
    return found;
}

/* How far row r lets the column go. */
static double room(const struct work *w, size_t r, const struct step *s)
{
    double change = -row_at(w, r)[s->column] * s->direction;
    size_t j = w->basis[r];
    if (fabs(change) < TINY)
        return INFINITY;
    if (j == SIZE_MAX)
        return 0;
    double left = change > 0 ? w->m->up[j] - w->d[j] : w->d[j] + w->m->down[j];
    return left > 0 ? left / fabs(change) : 0;
}

/* The row that stops the column first; of several the one whose column comes
 * first, as Bland's rule wants it. */
static void leave(const struct work *w, struct step *s)
{
    size_t j = s->column;
    s->row = SIZE_MAX;
    s->length =
        s->direction > 0 ? w->m->up[j] - w->d[j] : w->d[j] + w->m->down[j];
    for (size_t r = 0; r < w->m->rows; r++) {
        double length = room(w, r, s);
        bool sooner = length < s->length - TINY;
        bool tie = length <= s->length && s->row != SIZE_MAX &&
                   w->basis[r] < w->basis[s->row];
        if (sooner || tie || (length <= s->length && s->row == SIZE_MAX)) {
            if (isinf(length))
                continue;
            s->length = length;
            s->row = r;
        }
    }
}

static void advance(struct work *w, const struct step *s)
{
    double by = s->length * s->direction;
    w->d[s->column] += by;
    for (size_t r = 0; r < w->m->rows; r++)
        if (w->basis[r] != SIZE_MAX)
            w->d[w->basis[r]] -= row_at(w, r)[s->column] * by;
}

/* Subtracts from a row so much of the pivot's that the column vanishes. */
static void clear_column(double *row, const double *pivot, size_t column,
                         size_t n)
{
    double factor = row[column];
    if (factor == 0)
        return;
    for (size_t j = 0; j < n; j++)
        row[j] -= factor * pivot[j];
    row[column] = 0;
}

static void pivot(struct work *w, const struct step *s)
{
    size_t n = w->m->columns;
    double *row = row_at(w, s->row), by = row[s->column];
    for (size_t j = 0; j < n; j++)
        row[j] /= by;
    for (size_t r = 0; r < w->m->rows; r++)
        if (r != s->row)
            clear_column(row_at(w, r), row, s->column, n);
    clear_column(w->gain, row, s->column, n);
    if (w->basis[s->row] != SIZE_MAX)
        w->row_of[w->basis[s->row]] = SIZE_MAX;
    w->basis[s->row] = s->column;
    w->row_of[s->column] = s->row;
}

/* Whether the moves keep to the rows and bounds, rounding apart. */
static bool holds(const struct work *w)
{
    const double near = 1e-7;
    for (size_t j = 0; j < w->m->columns; j++)
        if (w->d[j] > w->m->up[j] + near || w->d[j] < -w->m->down[j] - near)
            return false;
    for (size_t r = 0; r < w->m->rows; r++) {
        double sum = 0;
        for (size_t j = 0; j < w->m->columns; j++)
            sum += w->m->a[r * w->m->columns + j] * w->d[j];
        if (fabs(sum) > near)
            return false;
    }
    return true;
}

static void start(struct work *w, size_t target, int sign)
{
    size_t n = w->m->columns, rows = w->m->rows;
    w->t = ct_xmalloc(rows * n + 1, sizeof *w->t);
    for (size_t i = 0; i < rows * n; i++)
        w->t[i] = w->m->a[i];
    w->gain = ct_xcalloc(n, sizeof *w->gain);
    w->basis = ct_xmalloc(rows + 1, sizeof *w->basis);
    w->row_of = ct_xmalloc(n, sizeof *w->row_of);
    for (size_t r = 0; r < rows; r++)
        w->basis[r] = SIZE_MAX;
    for (size_t j = 0; j < n; j++) {
        w->row_of[j] = SIZE_MAX;
        w->d[j] = 0;
    }
    w->gain[target] = sign;
}

static void finish(struct work *w)
{
    free(w->t);
    free(w->gain);
    free(w->basis);
    free(w->row_of);
}

double ct_simplex_move(const struct ct_moves *m, size_t target, int sign,
                       double enough, double *d)
{
    struct work w = {.m = m, .d = d};
    struct step s = {0};
    size_t most = 20 * (m->rows + m->columns) + 100;
    bool still = false;
    start(&w, target, sign);
    while (most-- && sign * d[target] < enough && enter(&w, still, &s)) {
        leave(&w, &s);
        /* Nothing stops it: as far as is asked for. */
        double gain = fabs(w.gain[s.column]);
        double wanted = (enough - sign * d[target]) / gain;
        bool far = s.length >= wanted;
        if (far)
            s.length = wanted;
        advance(&w, &s);
        still = s.length <= TINY;
        if (!far && s.row != SIZE_MAX)
            pivot(&w, &s);
    }
    if (!holds(&w))
        memset(d, 0, m->columns * sizeof *d);
    finish(&w);
    return fmax(sign * d[target], 0);
}
