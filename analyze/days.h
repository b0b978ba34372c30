/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods by their first days: which ones a group has, and where one is. */
#ifndef CT_DAYS_H
#define CT_DAYS_H

#include "analyze/method.h"

/* The first days of all periods that members of the group have rows of, in
 * order, each once; *n of them. Freed by the caller with free(). */
int32_t *ct_group_days(const struct ct_group *g, size_t *n);

/* The place of a day among n days in order; n if it is none of them. */
size_t ct_days_find(const int32_t *days, size_t n, int32_t day);

#endif
