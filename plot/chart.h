/* SPDX-License-Identifier: GPL-3.0-or-later
 * A panel on its way to a figure: which of its series can share a page, their
 * points, what they are called, and the words around them. */
#ifndef CT_CHART_H
#define CT_CHART_H

#include "lib/buffer.h"
#include "lib/error.h"
#include "lib/period.h"
#include "plot/plot.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A period of a line. x is its decimal year; the other numbers are NaN where
 * there is none; with a value: whether the line is interrupted before it (by
 * missing periods, or a regime found), whether a break lies between it and the
 * value before, and whether it is made of other areas than that one. */
struct ct_point {
    int32_t time;
    long ordinal;
    double x, value, lower, upper, observed;
    uint16_t status;
    bool after_gap, after_break, apart;
};

/* What shows that a value of a line is special: forecasts may have no mark. */
#define CT_MARK_OF_LINES "Hollow marks and dotted lines"
#define CT_MARK_OF_FORECASTS "Dotted lines"

/* A series that is drawn. first and last are the points with its first and
 * last value. */
struct ct_line {
    size_t series; /* in the panel */
    char *label;   /* what tells it from the others */
    size_t n, n_values, first, last;
    struct ct_point *point;
};

/* All that a figure needs of its panel. Lines have one measure, unit and freq,
 * areas of one kind, and at least one value each. low and high span values and
 * intervals, from and to the periods (ordinals) with a value. */
struct ct_chart {
    const struct ct_plot_request *request;
    const struct ct_panel *panel;
    char freq;
    const char *measure, *unit;
    size_t n;
    struct ct_line *line;
    size_t n_values, n_missing, n_empty; /* points; series without a value */
    size_t n_not_positive;               /* lost on a logarithmic scale */
    double low, high, x_low, x_high;
    long from, to;
    uint16_t status;     /* of all values */
    uint16_t everywhere; /* ESTIMATED, IMPUTED or PROVISIONAL that all values
                            are: said once, and no longer in status or points,
                            as a mark on each would tell nothing apart */
    bool has_interval, is_fitted, is_log, is_whole; /* whole numbers only */
    bool is_apart;            /* each line has an area of its own */
    const char *special_mark; /* what shows that a value is special, in words */
    const char *shown_key;    /* dimension whose codes the figure shows itself,
                                 for words to leave out; NULL = none */
    bool counts_told;         /* the figure's own sentences say what n is */
    bool is_pair; /* the first and the last period only, none between */
    struct ct_buffer left_out, empty; /* lists of names, or nothing */
};

/* Looks the panel through. Returns 0, or -1 with CT_EDATA when there is
 * nothing to draw. Clear with ct_chart_clear(). */
int ct_chart_make(const struct ct_plot_request *r, struct ct_chart *c,
                  struct ct_error *err) __attribute__((warn_unused_result));
void ct_chart_clear(struct ct_chart *c);

/* Chooses the series of the panel that can share a figure: keep[] has a place
 * for each. Says in c->left_out what was left out; sets measure, unit, freq. */
void ct_chart_choose(struct ct_chart *c, bool *keep);

/* Finds n_values, first and last of a line, and how each of its values hangs
 * together with the one before; flags of points were false. */
void ct_line_join(struct ct_line *l);

/* Names a line in c->empty and frees it; it must not be among the lines any
 * more. */
void ct_chart_drop(struct ct_chart *c, struct ct_line *l);

/* Leaves the line with the most values, of equal ones the panel's first; the
 * others are named in c->left_out. */
void ct_chart_keep_fullest(struct ct_chart *c);

/* Sorts the lines by their last value, the highest first; equal ones and those
 * of one label stay in the panel's order. */
void ct_chart_sort(struct ct_chart *c);

/* The latest (else the earliest) period (ordinal) in which at least three
 * quarters of the lines have a value; if there is none, that in which most have
 * one. */
long ct_chart_common(const struct ct_chart *c, bool latest);

/* Sets ranges, counts and what holds of all values anew from the lines. */
void ct_chart_measure(struct ct_chart *c);

/* Leaves of every line the points of n periods, ascending; lines without a
 * value in one of them are named in c->empty, and c->n may become 0. A break,
 * or other areas, between two of them is remembered at the second one. */
