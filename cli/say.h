/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the program says: results on standard output, everything else on
 * standard error. The only code that prints. */
#ifndef CT_SAY_H
#define CT_SAY_H

#include "lib/buffer.h"
#include "lib/error.h"

#include <stdbool.h>

/* Prints `crimetrends: FILE:LINE:COLUMN: text`. Returns the exit status that
 * goes with the error: 2 for CT_EUSAGE, else 1. */
int ct_say_error(const struct ct_error *err);

/* Prints `crimetrends: ` and the text on standard error. */
void ct_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct ct_panel;

/* Prints the notes of a panel: all with `verbose`, else those that stand for
 * the whole and say what was left out; none with `quiet`. */
void ct_say_notes(const struct ct_panel *p, bool quiet, bool verbose);

/* Prints those of its notes that say what was suppressed; none with `quiet`. */
void ct_say_suppressed(const struct ct_panel *p, bool quiet);

/* Prints a line on standard error as it is. */
void ct_say_line(const char *line);

/* Writes the buffer to standard output and frees it. Returns 0, or -1 with
 * CT_EIO when standard output is closed or full. */
int ct_say_out(struct ct_buffer *text, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
