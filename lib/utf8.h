/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8 in pieces. */
#ifndef CT_UTF8_H
#define CT_UTF8_H

#include <stddef.h>

/* Returns how many of the n bytes are whole UTF-8 characters other than NUL,
 * from the first on. *cut is the number of bytes after these if they begin a
 * character that the end of the bytes cuts off, else 0. */
size_t ct_utf8_valid(const char *bytes, size_t n, size_t *cut);

/* What a text is sorted by: small letters without their marks, so that Åland
 * stands between Albania and Algeria and Côte d'Ivoire behind Costa Rica,
 * whatever the locale. A new string. */
char *ct_utf8_sort_key(const char *text)
    __attribute__((returns_nonnull, warn_unused_result));

#endif
