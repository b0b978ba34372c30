/* SPDX-License-Identifier: GPL-3.0-or-later
 * Puts the series taken into groups, and cuts these at breaks. Used by the
 * loop only. */
#ifndef CT_GROUP_H
#define CT_GROUP_H

#include "analyze/result.h"

/* Makes t->part of t->data, as plan and --across-breaks say. Returns 0, or -1
 * with *err where a break is to be refused. */
int ct_group_series(struct ct_taken *t, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Whether series that differ in that dimension become one group. */
bool ct_plan_combines(const struct ct_plan *plan, const char *dimension);

#endif
