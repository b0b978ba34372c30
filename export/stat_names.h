/* SPDX-License-Identifier: GPL-3.0-or-later
 * Texts as files of statistical packages take them: names of variables, texts
 * of so many bytes, lines. Used by stat_file.c. */
#ifndef CT_STAT_NAMES_H
#define CT_STAT_NAMES_H

#include "lib/buffer.h"

#include <stddef.h>

enum { CT_STAT_NAME_MAX = 33 };

/* Writes the name of a variable for a column: letters, digits and underscores,
 * at most 32, not one that Stata or SPSS keeps for itself and none of the n
 * taken ones. out has room for CT_STAT_NAME_MAX bytes. */
void ct_stat_name(const char *name, char (*taken)[CT_STAT_NAME_MAX], size_t n,
                  char *out);

/* The length of a text when it is cut to at most so many bytes, characters
 * whole. */
size_t ct_stat_cut(const char *text, size_t most);

/* A copy of a text, cut to at most `most` bytes between characters. */
char *ct_stat_cut_copy(const char *text, size_t most)
    __attribute__((returns_nonnull, warn_unused_result));

/* Calls line() with the text in pieces of at most so many bytes, cut at blanks
 * where there are any. */
void ct_stat_lines(const char *text, size_t most,
                   void (*line)(void *user, const char *text), void *user);

/* The frequency of a period by its form: 'A' 2010, 'Q' 2010-Q2, 'M' 2010-06, 0
 * none of these. */
char ct_stat_freq(const char *period);

#endif
