/* SPDX-License-Identifier: GPL-3.0-or-later
 * Flows as a matrix: origins are rows, destinations columns, each cell shaded
 * and with its number. */
#include "config.h"

#include "plot/flow_chart.h"

#include "lib/memory.h"
#include "plot/classes.h"
#include "plot/encode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Points: widest name of a row, highest of a column, their distance, height of
 * a row, the widest cell, the least size of a number. */
enum {
    ROW_NAME = 120,
    COLUMN_NAME = 84,
    BESIDE = 5,
    ROW_HEIGHT = 18,
    WIDEST = 64,
    LEAST_SIZE = 5
};

#define WITHHELD_COLOUR "#f1f1f1"
#define HATCH_COLOUR "#c4c4c4"

/* Half of the white between cells. */
#define SEAM 0.6

/* The matrix on the page: columns and rows with the sums behind the last, then
 * the domestic flows. */
struct matrix {
    struct ct_script *s;
    const struct ct_flow_chart *c;
    struct ct_rect r; /* of the cells */
    double width, height, size;
    bool domestic; /* a row for it below the sums */
    struct ct_classes classes;
};

static double names_width(const struct ct_flow_chart *c,
                          const struct ct_flow_end *end, size_t n, double most)
{
    double width =
        ct_text_width(ct_flow_say(c, "Domestic"), CT_SMALL_SIZE, false);
    for (size_t i = 0; i < n; i++)
        width = fmax(width, ct_text_width(end[i].label, CT_SMALL_SIZE, false));
    return fmin(width, most) + BESIDE;
}

static double most_row_name(double width)
{
    return fmin(ROW_NAME, width * 0.3);
}

static bool has_domestic(const struct ct_flow_chart *c)
{
    return c->domestic.given + c->domestic.withheld > 0;
}

double ct_flow_matrix_height(const struct ct_flow_chart *c, double width)
{
    (void)width;
    return ROW_HEIGHT * (double)(c->n_rows + 1 + has_domestic(c)) +
           names_width(c, c->column, c->n_columns, COLUMN_NAME);
}

/* The classes of all cells above 0; there may be none. */
static void make_classes(struct matrix *m)
{
    size_t n = m->c->n_rows * m->c->n_columns, known = 0;
    double *x = ct_xmalloc(n + 1, sizeof *x);
    for (size_t i = 0; i < n; i++)
        if (m->c->cell[i].value > 0)
            x[known++] = m->c->cell[i].value;
    if (known)
        m->classes = ct_classes_make(x, known, true);
    free(x);
}

/* Black or white, whichever is read better on a colour `#rrggbb`. */
static const char *ink_on(const char *colour)
{
    unsigned long rgb = strtoul(colour + 1, NULL, 16);
    double light = 0.299 * (double)(rgb >> 16 & 255) +
                   0.587 * (double)(rgb >> 8 & 255) +
                   0.114 * (double)(rgb & 255);
    return light > 140 ? "#000000" : "#ffffff";
}

static struct ct_rect place(const struct matrix *m, size_t row, size_t column)
{
    double left = m->r.left + m->width * (double)column;
    double top = m->r.top - m->height * (double)row;
    return (struct ct_rect){left + SEAM, top - m->height + SEAM,
                            left + m->width - SEAM, top - SEAM};
}

static void write_number(struct matrix *m, const struct ct_rect *r,
                         const struct ct_flow_cell *cell,
                         const struct ct_text_style *style)
{
    char text[CT_PEOPLE_MAX];
    ct_flow_cell_text(m->c, cell, text);
    ct_script_text(m->s, (r->left + r->right) / 2, (r->top + r->bottom) / 2,
                   text, style);
}

/* Whether origin and destination are one area: domestic, in a row of its
 * own. */
static bool is_own(const struct ct_flow_chart *c, size_t row, size_t column)
{
    const char *from = c->row[row].code, *to = c->column[column].code;
    return from && to && strcmp(from, to) == 0;
}

static void draw_cell(struct matrix *m, size_t row, size_t column)
{
    static const struct ct_stroke hatch = {0.5, HATCH_COLOUR, "", false};
    const struct ct_flow_cell *cell =
        &m->c->cell[row * m->c->n_columns + column];
    struct ct_rect r = place(m, row, column);
    struct ct_text_style style = {m->size, false, CT_CENTRE, ct_ink_soft};
    if (cell->value > 0) {
        const char *colour =
            m->classes.colour[ct_classes_find(&m->classes, cell->value)];
        ct_script_fill(m->s, &r, colour);
        style.colour = ink_on(colour);
    } else if (cell->withheld) {
        ct_script_fill(m->s, &r, WITHHELD_COLOUR);
        double corner = (r.top - r.bottom) / 3; /* beside the number */
        ct_script_stroke(m->s, r.right - corner, r.bottom, r.right,
                         r.bottom + corner, &hatch);
    } else {
        if (is_own(m->c, row, column))
            ct_script_text(m->s, (r.left + r.right) / 2, (r.top + r.bottom) / 2,
                           "\u2013", &style);
        return;
    }
    write_number(m, &r, cell, &style);
}

