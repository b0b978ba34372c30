/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `panels`: small multiples on shared axes. */
#include "config.h"

#include "lib/status.h"
#include "plot/encode.h"
#include "plot/history.h"
#include "plot/panel_cells.h"
#include "plot/panels.h"
#include "plot/segments.h"

#include <math.h>
#include <stdlib.h>

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
    BETWEEN_VALUES = 6,
    PANELS_A_PAGE = 20
};

/* The panels that are drawn: those of the page asked for, from `from` to
 * `to` - 1 of all cells. Scales stay those of all. */
struct page {
    const struct ct_chart *c;
    const struct ct_panel_cells *cells;
    size_t from, to;
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

/* Width of the last values of panel i, and of the blanks between them. */
static double values_width(const struct ct_chart *c,
                           const struct ct_panel_cells *cells, size_t i)
{
    double width = 0;
    for (size_t k = cells->first[i]; k < cells->first[i + 1]; k++) {
        char text[CT_PEOPLE_MAX];
        ct_chart_value(c, c->line[k].point[c->line[k].last].value, text);
        width += ct_text_width(text, CT_SMALL_SIZE + 0.5, false);
    }
    return width +
           BETWEEN_VALUES * (double)(cells->first[i + 1] - cells->first[i] - 1);
}

/* Width of the longest name and the longest numbers beside it. */
static double head_width(const struct page *page)
{
    double name = 0, number = 0;
    for (size_t i = page->from; i < page->to; i++) {
        char *text = ct_panel_cells_name(page->c, page->cells, i);
        name = fmax(name, ct_text_width(text, CT_SMALL_SIZE + 0.5, true));
        number = fmax(number, values_width(page->c, page->cells, i));
        free(text);
    }
    return name + number + 4;
}

/* So many columns that panels stay wide enough to be read, fewer where names
 * would be cut. */
static struct grid make_grid(const struct page *page, double width)
{
    size_t n = page->to - page->from;
    double head = head_width(page);
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

/* The name above panel i, its last values on the right. */
static void draw_name(struct ct_script *s, const struct page *page, size_t i,
                      const struct ct_rect *r)
{
    const struct ct_panel_cells *cells = page->cells;
    struct ct_text_style name = {CT_SMALL_SIZE + 0.5, true, CT_LEFT, ct_ink};
    double right = r->right, y = r->top + NAME - 5;
    double room =
        r->right - r->left - 4 - values_width(page->c, page->cells, i);
    char *text = ct_panel_cells_name(page->c, cells, i);
    char *label = ct_text_fit(text, room, name.size, name.bold);
    ct_script_text(s, r->left, y, label, &name);
    for (size_t k = cells->first[i + 1]; k-- > cells->first[i];) {
        const struct ct_line *l = &page->c->line[k];
        const struct ct_text_style value = {CT_SMALL_SIZE + 0.5, false,
                                            CT_RIGHT, cells->look[k]->text};
        char number[CT_PEOPLE_MAX];
        ct_chart_value(page->c, l->point[l->last].value, number);
        ct_script_text(s, right, y, number, &value);
        right -= ct_text_width(number, value.size, value.bold) + BETWEEN_VALUES;
    }
    free(label);
    free(text);
}

/* Draws panel i of the page. */
static void draw_panel(struct ct_script *s, const struct page *page, size_t i,
                       const struct ct_place *p, const struct grid *g)
{
    const struct ct_chart *c = page->c;
    const size_t *first = &page->cells->first[page->from + i];
    const struct ct_look *const *look = &page->cells->look[*first];
    struct ct_chart one = *c;
    struct ct_axis years = p->x, values = p->y;
    one.line = &c->line[*first];
    one.n = first[1] - first[0];
    if (i % g->columns > 0)
        values.n = 0;
    if (page->from + i + g->columns < page->to)
        years.n = 0;
    ct_script_area(s, &p->r, &p->x, &p->y);
    ct_draw_grid(s, &p->r, &p->y);
    ct_draw_values(s, &p->r, &values);
    ct_draw_years(s, &p->r, &years, true);
    draw_name(s, page, page->from + i, &p->r);
    ct_draw_lines(s, &one, look,
                  g->width / (double)(c->to - c->from + 1) >= MARK_WIDTH);
    ct_draw_breaks(s, &one, p, look, false);
    ct_draw_border(s, &one, p, false);
    ct_draw_segments(s, &one, p, look,
                     &(struct ct_segment_style){.word = "", .lone = true});
    ct_script_draw(s);
}

static size_t n_pages(size_t n_panels)
{
    return (n_panels + PANELS_A_PAGE - 1) / PANELS_A_PAGE;
}

/* The page that is asked for. */
static struct page page_of(const struct ct_chart *c,
                           const struct ct_panel_cells *cells)
{
    struct page page = {c, cells, 0, cells->n};
    int number = c->request->options->page;
    if (number == 0)
        return page;
    page.from = (size_t)(number - 1) * PANELS_A_PAGE;
    if (cells->n - page.from > PANELS_A_PAGE)
        page.to = page.from + PANELS_A_PAGE;
    return page;
}

/* The figure's own sentences, after those of the caller. */
static char *remarks(const struct ct_chart *c, size_t n_panels,
                     const char *sentences)
{
    struct ct_buffer b = {0};
    ct_buffer_text(&b, sentences);
    if (c->request->options->page > 0)
        ct_buffer_printf(&b, ct_chart_say(c, "Page %zu of %zu. "),
                         (size_t)c->request->options->page, n_pages(n_panels));
    if (c->is_fitted) {
        ct_buffer_printf(
            &b, ct_chart_say(c, "Points: observed; lines: fitted%s. "),
            ct_segments_are_joined(c) ? ct_chart_say(c, "; rings: joinpoints")
                                      : "");
        ct_segments_describe(c, c->n, &b);
    }
    if (n_panels > 1)
        ct_buffer_printf(
            &b,
            ct_chart_say(c, "Numbers: last %svalue. Same scales in all panels, "
                            "the highest first. "),
            c->is_fitted                     ? ct_chart_say(c, "fitted ")
            : c->status & CT_STATUS_FORECAST ? ct_chart_say(c, "forecast ")
                                             : "");
    return ct_buffer_take(&b);
}

/* Draws the panels of a page in r, below the key; g has the height of one. */
static void draw_page(struct ct_drawing *d, const struct page *page,
                      const struct ct_rect *r, const struct grid *g,
                      const struct ct_axis *y)
{
    struct ct_axis x =
        ct_axis_years(page->c->x_low, page->c->x_high, g->width, g->width);
    for (size_t i = 0; i < page->to - page->from; i++) {
        struct ct_place p = {panel_at(g, r, i), x, *y};
        draw_panel(&d->script, page, i, &p, g);
    }
    for (size_t k = page->cells->first[page->from];
         k < page->cells->first[page->to]; k++)
        ct_chart_describe(page->c, &page->c->line[k], &d->desc);
}

void ct_draw_panels(struct ct_chart *c, const char *sentences,
                    struct ct_drawing *d)
{
    struct ct_panel_cells cells;
    ct_panel_cells_make(c, &cells);
    c->is_apart = !cells.n_parts;
    ct_segments_bend(c, c->n);
    char *words = remarks(c, cells.n, sentences);
    struct ct_axis y = ct_chart_values(c, 3);
    double left = ct_values_width(&y);
    struct page page = page_of(c, &cells);
    struct grid g = make_grid(&page, d->script.width - 2 * CT_MARGIN - left);
    double extra = grid_extra(&g) + ct_panel_cells_key_height(&cells);
    struct ct_rect r =
        ct_figure_frame(d, c, words, (double)g.rows * g.height + extra,
                        (double)g.rows * LEAST_PANEL + extra);
    free(words);
    r.left += left;
    ct_panel_cells_draw_key(&d->script, &cells, &r);
    g.height = (r.top - r.bottom - extra) / (double)g.rows;
    r.top -= ct_panel_cells_key_height(&cells);
    draw_page(d, &page, &r, &g, &y);
    ct_panel_cells_clear(&cells);
}

int ct_panels_check(const struct ct_chart *c, struct ct_error *err)
{
    int page = c->request->options->page;
    size_t n = ct_panel_cells_count(c);
    if (page == 0)
        return n <= CT_MOST_PANELS ? 0
                                   : ct_figure_check(c, CT_MOST_PANELS, err);
    if ((size_t)page <= n_pages(n))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0, "no page %d, there are %zu", page,
                   n_pages(n));
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
    .title = "small multiples on the same scales: a panel an area or series",
    .text = "As `trend`, with a panel of its own for each series; the highest "
            "last value comes first. Up to four series that several areas "
            "have (women and men, say) share the area's panel.",
    .draw = draw,
};
