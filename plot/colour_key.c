/* SPDX-License-Identifier: GPL-3.0-or-later
 * Draws the key of colours that stand for classes. */
#include "config.h"

#include "plot/colour_key.h"

#include "plot/axis.h"

#include <math.h>

/* Points: a box of the key. */
enum { BOX_WIDTH = 40, BOX_HEIGHT = 9 };

/* An edge of the classes with the decimals that it needs. */
static void edge_text(const struct ct_chart *c, double x, char *out)
{
    int decimals = 0;
    while (decimals < 6 &&
           fabs(x * pow(10, decimals) - round(x * pow(10, decimals))) > 1e-6)
        decimals++;
    ct_chart_number(c, x, decimals, out);
}

void ct_draw_colour_key(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_classes *classes,
                        const struct ct_rect *r)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft},
                                      word = {CT_SMALL_SIZE, false, CT_LEFT,
                                              ct_ink_soft};
    static const struct ct_stroke hatch = {0.6, CT_HATCH, "", true};
    double left = r->left, top = r->top, width = r->right - left;
    double box = fmin(BOX_WIDTH, (width - 90) / (double)classes->n);
    for (size_t i = 0; i <= classes->n; i++) {
        char text[CT_PEOPLE_MAX];
        double x = left + box * (double)i;
        edge_text(c, classes->edge[i], text);
        ct_script_text(s, x, top - BOX_HEIGHT - 8, text, &style);
        if (i < classes->n)
            ct_script_fill(
                s, &(struct ct_rect){x, top - BOX_HEIGHT, x + box - 0.7, top},
                classes->colour[i]);
    }
    double x = left + box * (double)classes->n + 22;
    struct ct_rect none = {x, top - BOX_HEIGHT, x + 14, top};
    ct_script_fill(s, &none, CT_EMPTY);
    ct_script_stroke(s, none.left, none.bottom, none.right, none.top, &hatch);
    ct_script_text(s, none.right + 5, top - BOX_HEIGHT / 2.0,
                   ct_chart_say(c, "no value"), &word);
}
