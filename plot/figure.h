/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a figure is. A figure is one file with a `const struct ct_figure
 * ct_figure_NAME`, one row in figures.def, one line in local.mk. Its draw()
 * makes a chart of the panel, puts it on the script's page and says in words
 * what it shows; it knows no file, format or program. */
#ifndef CT_FIGURE_H
#define CT_FIGURE_H

#include "plot/axis.h"
#include "plot/chart.h"
#include "plot/script.h"

/* What draw() fills: the page (width and, if given, height are set; the rest
 * is empty), and title and description for readers who do not see it. */
struct ct_drawing {
    struct ct_script script;
    char *title;
    struct ct_buffer desc;
};

struct ct_figure {
    const char *name;  /* as on the command line */
    const char *title; /* one line for lists */
    const char *text;  /* paragraphs for the help */
    int (*draw)(const struct ct_plot_request *r, struct ct_drawing *d,
                struct ct_error *err);
};

/* Width of a page when none is given: 7.2 inches. */
enum { CT_PAGE_WIDTH = 518 };

/* Pages are not made narrower. */
enum { CT_LEAST_WIDTH = 240 };

/* Writes the frame around `body` points of height (if the user's height leaves
 * less, at least `least`), with the words of the chart and the figure's
 * remarks; sets the drawing's title. */
struct ct_rect ct_figure_frame(struct ct_drawing *d, const struct ct_chart *c,
                               const char *remarks, double body, double least);

/* A rectangle of data with its axes. */
struct ct_place {
    struct ct_rect r;
    struct ct_axis x, y;
};

/* Rows that a figure with one row a line can hold. */
enum { CT_MOST_ROWS = 300 };

/* Fails with CT_EDATA when a chart has more lines than `most`. */
int ct_figure_check(const struct ct_chart *c, size_t most, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Draws a grid line across r for each tick. */
void ct_draw_grid(struct ct_script *s, const struct ct_rect *r,
                  const struct ct_axis *y);

/* Writes the ticks' numbers on the left of r. */
void ct_draw_values(struct ct_script *s, const struct ct_rect *r,
                    const struct ct_axis *y);

/* Draws the base line and the years below r; with `inside` the years at its
 * ends do not stand out of it. */
void ct_draw_years(struct ct_script *s, const struct ct_rect *r,
                   const struct ct_axis *x, bool inside);

/* The width that the numbers of an axis take, with their distance. */
double ct_values_width(const struct ct_axis *a);

/* The value axis of a chart: from zero for counts and rates. */
struct ct_axis ct_chart_values(const struct ct_chart *c, int wanted);

/* Draws lines of a chart in an area that was begun: ribbons of intervals,
 * lines with gaps and breaks, marks. looks[i] is the look of line i, NULL for
 * one that stays grey in the background; marks says whether each value has
 * one. */
void ct_draw_lines(struct ct_script *s, const struct ct_chart *c,
                   const struct ct_look *const *looks, bool marks);

/* Marks breaks: where all lines (or the only one) have it, an upright stroke
 * through r, with the word above it if that is asked for; else a short one
 * across the line. */
void ct_draw_breaks(struct ct_script *s, const struct ct_chart *c,
                    const struct ct_place *place,
                    const struct ct_look *const *looks, bool word);

/* One text that wants to stand at a height. */
struct ct_tag {
    double wanted, height; /* points */
    double at;             /* where it can stand: the middle */
};

/* Sets tags apart so that none overlaps, as near as can be to where they want
 * to be, within bottom..top where that is possible. */
void ct_tags_place(struct ct_tag *tags, size_t n, double bottom, double top);

#endif
