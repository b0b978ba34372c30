/* SPDX-License-Identifier: GPL-3.0-or-later
 * Breaks that a method found, and the regimes between them: of results of
 * `breaks` and of `changepoints`. Breaks that the publisher tells are those of
 * plot/breaks.c. */
#ifndef CT_FOUND_BREAKS_H
#define CT_FOUND_BREAKS_H

#include "plot/segments.h"

/* A break: the last period of the old regime and the first of the new one, and
 * the limits of the former ("" if there are none), as texts; first: the decimal
 * year of first_new. x lies in the middle between the two periods, low and high
 * (NaN if there are none) are as far behind the limits. */
struct ct_found_break {
    char last[CT_WHEN_MAX], first_new[CT_WHEN_MAX];
    char lower[CT_WHEN_MAX], upper[CT_WHEN_MAX];
    double first, x, low, high;
};

struct ct_found_breaks {
    size_t n;
    struct ct_found_break *at;
};

/* The table that has the breaks, or NULL where the chart is not of a result
 * with breaks. Borrowed. */
const struct ct_table *ct_found_breaks_table(const struct ct_chart *c);

/* The breaks of a line, in order of time. Clear with
 * ct_found_breaks_clear(). */
struct ct_found_breaks ct_found_breaks_of(const struct ct_chart *c,
                                          const struct ct_line *l);
void ct_found_breaks_clear(struct ct_found_breaks *b);

/* Whether limits are drawn: there are some, and few lines share
 * an area. */
bool ct_found_breaks_have_bars(const struct ct_chart *c);

/* Interrupts the lines of a chart where a new regime begins. */
void ct_found_breaks_cut(struct ct_chart *c);

/* Draws the breaks of lines in an area begun: a dashed upright stroke, through
 * the whole height where there is one line only; the first period of the new
 * regime beside it where there is room; the limits as bars at the bottom, if
 * there are few lines. looks as for ct_draw_lines(). */
void ct_draw_found_breaks(struct ct_script *s, const struct ct_chart *c,
                          const struct ct_place *place,
                          const struct ct_look *const *looks);

/* The caption's sentences on the model and the breaks of the first n lines.
 * Appends to out. */
void ct_found_breaks_describe(const struct ct_chart *c, size_t n,
                              struct ct_buffer *out);

#endif
