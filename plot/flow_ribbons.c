/* SPDX-License-Identifier: GPL-3.0-or-later
 * Flows as ribbons from origins on the left to destinations on the right. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/memory.h"
#include "plot/encode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: widest label, between label and bar, width of a bar, between two
 * nodes, height of a label, from which distance on a label gets a line to its
 * bar. */
enum {
    LABEL_WIDTH = 150,
    BESIDE = 12,
    BAR = 6,
    GAP = 5,
    LINE = 11,
    MOVED = 3,
    NODE_HEIGHT = 25
};

/* Points along a ribbon. */
enum { STEPS = 32 };

/* Ribbons wider than so many points have edges. */
#define EDGED 2.5

#define OTHERS_COLOUR "#b5b5b5"
#define NAMED_COLOUR "#8f8f8f"
#define UNKNOWN_COLOUR "#d2d2d2"

/* A node's bar, from top to bottom, and where the next ribbon begins. */
struct bar {
    double top, bottom, next;
};

/* One side. */
struct column {
    const struct ct_flow_end *end;
    size_t n;
    struct bar *bar;
    bool left;
    double x; /* of the bars' inner edge */
};

struct ribbons {
    struct ct_script *s;
    const struct ct_flow_chart *c;
    struct ct_rect r;
    double scale; /* points for one */
    struct column side[2];
};

double ct_flow_ribbons_height(const struct ct_flow_chart *c)
{
    size_t n = c->n_rows > c->n_columns ? c->n_rows : c->n_columns;
    return (double)n * NODE_HEIGHT + 40;
}

/* Okabe and Ito's colours for the largest origins, greys for the rest: all
 * ribbons begin and end at a name. */
static const char *colour_of(const struct ct_flow_chart *c, size_t row)
{
    static const size_t look[] = {0, 1, 2, 3, 5, 6};
    if (c->row[row].kind == CT_END_UNKNOWN)
        return UNKNOWN_COLOUR;
    if (c->row[row].kind == CT_END_OTHERS)
        return OTHERS_COLOUR;
    return row < sizeof look / sizeof *look ? ct_look(look[row])->colour
                                            : NAMED_COLOUR;
}

/* Stacks the bars of one side, in the middle of the height. */
static void stack(struct ribbons *w, struct column *k)
{
    double sum = GAP * (double)(k->n - 1);
    for (size_t i = 0; i < k->n; i++)
        sum += k->end[i].all.value * w->scale;
    double y = (w->r.top + w->r.bottom + sum) / 2;
    for (size_t i = 0; i < k->n; i++) {
        k->bar[i].top = k->bar[i].next = y;
        y -= k->end[i].all.value * w->scale;
        k->bar[i].bottom = y;
        y -= GAP;
    }
}

/* A ribbon: its lower and upper edge at both ends. */
struct ribbon {
    size_t row;
    double height, left[2], right[2];
};

/* Edges, but of ribbons that would not be seen between them: white, so that
 * neighbours stand apart; of unknown origins dashed. */
static void draw_edges(struct ribbons *w, const struct ribbon *b, int data)
{
    bool unknown = w->c->row[b->row].kind == CT_END_UNKNOWN;
    for (int edge = 2; edge <= 3 && b->height > EDGED; edge++)
        ct_script_element(w->s, data,
                          "using 1:%d with lines linecolor rgb \"%s\" "
                          "linewidth 0.4 dashtype %s",
                          edge, unknown ? ct_axis_ink : "#ffffff",
                          unknown ? "(6,4)" : "solid");
}

static void draw_ribbon(struct ribbons *w, const struct ribbon *b)
{
    int data = ct_script_data(w->s);
    for (int k = 0; k <= STEPS; k++) {
        double x = (double)k / STEPS, bend = x * x * (3 - 2 * x);
        ct_script_row(
            w->s,
            (double[]){x, b->left[0] + (b->right[0] - b->left[0]) * bend,
                       b->left[1] + (b->right[1] - b->left[1]) * bend},
            3);
    }
    ct_script_data_end(w->s);
    bool unknown = w->c->row[b->row].kind == CT_END_UNKNOWN;
    ct_script_element(w->s, data,
                      "using 1:2:3 with filledcurves fillcolor rgb \"%s\" "
                      "fillstyle transparent solid %s noborder",
                      colour_of(w->c, b->row), unknown ? "0.9" : "0.62");
    draw_edges(w, b, data);
}

