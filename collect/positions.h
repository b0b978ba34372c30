/* SPDX-License-Identifier: GPL-3.0-or-later
 * Record descriptions: where the fields of a record stand. A CSV file in the
 * dataset's folder with the columns `field`, `start` (from 1) and `length`, in
 * characters, and where a field comes again `repeat` (how often) and `step`
 * (from one to the next); `repeat2` and `step2` for what comes again within
 * that. Repeated fields are called `field 01`, `field 01 03`. A row `RECORD`
 * with a length alone: records of that many bytes follow each other without
 * line ends. */
#ifndef CT_POSITIONS_H
#define CT_POSITIONS_H

#include "lib/error.h"

#include <stddef.h>

/* Fields a record may have, its repeated ones counted; characters of it, and of
 * all its fields, which may lie over each other. */
enum {
    CT_FIELDS_MAX = 4096,
    CT_RECORD_MAX = 65536,
    CT_CHARACTERS_MAX = 1 << 20
};

struct ct_position {
    char *name;
    size_t start, length; /* from 0 */
};

struct ct_positions {
    size_t n;
    struct ct_position *field;
    size_t record; /* bytes of a record without a line end; 0: lines */
};

/* Reads a record description. Returns a new one, or NULL with *err: file, line
 * and what is wrong there. Free with ct_positions_destroy(). */
struct ct_positions *ct_positions_read(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_positions_destroy(struct ct_positions *p);

#endif
