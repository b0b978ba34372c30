/* SPDX-License-Identifier: GPL-3.0-or-later
 * The rows that sum up the revisions of a series. */
#ifndef CT_REVISION_ROWS_H
#define CT_REVISION_ROWS_H

#include "analyze/revision_changes.h"

/* Their columns. */
extern const struct ct_column_row ct_revision_columns[];

/* Adds a row of growth and one of level to a table of them; says in the notes
 * of `out` what was left out, and why something was not computed. */
void ct_revision_rows(const struct ct_twins *w, const struct ct_editions *e,
                      struct ct_table *t, struct ct_output_part *out);

#endif
