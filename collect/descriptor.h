/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptors: what a folder of datasets/ says about a dataset, as read from
 * its dataset.conf and the concordances that names. docs/adding-a-dataset.md
 * is the list of settings for people. */
#ifndef CT_DESCRIPTOR_H
#define CT_DESCRIPTOR_H

#include "collect/attribute.h"
#include "collect/carrier.h"
#include "collect/concordance.h"
#include "collect/layout.h"
#include "collect/time_text.h"
#include "collect/value.h"
#include "collect/vocabulary.h"
#include "lib/codes.h"
#include "lib/error.h"
#include "lib/panel.h"

#include <regex.h>
#include <stdbool.h>

/* Some texts; borrowed from the descriptor. */
struct ct_texts {
    size_t n;
    const char **text;
};

/* Where a text is taken from. */
enum ct_part_kind {
    CT_PART_COLUMN, /* a row's cell; the column goes by one of `names` */
    CT_PART_HEADER, /* the name of the value's column */
    CT_PART_FILE,   /* the file's name */
    CT_PART_SHEET,  /* the name of the sheet or archive member */
    CT_PART_AFTER,  /* above the header, the cell behind one of `names` */
    CT_PART_CELL,   /* above the header, the cell at row and column */
    CT_PART_TEXT    /* names[0] itself */
};
struct ct_part {
    enum ct_part_kind kind;
    struct ct_texts names;
    size_t row, column;     /* of CT_PART_CELL, from 1 and from 0 */
    const regex_t *pattern; /* what its groups match is the text; or NULL */
    const char *like;       /* the pattern as it is written, or NULL */
};

/* The parts' texts with '|' between them. No parts: not given. */
struct ct_origin {
    size_t n_parts;
    const struct ct_part *part;
};

/* What a text depends on, by its parts. */
enum ct_scope ct_origin_scope(const struct ct_origin *o);

/* A condition on a row: a cell is one of some texts or matches a pattern, or
 * (negated) it is not. `reason`, of rows left out, is why. */
struct ct_condition {
    struct ct_texts column, is;
    const regex_t *matches;
    bool negated;
    const char *reason;
};

/* How a text becomes codes: through a concordance, as it is as the code of
 * one dimension, or as a publisher's own code `ISO3:text`. */
struct ct_rule {
    struct ct_origin from;
    const char *dimension; /* NULL with a map */
    const struct ct_concordance *map;
    const char *own;       /* ISO 3166-1 alpha-3, or NULL */
    struct ct_texts label; /* column that holds the code's label */
    bool optional;         /* the column may be absent, the text empty */
    bool others;           /* texts that the map does not have are passed by */
    size_t n_when;
    const struct ct_condition *when; /* rows it is used in; all must hold */
};

/* Columns of notes a form may have. */
enum { CT_REMARKS_MAX = 4 };

/* Rows that are titles of those below them: their text is a column of these,
 * by that name. `data`: such a row has values of its own, too. */
struct ct_title {
    const char *name;
    const regex_t *pattern; /* of the first filled cell; NULL: any */
    bool alone;             /* only rows with one filled cell */
    bool data;
};

/* What a note beside an observation is on: a note that goes on until another
 * takes its place is said where it changes; one on the observation is said
 * each time; one on its series once. */
enum ct_remark_on { CT_ON_CHANGES, CT_ON_OBSERVATIONS, CT_ON_SERIES };

/* A note the publisher puts beside an observation. In those that are said as
 * they stand, parts by "; " may begin with their kind, as in "break: ...". */
struct ct_remark {
    struct ct_texts column;
    const char *kind;
    enum ct_remark_on on;
};

/* A dimension or attribute that is the same for all. */
struct ct_constant {
    const char *name, *code;
};

/* What an incident file counts. */
enum ct_count_kind { CT_COUNT_ROWS, CT_COUNT_DISTINCT, CT_COUNT_SUM };
struct ct_count {
    enum ct_count_kind kind;
    struct ct_texts column; /* of the id, or of the number to add up */
    bool absent_is_zero;
};

