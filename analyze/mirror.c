/* SPDX-License-Identifier: GPL-3.0-or-later
 * mirror: the same flows as destinations and as origins report them. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/flow_set.h"
#include "analyze/mirror_measures.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct mirror_options {
    const char *allow;
};

static const struct mirror_options defaults = {NULL};

static const struct ct_option options[] = {
    CT_ALLOW_ROW(struct mirror_options, allow), {0}};

static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"corridors", false, "from area to area, a number from both sides"},
    {"sum_destination", false, "what destinations report of these"},
    {"sum_origin", false, "what origins report of these"},
    {"asymmetry", false, "difference of the sums over their mean, -2 to 2"},
    {"asymmetry_all_lower", false,
     "of all corridors with two reports, suppressed ones at their bounds: the "
     "least"},
    {"asymmetry_all_upper", false, "the most"},
    {"mean_asymmetry", false, "mean over corridors of |a - b| / (a + b)"},
    {"weighted_asymmetry", false, "sum of |a - b| over that of a + b"},
    {"only_destination", false,
     "reported by the destination, 0 or nothing by the origin"},
    {"origin_silent", false, "of them: the origin reports no flow at all"},
    {"only_origin", false,
     "reported by the origin, 0 or nothing by the destination"},
    {"destination_silent", false,
     "of them: the destination reports no flow at all"},
    {"withheld", false, "corridors of which a number is suppressed"},
    {"correlation", false, "Pearson's, of ln(1 + flow)"},
    {0}};

static const struct ct_table_row tables[] = {
    {"mirror", columns, "a row a period"}, {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct mirror_options *o = user;
    static const char *const always[] = {"area", "counterpart", "reporter"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        plan->combined[plan->n_combined++] = always[i];
    if (strcmp(ct_flow_origin(panel), "citizenship") == 0)
        plan->combined[plan->n_combined++] = "citizenship";
    if (ct_flow_check(panel, err) != 0)
        return -1;
    return ct_allow_check(o->allow, err);
}

/* The members that one side reports, as a group of their own. */
struct side {
    struct ct_group g;
    struct ct_series *series;
    struct ct_flow_set set;
};

/* Which side a member is; CT_N_SIDES for neither. Who says nothing else
 * reports what was found in the own area. */
static int side_of(const struct ct_group *g, size_t member)
{
    const char *reporter = ct_group_code(g, member, "reporter");
    if (strcmp(reporter, "origin") == 0)
        return CT_BY_ORIGIN;
    return strcmp(reporter, "destination") == 0 || strcmp(reporter, "_T") == 0
               ? CT_BY_DESTINATION
               : CT_N_SIDES;
}

static int make_side(const struct ct_group *g, int which, struct side *s,
                     struct ct_error *err)
{
    *s = (struct side){.g = *g,
                       .series = ct_xmalloc(g->n + 1, sizeof *s->series)};
    s->g.n = 0;
    s->g.series = s->series;
    for (size_t i = 0; i < g->n; i++)
        if (side_of(g, i) == which)
            s->series[s->g.n++] = g->series[i];
    return s->g.n ? ct_flow_set_make(&s->g, &s->set, err) : 0;
}

static void clear_side(struct side *s)
{
    ct_flow_set_clear(&s->set);
    free(s->series);
}

/* Corridors of one period by their two areas. */
struct corridors {
    struct ct_dict name;
    struct ct_mirror_pair *pair;
    const char **origin, **destination;
    size_t capacity[3];
};

static struct ct_mirror_pair *find_pair(struct corridors *c, const char *origin,
                                        const char *destination)
{
    size_t known = c->name.n;
    char *name = ct_xasprintf("%s %s", origin, destination);
    uint32_t at = ct_dict_add(&c->name, name, strlen(name));
    free(name);
    if (at < known)
        return &c->pair[at];
    c->pair = ct_xgrow(c->pair, &c->capacity[0], known + 1, sizeof *c->pair);
    c->origin =
        ct_xgrow(c->origin, &c->capacity[1], known + 1, sizeof *c->origin);
    c->destination = ct_xgrow(c->destination, &c->capacity[2], known + 1,
                              sizeof *c->destination);
    c->origin[at] = origin;
    c->destination[at] = destination;
    for (int side = 0; side < CT_N_SIDES; side++)
        c->pair[at].value[side] = c->pair[at].lower[side] =
            c->pair[at].upper[side] = NAN;
    return &c->pair[at];
}

/* The period of that ordinal in a set, or SIZE_MAX. */
static size_t find_period(const struct ct_cross_section *c, long ordinal)
{
    for (size_t t = 0; t < c->n_periods; t++)
        if (c->ordinal[t] == ordinal)
            return t;
    return SIZE_MAX;
}

/* Adds what one side reports in a period; `reports` gets the areas that do. */
static void add_side(const struct side *s, int which, long ordinal,
                     struct corridors *c, struct ct_dict *reports)
{
    size_t t = s->g.n ? find_period(&s->set.c, ordinal) : SIZE_MAX;
    if (t == SIZE_MAX)
        return;
    struct ct_flow *flow = ct_xmalloc(s->g.n + 1, sizeof *flow);
    bool *present = ct_xmalloc(s->set.n_nodes + 1, sizeof *present);
    size_t n = ct_flow_set_period(&s->set, t, flow, present);
    for (size_t i = 0; i < n; i++) {
        const struct ct_flow *f = &flow[i];
        if (s->set.kind[f->origin] != CT_NODE_AREA ||
            s->set.kind[f->destination] != CT_NODE_AREA ||
            f->origin == f->destination)
            continue;
        const char *origin = s->set.node[f->origin];
        const char *destination = s->set.node[f->destination];
        const char *who = which == CT_BY_ORIGIN ? origin : destination;
        struct ct_mirror_pair *p = find_pair(c, origin, destination);
        p->value[which] = f->value;
        p->lower[which] = f->lower;
        p->upper[which] = f->upper;
        ct_dict_add(reports, who, strlen(who));
    }
    free(flow);
    free(present);
}

