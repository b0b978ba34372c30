/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `ranking`: one dot a series, the highest first. */
#include "config.h"

#include "lib/memory.h"
#include "lib/status.h"
#include "plot/encode.h"
#include "plot/figure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: widest name, distance of names and values from the dots. */
enum { NAME_WIDTH = 170, BESIDE = 8, AXIS = 16, WORD = 8, LEAST_ROW = 10 };

/* Number of rows from which the middle one is worth a line. */
enum { ROWS_FOR_MEDIAN = 10 };

#define DOT "#0072B2"

/* Whether the table `reliability` calls a value less than ok. */
static bool is_unreliable(const struct ct_chart *c, const struct ct_line *l)
{
    const struct ct_table *t = ct_panel_table(c->panel, "reliability");
    const struct ct_point *p = &l->point[l->first];
    long word = t ? ct_table_find(t, "reliability") : -1;
    long time = t ? ct_table_find(t, "time") : -1;
    char period[CT_PERIOD_MAX];
    if (p->status & CT_STATUS_LOW)
        return true;
    if (word < 0 || time < 0 || !t->columns[word].is_text ||
        !t->columns[time].is_text)
        return false;
    ct_chart_period(c, p->ordinal, period);
    for (size_t row = 0; row < t->n_rows; row++)
        if (strcmp(t->columns[time].text[row], period) == 0 &&
            ct_chart_row_is_of(c, t, row, l->series))
            return strcmp(t->columns[word].text[row], "ok") != 0;
    return false;
}

/* Height of a row: closer together where there are many. */
static double row_height(size_t n)
{
    return n <= 12 ? 18 : n <= 30 ? 14 : 11.5;
}

static double text_size(size_t n)
{
    return n <= 30 ? CT_LABEL_SIZE : CT_SMALL_SIZE;
}

/* The middle of row i from the top. */
static double row_at(const struct ct_rect *r, size_t n, size_t i)
{
    return r->top - (r->top - r->bottom) * ((double)i + 0.5) / (double)n;
}

/* What stands on the right of a row: value and interval. */
static void value_text(const struct ct_chart *c, const struct ct_line *l,
                       char *out, size_t size)
{
    const struct ct_point *p = &l->point[l->first];
    char value[CT_PEOPLE_MAX], lower[CT_PEOPLE_MAX], upper[CT_PEOPLE_MAX];
    ct_chart_value(c, p->value, value);
    ct_chart_value(c, p->lower, lower);
    ct_chart_value(c, p->upper, upper);
    if (*lower && *upper)
        snprintf(out, size, "%s (%s\u2013%s)", value, lower, upper);
    else
        snprintf(out, size, "%s", value);
}

/* Widths that names and values take. */
static void measure(const struct ct_chart *c, double *names, double *values)
{
    char text[4 * CT_PEOPLE_MAX];
    *names = *values = 0;
    for (size_t i = 0; i < c->n; i++) {
        *names = fmax(*names,
                      ct_text_width(c->line[i].label, text_size(c->n), false));
        value_text(c, &c->line[i], text, sizeof text);
        *values = fmax(*values, ct_text_width(text, text_size(c->n), false));
    }
    *names = fmin(*names, NAME_WIDTH);
}

static void draw_rows(struct ct_script *s, const struct ct_chart *c,
                      const struct ct_rect *r, double names, double values)
{
    double size = text_size(c->n);
    struct ct_text_style name = {size, false, CT_LEFT, ct_ink},
                         value = {size, false, CT_RIGHT, ct_ink};
    static const struct ct_stroke guide = {0.4, "#ececec", "", false};
    for (size_t i = 0; i < c->n; i++) {
        char text[4 * CT_PEOPLE_MAX];
        double y = row_at(r, c->n, i);
        char *label = ct_text_fit(c->line[i].label, names, size, false);
        value_text(c, &c->line[i], text, sizeof text);
        ct_script_text(s, r->left - BESIDE - names, y, label, &name);
        ct_script_text(s, r->right + BESIDE + values, y, text, &value);
        ct_script_stroke(s, r->left, y, r->right, y, &guide);
        free(label);
    }
}

/* Value ticks below, with upright grid lines. */
static void draw_axis(struct ct_script *s, const struct ct_rect *r,
                      const struct ct_axis *x)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    struct ct_stroke grid = {0.5, ct_grid, "", false};
    for (size_t i = 0; i < x->n; i++) {
        char text[CT_PEOPLE_MAX];
        double at = ct_axis_place(x, x->tick[i], r->left, r->right);
        ct_axis_label(x, i, text);
        grid.colour = x->tick[i] == 0 ? ct_axis_ink : ct_grid;
        ct_script_stroke(s, at, r->bottom, at, r->top, &grid);
        ct_script_text(s, at, r->bottom - 9, text, &style);
    }
}

/* A line at the middle value. The lines are sorted. */
static void draw_median(struct ct_script *s, const struct ct_chart *c,
                        const struct ct_place *p)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    static const struct ct_stroke stroke = {0.7, "#7a7a7a", "(6,4)", false};
    char number[CT_PEOPLE_MAX], text[CT_PEOPLE_MAX + 16];
    if (c->n < ROWS_FOR_MEDIAN)
        return;
    double median = (c->line[(c->n - 1) / 2].point[0].value +
                     c->line[c->n / 2].point[0].value) /
                    2;
    double x = ct_axis_place(&p->x, median, p->r.left, p->r.right);
    ct_chart_value(c, median, number);
    snprintf(text, sizeof text, "%.12s %s", ct_chart_say(c, "median"), number);
    ct_script_stroke(s, x, p->r.bottom, x, p->r.top + 2, &stroke);
    ct_script_text(s, x, p->r.top + 8, text, &style);
}

