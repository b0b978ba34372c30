/* SPDX-License-Identifier: GPL-3.0-or-later
 * The places for joinpoints, and how many models they make. */
#include "config.h"

#include "analyze/joinpoint_grid.h"
#include "lib/memory.h"

#include <stdlib.h>

/* Observations before a place, and up to it. */
struct place {
    size_t before, upto;
};

/* Place j of gap i: j = 0 is the observation itself. */
static double location(const double *x, size_t i, int j, int per_gap)
{
    if (j == 0)
        return x[i];
    return x[i] + (x[i + 1] - x[i]) * (double)j / (double)(per_gap + 1);
}

static void link_places(struct ct_joinpoint_grid *g, const struct place *place,
                        size_t min_between)
{
    size_t next = 0;
    for (size_t i = 0; i < g->m; i++) {
        if (next <= i)
            next = i + 1;
        while (next < g->m && place[next].before < place[i].upto + min_between)
            next++;
        g->next[i] = next;
    }
}

void ct_joinpoint_grid_init(struct ct_joinpoint_grid *out, const double *x,
                            size_t n, const struct ct_joinpoint_rules *rules)
{
    size_t most = n * (size_t)(rules->per_gap + 1) + 1;
    size_t end = (size_t)rules->min_end;
    struct place *place = ct_xmalloc(most, sizeof *place);
    out->m = 0;
    out->at = ct_xmalloc(most, sizeof *out->at);
    out->next = ct_xmalloc(most, sizeof *out->next);
    for (size_t i = 0; i < n; i++)
        for (int j = 0; j <= (i + 1 < n ? rules->per_gap : 0); j++) {
            struct place here = {j == 0 ? i : i + 1, i + 1};
            if (here.before < end || n - here.upto < end)
                continue;
            out->at[out->m] = location(x, i, j, rules->per_gap);
            place[out->m++] = here;
        }
    link_places(out, place, (size_t)rules->min_between);
    free(place);
}

bool ct_joinpoint_allowed(const double *x, size_t n,
                          const struct ct_joinpoint_rules *rules,
                          const double *at, size_t k)
{
    size_t i = 0;
    for (size_t j = 0; j <= k; j++) {
        size_t needed =
            (size_t)(j == 0 || j == k ? rules->min_end : rules->min_between);
        size_t inside = 0;
        for (; i < n && (j == k || x[i] < at[j]); i++)
            inside++;
        if (k > 0 && inside < needed)
            return false;
        if (j < k && i < n && x[i] == at[j])
            i++;
        if (j + 1 < k && at[j + 1] <= at[j])
            return false;
    }
    return true;
}

double ct_joinpoint_grid_count(const struct ct_joinpoint_grid *grid, size_t k)
{
    size_t m = grid->m;
    double *from = ct_xmalloc(2 * (m + 1), sizeof *from), *fewer = from + m + 1;
    for (size_t i = 0; i <= m; i++)
        from[i] = 1; /* models whose joinpoints are at place i or behind it */
    for (size_t round = 0; round < k; round++) {
        for (size_t i = 0; i <= m; i++)
            fewer[i] = from[i];
        from[m] = 0;
        for (size_t i = m; i-- > 0;)
            from[i] = from[i + 1] + fewer[grid->next[i]];
    }
    double count = from[0];
    free(from);
    return count;
}

void ct_joinpoint_grid_clear(struct ct_joinpoint_grid *grid)
{
    free(grid->at);
    free(grid->next);
    *grid = (struct ct_joinpoint_grid){0};
}
