/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `season`: a series taken apart, or its months side by side. */
#include "config.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/subseries.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: height of all panels, name above each, what is between it and the
 * panel above, years below the last, between years; place and width of the bars
 * on the right. */
enum {
    BODY = 400,
    LEAST = 180,
    NAME = 15,
    ABOVE_NEXT = 6,
    YEARS = 16,
    YEAR_WIDTH = 36,
    BAR_PLACE = 9,
    BAR_WIDTH = 5
};

#define BAR_COLOUR "#b9b9b9"
#define OUTLIER_COLOUR "#d55e00"

/* A weight below this makes an outlier. */
#define OUTLIER 0.1

enum { OBSERVED, TREND, SEASONAL, REMAINDER, PANELS };

static const char *const component[PANELS] = {NULL, "trend", "seasonal",
                                              "remainder"};
static const char *const heading[PANELS] = {"Observed", "Trend", "Season",
                                            "Remainder"};

/* Shares of the height. */
static const double share[PANELS] = {.3, .22, .24, .24};

/* A series and its parts: lines over the same periods. weight may be NULL. */
struct parts {
    struct ct_line line[PANELS];
    double *weight;
    bool multiplied; /* season and remainder are ratios */
};

/* --- taking the parts --- */

/* Whether a series of the whole panel is a component of the line: same codes
 * in all dimensions but component and unit. */
static bool is_part(const struct ct_panel *whole, size_t series,
                    const struct ct_chart *c, const char *code)
{
    if (strcmp(ct_panel_code_of(whole, "component", series), code) != 0)
        return false;
    for (size_t k = 0; k < whole->n_keys; k++) {
        const struct ct_key *key = &whole->keys[k];
        if (key->is_attribute || strcmp(key->name, "component") == 0 ||
            strcmp(key->name, "unit") == 0)
            continue;
        if (strcmp(ct_panel_code(whole, (long)k, series),
                   ct_panel_code_of(c->panel, key->name, c->line[0].series)) !=
            0)
            return false;
    }
    return true;
}

/* The series of that component, or whole->n_series. */
static size_t find_part(const struct ct_panel *whole, const struct ct_chart *c,
                        const char *code)
{
    size_t s = 0;
    while (s < whole->n_series && !is_part(whole, s, c, code))
        s++;
    return s;
}

/* The values of a component at the periods of the chart's line, NaN where
 * there are none. The caller frees them. */
static double *part_values(const struct ct_panel *whole,
                           const struct ct_chart *c, size_t series)
{
    const struct ct_line *l = &c->line[0];
    double *y = ct_xmalloc(l->n + 1, sizeof *y);
    size_t at = whole->first[series], end = whole->first[series + 1];
    for (size_t i = 0; i < l->n; i++) {
        while (at < end && whole->time[at] < l->point[i].time)
            at++;
        bool there = at < end && whole->time[at] == l->point[i].time &&
                     whole->column[CT_VALUE];
        y[i] = there ? whole->column[CT_VALUE][at] : NAN;
    }
    return y;
}

/* A line like the chart's with other values; NULL: what was observed. */
static struct ct_line part_line(const struct ct_chart *c, const double *y)
{
    struct ct_line l = c->line[0];
    l.point = ct_xmalloc(l.n + 1, sizeof *l.point);
    for (size_t i = 0; i < l.n; i++) {
        l.point[i] = c->line[0].point[i];
        l.point[i].value = y ? y[i] : l.point[i].observed;
        l.point[i].observed = NAN;
        l.point[i].after_gap = l.point[i].after_break = false;
    }
    ct_line_join(&l);
    return l;
}

static void parts_clear(struct parts *p)
{
    for (int k = 0; k < PANELS; k++)
        free(p->line[k].point);
    free(p->weight);
}

