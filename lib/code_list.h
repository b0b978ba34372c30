/* SPDX-License-Identifier: GPL-3.0-or-later
 * One code list in memory; used by lib/codes.c. Zero-initialise, read one file
 * or several, clear. A parent stands above its children in the file or in one
 * read before, so there are no circles. */
#ifndef CT_CODE_LIST_H
#define CT_CODE_LIST_H

#include "lib/dict.h"
#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The codes with their labels in the file's order; the parents of code i are
 * parent[first_parent[i]] .. parent[first_parent[i + 1] - 1]. */
struct ct_code_list {
    struct ct_dict codes;
    char **short_name; /* NULL where the label will do */
    char (*alpha2)[4]; /* "" where there is none, also of m49 */
    char (*m49)[4];
    size_t *first_parent;
    uint32_t *parent;
    size_t n_parents, parents_capacity;
    struct ct_dict iso2; /* two-letter codes; the label is the code */
    struct ct_dict also; /* other codes in use for it; the label is the code */
};

/* Adds the rows of a CSV with the columns code, label and, where the list has
 * them, short, parents, iso2, m49, also. Returns 0, or -1 with *err: CT_EDATA
 * for a code that is empty or there twice, a label that is empty, a parent not
 * above. */
int ct_code_list_read(struct ct_code_list *l, const char *path,
                      struct ct_error *err) __attribute__((warn_unused_result));

/* The number of a code, or CT_NO_CODE. */
uint32_t ct_code_list_find(const struct ct_code_list *l, const char *code);

/* Whether a code is an ancestor or below it, through any number of parents. */
bool ct_code_list_below(const struct ct_code_list *l, uint32_t code,
                        uint32_t ancestor);

/* Frees what the list holds. */
void ct_code_list_clear(struct ct_code_list *l);

#endif
