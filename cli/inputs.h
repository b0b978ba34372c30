/* SPDX-License-Identifier: GPL-3.0-or-later
 * The panels a command works on: files read (HDF5, or tidy CSV in its place),
 * selected and united. */
#ifndef CT_INPUTS_H
#define CT_INPUTS_H

#include "cli/call.h"
#include "lib/select.h"

/* The code lists, read from the data folder. Returns NULL with *err. Free with
 * ct_codes_destroy(). */
struct ct_codes *ct_inputs_codes(struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads one file: a panel or result, or a tidy CSV as with --strict. Returns a
 * new panel, or NULL with *err. */
struct ct_panel *ct_inputs_read(const struct ct_call *call, const char *word,
                                const struct ct_codes *codes,
                                struct ct_error *err)
    __attribute__((warn_unused_result));

/* What the call selects; borrowed from it. */
struct ct_selection ct_inputs_selection(const struct ct_call *call);

/* A file as it was last read, so that figures of one file read it once.
 * Start with `struct ct_kept k = {0};`, end with ct_kept_clear(). */
struct ct_kept {
    char *path;
    int min_cell;
    struct ct_panel *panel;
};
void ct_kept_clear(struct ct_kept *k);

/* Reads all operands, suppresses small counts if the call has --min-cell, takes
 * what the call selects of each and unites them; `attribute` is what tells
 * colliding keys apart, or NULL (lib/select.h). For a method, two files that it
 * doesn't tell apart are 1 and 2 in it.
 * Returns a new panel, or NULL with *err. */
struct ct_panel *
ct_inputs_panel(const struct ct_call *call, const char *attribute,
                const struct ct_codes *codes, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The same for one of many calls, `attribute` "dataset": a call that selects
 * from the one file that the call before selected from does not read it
 * again. */
struct ct_panel *ct_inputs_kept(const struct ct_call *call,
                                const struct ct_codes *codes,
                                struct ct_kept *kept, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
