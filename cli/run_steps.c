/* SPDX-License-Identifier: GPL-3.0-or-later
 * Carrying out a study's steps: each in a child process, side by side where
 * they do not need one another; the figures last, many to a run of gnuplot. */
#include "config.h"

#include "cli/run.h"

#include "cli/commands.h"
#include "cli/say.h"
#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

/* A folder given as dataset is read by the step, too. */
static int add_descriptor(const struct ct_call *call, struct ct_buffer *text,
                          struct ct_error *err)
{
    const char *dataset = call->given.dataset;
    if (!dataset || !strchr(dataset, '/'))
        return 0;
    return ct_state_folder(dataset, text, err);
}

/* Appends the hash of an input, which is read once in a run: what a step of
 * the run makes is not asked for before that step is over. */
static int add_input(struct ct_run *run, const char *path,
                     struct ct_buffer *text, struct ct_error *err)
{
    uint32_t at = ct_dict_find(&run->hashes, path, strlen(path));
    if (at == CT_NO_CODE) {
        char hash[65];
        if (ct_sha256_file(path, hash, err))
            return -1;
        at = ct_dict_add(&run->hashes, path, strlen(path));
        ct_dict_label(&run->hashes, at, hash);
    }
    ct_buffer_printf(text, "%s\n", run->hashes.label[at]);
    return 0;
}

int ct_run_key(struct ct_run *run, size_t i, char *key, struct ct_error *err)
{
    const struct ct_study_step *step = &run->study->steps[i];
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "%s\n", run->program);
    for (int w = 0; w < step->n_words; w++)
        ct_buffer_printf(&text, "%zu %s\n", strlen(step->words[w]),
                         step->words[w]);
    int bad = add_descriptor(&step->call, &text, err);
    for (size_t k = 0; k < step->n_inputs && !bad; k++)
        bad = add_input(run, step->inputs[k], &text, err);
    if (!bad)
        ct_sha256(text.data, text.size, key);
    ct_buffer_clear(&text);
    return bad;
}

static bool is_plot(const struct ct_run *run, size_t i)
{
    return run->study->steps[i].call.command->takes & CT_TAKES_FIGURE;
}

static double seconds_since(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) +
           1e-9 * (double)(now.tv_nsec - then->tv_nsec);
}

/* On a terminal: how far the run is, and how long the rest takes if it goes on
 * as so far. A step that turns out to be up to date makes it shorter. */
static void say_progress(const struct ct_run *run, size_t i)
{
    size_t n = run->study->n_steps, over = 0, started = 1;
    char left[48] = "";
    for (size_t k = 0; k < n; k++) {
        over += run->progress[k] >= CT_CURRENT;
        started += run->progress[k] >= CT_RUNNING && k != i;
    }
    if (run->n_done)
        snprintf(left, sizeof left, ", about %.0f s left",
                 ceil(seconds_since(&run->started) / (double)run->n_done *
                      (double)(n - over)));
    ct_say("[%zu of %zu%s] %s", started, n, left, run->study->steps[i].text);
}

static void say_step(const struct ct_run *run, size_t i)
{
    if (run->quiet)
        return;
    if (run->terminal)
        say_progress(run, i);
    else
        ct_say("%s", run->study->steps[i].text);
}

static void say_failed(const struct ct_run *run, size_t i)
{
    const struct ct_study_step *step = &run->study->steps[i];
    ct_say("%s:%d: this step failed, '%s'", step->file, step->line, step->text);
}

/* Looks at a waiting step: due, current, or still waiting. */
static void look(struct ct_run *run, size_t i)
{
    const struct ct_study_step *step = &run->study->steps[i];
    struct ct_error err = {0};
    for (size_t k = 0; k < step->n_needs; k++) {
        enum ct_progress need = run->progress[step->needs[k]];
        if (need == CT_FAILED || need == CT_BLOCKED)
            run->progress[i] = CT_BLOCKED;
        if (need != CT_CURRENT && need != CT_DONE)
            return;
    }
    if (ct_run_key(run, i, run->key[i], &err)) {
        ct_say_error(&err);
        say_failed(run, i);
        run->progress[i] = CT_FAILED;
    } else if (ct_state_current(&run->state, step->output, run->key[i])) {
        run->progress[i] = CT_CURRENT;
        if (run->verbose)
            ct_say("up to date: %s", step->text);
    } else {
        run->progress[i] = CT_DUE;
    }
}

/* A child process: 0 in the child, its number in the parent, -1. It ends with
 * the run: what it was writing is not under its name yet, so an interrupted run
 * leaves only what is whole. */
static pid_t start_child(struct ct_error *err)
{
    pid_t parent = getpid(), child = fork();
    if (child < 0)
        return ct_fail_errno(err, "", "cannot start a process");
#ifdef __linux__
    if (child == 0 && (prctl(PR_SET_PDEATHSIG, SIGTERM) || getppid() != parent))
        _exit(1);
#else
    (void)parent;
#endif
    return child;
}

static void do_step(struct ct_call *call)
{
    struct ct_error err = {0};
    int status = call->command->run(call, &err);
    _exit(status < 0 ? ct_say_error(&err) : status);
}

static int start_step(struct ct_run *run, size_t i, struct ct_error *err)
{
    say_step(run, i);
    run->study->steps[i].call.given.quiet |= run->quiet;
    pid_t child = start_child(err);
    if (child == 0)
        do_step(&run->study->steps[i].call);
    run->child[i] = child;
    run->progress[i] = CT_RUNNING;
    return child < 0 ? -1 : 0;
}

