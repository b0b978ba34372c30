/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `forecast`: what was observed, and what may come. */
#include "config.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/history.h"
#include "plot/panels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Points: height of the data, room on the right for the last number, its
 * distance, between years, per value to show marks. */
enum {
    BODY = 235,
    LEAST = 70,
    NEAR = 6,
    YEAR_WIDTH = 36,
    MARK_WIDTH = 9,
    YEARS = 16
};

/* The last forecast and its interval, on two lines. */
struct ending {
    char value[CT_PEOPLE_MAX], limits[2 * CT_PEOPLE_MAX + 8];
    double width;
};

static struct ending make_ending(const struct ct_chart *c)
{
    const struct ct_point *p = &c->line[0].point[c->line[0].last];
    struct ending e = {.limits = ""};
    char low[CT_PEOPLE_MAX], high[CT_PEOPLE_MAX];
    ct_chart_value(c, p->value, e.value);
    e.width = ct_text_width(e.value, CT_LABEL_SIZE, true);
    if (!isnan(p->lower) && !isnan(p->upper)) {
        ct_chart_value(c, p->lower, low);
        ct_chart_value(c, p->upper, high);
        snprintf(e.limits, sizeof e.limits, ct_chart_say(c, "(%s to %s)"), low,
                 high);
        e.width = fmax(e.width, ct_text_width(e.limits, CT_SMALL_SIZE, false));
    }
    return e;
}

static void draw_ending(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_place *p, const struct ending *e)
{
    const struct ct_point *last = &c->line[0].point[c->line[0].last];
    struct ct_text_style bold = {CT_LABEL_SIZE, true, CT_LEFT,
                                 ct_look(0)->text};
    struct ct_text_style plain = {CT_SMALL_SIZE, false, CT_LEFT,
                                  ct_look(0)->text};
    double x = ct_axis_place(&p->x, last->x, p->r.left, p->r.right) + NEAR;
    double y = ct_axis_place(&p->y, last->value, p->r.bottom, p->r.top);
    double half = *e->limits ? CT_LABEL_SIZE * 0.6 : 0;
    ct_script_text(s, x, y + half, e->value, &bold);
    if (*e->limits)
        ct_script_text(s, x, y - half, e->limits, &plain);
}

/* One series over the whole page. */
static void draw_one(const struct ct_chart *c, const char *words,
                     struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    const struct ct_look *look[] = {ct_look(0)};
    struct ending ending = make_ending(c);
    struct ct_place p = {.r = ct_figure_frame(d, c, words, BODY, LEAST)};
    p.y = ct_chart_values(c, 5);
    p.r.left += ct_values_width(&p.y);
    p.r.right -= ending.width + NEAR;
    p.r.bottom += YEARS;
    double width = p.r.right - p.r.left;
    p.x = ct_axis_years(c->x_low, c->x_high, width, YEAR_WIDTH);
    ct_script_area(s, &p.r, &p.x, &p.y);
    ct_draw_grid(s, &p.r, &p.y);
    ct_draw_values(s, &p.r, &p.y);
    ct_draw_years(s, &p.r, &p.x, false);
    ct_draw_lines(s, c, look,
                  width / (double)(c->to - c->from + 1) >= MARK_WIDTH);
    ct_draw_breaks(s, c, &p, look, true);
    ct_draw_border(s, c, &p, true);
    draw_ending(s, c, &p, &ending);
    ct_script_draw(s);
    ct_chart_describe(c, &c->line[0], &d->desc);
}

/* The figure's own sentences. */
static char *remarks(const struct ct_chart *c, bool cut)
{
    struct ct_buffer b = {0};
    ct_history_describe(c, &b);
    if (cut) {
        char from[CT_PERIOD_MAX];
        ct_chart_period(c, c->from, from);
        ct_buffer_printf(
            &b, ct_chart_say(c, "Values before %s are not drawn. "), from);
    }
    return ct_buffer_take(&b);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    bool cut = false;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    int result = ct_panels_check(&c, err);
    if (result == 0 && ct_history_add(&c, &cut) == 0)
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "nothing to draw: no forecasts with values before "
                         "them; see analyze forecast");
    if (result == 0) {
        char *words = remarks(&c, cut);
        if (c.n == 1)
            draw_one(&c, words, d);
        else
            ct_draw_panels(&c, words, d);
        free(words);
    }
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_forecast = {
    .name = "forecast",
    .title = "what was observed, and forecasts with their limits",
    .text =
        "Of a result of `analyze forecast`: the values as a line, the "
        "forecasts as hollow marks on a dotted one, with a ribbon between "
        "their limits and an upright stroke where they begin. The number on "
        "the right is the last forecast, with its limits; the caption names "
        "the model. Several series stand in small multiples on the same "
        "scales.",
    .draw = draw,
};
