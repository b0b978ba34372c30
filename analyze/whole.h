/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which whole codes are the parts of, and whether they make it up: sexes, ages,
 * offences below an offence, areas of a group. Make, ask, clear. */
#ifndef CT_WHOLE_H
#define CT_WHOLE_H

#include "lib/codes.h"

#include <stdbool.h>
#include <stddef.h>

enum { CT_WHOLE_MAX = 64 };

/* A code of the list below the whole; its children are those with that number
 * of parent. Entry 0 is the whole. */
struct ct_whole_node {
    const char *code;
    size_t parent;
    bool has_children;
};

/* code: the nearest one that all parts are below, `_T` where there is none.
 * known: a list says what it is made of. */
struct ct_whole {
    const struct ct_codes *codes;
    const char *dimension;
    char code[CT_WHOLE_MAX];
    bool known;
    int from, to; /* of ages, years */
    size_t n_nodes, capacity;
    struct ct_whole_node *node;
};

/* Whether a list says what wholes of a dimension are made of. */
bool ct_whole_known(const char *dimension);

/* Finds the whole of n parts, none of which overlap. Clear with
 * ct_whole_clear(). codes and the dimension are borrowed. */
void ct_whole_find(const struct ct_codes *codes, const char *dimension,
                   const char *const *part, size_t n, struct ct_whole *out);

/* Whether n parts make up the whole without gap: F and M, and other and unknown
 * where there are any; ages from its first year to its last; each code right
 * below it, or what makes that up. false where no list says so. missing (may be
 * NULL): what lacks first, up to CT_WHOLE_MAX bytes, "" if nothing does. */
bool ct_whole_complete(const struct ct_whole *w, const char *const *part,
                       size_t n, char *missing);

/* Frees what it holds. */
void ct_whole_clear(struct ct_whole *w);

#endif
