/* SPDX-License-Identifier: GPL-3.0-or-later
 * A dictionary of codes: every code once, numbered from 0 in the order they
 * came, each with a label. Looked up by hash. Start with
 * `struct ct_dict d = {0};`, end with ct_dict_clear(). */
#ifndef CT_DICT_H
#define CT_DICT_H

#include <stddef.h>
#include <stdint.h>

/* No such code. */
#define CT_NO_CODE UINT32_MAX

/* The codes and labels belong to the dictionary; a label is "" when none is
 * known. */
struct ct_dict {
    size_t n;
    char **code, **label;
    size_t capacity;
    struct ct_dict_slot *slot; /* hash table */
    size_t n_slots;            /* a power of two */
    struct ct_dict_block *block;
};

/* The number of a code given by its bytes, added (label "") if it is new. */
uint32_t ct_dict_add(struct ct_dict *d, const char *code, size_t length);

/* The number of a code, or CT_NO_CODE. */
uint32_t ct_dict_find(const struct ct_dict *d, const char *code, size_t length);

/* Gives a code its label, a copy of the string. */
void ct_dict_label(struct ct_dict *d, uint32_t number, const char *label);

/* Sorts the codes bytewise. order[old number] is the new number; room for d->n
 * numbers is the caller's. */
void ct_dict_sort(struct ct_dict *d, uint32_t *order);

/* The same, without the codes whose order[] is CT_NO_CODE before; it stays
 * so. */
void ct_dict_select(struct ct_dict *d, uint32_t *order);

/* Frees what the dictionary holds; it is empty afterwards. */
void ct_dict_clear(struct ct_dict *d);

#endif
