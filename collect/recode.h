/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text in a declared encoding, as UTF-8. */
#ifndef CT_RECODE_H
#define CT_RECODE_H

#include "lib/buffer.h"
#include "lib/error.h"

struct ct_recoder;

/* A recoder from an encoding as iconv knows it, or NULL with CT_EDATA if that
 * is not known. Free with ct_recoder_destroy(). */
struct ct_recoder *ct_recoder_create(const char *encoding, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Appends n bytes, whole characters, as UTF-8. Returns 0, or -1 with CT_EDATA
 * and the line (counted from `line` on): not in the encoding, or NUL. */
int ct_recode(struct ct_recoder *r, const char *bytes, size_t n, long line,
              struct ct_buffer *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Frees; NULL is fine. */
void ct_recoder_destroy(struct ct_recoder *r);

#endif
