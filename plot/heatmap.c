/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `heatmap`: series by period, values as colours. */
#include "config.h"

#include "lib/memory.h"
#include "plot/colour_key.h"
#include "plot/encode.h"
#include "plot/figure.h"
#include "plot/style.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: widest name and its distance, years above and below, the colour key.
 */
enum {
    NAME_WIDTH = 150,
    BESIDE = 6,
    YEARS = 14,
    YEAR_WIDTH = 26,
    KEY = 34,
    LEAST_ROW = 10
};

/* Rows from which the years stand below, too. */
enum { LONG = 25 };

enum { MOST_PERIODS = 600 };

/* Half the size of a cell; the rest is white between them. */
#define HALF 0.47

static double row_height(size_t n)
{
    return n <= 15 ? 17 : n <= 30 ? 13.5 : 11;
}

/* The point of a line at a period, or NULL. */
static const struct ct_point *cell(const struct ct_line *l, long ordinal)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->point[i].ordinal == ordinal)
            return isnan(l->point[i].value) ? NULL : &l->point[i];
    return NULL;
}

static struct ct_classes make_classes(const struct ct_chart *c)
{
    double *values = ct_xmalloc(c->n_values + 1, sizeof *values);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++)
            if (!isnan(c->line[i].point[j].value))
                values[n++] = c->line[i].point[j].value;
    struct ct_classes classes = ct_classes_make(values, n, c->is_log);
    free(values);
    return classes;
}

/* A row of a block: the cell at column x of line i. */
static void add_cell(struct ct_script *s, const struct ct_chart *c, double x,
                     size_t i)
{
    double y = (double)(c->n - i);
    ct_script_row(s, (double[]){x, y, x - HALF, x + HALF, y - HALF, y + HALF},
                  6);
}

/* All cells of one class. */
static void draw_class(struct ct_script *s, const struct ct_chart *c,
                       const struct ct_classes *classes, size_t class)
{
    int data = ct_script_data(s), rows = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++) {
            const struct ct_point *p = &c->line[i].point[j];
            if (isnan(p->value) || ct_classes_find(classes, p->value) != class)
                continue;
            add_cell(s, c, (double)(p->ordinal - c->from), i);
            rows++;
        }
    ct_script_data_end(s);
    if (rows)
        ct_script_element(s, data,
                          "using 1:2:3:4:5:6 with boxxyerror "
                          "fillcolor rgb \"%s\" fillstyle solid 1 noborder",
                          classes->colour[class]);
}

/* Cells without a value: grey, crossed by a line. */
static void draw_missing(struct ct_script *s, const struct ct_chart *c)
{
    size_t n = 0;
    for (int part = 0; part < 2; part++) {
        int data = ct_script_data(s);
        n = 0;
        for (size_t i = 0; i < c->n; i++)
            for (long t = c->from; t <= c->to; t++) {
                double x = (double)(t - c->from), y = (double)(c->n - i);
                if (cell(&c->line[i], t))
                    continue;
                n++;
                if (part == 0) {
                    add_cell(s, c, x, i);
                    continue;
                }
                ct_script_row(s, (double[]){x - HALF, y - HALF}, 2);
                ct_script_row(s, (double[]){x + HALF, y + HALF}, 2);
                ct_script_gap(s);
            }
        ct_script_data_end(s);
        if (n > 0)
            ct_script_element(
                s, data, "%s",
                part == 0 ? "using 1:2:3:4:5:6 with boxxyerror fillcolor rgb "
                            "\"" CT_EMPTY "\" fillstyle solid 1 noborder"
                          : "using 1:2 with lines linecolor rgb \"" CT_HATCH
                            "\" linewidth 0.5");
    }
}

/* Dots in cells that are estimated, imputed, forecast or provisional. */
static void draw_special(struct ct_script *s, const struct ct_chart *c)
{
    int data = ct_script_data(s);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++) {
            const struct ct_point *p = &c->line[i].point[j];
            if (isnan(p->value) || !ct_point_is_special(p))
                continue;
            ct_script_row(
                s,
                (double[]){(double)(p->ordinal - c->from), (double)(c->n - i)},
                2);
            n++;
        }
    ct_script_data_end(s);
    if (n == 0)
        return;
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 7 pointsize 0.42 "
                      "linecolor rgb \"white\"");
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 7 pointsize 0.26 "
                      "linecolor rgb \"black\"");
}

/* An upright stroke before the first cell after a break. */
static void draw_cell_breaks(struct ct_script *s, const struct ct_chart *c)
{
    int data = ct_script_data(s);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++) {
            const struct ct_point *p = &c->line[i].point[j];
            double x = (double)(p->ordinal - c->from) - 0.5;
            double y = (double)(c->n - i);
            if (!p->after_break)
                continue;
            ct_script_row(s, (double[]){x, y - 0.5}, 2);
            ct_script_row(s, (double[]){x, y + 0.5}, 2);
            ct_script_gap(s);
            n++;
        }
    ct_script_data_end(s);
    if (n > 0)
        ct_script_element(s, data,
                          "using 1:2 with lines linecolor rgb \"#d55e00\" "
                          "linewidth 2");
}

static void draw_names(struct ct_script *s, const struct ct_chart *c,
                       const struct ct_place *p, double width)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_RIGHT,
                                               ct_ink};
    for (size_t i = 0; i < c->n; i++) {
        char *label =
            ct_text_fit(c->line[i].label, width, style.size, style.bold);
        double y =
            ct_axis_place(&p->y, (double)(c->n - i), p->r.bottom, p->r.top);
        ct_script_text(s, p->r.left - BESIDE, y, label, &style);
        free(label);
    }
}

