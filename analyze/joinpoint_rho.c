/* SPDX-License-Identifier: GPL-3.0-or-later
 * The lag-1 correlation that residuals are expected to have: with A the sum
 * over neighbours, V the errors' correlations and M what a fit leaves of them,
 * tr(A M V M) / tr(M V M). Places of joinpoints count as coefficients, too:
 * the fit follows the errors with them as well. */
#include "config.h"

#include "analyze/joinpoint_rho.h"
#include "analyze/dot.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* With more points than MOST_POINTS the plain ratio is good enough. */
enum { MOST_COLUMNS = 2 + 2 * CT_JOINPOINT_MAX, MOST_POINTS = 1000 };

/* n points; basis: orthonormal columns of the fit. left = M and pairs = M A M,
 * n x n. */
struct residual_map {
    size_t n, columns;
    const long *ordinal;
    double *basis, *left, *pairs;
};

/* Adds a column of the fit, unless it follows from those before. */
static void add_column(struct residual_map *r, double *v)
{
    double before = ct_dot(v, v, r->n);
    for (int round = 0; round < 2; round++)
        for (size_t c = 0; c < r->columns; c++) {
            const double *q = r->basis + c * r->n;
            double share = ct_dot(q, v, r->n);
            for (size_t i = 0; i < r->n; i++)
                v[i] -= share * q[i];
        }
    double length = ct_dot(v, v, r->n);
    if (length <= CT_JOINPOINT_SINGULAR * before)
        return;
    for (size_t i = 0; i < r->n; i++)
        v[i] /= sqrt(length);
    r->columns++;
}

/* Intercept, x, hinges, and steps, the derivatives by the places; weighted. */
static void add_columns(struct residual_map *r,
                        const struct ct_joinpoint_model *m)
{
    const struct ct_joinpoint_points *p = m->points;
    const double *at = m->fit[m->most].at;
    for (size_t c = 0; c < 2 + 2 * m->most; c++) {
        double *v = r->basis + r->columns * r->n;
        for (size_t i = 0; i < r->n; i++) {
            double element =
                c < 2 + m->most
                    ? ct_joinpoint_element(&m->groups, c, 0, p->x[i], at)
                    : p->x[i] > at[c - 2 - m->most];
            v[i] = p->root[i] * element;
        }
        add_column(r, v);
    }
}

static bool neighbours(const struct residual_map *r, size_t i, size_t j)
{
    return labs(r->ordinal[j] - r->ordinal[i]) == 1;
}

/* Half the sum of the neighbours of v's element i, A v. */
static double beside(const struct residual_map *r, const double *v, size_t i)
{
    double sum = 0;
    if (i > 0 && neighbours(r, i - 1, i))
        sum += v[i - 1] / 2;
    if (i + 1 < r->n && neighbours(r, i, i + 1))
        sum += v[i + 1] / 2;
    return sum;
}

/* left and pairs: M column by column, and M A of that. */
static void make_maps(struct residual_map *r)
{
    double *moved = ct_xmalloc(r->n, sizeof *moved);
    for (size_t j = 0; j < r->n; j++) {
        double *m = r->left + j * r->n, *p = r->pairs + j * r->n;
        for (size_t i = 0; i < r->n; i++) {
            m[i] = i == j;
            for (size_t c = 0; c < r->columns; c++)
                m[i] -= r->basis[c * r->n + i] * r->basis[c * r->n + j];
        }
        for (size_t i = 0; i < r->n; i++)
            p[i] = moved[i] = beside(r, m, i);
        for (size_t c = 0; c < r->columns; c++) {
            const double *q = r->basis + c * r->n;
            double share = ct_dot(q, moved, r->n);
            for (size_t i = 0; i < r->n; i++)
                p[i] -= share * q[i];
        }
    }
    free(moved);
}

/* The lag-1 correlation expected of residuals where that of errors is rho. */
static double expected(const struct residual_map *r, double rho)
{
    double product = 0, square = 0;
    for (size_t i = 0; i < r->n; i++) {
        double v = 1;
        for (size_t j = i; j < r->n && v > 1e-12; j++) {
            if (j > i)
                v *= pow(rho, (double)(r->ordinal[j] - r->ordinal[j - 1]));
            double twice = j > i ? 2 * v : v;
            product += twice * r->pairs[i * r->n + j];
            square += twice * r->left[i * r->n + j];
        }
    }
    return product / square;
}

static double observed(const struct residual_map *r, const double *e)
{
    double product = 0;
    for (size_t i = 1; i < r->n; i++)
        product += neighbours(r, i - 1, i) ? e[i] * e[i - 1] : 0;
    return product / ct_dot(e, e, r->n);
}

double ct_joinpoint_rho(const struct ct_joinpoint_model *m, const long *ordinal)
{
    size_t n = m->points->n;
    struct residual_map r = {.n = n, .ordinal = ordinal};
    if (m->fit[m->most].sse == 0 || n < 4 + 2 * m->most)
        return 0;
    double found = observed(&r, m->fit[m->most].residual);
    if (n > MOST_POINTS)
        return fmin(fmax(found, 0), CT_JOINPOINT_RHO_MAX);
    r.basis = ct_xmalloc(MOST_COLUMNS * n + 2 * n * n, sizeof *r.basis);
    r.left = r.basis + MOST_COLUMNS * n;
    r.pairs = r.left + n * n;
    add_columns(&r, m);
    make_maps(&r);
    double low = 0, high = CT_JOINPOINT_RHO_MAX;
    for (int i = 0; i < 40; i++) {
        double middle = (low + high) / 2;
        if (expected(&r, middle) < found)
            low = middle;
        else
            high = middle;
    }
    free(r.basis);
    return low < 1e-9 ? 0 : low;
}
