/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stretches of fitted lines, and the joinpoints at which they meet, as the
 * tables of a result have them: of `joinpoint`, and of `trend` where it fitted
 * the parts between breaks. */
#ifndef CT_SEGMENTS_H
#define CT_SEGMENTS_H

#include "plot/figure.h"
#include "plot/space.h"

/* Room for a period as it is written, a place between two with one decimal. */
enum { CT_WHEN_MAX = 24 };

/* A stretch of a line with a change of its own: its periods as texts and as
 * decimal years; the change a year, in percent or in units, with its limits
 * (NaN where the result has none), and p of no change. */
struct ct_segment {
    char from_text[CT_WHEN_MAX], to_text[CT_WHEN_MAX];
    double from, to, change, lower, upper, p;
    bool in_units;
};

/* A joinpoint: its period and its limits as texts ("" if not known), its
 * decimal year, and the height of the line there. */
struct ct_bend {
    char text[CT_WHEN_MAX], lower[CT_WHEN_MAX], upper[CT_WHEN_MAX];
    double x, value;
};

/* whole: the average change from the first period to the last, NaN if the
 * result has none. */
struct ct_segments {
    size_t n, n_bends;
    struct ct_segment whole;
    struct ct_segment *segment;
    struct ct_bend *bend;
};

/* What the tables say of a line: nothing where the result is of another
 * method. Clear with ct_segments_clear(). */
struct ct_segments ct_segments_of(const struct ct_chart *c,
                                  const struct ct_line *l);
void ct_segments_clear(struct ct_segments *s);

/* A cell of a table: NaN or "" where the table has none, or of the other
 * kind. */
double ct_cell_number(const struct ct_table *t, size_t row, const char *name);
const char *ct_cell_text(const struct ct_table *t, size_t row,
                         const char *name);

/* The decimal year of a period, or of a place between two; NaN if the text is
 * neither. */
double ct_cell_year(const char *text);

/* Adds to the first n lines of a chart their joinpoints between two periods, so
 * that they bend where they should, and makes room for their texts above;
 * interrupts all lines where breaks were found. */
void ct_segments_bend(struct ct_chart *c, size_t n);

/* Whether the chart is of a joinpoint regression. */
bool ct_segments_are_joined(const struct ct_chart *c);

/* The p below which a change has a star, from --confidence. */
double ct_segments_alpha(const struct ct_chart *c);

/* A change for people: `+1.2%`, then `per` (" a year"), then a star where p is
 * below alpha; one in units always has " a year". out has room for
 * CT_PEOPLE_MAX bytes. */
void ct_segment_text(const struct ct_chart *c, const struct ct_segment *g,
                     const char *per, char *out);

/* The number of a change or of one of its limits, with as many decimals; out
 * has room for CT_PEOPLE_MAX bytes. */
void ct_segment_number(const struct ct_chart *c, const struct ct_segment *g,
                       double x, char *out);

/* Says to a space where a line runs and where its values are marked. */
void ct_cover_line(struct ct_space *s, const struct ct_line *l,
                   const struct ct_place *p);

/* Writes a text where there is room for it; its width and height of the wish
 * are set. Returns whether there is. */
bool ct_write_where_room(struct ct_script *s, struct ct_space *space,
                         struct ct_wish *wish, const char *text,
                         const struct ct_text_style *style);

/* How changes are written: what stands before each in percent, whether a line
 * that has one throughout has it written too, and how many points above the
 * area may be written on. */
struct ct_segment_style {
    const char *word;
    bool lone;
    double above;
};

/* Draws joinpoints with their periods, and the changes of the stretches, or
 * breaks that were found, beside the lines of an area begun, where there is
 * room: no text on another, nor on a line or a mark where that can be helped.
 * looks as for ct_draw_lines(). */
void ct_draw_segments(struct ct_script *s, const struct ct_chart *c,
                      const struct ct_place *place,
                      const struct ct_look *const *looks,
                      const struct ct_segment_style *style);

/* The caption's sentences on the model and what it says of the first n lines:
 * of joinpoint regressions, of trends and of breaks. Appends to out. */
void ct_segments_describe(const struct ct_chart *c, size_t n,
                          struct ct_buffer *out);

#endif
