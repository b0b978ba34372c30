/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series of a panel that are alike but for some dimensions. */
#ifndef CT_SERIES_SETS_H
#define CT_SERIES_SETS_H

#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>

/* Set i holds series[first[i]] .. series[first[i + 1] - 1], in the panel's
 * order; sets are in the order of their first series. */
struct ct_series_sets {
    size_t n, *first, *series;
};

/* Puts series together that have the same codes in all dimensions but those
 * marked in apart[] (one for each of the panel's keys; attributes never
 * count). Takes time in proportion to series and keys. */
void ct_series_sets_make(const struct ct_panel *p, const bool *apart,
                         struct ct_series_sets *out);

/* The same for n dimensions by name; those the panel lacks are passed over. */
void ct_series_sets_named(const struct ct_panel *p, const char *const *names,
                          size_t n, struct ct_series_sets *out);

/* Frees what it holds. */
void ct_series_sets_clear(struct ct_series_sets *s);

#endif
