/* SPDX-License-Identifier: GPL-3.0-or-later
 * p-values of many tests at once. */
#ifndef CT_P_ADJUST_H
#define CT_P_ADJUST_H

#include "lib/panel.h"

#include <stddef.h>

/* Adjusts n p-values for their number so that, of the tests called significant
 * at a level, that share is expected to be false at most (the false discovery
 * rate). out[i] belongs to p[i]; NaN stays NaN and does not count as a test.
 * Source: Benjamini & Hochberg 1995, JRSS B 57:289. */
void ct_p_adjust(const double *p, size_t n, double *out);

/* Fills a table's column `p_adjusted` from its column `p`. */
void ct_p_adjust_table(struct ct_table *t);

/* The same of a table of a result, with a note of how many tests there are, if
 * there are several. */
void ct_p_adjust_result(struct ct_panel *result, const char *table);

#endif
