/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which listed code an unknown one may have meant; used by lib/codes.c. A file
 * can be wrong in a million rows: what was found is remembered. May be used
 * from several threads. */
#ifndef CT_GUESS_H
#define CT_GUESS_H

#include "lib/code_list.h"

#include <stddef.h>

struct ct_guess;

/* Narrows a search for the nearest spelling: returns how many of the list's
 * codes to look at, *first is the number of the first. */
typedef size_t ct_guess_rivals(const struct ct_code_list *list,
                               const char *code, size_t *first);

/* A new memory for a list that outlives it; rivals may be NULL (all codes).
 * Free with ct_guess_destroy(). */
struct ct_guess *ct_guess_create(const struct ct_code_list *list,
                                 ct_guess_rivals *rivals);

/* Frees; NULL is fine. */
void ct_guess_destroy(struct ct_guess *g);

/* The code of that name, that two-letter code, that other code in use, or the
 * nearest in spelling; NULL if none is near. Borrowed,
 * until ct_guess_destroy(). */
const char *ct_guess_code(struct ct_guess *g, const char *code);

#endif
