/* SPDX-License-Identifier: GPL-3.0-or-later
 * Groups of areas: regions of the code lists, or those of a file. An area may
 * be in several groups, or in one twice never. Constant once made; may be used
 * from several threads. */
#ifndef CT_AREA_GROUPS_H
#define CT_AREA_GROUPS_H

#include "analyze/method.h"
#include "lib/codes.h"
#include "lib/dict.h"

/* Areas and groups are numbered in the order of the list or the file. The
 * groups of area a are group[first[a]] .. group[first[a + 1] - 1]. */
struct ct_area_groups {
    struct ct_dict areas, groups;
    size_t *first;
    uint32_t *group;
    const char *whole; /* code of all groups together: `_T`, or `M49:001` */
    bool hidden;       /* only the whole is asked for (world) */
    const char *input; /* the file that was read, or NULL; borrowed from `by` */
};

/* Reads the territories that make up a country (datasets/codelists/
 * territory.csv), or a file of the user's with the columns `area` and `group`.
 * As ct_area_groups_read(). */
struct ct_area_groups *ct_territories_read(const char *by, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads what --by says: m49-region, m49-subregion, sdg-region, world, eu27,
 * ldc, lldc, sids; codes of groups by commas; or a file with the columns
 * `area` and `group`, as a name with a dot or a slash in it. Returns a new
 * object, freed with ct_area_groups_destroy(), or NULL with *err. */
struct ct_area_groups *ct_area_groups_read(const char *by,
                                           const struct ct_codes *codes,
                                           struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_area_groups_destroy(struct ct_area_groups *g);

/* Whether no area is in two groups. */
bool ct_area_groups_disjoint(const struct ct_area_groups *g);

/* Names the members in no group in the note; groups may be NULL. */
void ct_areas_in_no_group(const struct ct_group *g,
                          const struct ct_area_groups *groups,
                          struct ct_output_part *out);

#endif
