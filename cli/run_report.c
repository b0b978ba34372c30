/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report of a study: gathers what its steps made. */
#include "config.h"

#include "cli/run.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "export/report.h"
#include "lib/file.h"
#include "lib/memory.h"
#include "lib/panel_file.h"
#include "lib/suppress.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_IMAGE = 256 << 20 };

/* What is being gathered, with room for one of each a step. */
struct gather {
    struct ct_run *run;
    const char *path; /* of the report */
    struct ct_codes *codes;
    struct ct_report report;
    struct ct_report_figure *figures;
    struct ct_report_table *tables;
    struct ct_report_result *results;
    const char **steps;
};

/* The most that any step of the study suppresses: the report shows no more. */
static int min_cell(const struct ct_study *study)
{
    int most = 0;
    for (size_t i = 0; i < study->n_steps; i++)
        if (study->steps[i].call.given.min_cell > most)
            most = study->steps[i].call.given.min_cell;
    return most;
}

static int add_figure(struct gather *g, const struct ct_study_step *step,
                      struct ct_error *err)
{
    struct ct_buffer bytes = {0};
    if (step->call.given.min_cell < min_cell(g->run->study))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "the report suppresses counts below %d, as one of its "
                       "steps does, but not '%.80s': --min-cell=%d there too",
                       min_cell(g->run->study), step->text,
                       min_cell(g->run->study));
    if (ct_file_read(step->output, MAX_IMAGE, &bytes, err))
        return -1;
    g->figures[g->report.n_figures++] = (struct ct_report_figure){
        .path = step->call.given.output,
        .bytes = bytes.data,
        .size = bytes.size,
        .command = step->text,
        .group = step->group,
        .title = step->call.plot.title ? step->call.plot.title
                                       : ct_figure_title(step->call.figure)};
    return 0;
}

static int add_table(struct gather *g, const struct ct_study_step *step,
                     struct ct_error *err)
{
    struct ct_call call = step->call; /* a copy, with the study's --min-cell */
    call.given.min_cell = min_cell(g->run->study);
    struct ct_panel *p = ct_inputs_panel(&call, "dataset", g->codes, err);
    if (!p)
        return -1;
    g->tables[g->report.n_tables++] =
        (struct ct_report_table){.path = step->call.given.output,
                                 .panel = p,
                                 .table = step->call.export.table,
                                 .command = step->text,
                                 .group = step->group};
    return 0;
}

static int add_result(struct gather *g, const struct ct_study_step *step,
                      struct ct_error *err)
{
    struct ct_panel *p = ct_panel_read(step->output, err);
    if (!p)
        return -1;
    if (ct_suppress(p, min_cell(g->run->study), g->codes, err)) {
        ct_panel_destroy(p);
        return ct_error_file(err, step->output);
    }
    const struct ct_method *m = step->call.method;
    g->results[g->report.n_results++] =
        (struct ct_report_result){.path = step->call.given.output,
                                  .panel = p,
                                  .method_text = m ? m->text : "",
                                  .method_title = m ? m->title : NULL,
                                  .formula = m ? m->formula : NULL};
    return 0;
}

static int add_step(struct gather *g, size_t i, struct ct_error *err)
{
    const struct ct_study_step *step = &g->run->study->steps[i];
    unsigned takes = step->call.command->takes;
    g->steps[g->report.n_steps++] = step->text;
    if (takes & CT_TAKES_FIGURE)
        return add_figure(g, step, err);
    if (takes & CT_TAKES_FORMAT)
        return add_table(g, step, err);
    return add_result(g, step, err);
}

static int write_report(struct gather *g, struct ct_error *err)
{
    struct ct_study *study = g->run->study;
    for (size_t i = 0; i < study->n_steps; i++)
        if (add_step(g, i, err))
            return -1;
    g->report.title = study->title;
    g->report.version = PACKAGE_VERSION;
    g->report.codes = g->codes;
    g->report.figures = g->figures;
    g->report.tables = g->tables;
    g->report.results = g->results;
    g->report.steps = g->steps;
    struct ct_buffer page = {0};
    ct_report_write(&g->report, &page);
    int result = ct_file_write(g->path, page.data, page.size, err);
    ct_buffer_clear(&page);
    return result;
}

/* Runs in a child process, whose memory goes with it. */
static int work(void *user)
{
    struct gather *g = user;
    struct ct_error err = {0};
    size_t n = g->run->study->n_steps;
    g->figures = ct_xcalloc(n, sizeof *g->figures);
    g->tables = ct_xcalloc(n, sizeof *g->tables);
    g->results = ct_xcalloc(n, sizeof *g->results);
    g->steps = ct_xcalloc(n, sizeof *g->steps);
    g->codes = ct_inputs_codes(&err);
    if (!g->codes || write_report(g, &err))
        return ct_say_error(&err);
    return 0;
}

/* What goes into the report: the study's words and all its files. */
static int report_key(const struct ct_run *run, char *key, struct ct_error *err)
{
    struct ct_buffer text = {0};
    int bad = 0;
    ct_buffer_printf(&text, "%s\n%s\n", run->program, run->study->title);
    for (size_t i = 0; i < run->study->n_steps && !bad; i++) {
        char hash[65];
        bad = ct_sha256_file(run->study->steps[i].output, hash, err);
        if (!bad)
            ct_buffer_printf(&text, "%s\n%s\n%s\n", run->study->steps[i].group,
                             run->study->steps[i].text, hash);
    }
    if (!bad)
        ct_sha256(text.data, text.size, key);
    ct_buffer_clear(&text);
    return bad;
}

int ct_run_report(struct ct_run *run, struct ct_error *err)
{
    char key[65];
    char *path = ct_xasprintf("%s/%s", run->study->output, run->study->report);
    struct gather g = {.run = run, .path = path};
    int result = report_key(run, key, err);
    if (!result && !ct_state_current(&run->state, path, key)) {
        if (ct_run_child(work, &g))
            result =
                ct_fail_in(err, CT_EDATA, path, "the report was not written");
        else
            result = ct_state_set(&run->state, path, key, err) ||
                             ct_state_write(&run->state, err)
                         ? -1
                         : 1;
    }
    free(path);
    return result;
}
