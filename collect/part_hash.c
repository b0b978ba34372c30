/* SPDX-License-Identifier: GPL-3.0-or-later
 * Buffers that are hashed in turn. */
#include "config.h"

#include "collect/part_hash.h"

#include "lib/memory.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* Numbers are given out to buffers only, so parts not yet hashed have numbers
 * from `next` on, fewer than there are buffers: each waits at its number modulo
 * n. */
struct ct_part_hash {
    struct ct_stream *in;
    uint64_t at; /* where the next part to hash begins */
    pthread_mutex_t lock;
    pthread_cond_t freed;
    size_t n, n_free, n_taken, next;
    char **buffer, **free;
    struct ct_part_buffer *waiting; /* bytes NULL: it does not */
    bool busy, stopped;
};

struct ct_part_hash *ct_part_hash_create(struct ct_stream *in, uint64_t from,
                                         size_t n_buffers, size_t size)
{
    struct ct_part_hash *h = ct_xcalloc(1, sizeof *h);
    h->in = in;
    h->at = from;
    h->n = h->n_free = n_buffers;
    h->buffer = ct_xcalloc(n_buffers, sizeof *h->buffer);
    h->free = ct_xcalloc(n_buffers, sizeof *h->free);
    h->waiting = ct_xcalloc(n_buffers, sizeof *h->waiting);
    for (size_t i = 0; i < n_buffers; i++)
        h->free[i] = h->buffer[i] = ct_xmalloc(size, 1);
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->freed, NULL);
    ct_stream_hash_parts(in);
    return h;
}

struct ct_part_buffer ct_part_hash_take(struct ct_part_hash *h)
{
    struct ct_part_buffer taken = {NULL, 0, 0};
    pthread_mutex_lock(&h->lock);
    while (!h->n_free && !h->stopped)
        pthread_cond_wait(&h->freed, &h->lock);
    if (!h->stopped) {
        taken.bytes = h->free[--h->n_free];
        taken.number = h->n_taken++;
    }
    pthread_mutex_unlock(&h->lock);
    return taken;
}

/* Hashes the part whose turn it is; the lock is held, but not meanwhile. */
static void hash_next(struct ct_part_hash *h)
{
    struct ct_part_buffer *slot = &h->waiting[h->next % h->n];
    struct ct_part_buffer part = *slot;
    slot->bytes = NULL;
    h->busy = true;
    pthread_mutex_unlock(&h->lock);
    ct_stream_hash_part(h->in, h->at, part.bytes + 1, part.n);
    pthread_mutex_lock(&h->lock);
    h->busy = false;
    h->at += part.n;
    h->next++;
    h->free[h->n_free++] = part.bytes;
    pthread_cond_signal(&h->freed);
}

void ct_part_hash_give(struct ct_part_hash *h,
                       const struct ct_part_buffer *buffer)
{
    pthread_mutex_lock(&h->lock);
    h->waiting[buffer->number % h->n] = *buffer;
    while (!h->busy && !h->stopped && h->waiting[h->next % h->n].bytes)
        hash_next(h);
    pthread_mutex_unlock(&h->lock);
}

void ct_part_hash_stop(struct ct_part_hash *h)
{
    pthread_mutex_lock(&h->lock);
    h->stopped = true;
    pthread_cond_broadcast(&h->freed);
    pthread_mutex_unlock(&h->lock);
}

void ct_part_hash_destroy(struct ct_part_hash *h)
{
    if (!h)
        return;
    if (h->stopped)
        ct_stream_hash_whole(h->in);
    for (size_t i = 0; i < h->n; i++)
        free(h->buffer[i]);
    free(h->buffer);
    free(h->free);
    free(h->waiting);
    pthread_mutex_destroy(&h->lock);
    pthread_cond_destroy(&h->freed);
    free(h);
}
