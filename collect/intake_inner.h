/* SPDX-License-Identifier: GPL-3.0-or-later
 * The inside of the intake, for its files. */
#ifndef CT_INTAKE_INNER_H
#define CT_INTAKE_INNER_H

#include "collect/header.h"
#include "collect/intake.h"
#include "collect/memo.h"
#include "collect/row_table.h"
#include "collect/time_like.h"

/* What a rule gave to the cells that it asks. */
struct ct_rule_memo {
    struct ct_memo cells;
    struct ct_given given[CT_MEMO_LOTS];
};

/* What rows had whose cells, those that rules ask, were the same. */
struct ct_row_memo {
    struct ct_memo cells;
    struct ct_known_row known[CT_MEMO_LOTS];
};

/* Texts of times read before, by what they end in: a table has few of them, in
 * all its rows. n = 0: none. */
enum { CT_TIMES_KNOWN = 256, CT_TIME_TEXT = 12 };
struct ct_known_time {
    size_t n;
    char text[CT_TIME_TEXT];
    struct ct_time time;
};

/* The state of one file. */
struct intake {
    struct ct_collecting *all;
    const struct ct_form *form;
    const char *file;
    uint16_t number;
    char *vintage;
    char *table; /* sheet or member at hand, "" if there is one only */
    bool ended;  /* nothing below is data */
    struct ct_header header;
    struct ct_binding *binding; /* NULL above the header */
    struct ct_misfit misfit;    /* why the last row was no header */
    size_t *slot;               /* of each bound rule */
    struct ct_rule_memo *memo;  /* of each bound rule */
    struct ct_row_memo rows;
    struct ct_row_table row_table;
    struct ct_cell *made;        /* fields that are not as the row has them */
    const struct ct_cell *field; /* of the row at hand */
    struct ct_known_row *row;    /* what is known of that row */
    bool as_they_are;            /* nothing is done to cells */
    char **above;                /* of each column to fill: the text above */
    char **title;                /* of each kind of title: the one above */
    struct ct_time time;         /* of the whole file, if it has one */
    struct ct_known_time known_time[CT_TIMES_KNOWN];
    struct ct_time_like like;
    struct { /* of the value before */
        char letter;
        uint32_t number;
    } freq;
    struct ct_coded base; /* known from the file */
    struct ct_buffer scratch, label, joined;
};

/* Begins the intake of the number-th file in a form; ends it: frees all but
 * the vintage. */
void ct_intake_start(struct intake *in, struct ct_collecting *all,
                     const struct ct_form *form, size_t number);
void ct_intake_end(struct intake *in);

/* Takes a row: of what stands above the header, of that, or below it. Returns
 * 0, or -1 with *err: the file does not say what it should. */
int ct_intake_row(struct intake *in, const struct ct_row *row,
                  struct ct_error *err);

/* Takes a row below the header. Returns 0; problems are rejects. */
int ct_intake_record(struct intake *in, const struct ct_row *row,
                     struct ct_error *err);

/* Once the header is known: which cells of a row are remembered, for a rule and
 * for all of them. */
void ct_intake_remember(struct intake *in);

/* Makes the fields of a row: filled, trimmed, unpacked. Returns 0, or -1 with
 * *why. */
int ct_intake_fields(struct intake *in, const struct ct_row *row,
                     struct ct_error *why);

/* Whether a row with this first filled cell (alone: and no other) is a title
 * and no data; a title is kept for the rows below. */
bool ct_intake_title(struct intake *in, const struct ct_cell *first,
                     bool alone);

/* Codes by a rule: `known`, or if that is NULL the text of its origin in a
 * record, or of the file (asked->field NULL). Returns 0, or -1 with *why. */
int ct_intake_code(struct intake *in, size_t rule, const struct ct_asked *asked,
                   const struct ct_text *known, struct ct_coded *io,
                   struct ct_error *why);

/* Takes the value in a column of a record. */
void ct_intake_value(struct intake *in, const struct ct_value_column *column,
                     long line);

/* A reject; cells left out for a reason. */
void ct_intake_reject(struct intake *in, long line, const char *column,
                      const struct ct_cell *cell, const struct ct_error *why);
void ct_intake_ignore(struct intake *in, const char *reason, size_t n);

#endif
