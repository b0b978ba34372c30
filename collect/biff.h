/* SPDX-License-Identifier: GPL-3.0-or-later
 * Records of old workbooks ([MS-XLS]) that libfreexl does not tell, or tells
 * wrong: results of formulas (left out), truth values (an error is 1),
 * whether there is a password. */
#ifndef CT_BIFF_H
#define CT_BIFF_H

#include "lib/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_biff;

/* Reads what holds for the whole book of n bytes: a container, or the bare
 * stream of Excel 3 and 4. Returns a new book, or NULL if there are no records
 * in it. Free with ct_biff_destroy(). */
struct ct_biff *ct_biff_create(const char *bytes, size_t n);

/* Whether it is locked with a password. */
bool ct_biff_is_locked(const struct ct_biff *b);

/* Reads the results on sheet number i, for ct_biff_result(). */
void ct_biff_read_sheet(struct ct_biff *b, size_t i);

/* The result in a cell of that sheet as text: TRUE and FALSE for truth values,
 * dates as `2020-02-29`, "" for errors; NULL if it is no formula and no truth
 * value. Borrowed until another sheet is read. */
const char *ct_biff_result(const struct ct_biff *b, unsigned row,
                           unsigned column);

/* Frees; NULL is fine. */
void ct_biff_destroy(struct ct_biff *b);

#endif
