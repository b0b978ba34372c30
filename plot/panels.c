/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `panels`: small multiples on shared axes. */
#include "config.h"

#include "lib/status.h"
#include "plot/encode.h"
#include "plot/history.h"
#include "plot/panels.h"
#include "plot/segments.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points: name above a panel, years below it, between columns, and from which
 * width a value has its mark. */
enum {
    NAME = 15,
    YEARS = 16,
    BETWEEN = 18,
    ABOVE_NEXT = 12,
    MARK_WIDTH = 12,
    LEAST_PANEL = 28,
    FEW_COLUMNS = 3,
    PANELS_A_PAGE = 20
};

/* The grid. */
struct grid {
    size_t columns, rows;
    double width, height; /* of the data of one panel */
};

static double column_width(double width, size_t columns)
{
    return (width - BETWEEN * (double)(columns - 1)) / (double)columns;
}

/* Width of the longest name and the longest number beside it. */
static double head_width(const struct ct_chart *c)
{
    double name = 0, number = 0;
    for (size_t i = 0; i < c->n; i++) {
        char text[CT_PEOPLE_MAX];
        const struct ct_line *l = &c->line[i];
        ct_chart_value(c, l->point[l->last].value, text);
        name = fmax(name, ct_text_width(l->label, CT_SMALL_SIZE + 0.5, true));
        number = fmax(number, ct_text_width(text, CT_SMALL_SIZE + 0.5, false));
    }
    return name + number + 4;
}

/* So many columns that panels stay wide enough to be read, fewer where names
 * would be cut. */
static struct grid make_grid(const struct ct_chart *c, double width)
{
    size_t n = c->n;
    double head = head_width(c);
    static const struct {
        size_t up_to, columns;
        double height;
    } steps[] = {{1, 1, 200}, {4, 2, 110}, {9, 3, 90},
                 {20, 4, 74}, {40, 5, 64}, {CT_MOST_PANELS, 6, 56}};
    size_t i = 0;
    while (i < 5 && n > steps[i].up_to)
        i++;
    struct grid g = {.columns = steps[i].columns, .height = steps[i].height};
    while (g.columns > FEW_COLUMNS && column_width(width, g.columns) < head)
        g.columns--;
    g.rows = (n + g.columns - 1) / g.columns;
    g.width = column_width(width, g.columns);
    return g;
}

/* Height that the grid takes without its data. */
static double grid_extra(const struct grid *g)
{
    return (double)g->rows * NAME + (double)(g->rows - 1) * ABOVE_NEXT + YEARS;
}

/* The rectangle of panel i. */
static struct ct_rect panel_at(const struct grid *g, const struct ct_rect *r,
                               size_t i)
{
    double column = (double)(i % g->columns), row = (double)(i / g->columns);
    double left = r->left + column * (g->width + BETWEEN);
    double top = r->top - NAME - row * (g->height + NAME + ABOVE_NEXT);
    return (struct ct_rect){left, top - g->height, left + g->width, top};
}

/* The name above a panel, its last value on the right. */
static void draw_name(struct ct_script *s, const struct ct_chart *c,
                      const struct ct_line *l, const struct ct_rect *r)
{
    struct ct_text_style name = {CT_SMALL_SIZE + 0.5, true, CT_LEFT, ct_ink},
                         value = {CT_SMALL_SIZE + 0.5, false, CT_RIGHT,
                                  ct_look(0)->text};
    char number[CT_PEOPLE_MAX];
    ct_chart_value(c, l->point[l->last].value, number);
    double room =
        r->right - r->left - 4 - ct_text_width(number, value.size, value.bold);
    char *label = ct_text_fit(l->label, room, name.size, name.bold);
    ct_script_text(s, r->left, r->top + NAME - 5, label, &name);
    ct_script_text(s, r->right, r->top + NAME - 5, number, &value);
    free(label);
}

static void draw_panel(struct ct_script *s, const struct ct_chart *c, size_t i,
                       const struct ct_place *p, const struct grid *g)
{
    const struct ct_look *look[] = {ct_look(0)};
    struct ct_chart one = *c;
    struct ct_axis years = p->x, values = p->y;
    one.line = &c->line[i];
    one.n = 1;
    if (i % g->columns > 0)
        values.n = 0;
    if (i + g->columns < c->n)
        years.n = 0;
    ct_script_area(s, &p->r, &p->x, &p->y);
    ct_draw_grid(s, &p->r, &p->y);
    ct_draw_values(s, &p->r, &values);
    ct_draw_years(s, &p->r, &years, true);
    draw_name(s, c, one.line, &p->r);
    ct_draw_lines(s, &one, look,
                  g->width / (double)(c->to - c->from + 1) >= MARK_WIDTH);
    ct_draw_breaks(s, &one, p, look, false);
    ct_draw_border(s, &one, p, false);
    ct_draw_segments(s, &one, p, look,
                     &(struct ct_segment_style){.word = "", .lone = true});
    ct_script_draw(s);
}

