/* SPDX-License-Identifier: GPL-3.0-or-later
 * What several figures draw: frame, axes. */
#include "config.h"

#include "plot/axis.h"
#include "plot/encode.h"
#include "plot/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Distance of an axis' numbers from it, in points. */
enum { BESIDE = 6, BELOW = 11, TICK = 3 };

struct ct_rect ct_figure_frame(struct ct_drawing *d, const struct ct_chart *c,
                               const char *remarks, double body, double least)
{
    struct ct_frame f;
    char *subtitle = ct_chart_subtitle(c);
    char *caption = ct_chart_caption(c, remarks);
    d->title = ct_chart_title(c);
    f = (struct ct_frame){d->title, subtitle, caption};
    struct ct_rect r = ct_frame_draw(&d->script, &f, body, least);
    free(subtitle);
    free(caption);
    return r;
}

int ct_figure_check(const struct ct_chart *c, size_t most, struct ct_error *err)
{
    if (c->n <= most)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%zu series are too many for this figure, it holds %zu: "
                   "choose with --where",
                   c->n, most);
}

double ct_values_width(const struct ct_axis *a)
{
    double most = 0;
    for (size_t i = 0; i < a->n; i++) {
        char text[CT_PEOPLE_MAX];
        ct_axis_label(a, i, text);
        most = fmax(most, ct_text_width(text, CT_SMALL_SIZE, false));
    }
    return most + BESIDE;
}

void ct_draw_grid(struct ct_script *s, const struct ct_rect *r,
                  const struct ct_axis *y)
{
    struct ct_stroke grid = {0.5, ct_grid, "", false};
    for (size_t i = 0; i < y->n; i++) {
        double at = ct_axis_place(y, y->tick[i], r->bottom, r->top);
        grid.colour = y->tick[i] == 0 && y->min < 0 ? ct_axis_ink : ct_grid;
        ct_script_stroke(s, r->left, at, r->right, at, &grid);
    }
}

void ct_draw_values(struct ct_script *s, const struct ct_rect *r,
                    const struct ct_axis *y)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_RIGHT,
                                               ct_ink_soft};
    for (size_t i = 0; i < y->n; i++) {
        char text[CT_PEOPLE_MAX];
        double at = ct_axis_place(y, y->tick[i], r->bottom, r->top);
        ct_axis_label(y, i, text);
        ct_script_text(s, r->left - BESIDE, at, text, &style);
    }
}

void ct_draw_years(struct ct_script *s, const struct ct_rect *r,
                   const struct ct_axis *x, bool inside)
{
    static const struct ct_stroke axis = {0.75, ct_axis_ink, "", false};
    ct_script_stroke(s, r->left, r->bottom, r->right, r->bottom, &axis);
    for (size_t i = 0; i < x->n; i++) {
        char text[CT_PEOPLE_MAX];
        struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                      ct_ink_soft};
        double at = ct_axis_place(x, x->tick[i], r->left, r->right);
        snprintf(text, sizeof text, "%ld", lround(x->tick[i]));
        if (inside && x->n > 1 && (i == 0 || i == x->n - 1))
            style.align = i == 0 ? CT_LEFT : CT_RIGHT;
        ct_script_stroke(s, at, r->bottom, at, r->bottom - TICK, &axis);
        ct_script_text(s, at, r->bottom - BELOW, text, &style);
    }
}

struct ct_axis ct_chart_values(const struct ct_chart *c, int wanted)
{
    bool from_zero = strcmp(c->unit, "INDEX") != 0;
    struct ct_axis a;
    if (c->is_log)
        a = ct_axis_log(c->low, c->high);
    else if (strcmp(c->unit, "NUMBER") == 0 && c->high < wanted && c->low >= 0)
        a = ct_axis_linear(0, wanted, true, wanted); /* whole numbers */
    else
        a = ct_axis_linear(c->low, c->high, from_zero, wanted);
    a.lang = c->request->options->lang;
    return a;
}