/* Takes the parts of the chart's line, its trend, from the whole panel. */
static int take_parts(const struct ct_panel *whole, const struct ct_chart *c,
                      struct parts *p, struct ct_error *err)
{
    *p = (struct parts){0};
    for (int k = 0; k < PANELS; k++) {
        size_t s = component[k] ? find_part(whole, c, component[k]) : 0;
        double *y = component[k] && s < whole->n_series
                        ? part_values(whole, c, s)
                        : NULL;
        if (k == SEASONAL && y)
            p->multiplied =
                strcmp(ct_panel_code_of(whole, "unit", s), "RATIO") == 0;
        p->line[k] = part_line(c, y);
        free(y);
        if (p->line[k].n_values == 0 || s == whole->n_series) {
            parts_clear(p);
            return ct_fail(err, CT_EDATA, 0, 0,
                           "nothing to draw: no %s in the result; select no "
                           "component",
                           component[k] ? component[k] : "observed values");
        }
    }
    size_t s = find_part(whole, c, "weight");
    p->weight = s < whole->n_series ? part_values(whole, c, s) : NULL;
    return 0;
}

/* --- words --- */

/* The only row of the table of strengths that belongs to the chart, or -1. */
static long strength_row(const struct ct_chart *c, const struct ct_table *t)
{
    long found = -1;
    for (size_t row = 0; t && row < t->n_rows; row++)
        if (ct_chart_row_is_of(c, t, row, c->line[0].series)) {
            if (found >= 0)
                return -1;
            found = (long)row;
        }
    return found;
}

static void add_number(const struct ct_table *t, long row, const char *column,
                       int decimals, struct ct_buffer *out)
{
    char text[CT_PEOPLE_MAX] = "";
    long k = ct_table_find(t, column);
    if (k >= 0 && !t->columns[k].is_text)
        ct_people_number(t->columns[k].number[row], decimals, text);
    ct_buffer_text(out, *text ? text : "not defined");
}

static const char *cell(const struct ct_table *t, long row, const char *column)
{
    long k = ct_table_find(t, column);
    return k >= 0 && t->columns[k].is_text ? t->columns[k].text[row] : "";
}

/* Appends how the parts came about and how strong they are. */
static void add_strength(const struct ct_chart *c, struct ct_buffer *out)
{
    const struct ct_table *t = ct_panel_table(c->panel, "strength");
    long row = strength_row(c, t);
    if (row < 0)
        return;
    if (strcmp(cell(t, row, "method"), "stl") == 0) {
        ct_buffer_printf(out, "STL, seasonal window %s, trend window ",
                         cell(t, row, "window"));
        add_number(t, row, "trend_window", 0, out);
    } else {
        ct_buffer_printf(out, "Moving averages, %s", cell(t, row, "type"));
    }
    ct_buffer_text(out, "; strength of trend ");
    add_number(t, row, "trend", 2, out);
    ct_buffer_text(out, ", of season ");
    add_number(t, row, "seasonal", 2, out);
    ct_buffer_text(out, ". ");
}

/* The figure's own sentences; `bar` is the length of the bars. */
static char *remarks(const struct ct_chart *c, const struct parts *p,
                     double bar)
{
    struct ct_buffer b = {0};
    char length[CT_PEOPLE_MAX];
    add_strength(c, &b);
    ct_people_number(bar, bar < 1 ? (int)ceil(-log10(bar) - 1e-9) : 0, length);
    ct_buffer_printf(&b, "Bars on the right: %s in each panel%s. ", length,
                     p->multiplied ? " of ratios" : "");
    ct_buffer_text(&b, "Scales do not begin at 0. ");
    if (p->weight)
        ct_buffer_text(&b, "Rings: outliers, robustness weight below 0.1. ");
    return ct_buffer_take(&b);
}

/* --- drawing --- */

/* The axis that a part needs; season and remainder take in what changes
 * nothing. */
static struct ct_axis part_axis(const struct parts *p, int panel)
{
    const struct ct_line *l = &p->line[panel];
    double low = NAN, high = NAN;
    for (size_t i = 0; i < l->n; i++) {
        low = fmin(low, l->point[i].value);
        high = fmax(high, l->point[i].value);
    }
    if (panel >= SEASONAL) {
        low = fmin(low, p->multiplied);
        high = fmax(high, p->multiplied);
    }
    return ct_axis_linear(low, high, false, panel == OBSERVED ? 4 : 3);
}

