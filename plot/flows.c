/* SPDX-License-Identifier: GPL-3.0-or-later
 * The figure `flows`: from origins to destinations. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points that a column of the matrix needs, and what its names and margins
 * take. */
enum { COLUMN = 21, AROUND = 130 };

/* The least height of a row. */
enum { LEAST_ROW = 12, LEAST_NAMED = 3 };

/* How many destinations and origins have room to be named. */
static size_t room(double width, bool matrix)
{
    if (!matrix)
        return CT_MOST_FLOW_NODES;
    double columns = floor((width - 2 * CT_MARGIN - AROUND) / COLUMN) - 2;
    return (size_t)fmin(CT_MOST_FLOW_NODES, fmax(LEAST_NAMED, columns));
}

/* The domestic sum in words, where it is not drawn. */
static void say_domestic(const struct ct_flow_chart *c, struct ct_buffer *out)
{
    char number[CT_PEOPLE_MAX];
    if (c->domestic.given + c->domestic.withheld == 0)
        return;
    ct_flow_cell_text(c, &c->domestic, number);
    ct_buffer_printf(out, ct_flow_say(c, "Not drawn: domestic, %s. "), number);
}

static char *remarks(const struct ct_flow_chart *c, bool matrix)
{
    struct ct_buffer b = {0};
    bool withheld = false;
    for (size_t i = 0; i < c->n_rows * c->n_columns; i++)
        withheld |= c->cell[i].withheld && c->cell[i].given == 0;
    ct_buffer_text(&b, "");
    if (withheld)
        ct_buffer_text(
            &b,
            ct_flow_say(
                c, matrix ? "Grey cells: below the number there. "
                          : "Dashed lines: flows whose number is withheld. "));
    if (matrix)
        ct_buffer_text(&b, ct_flow_say(c, "Blank: none reported. "));
    else
        say_domestic(c, &b);
    return ct_buffer_take(&b);
}

enum { DESCRIBED = 8 };

/* The ends as `Romania 231`, the first few. */
static void describe(const struct ct_flow_chart *c,
                     const struct ct_flow_end *end, size_t n,
                     const char *heading, struct ct_buffer *out)
{
    ct_buffer_text(out, heading);
    for (size_t i = 0; i < n && i < DESCRIBED; i++) {
        char number[CT_PEOPLE_MAX];
        ct_flow_cell_text(c, &end[i].all, number);
        ct_buffer_printf(out, "%s%s %s", i ? ", " : ": ", end[i].label, number);
    }
    ct_buffer_text(out, ". ");
}

static void draw_chart(const struct ct_flow_chart *c, struct ct_drawing *d)
{
    bool matrix = c->request->options->matrix;
    char *words = remarks(c, matrix);
    char *subtitle = ct_flow_subtitle(
        c, ct_flow_say(
               c, matrix ? "across borders, by origin (rows) and destination "
                           "(columns)"
                         : "across borders, from origin (left) to destination "
                           "(right)"));
    char *caption = ct_flow_caption(c, words);
    d->title = ct_flow_title(c);
    double body = matrix ? ct_flow_matrix_height(c, d->script.width)
                         : ct_flow_ribbons_height(c);
    size_t most = c->n_rows > c->n_columns ? c->n_rows : c->n_columns;
    double least = (double)(most + 1) * LEAST_ROW + (matrix ? 90 : 0);
    struct ct_frame f = {d->title, subtitle, caption};
    struct ct_rect r = ct_frame_draw(&d->script, &f, body, fmin(body, least));
    if (matrix)
        ct_flow_matrix(&d->script, c, &r);
    else
        ct_flow_ribbons(&d->script, c, &r);
    describe(c, c->row, c->n_rows, "Origins", &d->desc);
    describe(c, c->column, c->n_columns, "Destinations", &d->desc);
    free(words);
    free(subtitle);
    free(caption);
}

static int draw(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err)
{
    struct ct_flow_chart c;
    int result = ct_flow_chart_make(
        r, room(d->script.width, r->options->matrix), &c, err);
    if (result == 0)
        draw_chart(&c, d);
    ct_flow_chart_clear(&c);
    return result;
}

const struct ct_figure ct_figure_flows = {
    .name = "flows",
    .title = "from origins to destinations",
    .text =
        "Draws a result of `analyze flows`: ribbons from origins on the left "
        "to destinations on the right, as wide as the flow; or with --matrix "
        "a matrix with origins as rows, destinations as columns and the "
        "numbers in its cells. The twelve largest of each side have a name, "
        "the others stand together, an unknown origin by itself. Numbers that "
        "are suppressed or masked are dashed lines or grey cells, and in no "
        "sum. One network, of several the one with the largest sum, and one "
        "period: the last one in which at least three quarters as "
        "many destinations report as in the most complete; choose others "
        "with --where, --from and --to.",
    .draw = draw,
};
