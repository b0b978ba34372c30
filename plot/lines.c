/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lines with their intervals, gaps, breaks and marks. */
#include "config.h"

#include "lib/status.h"
#include "plot/axis.h"
#include "plot/figure.h"

#include <math.h>

/* Widths in points; shares of gnuplot's own size for points. */
#define LINE_WIDTH "1.6"
#define SPECIAL_WIDTH "1.1"
#define GREY_WIDTH "0.7"
#define GREY "#c4c4c4"
#define MARK_SIZE "0.42"

/* Whether the line runs on from the value before to this one. */
static bool joins(const struct ct_line *l, size_t i)
{
    const struct ct_point *p = &l->point[i];
    return i > l->first && !p->after_gap && !p->after_break;
}

/* The value before point i, which has one. */
static const struct ct_point *before(const struct ct_line *l, size_t i)
{
    do
        i--;
    while (isnan(l->point[i].value));
    return &l->point[i];
}

/* Whether the stretch up to point i is drawn as not plainly observed. */
static bool is_special_stretch(const struct ct_line *l, size_t i)
{
    return ct_point_is_special(&l->point[i]) ||
           ct_point_is_special(before(l, i));
}

/* Writes the stretches of one kind; returns the block, or 0 if it is empty. */
static int line_data(struct ct_script *s, const struct ct_line *l, bool special)
{
    int data = ct_script_data(s), rows = 0;
    bool open = false;
    for (size_t i = l->first; i <= l->last; i++) {
        const struct ct_point *p = &l->point[i];
        if (isnan(p->value))
            continue;
        if (!joins(l, i) || is_special_stretch(l, i) != special) {
            open = false;
            continue;
        }
        const struct ct_point *q = before(l, i);
        if (!open && rows > 0)
            ct_script_gap(s);
        if (!open)
            ct_script_row(s, (double[]){q->x, q->value}, 2);
        ct_script_row(s, (double[]){p->x, p->value}, 2);
        open = true;
        rows++;
    }
    ct_script_data_end(s);
    return rows ? data : 0;
}

/* Whether a value hangs together with none of its neighbours. */
static bool is_alone(const struct ct_line *l, size_t i)
{
    if (joins(l, i))
        return false;
    do
        i++;
    while (i <= l->last && isnan(l->point[i].value));
    return i > l->last || !joins(l, i);
}

/* Writes the interval of one line: x, lower, upper; of values that stand
 * alone, which have no area, as upright strokes. */
static int interval_data(struct ct_script *s, const struct ct_line *l,
                         bool alone, double least)
{
    int data = ct_script_data(s), rows = 0;
    for (size_t i = l->first; i <= l->last; i++) {
        const struct ct_point *p = &l->point[i];
        if (isnan(p->value))
            continue;
        bool has = !isnan(p->lower) && !isnan(p->upper);
        if (rows > 0 && (!joins(l, i) || !has))
            ct_script_gap(s);
        if (!has || is_alone(l, i) != alone)
            continue;
        double lower = fmax(p->lower, least);
        ct_script_row(s, (double[]){p->x, lower, p->upper}, 3);
        if (alone)
            ct_script_row(s, (double[]){p->x, p->upper, p->upper}, 3);
        rows++;
    }
    ct_script_data_end(s);
    return rows ? data : 0;
}

/* Which values have a mark: all, or those that would not be seen without, and
 * special ones, but no row of forecasts close together. */
static bool has_mark(const struct ct_line *l, size_t i, bool all, bool special)
{
    const struct ct_point *p = &l->point[i];
    return !isnan(p->value) && ct_point_is_special(p) == special &&
           (all || is_alone(l, i) ||
            (special && !(p->status & CT_STATUS_FORECAST)));
}

/* Writes the points that have a mark of one kind. */
static int mark_data(struct ct_script *s, const struct ct_line *l, bool all,
                     bool special)
{
    int data = ct_script_data(s), rows = 0;
    for (size_t i = l->first; i <= l->last; i++)
        if (has_mark(l, i, all, special)) {
            ct_script_row(s, (double[]){l->point[i].x, l->point[i].value}, 2);
            rows++;
        }
    ct_script_data_end(s);
    return rows ? data : 0;
}

