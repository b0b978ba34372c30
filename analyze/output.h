/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a method says of one part, from its start to its rows in the result.
 * Used by the loop only; methods use ct_output_obs() and ct_output_note(). */
#ifndef CT_OUTPUT_H
#define CT_OUTPUT_H

#include "analyze/method.h"
#include "lib/buffer.h"

/* A part: what goes in, what came out. */
struct ct_part {
    struct ct_group group;
    struct ct_series *series; /* group.n of them, its own */
    char *name;               /* its own, or NULL */
    size_t *data;             /* the number of each among those taken */
    int number;               /* 0: whole; 1, 2, ... between breaks */
    struct ct_output_part out;
    struct ct_buffer note;
    int result;
    struct ct_error err;
};

/* Makes the part, whose series are set, ready to be run: its tables, empty.
 * End with ct_part_clear(). */
void ct_part_init(struct ct_part *part, const struct ct_method *m);

/* Frees what the part holds. */
void ct_part_clear(struct ct_part *part);

/* What threads share while they run the parts. */
struct ct_run {
    const struct ct_method *method;
    const struct ct_common_options *common;
    const void *options;
    struct ct_part *part;
    size_t n;
};

/* Runs the method on all parts, on common->threads threads (0: one for each
 * core). Returns 0, or -1 with the error of the first part that has one. */
int ct_run_parts(struct ct_run *run, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
