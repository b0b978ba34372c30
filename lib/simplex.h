/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far one number of a table can be moved while its sums stay: a linear
 * programme, solved by the simplex method with bounded variables. */
#ifndef CT_SIMPLEX_H
#define CT_SIMPLEX_H

#include <stddef.h>

/* Moves d[0 .. columns - 1] with A d = 0 and -down[j] <= d[j] <= up[j]; bounds
 * are 0 or more, INFINITY for none. a holds the rows of A one after the other.
 * All borrowed. */
struct ct_moves {
    size_t rows, columns;
    const double *a, *down, *up;
};

/* Moves column `target` as far up (sign 1) or down (sign -1) as can be, but not
 * on when it has moved by `enough`. Writes the moves of all columns to d and
 * returns how far the target moved, 0 or more. The moves keep to the rows and
 * bounds within 1e-7 (else they are all 0): what is returned can be reached,
 * though after very many steps it may not be the farthest.
 *
 * Memory: rows * columns doubles while it runs. Source: Dantzig 1963, Linear
 * Programming and Extensions, chapter 18; Bland 1977, Mathematics of
 * Operations Research 2:103, for steps of no length. */
double ct_simplex_move(const struct ct_moves *m, size_t target, int sign,
                       double enough, double *d);

#endif
