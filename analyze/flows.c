/* SPDX-License-Identifier: GPL-3.0-or-later
 * flows: from origins to destinations. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/flow_tables.h"
#include "analyze/p_adjust.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct flows_options {
    double min_cell;
    const char *by, *allow;
};

static const struct flows_options defaults = {.min_cell = 5};

static const struct ct_option options[] = {
    {"min-cell", 0, "K", CT_OPTION_REAL,
     offsetof(struct flows_options, min_cell), NULL, 0, 1e9,
     "mask counts below K (default 5; 0: none)"},
    {"by", 0, "GROUPS", CT_OPTION_TABLE, offsetof(struct flows_options, by),
     NULL, 0, 0,
     "regions of the table reach (default: M49 regions and subregions): "
     "m49-region, m49-subregion, sdg-region, codes of groups by commas, or a "
     "FILE.csv with the columns area,group"},
    CT_ALLOW_ROW(struct flows_options, allow),
    {0}};

/* What plan() leaves. */
struct flows_plan {
    struct ct_reach_groups groups;
    bool citizens; /* the origin is the citizenship */
};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct flows_options *o = user;
    struct flows_plan *state = ct_xcalloc(1, sizeof *state);
    plan->state = state;
    const char *origin = ct_flow_origin(panel);
    state->citizens = strcmp(origin, "citizenship") == 0;
    plan->combined[plan->n_combined++] = "area";
    plan->combined[plan->n_combined++] = origin;
    if (ct_allow_check(o->allow, err) != 0 || ct_flow_check(panel, err) != 0 ||
        ct_reach_groups_read(&state->groups, o->by, plan->codes, err) != 0)
        return -1;
    if (o->by)
        plan->input = state->groups.region->input;
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct flows_plan *state = plan->state;
    if (state)
        ct_reach_groups_clear(&state->groups);
    free(state);
}

/* Different drugs do not add up. */
static int check_seizures(const struct ct_group *g, struct ct_error *err)
{
    long drug = ct_panel_find_key(g->panel, "drug");
    if (drug < 0 || g->panel->keys[drug].codes.n < 2 ||
        strcmp(ct_group_code(g, 0, "drug"), "_T") != 0)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s: quantities of different drugs do not add up; choose "
                   "with --where drug=CODE",
                   g->series[0].name);
}

/* Work space for one group. */
struct work {
    const struct ct_group *g;
    const struct flows_options *o;
    double confidence;
    bool joined; /* breaks are taken no notice of */
    struct ct_flow_set set;
    struct ct_flow_shares shares;
    bool *reported; /* in the period before, for each node */
    size_t suppressed, masked;
    bool unknown;
};

/* Marks in which period flows to a destination are on a new basis. A break at
 * a number that is missing stays. */
static void mark_breaks(struct work *w)
{
    size_t n = w->set.c.n_periods;
    for (size_t i = 0; i < w->set.n_members && !w->joined; i++)
        for (size_t t = 0; t < n && w->set.destination[i] != CT_NO_NODE; t++)
            if (w->set.c.status[i * n + t] & CT_STATUS_BREAK)
                w->shares.broken[w->set.destination[i] * n + t] = true;
}

/* Who reported in the period before, and of them who does now. */
static void compare_reporters(struct work *w, const struct ct_flow_network *net,
                              struct ct_flow_period *p)
{
    for (size_t i = 0; i < w->set.n_nodes; i++) {
        p->earlier += w->reported[i] ? 1 : 0;
        p->still += w->reported[i] && net->node[i].reports ? 1 : 0;
        w->reported[i] = net->node[i].reports;
    }
}

static void remember_shares(struct work *w, const struct ct_flow_network *net,
                            size_t t)
{
    for (size_t i = 0; i < w->set.n_nodes; i++) {
        size_t cell = i * w->set.c.n_periods + t;
        w->shares.foreign[cell] = net->node[i].in.value;
        w->shares.domestic[cell] = net->node[i].domestic.value;
    }
}

/* Counts only: a kilogram below --min-cell tells of nobody. */
static double least(const struct work *w)
{
    return strcmp(w->g->series[0].unit, "NUMBER") == 0 ? w->o->min_cell : 0;
}

static void write_period(struct work *w, size_t t, struct ct_flow *flow,
                         bool *present, struct ct_output_part *out)
{
    const struct flows_plan *state = w->g->state;
    char when[CT_PERIOD_MAX];
    struct ct_flow_network net;
    size_t n = ct_flow_set_period(&w->set, t, flow, present);
    struct ct_flow_nodes nodes = {w->set.n_nodes, w->set.n_areas, w->set.kind,
                                  present};
    if (n == 0)
        return;
    size_t masked = ct_flows_mask(flow, n, least(w));
    ct_flow_network_make(&net, &nodes, flow, n);
    ct_cross_section_period(&w->set.c, t, when);
    struct ct_flow_period p = {&w->set, when, flow, n, &net, 0, 0};
    compare_reporters(w, &net, &p);
    ct_write_network(&p, out);
    ct_write_nodes(&p, w->confidence, out);
    ct_write_corridors(&p, out);
    if (state->groups.region)
        ct_write_reach(&p, &state->groups, out);
    if (!net.settled)
        ct_output_note(out, "%s: hub and authority did not settle", when);
    remember_shares(w, &net, t);
    w->masked += masked;
    w->suppressed += net.total.withheld - masked;
    w->unknown |= net.unknown.given + net.unknown.withheld > 0;
    ct_flow_network_clear(&net);
}