/* The greatest round number that is no longer than any of the axes (the
 * ratios' if multiplied). */
static double bar_length(const struct parts *p, const struct ct_axis *y)
{
    double least = HUGE_VAL;
    for (int k = p->multiplied ? SEASONAL : OBSERVED; k < PANELS; k++)
        least = fmin(least, y[k].max - y[k].min);
    double base = pow(10, floor(log10(least) + 1e-9)), times = least / base;
    return base * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

static void draw_bar(struct ct_script *s, const struct ct_place *p,
                     double length)
{
    double share_of = length / (p->y.max - p->y.min);
    double height = share_of * (p->r.top - p->r.bottom);
    double middle = (p->r.top + p->r.bottom) / 2, left = p->r.right + BAR_PLACE;
    ct_script_fill(s,
                   &(struct ct_rect){left, middle - height / 2,
                                     left + BAR_WIDTH, middle + height / 2},
                   BAR_COLOUR);
}

/* The line where a ratio changes nothing. */
static void draw_one(struct ct_script *s, const struct ct_place *p)
{
    static const struct ct_stroke stroke = {0.5, ct_axis_ink, "", false};
    double y = ct_axis_place(&p->y, 1, p->r.bottom, p->r.top);
    ct_script_stroke(s, p->r.left, y, p->r.right, y, &stroke);
}

/* Strokes from where nothing remains to each remainder. */
static void draw_remainder(struct ct_script *s, const struct parts *p)
{
    const struct ct_line *l = &p->line[REMAINDER];
    int data = ct_script_data(s), rings = 0;
    for (size_t i = l->first; i <= l->last; i++) {
        const struct ct_point *at = &l->point[i];
        if (isnan(at->value))
            continue;
        ct_script_row(
            s, (double[]){at->x, p->multiplied, at->value - p->multiplied}, 3);
        rings += p->weight && p->weight[i] < OUTLIER;
    }
    ct_script_data_end(s);
    ct_script_element(
        s, data,
        "using 1:2:(0):3 with vectors nohead linecolor rgb \"%s\" "
        "linewidth 1",
        ct_look(0)->colour);
    if (rings == 0)
        return;
    data = ct_script_data(s);
    for (size_t i = l->first; i <= l->last; i++)
        if (p->weight[i] < OUTLIER && !isnan(l->point[i].value))
            ct_script_row(s, (double[]){l->point[i].x, l->point[i].value}, 2);
    ct_script_data_end(s);
    ct_script_element(s, data,
                      "using 1:2 with points pointtype 6 pointsize 0.6 "
                      "linewidth 1 linecolor rgb \"" OUTLIER_COLOUR "\"");
}

static void draw_panel(struct ct_script *s, const struct ct_chart *c,
                       struct parts *p, int panel, const struct ct_place *at)
{
    static const struct ct_text_style style = {CT_SMALL_SIZE + 0.5, true,
                                               CT_LEFT, ct_ink};
    const struct ct_look *look[] = {ct_look(0)};
    struct ct_chart one = *c;
    char name[32];
    one.line = &p->line[panel];
    one.is_fitted = false;
    snprintf(name, sizeof name, "%s%s", ct_chart_say(c, heading[panel]),
             p->multiplied && panel >= SEASONAL ? " (ratio)" : "");
    ct_script_area(s, &at->r, &at->x, &at->y);
    ct_draw_grid(s, &at->r, &at->y);
    if (p->multiplied && panel >= SEASONAL)
        draw_one(s, at);
    ct_draw_values(s, &at->r, &at->y);
    ct_script_text(s, at->r.left, at->r.top + NAME - 6, name, &style);
    if (panel == REMAINDER)
        draw_remainder(s, p);
    else
        ct_draw_lines(s, &one, look, false);
    ct_draw_breaks(s, &one, at, look, panel == OBSERVED);
}

static void draw_parts(const struct ct_chart *c, struct parts *p,
                       struct ct_drawing *d)
{
    struct ct_axis y[PANELS];
    double left = 0;
    for (int k = 0; k < PANELS; k++) {
        y[k] = part_axis(p, k);
        y[k].lang = c->request->options->lang;
        left = fmax(left, ct_values_width(&y[k]));
    }
    double bar = bar_length(p, y);
    char *words = remarks(c, p, bar);
    struct ct_rect r = ct_figure_frame(d, c, words, BODY, LEAST);
    free(words);
    r.left += left;
    r.right -= BAR_PLACE + BAR_WIDTH;
    double top = r.top;
    double height =
        top - r.bottom - YEARS - PANELS * NAME - (PANELS - 1) * ABOVE_NEXT;
    struct ct_axis x =
        ct_axis_years(c->x_low, c->x_high, r.right - r.left, YEAR_WIDTH);
    for (int k = 0; k < PANELS; k++) {
        struct ct_place at = {r, x, y[k]};
        at.r.top = top - NAME;
        at.r.bottom = at.r.top - share[k] * height;
        draw_panel(&d->script, c, p, k, &at);
        if (!p->multiplied || k >= SEASONAL)
            draw_bar(&d->script, &at, bar);
        if (k == PANELS - 1)
            ct_draw_years(&d->script, &at.r, &x, false);
        ct_script_draw(&d->script);
        top = at.r.bottom - ABOVE_NEXT;
    }
    ct_chart_describe(c, &p->line[OBSERVED], &d->desc);
    add_strength(c, &d->desc);
}

/* --- what there is --- */

/* Whether a series of the panel has that code. */
static bool has_code(const struct ct_panel *p, const char *key,
                     const char *code)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (strcmp(ct_panel_code_of(p, key, s), code) == 0)
            return true;
    return false;
}

