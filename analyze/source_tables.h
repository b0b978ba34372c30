/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of triangulate but its summaries: single numbers, reasons, the
 * screen. */
#ifndef CT_SOURCE_TABLES_H
#define CT_SOURCE_TABLES_H

#include "analyze/source_pairs.h"

/* The tables in their order. */
enum ct_source_table {
    CT_BY_SOURCE,
    CT_BY_PERIOD,
    CT_BY_REASON,
    CT_BY_NUMBER,
    CT_BY_SCREEN
};

extern const struct ct_column_row ct_reason_columns[];
extern const struct ct_column_row ct_difference_columns[];
extern const struct ct_column_row ct_screen_columns[];

/* A statement with that of the reference, and the pairs of the two. */
struct ct_source_match {
    const struct ct_statement *own, *reference;
    struct ct_source_pair *pair;
    size_t n;
};

/* Adds the rows of single numbers of a match, and of the screen, as said of
 * its series; rates per so many residents. */
void ct_source_match_write(const struct ct_group *g,
                           const struct ct_source_match *m, double per,
                           struct ct_output_part *out);

/* Adds a row for each verdict and reason that n matches have: how many
 * numbers. */
void ct_source_reasons_write(const struct ct_group *g,
                             const struct ct_source_match *match, size_t n,
                             struct ct_table *out);

/* Sums up the result in a note, and leaves in the notes of each table only
 * what is of it. */
void ct_source_tables_finish(struct ct_panel *result);

#endif
