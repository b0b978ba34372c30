/* SPDX-License-Identifier: GPL-3.0-or-later
 * The members of a group as flows between nodes. */
#include "config.h"

#include "analyze/flow_set.h"

#include "analyze/alike.h"
#include "analyze/series.h"
#include "lib/codes.h"
#include "lib/dict.h"
#include "lib/memory.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether a code of the dimension names origins in a report of the
 * destinations. */
static bool tells_origins(const struct ct_panel *p, const char *dimension)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (strcmp(ct_panel_code_of(p, dimension, s), "_T") != 0 &&
            strcmp(ct_panel_code_of(p, "reporter", s), "origin") != 0)
            return true;
    return false;
}

/* Whether any series has a code of its own in a dimension. */
static bool tells(const struct ct_panel *p, const char *dimension)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (strcmp(ct_panel_code_of(p, dimension, s), "_T") != 0)
            return true;
    return false;
}

int ct_flow_check(const struct ct_panel *p, struct ct_error *err)
{
    if (tells(p, "counterpart") || tells(p, "citizenship"))
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "no flows: no series says where from, in the dimension "
                   "'counterpart' or 'citizenship'");
}

const char *ct_flow_origin(const struct ct_panel *p)
{
    return !tells_origins(p, "counterpart") && tells_origins(p, "citizenship")
               ? "citizenship"
               : "counterpart";
}

const char *ct_flow_origin_code(const struct ct_group *g, size_t member)
{
    const char *counterpart = ct_group_code(g, member, "counterpart");
    return strcmp(counterpart, "_T") == 0
               ? ct_group_code(g, member, "citizenship")
               : counterpart;
}

static enum ct_node_kind kind_of(const char *code)
{
    if (strcmp(code, "_U") == 0)
        return CT_NODE_UNKNOWN;
    enum ct_area_kind kind = ct_area_kind(code);
    return kind == CT_AREA_GROUP || kind == CT_AREA_OTHER ? CT_NODE_OTHER
                                                          : CT_NODE_AREA;
}

int ct_flow_alike(const struct ct_group *g, const char *allow,
                  struct ct_output_part *out, struct ct_error *err)
{
    struct ct_group areas = *g;
    struct ct_series *series = ct_xmalloc(g->n + 1, sizeof *series);
    areas.n = 0;
    areas.series = series;
    for (size_t i = 0; i < g->n; i++)
        if (kind_of(ct_flow_origin_code(g, i)) == CT_NODE_AREA)
            series[areas.n++] = g->series[i];
    int result = areas.n ? ct_group_alike(&areas, allow, out, err) : 0;
    free(series);
    return result;
}

static int by_kind_and_code(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int kinds = (int)kind_of(x) - (int)kind_of(y);
    return kinds ? kinds : strcmp(x, y);
}

/* Adds a code to the nodes that are known by number for now. */
static uint32_t add_node(struct ct_dict *codes, const char *code)
{
    return ct_dict_add(codes, code, strlen(code));
}

/* The two nodes of each member, by the numbers of `codes`. */
static void find_ends(const struct ct_group *g, struct ct_flow_set *s,
                      struct ct_dict *codes)
{
    for (size_t i = 0; i < g->n; i++) {
        const char *origin = ct_flow_origin_code(g, i);
        s->origin[i] = s->destination[i] = CT_NO_NODE;
        if (strcmp(origin, "_T") == 0) {
            s->totals++;
        } else if (strcmp(origin, "_Z") == 0) {
            s->without++;
        } else {
            s->origin[i] = add_node(codes, origin);
            s->destination[i] = add_node(codes, ct_group_code(g, i, "area"));
        }
    }
}

