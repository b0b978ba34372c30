/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares on their way to a figure: bars of parts, from a result of the method
 * shares or made of counts. What a bar lacks a part of is not in it, so that
 * no gap tells a suppressed number. */
#ifndef CT_SHARE_CHART_H
#define CT_SHARE_CHART_H

#include "lib/dict.h"
#include "plot/figure.h"

/* Parts that have a colour; more are put together, but for the last. */
enum { CT_MOST_PARTS = 8 };

/* A part of all bars. is_rest: other, unknown or put together, which stands
 * behind the rest. all: the sum of its shares over the bars. */
struct ct_share_part {
    char *key, *label;
    double all;
    bool is_rest, is_unknown;
};

/* A bar: an area (or what else tells wholes apart) or a period. share[i] is
 * that of part i, 0..1, and they add up to 1. unknown: NaN if it is not told;
 * is_total: of all areas, beside bars of groups, and stands last. */
struct ct_share_bar {
    char *label;
    double whole, unknown, areas;
    size_t suppressed;
    bool is_unreliable, is_total;
    double *share;
};

/* The table that is drawn; `of` are the dimensions whose codes are parts, by
 * commas. period: the one that is shown, "" where bars are periods. chart is
 * set where shares are made of counts. skipped: labels of bars that lack a
 * part. */
struct ct_share_chart {
    const struct ct_plot_request *request;
    const struct ct_table *table;
    struct ct_table *own;
    struct ct_chart chart;
    char *of, *period, *first_period, *last_period;
    bool is_made, unknown_shown;
    size_t n_bars, n_parts, first; /* a row that is drawn */
    struct ct_share_bar *bar;
    struct ct_share_part *part;
    struct ct_dict notes, skipped;
};

/* Makes the chart of a request. Returns 0, or -1 with CT_EDATA. Clear with
 * ct_share_chart_clear(), also after a failure. */
int ct_share_chart_make(const struct ct_plot_request *r,
                        struct ct_share_chart *c, struct ct_error *err)
    __attribute__((warn_unused_result));
void ct_share_chart_clear(struct ct_share_chart *c);

/* Makes a table like that of the method of a panel's counts: the parts are the
 * codes of the one dimension, beside the area, in which the series differ
 * (plot/share_counts.c). Sets chart, own, of. */
int ct_share_counts(struct ct_share_chart *c, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The text of a row's cell, "" without that column; the number, or NaN. */
const char *ct_share_text(const struct ct_share_chart *c, const char *column,
                          size_t row);
double ct_share_number(const struct ct_share_chart *c, const char *column,
                       size_t row);

/* What a code of a dimension is called; the caller frees it. */
char *ct_share_name(const struct ct_share_chart *c, const char *key,
                    const char *code);

/* "Women", "Men", "Girls" or "Boys" of a row whose parts are those; else NULL.
 * The caller frees it. */
char *ct_share_person(const struct ct_share_chart *c, size_t row);

/* Title, subtitle, caption; the caller frees them. */
char *ct_share_title(const struct ct_share_chart *c);
char *ct_share_subtitle(const struct ct_share_chart *c);
char *ct_share_caption(const struct ct_share_chart *c);

#endif
