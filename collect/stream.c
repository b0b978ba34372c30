/* SPDX-License-Identifier: GPL-3.0-or-later
 * Bytes with a look ahead, so that a pipe can be recognised, too. */
#include "config.h"

#include "collect/stream.h"

#include "lib/file.h"
#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

struct ct_stream {
    struct ct_source *source;
    char *head;
    size_t n_head, at;
    bool look_ahead;
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
    size_t left = s->n_head - s->at;
    if (!left)
        return s->look_ahead ? 0 : ct_source_read(s->source, buffer, n, err);
    if (n > left)
        n = left;
    memcpy(buffer, s->head + s->at, n);
    s->at += n;
    return (long)n;
}

const char *ct_stream_whole(struct ct_stream *s, size_t *n,
                            struct ct_error *err)
{
    (void)s;
    *n = 0;
    ct_fail(err, CT_EDATA, 0, 0, "not a file that can be read whole");
    return NULL;
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
    free(s->head);
    free(s);
}
