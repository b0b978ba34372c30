/* SPDX-License-Identifier: GPL-3.0-or-later
 * Draws the key of colours that stand for classes. */
#include "config.h"

#include "plot/colour_key.h"

#include "plot/axis.h"
#include "plot/encode.h"

#include <math.h>

/* Points: a box of the key; between its numbers. */
enum { BOX_WIDTH = 40, BOX_HEIGHT = 9, APART = 3 };

/* An edge of the classes with the decimals that it needs. */
static void edge_text(const struct ct_chart *c, double x, char *out)
{
    int decimals = 0;
    while (decimals < 6 &&
           fabs(x * pow(10, decimals) - round(x * pow(10, decimals))) > 1e-6)
        decimals++;
    ct_chart_number(c, x, decimals, out);
}

/* Writes the edge of a class at x, if it has room behind what ends at *end. */
static void draw_edge(struct ct_script *s, const char *text, double x, double y,
                      double *end)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    double half = ct_text_width(text, style.size, false) / 2;
    if (x - half < *end)
        return;
    ct_script_text(s, x, y, text, &style);
    *end = x + half + APART;
}

void ct_draw_colour_key(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_classes *classes,
                        const struct ct_rect *r, bool is_missing)
{
    static const struct ct_text_style word = {CT_SMALL_SIZE, false, CT_LEFT,
                                              ct_ink_soft};
    static const struct ct_stroke hatch = {0.6, CT_HATCH, "", true};
    double left = r->left, top = r->top, width = r->right - left;
    double end = -HUGE_VAL; /* of the edges written */
    double box = fmin(BOX_WIDTH, (width - 90) / (double)classes->n);
    for (size_t i = 0; i <= classes->n; i++) {
        char text[CT_PEOPLE_MAX];
        double x = left + box * (double)i;
        edge_text(c, classes->edge[i], text);
        draw_edge(s, text, x, top - BOX_HEIGHT - 8, &end);
        if (i < classes->n)
            ct_script_fill(
                s, &(struct ct_rect){x, top - BOX_HEIGHT, x + box - 0.7, top},
                classes->colour[i]);
    }
    if (!is_missing)
        return;
    double x = left + box * (double)classes->n + 22;
    struct ct_rect none = {x, top - BOX_HEIGHT, x + 14, top};
    ct_script_fill(s, &none, CT_EMPTY);
    ct_script_stroke(s, none.left, none.bottom, none.right, none.top, &hatch);
    ct_script_text(s, none.right + 5, top - BOX_HEIGHT / 2.0,
                   ct_chart_say(c, "no value"), &word);
}
