/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts: rows to raw observations. A layout knows which columns hold values
 * and what their names say; it knows nothing of codes. One layout = one file
 * and one row in layouts.def.
 *
 * A form of a descriptor is tied to the names in a header by
 * ct_binding_make(); the rows below become records, and each value column of a
 * record is a raw observation. */
#ifndef CT_LAYOUT_H
#define CT_LAYOUT_H

#include "collect/origin.h"
#include "collect/time_text.h"
#include "lib/csv_reader.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>

struct ct_form;
struct ct_rule;
struct ct_concordance;

/* A column of values: its field, that of its flags (-1: none of its own) and,
 * where its name is a time, that. text[i]
 * is what its name says to rule i, NULL for rules that do not ask. */
struct ct_value_column {
    size_t field;
    long flags;
    bool has_time;
    struct ct_time time;
    char **text;
};

/* A condition tied to its column, and what it said of the cell before: rows
 * repeat cells, and patterns are slow. */
enum { CT_REMEMBERED = 64 };
struct ct_bound_condition {
    const struct ct_condition *is;
    size_t field, n;
    bool asked, held;
    char text[CT_REMEMBERED];
};

/* Whether the condition holds in a record. */
bool ct_bound_condition_holds(struct ct_bound_condition *c,
                              const struct ct_cell *field);

/* A rule tied to its columns; label < 0: no column of labels. Of a dimension
 * that nobody named (free forms) there is no rule, only the field. */
struct ct_bound_rule {
    const struct ct_rule *rule;
    const char *dimension;
    bool is_attribute; /* even if its name may be a dimension's */
    const struct ct_concordance *map;
    enum ct_scope scope;
    struct ct_bound_origin from;
    long label;
    size_t n_when;
    struct ct_bound_condition *when;
};

/* A form tied to a header. Fields are the header's cells, then what was packed
 * in the first of them, then the titles from first_title on. Fields are
 * numbered from 0; -1: there is none. */
struct ct_binding {
    const struct ct_form *form;
    size_t n_cells, n_fields, first_title;
    char **name; /* of each field, folded */
    bool *used;
    bool nameless_ignored; /* cells without a name above may hold anything */
    size_t n_rules, n_values, n_ignored_rows, n_remarks, n_fill;
    struct ct_bound_rule *rule;
    bool columns_code; /* some rules ask the names of value columns */
    struct ct_value_column *value;
    struct ct_bound_origin time;
    enum ct_scope time_scope;
    struct ct_bound_condition *ignored_row;
    long *remark;
    size_t *fill;
    long rejoin, status, count, number[CT_N_COLUMNS];
};

/* Why a header does not fit, and how near it came. */
struct ct_misfit {
    size_t matched; /* columns found */
    long line, column;
    char text[CT_TEXT_MAX / 2];
    char found[CT_TEXT_MAX / 4]; /* the row's cells, as far as there is room */
};

struct ct_layout {
    const char *name, *summary;

    /* Finds the columns of values among those not used yet (ct_binding_value()
     * for each). Returns 0, or -1 with *why filled. */
    int (*bind)(struct ct_binding *b, struct ct_misfit *why);
};

/* The layout whose values are counted, not read. */
extern const struct ct_layout ct_layout_incident;

/* The layout of that name, or NULL; all names, ", " between them. */
const struct ct_layout *ct_layout_find(const char *name);
const char *ct_layout_names(void);

/* The names in a header, folded. Those beyond the first n_sure may be there,
 * for merged cells at the end of a workbook's row: if nothing asks for them,
 * they are not. */
struct ct_names {
    size_t n, n_sure;
    const char *const *name;
};

/* Ties a form to names (copied) as its header. Returns a new binding,
 * or NULL with *why filled: a column that is missing, twice there or not
 * known. Free with ct_binding_destroy(). */
struct ct_binding *ct_binding_make(const struct ct_form *form,
                                   const struct ct_names *names,
                                   struct ct_misfit *why)
    __attribute__((warn_unused_result));

/* Of a free form: makes each column that is not used a dimension of its own
 * name. Returns 0, or -1 with *why filled: a name that is a slip, or none. */
int ct_binding_free(struct ct_binding *b, struct ct_misfit *why);

/* Series have at most this many dimensions and attributes. */
enum { CT_RULES_MAX = 40 };

/* Adds a column of values. */
void ct_binding_value(struct ct_binding *b, size_t field);

/* Adds a column of values if its name says all that the form's header keys,
 * and its time, ask of it. Returns whether it does. */
bool ct_binding_try_value(struct ct_binding *b, size_t field);

/* The field of that name, or -1. */
long ct_binding_find(const struct ct_binding *b, const char *name);

/* Fills *why; returns -1. field < 0: no such place. */
int ct_misfit_say(struct ct_misfit *why, long field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Frees; NULL is fine. */
void ct_binding_destroy(struct ct_binding *b);

/* The `bind` of layouts with values in columns: every column not used whose
 * name says what it holds. */
int ct_layout_bind_columns(struct ct_binding *b, struct ct_misfit *why);

#endif
