/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends analyze. */
#include "config.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/panel_file.h"

/* Sets what the result says of how it was made. */
static void record(struct ct_panel *result, const struct ct_call *call)
{
    struct ct_buffer words = {0};
    ct_call_record(call, &words);
    ct_panel_set(&result->provenance.command, words.data);
    ct_panel_step(result, words.data, PACKAGE_VERSION);
    ct_buffer_clear(&words);
}

static int analyze(struct ct_call *call, const struct ct_codes *codes,
                   struct ct_error *err)
{
    struct ct_panel *population = NULL, *result = NULL;
    struct ct_panel *panel = ct_inputs_panel(call, NULL, codes, err);
    if (panel && call->given.population)
        population = ct_inputs_read(call, call->given.population, codes, err);
    if (panel && (population || !call->given.population)) {
        struct ct_analysis a = {.method = call->method,
                                .panel = panel,
                                .population = population,
                                .codes = codes,
                                .common = &call->common,
                                .options = call->method_options};
        result = ct_analyze(&a, err);
    }
    ct_panel_destroy(panel);
    ct_panel_destroy(population);
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
