/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a report says of the comparability of its numbers. */
#ifndef CT_REPORT_COMPARABILITY_H
#define CT_REPORT_COMPARABILITY_H

#include "export/remarks.h"
#include "export/report.h"

/* Gathers all remarks on the report's panels, how many observations have which
 * status among them. Clear with ct_remarks_clear(). */
void ct_report_gather(const struct ct_report *r, struct ct_remarks *remarks);

/* Appends the remarks under headings: definitions, coverage, uncertainty.
 * Those that say the same with other numbers are one, unfolded. What was
 * ignored at reading is left to ct_report_accounting(). */
void ct_report_comparability(struct ct_buffer *out,
                             const struct ct_remarks *remarks);

/* Appends remarks of one kind as a list; those alike but for numbers are one
 * item, each behind a fold. Nothing if there are none. */
void ct_report_remarks(struct ct_buffer *out, const struct ct_remarks *of_kind);

#endif
