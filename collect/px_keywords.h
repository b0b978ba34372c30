/* SPDX-License-Identifier: GPL-3.0-or-later
 * The keywords of a PC-Axis file: all that stands before its numbers, as
 * `KEYWORD[language]("name","value")="text","text";`. */
#ifndef CT_PX_KEYWORDS_H
#define CT_PX_KEYWORDS_H

#include "collect/carrier.h"
#include "lib/buffer.h"

/* One keyword with its texts, in the file's own language (those in others are
 * left out). `of` is the first name in parentheses, "" without; `scale` that
 * of a TLIST, as "A1". Words without quotes are texts, too; `dash` tells that
 * two texts have a dash between them, which makes them a range. */
struct ct_px_keyword {
    const char *word, *of, *scale;
    size_t n;
    const char **text;
    bool dash;
    long line;
};

struct ct_px_keywords {
    size_t n;
    struct ct_px_keyword *item;
    const char *encoding;  /* that of the file */
    long line;             /* of the first number */
    struct ct_buffer rest; /* what was read of the numbers */
    size_t capacity;
    char *own;  /* where the texts are */
    char *name; /* where the encoding is */
};

/* Reads the stream to where its numbers begin. Returns 0, or -1 with CT_EDATA
 * and the line: no PC-Axis file, more than can sensibly be, not in its
 * encoding; or CT_EIO. Clear it in either case. */
int ct_px_keywords_read(struct ct_stream *in, const char *encoding,
                        struct ct_px_keywords *out, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The first of that word and name, or NULL. */
const struct ct_px_keyword *ct_px_keyword(const struct ct_px_keywords *k,
                                          const char *word, const char *of);

/* Frees what it holds. */
void ct_px_keywords_clear(struct ct_px_keywords *k);

#endif