static void draw_intervals(struct ct_script *s, const struct ct_chart *c,
                           double least)
{
    int data = ct_script_data(s);
    for (size_t i = 0; i < c->n; i++) {
        const struct ct_point *p = &c->line[i].point[0];
        double y = (double)(c->n - i);
        if (isnan(p->lower) || isnan(p->upper))
            continue;
        ct_script_row(s, (double[]){fmax(p->lower, least), y}, 2);
        ct_script_row(s, (double[]){p->upper, y}, 2);
        ct_script_gap(s);
    }
    ct_script_data_end(s);
    if (c->has_interval)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"" DOT
                          "\" linewidth 1.1");
}

/* Dots, hollow ones for values that are unreliable or not plainly observed. */
static void draw_dots(struct ct_script *s, const struct ct_chart *c)
{
    static const char *const inside[] = {DOT, "white"};
    for (int hollow = 0; hollow < 2; hollow++) {
        int data = ct_script_data(s), rows = 0;
        for (size_t i = 0; i < c->n; i++) {
            const struct ct_point *p = &c->line[i].point[0];
            bool weak = ct_point_is_special(p) || is_unreliable(c, &c->line[i]);
            if (weak != hollow)
                continue;
            rows++;
            ct_script_row(s, (double[]){p->value, (double)(c->n - i)}, 2);
        }
        ct_script_data_end(s);
        if (rows == 0)
            continue;
        ct_script_element(s, data,
                          "using 1:2 with points pointtype 7 pointsize 0.75 "
                          "linecolor rgb \"" DOT "\"");
        ct_script_element(s, data,
                          "using 1:2 with points pointtype 7 pointsize 0.5 "
                          "linecolor rgb \"%s\"",
                          inside[hollow]);
    }
}

/* Highest, lowest and middle in words. */
static void describe(const struct ct_chart *c, struct ct_buffer *out)
{
    static const char *const words[] = {"Highest", "Lowest"};
    char value[CT_PEOPLE_MAX], period[CT_PERIOD_MAX];
    ct_chart_period(c, c->to, period);
    ct_buffer_printf(out, ct_chart_say(c, "%zu %s in %s, the highest first. "),
                     c->n, ct_chart_say(c, ct_chart_noun(c)), period);
    for (size_t end = 0; end < 2; end++) {
        const struct ct_line *l = &c->line[end ? c->n - 1 : 0];
        ct_chart_value(c, l->point[0].value, value);
        ct_buffer_printf(out, "%s: %s, %s. ", ct_chart_say(c, words[end]),
                         l->label, value);
    }
}

/* Says which period is shown when there were several. */
static char *remarks(const struct ct_chart *c, long from, long to,
                     size_t unreliable)
{
    struct ct_buffer b = {0};
    char first[CT_PERIOD_MAX], last[CT_PERIOD_MAX];
    ct_chart_period(c, from, first);
    ct_chart_period(c, to, last);
    if (from < to)
        ct_buffer_printf(
            &b,
            ct_chart_say(c, "Of %s\u2013%s the latest period with values of at "
                            "least three quarters of the %s. "),
            first, last, ct_chart_say(c, ct_chart_noun(c)));
    if (unreliable > 0)
        ct_buffer_printf(
            &b, ct_chart_say(c, "Hollow dots: unreliable, few events (%zu). "),
            unreliable);
    return ct_buffer_take(&b);
}

static size_t count_unreliable(const struct ct_chart *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        n += is_unreliable(c, &c->line[i]);
    return n;
}

static void draw_chart(struct ct_chart *c, struct ct_drawing *d)
{
    long from = c->from, to = c->to;
    double names, values;
    ct_chart_cut(c, (long[]){ct_chart_common(c, true)}, 1);
    ct_chart_sort(c);
    measure(c, &names, &values);
    names = fmin(names, d->script.width * 0.34);
    char *words = remarks(c, from, to, count_unreliable(c));
    c->special_mark = "Hollow dots";
    c->status &= (uint16_t)~CT_STATUS_LOW; /* said by the remarks */
    double word = c->n < ROWS_FOR_MEDIAN ? 0 : WORD;
    double body = (double)c->n * row_height(c->n) + AXIS + word;
    struct ct_place p = {
        .r = ct_figure_frame(d, c, words, body,
                             (double)c->n * LEAST_ROW + AXIS + word)};
    p.r.left += names + BESIDE;
    p.r.right -= values + BESIDE;
    p.r.bottom += AXIS;
    p.r.top -= word;
    p.x = ct_chart_values(c, 5);
    p.y = (struct ct_axis){.min = 0.5, .max = (double)c->n + 0.5};
    ct_script_area(&d->script, &p.r, &p.x, &p.y);
    draw_axis(&d->script, &p.r, &p.x);
    draw_rows(&d->script, c, &p.r, names, values);
    draw_median(&d->script, c, &p);
    draw_intervals(&d->script, c, p.x.min);
    draw_dots(&d->script, c);
    ct_script_draw(&d->script);
    describe(c, &d->desc);
    free(words);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    int result = ct_figure_check(&c, CT_MOST_ROWS, err);
    if (result == 0)
        result = ct_chart_alike(&c, err);
    if (result == 0)
        draw_chart(&c, d);
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_ranking = {
    .name = "ranking",
    .title = "dots with intervals, the highest first, at one period",
    .text = "One row a series with its value and interval, sorted, at one "
            "period: the latest of those selected with values of at least "
            "three quarters of the series; `--from` and `--to` choose another. "
            "Hollow dots are values that are estimated, provisional or "
            "unreliable. Series from different kinds of source are refused, "
            "and areas that are counted or defined otherwise; --allow ranks "
            "them, and the caption says what differs.",
    .draw = draw,
};
