/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts: rows to raw observations. A layout knows which columns hold values
 * and what their names say; it knows nothing of codes. One layout = one file
 * and one row in layouts.def.
 *
 * A form of a descriptor is tied to a header row by ct_binding_make(); the
 * rows below it become records, and the layout hands the values of a record
 * on, one raw observation each. */
#ifndef CT_LAYOUT_H
#define CT_LAYOUT_H

#include "lib/csv_reader.h"
#include "lib/error.h"
#include "lib/panel.h"
#include "lib/period.h"

#include <stdbool.h>
#include <stddef.h>

struct ct_form;
struct ct_rule;
struct ct_concordance;
struct ct_codes;

/* A column of values: its field and, where its name is a period, that. */
struct ct_value_column {
    size_t field;
    bool has_period;
    struct ct_period period;
};

/* A rule tied to its columns; label < 0: no column of labels. */
struct ct_bound_rule {
    const char *dimension;
    const struct ct_concordance *map;
    size_t field;
    long label;
};

/* A form tied to a header. Fields are the header's cells, then what was packed
 * in the first of them. Fields are numbered from 0; -1: there is none. */
struct ct_binding {
    const struct ct_form *form;
    size_t n_cells, n_fields;
    char **name; /* of each field, blanks around it gone */
    bool *used;
    size_t n_rules, n_values;
    struct ct_bound_rule *rule; /* those whose text is in a row */
    struct ct_value_column *value;
    long time, status, number[CT_N_COLUMNS];
};

/* Why a header does not fit, and how near it came. */
struct ct_misfit {
    size_t matched; /* columns found */
    long line, column;
    char text[CT_TEXT_MAX / 2];
    char found[CT_TEXT_MAX / 4]; /* the row's cells, as far as there is room */
};

/* A row below the header, as fields; borrowed for the call. */
struct ct_record {
    const struct ct_cell *field;
    long line;
};

/* One value with the record it stands in. */
struct ct_raw {
    const struct ct_record *record;
    const struct ct_value_column *column;
};

/* Takes a raw observation; returns as a ct_row_function. */
typedef int ct_raw_function(void *user, const struct ct_raw *raw,
                            struct ct_error *err);

struct ct_layout {
    const char *name, *summary;

    /* Finds the columns of values among those not used yet (ct_binding_value()
     * for each). Returns 0, or -1 with *why filled. */
    int (*bind)(struct ct_binding *b, struct ct_misfit *why);

    /* Hands on the values of a record. Returns 0, or -1 (what `take` said). */
    int (*offer)(const struct ct_binding *b, const struct ct_record *record,
                 ct_raw_function *take, void *user, struct ct_error *err);
};

/* The layout of that name, or NULL; all names, ", " between them. */
const struct ct_layout *ct_layout_find(const char *name);
const char *ct_layout_names(void);

/* Ties a form to a row as its header. Returns a new binding, or NULL with *why
 * filled: a column that is missing, twice there or not known. Free with
 * ct_binding_destroy(). */
struct ct_binding *ct_binding_make(const struct ct_form *form,
                                   const struct ct_row *header,
                                   struct ct_misfit *why)
    __attribute__((warn_unused_result));

/* Adds a column of values. */
void ct_binding_value(struct ct_binding *b, size_t field,
                      const struct ct_period *period);

/* The field of that name that is not used yet, or -1. */
long ct_binding_find(const struct ct_binding *b, const char *name);

/* Fills *why; returns -1. field < 0: no such place. */
int ct_misfit_say(struct ct_misfit *why, long field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Frees; NULL is fine. */
void ct_binding_destroy(struct ct_binding *b);

/* The `offer` of layouts with columns of values: each of them in turn. */
int ct_layout_offer_columns(const struct ct_binding *b,
                            const struct ct_record *record,
                            ct_raw_function *take, void *user,
                            struct ct_error *err);

#endif