void ct_chart_cut(struct ct_chart *c, const long *ordinals, size_t n);

/* What the lines are: "areas" or "offences" where nothing else tells them
 * apart, else "series". */
const char *ct_chart_noun(const struct ct_chart *c);

/* Points whose mark must be told from a plain observation: estimated,
 * forecast, imputed, provisional. */
bool ct_point_is_special(const struct ct_point *p);

/* The name of a code for people: the label given with the data, else the code
 * list's short one, else the code; cleaned. The caller frees it. */
char *ct_chart_name(const struct ct_chart *c, const char *key, size_t series);

/* The code that all lines have in a key, or NULL if they differ. Borrowed. */
const char *ct_chart_constant(const struct ct_chart *c, const char *key);

/* A period as people write it, from the first day; out has room for
 * CT_PERIOD_MAX bytes. */
void ct_chart_period(const struct ct_chart *c, long ordinal, char *out);

/* A value of the chart for people: all with the decimals that the highest one
 * deserves (on a logarithmic scale each with its own), whole numbers with none;
 * out has room for CT_PEOPLE_MAX bytes. */
void ct_chart_value(const struct ct_chart *c, double x, char *out);

/* Words, and a number, in the language of the figure (plot/lang.h). */
const char *ct_chart_say(const struct ct_chart *c, const char *english)
    __attribute__((format_arg(2)));
void ct_chart_number(const struct ct_chart *c, double x, int decimals,
                     char *out);

/* The value of an option in the panel's provenance ("base" of `base=2010`), or
 * NULL. The caller frees it. */
char *ct_chart_option(const struct ct_chart *c, const char *name);

/* Whether row `row` of a table of the panel belongs to a series, by the
 * dimensions the table has. */
bool ct_chart_row_is_of(const struct ct_chart *c, const struct ct_table *t,
                        size_t row, size_t series);

/* Title, subtitle and caption: those of the options, else made from the data.
 * `remarks` are the figure's own sentences, which come first in the notes. The
 * caller frees them. */
char *ct_chart_title(const struct ct_chart *c);
char *ct_chart_subtitle(const struct ct_chart *c);
char *ct_chart_caption(const struct ct_chart *c, const char *remarks);

/* The parts of the caption that say what may be compared, each appended to
 * *out, nothing where there is nothing to say: series of which the method could
 * compute nothing, and why; who reports, and which periods are not joined to
 * the one before; how all were recorded; in what lines differ that are
 * compared; what limits of fitted lines cover, how many tests there are, and
 * whose p is too small; what the interval covers. */
void ct_caption_refused(const struct ct_chart *c, struct ct_buffer *out);
void ct_caption_coverage(const struct ct_chart *c, struct ct_buffer *out);
void ct_caption_recording(const struct ct_chart *c, struct ct_buffer *out);
void ct_caption_differences(const struct ct_chart *c, struct ct_buffer *out);
void ct_caption_tests(const struct ct_chart *c, struct ct_buffer *out);
void ct_caption_interval(const struct ct_chart *c, struct ct_buffer *out);

/* Appends the lines whose values have a status, with the first and the last
 * period where not all have it: "WORDS: France 2016 to 2018; Italy. ". */
void ct_caption_footnote(const struct ct_chart *c, uint16_t status,
                         const char *words, struct ct_buffer *out);

/* Fails with CT_EDATA and two of the lines if they cannot be ranked: from
 * different kinds of source or, where they differ in area only, otherwise
 * counted or defined (lib/beside.h); unless the options allow it. */
int ct_chart_alike(const struct ct_chart *c, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The words of a caption; an abbreviation at the end of a sentence ("Bosnia &
 * Herz.") brings no second full stop. The caller frees them. */
char *ct_caption_take(struct ct_buffer *b);

/* Appends "Source: publisher, title." and an end of line. */
void ct_caption_sources(const struct ct_panel *panel, int lang,
                        struct ct_buffer *out);

/* What the unit is called: "Victims per 100,000 population". The caller frees
 * it. */
char *ct_chart_unit(const struct ct_chart *c);

/* Appends the finding in words: first and last value of a line. */
void ct_chart_describe(const struct ct_chart *c, const struct ct_line *l,
                       struct ct_buffer *out);

#endif
