/* SPDX-License-Identifier: GPL-3.0-or-later
 * A figure as commands for gnuplot. */
#include "config.h"

#include "plot/script.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "plot/axis.h"
#include "plot/encode.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char ct_ink[] = "#222222";
const char ct_ink_soft[] = "#5a5a5a";
const char ct_grid[] = "#e2e2e2";
const char ct_axis_ink[] = "#8c8c8c";

const struct ct_look *ct_look(size_t i)
{
    static const struct ct_look looks[CT_LOOKS] = {
        {"#0072B2", "#00609a", "", 7, 6},
        {"#D55E00", "#b34f00", "(12,5)", 5, 4},
        {"#009E73", "#007857", "(4,4)", 9, 8},
        {"#CC79A7", "#a94a80", "(12,4,3,4)", 13, 12},
        {"#000000", "#000000", "(22,5)", 11, 10},
        {"#E69F00", "#8f6300", "(7,3)", 15, 14},
        {"#56B4E9", "#20709f", "(3,6)", 7, 6},
        {"#777777", "#5f5f5f", "(12,4,3,4,3,4)", 5, 4},
    };
    return &looks[i % CT_LOOKS];
}

const struct ct_look ct_look_total = {"#000000", "#000000", "", 11, 10};

void ct_script_add(struct ct_script *s, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    ct_buffer_text(&s->commands, text);
}

static void add_fixed(struct ct_buffer *out, double x, int decimals)
{
    char text[CT_FIXED_MAX];
    size_t n = ct_number_fixed(x, decimals, text);
    ct_buffer_add(out, text, n);
}

/* The rows of the marks that look so, in their layer. */
static struct ct_buffer *rows_of(struct ct_script *s, enum ct_layer layer,
                                 struct ct_buffer *look)
{
    char *name = ct_buffer_take(look);
    for (size_t i = s->n_marks; i-- > 0;)
        if (s->marks[i].layer == layer && strcmp(s->marks[i].look, name) == 0) {
            free(name);
            return &s->marks[i].rows;
        }
    s->marks = ct_xrealloc(s->marks, s->n_marks + 1, sizeof *s->marks);
    s->marks[s->n_marks] = (struct ct_marks){layer, name, {0}};
    return &s->marks[s->n_marks++].rows;
}

/* A place on the page to a thousandth of a point, by hand: a figure has
 * hundreds. */
static void add_place(struct ct_buffer *rows, double x)
{
    char text[32], *s = text + sizeof text;
    long n = lround(1000 * x);
    unsigned long left = (unsigned long)labs(n);
    for (int i = 0; i < 4 || left > 0; i++, left /= 10) {
        *--s = (char)('0' + left % 10);
        if (i == 2)
            *--s = '.';
    }
    if (n < 0)
        *--s = '-';
    ct_buffer_add(rows, s, (size_t)(text + sizeof text - s));
    ct_buffer_byte(rows, ' ');
}

/* A point of the page, or two corners. */
static void add_places(struct ct_buffer *rows, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add_place(rows, x[i]);
}

static void add_text(struct ct_script *s, const double *at, const char *text,
                     const struct ct_text_style *style, const char *turned)
{
    static const char *const align[] = {"left", "center", "right"};
    struct ct_buffer look = {0};
    if (!*text)
        return;
    ct_buffer_printf(&look,
                     "axes x2y2 with labels %s%s "
                     "font \"Liberation Sans%s,",
                     align[style->align], turned, style->bold ? ":Bold" : "");
    add_fixed(&look, style->size, 1);
    ct_buffer_printf(&look, "\" textcolor rgb \"%s\" noenhanced",
                     style->colour);
    struct ct_buffer *rows = rows_of(s, CT_WORDS, &look);
    add_places(rows, at, 2);
    ct_text_literal(rows, text);
    ct_buffer_byte(rows, '\n');
}

void ct_script_text(struct ct_script *s, double x, double y, const char *text,
                    const struct ct_text_style *style)
{
    add_text(s, (double[]){x, y}, text, style, "");
}

void ct_script_upright(struct ct_script *s, double x, double y,
                       const char *text, const struct ct_text_style *style)
{
    add_text(s, (double[]){x, y}, text, style, " rotate by 90");
}

void ct_script_stroke(struct ct_script *s, double x1, double y1, double x2,
                      double y2, const struct ct_stroke *stroke)
{
    struct ct_buffer look = {0};
    ct_buffer_text(&look, "axes x2y2 with lines linewidth ");
    add_fixed(&look, stroke->width, 2);
    ct_buffer_printf(&look, " linecolor rgb \"%s\" dashtype %s", stroke->colour,
                     stroke->dash && *stroke->dash ? stroke->dash : "solid");
    struct ct_buffer *rows =
        rows_of(s, stroke->in_front ? CT_STROKES_IN_FRONT : CT_STROKES, &look);
    add_places(rows, (double[]){x1, y1}, 2);
    ct_buffer_byte(rows, '\n');
    add_places(rows, (double[]){x2, y2}, 2);
    ct_buffer_text(rows, "\n\n");
}