/* The series that make the figure: trends of a decomposition, else months,
 * else quarters. */
static struct ct_panel *select_series(const struct ct_panel *p, bool apart,
                                      struct ct_error *err)
{
    const char *freq = has_code(p, "freq", "M")   ? "freq=M"
                       : has_code(p, "freq", "Q") ? "freq=Q"
                                                  : NULL;
    const char *where[] = {freq, "component=trend"};
    if (freq)
        return ct_select(
            p, &(struct ct_selection){.n_where = apart ? 2 : 1, .where = where},
            NULL, err);
    ct_fail(err, CT_EDATA, 0, 0,
            p->n_series ? "nothing to draw: a season takes months or quarters"
                        : "nothing to draw: no series");
    return NULL;
}

static int draw_chart(const struct ct_plot_request *r, bool apart,
                      const struct ct_panel *whole, struct ct_drawing *d,
                      struct ct_error *err)
{
    struct ct_chart c;
    struct parts p;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    int result = 0;
    ct_chart_keep_fullest(&c);
    if (apart)
        c.shown_key = "component";
    if (!apart)
        ct_draw_subseries(&c, d);
    else
        result = take_parts(whole, &c, &p, err);
    if (result == 0 && apart) {
        draw_parts(&c, &p, d);
        parts_clear(&p);
    }
    ct_chart_clear(&c);
    return result;
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_plot_request own = *r;
    struct ct_plot_options options = *r->options;
    bool apart = has_code(r->panel, "component", "trend");
    struct ct_panel *selected = select_series(r->panel, apart, err);
    if (!selected)
        return -1;
    own.panel = selected;
    own.options = &options;
    options.log_scale = options.log_scale && !apart; /* parts go below 0 */
    int result = draw_chart(&own, apart, r->panel, d, err);
    ct_panel_destroy(selected);
    return result;
}

const struct ct_figure ct_figure_season = {
    .name = "season",
    .title = "a series taken apart into trend, season and remainder, or its "
             "months side by side",
    .text =
        "Of a result of `analyze seasonal`: what was observed, trend, season "
        "and remainder, one below the other, each on a scale of its own; the "
        "bars on the right have the same length in all, so that a long bar "
        "tells of a part that varies little. Rings are outliers of a robust "
        "fit. Of other months or quarters: each month (quarter) with its "
        "values over the years from left to right, and their mean as a bar. "
        "One series, of several the one with the most values: choose another "
        "with --where.",
    .draw = draw,
};
