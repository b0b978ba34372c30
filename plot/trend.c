/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `trend`: lines over time. */
#include "config.h"

#include "lib/memory.h"
#include "plot/encode.h"
#include "plot/segments.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: height of the data, widest label, distance of labels from the data
 * without and with leaders, between years, per value to show marks, and above
 * the data for texts. */
enum {
    BODY = 235,
    LEAST = 70,
    LABEL_WIDTH = 132,
    NEAR = 6,
    FAR = 18,
    YEAR_WIDTH = 36,
    MARK_WIDTH = 12,
    ABOVE = 8
};

/* Lines of a name; more lines than this have no interval at their ends. */
enum { LABEL_LINES = 2, MOST_INTERVALS = 4 };

/* Points: between a name and its value; narrower pages have no values. */
enum { BEFORE_VALUE = 4, VALUES_FROM = 400 };

/* The label at the end of a line, with its place; value is its last one, or
 * "". */
struct label {
    struct ct_lines lines;
    const struct ct_look *look;
    char value[CT_PEOPLE_MAX];
    struct ct_tag tag;
    double x, y; /* where the line ends */
};

/* `+1.2% a year*` and its interval: the change of a line that has one
 * throughout. */
static void add_change(const struct ct_chart *c, const struct ct_line *l,
                       struct ct_buffer *out)
{
    struct ct_segments g = ct_segments_of(c, l);
    char number[CT_PEOPLE_MAX];
    if (g.n == 1 && g.n_bends == 0) {
        ct_segment_text(c, g.segment, " a year", number);
        ct_buffer_printf(out, "%s%s", out->size ? "\n" : "", number);
        if (!isnan(g.segment->lower) && c->n <= MOST_INTERVALS) {
            ct_segment_number(c, g.segment, g.segment->lower, number);
            ct_buffer_printf(out, ct_chart_say(c, "\n(%s to "), number);
            ct_segment_number(c, g.segment, g.segment->upper, number);
            ct_buffer_printf(out, "%s)", number);
        }
    }
    ct_segments_clear(&g);
}

/* What stands at the end of a line: its name where there are several, else
 * its last value; the fitted change a year below. */
static char *label_text(const struct ct_chart *c, const struct ct_line *l)
{
    struct ct_buffer b = {0};
    char number[CT_PEOPLE_MAX];
    if (c->n > 1) {
        ct_buffer_text(&b, l->label);
    } else if (!c->is_fitted) {
        ct_chart_value(c, l->point[l->last].value, number);
        ct_buffer_text(&b, number);
    }
    add_change(c, l, &b);
    return ct_buffer_take(&b);
}

/* The width of line k of a label, the value behind the last one. */
static double line_width(const struct label *l, size_t k)
{
    double width = ct_text_width(l->lines.line[k], CT_LABEL_SIZE, true);
    if (*l->value && k + 1 == l->lines.n)
        width += BEFORE_VALUE + ct_text_width(l->value, CT_LABEL_SIZE, false);
    return width;
}

/* The labels of the first n lines on a page so wide, in the looks of the
 * lines; sets the width they take. */
static struct label *make_labels(const struct ct_chart *c, size_t n,
                                 const struct ct_look *const *looks,
                                 double page, double *width)
{
    struct label *labels = ct_xcalloc(n + 1, sizeof *labels);
    double widest = fmin(LABEL_WIDTH, page * 0.26);
    *width = 0;
    for (size_t i = 0; i < n; i++) {
        struct label *l = &labels[i];
        const struct ct_line *line = &c->line[i];
        char *text = label_text(c, line);
        l->look = looks[i];
        l->lines = ct_text_wrap(text, widest, CT_LABEL_SIZE, true,
                                LABEL_LINES + (c->is_fitted ? 2 : 0));
        free(text);
        if (c->n > 1 && !c->is_fitted && page >= VALUES_FROM)
            ct_chart_value(c, line->point[line->last].value, l->value);
        for (size_t k = 0; k < l->lines.n; k++)
            *width = fmax(*width, line_width(l, k));
    }
    return labels;
}