static size_t n_pages(const struct ct_chart *c)
{
    return (c->n + PANELS_A_PAGE - 1) / PANELS_A_PAGE;
}

/* The lines of the page that is asked for, borrowed; scales stay those of
 * all. */
static struct ct_chart page_of(const struct ct_chart *c)
{
    struct ct_chart part = *c;
    int page = c->request->options->page;
    if (page == 0)
        return part;
    size_t first = (size_t)(page - 1) * PANELS_A_PAGE;
    part.line += first;
    part.n = c->n - first < PANELS_A_PAGE ? c->n - first : PANELS_A_PAGE;
    return part;
}

/* The figure's own sentences, after those of the caller. */
static char *remarks(const struct ct_chart *c, const char *sentences)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, sentences);
    if (c->request->options->page > 0)
        ct_buffer_printf(&b, ct_chart_say(c, "Page %zu of %zu. "),
                         (size_t)c->request->options->page, n_pages(c));
    if (c->is_fitted) {
        ct_buffer_printf(
            &b, ct_chart_say(c, "Points: observed; lines: fitted%s. "),
            ct_segments_are_joined(c) ? ct_chart_say(c, "; rings: joinpoints")
                                      : "");
        ct_segments_describe(c, c->n, &b);
    }
    if (c->n > 1)
        ct_buffer_printf(
            &b,
            ct_chart_say(c, "Numbers: last %svalue. Same scales in all panels, "
                            "the highest first. "),
            c->is_fitted                     ? ct_chart_say(c, "fitted ")
            : c->status & CT_STATUS_FORECAST ? ct_chart_say(c, "forecast ")
                                             : "");
    return ct_buffer_take(&b);
}

static bool same_area(const struct ct_chart *c, size_t i, size_t j)
{
    return strcmp(ct_panel_code_of(c->panel, "area", c->line[i].series),
                  ct_panel_code_of(c->panel, "area", c->line[j].series)) == 0;
}

/* Puts what is of one area (women and men, say) side by side, behind its
 * highest; lines are sorted. */
static void group_areas(struct ct_chart *c)
{
    size_t last = 0; /* of the area's lines */
    for (size_t i = 0; i < c->n; i = ++last) {
        last = i;
        for (size_t j = i + 1; j < c->n; j++) {
            if (!same_area(c, i, j))
                continue;
            struct ct_line line = c->line[j];
            memmove(&c->line[last + 2], &c->line[last + 1],
                    (j - last - 1) * sizeof line);
            c->line[++last] = line;
        }
    }
}

void ct_draw_panels(struct ct_chart *c, const char *sentences,
                    struct ct_drawing *d)
{
    c->is_apart = true;
    ct_chart_sort(c);
    group_areas(c);
    ct_segments_bend(c, c->n);
    char *words = remarks(c, sentences);
    struct ct_axis y = ct_chart_values(c, 3);
    double left = ct_values_width(&y);
    struct ct_chart part = page_of(c);
    struct grid g = make_grid(&part, d->script.width - 2 * CT_MARGIN - left);
    struct ct_rect r =
        ct_figure_frame(d, c, words, (double)g.rows * g.height + grid_extra(&g),
                        (double)g.rows * LEAST_PANEL + grid_extra(&g));
    free(words);
    r.left += left;
    g.height = (r.top - r.bottom - grid_extra(&g)) / (double)g.rows;
    struct ct_axis x = ct_axis_years(c->x_low, c->x_high, g.width, g.width);
    for (size_t i = 0; i < part.n; i++) {
        struct ct_place p = {panel_at(&g, &r, i), x, y};
        draw_panel(&d->script, &part, i, &p, &g);
        ct_chart_describe(&part, &part.line[i], &d->desc);
    }
}

int ct_panels_check(const struct ct_chart *c, struct ct_error *err)
{
    int page = c->request->options->page;
    if (page == 0)
        return ct_figure_check(c, CT_MOST_PANELS, err);
    if ((size_t)page <= n_pages(c))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0, "no page %d, there are %zu", page,
                   n_pages(c));
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_chart c;
    if (ct_chart_make(r, &c, err) < 0)
        return -1;
    int result = ct_panels_check(&c, err);
    if (result == 0)
        ct_draw_panels(&c, "", d);
    ct_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_panels = {
    .name = "panels",
    .title = "small multiples, one panel a series, on the same scales",
    .text = "As `trend`, with a panel of its own for each series; the highest "
            "last value comes first, with what else is of its area beside it.",
    .draw = draw,
};
