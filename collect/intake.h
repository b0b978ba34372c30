/* SPDX-License-Identifier: GPL-3.0-or-later
 * The intake of one file: its rows through carrier, layout and coder into the
 * builder, every cell accounted for. */
#ifndef CT_INTAKE_H
#define CT_INTAKE_H

#include "collect/coder.h"
#include "collect/collect.h"
#include "collect/preview.h"
#include "collect/stream.h"

/* Cells left out, by reason. */
struct ct_reasons {
    struct ct_dict reason;
    size_t capacity;
    unsigned long long *n;
};

/* What the files of one collect share. */
struct ct_collecting {
    const struct ct_collect_request *request;
    const struct ct_descriptor *descriptor;
    struct ct_builder *builder;
    struct ct_coder *coder;
    struct ct_accounting *accounting;
    struct ct_problems *rejects;
    struct ct_reasons ignored;
    unsigned long long flags_counted;
};

/* Reads a file, the `number`th of the user's, that comes in the given form.
 * *vintage becomes its vintage, to be freed. Returns 0, or -1 with *err. */
int ct_intake(struct ct_collecting *all, struct ct_stream *in,
              const struct ct_form *form, size_t number, char **vintage,
              struct ct_error *err) __attribute__((warn_unused_result));

/* Reads rows of a file that were looked at ahead. Returns how many of their
 * cells are rejected; -1 if they cannot be read so at all. */
long ct_intake_try(const char *file, const struct ct_descriptor *d,
                   const struct ct_form *form, const struct ct_preview *rows);

/* Counts n cells left out for a reason. */
void ct_reasons_add(struct ct_reasons *r, const char *reason,
                    unsigned long long n);

#endif
