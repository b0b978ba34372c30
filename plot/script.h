/* SPDX-License-Identifier: GPL-3.0-or-later
 * The building blocks of a figure: a page in points (0, 0 is the lower left
 * corner) on which text, strokes and areas with data are put, kept as
 * commands for gnuplot. Start with `struct ct_script s = {.width = W}`, call
 * ct_frame() for title, subtitle and caption, then for each area of data
 * ct_script_area(), data and elements, ct_script_draw(). Text goes through
 * the encoder; numbers are written locale-proof. */
#ifndef CT_SCRIPT_H
#define CT_SCRIPT_H

#include "lib/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Where marks lie: areas and strokes under the data, words and strokes over
 * them. */
enum ct_layer { CT_FILLS, CT_STROKES, CT_WORDS, CT_STROKES_IN_FRONT };

/* Marks on the page that look alike: one block of rows, which gnuplot reads
 * several times as fast as a command for each. */
struct ct_marks {
    enum ct_layer layer;
    char *look; /* as the options of an element */
    struct ct_buffer rows;
};

struct ct_script {
    double width, height;
    struct ct_buffer commands;
    struct ct_buffer elements; /* of the area not drawn yet */
    struct ct_marks *marks;    /* and its marks */
    size_t n_marks;
    int n_data;
};

/* A rectangle on the page. */
struct ct_rect {
    double left, bottom, right, top;
};

enum ct_align { CT_LEFT, CT_CENTRE, CT_RIGHT };

/* How text looks; colour is `#rrggbb`. */
struct ct_text_style {
    double size;
    bool bold;
    enum ct_align align;
    const char *colour;
};

/* How a stroke looks; dash is "" or gnuplot's list of lengths. */
struct ct_stroke {
    double width;
    const char *colour, *dash;
    bool in_front;
};

/* Colours of text and frame. */
extern const char ct_ink[];
extern const char ct_ink_soft[];
extern const char ct_grid[];
extern const char ct_axis_ink[];

/* The looks of a series: colour of its line and, dark enough to be read, of
 * its text; dash; filled and hollow point type. */
struct ct_look {
    const char *colour, *text, *dash;
    int filled, hollow;
};
enum { CT_LOOKS = 8 };

/* Look i of CT_LOOKS: Okabe and Ito's colours in the order in which they are
 * told apart best, black in place of yellow, never colour alone. */
const struct ct_look *ct_look(size_t i);

/* The look of a total among its parts: black and solid. */
extern const struct ct_look ct_look_total;

/* Sizes of text in points. */
enum {
    CT_TITLE_SIZE = 14,
    CT_SUBTITLE_SIZE = 10,
    CT_LABEL_SIZE = 9,
    CT_SMALL_SIZE = 8
};

/* Appends commands, printed. */
void ct_script_add(struct ct_script *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text at x, y: the middle of its height. */
void ct_script_text(struct ct_script *s, double x, double y, const char *text,
                    const struct ct_text_style *style);

/* The same, read from below: x is the middle of its height, y where it begins
 * (CT_LEFT), has its middle or ends. */
void ct_script_upright(struct ct_script *s, double x, double y,
                       const char *text, const struct ct_text_style *style);

/* A stroke between two points of the page. */
void ct_script_stroke(struct ct_script *s, double x1, double y1, double x2,
                      double y2, const struct ct_stroke *stroke);

/* A filled rectangle. */
void ct_script_fill(struct ct_script *s, const struct ct_rect *r,
                    const char *colour);

struct ct_axis;

/* The place of the data that follow, and the axes they go by. */
void ct_script_area(struct ct_script *s, const struct ct_rect *r,
                    const struct ct_axis *x, const struct ct_axis *y);

/* Begins a block of data and returns its number; adds a row of n numbers
 * (none of them NaN), an interruption; ends the block. */
int ct_script_data(struct ct_script *s);
void ct_script_row(struct ct_script *s, const double *x, size_t n);
void ct_script_gap(struct ct_script *s);
void ct_script_data_end(struct ct_script *s);

/* Adds an element of the area: `using 1:2 with lines ...` of a block. */
void ct_script_element(struct ct_script *s, int data, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Draws the area: its elements and all text and strokes since the last. */
void ct_script_draw(struct ct_script *s);

/* Frees what the script holds. */
void ct_script_clear(struct ct_script *s);

/* The words around a figure; paragraphs of the caption by newlines. */
struct ct_frame {
    const char *title, *subtitle, *caption;
};

/* Writes title and subtitle at the top and the caption at the bottom, broken
 * into lines, and gives the rectangle between them. Where s->height is 0 it
 * becomes what a rectangle `body` points high needs; it is never less than one
 * of `least` points needs. */
struct ct_rect ct_frame_draw(struct ct_script *s, const struct ct_frame *f,
                             double body, double least);

/* The margin around the page. */
enum { CT_MARGIN = 20 };

#endif
