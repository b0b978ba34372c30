/* SPDX-License-Identifier: GPL-3.0-or-later
 * UTF-8 in pieces. */
#ifndef CT_UTF8_H
#define CT_UTF8_H

#include <stddef.h>

/* Returns how many of the n bytes are whole UTF-8 characters other than NUL,
 * from the first on. *cut is the number of bytes after these if they begin a
 * character that the end of the bytes cuts off, else 0. */
size_t ct_utf8_valid(const char *bytes, size_t n, size_t *cut);

#endif