void ct_script_fill(struct ct_script *s, const struct ct_rect *r,
                    const char *colour)
{
    struct ct_buffer look = {0};
    ct_buffer_printf(&look,
                     "axes x2y2 with boxxyerror fillcolor rgb \"%s\" "
                     "fillstyle solid 1 noborder",
                     colour);
    struct ct_buffer *rows = rows_of(s, CT_FILLS, &look);
    add_places(
        rows,
        (double[]){r->left, r->bottom, r->left, r->right, r->bottom, r->top},
        6);
    ct_buffer_byte(rows, '\n');
}

static void add_number(struct ct_script *s, double x)
{
    char text[CT_NUMBER_MAX];
    size_t n = ct_number_format(x, text);
    ct_buffer_add(&s->commands, text, n);
}

/* The range of the whole page, in which the axis goes from `low` to `high`. */
static void add_range(struct ct_script *s, char name, const struct ct_axis *a,
                      const double *low_high_page)
{
    double low = low_high_page[0], high = low_high_page[1];
    double from = a->is_log ? log10(a->min) : a->min;
    double to = a->is_log ? log10(a->max) : a->max;
    double per_point = (to - from) / (high - low);
    double first = from - low * per_point;
    double last = to + (low_high_page[2] - high) * per_point;
    ct_script_add(s, "%s logscale %c\nset %crange [",
                  a->is_log ? "set" : "unset", name, name);
    add_number(s, a->is_log ? pow(10, first) : first);
    ct_buffer_byte(&s->commands, ':');
    add_number(s, a->is_log ? pow(10, last) : last);
    ct_buffer_text(&s->commands, "]\n");
}

void ct_script_area(struct ct_script *s, const struct ct_rect *r,
                    const struct ct_axis *x, const struct ct_axis *y)
{
    add_range(s, 'x', x, (double[]){r->left, r->right, s->width});
    add_range(s, 'y', y, (double[]){r->bottom, r->top, s->height});
}

int ct_script_data(struct ct_script *s)
{
    ct_script_add(s, "$data%d << END\n", ++s->n_data);
    return s->n_data;
}

void ct_script_row(struct ct_script *s, const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            ct_buffer_byte(&s->commands, ' ');
        add_number(s, x[i]);
    }
    ct_buffer_byte(&s->commands, '\n');
}

void ct_script_gap(struct ct_script *s)
{
    ct_buffer_byte(&s->commands, '\n');
}

void ct_script_data_end(struct ct_script *s)
{
    ct_buffer_text(&s->commands, "END\n");
}

/* Appends an element: how a block is drawn. */
static void add_element(struct ct_buffer *out, int data, const char *look)
{
    ct_buffer_printf(out, "%s$data%d %s notitle",
                     out->size ? ", \\\n     " : "", data, look);
}

void ct_script_element(struct ct_script *s, int data, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    add_element(&s->elements, data, text);
}

/* Writes the marks of a layer as blocks and adds their elements. */
static void add_layer(struct ct_script *s, enum ct_layer layer,
                      struct ct_buffer *elements)
{
    for (size_t i = 0; i < s->n_marks; i++) {
        const struct ct_marks *m = &s->marks[i];
        if (m->layer != layer)
            continue;
        int data = ct_script_data(s);
        ct_buffer_add(&s->commands, m->rows.data, m->rows.size);
        ct_script_data_end(s);
        add_element(elements, data, m->look);
    }
}

static void clear_marks(struct ct_script *s)
{
    for (size_t i = 0; i < s->n_marks; i++) {
        free(s->marks[i].look);
        ct_buffer_clear(&s->marks[i].rows);
    }
    free(s->marks);
    s->marks = NULL;
    s->n_marks = 0;
}

void ct_script_draw(struct ct_script *s)
{
    struct ct_buffer all = {0};
    add_layer(s, CT_FILLS, &all);
    add_layer(s, CT_STROKES, &all);
    if (s->elements.size > 0)
        ct_buffer_printf(&all, "%s%s", all.size ? ", \\\n     " : "",
                         s->elements.data);
    add_layer(s, CT_WORDS, &all);
    add_layer(s, CT_STROKES_IN_FRONT, &all);
    ct_buffer_text(&s->commands, "plot ");
    ct_buffer_add(&s->commands, all.data, all.size);
    ct_buffer_byte(&s->commands, '\n');
    ct_buffer_clear(&all);
    ct_buffer_clear(&s->elements);
    clear_marks(s);
}

void ct_script_clear(struct ct_script *s)
{
    ct_buffer_clear(&s->commands);
    ct_buffer_clear(&s->elements);
    clear_marks(s);
}
