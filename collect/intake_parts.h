/* SPDX-License-Identifier: GPL-3.0-or-later
 * The intake of a large file in parts, side by side. */
#ifndef CT_INTAKE_PARTS_H
#define CT_INTAKE_PARTS_H

#include "collect/intake.h"

/* Whether a file in a form can be read so: plain text in a regular file that is
 * worth it, rows that can be read by themselves, and nothing in it that is kept
 * of the first only, as labels are. Events are counted, whatever their order;
 * observations need a builder that holds none. */
bool ct_intake_parts_can(const struct ct_collecting *all,
                         const struct ct_stream *in,
                         const struct ct_form *form);

/* Reads it with so many threads, as ct_intake() does, to the same panel.
 * Returns 1; 0 if it is better read in one go, with nothing done: the header
 * stands far down, or something is amiss, which is then told as ever. */
int ct_intake_parts(struct ct_collecting *all, struct ct_stream *in,
                    const struct ct_form *form, size_t number, char **vintage);

#endif
