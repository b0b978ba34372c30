/* SPDX-License-Identifier: GPL-3.0-or-later
 * Runs the parts side by side: every thread takes the next one that is left.
 * Each part has an output of its own, so order and number of threads don't
 * show. */
#include "config.h"

#include "analyze/output.h"

#include "lib/memory.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

struct queue {
    struct ct_run *run;
    atomic_size_t next;
};

static void *work(void *user)
{
    struct queue *q = user;
    const struct ct_run *run = q->run;
    size_t i;
    while ((i = atomic_fetch_add(&q->next, 1)) < run->n) {
        struct ct_part *part = &run->part[i];
        const struct ct_method *m = run->method;
        part->result = m->run_group
                           ? m->run_group(&part->group, run->common,
                                          run->options, &part->out, &part->err)
                           : m->run(part->series, run->common, run->options,
                                    &part->out, &part->err);
    }
    return NULL;
}

static size_t count_threads(const struct ct_run *run)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = run->common->threads > 0 ? (size_t)run->common->threads
               : cores > 0              ? (size_t)cores
                                        : 1;
    return n < run->n ? n : run->n;
}

int ct_run_parts(struct ct_run *run, struct ct_error *err)
{
    struct queue q = {.run = run};
    size_t n = count_threads(run), started = 0;
    pthread_t *thread = ct_xmalloc(n, sizeof *thread);
    while (started + 1 < n &&
           pthread_create(&thread[started], NULL, work, &q) == 0)
        started++;
    work(&q);
    for (size_t i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    free(thread);
    for (size_t i = 0; i < run->n; i++)
        if (run->part[i].result != 0) {
            if (err)
                *err = run->part[i].err;
            return -1;
        }
    return 0;
}
