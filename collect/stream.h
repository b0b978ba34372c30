/* SPDX-License-Identifier: GPL-3.0-or-later
 * The bytes of an input, from the start, with a look ahead: what stands in
 * its first part can be read, and then read again. Carriers take their bytes
 * from here, never knowing that they were compressed: gzip is undone, and of a
 * zip archive that is no workbook a member is read.
 *
 * Open, choose a member, look at the head, start, read; where a member's
 * pattern fits several, step to the next and start again; digest, close. */
#ifndef CT_STREAM_H
#define CT_STREAM_H

#include "lib/error.h"

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far one can look ahead: more than the longest cell a carrier takes. */
enum { CT_STREAM_HEAD = 1 << 18 };

struct ct_stream;

/* Opens a file, "-" for standard input, and reads its first part. Of an
 * archive of one file that is the file's; with several, the archive's own,
 * until a member is chosen. Returns a new stream that looks ahead
 * (ct_stream_start() ends that), or NULL with CT_EIO, or CT_EDATA (gzip or zip
 * that is damaged). Close with ct_stream_close(). */
struct ct_stream *ct_stream_open(const char *path, struct ct_error *err)
    __attribute__((warn_unused_result));

/* Chooses the member of an archive whose name, as it is written there, matches
 * the pattern; NULL for the only one. Of several, the first, and
 * ct_stream_next() goes on; the pattern is borrowed until then. The stream is
 * then at the member's start, looking ahead. Nothing is done where the input
 * is no archive, or a workbook. Returns 0, or -1 with CT_EDATA: no member or,
 * without a pattern, several, with their names. */
int ct_stream_member(struct ct_stream *s, const regex_t *pattern,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Steps to the next member that matches. Returns 1, 0 if there is none (always
 * where the input is no archive), or -1 with *err. */
int ct_stream_next(struct ct_stream *s, struct ct_error *err)
    __attribute__((warn_unused_result));

/* The name of the member that is read, in UTF-8; NULL where there is none.
 * Borrowed until the stream is closed. */
const char *ct_stream_member_name(const struct ct_stream *s);

/* The first part; the bytes are borrowed, *n is how many. */
const char *ct_stream_head(const struct ct_stream *s, size_t *n);

/* Back to the first byte. Looking ahead, the stream ends with its first
 * part; otherwise it can be read to its end, and no more be started again. */
void ct_stream_start(struct ct_stream *s, bool look_ahead);

/* Reads up to n bytes. Returns how many, 0 at the end, -1 with CT_EIO, or
 * CT_EDATA where gzip or zip is damaged. */
long ct_stream_read(struct ct_stream *s, void *buffer, size_t n,
                    struct ct_error *err) __attribute__((warn_unused_result));

/* The input is hashed in a thread of its own from here on (lib/file.h). */
void ct_stream_hash_beside(struct ct_stream *s);

/* The input, of which ct_stream_file() gives the descriptor, is hashed by its
 * parts, as others read them; or is not any more (lib/file.h). */
void ct_stream_hash_parts(struct ct_stream *s);
void ct_stream_hash_part(struct ct_stream *s, uint64_t at, const char *bytes,
                         size_t n);
void ct_stream_hash_whole(struct ct_stream *s);

/* The descriptor of an input that is read as it is in a regular file, *size
 * its bytes; -1 for what is compressed, an archive or a pipe. */
int ct_stream_file(const struct ct_stream *s, uint64_t *size);

/* All bytes of what is read, kept until the stream is closed: for formats that
 * cannot be read from the start to the end. *n is how many. Returns NULL with
 * *err: CT_EIO, CT_EDATA (more than a workbook can sensibly have). */
const char *ct_stream_whole(struct ct_stream *s, size_t *n,
                            struct ct_error *err)
    __attribute__((warn_unused_result));

/* Size and SHA-256 of the whole input as it was given, read to its end; out has
 * room for 65 bytes. Returns 0, or -1 with CT_EIO. */
int ct_stream_digest(struct ct_stream *s, uint64_t *bytes, char *out,
                     struct ct_error *err) __attribute__((warn_unused_result));

/* Closes and frees; NULL is fine. */
void ct_stream_close(struct ct_stream *s);

#endif
