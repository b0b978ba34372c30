/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes with a look ahead, so that a pipe can be recognised, too. */
#include "config.h"

#include "collect/stream.h"

#include "lib/buffer.h"
#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* What is held of an input, at most. */
static const size_t whole_max = (size_t)256 << 20;

/* Once `is_whole`, all bytes are in `whole`, the head among them. */
struct ct_stream {
    struct ct_source *source;
    char *head;
    size_t n_head, at;
    bool look_ahead, is_whole;
    struct ct_buffer whole;
};

/* A pipe gives what it has, so it is asked until the head is full. */
static int read_head(struct ct_stream *s, struct ct_error *err)
{
    long got = 1;
    while (got > 0 && s->n_head < CT_STREAM_HEAD) {
        got = ct_source_read(s->source, s->head + s->n_head,
                             CT_STREAM_HEAD - s->n_head, err);
        if (got < 0)
            return -1;
        s->n_head += (size_t)got;
    }
    return 0;
}

struct ct_stream *ct_stream_open(const char *path, struct ct_error *err)
{
    struct ct_source *source = ct_source_open(path, err);
    if (!source)
        return NULL;
    struct ct_stream *s = ct_xcalloc(1, sizeof *s);
    s->source = source;
    s->head = ct_xmalloc(CT_STREAM_HEAD, 1);
    s->look_ahead = true;
    if (read_head(s, err) < 0) {
        ct_stream_close(s);
        return NULL;
    }
    return s;
}

const char *ct_stream_head(const struct ct_stream *s, size_t *n)
{
    *n = s->n_head;
    return s->head;
}

void ct_stream_start(struct ct_stream *s, bool look_ahead)
{
    s->at = 0;
    s->look_ahead = look_ahead;
}

/* Looking ahead never reads on: those bytes could not be had again. */
long ct_stream_read(struct ct_stream *s, void *buffer, size_t n,
                    struct ct_error *err)
{
    bool whole = s->is_whole && !s->look_ahead;
    size_t left = (whole ? s->whole.size : s->n_head) - s->at;
    if (!left)
        return s->look_ahead ? 0 : ct_source_read(s->source, buffer, n, err);
    if (n > left)
        n = left;
    memcpy(buffer, (whole ? s->whole.data : s->head) + s->at, n);
    s->at += n;
    return (long)n;
}

const char *ct_stream_whole(struct ct_stream *s, size_t *n,
                            struct ct_error *err)
{
    char bytes[65536];
    long got = 0;
    if (!s->is_whole)
        ct_buffer_add(&s->whole, s->head, s->n_head);
    while (!s->is_whole &&
           (got = ct_source_read(s->source, bytes, sizeof bytes, err)) > 0) {
        ct_buffer_add(&s->whole, bytes, (size_t)got);
        if (s->whole.size > whole_max) {
            ct_fail(err, CT_EDATA, 0, 0,
                    "more than %zu MiB, too much for a file of this kind",
                    whole_max >> 20);
            return NULL;
        }
    }
    if (got < 0)
        return NULL;
    s->is_whole = true;
    *n = s->whole.size;
    return s->whole.data;
}

int ct_stream_digest(struct ct_stream *s, uint64_t *bytes, char *out,
                     struct ct_error *err)
{
    return ct_source_digest(s->source, bytes, out, err);
}

void ct_stream_close(struct ct_stream *s)
{
    if (!s)
        return;
    ct_source_close(s->source);
    ct_buffer_clear(&s->whole);
    free(s->head);
    free(s);
}