/* One form that the dataset's files come in, told from others by its header.
 */
struct ct_form {
    const struct ct_carrier *carrier;
    struct ct_carrier_settings carrier_settings;
    const regex_t *member; /* of an archive: the files to read */
    const struct ct_layout *layout;
    struct ct_texts columns;   /* names, where the file has no header */
    int header_rows;           /* rows the header takes */
    bool merged;               /* blank names take the one to their left */
    int preamble;              /* rows that may stand above the header */
    const regex_t *end, *skip; /* of rows that end the table, are no data */
    struct ct_texts fill;      /* columns whose blanks take what is above */
    struct ct_texts rejoin;    /* column with delimiters that are not quoted */
    bool short_rows;           /* cells missing at the end are empty */
    bool trim;                 /* blanks around cells are no data */
    const char *packed;        /* separator in the first column, or NULL */
    bool free;      /* columns not named are dimensions by their name */
    bool unchecked; /* codes need not be in the code lists */
    struct ct_value_style style;
    struct ct_texts numbers[CT_N_COLUMNS]; /* columns of value, lower, ... */
    struct ct_texts status;                /* column of flags */
    bool flags_beside;                     /* they stand beside each value */
    struct ct_texts ignored;               /* columns left out */
    const regex_t *ignored_like;           /* and those of such names */
    struct ct_origin time;
    struct ct_time_style time_style;
    struct ct_origin vintage; /* of the whole file */
    struct ct_time_style vintage_style;
    struct ct_count count; /* of layout incident */
    size_t n_rules, n_constants, n_ignored_rows, n_remarks, n_titles;
    const struct ct_title *title;
    const struct ct_rule *rule;
    const struct ct_constant *constant;
    const struct ct_condition *ignored_row;
    const struct ct_remark *remark;
};

/* A break that the publisher tells of: on the series that have all codes (an
 * ending * stands for anything), the first observation from `time` on. */
struct ct_break {
    size_t n_where;
    const struct ct_constant *where;
    int32_t time;
    const char *note;
};

/* What is done when one key has several values. */
enum ct_same_key {
    CT_REJECT_BOTH,
    CT_KEEP_FIRST,
    CT_KEEP_LAST,
    CT_SAME_KEY_ERROR
};

struct ct_descriptor {
    const char *id, *title, *publisher, *url, *licence, *citation, *description;
    enum ct_same_key same_key;
    struct ct_vocabulary vocabulary; /* what codes are checked with */
    size_t n_recording, n_breaks, n_forms, n_maps;
    const struct ct_constant *recording;
    struct ct_break *breaks;
    struct ct_form *form;
    struct ct_concordance **map; /* each concordance once */
    struct ct_owned *owned;      /* memory of all this */
};

/* Reads folder/dataset.conf. A setting that is not known, not of its kind or
 * missing is CT_EDATA with file and line. Returns a new descriptor, or NULL
 * with *err. Free with ct_descriptor_destroy(). */
struct ct_descriptor *ct_descriptor_read(const char *folder,
                                         const struct ct_codes *codes,
                                         struct ct_error *err)
    __attribute__((warn_unused_result));

/* The same, but of the concordances only those are read that tell headers. */
struct ct_descriptor *ct_descriptor_read_headers(const char *folder,
                                                 const struct ct_codes *codes,
                                                 struct ct_error *err)
    __attribute__((warn_unused_result));

/* What the user says of the time: of cubes, the name of the dimension that is
 * it; elsewhere it takes the place of a `text` of the setting `time`. Borrowed
 * as long as the descriptor lives. */
void ct_descriptor_set_time(struct ct_descriptor *d, const char *time);

/* Whether a form has use for that. */
bool ct_form_takes_time(const struct ct_form *form);

/* Frees; NULL is fine. */
void ct_descriptor_destroy(struct ct_descriptor *d);

#endif