/* A step has ended well: its output is noted, in memory. */
static void note_done(struct ct_run *run, size_t i)
{
    struct ct_error err = {0};
    run->progress[i] = CT_DONE;
    run->n_done++;
    if (ct_state_set(&run->state, run->study->steps[i].output, run->key[i],
                     &err)) {
        ct_say_error(&err);
        run->progress[i] = CT_FAILED;
    }
}

/* A step has ended well: its output is noted, also in the state's file. */
static void finish(struct ct_run *run, size_t i)
{
    struct ct_error err = {0};
    note_done(run, i);
    if (ct_state_write(&run->state, &err)) {
        ct_say_error(&err);
        run->progress[i] = CT_FAILED;
    }
}

/* What a check finds is a result like others, and stops no study. */
static bool ended_well(int status)
{
    return WIFEXITED(status) &&
           (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CT_EXIT_FOUND);
}

static int wait_for_one(struct ct_run *run, struct ct_error *err)
{
    int status;
    pid_t child;
    do
        child = wait(&status);
    while (child < 0 && errno == EINTR);
    if (child < 0)
        return ct_fail_errno(err, "", "lost a step");
    for (size_t i = 0; i < run->study->n_steps; i++) {
        if (run->progress[i] != CT_RUNNING || run->child[i] != child)
            continue;
        if (ended_well(status)) {
            finish(run, i);
        } else {
            say_failed(run, i);
            run->progress[i] = CT_FAILED;
        }
    }
    return 0;
}

/* Does all steps but (or only) the figures, up to `jobs` at a time. */
static int do_steps(struct ct_run *run, bool plots, struct ct_error *err)
{
    int running = 0;
    for (;;) {
        bool waiting = false;
        for (size_t i = 0; i < run->study->n_steps; i++) {
            if (is_plot(run, i) != plots)
                continue;
            if (run->progress[i] == CT_WAITING)
                look(run, i);
            if (run->progress[i] == CT_DUE && running < run->jobs) {
                if (start_step(run, i, err))
                    return -1;
                running++;
            }
            waiting |= run->progress[i] == CT_DUE;
        }
        if (!running && !waiting)
            return 0;
        if (wait_for_one(run, err))
            return -1;
        running--;
    }
}

/* The exit status of a child that is over, 1 if it was killed. */
static int end_of(pid_t child)
{
    int status;
    if (child < 0)
        return 1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int ct_run_child(int (*work)(void *user), void *user)
{
    pid_t child = start_child(NULL);
    if (child == 0)
        _exit(work(user));
    return end_of(child);
}

/* Figures of one process, at least: fewer are drawn sooner than the codes and
 * the panel are read once more. */
enum { FIGURES_AT_LEAST = 20 };

/* The figures that are due: their steps and calls, `part` of them to a process,
 * each with its own run of gnuplot. */
struct figures {
    size_t n, part, *step;
    struct ct_call *calls;
};

/* The process of the figures from `from` on. Errors are not said: what failed
 * is done one by one then, and says them. */
static pid_t start_figures(const struct figures *f, size_t from)
{
    pid_t child = start_child(NULL);
    if (child != 0)
        return child;
    struct ct_error unsaid = {0};
    size_t n = f->n - from < f->part ? f->n - from : f->part;
    _exit(ct_plot_calls(f->calls + from, n, &unsaid) ? 1 : 0);
}

/* The figures from `from` on are drawn. */
static void finish_figures(struct ct_run *run, const struct figures *f,
                           size_t from)
{
    for (size_t k = from; k < f->n && k < from + f->part; k++) {
        say_step(run, f->step[k]);
        note_done(run, f->step[k]);
    }
}

/* Draws the figures, up to `jobs` processes at a time. They are noted together,
 * for the state's file takes longer to come to the disk than a figure to be
 * drawn. */
static void draw(struct ct_run *run, struct figures *f)
{
    size_t jobs = (size_t)run->jobs, n = 0;
    pid_t *child = ct_xcalloc(jobs, sizeof *child);
    struct ct_error err = {0};
    f->part = (f->n + jobs - 1) / jobs;
    if (f->part < FIGURES_AT_LEAST)
        f->part = FIGURES_AT_LEAST;
    for (size_t from = 0; from < f->n; from += f->part)
        child[n++] = start_figures(f, from);
    for (size_t k = 0; k < n; k++)
        if (end_of(child[k]) == 0)
            finish_figures(run, f, k * f->part);
    free(child);
    if (!ct_state_write(&run->state, &err))
        return;
    ct_say_error(&err);
    for (size_t k = 0; k < f->n; k++)
        if (run->progress[f->step[k]] == CT_DONE)
            run->progress[f->step[k]] = CT_FAILED;
}

static void draw_together(struct ct_run *run)
{
    size_t n = run->study->n_steps;
    struct figures f = {.step = ct_xcalloc(n, sizeof *f.step),
                        .calls = ct_xcalloc(n, sizeof *f.calls)};
    for (size_t i = 0; i < n; i++) {
        if (is_plot(run, i) && run->progress[i] == CT_WAITING)
            look(run, i);
        if (is_plot(run, i) && run->progress[i] == CT_DUE) {
            f.step[f.n] = i;
            f.calls[f.n++] = run->study->steps[i].call;
        }
    }
    if (f.n > 1)
        draw(run, &f);
    free(f.calls);
    free(f.step);
}

int ct_run_steps(struct ct_run *run, struct ct_error *err)
{
    int failed = 0;
    if (do_steps(run, false, err))
        return -1;
    draw_together(run);
    if (do_steps(run, true, err))
        return -1;
    for (size_t i = 0; i < run->study->n_steps; i++)
        failed += run->progress[i] != CT_CURRENT && run->progress[i] != CT_DONE;
    return failed;
}
