/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a report says of the files that were read. */
#ifndef CT_REPORT_ACCOUNTING_H
#define CT_REPORT_ACCOUNTING_H

#include "export/remarks.h"
#include "export/report.h"

/* Appends a table of the rows and cells of each collected panel and what
 * became of them, and one of the cells that were ignored, by reason. */
void ct_report_accounting(struct ct_buffer *out, const struct ct_report *r,
                          const struct ct_remarks *remarks);

#endif
