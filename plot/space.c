/* SPDX-License-Identifier: GPL-3.0-or-later
 * Places for texts, by trying them all: each costs what it would cover, and
 * its distance from where the text belongs. */
#include "config.h"

#include "plot/space.h"

#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* Costs of what is covered; a stroke has a box every STEP points. */
static const double cost_of[] = {[CT_COVER_NEVER] = HUGE_VAL,
                                 [CT_COVER_LINE] = 8,
                                 [CT_COVER_MARK] = 20,
                                 [CT_COVER_BREAK] = 2};
/* Costs of a point of distance, of each further point on the list, and of each
 * further way to stand by it. */
static const double cost_away = 0.35, cost_along = 0.5, cost_way = 0.1;
/* A text that would cover more is better left out. */
static const double too_much = 30;
enum { STEP = 3, MOVE = 2 };

void ct_space_add(struct ct_space *s, const struct ct_rect *r,
                  enum ct_cover cover)
{
    s->box = ct_xgrow(s->box, &s->capacity, s->n + 1, sizeof *s->box);
    s->box[s->n++] = (struct ct_taken_box){*r, cover};
}

void ct_space_add_stroke(struct ct_space *s, const double *from,
                         const double *to, enum ct_cover cover)
{
    double length = hypot(to[0] - from[0], to[1] - from[1]);
    int steps = (int)ceil(length / STEP) + 1;
    for (int i = 0; i < steps; i++) {
        double share = (i + 0.5) / steps;
        double x = from[0] + share * (to[0] - from[0]);
        double y = from[1] + share * (to[1] - from[1]);
        ct_space_add(s, &(struct ct_rect){x - 1.5, y - 1.5, x + 1.5, y + 1.5},
                     cover);
    }
}

static bool overlap(const struct ct_rect *a, const struct ct_rect *b)
{
    return a->left < b->right && b->left < a->right && a->bottom < b->top &&
           b->bottom < a->top;
}

/* What a rectangle covers, or infinity if it must not. */
static double covered(const struct ct_space *s, const struct ct_rect *r)
{
    double sum = 0;
    if (r->left < s->r.left || r->right > s->r.right ||
        r->bottom < s->r.bottom || r->top > s->r.top)
        return HUGE_VAL;
    for (size_t i = 0; i < s->n; i++)
        if (overlap(r, &s->box[i].r))
            sum += cost_of[s->box[i].cover];
    return sum;
}

/* A place for the middle of a text, and what it costs. */
struct spot {
    double cost, x, y;
};

static struct ct_rect around(const struct spot *p, const struct ct_wish *w)
{
    return (struct ct_rect){p->x - w->width / 2, p->y - w->height / 2,
                            p->x + w->width / 2, p->y + w->height / 2};
}

/* Makes a spot the best one if it is; its cost is without what it covers. */
static void try_spot(const struct ct_space *s, const struct ct_wish *w,
                     struct spot spot, struct spot *best)
{
    if (spot.cost >= best->cost || spot.x < w->left || spot.x > w->right)
        return;
    struct ct_rect r = around(&spot, w);
    double over = covered(s, &r);
    spot.cost += over;
    if (over <= too_much && spot.cost < best->cost)
        *best = spot;
}

/* Above and below a point, and beside it. */
static void try_around(const struct ct_space *s, const struct ct_wish *w,
                       size_t i, struct spot *best)
{
    static const double ways[][2] = {{0, 1}, {0, -1}, {1, 0},  {-1, 0},
                                     {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};
    const size_t n = sizeof ways / sizeof *ways;
    for (double d = w->near; d <= w->far; d += MOVE)
        for (size_t k = 0; k < n; k++) {
            double cost = cost_along * (double)i + cost_away * (d - w->near) +
                          cost_way * (double)k;
            struct spot spot = {cost,
                                w->at[i][0] + ways[k][0] * (d + w->width / 2),
                                w->at[i][1] + ways[k][1] * (d + w->height / 2)};
            try_spot(s, w, spot, best);
        }
}

bool ct_space_find(struct ct_space *s, const struct ct_wish *w, double *x,
                   double *y)
{
    struct spot best = {HUGE_VAL, 0, 0};
    for (size_t i = 0; i < w->n; i++)
        try_around(s, w, i, &best);
    if (isinf(best.cost))
        return false;
    struct ct_rect r = around(&best, w);
    ct_space_add(s, &r, CT_COVER_NEVER);
    *x = best.x;
    *y = best.y;
    return true;
}

void ct_space_clear(struct ct_space *s)
{
    free(s->box);
    *s = (struct ct_space){0};
}
