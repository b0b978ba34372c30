/* SPDX-License-Identifier: GPL-3.0-or-later
 * A study: a title, steps that are command lines, a report. Read from a
 * libconfig file; groups and loops are written out, then the steps are parsed
 * and joined into a plan (which step reads what which other step writes). */
#ifndef CT_STUDY_H
#define CT_STUDY_H

#include "cli/call.h"

/* One step. */
struct ct_study_step {
    char *text;  /* the command line as in the study, variables filled in */
    char *file;  /* the study's, or one that it includes */
    int line;    /* of that file */
    char *group; /* title of the group it stands in, "" for none */
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

/* The path of the study's own file (NULL) or of one that it includes. The
 * caller frees it. */
char *ct_study_file(const struct ct_study *study, const char *file);

/* Fails with CT_EUSAGE at a place in a study's files. Returns -1. */
int ct_study_fail(struct ct_error *err, const char *file, int line,
                  const char *text, const char *value);

/* Reads the steps of the study's root setting, those of groups and loops
 * written out, into study->steps: text, words and place, not yet parsed.
 * `text` is the study's file. Returns 0, or -1 with *err. */
struct config_setting_t;
int ct_study_steps(struct ct_study *study, const char *text,
                   struct config_setting_t *root, struct ct_error *err)
    __attribute__((warn_unused_result));

#endif
