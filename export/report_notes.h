/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a table notes of its rows, or a panel of its areas: notes that say the
 * same with other numbers are one. */
#ifndef CT_REPORT_NOTES_H
#define CT_REPORT_NOTES_H

#include "lib/dict.h"
#include "lib/table.h"

/* The kinds of notes, in the order met; for each its text, with an ellipsis for
 * words that are not the same in all rows, and the number of rows. */
struct ct_report_notes {
    struct ct_dict kinds;
    char **text;
    size_t *rows;
};

/* Adds a note to zero-initialised or older ones; returns the number of its
 * kind. */
size_t ct_report_notes_add(struct ct_report_notes *notes, const char *note);

/* Gathers the notes of a table; none if it has no column for them. */
void ct_report_notes_read(struct ct_report_notes *notes,
                          const struct ct_table *t);

/* Frees what they hold. */
void ct_report_notes_clear(struct ct_report_notes *notes);

#endif