/* A flow that is withheld: a line without width of its own. Those of others,
 * of which there can be very many, show in the sums only. */
static void draw_withheld(struct ribbons *w, size_t i, size_t j)
{
    int data = ct_script_data(w->s);
    double a = (w->side[0].bar[i].top + w->side[0].bar[i].bottom) / 2;
    double b = (w->side[1].bar[j].top + w->side[1].bar[j].bottom) / 2;
    for (int k = 0; k <= STEPS; k++) {
        double x = (double)k / STEPS, bend = x * x * (3 - 2 * x);
        ct_script_row(w->s, (double[]){x, a + (b - a) * bend}, 2);
    }
    ct_script_data_end(w->s);
    ct_script_element(w->s, data,
                      "using 1:2 with lines linecolor rgb \"#a6a6a6\" "
                      "linewidth 0.45 dashtype (5,7)");
}

static int by_height(const void *a, const void *b)
{
    const struct ribbon *x = a, *y = b;
    if (x->height != y->height)
        return x->height > y->height ? -1 : 1;
    return x->left[0] > y->left[0] ? -1 : x->left[0] < y->left[0];
}

/* Gives each ribbon its place: at each bar those to the first node of the other
 * side on top. Returns how many there are. */
static size_t place_ribbons(struct ribbons *w, struct ribbon *out)
{
    const struct ct_flow_chart *c = w->c;
    size_t n = 0;
    for (size_t i = 0; i < c->n_rows; i++)
        for (size_t j = 0; j < c->n_columns; j++) {
            struct bar *from = &w->side[0].bar[i], *to = &w->side[1].bar[j];
            double height = c->cell[i * c->n_columns + j].value * w->scale;
            if (!(height > 0))
                continue;
            out[n++] = (struct ribbon){i,
                                       height,
                                       {from->next - height, from->next},
                                       {to->next - height, to->next}};
            from->next -= height;
            to->next -= height;
        }
    return n;
}

/* What is withheld below, then the widest ribbons, the thin ones on top. */
static void draw_all(struct ribbons *w)
{
    const struct ct_flow_chart *c = w->c;
    struct ribbon *ribbon =
        ct_xcalloc(c->n_rows * c->n_columns + 1, sizeof *ribbon);
    for (size_t i = 0; i < c->n_rows; i++)
        for (size_t j = 0; j < c->n_columns; j++) {
            const struct ct_flow_cell *cell = &c->cell[i * c->n_columns + j];
            if (cell->given == 0 && cell->withheld && c->row[i].code &&
                c->column[j].code)
                draw_withheld(w, i, j);
        }
    size_t n = place_ribbons(w, ribbon);
    qsort(ribbon, n, sizeof *ribbon, by_height);
    for (size_t i = 0; i < n; i++)
        draw_ribbon(w, &ribbon[i]);
    free(ribbon);
}

static void draw_bars(struct ribbons *w, const struct column *k)
{
    double outer = k->left ? k->x - BAR : k->x + BAR;
    for (size_t i = 0; i < k->n; i++) {
        struct ct_rect r = {fmin(k->x, outer), k->bar[i].bottom,
                            fmax(k->x, outer), k->bar[i].top};
        r.bottom = fmin(r.bottom, r.top - 0.8);
        ct_script_fill(w->s, &r, k->left ? colour_of(w->c, i) : ct_ink_soft);
    }
}

