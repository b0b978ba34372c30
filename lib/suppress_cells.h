/* SPDX-License-Identifier: GPL-3.0-or-later
 * What cell suppression works on: the counts of a panel as cells, and the sums
 * they stand in. Used by lib/suppress*.c only. */
#ifndef CT_SUPPRESS_CELLS_H
#define CT_SUPPRESS_CELLS_H

#include "lib/codes.h"
#include "lib/panel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CT_NO_CELL SIZE_MAX
#define CT_NO_GROUP UINT32_MAX

/* A count of a key (all dimensions but unit and component) and a period. */
struct ct_cell {
    uint32_t group; /* CT_NO_GROUP: what a sum has beyond its parts */
    int32_t time;
    double count;        /* NaN: not known here */
    double low, high;    /* what is published of it if it is hidden */
    double least, most;  /* of the counts found possible */
    bool hidden;         /* by us or by the publisher */
    bool primary;        /* by us, for its own size */
    bool withheld;       /* by the publisher */
    bool guessed;        /* withheld, and count is one that would do */
    bool missing;        /* nobody knows it */
    size_t first_member; /* its places in sums: chain in ct_sums.member */
};

/* Cells of group g are first[g] .. first[g + 1] - 1, in order of time; those
 * from `rest` on stand for what sums have beyond their parts. */
struct ct_cells {
    const struct ct_panel *panel;
    const struct ct_codes *codes;
    size_t n, capacity, rest;
    struct ct_cell *cell;
    size_t n_groups;
    size_t *first;
    size_t *series;      /* one series of each group */
    uint32_t *group_of;  /* of each series; CT_NO_GROUP: no counts */
    size_t *cell_of_obs; /* CT_NO_CELL: none */
    size_t not_judged;   /* values whose count is not known */
};

/* Makes the cells of a panel; the caller clears them. */
void ct_cells_make(struct ct_cells *c, const struct ct_panel *p,
                   const struct ct_codes *codes);
void ct_cells_clear(struct ct_cells *c);

/* Gives counts to cells that only rates tell of, where the population is known;
 * counts the values that cannot be judged. Part of ct_cells_make(). */
void ct_cells_of_rates(struct ct_cells *c);

/* The cell of a group at a time, or CT_NO_CELL. */
size_t ct_cells_find(const struct ct_cells *c, uint32_t group, int32_t time);

/* Which groups add up to which, at every time. */
enum ct_relation_kind {
    CT_RELATION_SUM,       /* parts of the same period */
    CT_RELATION_YEAR,      /* periods within that of the whole: one part */
    CT_RELATION_CUMULATED, /* periods of the year up to the whole: one part */
    CT_RELATION_SAME       /* editions of the same: parts only, no whole */
};

struct ct_relation {
    enum ct_relation_kind kind;
    uint32_t whole;
    size_t n;
    uint32_t *part;
};

/* A relation that a group stands in, as one of a chain. */
struct ct_role {
    size_t relation, next;
};

struct ct_relations {
    size_t n, capacity;
    struct ct_relation *relation;
    size_t n_roles, roles_capacity;
    struct ct_role *role;
    size_t *first_role;   /* of each group; SIZE_MAX ends the chain */
    struct ct_dict pairs; /* of groups of areas; labelled if they overlap */
};

/* Finds the relations of the cells' groups; cleared by the caller. */
void ct_relations_make(struct ct_relations *r, const struct ct_cells *c);
void ct_relations_clear(struct ct_relations *r);

/* Adds a relation (parts are copied); for ct_relations_make()'s own files. */
void ct_relations_add(struct ct_relations *r, enum ct_relation_kind kind,
                      uint32_t whole, const uint32_t *part, size_t n);

/* Codes of one dimension that groups alike in all others have. */
struct ct_family {
    size_t n;
    const char **code;
    uint32_t *group;
};

/* Adds the relations within a family of a dimension: `_T` and its parts, what
 * the code lists put below what; ages by their ranges. */
void ct_relations_of_codes(struct ct_relations *r, const struct ct_family *f,
                           const char *dimension, const struct ct_codes *codes);
void ct_relations_of_ages(struct ct_relations *r, const struct ct_family *f);

/* One sum: the whole is member 0 with sign -1, its parts have 1. */
struct ct_member {
    size_t cell, sum, next; /* next place of the same cell */
};
struct ct_sum {
    size_t first, n; /* of member[]; n 0: it does not hold */
    size_t hidden;   /* members that are hidden */
};
struct ct_sums {
    size_t n, capacity;
    struct ct_sum *sum;
    size_t n_members, members_capacity;
    struct ct_member *member;
    struct ct_dict known; /* relation and time of those looked at */
};

/* Adds the sums that a cell stands in, as far as they hold. */
void ct_sums_add(struct ct_sums *s, struct ct_cells *c,
                 const struct ct_relations *r, size_t cell);
void ct_sums_clear(struct ct_sums *s);

/* Whether a whole leaves beyond its parts, at any time, a count below K: that
 * of parts that are not there. */
bool ct_sums_leave_few(struct ct_cells *c, const struct ct_relations *r,
                       double below);

/* Gives counts to the cells that the publisher withheld, as the sums allow;
 * sums that then do not hold are dropped. */
void ct_sums_complete(struct ct_sums *s, struct ct_cells *c);

/* Whether a hidden cell is open enough: below is K. Remembers in least and
 * most what was found possible, for all cells it moved. */
bool ct_audit(struct ct_cells *c, const struct ct_sums *s, size_t cell,
              double below);

/* Whether a cell is hidden whose count this panel knows: what else it holds may
 * tell it. */
bool ct_cell_is_secret(const struct ct_cells *c, size_t cell);

/* Of each group, whether it has such a cell. The caller frees it. */
bool *ct_cells_touched(const struct ct_cells *c);

/* Empties what the panel tells of hidden cells, and returns how many cells that
 * were not empty it emptied; what its tables tell. */
size_t ct_suppress_observations(struct ct_panel *p, const struct ct_cells *c);
void ct_suppress_tables(struct ct_panel *p, const struct ct_cells *c);

#endif
