/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search walks a tree: a node is a place for the next joinpoint. Taking
 * its hinge out of those that may follow, and out of y, leaves products
 * (Schur complements) with which the gain of a further joinpoint is one
 * square and one division, z^2 / g: a model costs a few operations however
 * many observations there are. */
#include "config.h"

#include "analyze/joinpoint_search.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* z, gain: m numbers, gram: m x m, for each depth. */
struct search {
    const struct ct_joinpoint_design *d;
    size_t k;
    ct_joinpoint_visit *visit;
    void *user;
    double *z, *gain, *gram;
    size_t knot[CT_JOINPOINT_MAX];
};

/* Takes the hinge of place b out of the products of those that may follow. */
static void take_out(const struct search *s, size_t depth, size_t b)
{
    size_t m = s->d->m, next = s->d->grid->next[b];
    const double *z = s->z + depth * m, *g = s->gram + depth * m * m;
    double *z2 = s->z + (depth + 1) * m, *g2 = s->gram + (depth + 1) * m * m;
    const double *row = g + b * m;
    bool last = depth + 2 == s->k; /* nothing follows those that follow */
    for (size_t c = next; c < m; c++) {
        double share = row[c] / row[b];
        size_t end = last ? c + 1 : m;
        z2[c] = z[c] - share * z[b];
        for (size_t e = c; e < end; e++)
            g2[c * m + e] = g[c * m + e] - share * row[e];
    }
}

static void walk(struct search *s, size_t depth, size_t from, double before)
{
    size_t m = s->d->m;
    const double *z = s->z + depth * m, *g = s->gram + depth * m * m;
    double *gain = s->gain + depth * m;
    for (size_t c = from; c < m; c++) {
        double left = g[c * m + c];
        bool fits = left > CT_JOINPOINT_SINGULAR * s->d->gram[c * m + c];
        gain[c] = fits ? before + z[c] * z[c] / left : -INFINITY;
    }
    s->visit(s->user, s->knot, depth + 1, from, gain);
    for (size_t b = from; b < m && depth + 1 < s->k; b++)
        if (s->d->grid->next[b] < m && gain[b] >= 0) {
            take_out(s, depth, b);
            s->knot[depth] = b;
            walk(s, depth + 1, s->d->grid->next[b], gain[b]);
        }
}

void ct_joinpoint_search(const struct ct_joinpoint_design *d, const double *y,
                         size_t k, ct_joinpoint_visit *visit, void *user)
{
    size_t m = d->m;
    if (m == 0)
        return;
    struct search s = {.d = d, .k = k, .visit = visit, .user = user};
    s.z = ct_xmalloc(k * m * (m + 2), sizeof *s.z);
    s.gain = s.z + k * m;
    s.gram = s.gain + k * m;
    ct_joinpoint_products(d, y, s.z);
    memcpy(s.gram, d->gram, m * m * sizeof *s.gram);
    walk(&s, 0, 0, 0);
    free(s.z);
}

/* Whitened y less base; returns its squared length, the sum of squares of the
 * model without joinpoints. */
static double projected(const struct ct_joinpoint_design *d,
                        const struct ct_joinpoint_groups *groups, double *y)
{
    double length = 0;
    ct_joinpoint_whitened(groups, y);
    ct_joinpoint_project(d, y);
    for (size_t i = 0; i < d->n; i++)
        length += y[i] * y[i];
    return length;
}

/* The models of one depth that are so close to the best that rounding may
 * decide among them. */
enum { TIES = 16 };
struct ties {
    double top;
    size_t n;
    double gain[TIES];
    size_t knot[TIES][CT_JOINPOINT_MAX];
};

struct best {
    size_t m;
    double margin;
    struct ties depth[CT_JOINPOINT_MAX];
};

/* Forgets those that a new best leaves behind. */
static void raise_top(struct ties *t, double top, double margin)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->gain[i] >= top - margin) {
            t->gain[kept] = t->gain[i];
            memmove(t->knot[kept++], t->knot[i], sizeof t->knot[i]);
        }
    t->n = kept;
    t->top = top;
}

static void keep_best(void *user, const size_t *knot, size_t depth, size_t from,
                      const double *gain)
{
    struct best *b = user;
    struct ties *t = &b->depth[depth - 1];
    double top = -INFINITY;
    for (size_t c = from; c < b->m; c++)
        top = gain[c] > top ? gain[c] : top;
    if (top < t->top - b->margin || top < 0)
        return;
    if (top > t->top)
        raise_top(t, top, b->margin);
    for (size_t c = from; c < b->m && t->n < TIES; c++)
        if (gain[c] >= t->top - b->margin) {
            memcpy(t->knot[t->n], knot, (depth - 1) * sizeof *knot);
            t->knot[t->n][depth - 1] = c;
            t->gain[t->n++] = gain[c];
        }
}

/* Fits the models that are close to the best, and keeps the first that none
 * is better than. */
static void settle(const struct ct_joinpoint_design *d,
                   const struct ct_joinpoint_groups *groups,
                   const struct ties *t, size_t k, struct ct_joinpoint_fit *out)
{
    for (size_t i = 0; i < t->n; i++) {
        double at[CT_JOINPOINT_MAX];
        struct ct_joinpoint_fit f;
        for (size_t j = 0; j < k; j++)
            at[j] = d->grid->at[t->knot[i][j]];
        ct_joinpoint_fit(&f, groups, at, k);
        if (i == 0 || f.sse < out->sse * (1 - 1e-12)) {
            if (i > 0)
                ct_joinpoint_fit_clear(out);
            *out = f;
        } else {
            ct_joinpoint_fit_clear(&f);
        }
    }
}

void ct_joinpoint_search_best(const struct ct_joinpoint_design *d,
                              const struct ct_joinpoint_groups *groups,
                              size_t k, struct ct_joinpoint_fit *fit)
{
    ct_joinpoint_fit(&fit[0], groups, NULL, 0);
    if (k == 0)
        return;
    struct best *b = ct_xcalloc(1, sizeof *b);
    double *y = ct_xmalloc(d->n, sizeof *y);
    b->m = d->m;
    b->margin = 1e-11 * projected(d, groups, y);
    ct_joinpoint_search(d, y, k, keep_best, b);
    for (size_t j = 1; j <= k; j++)
        settle(d, groups, &b->depth[j - 1], j, &fit[j]);
    free(y);
    free(b);
}

struct profile {
    size_t m, k;
    double *gain;
};

static void keep_profile(void *user, const size_t *knot, size_t depth,
                         size_t from, const double *gain)
{
    const struct profile *p = user;
    double top = -INFINITY, *last = p->gain + (p->k - 1) * p->m;
    if (depth != p->k)
        return;
    for (size_t c = from; c < p->m; c++) {
        last[c] = fmax(last[c], gain[c]);
        top = fmax(top, gain[c]);
    }
    for (size_t j = 0; j + 1 < depth; j++) {
        double *here = &p->gain[j * p->m + knot[j]];
        *here = fmax(*here, top);
    }
}

void ct_joinpoint_search_profile(const struct ct_joinpoint_design *d,
                                 const struct ct_joinpoint_groups *groups,
                                 size_t k, double *gain)
{
    struct profile p = {d->m, k, gain};
    double *y = ct_xmalloc(d->n, sizeof *y);
    for (size_t i = 0; i < k * d->m; i++)
        gain[i] = -INFINITY;
    projected(d, groups, y);
    ct_joinpoint_search(d, y, k, keep_profile, &p);
    free(y);
}
