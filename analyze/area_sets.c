/* SPDX-License-Identifier: GPL-3.0-or-later
 * The units of a cross section by the sets that are added up. */
#include "config.h"

#include "analyze/area_sets.h"

#include "lib/memory.h"

#include <stdlib.h>
#include <string.h>

/* Adds the areas of the groups that have no series. */
static int add_silent(const struct ct_group *g,
                      const struct ct_area_groups *groups,
                      struct ct_cross_section *c, struct ct_error *err)
{
    struct ct_dict members = {0};
    const char **silent = ct_xmalloc(groups->areas.n + 1, sizeof *silent);
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        ct_dict_add(&members, c->area[i], strlen(c->area[i]));
    for (size_t a = 0; a < groups->areas.n; a++) {
        const char *code = groups->areas.code[a];
        if (ct_dict_find(&members, code, strlen(code)) == CT_NO_CODE)
            silent[n++] = code;
    }
    int result = ct_cross_section_add(c, g, silent, n, err);
    ct_dict_clear(&members);
    free(silent);
    return result;
}

static void append(struct ct_area_set *s, size_t row)
{
    s->row[s->n++] = row;
}

/* Puts one row into the sets of its area. */
static void place(const struct ct_area_groups *groups, uint32_t area,
                  size_t row, struct ct_area_sets *out)
{
    for (size_t i = groups->first[area]; i < groups->first[area + 1]; i++)
        append(&out->set[groups->group[i]], row);
    append(&out->set[out->n - 1], row);
    out->stratum[row] = groups->group[groups->first[area]];
}

/* Makes empty sets with room for all their rows. */
static void start(const struct ct_area_groups *groups, size_t n_rows,
                  struct ct_area_sets *out)
{
    size_t n = groups->groups.n + 1;
    size_t *size = ct_xcalloc(n, sizeof *size);
    for (size_t i = 0; i < groups->first[groups->areas.n]; i++)
        size[groups->group[i]]++;
    size[n - 1] = n_rows;
    out->n = n;
    out->disjoint = ct_area_groups_disjoint(groups);
    out->set = ct_xcalloc(n, sizeof *out->set);
    for (size_t k = 0; k < n; k++) {
        out->set[k].row = ct_xmalloc(size[k] + 1, sizeof *out->set[k].row);
        out->set[k].area = k + 1 < n ? groups->groups.code[k] : groups->whole;
    }
    out->stratum = ct_xmalloc(n_rows + 1, sizeof *out->stratum);
    free(size);
}

int ct_area_sets_make(const struct ct_group *g, double per,
                      const struct ct_area_groups *groups,
                      struct ct_cross_section *c, struct ct_area_sets *out,
                      struct ct_error *err)
{
    *out = (struct ct_area_sets){0};
    if (ct_cross_section_make(g, per, c, err) != 0 ||
        add_silent(g, groups, c, err) != 0)
        return -1;
    start(groups, c->n_units, out);
    for (size_t row = 0; row < c->n_units; row++) {
        const char *code = c->area[row];
        uint32_t area = ct_dict_find(&groups->areas, code, strlen(code));
        out->stratum[row] = SIZE_MAX;
        if (area != CT_NO_CODE)
            place(groups, area, row, out);
    }
    return 0;
}

void ct_area_sets_clear(struct ct_area_sets *s)
{
    for (size_t k = 0; k < s->n; k++)
        free(s->set[k].row);
    free(s->set);
    free(s->stratum);
}
