/* SPDX-License-Identifier: GPL-3.0-or-later
 * A study: a title, steps that are command lines, a report. Read from a
 * libconfig file; its steps are parsed and joined into a plan (which step
 * reads what which other step writes). */
#ifndef CT_STUDY_H
#define CT_STUDY_H

#include "cli/call.h"

/* One step. */
struct ct_study_step {
    char *text; /* the command line as in the study */
    int line;   /* of the study's file */
    int n_words;
    char **words;        /* split as a shell would */
    struct ct_call call; /* parsed; its `made` is the study's */
    size_t n_inputs;
    const char **inputs; /* files it reads, as they can be opened */
    size_t n_needs;
    size_t *needs;      /* earlier steps whose output it reads */
    const char *output; /* the file it writes, as it can be opened */
};

/* A study, with the names its steps write. */
struct ct_study {
    char *path;                    /* as given */
    char *folder;                  /* where it lies; the steps run there */
    char *title, *output, *report; /* report "" for none */
    size_t n_steps;
    struct ct_study_step *steps;
    size_t n_made;
    struct ct_made *made;
};

/* Reads and checks a study. Returns 0, or -1 with *err naming file and line.
 * Clear with ct_study_clear() in any case. */
int ct_study_read(const char *path, struct ct_study *study,
                  struct ct_error *err) __attribute__((warn_unused_result));

/* Frees what the study holds. */
void ct_study_clear(struct ct_study *study);

/* Splits a command line at blanks; '...', "..." and \ quote as in a shell,
 * nothing is expanded. Returns the number of words, or -1 with CT_EUSAGE for a
 * quote that is not closed. The caller frees the words and the array. */
int ct_words_split(const char *text, char ***words, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
