/* SPDX-License-Identifier: GPL-3.0-or-later
 * How a figure is to be read: on a screen, in print or on a wall. A figure
 * lays itself out in points with CT_SMALL_SIZE as its smallest text; larger
 * text is the same layout on a smaller page, all of it enlarged: so text,
 * lines and marks keep their proportions, and a page of the same size has
 * fewer labels. */
#ifndef CT_STYLE_H
#define CT_STYLE_H

#include "plot/plot.h"

/* The words of --style, in the order of their numbers. */
#define CT_STYLES "screen|print|slides"

/* What a page is enlarged by, and its size before it is: that of the options,
 * else the style's own; height 0 is what the content needs. */
double ct_style_scale(const struct ct_plot_options *o);
double ct_style_width(const struct ct_plot_options *o);
double ct_style_height(const struct ct_plot_options *o);

/* Whether there is only black ink. */
bool ct_style_is_grey(const struct ct_plot_options *o);

/* Turns each colour of a script's commands, `"#rrggbb"`, into the grey that a
 * printer without colours makes of it. */
void ct_style_grey(struct ct_buffer *commands);

#endif
