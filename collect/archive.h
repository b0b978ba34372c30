/* SPDX-License-Identifier: GPL-3.0-or-later
 * Zip archives in memory: zipped tables and workbooks. Nothing is unpacked to
 * disk, so names with `..` are only names. The only code, with collect/book.c,
 * that knows libzip. Open; find or name members; open one, read, close. */
#ifndef CT_ARCHIVE_H
#define CT_ARCHIVE_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_archive;
struct ct_member;

/* Whether these are the first bytes of an archive. */
bool ct_is_zip(const char *bytes, size_t n);

/* Opens an archive of n bytes, borrowed until ct_archive_close(). Returns
 * NULL with CT_EDATA: damaged, cut off, too many entries. */
struct ct_archive *ct_archive_open(const char *bytes, size_t n,
                                   struct ct_error *err)
    __attribute__((warn_unused_result));

/* Closes and frees, after its members; NULL is fine. */
void ct_archive_close(struct ct_archive *a);

/* How many entries there are, numbered from 0. */
size_t ct_archive_n(const struct ct_archive *a);

/* The entry of that name, or else of that name in other case, or -1. */
long ct_archive_find(const struct ct_archive *a, const char *name);

/* The bytes of a name as they are in the archive, in whatever encoding; and
 * the name in UTF-8, the encoding guessed, for messages. Both borrowed. */
const char *ct_archive_raw_name(const struct ct_archive *a, size_t i);
const char *ct_archive_name(const struct ct_archive *a, size_t i);

/* Whether an entry is a file with data: no folder, nothing that only some
 * system keeps beside its files. */
bool ct_archive_is_file(const struct ct_archive *a, size_t i);

/* Opens an entry of which no more than `cap` bytes are read. Returns NULL with
 * CT_EDATA: encrypted, compressed in an unknown way, damaged. */
struct ct_member *ct_member_open(struct ct_archive *a, size_t i, uint64_t cap,
                                 struct ct_error *err)
    __attribute__((warn_unused_result));

/* Reads up to n bytes. Returns how many, 0 at the end, -1 with CT_EDATA:
 * damaged, longer than its cap, a bomb (ct_is_bomb()). */
long ct_member_read(struct ct_member *m, void *buffer, size_t n,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* Closes and frees; NULL is fine. */
void ct_member_close(struct ct_member *m);

#endif
