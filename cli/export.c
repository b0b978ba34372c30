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

/* Says which areas have no code of the kind asked for. */
static void say_uncoded(const struct ct_call *call, const struct ct_panel *p)
{
    enum { NAMED = 10 };
    struct ct_dict codes = {0};
    struct ct_buffer names = {0};
    ct_export_uncoded(p, &call->export, &codes);
    for (size_t i = 0; i < codes.n && i < NAMED; i++)
        ct_buffer_printf(&names, "%s%s", i ? ", " : "", codes.code[i]);
    if (codes.n > NAMED)
        ct_buffer_printf(&names, " and %zu more", codes.n - NAMED);
    if (codes.n && !call->given.quiet)
        ct_say("warning: without a code of that kind, written as they are: %s",
               names.data);
    ct_buffer_clear(&names);
    ct_dict_clear(&codes);
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
    if (status == 0)
        say_uncoded(call, p);
    ct_panel_destroy(p);
    ct_codes_destroy(codes);
    return status;
}
