/* SPDX-License-Identifier: GPL-3.0-or-later
 * Descriptors: what a folder of datasets/ says about a dataset, as read from
 * its dataset.conf and the concordances that names. docs/datasets.md is the
 * list of settings for people. */
#ifndef CT_DESCRIPTOR_H
#define CT_DESCRIPTOR_H

#include "collect/attribute.h"
#include "collect/carrier.h"
#include "collect/concordance.h"
#include "collect/layout.h"
#include "collect/value.h"
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
enum ct_origin_kind {
    CT_NO_ORIGIN,
    CT_ORIGIN_COLUMN, /* a row's cell; the column goes by one of `names` */
    CT_ORIGIN_HEADER, /* the name of the value's column */
    CT_ORIGIN_FILE,   /* first group of `pattern` in the file's name */
    CT_ORIGIN_AFTER,  /* above the header, the cell behind one of `names` */
    CT_ORIGIN_TEXT    /* names[0] itself */
};
struct ct_origin {
    enum ct_origin_kind kind;
    struct ct_texts names;
    const regex_t *pattern;
};

/* How a text becomes codes: through a concordance, or as it is as the code of
 * one dimension. */
struct ct_rule {
    struct ct_origin from;
    const char *dimension; /* NULL with a map */
    const struct ct_concordance *map;
    struct ct_texts label; /* column that holds the code's label */
    bool optional;         /* the column may be absent */
};

/* A dimension or attribute that is the same for all. */
struct ct_constant {
    const char *name, *code;
};

/* One form that the dataset's files come in, told from others by its header.
 */
struct ct_form {
    const struct ct_carrier *carrier;
    struct ct_carrier_settings carrier_settings;
    const struct ct_layout *layout;
    int preamble;       /* rows that may stand above the header */
    bool trim;          /* blanks around cells are no data */
    const char *packed; /* separator in the first column, or NULL */
    bool free;          /* columns not named are dimensions by their name */
    bool unchecked;     /* codes need not be in the code lists */
    struct ct_value_style style;
    struct ct_texts numbers[CT_N_COLUMNS]; /* columns of value, lower, ... */
    struct ct_texts status;                /* column of flags */
    struct ct_texts ignored;               /* columns left out */
    struct ct_origin time;
    size_t n_rules, n_constants;
    const struct ct_rule *rule;
    const struct ct_constant *constant;
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
    struct ct_origin vintage;
    enum ct_same_key same_key;
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

/* Frees; NULL is fine. */
void ct_descriptor_destroy(struct ct_descriptor *d);

#endif
