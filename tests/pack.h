/* SPDX-License-Identifier: GPL-3.0-or-later
 * Archives made by the tests, so that no binary file need be kept. */
#ifndef CT_PACK_H
#define CT_PACK_H

#include <stddef.h>

/* One file of an archive; text is a string where n is 0. */
struct pack_part {
    const char *name, *text;
    size_t n;
};

/* Writes a zip archive of the parts, up to one without a name. */
void pack_zip(const char *path, const struct pack_part *part);

/* The gzip form of n bytes, in memory to be freed; *size is its length. */
char *pack_gzip(const char *bytes, size_t n, size_t *size);

/* Writes, or reads, a whole file; what is read is to be freed. */
void pack_write(const char *path, const char *bytes, size_t n);
char *pack_read(const char *path, size_t *n);

#endif
