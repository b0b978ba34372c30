/* SPDX-License-Identifier: GPL-3.0-or-later
 * Breaks that a method found, drawn between two periods. */
#include "config.h"

#include "plot/found_breaks.h"

#include "lib/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: how far a stroke goes beyond the values of a line among others; bars
 * of limits: height of the first, from one to the next, half an end. In how
 * many places along a stroke its period may stand, and how far from it. */
enum { BEYOND = 9, BAR = 5, NEXT_BAR = 5, HALF_END = 2, PLACES = 17 };
#define NEAR 1.6
#define FAR 4

/* Bars that overlap lie one above the other, so many at the most. */
enum { MOST_BARS = 8 };

/* With more lines they would be over the values. */
enum { MOST_WITH_BARS = 4 };

/* Periods closer than this are one, in years. */
#define NEARLY 1e-9

const struct ct_table *ct_found_breaks_table(const struct ct_chart *c)
{
    const char *method = c->panel->method;
    if (strcmp(method, "breaks") != 0 && strcmp(method, "changepoints") != 0)
        return NULL;
    return ct_panel_table(c->panel, method);
}

bool ct_found_breaks_have_bars(const struct ct_chart *c)
{
    return ct_found_breaks_table(c) &&
           ct_table_find(ct_found_breaks_table(c), "lower") >= 0 &&
           (c->is_apart || c->n <= MOST_WITH_BARS);
}

/* Adds a row of the table, unless its periods cannot be read. */
static void add_break(struct ct_found_breaks *out, const struct ct_table *t,
                      size_t row)
{
    struct ct_found_break b;
    snprintf(b.last, CT_WHEN_MAX, "%s", ct_cell_text(t, row, "time"));
    snprintf(b.first_new, CT_WHEN_MAX, "%s", ct_cell_text(t, row, "first_new"));
    snprintf(b.lower, CT_WHEN_MAX, "%s", ct_cell_text(t, row, "lower"));
    snprintf(b.upper, CT_WHEN_MAX, "%s", ct_cell_text(t, row, "upper"));
    b.first = ct_cell_year(b.first_new);
    double half = (b.first - ct_cell_year(b.last)) / 2;
    b.x = b.first - half;
    b.low = ct_cell_year(b.lower) + half;
    b.high = ct_cell_year(b.upper) + half;
    if (isnan(b.x))
        return;
    out->at = ct_xrealloc(out->at, out->n + 1, sizeof b);
    out->at[out->n++] = b;
}

struct ct_found_breaks ct_found_breaks_of(const struct ct_chart *c,
                                          const struct ct_line *l)
{
    struct ct_found_breaks out = {0};
    const struct ct_table *t = ct_found_breaks_table(c);
    for (size_t row = 0; t && row < t->n_rows; row++)
        if (ct_chart_row_is_of(c, t, row, l->series))
            add_break(&out, t, row);
    return out;
}

void ct_found_breaks_clear(struct ct_found_breaks *b)
{
    free(b->at);
    *b = (struct ct_found_breaks){0};
}

/* The point at which a break's new regime begins, and the last value before it;
 * false if the line has not both. */
static bool find_sides(const struct ct_line *l, const struct ct_found_break *b,
                       struct ct_point **old, struct ct_point **new)
{
    *old = NULL;
    for (size_t i = l->first; i <= l->last; i++) {
        *new = &l->point[i];
        if (isnan((*new)->value))
            continue;
        if ((*new)->x > b->first - NEARLY)
            return *old != NULL;
        *old = *new;
    }
    return false;
}

void ct_found_breaks_cut(struct ct_chart *c)
{
    struct ct_point *old, *new;
    for (size_t i = 0; i < c->n && ct_found_breaks_table(c); i++) {
        struct ct_found_breaks b = ct_found_breaks_of(c, &c->line[i]);
        for (size_t k = 0; k < b.n; k++)
            if (find_sides(&c->line[i], &b.at[k], &old, &new))
                new->after_gap = true;
        ct_found_breaks_clear(&b);
    }
}

/* A picture on the way: what is drawn where, and whether there are bars and to
 * where they reach. */
struct picture {
    struct ct_script *script;
    const struct ct_place *place;
    bool bars;
    struct ct_space space;
    double reach[MOST_BARS];
};

