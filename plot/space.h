/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where on a picture there is room for a text. Say what is drawn already with
 * ct_space_add(), then ask ct_space_find() for each text; what it finds is
 * taken. */
#ifndef CT_SPACE_H
#define CT_SPACE_H

#include "plot/script.h"

/* What must not be covered, and what should rather not be. */
enum ct_cover { CT_COVER_NEVER, CT_COVER_LINE, CT_COVER_MARK, CT_COVER_BREAK };

struct ct_taken_box {
    struct ct_rect r;
    enum ct_cover cover;
};

/* A rectangle and what is drawn in it. Start with {.r = R}. */
struct ct_space {
    struct ct_rect r;
    struct ct_taken_box *box;
    size_t n, capacity;
};

/* Something is drawn in a rectangle. */
void ct_space_add(struct ct_space *s, const struct ct_rect *r,
                  enum ct_cover cover);

/* A stroke from one point to another is drawn. */
void ct_space_add_stroke(struct ct_space *s, const double *from,
                         const double *to, enum ct_cover cover);

/* What a text wants: its size, and n points x, y, the best first, above, below
 * or beside which it may stand, from `near` to `far` points away; its middle
 * between left and right. */
struct ct_wish {
    double width, height, near, far, left, right;
    size_t n;
    double (*at)[2];
};

/* Finds the best place within the space, sets *x and *y to its middle, and
 * takes it. Returns whether there is one. */
bool ct_space_find(struct ct_space *s, const struct ct_wish *wish, double *x,
                   double *y);

/* Frees what the space holds. */
void ct_space_clear(struct ct_space *s);

#endif