/* Finds where each label can stand. Returns whether leaders are needed. */
static bool place_labels(const struct ct_chart *c, const struct ct_place *p,
                         struct label *labels, size_t n)
{
    struct ct_tag *tags = ct_xcalloc(n + 1, sizeof *tags);
    bool leaders = false;
    for (size_t i = 0; i < n; i++) {
        const struct ct_line *l = &c->line[i];
        const struct ct_point *last = &l->point[l->last];
        labels[i].x = ct_axis_place(&p->x, last->x, p->r.left, p->r.right);
        labels[i].y = ct_axis_place(&p->y, last->value, p->r.bottom, p->r.top);
        tags[i].wanted = labels[i].y;
        tags[i].height = (double)labels[i].lines.n * CT_LABEL_SIZE * 1.15 + 2.5;
    }
    ct_tags_place(tags, n, p->r.bottom - 12, p->r.top + 8);
    for (size_t i = 0; i < n; i++) {
        labels[i].tag = tags[i];
        leaders |= c->n > 1 && (fabs(tags[i].at - labels[i].y) > 2 ||
                                p->r.right - labels[i].x > NEAR);
    }
    free(tags);
    return leaders;
}

static void draw_labels(struct ct_script *s, const struct ct_place *p,
                        const struct label *labels, size_t n, bool leaders)
{
    struct ct_stroke leader = {0.6, "", "", true};
    for (size_t i = 0; i < n; i++) {
        const struct label *l = &labels[i];
        double at = leaders ? p->r.right + FAR
                    : n > 1 ? p->r.right + NEAR
                            : l->x + NEAR;
        double step = CT_LABEL_SIZE * 1.15;
        double top = l->tag.at + step * ((double)l->lines.n - 1) / 2;
        struct ct_text_style style = {CT_LABEL_SIZE, true, CT_LEFT,
                                      l->look->text};
        struct ct_text_style plain = {CT_LABEL_SIZE, false, CT_RIGHT,
                                      l->look->text};
        leader.colour = l->look->colour;
        if (leaders && l->lines.n > 0)
            ct_script_stroke(s, l->x + 4, l->y, at - 3, l->tag.at, &leader);
        for (size_t k = 0; k < l->lines.n; k++)
            ct_script_text(s, at, top - step * (double)k, l->lines.line[k],
                           &style);
        if (l->lines.n > 0)
            ct_script_text(s, at + line_width(l, l->lines.n - 1),
                           top - step * (double)(l->lines.n - 1), l->value,
                           &plain);
    }
}

static void free_labels(struct label *labels, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ct_lines_clear(&labels[i].lines);
    free(labels);
}

/* The figure's own sentences. */
static char *remarks(const struct ct_chart *c, size_t n_named)
{
    struct ct_buffer b = {0};
    if (c->n > n_named)
        ct_buffer_printf(
            &b,
            ct_chart_say(c, "Named: the %zu highest at the end of %zu; the "
                            "figure panels shows each. "),
            n_named, c->n);
    if (c->is_fitted)
        ct_buffer_printf(
            &b, ct_chart_say(c, "Points: observed; lines: fitted%s. "),
            ct_segments_are_joined(c) ? ct_chart_say(c, "; rings: joinpoints")
                                      : "");
    ct_segments_describe(c, n_named, &b);
    return ct_buffer_take(&b);
}

/* Height of the data: of wide pages more, of narrow ones less, so that slopes
 * look alike. */
static double body_height(double width)
{
    return BODY * fmin(fmax(width / CT_PAGE_WIDTH, 0.75), 1.5);
}

/* Whether a line is that of the world, or of all areas, among others. */
static bool is_total(const struct ct_chart *c, size_t i)
{
    const char *area = ct_panel_code_of(c->panel, "area", c->line[i].series);
    return !ct_chart_constant(c, "area") &&
           (strcmp(area, "M49:001") == 0 || strcmp(area, "_T") == 0);
}

