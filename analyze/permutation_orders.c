/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random orders. Seeding a generator takes longer than all that is then drawn
 * from it. */
#include "config.h"

#include "analyze/permutation_orders.h"
#include "lib/memory.h"

#include <gsl/gsl_rng.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

/* Orders kept, in numbers: 64 MiB, those of 4,499 replicates and 7,000 rows. */
enum { MOST_KEPT = 32 << 20 };

struct orders {
    size_t rows;
    unsigned short *order;
};

struct ct_orders_kept {
    pthread_mutex_t lock;
    struct orders *orders;
    size_t n, capacity, size;
};

/* A random order of n rows: each takes a place among those before it (Fisher
 * and Yates, from the inside out). */
static void shuffle(gsl_rng *r, unsigned short *order, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t j = gsl_rng_uniform_int(r, i + 1);
        if (j != i)
            order[i] = order[j];
        order[j] = (unsigned short)i;
    }
}

unsigned short *ct_permutation_orders(const struct ct_replicates *how,
                                      size_t rows)
{
    size_t count = (size_t)how->n;
    unsigned short *order = ct_xmalloc(count * rows + 1, sizeof *order);
    gsl_rng *r = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t i = 0; i < count; i++) {
        gsl_rng_set(r, (unsigned long)how->seed + i);
        shuffle(r, order + i * rows, rows);
    }
    gsl_rng_free(r);
    return order;
}

struct ct_orders_kept *ct_orders_kept_new(void)
{
    struct ct_orders_kept *kept = ct_xcalloc(1, sizeof *kept);
    pthread_mutex_init(&kept->lock, NULL);
    return kept;
}

void ct_orders_kept_free(struct ct_orders_kept *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < kept->n; i++)
        free(kept->orders[i].order);
    free(kept->orders);
    pthread_mutex_destroy(&kept->lock);
    free(kept);
}

/* Those of so many rows, drawn now if they were not before; NULL without
 * room. */
static const unsigned short *find(struct ct_orders_kept *kept,
                                  const struct ct_replicates *how, size_t rows)
{
    for (size_t i = 0; i < kept->n; i++)
        if (kept->orders[i].rows == rows)
            return kept->orders[i].order;
    size_t size = (size_t)how->n * rows;
    if (size > MOST_KEPT - kept->size)
        return NULL;
    kept->size += size;
    kept->orders = ct_xgrow(kept->orders, &kept->capacity, kept->n + 1,
                            sizeof *kept->orders);
    struct orders *new = &kept->orders[kept->n++];
    *new = (struct orders){rows, ct_permutation_orders(how, rows)};
    return new->order;
}

const unsigned short *ct_orders_kept_take(struct ct_orders_kept *kept,
                                          const struct ct_replicates *how,
                                          size_t rows, unsigned short **own)
{
    const unsigned short *found = NULL;
    if (kept) {
        pthread_mutex_lock(&kept->lock);
        found = find(kept, how, rows);
        pthread_mutex_unlock(&kept->lock);
    }
    *own = found ? NULL : ct_permutation_orders(how, rows);
    return found ? found : *own;
}
