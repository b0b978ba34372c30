/* SPDX-License-Identifier: GPL-3.0-or-later
 * Periods by their first days. */
#include "config.h"

#include "analyze/days.h"

#include "lib/memory.h"

#include <stdlib.h>

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

int32_t *ct_group_days(const struct ct_group *g, size_t *n)
{
    size_t all = 0, kept = 0;
    for (size_t m = 0; m < g->n; m++)
        all += g->series[m].n;
    int32_t *day = ct_xmalloc(all + 1, sizeof *day);
    all = 0;
    for (size_t m = 0; m < g->n; m++)
        for (size_t i = 0; i < g->series[m].n; i++)
            day[all++] = g->series[m].time[i];
    qsort(day, all, sizeof *day, by_day);
    for (size_t i = 0; i < all; i++)
        if (kept == 0 || day[i] != day[kept - 1])
            day[kept++] = day[i];
    *n = kept;
    return day;
}

size_t ct_days_find(const int32_t *days, size_t n, int32_t day)
{
    const int32_t *at = n ? bsearch(&day, days, n, sizeof *days, by_day) : NULL;
    return at ? (size_t)(at - days) : n;
}
