/* SPDX-License-Identifier: GPL-3.0-or-later
 * The notes of a panel by what they are on: one observation, one series, all.
 * For formats that write them beside the numbers. Make, ask for the series in
 * their order or in any, clear. */
#ifndef CT_NOTE_LIST_H
#define CT_NOTE_LIST_H

#include "lib/buffer.h"
#include "lib/panel.h"

struct ct_note_list {
    const struct ct_panel *panel;
    size_t n;
    uint32_t *note; /* numbers, by series (those on all first), then time */
};

/* The notes of a panel, which must outlive the list. */
void ct_note_list_make(struct ct_note_list *l, const struct ct_panel *p);

/* Appends `kind: text` of the notes on a series (-1: on all) at a time
 * (INT32_MIN: at all times), joined by "; ". */
void ct_note_list_say(const struct ct_note_list *l, long series, int32_t time,
                      struct ct_buffer *out);

/* Whether there is a note on all; on some series; on some observation. */
bool ct_note_list_any(const struct ct_note_list *l, bool of_series,
                      bool at_time);

/* Frees what it holds. */
void ct_note_list_clear(struct ct_note_list *l);

#endif
