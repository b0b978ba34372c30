/* SPDX-License-Identifier: GPL-3.0-or-later
 * One command line: which command it is, its options and operands. Commands
 * are rows of cli/commands.def; the row says which options the command takes,
 * so that parsing, help and the plan of a study come from one place. */
#ifndef CT_CALL_H
#define CT_CALL_H

#include "analyze/analyze.h"
#include "export/export.h"
#include "lib/codes.h"
#include "lib/error.h"
#include "lib/option.h"
#include "plot/plot.h"

#include <stdbool.h>
#include <stddef.h>

/* Options that a command may take, as bits of its row. */
enum {
    CT_TAKES_SELECTION = 1 << 0,  /* --where --from --to */
    CT_TAKES_OUTPUT = 1 << 1,     /* -o */
    CT_TAKES_POPULATION = 1 << 2, /* -p */
    CT_TAKES_DATASET = 1 << 3,    /* -d --strict --vintage --time
                                     --describe */
    CT_TAKES_FORMAT = 1 << 4,     /* -t --table --labels */
    CT_TAKES_FIGURE = 1 << 5,     /* FIGURE, --title ... */
    CT_TAKES_METHOD = 1 << 6,     /* METHOD, common and its own options */
    CT_TAKES_JOBS = 1 << 7,       /* -j */
    CT_TAKES_PLAN = 1 << 8,       /* -n */
    CT_TAKES_ONE = 1 << 9,        /* --where --at: one number */
    CT_TAKES_RULES = 1 << 10,     /* none; the help lists the rules of check */
    CT_TAKES_MIN_CELL = 1 << 11   /* --min-cell */
};

struct ct_call;

/* One command. run() returns the exit status, or -1 with *err. */
struct ct_command {
    const char *name, *usage, *summary, *text;
    unsigned takes;
    int min_operands, max_operands; /* max -1: any number */
    int (*run)(struct ct_call *call, struct ct_error *err);
};

/* All commands, in the order of the help; name NULL ends the list. */
extern const struct ct_command ct_commands[];

/* Values of the options that are not a stage's own. */
struct ct_words_given {
    bool quiet, verbose, help, version, strict, plan, describe;
    const char *output, *population, *dataset, *vintage, *time, *format, *from,
        *to, *at;
    struct ct_words where;
    int jobs, min_cell;
};

/* A name that a study's earlier step writes, and the file it means. */
struct ct_made {
    const char *name;
    char *path;
};

/* A command line being carried out. `words` are as typed. */
struct ct_call {
    const struct ct_command *command;
    int n_words;
    const char **words; /* all, from the command's name on; borrowed */
    const char **argv;  /* operands, after parsing */
    int n_operands;
    const struct ct_method *method;
    const struct ct_figure *figure;
    const struct ct_format *format;
    struct ct_words_given given;
    struct ct_common_options common;
    void *method_options;
    struct ct_plot_options plot;
    struct ct_export_options export;
    size_t n_made; /* of the study, else 0 */
    const struct ct_made *made;
};

/* Parses words[0 .. n-1] (the command's name first) into *call, which it
 * initialises; the words must live as long. With --help the call has
 * given.help set and operands are not checked. Returns 0, or -1 with
 * CT_EUSAGE. Clear with ct_call_clear() in any case. */
int ct_call_parse(struct ct_call *call, int n, const char *const *words,
                  struct ct_error *err) __attribute__((warn_unused_result));

enum { CT_MAX_SETS = 12 };

/* The sets of options the call's command takes, with the call's own fields as
 * targets: room for CT_MAX_SETS. Returns how many. */
size_t ct_call_options(struct ct_call *call, struct ct_option_set *sets);

/* Frees what the call holds. */
void ct_call_clear(struct ct_call *call);

/* The file a word means: what an earlier step of the study wrote under that
 * name, else the word itself. Borrowed. */
const char *ct_call_path(const struct ct_call *call, const char *word);

/* Appends the command line as it is recorded: the words as typed but -o, -j,
 * --quiet and --verbose, which do not change what is made. */
void ct_call_record(const struct ct_call *call, struct ct_buffer *out);

/* Appends the help of the call's command (and of its method, figure or
 * format). */
void ct_call_help(struct ct_call *call, struct ct_buffer *out);

/* Fails with CT_EUSAGE where the output, or the script kept, is one of the
 * files the call reads, under whatever name: it would be gone once that is
 * there. */
int ct_call_check_output(struct ct_call *call, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The words that name files the call reads: up to max, returns how many. */
size_t ct_call_inputs(struct ct_call *call, const char **out, size_t max);

#endif
