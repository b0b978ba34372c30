/* SPDX-License-Identifier: GPL-3.0-or-later
 * The result of flows on its way to a figure: one period's origins and
 * destinations, the largest by name, and what flows between them. What the
 * method masked is not in there, so that no figure can show it. */
#ifndef CT_FLOW_CHART_H
#define CT_FLOW_CHART_H

#include "plot/figure.h"

/* Sides that have more nodes than this put the rest together. */
enum { CT_MOST_FLOW_NODES = 12 };

/* What flows between a row and a column: the sum of the given numbers, how
 * many of them, how many are withheld and the most that these add up to. */
struct ct_flow_cell {
    double value, upper;
    size_t given, withheld, masked;
};

/* A row or a column: an origin or a destination; all others together; the
 * unknown. all is the sum of its cells. */
enum ct_flow_end_kind { CT_END_NAMED, CT_END_OTHERS, CT_END_UNKNOWN };

struct ct_flow_end {
    enum ct_flow_end_kind kind;
    char *code, *label;
    size_t n; /* of others: how many */
    struct ct_flow_cell all, domestic;
};

/* Origins are rows, the one with the largest flow first, then others, then the
 * unknown; destinations columns, each with its domestic flow.
 * cell[row * n_columns + column]. total: all that is cross-border or from an
 * unknown origin; domestic: all, also of areas without such. */
struct ct_flow_chart {
    const struct ct_plot_request *request;
    const struct ct_panel *panel;
    const struct ct_table *corridors, *nodes;
    char *period;
    char *later; /* sentence on periods that are not drawn, or "" */
    size_t n_rows, n_columns, n_reporters;
    struct ct_flow_end *row, *column;
    struct ct_flow_cell *cell;
    struct ct_flow_cell total, domestic;
    size_t first; /* row of corridors that is drawn, for its codes */
};

/* Reads the tables of a result; named: how many origins and destinations at
 * most have a name. Of several networks the one with the largest sum of flows
 * is drawn. Returns 0, or -1 with CT_EDATA where it is none of flows or has no
 * rows. Clear with ct_flow_chart_clear(),
 * also after a failure. */
int ct_flow_chart_make(const struct ct_plot_request *r, size_t named,
                       struct ct_flow_chart *c, struct ct_error *err)
    __attribute__((warn_unused_result));
void ct_flow_chart_clear(struct ct_flow_chart *c);

/* Fills rows, columns and cells of a chart whose period is chosen
 * (plot/flow_cells.c). */
void ct_flow_cells(struct ct_flow_chart *c, size_t named);

/* The text, or the number, of a table's cell; "" or NaN without that column. */
const char *ct_flow_text(const struct ct_table *t, const char *column,
                         size_t row);
double ct_flow_number(const struct ct_table *t, const char *column, size_t row);

/* Whether a column of corridors tells networks apart: not the two ends. */
bool ct_flow_is_trait(const struct ct_column *column);

/* Whether a row of corridors or nodes belongs to the network drawn; whether
 * also its period is. */
bool ct_flow_in_network(const struct ct_flow_chart *c, const struct ct_table *t,
                        size_t row);
bool ct_flow_is_drawn(const struct ct_flow_chart *c, const struct ct_table *t,
                      size_t row);

/* Whether the flows are as origins report them, not destinations. */
bool ct_flow_by_origin(const struct ct_flow_chart *c);

/* The name of an area for people. The caller frees it. */
char *ct_flow_name(const struct ct_flow_chart *c, const char *code);

/* A cell in few words: "1,234", "1,234+" where something withheld is not in
 * it, "<5" where all is, "" for none. out has room for CT_PEOPLE_MAX bytes. */
void ct_flow_cell_text(const struct ct_flow_chart *c,
                       const struct ct_flow_cell *cell, char *out);

/* Words in the language of the figure (plot/lang.h). */
const char *ct_flow_say(const struct ct_flow_chart *c, const char *english)
    __attribute__((format_arg(2)));

/* Title, subtitle, caption; `shown` is how origins and destinations are told
 * apart. The caller frees them. */
char *ct_flow_title(const struct ct_flow_chart *c);
char *ct_flow_subtitle(const struct ct_flow_chart *c, const char *shown);
char *ct_flow_caption(const struct ct_flow_chart *c, const char *remarks);

/* Draw it: in a rectangle, and how high that should be. */
double ct_flow_ribbons_height(const struct ct_flow_chart *c);
void ct_flow_ribbons(struct ct_script *s, const struct ct_flow_chart *c,
                     const struct ct_rect *r);
double ct_flow_matrix_height(const struct ct_flow_chart *c, double width);
void ct_flow_matrix(struct ct_script *s, const struct ct_flow_chart *c,
                    const struct ct_rect *r);

#endif
