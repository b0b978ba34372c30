/* SPDX-License-Identifier: GPL-3.0-or-later
 * Projected hinges and their products. */
#include "config.h"

#include "analyze/joinpoint_design.h"
#include "analyze/dot.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* Takes the first `columns` columns of base out of v, twice: once leaves
 * rounding errors as large as what was taken out. */
static void take_out(const struct ct_joinpoint_design *d, size_t columns,
                     double *v)
{
    for (int round = 0; round < 2; round++)
        for (size_t c = 0; c < columns; c++) {
            const double *q = d->base + c * d->n;
            double share = ct_dot(q, v, d->n);
            for (size_t i = 0; i < d->n; i++)
                v[i] -= share * q[i];
        }
}

void ct_joinpoint_project(const struct ct_joinpoint_design *d, double *v)
{
    take_out(d, d->n_base, v);
}

void ct_joinpoint_products(const struct ct_joinpoint_design *d, const double *v,
                           double *z)
{
    for (size_t t = 0; t < d->m; t++)
        z[t] = ct_dot(d->hinge + t * d->n, v, d->n);
}

static void make_base(struct ct_joinpoint_design *d,
                      const struct ct_joinpoint_groups *groups)
{
    for (size_t c = 0; c < d->n_base; c++) {
        double *q = d->base + c * d->n;
        ct_joinpoint_column(groups, c, NULL, q);
        take_out(d, c, q);
        double length = sqrt(ct_dot(q, q, d->n));
        for (size_t i = 0; i < d->n; i++)
            q[i] /= length;
    }
}

void ct_joinpoint_design_init(struct ct_joinpoint_design *out,
                              const struct ct_joinpoint_groups *groups,
                              const struct ct_joinpoint_grid *grid)
{
    struct ct_joinpoint_design d = {.n = ct_joinpoint_rows(groups),
                                    .n_base = ct_joinpoint_n_base(groups),
                                    .m = grid->m,
                                    .grid = grid};
    d.base = ct_xmalloc(d.n_base * d.n + 1, sizeof *d.base);
    d.hinge = ct_xmalloc(d.m * d.n + 1, sizeof *d.hinge);
    d.gram = ct_xmalloc(d.m * d.m + 1, sizeof *d.gram);
    make_base(&d, groups);
    for (size_t t = 0; t < d.m; t++) {
        double *h = d.hinge + t * d.n;
        ct_joinpoint_column(groups, d.n_base, &grid->at[t], h);
        ct_joinpoint_project(&d, h);
        for (size_t u = 0; u <= t; u++)
            d.gram[t * d.m + u] = d.gram[u * d.m + t] =
                ct_dot(h, d.hinge + u * d.n, d.n);
    }
    *out = d;
}

void ct_joinpoint_design_clear(struct ct_joinpoint_design *d)
{
    free(d->base);
    free(d->hinge);
    free(d->gram);
    *d = (struct ct_joinpoint_design){0};
}
