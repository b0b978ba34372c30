/* SPDX-License-Identifier: GPL-3.0-or-later
 * Buffers for the parts of a file that several threads read. The file's hash
 * needs them in order, one at a time; so a buffer that was read waits until it
 * was hashed, too, which is done by whichever thread gives one back while no
 * other does it. Each byte is read once, and no thread is idle. */
#ifndef CT_PART_HASH_H
#define CT_PART_HASH_H

#include "collect/stream.h"

#include <stddef.h>
#include <stdint.h>

struct ct_part_hash;

/* A part in a buffer. bytes[0] is for the byte before it. */
struct ct_part_buffer {
    char *bytes;
    size_t number, n; /* of the part; its bytes */
};

/* So many buffers of `size` bytes for the parts of a file, the first of which
 * begins at `from`. From here on the stream's hash is that of the parts. Free
 * with ct_part_hash_destroy(). */
struct ct_part_hash *ct_part_hash_create(struct ct_stream *in, uint64_t from,
                                         size_t n_buffers, size_t size);

/* A buffer for the next part, whose number is set; waits for one. Its bytes are
 * NULL when it was stopped. */
struct ct_part_buffer ct_part_hash_take(struct ct_part_hash *h);

/* Gives a buffer back once its part was read. */
void ct_part_hash_give(struct ct_part_hash *h,
                       const struct ct_part_buffer *buffer);

/* A part could not be read: there are no more, and the hash is the stream's own
 * matter again. */
void ct_part_hash_stop(struct ct_part_hash *h);

/* Frees; NULL is fine. */
void ct_part_hash_destroy(struct ct_part_hash *h);

#endif
