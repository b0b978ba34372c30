/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends plot: one figure, or many of a study in one run of gnuplot. */
#include "config.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"
#include "lib/memory.h"

#include <stdlib.h>

/* Reads the panels of n calls into requests[]; returns 0, or -1. */
static int prepare(struct ct_call *calls, size_t n,
                   struct ct_plot_request *requests, struct ct_panel **panels,
                   const struct ct_codes *codes, struct ct_error *err)
{
    struct ct_kept kept = {0};
    size_t i = 0;
    for (; i < n; i++) {
        struct ct_call *call = &calls[i];
        const char *path = ct_call_path(call, call->given.output);
        if (ct_plot_check_path(path, err))
            break;
        panels[i] = ct_inputs_kept(call, codes, &kept, err);
        if (!panels[i])
            break;
        if (call->given.min_cell)
            ct_say_suppressed(panels[i], call->given.quiet);
        requests[i] =
            (struct ct_plot_request){.figure = call->figure,
                                     .panel = panels[i],
                                     .selection = ct_inputs_selection(call),
                                     .codes = codes,
                                     .options = &call->plot,
                                     .path = path};
    }
    ct_kept_clear(&kept);
    return i < n ? -1 : 0;
}

int ct_plot_calls(struct ct_call *calls, size_t n, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    if (!codes)
        return -1;
    struct ct_plot_request *requests = ct_xcalloc(n, sizeof *requests);
    struct ct_panel **panels = ct_xcalloc(n, sizeof(struct ct_panel *));
    int status = prepare(calls, n, requests, panels, codes, err);
    if (!status)
        status = ct_plot(requests, n, err);
    for (size_t i = 0; i < n; i++)
        ct_panel_destroy(panels[i]);
    free(panels);
    free(requests);
    ct_codes_destroy(codes);
    return status;
}

int ct_command_plot(struct ct_call *call, struct ct_error *err)
{
    return ct_plot_calls(call, 1, err);
}
