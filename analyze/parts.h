/* SPDX-License-Identifier: GPL-3.0-or-later
 * Codes as parts of a whole. */
#ifndef CT_PARTS_H
#define CT_PARTS_H

#include "lib/codes.h"

#include <stdbool.h>

/* Whether something can be counted under both codes: they are equal, one is
 * the total, one is below the other in the list, ages have a year in common.
 * codes may be NULL. */
bool ct_codes_overlap(const struct ct_codes *codes, const char *dimension,
                      const char *a, const char *b);

/* Whether codes of a dimension may be below one another, or have something in
 * common: where not, only the total overlaps any. */
bool ct_codes_nested(const char *dimension);

#endif