static void write_row(const char *when, const struct ct_mirror *m,
                      struct ct_table *t)
{
    const double x[] = {(double)m->corridors,
                        m->sum[CT_BY_DESTINATION],
                        m->sum[CT_BY_ORIGIN],
                        m->asymmetry,
                        m->asymmetry_all_lower,
                        m->asymmetry_all_upper,
                        m->mean_asymmetry,
                        m->weighted_asymmetry,
                        (double)m->only[CT_BY_DESTINATION],
                        (double)m->alone[CT_BY_DESTINATION],
                        (double)m->only[CT_BY_ORIGIN],
                        (double)m->alone[CT_BY_ORIGIN],
                        (double)m->withheld,
                        m->correlation};
    ct_table_row(t);
    ct_table_text(t, 0, when);
    for (size_t k = 0; k < sizeof x / sizeof *x; k++)
        ct_table_number(t, k + 1, x[k]);
}

static void write_period(const struct side *side, char freq, long ordinal,
                         struct ct_output_part *out)
{
    struct corridors c = {0};
    struct ct_dict reports[CT_N_SIDES] = {{0}, {0}};
    struct ct_mirror m;
    char when[CT_PERIOD_MAX];
    for (int k = 0; k < CT_N_SIDES; k++)
        add_side(&side[k], k, ordinal, &c, &reports[k]);
    for (size_t i = 0; i < c.name.n; i++) {
        const char *who[] = {c.destination[i], c.origin[i]};
        for (int k = 0; k < CT_N_SIDES; k++)
            c.pair[i].silent[k] =
                ct_dict_find(&reports[k], who[k], strlen(who[k])) == CT_NO_CODE;
    }
    ct_mirror_measure(c.pair, c.name.n, &m);
    ct_period_format(ct_period_from_ordinal(freq, ordinal), when);
    write_row(when, &m, out->table[0]);
    if (m.corridors == 0)
        ct_output_note(out, "periods without a corridor that both sides give: "
                            "nothing to compare");
    ct_dict_clear(&c.name);
    for (int k = 0; k < CT_N_SIDES; k++)
        ct_dict_clear(&reports[k]);
    free(c.pair);
    free(c.origin);
    free(c.destination);
}

/* A row for each period that a side has. */
static void write_periods(const struct side *side, struct ct_output_part *out)
{
    size_t at[CT_N_SIDES] = {0}, n[CT_N_SIDES];
    for (int k = 0; k < CT_N_SIDES; k++)
        n[k] = side[k].g.n ? side[k].set.c.n_periods : 0;
    while (at[0] < n[0] || at[1] < n[1]) {
        long next[CT_N_SIDES];
        for (int k = 0; k < CT_N_SIDES; k++)
            next[k] =
                at[k] < n[k] ? side[k].set.c.ordinal[at[k]] : (long)INT32_MAX;
        long ordinal = next[0] < next[1] ? next[0] : next[1];
        for (int k = 0; k < CT_N_SIDES; k++)
            at[k] += next[k] == ordinal ? 1 : 0;
        write_period(side, side[side[0].g.n == 0].set.c.freq, ordinal, out);
    }
}

static void note(const struct ct_group *g, const struct side *side,
                 struct ct_output_part *out)
{
    size_t others = g->n - side[0].g.n - side[1].g.n;
    if (side[CT_BY_DESTINATION].g.n == 0 || side[CT_BY_ORIGIN].g.n == 0)
        ct_output_note(out, "only one side reports: reporter needs destination "
                            "(or _T) and origin");
    if (others)
        ct_output_note(out,
                       "reporters that are neither destination nor "
                       "origin, left out: %zu series",
                       others);
    if (strcmp(ct_flow_origin(g->panel), "citizenship") == 0)
        ct_output_note(out, CT_SAY_CITIZENSHIP);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct mirror_options *o = user;
    struct side side[CT_N_SIDES] = {{{0}, 0, {0}}, {{0}, 0, {0}}};
    (void)common;
    int result = ct_flow_alike(g, o->allow, out, err);
    for (int k = 0; k < CT_N_SIDES && result == 0; k++)
        result = make_side(g, k, &side[k], err);
    if (result == 0) {
        write_periods(side, out);
        note(g, side, out);
    }
    for (int k = 0; k < CT_N_SIDES; k++)
        clear_side(&side[k]);
    return result;
}

const struct ct_method ct_method_mirror;
const struct ct_method ct_method_mirror = {
    .name = "mirror",
    .title = "flows as destinations and as origins report them",
    .formula = "what the destination reports beside what the origin reports of "
               "the same flow",
    .text =
        "Compares two reports of the same cross-border flows. In both, area "
        "is the\ndestination and counterpart (or the citizenship) the "
        "origin; the dimension\nreporter says whose report it is: origin, "
        "or destination (also _T).\n\nSums, asymmetries and the correlation "
        "are of corridors of which both sides give\na number. Nothing "
        "reported is no 0: corridors that one side only reports "
        "are\ncounted, and so are those whose other side reports no flow at "
        "all. Suppressed\nnumbers are bounds (asymmetry_all_lower, "
        "asymmetry_all_upper).\n\nThe two sides need not count the same: who "
        "is "
        "found abroad may never be\nreturned, or in a later "
        "period.\n\nSource: Morgenstern 1963, for the two reports of "
        "foreign trade.",
    .input = CT_INPUT_ANY,
    .by_period = true,
    .across_breaks = CT_BREAKS_ERROR,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .run_group = run};
