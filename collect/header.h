/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search for a header: rows are shown to it one by one until the last of
 * them, taken together, is the header of a form. The rows above are kept, for
 * what they say of the file. */
#ifndef CT_HEADER_H
#define CT_HEADER_H

#include "collect/layout.h"

/* Zero-initialise with the form; clear with ct_header_clear(). */
struct ct_header {
    const struct ct_form *form;
    size_t n_rows, capacity;
    struct ct_kept_row *row; /* all that were shown */
    bool row_is_data; /* the row that fits is no header, but the first one */
};

/* Shows a row. Returns a new binding if it ends a header of the form, else
 * NULL with *why. */
struct ct_binding *ct_header_show(struct ct_header *h, const struct ct_row *row,
                                  struct ct_misfit *why)
    __attribute__((warn_unused_result));

/* Whether a row further down is one of the header's again. */
bool ct_header_again(const struct ct_header *h, const struct ct_row *row);

/* Forgets the rows: a new table begins. */
void ct_header_clear(struct ct_header *h);

/* Keeps a row as one that the header may be; the names of the columns that the
 * rows kept last make: *n of them, at_least so many; each and the array to be
 * freed. */
void ct_header_keep(struct ct_header *h, const struct ct_row *row);
char **ct_header_names(const struct ct_header *h, size_t at_least, size_t *n);

#endif
