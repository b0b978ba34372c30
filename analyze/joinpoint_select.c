/* SPDX-License-Identifier: GPL-3.0-or-later
 * BIC, BIC3 and weighted BIC. */
#include "config.h"

#include "analyze/joinpoint_select.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* Partial R2 of the hinge at joinpoint j given a line, among the points behind
 * the joinpoint before and up to, that included, the joinpoint after: the rule
 * that reproduces the weights the NCI's program prints. */
static double sharpness(const struct ct_joinpoint_points *p,
                        const struct ct_joinpoint_fit *f, size_t j)
{
    size_t first = 0, end = p->n;
    while (j > 0 && p->x[first] <= f->at[j - 1])
        first++;
    while (j + 1 < f->k && p->x[end - 1] > f->at[j + 1])
        end--;
    size_t n = end - first;
    double *y = ct_xmalloc(2 * n, sizeof *y), *hinge = y + n;
    for (size_t i = 0; i < n; i++) {
        y[i] = p->y[first + i];
        hinge[i] = fmax(p->x[first + i] - f->at[j], 0);
    }
    ct_joinpoint_detrend(p, first, end, y);
    ct_joinpoint_detrend(p, first, end, hinge);
    double yy = 0, yh = 0, hh = 0;
    for (size_t i = 0; i < n; i++) {
        yy += y[i] * y[i];
        yh += y[i] * hinge[i];
        hh += hinge[i] * hinge[i];
    }
    free(y);
    return yy * hh > 0 ? yh * yh / (yy * hh) : 0;
}

struct ct_joinpoint_criteria
ct_joinpoint_criteria(const struct ct_joinpoint_points *p,
                      const struct ct_joinpoint_fit *f)
{
    struct ct_joinpoint_criteria c = {0};
    double n = (double)p->n, k = (double)f->k;
    double scatter = log(f->sse / n), price = log(n) / n;
    for (size_t j = 0; j < f->k; j++)
        c.weight = fmax(c.weight, sharpness(p, f, j));
    c.bic = scatter + 2 * (k + 1) * price;
    c.bic3 = scatter + (3 * k + 2) * price;
    c.wbic = scatter + ((2 + c.weight) * k + 2) * price;
    return c;
}
