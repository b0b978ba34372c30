/* SPDX-License-Identifier: GPL-3.0-or-later
 * What may be behind a difference between two sources, as far as their
 * metadata say. */
#ifndef CT_SOURCE_REASON_H
#define CT_SOURCE_REASON_H

#include "analyze/source_pairs.h"
#include "lib/buffer.h"

/* `identical` (the counts, else the rates as far as they are rounded),
 * `within-5-percent` of the reference, or `not-reconciled`. */
const char *ct_source_verdict(const struct ct_source_pair *p);

/* Writes what the metadata of two statements say differs, by blanks:
 * other-vintage, other-source, other-unit, other-definition, attempts,
 * territory; same-count-other-population where only the rates differ;
 * unexplained where nothing known does; nothing where the numbers are
 * identical. What only one of them says is not known to differ. */
void ct_source_reason(const struct ct_group *g, const struct ct_statement *own,
                      const struct ct_statement *reference,
                      const struct ct_source_pair *p, struct ct_buffer *out);

/* Days between two vintages (YYYY, YYYY-MM or YYYY-MM-DD, counted from the
 * first day of a year or month), later - earlier; NaN if either is no date. */
double ct_vintage_gap(const char *later, const char *earlier);

/* Whether two members are known to be counted in different units: by their
 * counting units, else by their measures. */
bool ct_counting_unit_differs(const struct ct_group *g, long a, long b);

#endif
