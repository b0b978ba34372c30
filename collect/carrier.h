/* SPDX-License-Identifier: GPL-3.0-or-later
 * Carriers: bytes to rows of cells. A carrier knows a file format and nothing
 * of what the rows mean. One carrier = one file and one row in carriers.def.
 *
 * A carrier pushes its rows, each cell a text with its length and line, to a
 * function; a row is borrowed for that call. A carrier that knows the cube
 * (dimensions by name) pushes a header row and long rows. */
#ifndef CT_CARRIER_H
#define CT_CARRIER_H

#include "collect/stream.h"
#include "lib/csv_reader.h"
#include "lib/error.h"

#include <regex.h>
#include <stdbool.h>

struct ct_positions;

/* What a descriptor says about the bytes; a carrier takes what concerns it. */
struct ct_carrier_settings {
    const char *encoding; /* as iconv knows it */
    char delimiter;
    const regex_t *sheet; /* names of sheets to read; NULL = the first one */
    const struct ct_positions *positions; /* of `fixed`, else NULL */
    const char *time; /* the dimension that is the time; NULL = by its role */
    bool whole; /* a cube's limits and comments are wanted beside its cells */
};

struct ct_carrier {
    const char *name, *summary;

    /* Whether it knows the cube: its header row is `<dimension>` in lower
     * case (with `<dimension>_label` behind it where there are labels),
     * `time`, `value`, `status`, and its rows are long. Where the settings
     * want the whole, `lower`, `upper`, `note`, `note_on_series` and
     * `note_on_all` may stand behind them. */
    bool cube;

    /* Whether a row ends with its last filled cell, as in workbooks. */
    bool ragged;

    /* Reads the stream to its end, or until `take` fails. Returns 0, or -1
     * with *err: CT_EDATA with the line where the bytes are not what they
     * should be, CT_EIO, or what `take` said. */
    int (*read)(struct ct_stream *in, const struct ct_carrier_settings *s,
                ct_row_function *take, void *user, struct ct_error *err);
};

/* The carrier of that name, or NULL. */
const struct ct_carrier *ct_carrier_find(const char *name);

/* The names of all carriers, with ", " between them. */
const char *ct_carrier_names(void);

#endif
