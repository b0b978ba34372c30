/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends check: rules put to panels. */
#include "config.h"

#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/panel_file.h"

#include <stdio.h>
#include <string.h>

/* The files as one: editions are told apart by their vintage, or if that does
 * not do it, sources by their dataset. */
static struct ct_panel *read_panel(struct ct_call *call,
                                   const struct ct_codes *codes,
                                   struct ct_error *err)
{
    struct ct_panel *p = ct_inputs_panel(call, "vintage", codes, err);
    if (p || call->n_operands < 2 || err->code != CT_EDATA)
        return p;
    struct ct_error again = {0};
    p = ct_inputs_panel(call, "dataset", codes, &again);
    if (!p) {
        size_t n = strlen(err->text);
        snprintf(err->text + n, sizeof err->text - n,
                 "; collect --vintage=DATE tells editions apart");
    }
    return p;
}

/* Writes the findings to the file of -o. */
static int keep(struct ct_call *call, const struct ct_check *c,
                struct ct_error *err)
{
    struct ct_panel *result = ct_check_result(c);
    struct ct_buffer words = {0};
    ct_call_record(call, &words);
    ct_panel_set(&result->provenance.command, words.data);
    ct_panel_step(result, words.data, PACKAGE_VERSION);
    ct_buffer_clear(&words);
    int status =
        ct_panel_write(result, ct_call_path(call, call->given.output), err);
    ct_panel_destroy(result);
    return status;
}

static int report(struct ct_call *call, const struct ct_check *c,
                  struct ct_error *err)
{
    struct ct_buffer out = {0};
    if (call->given.output && keep(call, c, err) != 0)
        return -1;
    if (!call->given.quiet) {
        ct_check_report(c, call->given.output, call->given.verbose, &out);
        if (ct_say_out(&out, err) != 0)
            return -1;
    }
    return c->n ? CT_EXIT_FOUND : 0;
}

static int check(struct ct_call *call, const struct ct_codes *codes,
                 struct ct_error *err)
{
    struct ct_panel *population = NULL;
    struct ct_panel *panel = read_panel(call, codes, err);
    int status = -1;
    if (panel && call->given.population)
        population = ct_inputs_read(call, call->given.population, codes, err);
    if (panel && (population || !call->given.population)) {
        struct ct_check c = {
            .panel = panel, .population = population, .codes = codes};
        if (ct_check_run(&c, err) == 0)
            status = report(call, &c, err);
        ct_check_clear(&c);
    }
    ct_panel_destroy(panel);
    ct_panel_destroy(population);
    return status;
}

int ct_command_check(struct ct_call *call, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    int status = codes ? check(call, codes, err) : -1;
    ct_codes_destroy(codes);
    return status;
}
