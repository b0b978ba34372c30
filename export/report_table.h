/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of a report: short enough to be read on the page, the rest folded
 * away or left to the exported file. */
#ifndef CT_REPORT_TABLE_H
#define CT_REPORT_TABLE_H

#include "export/report.h"

/* Appends a table of the report with its number and its notes; of a long panel
 * the first and last value of each series, its observations folded away. */
void ct_report_table(struct ct_buffer *out, const struct ct_report_table *t,
                     size_t number, const struct ct_codes *codes);

/* Appends the heading of the table's caption. */
void ct_report_table_title(struct ct_buffer *out,
                           const struct ct_report_table *t,
                           const struct ct_codes *codes);

#endif
