/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends explain: how one number came about. A number of a panel was read
 * from a line of an input (explain_source.c); one of a result was made of
 * numbers in other files (explain_result.c), each with a story of its own. */
#ifndef CT_EXPLAIN_H
#define CT_EXPLAIN_H

#include "analyze/account.h"
#include "cli/analysis.h"
#include "lib/story.h"

/* A file on the way, kept open: many numbers come from one. The call and what
 * follows are of a result whose account was asked for. */
struct ct_told_file {
    char *path;
    struct ct_panel *panel;
    bool busy;  /* its story is being told: it cannot be made of itself */
    bool tried; /* the account was asked for; NULL: not to be had */
    struct ct_error why;
    struct ct_buffer changed; /* inputs that are not those that were read */
    char **words;
    int n_words;
    struct ct_call call;
    size_t n_made;
    struct ct_made *made;
    struct ct_analysis_ready ready;
    struct ct_account *account;
};

/* Everything told so far. */
struct ct_explaining {
    const struct ct_codes *codes;
    const char *datadir;
    struct ct_story story;
    bool all;    /* every line of events is listed */
    bool hidden; /* small cells were: what could give them away is not told */
    size_t n_files, capacity;
    struct ct_told_file **file;
};

/* --- explain_file.c --- */

/* The file that a name recorded in the file `beside` means: beside that, in
 * the folder above it (a study's), in the current folder; also without the
 * folders in the name. One with that hash ("": not known) is taken before
 * others; *changed: there is none. NULL: there is no such file. The caller
 * frees it. */
char *ct_explain_find(const char *beside, const char *name, const char *sha256,
                      bool *changed);

/* Opens a file, or gives the one that is open. NULL with *err. Freed with
 * all. */
struct ct_told_file *ct_explain_open(struct ct_explaining *x, const char *path,
                                     struct ct_error *err)
    __attribute__((warn_unused_result));

/* The account of a result, from its last command and the files that names.
 * NULL: file->why says why not. */
struct ct_account *ct_explain_account(struct ct_explaining *x,
                                      struct ct_told_file *file);

/* Frees all files. */
void ct_explain_close(struct ct_explaining *x);

/* --- the stories --- */

/* One number: observation `obs` of a series in a file. */
struct ct_told {
    struct ct_told_file *file;
    size_t series, obs;
};

/* Tells the number and, indented, all that is known of it. */
void ct_explain_number(struct ct_explaining *x, const struct ct_told *told);

/* Appends in a few words where the number was read: `p.csv line 3`. */
void ct_explain_place(struct ct_explaining *x, const struct ct_told *told,
                      struct ct_buffer *out);

/* Tells where a panel's number was read, and how its line was understood. */
void ct_explain_source(struct ct_explaining *x, const struct ct_told *told);

/* Tells of a result's command: formula, options. */
void ct_explain_command(struct ct_explaining *x,
                        const struct ct_told_file *file);

/* Tells the k-th of those that went in, in a line; `total` of their events, 0:
 * no share. */
void ct_explain_contribution(struct ct_explaining *x, struct ct_told_file *file,
                             const struct ct_contributors *all, size_t k,
                             double total);

/* Tells several that went in at a time, the largest first, and those
 * missing. */
void ct_explain_many(struct ct_explaining *x, struct ct_told_file *file,
                     int32_t time, struct ct_contributors *all);

/* Tells what the number of a result was made of. */
void ct_explain_result(struct ct_explaining *x, const struct ct_told *told);

/* Tells what the tables of a result say of an address, and the observations
 * of the series that went in. `chosen` is the result with the rows of that
 * address only; `at`, NULL: all periods. */
void ct_explain_tables(struct ct_explaining *x, struct ct_told_file *file,
                       const struct ct_panel *chosen,
                       const struct ct_address *address,
                       const struct ct_period *at);

/* Lists all observations of a series that went in, one a line; series is one
 * of the analysis' panel of the file. */
void ct_explain_series(struct ct_explaining *x, struct ct_told_file *file,
                       size_t series);

/* Finds a series of the file's analysis, at a time, in the file it was read
 * from. Returns false if it is not found. */
bool ct_explain_input(struct ct_explaining *x, struct ct_told_file *file,
                      size_t series, int32_t time, struct ct_told *out);

#endif
