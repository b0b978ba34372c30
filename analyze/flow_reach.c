/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far flows reach. */
#include "config.h"

#include "analyze/flow_reach.h"

#include <string.h>

const char *const ct_reach_word[CT_N_REACHES] = {"domestic",  "subregional",
                                                 "regional",  "transregional",
                                                 "no-region", "unknown"};

int ct_reach_groups_read(struct ct_reach_groups *out, const char *by,
                         const struct ct_codes *codes, struct ct_error *err)
{
    *out = (struct ct_reach_groups){0};
    if (!by && !codes)
        return 0;
    out->region = ct_area_groups_read(by ? by : "m49-region", codes, err);
    if (!out->region || by)
        return out->region ? 0 : -1;
    out->subregion = ct_area_groups_read("m49-subregion", codes, err);
    return out->subregion ? 0 : -1;
}

void ct_reach_groups_clear(struct ct_reach_groups *g)
{
    ct_area_groups_destroy(g->region);
    ct_area_groups_destroy(g->subregion);
}

/* The groups of an area: their number, and the first. */
static size_t groups_of(const struct ct_area_groups *level, const char *area,
                        const uint32_t **first)
{
    uint32_t a = ct_dict_find(&level->areas, area, strlen(area));
    if (a == CT_NO_CODE)
        return 0;
    *first = level->group + level->first[a];
    return level->first[a + 1] - level->first[a];
}

static bool in_group(const struct ct_area_groups *level, const char *area,
                     uint32_t group)
{
    const uint32_t *own;
    for (size_t n = groups_of(level, area, &own); n > 0; n--)
        if (own[n - 1] == group)
            return true;
    return false;
}

/* Whether two areas are in one group. */
static bool together(const struct ct_area_groups *level, const char *a,
                     const char *b)
{
    const uint32_t *own;
    for (size_t n = level ? groups_of(level, a, &own) : 0; n > 0; n--)
        if (in_group(level, b, own[n - 1]))
            return true;
    return false;
}

enum ct_reach ct_flow_reach(const struct ct_reach_groups *g,
                            const struct ct_flow_set *s,
                            const struct ct_flow *f)
{
    const uint32_t *own;
    const char *from = s->node[f->origin], *to = s->node[f->destination];
    enum ct_flow_kind kind = ct_flow_kind(f, s->kind);
    if (kind != CT_FLOW_CROSS)
        return kind == CT_FLOW_DOMESTIC ? CT_REACH_DOMESTIC : CT_REACH_UNKNOWN;
    if (!groups_of(g->region, from, &own) || !groups_of(g->region, to, &own))
        return CT_REACH_NO_REGION;
    if (together(g->subregion, from, to))
        return CT_REACH_SUBREGIONAL;
    return together(g->region, from, to) ? CT_REACH_REGIONAL
                                         : CT_REACH_TRANSREGIONAL;
}

void ct_reach_sums(const struct ct_reach_groups *g,
                   const struct ct_area_groups *level, uint32_t group,
                   const struct ct_flow_set *s, const struct ct_flow *flow,
                   size_t n, struct ct_flow_sum *sum)
{
    memset(sum, 0, CT_N_REACHES * sizeof *sum);
    for (size_t i = 0; i < n; i++)
        if (!level || in_group(level, s->node[flow[i].destination], group))
            ct_flow_sum_add(&sum[ct_flow_reach(g, s, &flow[i])], &flow[i]);
}

struct ct_flow_bounds ct_reach_share(const struct ct_flow_sum *sum,
                                     enum ct_reach reach)
{
    size_t last =
        reach < CT_REACH_NO_REGION ? CT_REACH_NO_REGION : CT_N_REACHES;
    struct ct_flow_sum rest = {0};
    for (size_t k = 0; k < last; k++) {
        if (k == reach)
            continue;
        rest.value += sum[k].value;
        rest.lower += sum[k].lower;
        rest.upper += sum[k].upper;
    }
    return ct_flow_share(&sum[reach], &rest);
}