/* Every how many periods one is named: those a year or more apart are named
 * by their year, at its begin. */
static long period_step(const struct ct_chart *c, double width)
{
    static const long years[] = {1, 2, 5, 10, 20, 50, 100, 1000};
    long a_year = c->freq == 'M' ? 12 : c->freq == 'Q' ? 4 : 1;
    size_t i = 0;
    if (a_year > 1 && width * 3 >= 1.6 * YEAR_WIDTH)
        return 3;
    while (i < 7 && width * (double)(a_year * years[i]) < YEAR_WIDTH)
        i++;
    return a_year * years[i];
}

/* Writes the periods at a height, as many as fit. */
static void draw_periods(struct ct_script *s, const struct ct_chart *c,
                         const struct ct_place *p, double y)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE, false, CT_CENTRE,
                                               ct_ink_soft};
    double width = (p->r.right - p->r.left) / (double)(c->to - c->from + 1);
    long step = period_step(c, width);
    for (long t = c->from; t <= c->to; t++) {
        char text[CT_PERIOD_MAX];
        if (t % step != 0)
            continue;
        ct_chart_period(c, t, text);
        if (c->freq != 'A' && step > 3)
            text[strcspn(text, "-")] = '\0';
        ct_script_text(
            s,
            ct_axis_place(&p->x, (double)(t - c->from), p->r.left, p->r.right),
            y, text, &style);
    }
}

/* Sentences for the marks that are there. */
static char *remarks(const struct ct_chart *c)
{
    struct ct_buffer b = {0};
    size_t breaks = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t j = 0; j < c->line[i].n; j++)
            breaks += c->line[i].point[j].after_break;
    if (c->n > 1)
        ct_buffer_text(&b, ct_chart_say(c, "Ordered by the last value. "));
    if (breaks > 0)
        ct_buffer_text(&b, ct_chart_say(c, "Upright strokes: break. "));
    return ct_buffer_take(&b);
}

static void draw_cells(struct ct_script *s, const struct ct_chart *c,
                       const struct ct_classes *classes)
{
    draw_missing(s, c);
    for (size_t k = 0; k < classes->n; k++)
        draw_class(s, c, classes, k);
    draw_cell_breaks(s, c);
    draw_special(s, c);
}

/* Points that a key wants. */
enum { KEY_WIDTH = 250 };

/* Whether a cell has no value. */
static bool is_missing(const struct ct_chart *c)
{
    for (size_t i = 0; i < c->n; i++)
        if ((long)c->line[i].n_values <= c->to - c->from)
            return true;
    return false;
}

/* Draws the key at a height: below the cells where they are wide enough. */
static void draw_key(struct ct_script *s, const struct ct_chart *c,
                     const struct ct_classes *classes, const struct ct_rect *r,
                     double top)
{
    bool wide = r->right - r->left >= KEY_WIDTH;
    double left = wide ? r->left : CT_MARGIN + 10;
    ct_draw_colour_key(s, c, classes, &(struct ct_rect){left, 0, r->right, top},
                       is_missing(c));
}

static void draw_chart(struct ct_chart *c, struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    double names = 0, rows = (double)c->n;
    ct_chart_sort(c);
    c->special_mark = "Dots";
    c->has_interval = false; /* not shown */
    for (size_t i = 0; i < c->n; i++)
        names =
            fmax(names, ct_text_width(c->line[i].label, CT_SMALL_SIZE, false));
    names = fmin(names, fmin(NAME_WIDTH, s->width * 0.3));
    struct ct_classes classes = make_classes(c);
    if (ct_style_is_grey(c->request->options))
        ct_classes_light_to_dark(&classes);
    bool both_ends = c->n >= LONG;
    double extra = YEARS * (both_ends ? 2 : 1) + KEY;
    char *words = remarks(c);
    struct ct_place p = {.r = ct_figure_frame(d, c, words,
                                              rows * row_height(c->n) + extra,
                                              rows * LEAST_ROW + extra)};
    double key = p.r.bottom + KEY - 10;
    p.r.left += names + BESIDE;
    p.r.top -= YEARS;
    p.r.bottom += extra - YEARS;
    p.x = (struct ct_axis){.min = -0.5, .max = (double)(c->to - c->from) + 0.5};
    p.y = (struct ct_axis){.min = 0.5, .max = rows + 0.5};
    ct_script_area(s, &p.r, &p.x, &p.y);
    draw_names(s, c, &p, names);
    draw_periods(s, c, &p, p.r.top + YEARS / 2.0);
    if (both_ends)
        draw_periods(s, c, &p, p.r.bottom - YEARS / 2.0);
    draw_key(s, c, &classes, &p.r, key);
    draw_cells(s, c, &classes);
    ct_script_draw(s);
    for (size_t i = 0; i < c->n; i++)
        ct_chart_describe(c, &c->line[i], &d->desc);
    free(words);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    int result = ct_figure_check(&c, CT_MOST_ROWS, err);
    if (result == 0 && c.to - c.from >= MOST_PERIODS)
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "%ld periods are too many for this figure, it holds "
                         "%d: choose with --from and --to",
                         c.to - c.from + 1, MOST_PERIODS);
    if (result == 0)
        draw_chart(&c, d);
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_heatmap = {
    .name = "heatmap",
    .title = "series by period, values as colours",
    .text =
        "One row a series, one column a period, the highest last value first. "
        "Colours stand for classes between round numbers, which widen where "
        "most values are small. Crossed cells have no value, dots mark those "
        "that were estimated, imputed, forecast or provisional, upright "
        "strokes a break.",
    .draw = draw,
};