static void note(const struct work *w, struct ct_output_part *out)
{
    const struct flows_plan *state = w->g->state;
    if (state->citizens)
        ct_output_note(out, CT_SAY_CITIZENSHIP);
    if (w->suppressed + w->masked)
        ct_output_note(out, CT_SAY_WITHHELD, w->suppressed, w->masked);
    if (w->unknown)
        ct_output_note(out, CT_SAY_UNKNOWN_ORIGIN);
    if (strcmp(ct_group_code(w->g, 0, "measure"), "victims") == 0)
        ct_output_note(out, CT_SAY_CASES);
    if (w->set.totals)
        ct_output_note(out, "totals over the origins are no flows: %zu series",
                       w->set.totals);
    if (w->set.without)
        ct_output_note(out, "without an origin (_Z), left out: %zu series",
                       w->set.without);
    if (w->set.n_nodes == 0)
        ct_output_note(out, "no origins: nothing in counterpart or "
                            "citizenship but totals");
}

static void measure(struct work *w, struct ct_output_part *out)
{
    size_t cells = w->set.n_nodes * w->set.c.n_periods;
    struct ct_flow *flow = ct_xmalloc(w->g->n + 1, sizeof *flow);
    bool *present = ct_xmalloc(w->set.n_nodes + 1, sizeof *present);
    w->shares.foreign = ct_xcalloc(cells + 1, sizeof(double));
    w->shares.domestic = ct_xcalloc(cells + 1, sizeof(double));
    w->shares.broken = ct_xcalloc(cells + 1, sizeof(bool));
    w->reported = ct_xcalloc(w->set.n_nodes + 1, sizeof(bool));
    mark_breaks(w);
    for (size_t t = 0; t < w->set.c.n_periods; t++)
        write_period(w, t, flow, present, out);
    ct_write_share_trend(&w->set, &w->shares, out);
    note(w, out);
    free(flow);
    free(present);
    free(w->shares.foreign);
    free(w->shares.domestic);
    free(w->shares.broken);
    free(w->reported);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct flows_options *o = user;
    struct work w = {.g = g,
                     .o = o,
                     .confidence = common->confidence,
                     .joined = common->across_breaks == CT_BREAKS_IGNORE ||
                               common->across_breaks == CT_BREAKS_LINK};
    if (check_seizures(g, err) != 0 ||
        ct_flow_alike(g, o->allow, out, err) != 0)
        return -1;
    int result = ct_flow_set_make(g, &w.set, err);
    if (result == 0)
        measure(&w, out);
    ct_flow_set_clear(&w.set);
    return result;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    (void)user;
    ct_p_adjust_table(ct_panel_table(result, "share-trend"));
}

const struct ct_method ct_method_flows;
const struct ct_method ct_method_flows = {
    .name = "flows",
    .title = "flows from origins to destinations",
    .formula = "flow = number from an origin to a destination; share = flow / "
               "sum of flows",
    .text =
        "Takes a panel with a counterpart: area is the destination (and who "
        "reports),\ncounterpart the origin; where they are the same, the "
        "flow is domestic. Where the\npanel has citizenships and no "
        "counterparts, the citizenship is the origin. Each\nperiod is a "
        "network: its sums, shares and concentration, the place of each "
        "area\nin it (degree, PageRank, betweenness, hub, authority), its "
        "corridors, how far\nflows reach, and the trend of the share that "
        "comes from abroad.\n\nAn unknown origin (_U) is a node by itself, "
        "and so are groups of areas and\nothers (_O): they are in sums, but "
        "in no degree, concentration or centrality.\nUnknown origins are in "
        "no share but their own. Totals over the origins (_T) are\nno "
        "flows.\n\nNumbers below --min-cell (default 5) are masked before "
        "anything is computed, so\nthat no sum tells them. Sums and shares "
        "are of the flows given; _lower and\n_upper hold what the masked "
        "flows and those the publisher suppressed may add "
        "to\nthem.\n\nLimits of shares (Wilson) and their trend (Cochran "
        "and Armitage) take each case\nby itself. Victims come in groups: "
        "of these, limits and p-values only describe.\n\nQuantities seized "
        "are never added over drugs or units.\n\nSources: Wilson 1927; "
        "Armitage 1955; Kleinberg 1999; Brin and Page 1998; Brandes\n2001.",
    .input = CT_INPUT_ANY,
    .by_period = true,
    .across_breaks = CT_BREAKS_ERROR,
    .tables = ct_flow_tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