/* Puts the nodes in order, and renumbers the members' ends. */
static void order_nodes(struct ct_flow_set *s, const struct ct_group *g,
                        const struct ct_dict *codes)
{
    struct ct_dict ordered = {0};
    s->n_nodes = codes->n;
    s->node = ct_xmalloc(codes->n + 1, sizeof *s->node);
    s->kind = ct_xmalloc(codes->n + 1, sizeof *s->kind);
    for (size_t k = 0; k < codes->n; k++)
        s->node[k] = codes->code[k];
    qsort(s->node, s->n_nodes, sizeof *s->node, by_kind_and_code);
    for (size_t k = 0; k < s->n_nodes; k++) {
        add_node(&ordered, s->node[k]);
        s->kind[k] = kind_of(s->node[k]);
        s->n_areas += s->kind[k] == CT_NODE_AREA ? 1 : 0;
    }
    for (size_t i = 0; i < g->n; i++) {
        if (s->origin[i] == CT_NO_NODE)
            continue;
        const char *ends[] = {ct_flow_origin_code(g, i),
                              ct_group_code(g, i, "area")};
        s->origin[i] = ct_dict_find(&ordered, ends[0], strlen(ends[0]));
        s->destination[i] = ct_dict_find(&ordered, ends[1], strlen(ends[1]));
        s->node[s->origin[i]] = ends[0];
        s->node[s->destination[i]] = ends[1];
    }
    ct_dict_clear(&ordered);
}

static int check_twice(const struct ct_group *g, const struct ct_flow_set *s,
                       struct ct_error *err)
{
    struct ct_dict seen = {0};
    int result = 0;
    for (size_t i = 0; i < g->n && result == 0; i++) {
        size_t known = seen.n;
        if (s->origin[i] == CT_NO_NODE)
            continue;
        char *ends = ct_xasprintf("%u %u", s->origin[i], s->destination[i]);
        ct_dict_add(&seen, ends, strlen(ends));
        free(ends);
        if (seen.n == known)
            result = ct_fail(err, CT_EDATA, 0, 0,
                             "%s: the flow from %s to %s is there twice",
                             g->series[i].name, s->node[s->origin[i]],
                             s->node[s->destination[i]]);
    }
    ct_dict_clear(&seen);
    return result;
}

/* Rates, percent and index numbers do not add up. */
static int check_unit(const struct ct_group *g, struct ct_error *err)
{
    const char *unit = g->series[0].unit;
    if (isnan(ct_unit_per(unit)) && strcmp(unit, "PERCENT") != 0 &&
        strcmp(unit, "INDEX") != 0)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s: flows are counts or quantities, %s does not add up",
                   g->series[0].name, unit);
}

int ct_flow_set_make(const struct ct_group *g, struct ct_flow_set *out,
                     struct ct_error *err)
{
    struct ct_dict codes = {0};
    *out = (struct ct_flow_set){
        .n_members = g->n,
        .origin = ct_xmalloc(g->n + 1, sizeof *out->origin),
        .destination = ct_xmalloc(g->n + 1, sizeof *out->destination)};
    if (check_unit(g, err) != 0)
        return -1;
    find_ends(g, out, &codes);
    order_nodes(out, g, &codes);
    ct_dict_clear(&codes);
    if (check_twice(g, out, err) != 0)
        return -1;
    return ct_cross_section_make(g, 0, &out->c, err);
}

/* The flow in a cell; false if there is none: nothing reported. */
static bool take(const struct ct_cross_section *c, size_t cell,
                 struct ct_flow *f)
{
    double value = c->rate[cell];
    f->value = f->lower = f->upper = value;
    f->mark = CT_FLOW_GIVEN;
    if (!isnan(value))
        return true;
    f->mark = CT_FLOW_SUPPRESSED;
    f->lower = isnan(c->lower[cell]) ? 0 : c->lower[cell];
    f->upper = isnan(c->upper[cell]) ? (double)INFINITY : c->upper[cell];
    return c->status[cell] & CT_STATUS_SUPPRESSED;
}

size_t ct_flow_set_period(const struct ct_flow_set *s, size_t t,
                          struct ct_flow *flow, bool *present)
{
    size_t n = 0;
    memset(present, 0, s->n_nodes * sizeof *present);
    for (size_t i = 0; i < s->n_members; i++) {
        struct ct_flow f = {.origin = s->origin[i],
                            .destination = s->destination[i]};
        if (f.origin == CT_NO_NODE || !take(&s->c, i * s->c.n_periods + t, &f))
            continue;
        present[f.origin] = present[f.destination] = true;
        flow[n++] = f;
    }
    return n;
}

void ct_flow_set_clear(struct ct_flow_set *s)
{
    ct_cross_section_clear(&s->c);
    free(s->node);
    free(s->kind);
    free(s->origin);
    free(s->destination);
}
