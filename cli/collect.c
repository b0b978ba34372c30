/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends collect. */
#include "config.h"

#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "collect/collect.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/panel_file.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Prints the first rejects, one a line, and how many there are. */
static void say_rejects(const struct ct_problems *rejects)
{
    size_t n = rejects->n_items < CT_PROBLEMS_KEPT ? rejects->n_items
                                                   : CT_PROBLEMS_KEPT;
    for (size_t i = 0; i < n; i++) {
        const struct ct_problem *r = &rejects->items[i];
        struct ct_error e = {0};
        ct_fail(&e, CT_EDATA, r->line, 0, "%s%s%s%s%s%s", r->column,
                *r->column ? ": " : "", r->reason, *r->value ? ", '" : "",
                r->value, *r->value ? "'" : "");
        ct_error_file(&e, r->file);
        ct_say_error(&e);
    }
    if (rejects->n > n)
        ct_say("%zu more rejects", rejects->n - n);
}

/* Writes the rejects beside the panel, or removes those of an earlier run. */
static int write_rejects(const struct ct_problems *rejects, const char *panel,
                         struct ct_error *err)
{
    int result = 0;
    char *path = ct_xasprintf("%s.rejects.csv", panel);
    if (rejects->n_items) {
        struct ct_buffer text = {0};
        ct_problems_csv(rejects, &text);
        result = ct_file_write(path, text.data, text.size, err);
        ct_buffer_clear(&text);
        if (!result)
            ct_say("%s: %zu rejected, listed there", path, rejects->n);
    } else if (unlink(path) && errno != ENOENT) {
        result = ct_fail_errno(err, path, "cannot remove the old rejects");
    }
    free(path);
    return result;
}

/* The names recorded are those typed, also where a study's step reads what an
 * earlier one wrote. */
static void record(struct ct_panel *p, const struct ct_call *call)
{
    struct ct_buffer words = {0};
    for (size_t i = 0; i < p->provenance.n_inputs; i++)
        for (int k = 0; k < call->n_operands; k++)
            if (strcmp(p->provenance.inputs[i].name,
                       ct_call_path(call, call->argv[k])) == 0)
                ct_panel_set(&p->provenance.inputs[i].name, call->argv[k]);
    ct_call_record(call, &words);
    ct_panel_set(&p->provenance.command, words.data);
    ct_panel_step(p, words.data, PACKAGE_VERSION);
    ct_buffer_clear(&words);
}

static void say_accounting(const struct ct_accounting *accounting)
{
    struct ct_buffer line = {0};
    ct_accounting_print(accounting, &line);
    ct_say_line(line.data);
    ct_buffer_clear(&line);
}

static int collect(struct ct_call *call,
                   const struct ct_collect_request *request,
                   struct ct_error *err)
{
    struct ct_accounting accounting = {0};
    struct ct_problems rejects = {.all = true};
    const char *output = ct_call_path(call, call->given.output);
    struct ct_panel *p = ct_collect(request, &accounting, &rejects, err);
    int result = -1;
    if (p) {
        record(p, call);
        result = ct_panel_write(p, output, err);
        if (!result)
            result = write_rejects(&rejects, output, err);
        if (!result && !call->given.quiet)
            say_accounting(&accounting);
        if (call->given.verbose)
            ct_say_notes(p, false, true);
    } else {
        ct_say_error(err);
        say_rejects(&rejects);
        if (accounting.rows)
            say_accounting(&accounting);
        result = err->code == CT_EUSAGE ? 2 : 1;
    }
    ct_problems_clear(&rejects);
    ct_panel_destroy(p);
    return result;
}

/* All cores that the process may use, if not told otherwise. */
static int threads(const struct ct_call *call)
{
    cpu_set_t set;
    if (call->given.jobs)
        return call->given.jobs;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

int ct_command_collect(struct ct_call *call, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    if (!codes)
        return -1;
    if (call->given.describe) {
        int described = ct_describe_file(call, codes, err);
        ct_codes_destroy(codes);
        return described;
    }
    size_t n = (size_t)call->n_operands;
    const char **files = ct_xmalloc(n, sizeof *files);
    for (size_t i = 0; i < n; i++)
        files[i] = ct_call_path(call, call->argv[i]);
    char *datadir = ct_datadir();
    struct ct_collect_request request = {.n_files = n,
                                         .files = files,
                                         .dataset = call->given.dataset,
                                         .vintage = call->given.vintage,
                                         .time = call->given.time,
                                         .datadir = datadir,
                                         .codes = codes,
                                         .threads = threads(call),
                                         .strict = call->given.strict};
    int result = collect(call, &request, err);
    free(datadir);
    free(files);
    ct_codes_destroy(codes);
    return result;
}