/* Name and number beside a bar, with a line to it where they had to move. */
static void draw_label(struct ribbons *w, const struct column *k, size_t i,
                       double y)
{
    static const struct ct_stroke line = {0.5, ct_axis_ink, "", true};
    char number[CT_PEOPLE_MAX];
    double outer = k->left ? k->x - BAR : k->x + BAR, sign = k->left ? -1 : 1;
    double middle = (k->bar[i].top + k->bar[i].bottom) / 2;
    struct ct_text_style style = {CT_SMALL_SIZE, false,
                                  k->left ? CT_RIGHT : CT_LEFT, ct_ink};
    ct_flow_cell_text(w->c, &k->end[i].all, number);
    double wide = ct_text_width(number, style.size, true) + 5;
    double room = (k->left ? outer - w->r.left : w->r.right - outer) - BESIDE;
    char *name =
        ct_text_fit(k->end[i].label, fmax(room - wide, 20), style.size, false);
    double next = k->left ? wide : ct_text_width(name, style.size, false) + 5;
    double x = outer + sign * BESIDE, behind = x + sign * next;
    ct_script_text(w->s, k->left ? behind : x, y, name, &style);
    style.bold = true;
    ct_script_text(w->s, k->left ? x : behind, y, number, &style);
    if (fabs(y - middle) > MOVED)
        ct_script_stroke(w->s, outer + sign * 1.5, middle,
                         outer + sign * (BESIDE - 2), y, &line);
    free(name);
}

static void draw_labels(struct ribbons *w, const struct column *k)
{
    struct ct_tag *tag = ct_xcalloc(k->n + 1, sizeof *tag);
    for (size_t i = 0; i < k->n; i++)
        tag[i] = (struct ct_tag){(k->bar[i].top + k->bar[i].bottom) / 2 -
                                     0.001 * (double)i,
                                 LINE, 0};
    ct_tags_place(tag, k->n, w->r.bottom, w->r.top);
    for (size_t i = 0; i < k->n; i++)
        draw_label(w, k, i, tag[i].at);
    free(tag);
}

/* How wide the labels of a side are. */
static double labels_width(const struct ct_flow_chart *c,
                           const struct ct_flow_end *end, size_t n, double most)
{
    double width = 0;
    for (size_t i = 0; i < n; i++) {
        char number[CT_PEOPLE_MAX];
        ct_flow_cell_text(c, &end[i].all, number);
        width = fmax(width, ct_text_width(end[i].label, CT_SMALL_SIZE, false) +
                                5 + ct_text_width(number, CT_SMALL_SIZE, true));
    }
    return fmin(width + 1, most) + BESIDE + BAR;
}

void ct_flow_ribbons(struct ct_script *s, const struct ct_flow_chart *c,
                     const struct ct_rect *r)
{
    size_t most = c->n_rows > c->n_columns ? c->n_rows : c->n_columns;
    double label = fmin(LABEL_WIDTH, (r->right - r->left) * 0.33), sum = 0;
    struct ribbons w = {.s = s,
                        .c = c,
                        .r = *r,
                        .side = {{.end = c->row, .n = c->n_rows, .left = true},
                                 {.end = c->column, .n = c->n_columns}}};
    struct ct_axis x = {.min = 0, .max = 1};
    struct ct_axis y = {.min = r->bottom, .max = r->top};
    for (size_t i = 0; i < c->n_rows; i++)
        sum += c->row[i].all.value;
    double height = r->top - r->bottom - GAP * (double)(most - 1);
    w.scale = sum > 0 ? height / sum : 0;
    w.side[0].x = r->left + labels_width(c, c->row, c->n_rows, label);
    w.side[1].x = r->right - labels_width(c, c->column, c->n_columns, label);
    struct ct_rect inner = {w.side[0].x, r->bottom, w.side[1].x, r->top};
    ct_script_area(s, &inner, &x, &y);
    for (int k = 0; k < 2; k++) {
        w.side[k].bar = ct_xcalloc(w.side[k].n + 1, sizeof(struct bar));
        stack(&w, &w.side[k]);
        draw_bars(&w, &w.side[k]);
        draw_labels(&w, &w.side[k]);
    }
    draw_all(&w);
    ct_script_draw(s);
    free(w.side[0].bar);
    free(w.side[1].bar);
}
