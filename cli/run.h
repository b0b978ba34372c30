/* SPDX-License-Identifier: GPL-3.0-or-later
 * Carrying out a study. */
#ifndef CT_RUN_H
#define CT_RUN_H

#include "cli/state.h"
#include "cli/study.h"
#include "lib/dict.h"

#include <sys/types.h>
#include <time.h>

/* How far a step is. */
enum ct_progress {
    CT_WAITING, /* for others, or to be looked at */
    CT_DUE,     /* to be done, inputs are there */
    CT_RUNNING,
    CT_CURRENT, /* nothing to do */
    CT_DONE,
    CT_FAILED,
    CT_BLOCKED /* a step it needs failed */
};

/* A study being carried out; one entry a step in the arrays. */
struct ct_run {
    struct ct_study *study;
    struct ct_state state;
    char program[65];      /* hash of the program */
    struct ct_dict hashes; /* of the inputs, as labels of their paths */
    int jobs;
    bool quiet, verbose;
    bool terminal;           /* progress is told */
    struct timespec started; /* by the clock that only goes on */
    enum ct_progress *progress;
    pid_t *child;
    char (*key)[65]; /* hash of what goes into the step */
    size_t n_done;
};

/* The hash of all that goes into a step: its words, the program, the bytes it
 * reads. Returns 0, or -1 with *err (an input cannot be read). */
int ct_run_key(struct ct_run *run, size_t step, char *key, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Does all steps that are due, side by side. Returns the number of steps that
 * failed or could not be done, or -1 with *err. */
int ct_run_steps(struct ct_run *run, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Writes the report of a study whose steps are done, unless it is current.
 * Returns 1 if it was written, 0 if it was current, -1 if it failed (said on
 * stderr or in *err). */
int ct_run_report(struct ct_run *run, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Prints the report, which is there and current, to PDF beside it, unless that
 * is current too. Without a browser, or if it fails, nothing is made; why is
 * said on stderr, if the report was `written` just now or a browser was tried.
 * Returns whether the PDF was made. */
bool ct_run_pdf(struct ct_run *run, bool written);

/* Carries out `work` in a child process and waits for it; HDF5 is used in
 * children only. Returns the child's exit status, 1 if it was killed. */
int ct_run_child(int (*work)(void *user), void *user);

#endif
