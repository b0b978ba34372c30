/* SPDX-License-Identifier: GPL-3.0-or-later
 * "Did you mean": the nearest of some words. */
#ifndef CT_NEAR_H
#define CT_NEAR_H

#include <stddef.h>

/* Edit distance of two words in bytes (insert, delete, replace, swap
 * neighbours, each 1; ASCII letters of either case are the same), at most
 * `cap`; words over 64 bytes are `cap` apart from all others. */
int ct_distance(const char *a, const char *b, int cap);

/* The one of n words nearest to `word`, the first of those equally near,
 * within a third of its length (at least 2; 1 below four letters), or NULL.
 * Borrowed. */
const char *ct_near(const char *word, const char *const *words, size_t n);

#endif