/* The total of what the other lines show stands out: it is black, which no
 * other line is then. */
static void choose_looks(const struct ct_chart *c, size_t n,
                         const struct ct_look **looks)
{
    bool has_total = false;
    for (size_t i = 0; i < n; i++)
        has_total |= is_total(c, i);
    for (size_t i = 0, next = 0; i < n; i++) {
        if (has_total && is_total(c, i)) {
            looks[i] = &ct_look_total;
            continue;
        }
        next += has_total &&
                strcmp(ct_look(next)->colour, ct_look_total.colour) == 0;
        looks[i] = ct_look(next++);
    }
}

/* Puts the chart on the page. */
static void draw_chart(const struct ct_chart *c, struct ct_drawing *d)
{
    struct ct_script *s = &d->script;
    size_t n = c->n < CT_LOOKS ? c->n : CT_LOOKS;
    const struct ct_look **looks = ct_xcalloc(c->n, sizeof *looks);
    double label_width;
    choose_looks(c, n, looks);
    struct label *labels = make_labels(c, n, looks, s->width, &label_width);
    char *words = remarks(c, n);
    struct ct_place p = {
        .r = ct_figure_frame(d, c, words, body_height(s->width), LEAST)};
    p.y = ct_chart_values(c, 5);
    p.r.left += ct_values_width(&p.y);
    p.r.right -= label_width + (label_width > 0 ? FAR : 0);
    p.r.bottom += 16;
    double width = p.r.right - p.r.left;
    p.x = ct_axis_years(c->x_low, c->x_high, width, YEAR_WIDTH);
    bool leaders = place_labels(c, &p, labels, n);
    ct_script_area(s, &p.r, &p.x, &p.y);
    ct_draw_grid(s, &p.r, &p.y);
    ct_draw_values(s, &p.r, &p.y);
    ct_draw_years(s, &p.r, &p.x, false);
    ct_draw_lines(s, c, looks,
                  width / (double)(c->to - c->from + 1) >= MARK_WIDTH);
    ct_draw_breaks(s, c, &p, looks, true);
    ct_draw_segments(s, c, &p, looks,
                     &(struct ct_segment_style){
                         .word = c->n == 1 ? "APC " : "",
                         .above = ct_segments_are_joined(c) ? ABOVE : 0});
    draw_labels(s, &p, labels, n, leaders);
    ct_script_draw(s);
    for (size_t i = 0; i < n; i++)
        ct_chart_describe(c, &c->line[i], &d->desc);
    free(words);
    free(looks);
    free_labels(labels, n);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    ct_chart_sort(&c);
    ct_segments_bend(&c, c.n < CT_LOOKS ? c.n : CT_LOOKS);
    draw_chart(&c, d);
    ct_chart_clear(&c);
    return 0;
}

const struct ct_figure ct_figure_trend = {
    .name = "trend",
    .title = "lines over time, with intervals, breaks and fitted trends",
    .text =
        "One line a series, the eight that end highest named at their ends "
        "with the last value, others grey; the world among areas is black. "
        "Ribbons are intervals; a line is interrupted where a "
        "period is missing and at a break, which is marked. Hollow marks and "
        "dotted lines are values that were estimated, imputed, forecast or "
        "provisional. Of a result of `analyze trend` or `analyze joinpoint` "
        "the points are what was observed, the lines what was fitted; beside "
        "a line stands its annual percent change, with a star where p is "
        "below 1 - confidence, of each stretch where there are several. "
        "Joinpoints are rings with their period. Of a result of `analyze "
        "breaks` or `analyze changepoints` a line is the mean, or the line, of "
        "each regime; between the last period of the old one and the first of "
        "the new one, which is named, stands a dashed line, and the limits of "
        "a break are a bar at the bottom, of up to four lines. A change that "
        "finds no room "
        "is left out; the caption has all up to twelve, with their intervals.",
    .draw = draw,
};
