/* SPDX-License-Identifier: GPL-3.0-or-later
 * The variables of a study's groups: names and what they stand for. */
#ifndef CT_STUDY_SCOPE_H
#define CT_STUDY_SCOPE_H

#include "lib/buffer.h"
#include "lib/error.h"

#include <stddef.h>

/* A variable; those of the groups around it follow in `outer`. A name met
 * first hides the same name behind it. Names and values are borrowed. */
struct ct_variable {
    const char *name, *value;
    const struct ct_variable *outer; /* NULL at the end */
};

/* Appends `text` with each ${NAME} replaced by the variable's value, as it
 * stands, and $${ by ${. Returns 0, or -1 with CT_EUSAGE (no such variable, or
 * no }). */
int ct_scope_expand(const struct ct_variable *scope, const char *text,
                    struct ct_buffer *out, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
