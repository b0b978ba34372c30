/* SPDX-License-Identifier: GPL-3.0-or-later
 * Joinpoints and the changes between them, drawn beside their lines. */
#include "config.h"

#include "plot/encode.h"
#include "plot/found_breaks.h"

#include "lib/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: half a mark, half a mark of a joinpoint, distance of texts from their
 * line; how far along a stretch its text may stand. */
#define MARK 2.2
#define BEND 3.2
enum { NEAR = 4, FAR = 30, FAR_BEND = 10, PLACES = 13 };

static void place_of(const struct ct_place *p, double x, double y, double *out)
{
    out[0] = ct_axis_place(&p->x, x, p->r.left, p->r.right);
    out[1] = ct_axis_place(&p->y, y, p->r.bottom, p->r.top);
}

static void add_square(struct ct_space *s, const double *at, double half,
                       enum ct_cover cover)
{
    ct_space_add(s,
                 &(struct ct_rect){at[0] - half, at[1] - half, at[0] + half,
                                   at[1] + half},
                 cover);
}

/* A break is an upright stroke. */
static void add_break(struct ct_space *s, double x)
{
    ct_space_add_stroke(s, (double[]){x, s->r.bottom}, (double[]){x, s->r.top},
                        CT_COVER_BREAK);
}

void ct_cover_line(struct ct_space *s, const struct ct_line *l,
                   const struct ct_place *p)
{
    double at[2], from[2];
    bool open = false;
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *q = &l->point[i];
        if (!isnan(q->observed)) {
            place_of(p, q->x, q->observed, at);
            add_square(s, at, MARK, CT_COVER_MARK);
        }
        if (isnan(q->value))
            continue;
        place_of(p, q->x, q->value, at);
        if (open && !q->after_gap && !q->after_break)
            ct_space_add_stroke(s, from, at, CT_COVER_LINE);
        if (open && q->after_break)
            add_break(s, (from[0] + at[0]) / 2);
        memcpy(from, at, sizeof from);
        open = true;
    }
}

/* The height of the line at x, between its values. */
static double height_at(const struct ct_line *l, double x)
{
    const struct ct_point *before = NULL;
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *p = &l->point[i];
        if (isnan(p->value))
            continue;
        if (p->x >= x) {
            double share = before && p->x > before->x
                               ? (x - before->x) / (p->x - before->x)
                               : 1;
            return before ? before->value + share * (p->value - before->value)
                          : p->value;
        }
        before = p;
    }
    return before ? before->value : (double)NAN;
}

bool ct_write_where_room(struct ct_script *s, struct ct_space *space,
                         struct ct_wish *wish, const char *text,
                         const struct ct_text_style *style)
{
    double x, y;
    wish->width = ct_text_width(text, style->size, style->bold) + 5;
    wish->height = style->size + 1;
    if (!ct_space_find(space, wish, &x, &y))
        return false;
    ct_script_text(s, x, y, text, style);
    return true;
}

/* A picture on the way: what is drawn where, and how. */
struct picture {
    struct ct_script *script;
    const struct ct_chart *chart;
    const struct ct_place *place;
    const struct ct_segment_style *style;
    struct ct_space space;
};

/* The change of a stretch: from its middle on, to either side, and nowhere
 * that another stretch is as near; without the word if it has no room. */
static void write_change(struct picture *p, const struct ct_line *l,
                         const struct ct_segment *g, const struct ct_look *look)
{
    double at[PLACES][2], length = g->to - g->from;
    struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE, look->text};
    char change[CT_PEOPLE_MAX], text[CT_PEOPLE_MAX + 32];
    for (int k = 0; k < PLACES; k++) {
        int away = (k + 1) / 2 * (k % 2 ? -1 : 1);
        double x = g->from + length * (0.5 + 0.35 * away / (PLACES / 2));
        place_of(p->place, x, height_at(l, x), at[k]);
    }
    struct ct_wish wish = {.near = NEAR,
                           .far = FAR,
                           .left = at[PLACES - 2][0],
                           .right = at[PLACES - 1][0],
                           .n = PLACES,
                           .at = at};
    ct_segment_text(p->chart, g, "", change);
    snprintf(text, sizeof text, "%.24s%s", g->in_units ? "" : p->style->word,
             change);
    if (!ct_write_where_room(p->script, &p->space, &wish, text, &style))
        ct_write_where_room(p->script, &p->space, &wish, change, &style);
}

static void write_bend(struct picture *p, const struct ct_bend *b,
                       const struct ct_look *look)
{
    double at[1][2];
    struct ct_wish wish = {.near = NEAR,
                           .far = FAR_BEND,
                           .left = -HUGE_VAL,
                           .right = HUGE_VAL,
                           .n = 1,
                           .at = at};
    struct ct_text_style style = {CT_SMALL_SIZE, true, CT_CENTRE, look->text};
    place_of(p->place, b->x, b->value, *at);
    ct_write_where_room(p->script, &p->space, &wish, b->text, &style);
}

/* Draws the joinpoints of one line: rings, white inside. */
static void draw_rings(struct ct_script *s, const struct ct_segments *g,
                       const struct ct_look *look)
{
    if (g->n_bends == 0)
        return;
    int data = ct_script_data(s);
    for (size_t k = 0; k < g->n_bends; k++)
        ct_script_row(s, (double[]){g->bend[k].x, g->bend[k].value}, 2);
    ct_script_data_end(s);
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 7 pointsize 0.85 "
                      "linecolor rgb \"white\"");
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 6 pointsize 0.75 "
                      "linewidth 1.6 linecolor rgb \"%s\"",
                      look->text);
}

/* Says what is drawn already: lines, marks, rings; not those in the background,
 * which may be thousands. */
static void fill_space(struct picture *p, const struct ct_look *const *looks,
                       const struct ct_segments *g)
{
    for (size_t i = 0; i < p->chart->n; i++) {
        if (!looks[i])
            continue;
        ct_cover_line(&p->space, &p->chart->line[i], p->place);
        for (size_t k = 0; k < g[i].n_bends; k++) {
            double at[2];
            place_of(p->place, g[i].bend[k].x, g[i].bend[k].value, at);
            add_square(&p->space, at, BEND, CT_COVER_NEVER);
        }
    }
}

void ct_draw_segments(struct ct_script *s, const struct ct_chart *c,
                      const struct ct_place *place,
                      const struct ct_look *const *looks,
                      const struct ct_segment_style *style)
{
    struct picture p = {s, c, place, style, {.r = place->r}};
    p.space.r.top += style->above;
    struct ct_segments *g = ct_xcalloc(c->n, sizeof *g);
    size_t n = 0;
    ct_draw_found_breaks(s, c, place, looks);
    for (size_t i = 0; i < c->n; i++)
        if (looks[i]) {
            g[i] = ct_segments_of(c, &c->line[i]);
            n += g[i].n;
        }
    if (n > 0)
        fill_space(&p, looks, g);
    for (size_t i = 0; i < c->n; i++) {
        draw_rings(s, &g[i], looks[i]);
        for (size_t k = 0; k < g[i].n_bends; k++)
            write_bend(&p, &g[i].bend[k], looks[i]);
    }
    for (size_t i = 0; i < c->n; i++) {
        for (size_t k = 0; k < g[i].n && (g[i].n > 1 || style->lone); k++)
            write_change(&p, &c->line[i], &g[i].segment[k], looks[i]);
        ct_segments_clear(&g[i]);
    }
    ct_space_clear(&p.space);
    free(g);
}
