/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every number that two editions of a series do not have in common. */
#ifndef CT_REVISION_CHANGES_H
#define CT_REVISION_CHANGES_H

#include "analyze/editions.h"

/* Members of a group, -1 where there is none: the series in the earlier and
 * the later vintage, and the counts beside them (of a rate). */
struct ct_twins {
    const struct ct_group *group;
    const char *old_vintage, *new_vintage;
    long old, now, old_count, new_count;
};

/* The columns of the table of changes. */
extern const struct ct_column_row ct_revision_change_columns[];

/* Adds a row for every number that was revised, is new or was withdrawn; a
 * single row where all of the series came or went. */
void ct_revision_changes(const struct ct_twins *w, const struct ct_editions *e,
                         struct ct_table *out);

#endif
