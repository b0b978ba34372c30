/* SPDX-License-Identifier: GPL-3.0-or-later
 * BIC, BIC3 and weighted BIC. */
#include "config.h"

#include "analyze/joinpoint_select.h"
#include "analyze/joinpoint_design.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* The points of a group behind the joinpoint before joinpoint j and up to, that
 * included, the joinpoint after: the rule that reproduces the weights the
 * NCI's program prints. */
static struct ct_joinpoint_points about(const struct ct_joinpoint_points *p,
                                        const struct ct_joinpoint_fit *f,
                                        size_t j)
{
    size_t first = 0, end = p->n;
    while (j > 0 && p->x[first] <= f->at[j - 1])
        first++;
    while (j + 1 < f->k && p->x[end - 1] > f->at[j + 1])
        end--;
    return (struct ct_joinpoint_points){end - first, p->x + first, p->y + first,
                                        p->root + first, p->lag + first};
}

/* Partial R2 of the hinge at joinpoint j, given intercepts and x, among the
 * points about it. */
static double sharpness(const struct ct_joinpoint_groups *groups,
                        const struct ct_joinpoint_fit *f, size_t j)
{
    const struct ct_joinpoint_grid none = {0};
    struct ct_joinpoint_points part[2];
    struct ct_joinpoint_groups parts = *groups;
    struct ct_joinpoint_design base;
    for (size_t g = 0; g < groups->n; g++) {
        part[g] = about(groups->group[g], f, j);
        parts.group[g] = &part[g];
    }
    ct_joinpoint_design_init(&base, &parts, &none);
    double *y = ct_xmalloc(2 * base.n, sizeof *y), *hinge = y + base.n;
    double yy = 0, yh = 0, hh = 0;
    ct_joinpoint_whitened(&parts, y);
    ct_joinpoint_column(&parts, base.n_base, &f->at[j], hinge);
    ct_joinpoint_project(&base, y);
    ct_joinpoint_project(&base, hinge);
    for (size_t i = 0; i < base.n; i++) {
        yy += y[i] * y[i];
        yh += y[i] * hinge[i];
        hh += hinge[i] * hinge[i];
    }
    free(y);
    ct_joinpoint_design_clear(&base);
    return yy * hh > 0 ? yh * yh / (yy * hh) : 0;
}

struct ct_joinpoint_criteria
ct_joinpoint_criteria(const struct ct_joinpoint_groups *groups,
                      const struct ct_joinpoint_fit *f)
{
    struct ct_joinpoint_criteria c = {0};
    double n = (double)f->rows, k = (double)f->k;
    double scatter = log(f->sse / n), price = log(n) / n;
    for (size_t j = 0; j < f->k; j++)
        c.weight = fmax(c.weight, sharpness(groups, f, j));
    c.bic = scatter + 2 * (k + 1) * price;
    c.bic3 = scatter + (3 * k + 2) * price;
    c.wbic = scatter + ((2 + c.weight) * k + 2) * price;
    return c;
}
