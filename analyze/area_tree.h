/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of a panel's areas lie in which: parts in countries, countries and
 * groups in groups. */
#ifndef CT_AREA_TREE_H
#define CT_AREA_TREE_H

#include "lib/codes.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CT_AREA_WORDS = 8 }; /* room for 512 countries */

/* A set of countries of the code list, a bit each. */
struct ct_countries {
    uint64_t bits[CT_AREA_WORDS];
};

/* One area of the panel, by the number of its code. above, above2: the areas
 * of the panel it is a part of, the nearest first (a part in a part, then the
 * country); CT_NO_CODE = none. countries: of a group all that the list has in
 * it; direct: those that are in none of its groups (Antarctica in the
 * world). */
struct ct_area_node {
    enum ct_area_kind kind;
    uint32_t above, above2;
    struct ct_countries countries, direct;
};

/* The areas of a panel's key `area`. */
struct ct_area_tree {
    size_t n;
    struct ct_area_node *node;
};

/* Makes the tree. End with ct_area_tree_clear(). */
void ct_area_tree_make(const struct ct_dict *areas,
                       const struct ct_codes *codes, struct ct_area_tree *out);

/* Chooses among n groups those that make up `group` without overlap, the
 * largest first, and writes their numbers to chosen (room for n). Returns how
 * many; 0 if there is no such choice. */
size_t ct_area_tree_tile(const struct ct_area_tree *t, uint32_t group,
                         const uint32_t *groups, size_t n, uint32_t *chosen);

/* Whether a country, which the tree has, is in a group. */
bool ct_area_tree_within(const struct ct_area_tree *t, uint32_t country,
                         uint32_t group);

/* Frees the tree. */
void ct_area_tree_clear(struct ct_area_tree *t);

#endif