static void draw_cells(struct matrix *m)
{
    for (size_t i = 0; i < m->c->n_rows; i++)
        for (size_t j = 0; j < m->c->n_columns; j++)
            draw_cell(m, i, j);
}

static void draw_sums(struct matrix *m)
{
    const struct ct_flow_chart *c = m->c;
    static const struct ct_stroke line = {0.75, ct_axis_ink, "", true};
    struct ct_text_style style = {m->size, true, CT_CENTRE, ct_ink};
    for (size_t i = 0; i < c->n_rows; i++) {
        struct ct_rect r = place(m, i, c->n_columns);
        write_number(m, &r, &c->row[i].all, &style);
    }
    for (size_t j = 0; j < c->n_columns; j++) {
        struct ct_rect r = place(m, c->n_rows, j);
        write_number(m, &r, &c->column[j].all, &style);
    }
    struct ct_rect r = place(m, c->n_rows, c->n_columns);
    write_number(m, &r, &c->total, &style);
    style.bold = false;
    for (size_t j = 0; j <= c->n_columns && m->domestic; j++) {
        r = place(m, c->n_rows + 1, j);
        write_number(m, &r,
                     j < c->n_columns ? &c->column[j].domestic : &c->domestic,
                     &style);
    }
    double x = m->r.left + m->width * (double)c->n_columns;
    double y = m->r.top - m->height * (double)c->n_rows;
    ct_script_stroke(m->s, m->r.left, y, m->r.right, y, &line);
    ct_script_stroke(m->s, x, m->r.bottom, x, m->r.top, &line);
}

static void draw_names(struct matrix *m, double width, double above)
{
    const struct ct_flow_chart *c = m->c;
    for (size_t i = 0; i <= c->n_rows + m->domestic; i++) {
        struct ct_rect r = place(m, i, 0);
        struct ct_text_style style = {CT_SMALL_SIZE, i == c->n_rows, CT_RIGHT,
                                      ct_ink};
        const char *label = i < c->n_rows    ? c->row[i].label
                            : i == c->n_rows ? ct_flow_say(c, "All")
                                             : ct_flow_say(c, "Domestic");
        char *name = ct_text_fit(label, width - BESIDE, style.size, style.bold);
        ct_script_text(m->s, m->r.left - BESIDE, (r.top + r.bottom) / 2, name,
                       &style);
        free(name);
    }
    for (size_t j = 0; j <= c->n_columns; j++) {
        struct ct_rect r = place(m, 0, j);
        struct ct_text_style style = {CT_SMALL_SIZE, j == c->n_columns, CT_LEFT,
                                      ct_ink};
        char *name = ct_text_fit(j < c->n_columns ? c->column[j].label
                                                  : ct_flow_say(c, "All"),
                                 above - BESIDE, style.size, style.bold);
        ct_script_upright(m->s, (r.left + r.right) / 2, m->r.top + BESIDE, name,
                          &style);
        free(name);
    }
}

/* The size at which the widest number fits into a cell. */
static double number_size(const struct matrix *m)
{
    const struct ct_flow_chart *c = m->c;
    char text[CT_PEOPLE_MAX];
    double widest = 0;
    for (size_t i = 0; i < c->n_rows * c->n_columns; i++) {
        ct_flow_cell_text(c, &c->cell[i], text);
        widest = fmax(widest, ct_text_width(text, 1, false));
    }
    for (size_t i = 0; i < c->n_rows; i++) {
        ct_flow_cell_text(c, &c->row[i].all, text);
        widest = fmax(widest, ct_text_width(text, 1, true));
    }
    for (size_t j = 0; j < c->n_columns; j++) {
        ct_flow_cell_text(c, &c->column[j].all, text);
        widest = fmax(widest, ct_text_width(text, 1, true));
        ct_flow_cell_text(c, &c->column[j].domestic, text);
        widest = fmax(widest, ct_text_width(text, 1, false));
    }
    ct_flow_cell_text(c, &c->total, text);
    widest = fmax(widest, ct_text_width(text, 1, true));
    double size = fmin((m->width - 3) / widest, m->height * 0.6);
    return fmax(LEAST_SIZE, fmin(size, CT_SMALL_SIZE));
}

void ct_flow_matrix(struct ct_script *s, const struct ct_flow_chart *c,
                    const struct ct_rect *r)
{
    double names =
        names_width(c, c->row, c->n_rows, most_row_name(r->right - r->left));
    double above = names_width(c, c->column, c->n_columns, COLUMN_NAME);
    struct matrix m = {
        .s = s,
        .c = c,
        .r = {r->left + names, r->bottom, r->right, r->top - above},
        .domestic = has_domestic(c)};
    struct ct_axis unit = {.min = 0, .max = 1};
    m.width = (m.r.right - m.r.left) / (double)(c->n_columns + 1);
    m.width = fmin(m.width, WIDEST);
    m.r.right = m.r.left + m.width * (double)(c->n_columns + 1);
    m.height = (m.r.top - m.r.bottom) / (double)(c->n_rows + 1 + m.domestic);
    m.size = number_size(&m);
    make_classes(&m);
    ct_script_area(s, &m.r, &unit, &unit);
    draw_cells(&m);
    draw_sums(&m);
    draw_names(&m, names, above);
    ct_script_draw(s);
}
