/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whitening, and the columns of joinpoint designs. */
#include "config.h"

#include "analyze/joinpoint_points.h"

#include <math.h>

size_t ct_joinpoint_rows(const struct ct_joinpoint_groups *g)
{
    size_t rows = 0;
    for (size_t i = 0; i < g->n; i++)
        rows += g->group[i]->n;
    return rows;
}

size_t ct_joinpoint_n_base(const struct ct_joinpoint_groups *g)
{
    return g->own_intercepts ? g->n + 1 : 2;
}

/* Row by row what is left of an error after what the one before tells of it,
 * at unit variance: the inverse of the Cholesky factor of their correlations,
 * which for AR(1) errors has two diagonals only, whatever the gaps. */
void ct_joinpoint_whiten(const struct ct_joinpoint_points *p, size_t first,
                         size_t end, const double *in, double *out)
{
    double before = 0;
    for (size_t i = first; i < end; i++) {
        double lag = i > first ? p->lag[i] : 0;
        double now = p->root[i] * in[i - first];
        out[i - first] = (now - lag * before) / sqrt(1 - lag * lag);
        before = now;
    }
}

void ct_joinpoint_unwhiten(const struct ct_joinpoint_points *p,
                           const double *in, double *out)
{
    double before = 0;
    for (size_t i = 0; i < p->n; i++) {
        double lag = i > 0 ? p->lag[i] : 0;
        before = in[i] * sqrt(1 - lag * lag) + lag * before;
        out[i] = before / p->root[i];
    }
}

void ct_joinpoint_whitened(const struct ct_joinpoint_groups *g, double *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct ct_joinpoint_points *p = g->group[i];
        ct_joinpoint_whiten(p, 0, p->n, p->y, out);
        out += p->n;
    }
}

double ct_joinpoint_element(const struct ct_joinpoint_groups *g, size_t column,
                            size_t group, double x, const double *at)
{
    size_t n_base = ct_joinpoint_n_base(g);
    if (column >= n_base)
        return fmax(x - at[column - n_base], 0);
    if (column == n_base - 1)
        return x;
    return !g->own_intercepts || column == group;
}

void ct_joinpoint_column(const struct ct_joinpoint_groups *g, size_t column,
                         const double *at, double *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct ct_joinpoint_points *p = g->group[i];
        for (size_t k = 0; k < p->n; k++)
            out[k] = ct_joinpoint_element(g, column, i, p->x[k], at);
        ct_joinpoint_whiten(p, 0, p->n, out, out);
        out += p->n;
    }
}
