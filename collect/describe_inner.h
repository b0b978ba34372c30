/* SPDX-License-Identifier: GPL-3.0-or-later
 * Drafting descriptors: what its files share. */
#ifndef CT_DESCRIBE_INNER_H
#define CT_DESCRIBE_INNER_H

#include "collect/describe.h"
#include "collect/descriptor.h"
#include "collect/header.h"
#include "collect/stream.h"

/* Bounds of what is remembered of a file. */
enum {
    CT_SEEN_ROWS = 200,     /* first rows of a table, to find the header in */
    CT_SEEN_COLUMNS = 1000, /* of a table */
    CT_SEEN_CODES = 3000,   /* different texts of a column */
    CT_SEEN_BYTES = 200,    /* of such a text */
    CT_SEEN_TABLES = 40     /* sheets, members */
};

/* So many texts of a column tell whether they are codes, or times. */
enum { CT_JUDGED_CODES = 100, CT_JUDGED_TIMES = 500 };

/* How numbers may be written, the likelier first. */
enum { CT_N_STYLES = 6 };
extern const struct ct_number_style ct_seen_style[CT_N_STYLES];

/* What a column seems to hold. */
enum ct_role {
    CT_ROLE_NOTHING, /* not read */
    CT_ROLE_CODES,   /* texts that go through a table */
    CT_ROLE_LABEL,   /* names of the codes of another column */
    CT_ROLE_TIME,
    CT_ROLE_VALUE,
    CT_ROLE_FLAGS
};

/* A column: the different texts in it, and what is made of them. */
struct ct_seen_column {
    char *name;
    struct ct_dict texts;
    bool too_many; /* texts are only the first of them */
    unsigned long long n_rows, n_filled, bytes, n_long;
    /* Of the texts: */
    size_t n_texts, n_numbers, n_by_style[CT_N_STYLES], n_codes;
    const char *format; /* of times, NULL: as they are known without one */
    const char *const *months; /* that it needs, NULL: English */
    size_t n_times;
    bool has_days;         /* dates, and not always the same day */
    bool ambiguous;        /* two formats read as much */
    const char *dimension; /* that texts seem to be codes of, or NULL */
    enum ct_role role;
    char why[160];
    char *map, *own; /* its table; the name of a dimension made for it */
    struct ct_seen_column *label;
};

/* A sheet or member, and how much there seems to be in it. */
struct ct_seen_table {
    char *name;
    size_t n_rows, n_numbers;
};

/* All that was seen. */
struct ct_seen {
    const char *path;
    const struct ct_codes *codes;
    /* bytes */
    const struct ct_carrier *carrier;
    const char *encoding, *encoding_why;
    char delimiter;
    bool archive;
    size_t n_tables, n_more; /* those kept, and those not */
    struct ct_seen_table table[CT_SEEN_TABLES];
    size_t chosen;
    /* rows of the table that was chosen */
    struct ct_form form; /* for the header's names */
    struct ct_header header;
    size_t n_kept;
    struct ct_kept_row kept[CT_SEEN_ROWS];
    size_t room; /* bytes that may still be remembered */
    size_t first_data,
        n_above; /* rows kept before the data; above the header */
    bool has_header, settled;
    char header_why[160];
    unsigned long long n_rows, n_short; /* data; with one cell only */
    unsigned long long n_ragged;        /* with fewer cells than names */
    bool has_blanks;                    /* around cells */
    char *first_short;
    char broken[200]; /* why it could not be read to its end */
    char *title;      /* the first text above the header */
    bool packed;      /* the first column holds several, that are columns behind
                         the n_cells others */
    size_t width;     /* of the header, where cells at its end are merged */
    size_t n_cells, n_columns, n_unseen; /* unseen: beyond CT_SEEN_COLUMNS */
    struct ct_seen_column *column;
    /* what is made of it */
    int style; /* of numbers */
    const char *layout;
    char layout_why[200];
    struct ct_seen_column *time;
    bool months_in_names, packed_names;
    size_t n_measures;
};

/* Guesses carrier, encoding and delimiter by the first bytes. Returns 0, or -1
 * with CT_EDATA. */
int ct_seen_bytes(struct ct_seen *seen, struct ct_stream *in,
                  struct ct_error *err) __attribute__((warn_unused_result));

/* Takes a row of the chosen table; ct_seen_settle() at its end, if it was
 * short. */
void ct_seen_row(struct ct_seen *seen, const struct ct_row *row);
void ct_seen_settle(struct ct_seen *seen);

/* Whether a text looks like a number, in whatever style; and like a period, as
 * they are known without a format. */
bool ct_looks_number(const char *text, size_t n);
bool ct_looks_period(const char *text, size_t n);

/* Finds what the columns hold, and the layout. */
void ct_seen_columns(struct ct_seen *seen);
void ct_seen_plan(struct ct_seen *seen);

/* The code of a dimension that a text surely means, or NULL; `hint` (may be
 * NULL) is set to one that it may mean, or NULL. */
const char *ct_guess_meaning(const struct ct_codes *codes,
                             const char *dimension, const char *text,
                             const char **hint);

/* The dimension a column's name speaks of, or NULL: `time`, `value`, `flags`
 * and `id` among them. */
const char *ct_guess_name(const char *name);

/* The number of the month, 1 to 12, that a name is of in some language, whose
 * names *months becomes; 0 if it is none. */
int ct_guess_month(const char *name, const char *const **months);

/* The length of a name without the marks behind a year: `Theft_2019*`. */
size_t ct_packed_length(const char *name);

/* The i-th list of months' names, NULL behind the last; the first is English.
 */
const char *const *ct_guess_months(size_t i);

/* Texts of a draft: in quotes, as libconfig reads them; in a comment, one line
 * and not too long; as a pattern that matches that text alone (letters beyond
 * ASCII by whatever is there, as names in archives are in any encoding); as a
 * cell of a table. */
void ct_put_quoted(struct ct_buffer *out, const char *s);
void ct_put_plain(struct ct_buffer *out, const char *s);
void ct_put_pattern(struct ct_buffer *out, const char *s);
void ct_put_cell(struct ct_buffer *out, const char *s);

/* A file's name without its folder. */
const char *ct_base_name(const char *path);

/* The first column of a role, or NULL; whether a key reads the header. */
const struct ct_seen_column *ct_seen_column_of(const struct ct_seen *seen,
                                               enum ct_role role);
bool ct_seen_header_key(const struct ct_seen *seen);

/* The settings of numbers, and of time. */
void ct_seen_put_numbers(const struct ct_seen *seen, struct ct_buffer *out);
void ct_seen_put_time(const struct ct_seen *seen, struct ct_buffer *out);

/* Adds the table of a column of codes; and that of the columns' names. */
void ct_seen_put_table(const struct ct_seen *seen,
                       const struct ct_seen_column *c, struct ct_draft *d);
void ct_seen_put_columns(const struct ct_seen *seen, struct ct_draft *d);

/* Writes the draft. */
void ct_seen_write(struct ct_seen *seen, struct ct_draft *out);

#endif
