/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where a series is cut at its breaks. */
#ifndef CT_CUT_H
#define CT_CUT_H

#include "analyze/method.h"

/* Cuts n values at the breaks that have a value on either side. Writes the
 * first row of every part and, last, n to start (room for n + 2), and returns
 * the number of parts, at least 1. */
size_t ct_cut(const double *value, const uint16_t *status, size_t n,
              size_t *start);

/* Whether a break lies between two rows of a series (from < to), so that they
 * may not be compared. */
bool ct_series_broken(const struct ct_series *s, size_t from, size_t to);

#endif