/* Writes what was observed where the value is fitted. */
static int observed_data(struct ct_script *s, const struct ct_line *l,
                         bool special)
{
    int data = ct_script_data(s), rows = 0;
    for (size_t i = 0; i < l->n; i++) {
        const struct ct_point *p = &l->point[i];
        if (!isnan(p->observed) && ct_point_is_special(p) == special) {
            ct_script_row(s, (double[]){p->x, p->observed}, 2);
            rows++;
        }
    }
    ct_script_data_end(s);
    return rows ? data : 0;
}

static void draw_interval(struct ct_script *s, const struct ct_chart *c,
                          const struct ct_line *l, const struct ct_look *look)
{
    double least = c->is_log ? c->low : -HUGE_VAL;
    int data = interval_data(s, l, false, least);
    if (data)
        ct_script_element(s, data,
                          "using 1:2:3 with filledcurves linecolor rgb \"%s\" "
                          "fillstyle transparent solid 0.16 noborder",
                          look->colour);
    data = interval_data(s, l, true, least);
    if (data)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"%s\" "
                          "linewidth 1",
                          look->colour);
}

static void draw_line(struct ct_script *s, const struct ct_line *l,
                      const struct ct_look *look)
{
    int data = line_data(s, l, false);
    if (data)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"%s\" "
                          "linewidth " LINE_WIDTH " dashtype %s",
                          look->colour, *look->dash ? look->dash : "solid");
    data = line_data(s, l, true);
    if (data)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"%s\" "
                          "linewidth " SPECIAL_WIDTH " dashtype (2,4)",
                          look->colour);
}

/* One kind of marks; hollow ones are white inside. */
static void draw_marks(struct ct_script *s, int data, int type, int under,
                       const char *colour)
{
    if (!data)
        return;
    if (under)
        ct_script_element(s, data,
                          "using 1:2 with points pointtype %d "
                          "pointsize " MARK_SIZE " linecolor rgb \"white\"",
                          under);
    ct_script_element(s, data,
                      "using 1:2 with points pointtype %d pointsize " MARK_SIZE
                      " linewidth 0.9 linecolor rgb \"%s\"",
                      type, colour);
}

static void draw_points(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_line *l, const struct ct_look *look,
                        bool marks)
{
    for (int special = 0; special < 2; special++) {
        int data = c->is_fitted ? observed_data(s, l, special)
                                : mark_data(s, l, marks, special);
        draw_marks(s, data, special ? look->hollow : look->filled,
                   special ? look->filled : 0, look->colour);
    }
}

/* Lines in the background: no intervals, no marks but for values alone. */
static void draw_grey(struct ct_script *s, const struct ct_line *l)
{
    for (int special = 0; special < 2; special++) {
        int data = line_data(s, l, special);
        if (data)
            ct_script_element(s, data,
                              "using 1:2 with lines linecolor rgb \"" GREY
                              "\" linewidth " GREY_WIDTH);
        data = mark_data(s, l, false, false);
        if (data && !special)
            ct_script_element(s, data,
                              "using 1:2 with points pointtype 7 pointsize "
                              "0.25 linecolor rgb \"" GREY "\"");
    }
}

void ct_draw_lines(struct ct_script *s, const struct ct_chart *c,
                   const struct ct_look *const *looks, bool marks)
{
    for (size_t i = 0; i < c->n; i++)
        if (!looks[i])
            draw_grey(s, &c->line[i]);
    for (size_t i = 0; i < c->n; i++)
        if (looks[i])
            draw_interval(s, c, &c->line[i], looks[i]);
    for (size_t i = c->n; i-- > 0;)
        if (looks[i])
            draw_line(s, &c->line[i], looks[i]);
    for (size_t i = c->n; i-- > 0;)
        if (looks[i])
            draw_points(s, c, &c->line[i], looks[i], marks);
}
