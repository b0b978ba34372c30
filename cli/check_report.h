/* SPDX-License-Identifier: GPL-3.0-or-later
 * The findings of check as a report on the screen. */
#ifndef CT_CHECK_REPORT_H
#define CT_CHECK_REPORT_H

#include "analyze/check.h"
#include "lib/buffer.h"

/* Appends what was found: rules by severity, the worst first, under each rule
 * a line a series with its worst finding; `kept` names the file with all of
 * them, NULL = none was written; with `all` no series is left out. */
void ct_check_report(const struct ct_check *c, const char *kept, bool all,
                     struct ct_buffer *out);

#endif
