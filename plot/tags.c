/* SPDX-License-Identifier: GPL-3.0-or-later
 * Labels that do not overlap. */
#include "config.h"

#include "plot/figure.h"

#include "lib/memory.h"

#include <stdlib.h>

/* Neighbours that touch, moved as one: `first` .. up to the next group. */
struct group {
    size_t first, n;
    double height, middle;
};

static int by_wanted(const void *a, const void *b)
{
    const struct ct_tag *const *x = a, *const *y = b;
    if ((*x)->wanted != (*y)->wanted)
        return (*x)->wanted < (*y)->wanted ? -1 : 1;
    return *x > *y ? -1 : *x < *y;
}

/* The middle of a group within the limits, the bottom going first. */
static double within(const struct group *g, double bottom, double top)
{
    double m = g->middle;
    if (m + g->height / 2 > top)
        m = top - g->height / 2;
    if (m - g->height / 2 < bottom)
        m = bottom + g->height / 2;
    return m;
}

/* Joins the last group with the one before while they overlap. */
static size_t merge(struct group *g, size_t n, double bottom, double top)
{
    g[n - 1].middle = within(&g[n - 1], bottom, top);
    while (n > 1 && g[n - 1].middle - g[n - 1].height / 2 <
                        g[n - 2].middle + g[n - 2].height / 2) {
        struct group *a = &g[n - 2], *b = &g[n - 1];
        double weight = (double)a->n / (double)(a->n + b->n);
        /* Where each would put the middle of the whole. */
        double from_a = a->middle + b->height / 2;
        double from_b = b->middle - a->height / 2;
        a->middle = weight * from_a + (1 - weight) * from_b;
        a->height += b->height;
        a->n += b->n;
        a->middle = within(a, bottom, top);
        n--;
    }
    return n;
}

void ct_tags_place(struct ct_tag *tags, size_t n, double bottom, double top)
{
    struct ct_tag **order = ct_xmalloc(n + 1, sizeof(struct ct_tag *));
    struct group *g = ct_xmalloc(n + 1, sizeof *g);
    size_t n_groups = 0;
    for (size_t i = 0; i < n; i++)
        order[i] = &tags[i];
    qsort(order, n, sizeof *order, by_wanted);
    for (size_t i = 0; i < n; i++) {
        g[n_groups++] =
            (struct group){i, 1, order[i]->height, order[i]->wanted};
        n_groups = merge(g, n_groups, bottom, top);
    }
    for (size_t k = 0; k < n_groups; k++) {
        double at = g[k].middle - g[k].height / 2;
        for (size_t i = g[k].first; i < g[k].first + g[k].n; i++) {
            order[i]->at = at + order[i]->height / 2;
            at += order[i]->height;
        }
    }
    free(order);
    free(g);
}
