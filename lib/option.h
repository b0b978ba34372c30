/* SPDX-License-Identifier: GPL-3.0-or-later
 * Command-line options as table rows: the row parses, checks and documents
 * itself. A command has one or more sets of rows, each with the struct its
 * values go into. */
#ifndef CT_OPTION_H
#define CT_OPTION_H

#include "lib/buffer.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>

enum ct_option_type {
    CT_OPTION_FLAG,   /* bool; no argument */
    CT_OPTION_TEXT,   /* const char *; the word as given */
    CT_OPTION_INPUT,  /* const char *; names a file that is read */
    CT_OPTION_TABLE,  /* const char *; a word (no dot, no slash) that names a
                         table the program has, or a file that is read */
    CT_OPTION_OUTPUT, /* const char *; names a file that is written */
    CT_OPTION_LIST,   /* struct ct_words; may be repeated */
    CT_OPTION_INT,    /* int within min..max */
    CT_OPTION_REAL,   /* double within min..max */
    CT_OPTION_CHOICE  /* int: the number of the word in `choices` */
};

/* The words of a repeatable option, in order; borrowed from argv. */
struct ct_words {
    size_t n;
    const char **word;
};

/* One option. offset is that of its field in the set's struct. The defaults
 * are what the struct holds before parsing. */
struct ct_option {
    const char *name;     /* "confidence" for --confidence */
    char letter;          /* 'o' for -o, 0 for none */
    const char *argument; /* "PERCENT", as help shows it; NULL for flags */
    enum ct_option_type type;
    size_t offset;
    const char *choices; /* "hybrid|exact|byar" */
    double min, max;     /* limits of INT and REAL, both included */
    const char *help;    /* one line; the default is named in it */
};

/* Rows and the struct they fill; rows end with name NULL. */
struct ct_option_set {
    const char *heading; /* over these rows in the help; NULL for none */
    const struct ct_option *rows;
    void *target;
};

/* Parses argv[0 .. argc-1] (words after the command) against n sets; `--x=v`,
 * `--x v`, `-o v`, `-ov`; `--` ends options; `-` is an operand. Operands are
 * moved to the front of argv, in order, and counted in *n_operands.
 * Returns 0, or -1 with CT_EUSAGE: unknown option with the near name, missing
 * or needless argument, value out of range or not among the choices (listed).
 * LIST fields are freed with ct_words_clear(). */
int ct_options_parse(const struct ct_option_set *sets, size_t n, int argc,
                     const char **argv, int *n_operands, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends the rows as help text, two columns, 80 wide. */
void ct_options_help(const struct ct_option_set *sets, size_t n,
                     struct ct_buffer *out);

/* Appends a head and, from column `left` on, a text wrapped at 80; a head that
 * reaches there has a line of its own. */
void ct_help_row(struct ct_buffer *out, const char *head, size_t left,
                 const char *text);

/* Appends `name=value` of every row but flags not set, by blanks, for the
 * provenance. */
void ct_options_print(const struct ct_option *rows, const void *target,
                      struct ct_buffer *out);

/* Whether the row's value is the name of a file that is read. */
bool ct_option_is_file(const struct ct_option *row, const void *target);

/* The word of a CHOICE row for its number; out is the caller's. */
void ct_option_choice(const struct ct_option *row, int number, char *out,
                      size_t size);

/* Frees a list of words. */
void ct_words_clear(struct ct_words *w);

#endif
