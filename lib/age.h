/* SPDX-License-Identifier: GPL-3.0-or-later
 * Age codes by their form; used by lib/codes.c. ct_age_range() is in
 * lib/codes.h. */
#ifndef CT_AGE_H
#define CT_AGE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a code is a range of ages in its one form: Y7, Y15T24, Y_LT18,
 * Y_GE65; not Y15T15 (Y15), not Y0T17 (Y_LT18). */
bool ct_age_valid(const char *code);

/* Writes an age range in words ("15-24 years", "under 18", "65 and over");
 * out has room for size bytes. Returns false for what is no range. */
bool ct_age_label(const char *code, char *out, size_t size);

/* Writes the code that an age in a publisher's words means: `15-24`, `65+`,
 * `<18`, `under 18`, `Y15-24`, `0-17 years`. Returns false if it says none. */
bool ct_age_meant(const char *text, char *out, size_t size);

#endif
