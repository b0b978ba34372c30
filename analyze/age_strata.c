/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ages of data and ages of a standard made into common strata: the best way
 * from the standard's first age to its last, by dynamic programming over the
 * ages at which a band begins or ends. */
#include "config.h"

#include "analyze/age_strata.h"

#include "lib/memory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum { OPEN_END = 1000 };

/* An age on the way: whether bands of the standard meet there; the best way to
 * it: years covered, strata, where it came from and by which band of data
 * (SIZE_MAX: nothing covers it). */
struct stop {
    int age;
    bool meets, reached;
    int covered;
    size_t strata, before, band;
};

static int end_of(const struct ct_age_band *b)
{
    return b->to == INT_MAX ? OPEN_END : b->to + 1;
}

static int by_age(const void *a, const void *b)
{
    const struct stop *x = a, *y = b;
    return (x->age > y->age) - (x->age < y->age);
}

static size_t find_stop(const struct stop *stop, size_t n, int age)
{
    size_t i = 0;
    while (i < n && stop[i].age != age)
        i++;
    return i;
}

/* Lists the ages, each once; room for 2 (n + m). */
static size_t list_stops(const struct ct_age_band *data, size_t n,
                         const struct ct_age_band *standard, size_t m,
                         struct stop *stop)
{
    size_t k = 0, kept = 0;
    for (size_t i = 0; i < n; i++) {
        stop[k++] = (struct stop){.age = data[i].from};
        stop[k++] = (struct stop){.age = end_of(&data[i])};
    }
    for (size_t j = 0; j < m; j++) {
        stop[k++] = (struct stop){.age = standard[j].from};
        stop[k++] = (struct stop){.age = end_of(&standard[j])};
    }
    qsort(stop, k, sizeof *stop, by_age);
    for (size_t i = 0; i < k; i++)
        if (kept == 0 || stop[i].age != stop[kept - 1].age)
            stop[kept++] = stop[i];
    for (size_t j = 0; j < m; j++) {
        stop[find_stop(stop, kept, standard[j].from)].meets = true;
        stop[find_stop(stop, kept, end_of(&standard[j]))].meets = true;
    }
    return kept;
}

/* Takes a way to stop `to` if it is better than the one known. */
static void offer(struct stop *stop, size_t from, size_t to, size_t band)
{
    int covered = stop[from].covered;
    size_t strata = stop[from].strata;
    if (band != SIZE_MAX) {
        covered += stop[to].age - stop[from].age;
        strata += stop[to].meets;
    }
    if (stop[to].reached &&
        (covered < stop[to].covered ||
         (covered == stop[to].covered && strata <= stop[to].strata)))
        return;
    stop[to].reached = true;
    stop[to].covered = covered;
    stop[to].strata = strata;
    stop[to].before = from;
    stop[to].band = band;
}

static void find_way(struct stop *stop, size_t n_stops,
                     const struct ct_age_band *data, size_t n)
{
    for (size_t k = 0; k < n_stops; k++) {
        if (!stop[k].reached)
            continue;
        for (size_t i = 0; i < n; i++)
            if (data[i].from == stop[k].age)
                offer(stop, k, find_stop(stop, n_stops, end_of(&data[i])), i);
        size_t next = k + 1;
        while (next < n_stops && !stop[next].meets)
            next++;
        if (stop[k].meets && next < n_stops)
            offer(stop, k, next, SIZE_MAX);
    }
}

/* Numbers the strata from the last to the first, going back. */
static void number_strata(const struct stop *stop, size_t last,
                          const struct ct_age_band *standard, size_t m,
                          size_t *of_data, size_t *of_standard)
{
    size_t k = last;
    while (k != stop[k].before) {
        size_t end = k;
        bool covered = stop[k].band != SIZE_MAX;
        size_t stratum = covered ? stop[k].strata - 1 : SIZE_MAX;
        do {
            if (covered)
                of_data[stop[k].band] = stratum;
            k = stop[k].before;
        } while (!stop[k].meets);
        for (size_t j = 0; j < m; j++)
            if (standard[j].from >= stop[k].age &&
                end_of(&standard[j]) <= stop[end].age)
                of_standard[j] = stratum;
    }
}

size_t ct_age_strata(const struct ct_age_band *data, size_t n,
                     const struct ct_age_band *standard, size_t m,
                     size_t *of_data, size_t *of_standard)
{
    struct stop *stop = ct_xmalloc(2 * (n + m), sizeof *stop);
    size_t n_stops = list_stops(data, n, standard, m, stop);
    size_t first = find_stop(stop, n_stops, standard[0].from);
    size_t last = find_stop(stop, n_stops, end_of(&standard[m - 1]));
    for (size_t i = 0; i < n; i++)
        of_data[i] = SIZE_MAX;
    stop[first].reached = true;
    stop[first].before = first;
    find_way(stop, n_stops, data, n);
    number_strata(stop, last, standard, m, of_data, of_standard);
    size_t strata = stop[last].strata;
    free(stop);
    return strata;
}
