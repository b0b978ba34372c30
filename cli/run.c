/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends run. */
#include "config.h"

#include "cli/run.h"

#include "cli/commands.h"
#include "cli/say.h"
#include "lib/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes a folder and those above it. */
static int make_folder(const char *path, struct ct_error *err)
{
    char *part = ct_xstrdup(path);
    int bad = 0;
    for (char *slash = part; slash && !bad;) {
        slash = strchr(slash + 1, '/');
        if (slash)
            *slash = '\0';
        if (mkdir(part, 0777) && errno != EEXIST)
            bad = ct_fail_errno(err, part, "cannot make the folder");
        if (slash)
            *slash = '/';
    }
    free(part);
    return bad;
}

/* Folders inside the output, where steps name them. */
static int make_folders(const struct ct_study *study, struct ct_error *err)
{
    if (make_folder(study->output, err))
        return -1;
    for (size_t i = 0; i < study->n_made; i++) {
        char *folder = ct_xstrdup(study->made[i].path);
        *strrchr(folder, '/') = '\0';
        int bad = make_folder(folder, err);
        free(folder);
        if (bad)
            return -1;
    }
    return 0;
}

/* Says what a run would do: a step is shown as due also when only a step it
 * needs is. */
static int show_plan(struct ct_run *run, struct ct_error *err)
{
    struct ct_buffer out = {0};
    const struct ct_study *study = run->study;
    bool *due = ct_xcalloc(study->n_steps, sizeof *due);
    size_t n = 0;
    for (size_t i = 0; i < study->n_steps; i++) {
        const struct ct_study_step *step = &study->steps[i];
        for (size_t k = 0; k < step->n_needs; k++)
            due[i] |= due[step->needs[k]];
        if (!due[i])
            due[i] = ct_run_key(run, i, run->key[i], NULL) ||
                     !ct_state_current(&run->state, step->output, run->key[i]);
        ct_buffer_printf(&out, "%s  %s\n", due[i] ? "would do  " : "up to date",
                         step->text);
        n += due[i];
    }
    if (n)
        ct_buffer_printf(&out, "%zu of %zu steps would be done\n", n,
                         study->n_steps);
    else
        ct_buffer_printf(&out, "nothing to do: %zu steps are up to date\n",
                         study->n_steps);
    free(due);
    return ct_say_out(&out, err);
}

static int do_study(struct ct_run *run, struct ct_error *err)
{
    struct ct_study *study = run->study;
    if (make_folders(study, err))
        return -1;
    clock_gettime(CLOCK_MONOTONIC, &run->started);
    int failed = ct_run_steps(run, err);
    if (failed < 0)
        return -1;
    if (failed > 0) {
        ct_say("%s: %d of %zu steps not done%s", study->path, failed,
               study->n_steps, *study->report ? ", report left as it was" : "");
        return 1;
    }
    int report = *study->report ? ct_run_report(run, err) : 0;
    if (report < 0)
        return -1;
    bool pdf = *study->report && ct_run_pdf(run, report);
    if (!run->quiet && !run->n_done && !report && !pdf)
        ct_say("%s: nothing to do, all %zu steps are up to date", study->path,
               study->n_steps);
    else if (!run->quiet)
        ct_say("%s: %zu of %zu steps done, the others were up to date%s",
               study->path, run->n_done, study->n_steps,
               report && pdf ? "; report written, with its PDF"
               : report      ? "; report written"
               : pdf         ? "; PDF of the report written"
                             : "");
    return 0;
}

static int run_study(struct ct_run *run, bool plan, struct ct_error *err)
{
    struct ct_study *study = run->study;
    size_t n = study->n_steps;
    if (chdir(study->folder))
        return ct_fail_errno(err, study->folder, "cannot enter the folder");
    if (ct_state_program(run->program, err))
        return -1;
    char *state = ct_xasprintf("%s/study.state", study->output);
    ct_state_read(state, &run->state);
    run->progress = ct_xcalloc(n, sizeof *run->progress);
    run->child = ct_xcalloc(n, sizeof *run->child);
    run->key = ct_xcalloc(n, sizeof *run->key);
    int result = plan ? show_plan(run, err) : do_study(run, err);
    ct_state_clear(&run->state);
    ct_dict_clear(&run->hashes);
    free(run->key);
    free(run->child);
    free(run->progress);
    free(state);
    return result;
}

int ct_command_run(struct ct_call *call, struct ct_error *err)
{
    struct ct_study study;
    struct ct_run run = {.study = &study,
                         .quiet = call->given.quiet,
                         .verbose = call->given.verbose,
                         .terminal = isatty(STDERR_FILENO) == 1};
    run.jobs = call->given.jobs;
    if (!run.jobs)
        run.jobs = (int)sysconf(_SC_NPROCESSORS_ONLN);
    int result = ct_study_read(call->argv[0], &study, err);
    if (!result)
        result = run_study(&run, call->given.plan, err);
    ct_study_clear(&study);
    return result;
}
