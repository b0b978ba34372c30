/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on series that a result of tables has no series for: what is said of
 * many of them is said once. Add, write, clear; zero to begin with. */
#ifndef CT_LOST_NOTES_H
#define CT_LOST_NOTES_H

#include "lib/panel.h"

/* Series up to which each is named. */
enum { CT_LOST_NAMED = 3 };

/* One note, and the names of the first of n series that have it. */
struct ct_lost_note {
    int32_t time;
    const char *kind, *text, *name[CT_LOST_NAMED];
    size_t n;
};

struct ct_lost_notes {
    struct ct_dict words; /* time, kind and text of row[] */
    struct ct_lost_note *row;
    size_t capacity;
};

/* Adds a note on a series of that name; the strings are borrowed. */
void ct_lost_notes_add(struct ct_lost_notes *l, const struct ct_lost_note *one);

/* Adds them to a panel as notes on all, in the order they first came:
 * `NAME: text` for each series, `NAME and N more series: text` if there are
 * more than CT_LOST_NAMED. */
void ct_lost_notes_write(const struct ct_lost_notes *l, struct ct_panel *out);

/* Frees what it holds. */
void ct_lost_notes_clear(struct ct_lost_notes *l);

#endif
