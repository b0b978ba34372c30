/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends analyze. */
#include "config.h"

#include "cli/analysis.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/memory.h"
#include "lib/panel_file.h"

#include <stdlib.h>
#include <string.h>

/* Sets what the result says of how it was made. */
static void record(struct ct_panel *result, const struct ct_call *call)
{
    struct ct_buffer words = {0};
    ct_call_record(call, &words);
    ct_panel_set(&result->provenance.command, words.data);
    ct_panel_step(result, words.data, PACKAGE_VERSION);
    ct_buffer_clear(&words);
}

/* The method's options with the files that a study names in their places; NULL
 * if there are none. Freed by the caller. */
static void *place_files(const struct ct_call *call)
{
    if (!call->method->size)
        return NULL;
    char *placed = ct_xmalloc(call->method->size, 1);
    memcpy(placed, call->method_options, call->method->size);
    for (const struct ct_option *o = call->method->options; o && o->name; o++) {
        const char **field = (void *)(placed + o->offset);
        if (ct_option_is_file(o, call->method_options))
            *field = ct_call_path(call, *field);
    }
    return placed;
}

int ct_analysis_prepare(struct ct_call *call, const struct ct_codes *codes,
                        struct ct_analysis_ready *out, struct ct_error *err)
{
    *out = (struct ct_analysis_ready){.selection = ct_inputs_selection(call),
                                      .options = place_files(call)};
    const struct ct_method *m = call->method;
    out->panel = ct_inputs_panel(
        call, m->apart ? m->apart(call->method_options) : NULL, codes, err);
    if (out->panel && call->given.population)
        out->population =
            ct_inputs_read(call, call->given.population, codes, err);
    if (!out->panel || (call->given.population && !out->population))
        return -1;
    out->analysis = (struct ct_analysis){.method = call->method,
                                         .panel = out->panel,
                                         .selection = &out->selection,
                                         .population = out->population,
                                         .codes = codes,
                                         .common = &call->common,
                                         .options = out->options,
                                         .options_typed = call->method_options};
    return 0;
}

void ct_analysis_clear(struct ct_analysis_ready *ready)
{
    ct_panel_destroy(ready->panel);
    ct_panel_destroy(ready->population);
    free(ready->options);
    *ready = (struct ct_analysis_ready){0};
}

static int analyze(struct ct_call *call, const struct ct_codes *codes,
                   struct ct_error *err)
{
    struct ct_analysis_ready ready;
    struct ct_panel *result = NULL;
    if (ct_analysis_prepare(call, codes, &ready, err) == 0)
        result = ct_analyze(&ready.analysis, err);
    ct_analysis_clear(&ready);
    if (!result)
        return -1;
    record(result, call);
    ct_say_notes(result, call->given.quiet, call->given.verbose);
    int status =
        ct_panel_write(result, ct_call_path(call, call->given.output), err);
    ct_panel_destroy(result);
    return status;
}

int ct_command_analyze(struct ct_call *call, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    int status = codes ? analyze(call, codes, err) : -1;
    ct_codes_destroy(codes);
    return status;
}
