/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose the rows and observations of a part's output are. Used by the loop
 * only; methods use ct_output_code() and
 * ct_output_of(). */
#ifndef CT_HEAD_H
#define CT_HEAD_H

#include "analyze/method.h"

/* A code in place of the series' own. */
struct ct_recoded {
    char *dimension, *code;
};

/* What was said from one ct_output_code() or ct_output_of() to the next. */
struct ct_head {
    long member; /* of the group, or CT_WHOLE */
    size_t n;
    struct ct_recoded *recoded;
    size_t first_obs, n_obs; /* in the part's output */
    size_t *first_row;       /* in each of its tables */
};

/* Begins the output's first head: the whole. */
void ct_head_begin(struct ct_output_part *out);

/* The rows first .. end - 1 that a head has in a table of its part. */
void ct_head_rows(const struct ct_output_part *out, size_t head, size_t table,
                  size_t *first, size_t *end);

/* The code a head has of its own in a dimension, or NULL. Borrowed. */
const char *ct_head_recoded(const struct ct_head *head, const char *dimension);

/* Frees the output's heads. */
void ct_heads_clear(struct ct_output_part *out);

#endif
