/* SPDX-License-Identifier: GPL-3.0-or-later
 * collect --describe. */
#ifndef CT_CLI_DESCRIBE_H
#define CT_CLI_DESCRIBE_H

#include "cli/call.h"

/* Drafts a description of the call's one file: to standard output, or with -o
 * the folder, whole or not at all. Returns 0, or -1 with *err. */
int ct_describe_file(struct ct_call *call, const struct ct_codes *codes,
                     struct ct_error *err) __attribute__((warn_unused_result));

#endif