/* The ends of a break's stroke. */
static bool find_stroke(const struct picture *p, const struct ct_chart *c,
                        const struct ct_line *l, const struct ct_found_break *b,
                        double ends[2][2])
{
    const struct ct_rect *r = &p->place->r;
    struct ct_point *old, *new;
    ends[0][0] = ends[1][0] =
        ct_axis_place(&p->place->x, b->x, r->left, r->right);
    ends[0][1] = r->bottom;
    ends[1][1] = r->top;
    if (!find_sides(l, b, &old, &new))
        return false;
    if (c->n == 1)
        return true;
    double y1 = ct_axis_place(&p->place->y, old->value, r->bottom, r->top);
    double y2 = ct_axis_place(&p->place->y, new->value, r->bottom, r->top);
    ends[0][1] = fmax(r->bottom, fmin(y1, y2) - BEYOND);
    ends[1][1] = fmin(r->top, fmax(y1, y2) + BEYOND);
    return true;
}

/* The height of a bar: the lowest at which it covers no other. */
static double find_height(struct picture *p, double left, double right)
{
    size_t k = 0;
    while (k + 1 < MOST_BARS && left < p->reach[k] + HALF_END)
        k++;
    p->reach[k] = right;
    return p->place->r.bottom + BAR + NEXT_BAR * (double)k;
}

/* The limits of a break: a bar with ends. */
static void draw_limits(struct picture *p, const struct ct_found_break *b,
                        const struct ct_look *look)
{
    const struct ct_rect *r = &p->place->r;
    const struct ct_stroke bar = {1.2, look->text, "", true};
    if (!p->bars || isnan(b->low) || isnan(b->high))
        return;
    double left = ct_axis_place(&p->place->x, b->low, r->left, r->right);
    double right =
        fmin(r->right, ct_axis_place(&p->place->x, b->high, r->left, r->right));
    double y = find_height(p, left, right);
    ct_script_stroke(p->script, left, y, right, y, &bar);
    ct_script_stroke(p->script, left, y - HALF_END, left, y + HALF_END, &bar);
    ct_script_stroke(p->script, right, y - HALF_END, right, y + HALF_END, &bar);
    ct_space_add(&p->space,
                 &(struct ct_rect){left, y - HALF_END, right, y + HALF_END},
                 CT_COVER_NEVER);
}

static void draw_strokes(struct picture *p, const struct ct_chart *c,
                         const struct ct_line *l,
                         const struct ct_found_breaks *b,
                         const struct ct_look *look)
{
    double ends[2][2];
    const struct ct_stroke dashes = {0.9, look->text, "(4,3)", true};
    for (size_t k = 0; k < b->n; k++) {
        if (!find_stroke(p, c, l, &b->at[k], ends))
            continue;
        ct_script_stroke(p->script, ends[0][0], ends[0][1], ends[1][0],
                         ends[1][1], &dashes);
        ct_space_add_stroke(&p->space, ends[0], ends[1], CT_COVER_NEVER);
        draw_limits(p, &b->at[k], look);
    }
}

/* The first period of the new regime, beside the stroke, from its top down. */
static void write_period(struct picture *p, double ends[2][2], const char *text,
                         const struct ct_look *look)
{
    double at[PLACES][2];
    struct ct_text_style style = {CT_SMALL_SIZE, true, CT_CENTRE, look->text};
    struct ct_wish wish = {.near = NEAR,
                           .far = FAR,
                           .left = -HUGE_VAL,
                           .right = HUGE_VAL,
                           .n = PLACES,
                           .at = at};
    double top = ends[1][1] - style.size / 2;
    for (int k = 0; k < PLACES; k++) {
        at[k][0] = ends[0][0];
        at[k][1] = top - (top - ends[0][1]) * k / PLACES;
    }
    ct_write_where_room(p->script, &p->space, &wish, text, &style);
}

void ct_draw_found_breaks(struct ct_script *s, const struct ct_chart *c,
                          const struct ct_place *place,
                          const struct ct_look *const *looks)
{
    struct picture p = {.script = s,
                        .place = place,
                        .bars = ct_found_breaks_have_bars(c),
                        .space = {.r = place->r}};
    if (!ct_found_breaks_table(c))
        return;
    struct ct_found_breaks *b = ct_xcalloc(c->n, sizeof *b);
    for (size_t k = 0; k < MOST_BARS; k++)
        p.reach[k] = -HUGE_VAL;
    for (size_t i = 0; i < c->n; i++) {
        if (!looks[i])
            continue;
        b[i] = ct_found_breaks_of(c, &c->line[i]);
        ct_cover_line(&p.space, &c->line[i], place);
        draw_strokes(&p, c, &c->line[i], &b[i], looks[i]);
    }
    for (size_t i = 0; i < c->n; i++) {
        double ends[2][2];
        for (size_t k = 0; k < b[i].n; k++)
            if (find_stroke(&p, c, &c->line[i], &b[i].at[k], ends))
                write_period(&p, ends, b[i].at[k].first_new, looks[i]);
        ct_found_breaks_clear(&b[i]);
    }
    ct_space_clear(&p.space);
    free(b);
}
