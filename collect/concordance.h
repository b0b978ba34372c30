/* SPDX-License-Identifier: GPL-3.0-or-later
 * Concordances: from a publisher's codes to ours. A CSV file with a column
 * `code` (the publisher's, as it stands in the file), a column for every
 * dimension or attribute it gives, and, where wanted, `relation`, `note`,
 * `ignore`, `scale`, `status`, `label`, `meaning` (what
 * the publisher calls it, for who reads the table). A row with a reason under
 * `ignore` gives nothing: what bears that code is left out and counted. */
#ifndef CT_CONCORDANCE_H
#define CT_CONCORDANCE_H

#include "collect/vocabulary.h"
#include "lib/csv_reader.h"
#include "lib/dict.h"
#include "lib/error.h"

/* How well a code of theirs fits ours; from good to bad. */
enum ct_relation {
    CT_EXACT,
    CT_NARROWER,
    CT_BROADER,
    CT_OVERLAPS,
    CT_NO_RELATION
};

/* "exact", "narrower", ... */
extern const char *const ct_relation_name[CT_NO_RELATION + 1];

/* One row. `code` holds what it gives to each target of its concordance, ""
 * for nothing. Texts are borrowed from the concordance, "" if empty. */
struct ct_mapping {
    const char *ignore, *note, *label, *meaning;
    enum ct_relation relation;
    int scale; /* the number times 10 to this power is in our unit */
    uint16_t status;
    const char **code;
};

struct ct_concordance {
    char *name; /* as the descriptor names it: "offences.csv" */
    size_t n_targets;
    const char **target; /* dimensions and attributes, by name */
    struct ct_dict raw;  /* the publisher's codes: numbers of `row` */
    struct ct_mapping *row;
    struct ct_csv_file file;
};

/* Reads a concordance; every code of ours is checked. Returns a new one, or
 * NULL with *err (file and line). Free with ct_concordance_destroy(). */
struct ct_concordance *ct_concordance_read(const char *path, const char *name,
                                           const struct ct_vocabulary *codes,
                                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* One of that name that has no row, where nobody asks for its codes; its `row`
 * is NULL. */
struct ct_concordance *ct_concordance_empty(const char *name);

/* The row of a publisher's code, or NULL. */
const struct ct_mapping *ct_concordance_find(const struct ct_concordance *c,
                                             const char *text, size_t length);

/* The publisher's code nearest to a text, or NULL. Borrowed. */
const char *ct_concordance_near(const struct ct_concordance *c,
                                const char *text);

/* Frees; NULL is fine. */
void ct_concordance_destroy(struct ct_concordance *c);

#endif
