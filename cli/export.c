/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends export. */
#include "config.h"

#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/say.h"

static int write_panel(struct ct_call *call, const struct ct_panel *p,
                       struct ct_error *err)
{
    const char *path = "-";
    if (call->given.output)
        path = ct_call_path(call, call->given.output);
    struct ct_output *out = ct_output_open(path, err);
    if (!out)
        return -1;
    if (ct_export(p, call->format, &call->export, out, err)) {
        ct_output_abort(out);
        /* No table of that name is a fault of the words, not of the file. */
        return err->code == CT_EUSAGE ? -1 : ct_error_file(err, path);
    }
    return ct_output_commit(out, err);
}

int ct_command_export(struct ct_call *call, struct ct_error *err)
{
    struct ct_codes *codes = ct_inputs_codes(err);
    if (!codes)
        return -1;
    call->export.codes = codes;
    struct ct_panel *p = ct_inputs_panel(call, "dataset", codes, err);
    if (p && call->given.min_cell)
        ct_say_suppressed(p, call->given.quiet);
    int status = p ? write_panel(call, p, err) : -1;
    ct_panel_destroy(p);
    ct_codes_destroy(codes);
    return status;
}
