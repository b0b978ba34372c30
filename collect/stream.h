/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes of an input, from the start, with a look ahead: what stands in
 * its first part can be read, and then read again. Carriers take their bytes
 * from here. */
#ifndef CT_STREAM_H
#define CT_STREAM_H

#include "lib/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far one can look ahead: more than the longest cell a carrier takes. */
enum { CT_STREAM_HEAD = 1 << 18 };

struct ct_stream;

/* Opens a file, "-" for standard input, and reads its first part. Returns a
 * new stream that looks ahead (ct_stream_start() ends that), or NULL with
 * CT_EIO. Close with ct_stream_close(). */
struct ct_stream *ct_stream_open(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The first part; the bytes are borrowed, *n is how many. */
const char *ct_stream_head(const struct ct_stream *s, size_t *n);

/* Back to the first byte. Looking ahead, the stream ends with its first
 * part; otherwise it can be read to its end, and no more be started again. */
void ct_stream_start(struct ct_stream *s, bool look_ahead);

/* Reads up to n bytes. Returns how many, 0 at the end, -1 with CT_EIO. */
long ct_stream_read(struct ct_stream *s, void *buffer, size_t n,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* All bytes of what is read, kept until the stream is closed: for formats that
 * cannot be read from the start to the end. *n is how many. Returns NULL with
 * *err: CT_EIO, CT_EDATA (more than a workbook can sensibly have). */
const char *ct_stream_whole(struct ct_stream *s, size_t *n,
                            struct ct_error *err)
    __attribute__((warn_unused_result));

/* Size and SHA-256 of the whole input, read to its end; out has room for 65
 * bytes. Returns 0, or -1 with CT_EIO. */
int ct_stream_digest(struct ct_stream *s, uint64_t *bytes, char *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Closes and frees; NULL is fine. */
void ct_stream_close(struct ct_stream *s);

#endif
