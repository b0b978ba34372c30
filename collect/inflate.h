/* SPDX-License-Identifier: GPL-3.0-or-later
 * gzip undone in passing: create over an input of which the first bytes are
 * read, read, destroy. The only code that includes <zlib.h>. */
#ifndef CT_INFLATE_H
#define CT_INFLATE_H

#include "lib/error.h"
#include "lib/file.h"

#include <stdbool.h>
#include <stddef.h>

struct ct_inflate;

/* Whether these are the first bytes of a gzip file. */
bool ct_is_gzip(const char *bytes, size_t n);

/* Over an input, borrowed, whose first n bytes, copied, were read already. */
struct ct_inflate *ct_inflate_create(struct ct_source *source,
                                     const char *first, size_t n);

/* Reads up to n bytes of what was compressed; files joined to one follow one
 * another. Returns how many, 0 at the end, -1 with *err: CT_EIO; CT_EDATA
 * (damaged, cut off, or far more output than a sensible file of its size). */
long ct_inflate_read(struct ct_inflate *z, void *buffer, size_t n,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_inflate_destroy(struct ct_inflate *z);

/* Whether an output is a trap: large, and hundreds of times its input. Tables
 * reach 50 times, zeros 1,000. A ratio alone would refuse small honest files.
 */
bool ct_is_bomb(uint64_t packed, uint64_t unpacked);

#endif
