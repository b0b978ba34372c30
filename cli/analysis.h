/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call of `analyze` made ready: what it reads, read. */
#ifndef CT_CLI_ANALYSIS_H
#define CT_CLI_ANALYSIS_H

#include "cli/call.h"
#include "lib/select.h"

/* `analysis` points into the rest; the call must live as long. */
struct ct_analysis_ready {
    struct ct_panel *panel, *population;
    struct ct_selection selection;
    void *options; /* the method's, with files in their places */
    struct ct_analysis analysis;
};

/* Reads the files of a call. Returns 0, or -1 with *err. Clear in any case. */
int ct_analysis_prepare(struct ct_call *call, const struct ct_codes *codes,
                        struct ct_analysis_ready *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees what it holds. */
void ct_analysis_clear(struct ct_analysis_ready *ready);

#endif
