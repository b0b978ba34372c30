/* SPDX-License-Identifier: GPL-3.0-or-later
 * A draft of a descriptor from a look at a file: what it seems to be, each
 * guess marked as one. Nothing that collect does is guessed; a draft is for
 * people to start from. */
#ifndef CT_DESCRIBE_H
#define CT_DESCRIBE_H

#include "lib/codes.h"
#include "lib/error.h"

#include <stddef.h>

/* A concordance of the draft: the name of its file, and its text. */
struct ct_draft_table {
    char *name, *text;
};

/* The draft: dataset.conf, and the tables it names. */
struct ct_draft {
    char *conf;
    size_t n_tables;
    struct ct_draft_table *table;
};

/* Looks at a file, all of it but within bounds of memory, and drafts a
 * descriptor that ct_descriptor_read() takes. Returns 0, or -1 with *err: the
 * file cannot be opened, is of no known kind, is empty. Clear the draft with
 * ct_draft_clear(). */
int ct_describe(const char *path, const struct ct_codes *codes,
                struct ct_draft *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what a draft holds. */
void ct_draft_clear(struct ct_draft *d);

#endif
