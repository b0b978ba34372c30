/* SPDX-License-Identifier: GPL-3.0-or-later
 * A figure as commands for gnuplot. */
#include "config.h"

#include "plot/script.h"

#include "lib/number.h"
#include "plot/axis.h"
#include "plot/encode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

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

void ct_script_add(struct ct_script *s, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    ct_buffer_text(&s->commands, text);
}

static void add_fixed(struct ct_script *s, double x, int decimals)
{
    char text[CT_FIXED_MAX];
    size_t n = ct_number_fixed(x, decimals, text);
    ct_buffer_add(&s->commands, text, n);
}

/* A point of the page as gnuplot has it: shares of width and height. */
static void add_place(struct ct_script *s, double x, double y)
{
    ct_buffer_text(&s->commands, "screen ");
    add_fixed(s, x / s->width, 6);
    ct_buffer_text(&s->commands, ", screen ");
    add_fixed(s, y / s->height, 6);
}

static void add_text(struct ct_script *s, const double *at, const char *text,
                     const struct ct_text_style *style, const char *turned)
{
    static const char *const align[] = {"left", "center", "right"};
    if (!*text)
        return;
    ct_script_add(s, "set label %d ", ++s->n_marks);
    ct_text_literal(&s->commands, text);
    ct_buffer_text(&s->commands, " at ");
    add_place(s, at[0], at[1]);
    ct_script_add(s, " %s%s font \"Liberation Sans%s,", align[style->align],
                  turned, style->bold ? ":Bold" : "");
    add_fixed(s, style->size, 1);
    ct_script_add(s, "\" textcolor rgb \"%s\" front noenhanced\n",
                  style->colour);
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
    ct_script_add(s, "set arrow %d from ", ++s->n_marks);
    add_place(s, x1, y1);
    ct_buffer_text(&s->commands, " to ");
    add_place(s, x2, y2);
    ct_buffer_text(&s->commands, " nohead linewidth ");
    add_fixed(s, stroke->width, 2);
    ct_script_add(s, " linecolor rgb \"%s\" dashtype %s %s\n", stroke->colour,
                  stroke->dash && *stroke->dash ? stroke->dash : "solid",
                  stroke->in_front ? "front" : "back");
}

void ct_script_fill(struct ct_script *s, const struct ct_rect *r,
                    const char *colour)
{
    ct_script_add(s, "set object %d rectangle from ", ++s->n_marks);
    add_place(s, r->left, r->bottom);
    ct_buffer_text(&s->commands, " to ");
    add_place(s, r->right, r->top);
    ct_script_add(s, " back fillcolor rgb \"%s\" fillstyle solid 1 noborder\n",
                  colour);
}

static void add_margin(struct ct_script *s, const char *name, double share)
{
    ct_script_add(s, "set %smargin at screen ", name);
    add_fixed(s, share, 6);
    ct_buffer_byte(&s->commands, '\n');
}

static void add_number(struct ct_script *s, double x)
{
    char text[CT_NUMBER_MAX];
    size_t n = ct_number_format(x, text);
    ct_buffer_add(&s->commands, text, n);
}

static void add_range(struct ct_script *s, char name, const struct ct_axis *a)
{
    ct_script_add(s, "%s logscale %c\nset %crange [",
                  a->is_log ? "set" : "unset", name, name);
    add_number(s, a->min);
    ct_buffer_byte(&s->commands, ':');
    add_number(s, a->max);
    ct_buffer_text(&s->commands, "]\n");
}

void ct_script_area(struct ct_script *s, const struct ct_rect *r,
                    const struct ct_axis *x, const struct ct_axis *y)
{
    add_margin(s, "l", r->left / s->width);
    add_margin(s, "r", r->right / s->width);
    add_margin(s, "b", r->bottom / s->height);
    add_margin(s, "t", r->top / s->height);
    add_range(s, 'x', x);
    add_range(s, 'y', y);
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

void ct_script_element(struct ct_script *s, int data, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    ct_buffer_printf(&s->elements, "%s$data%d %s notitle",
                     s->elements.size ? ", \\\n     " : "", data, text);
}

void ct_script_draw(struct ct_script *s)
{
    ct_script_add(s, "plot ");
    if (s->elements.size > 0)
        ct_buffer_add(&s->commands, s->elements.data, s->elements.size);
    else /* gnuplot draws text only with a plot: one that is out of sight */
        ct_script_add(s, "[0:1] [0:1] 2 notitle");
    ct_script_add(s, "\nunset label\nunset arrow\nunset object\n");
    ct_buffer_clear(&s->elements);
}

void ct_script_clear(struct ct_script *s)
{
    ct_buffer_clear(&s->commands);
    ct_buffer_clear(&s->elements);
}
