/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of JSON-stat, for its two files: what it is (json_stat.c) and its
 * cells. */
#ifndef CT_JSON_STAT_H
#define CT_JSON_STAT_H

#include "export/cube.h"
#include "export/sheet.h"
#include "lib/buffer.h"
#include "lib/file.h"

/* A document in the making; b is what was not yet written out. */
struct ct_json_stat {
    const struct ct_sheet *s;
    struct ct_output *out;
    struct ct_buffer b;
    struct ct_cube cube;
    bool dense;
    uint32_t *row_of; /* of each cell, row + 1; of a table its first cell */
};

/* Writes out what there is, if it is a good piece (all: in any case). */
void ct_json_stat_flush(struct ct_json_stat *w, bool all);

/* Appends a text in quotes; `"name": ` on a line of its own, a comma before it
 * unless it is the first. */
void ct_json_text(struct ct_buffer *b, const char *text);
void ct_json_name(struct ct_buffer *b, const char *indent, const char *name,
                  bool first);

/* Appends the values of a panel, statuses, limits and notes; of a table the
 * other columns of its rows side by side. */
void ct_json_stat_panel(struct ct_json_stat *w);
void ct_json_stat_table(struct ct_json_stat *w);

#endif
