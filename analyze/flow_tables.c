/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the method flows. */
#include "config.h"

#include "analyze/flow_tables.h"

#include "analyze/proportion.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

enum { NETWORK, NODES, CORRIDORS, REACH, SHARE_TREND };

static const struct ct_column_row network_columns[] = {
    {"time", true, "period"},
    {"total", false, "sum of the flows given, domestic and unknown included"},
    {"total_lower", false, "the least that all flows can sum up to"},
    {"total_upper", false, "the most"},
    {"domestic", false, "of the total: origin and destination are one area"},
    {"domestic_share", false, "domestic of those with known origin"},
    {"domestic_share_lower", false, "the least it can be"},
    {"domestic_share_upper", false, "the most"},
    {"cross_border", false, "of the total: from another area"},
    {"cross_border_lower", false, "the least that they can sum up to"},
    {"cross_border_upper", false, "the most"},
    {"unknown", false, "of the total: from an unknown origin"},
    {"unknown_share", false, "their share of the total"},
    {"suppressed", false, "flows the publisher suppressed"},
    {"masked", false, "flows below --min-cell"},
    {"reporters", false, "destinations of any flow: who reports"},
    {"earlier", false, "reporters of the period before"},
    {"still", false, "those of them that report"},
    {"nodes", false, "areas that take part"},
    {"corridors", false, "cross-border flows above 0 between two of them"},
    {"density", false, "corridors of those possible"},
    {"reciprocity", false, "corridors whose opposite is one too, share"},
    {"hhi_origins", false, "Herfindahl index of what leaves each area"},
    {"hhi_destinations", false, "of what comes to each"},
    {"hhi_origins_normalised", false, "hhi_origins, 0 if all areas are equal"},
    {"hhi_corridors", false, "of the corridors"},
    {0}};

static const struct ct_column_row node_columns[] = {
    {"time", true, "period"},
    {"out_strength", false, "cross-border flows that leave"},
    {"out_lower", false, "the least that these can sum up to"},
    {"out_upper", false, "the most"},
    {"in_strength", false, "cross-border flows that come in"},
    {"in_lower", false, "the least that these can sum up to"},
    {"in_upper", false, "the most"},
    {"out_degree", false, "areas that flows above 0 go to"},
    {"in_degree", false, "areas that they come from"},
    {"domestic", false, "domestic flow"},
    {"domestic_lower", false, "its bounds"},
    {"domestic_upper", false, ""},
    {"unknown", false, "from an unknown origin"},
    {"withheld", false, "flows to or from it, suppressed or masked"},
    {"foreign_share", false, "in_strength of it and domestic"},
    {"foreign_share_lower", false,
     "Wilson's limits, at the least share that withheld flows allow"},
    {"foreign_share_upper", false, "and at the largest"},
    {"hhi_origins", false, "Herfindahl index of the areas flows come from"},
    {"pagerank", false, "weighted, damping 0.85"},
    {"betweenness", false, "shortest paths through it, length 1/flow"},
    {"betweenness_unweighted", false, "the same, each corridor of length 1"},
    {"hub", false, "Kleinberg's hub score, largest 1: sends to authorities"},
    {"authority", false, "authority score: receives from hubs"},
    {0}};

static const struct ct_column_row corridor_columns[] = {
    {"time", true, "period"},
    {"value", false, "flow; empty where suppressed or masked"},
    {"lower", false, "bounds of a withheld flow"},
    {"upper", false, ""},
    {"share", false, "of the cross-border flows given"},
    {"rank", false, "by value; equal ones by origin, destination"},
    {"mark", true, "given, suppressed (by the publisher), masked (by us)"},
    {0}};

static const struct ct_column_row reach_columns[] = {
    {"time", true, "period"},
    {"reach", true,
     "domestic, subregional, regional, transregional; no-region, unknown"},
    {"value", false, "sum of the flows given to destinations in the area"},
    {"lower", false, "the least that all can sum up to"},
    {"upper", false, "the most"},
    {"share", false,
     "of the first four; of no-region and unknown: of all flows"},
    {"share_lower", false, "the least it can be"},
    {"share_upper", false, "the most"},
    {"given", false, "flows given"},
    {"withheld", false, "flows suppressed or masked"},
    {0}};

static const struct ct_column_row trend_columns[] = {
    {"from", true, "first period with flows of known origin"},
    {"to", true, "last one"},
    {"n", false, "periods with such flows"},
    {"statistic", false, "Cochran and Armitage's chi squared of foreign_share"},
    {"df", false, "its degrees of freedom"},
    {"p", false, "its p-value"},
    {"p_adjusted", false, "p for all rows at once (Benjamini-Hochberg)"},
    {0}};

const struct ct_table_row ct_flow_tables[] = {
    {"network", network_columns, "the flows of a period: a row a period"},
    {"nodes", node_columns, "who takes part: a row an area and period"},
    {"corridors", corridor_columns, "cross-border flows, one a row"},
    {"reach", reach_columns,
     "how far flows reach, to all areas and to each region"},
    {"share-trend", trend_columns,
     "trend of foreign_share over the periods: a row a destination"},
    {0}};

/* A row that is filled from left to right. */
struct row {
    struct ct_table *t;
    size_t at;
};

static void put(struct row *r, double x)
{
    ct_table_number(r->t, r->at++, x);
}

static void put_text(struct row *r, const char *text)
{
    ct_table_text(r->t, r->at++, text);
}

static struct row begin(struct ct_output_part *out, size_t table,
                        const char *when)
{
    struct row r = {out->table[table], 0};
    ct_table_row(r.t);
    put_text(&r, when);
    return r;
}

static void put_sum(struct row *r, const struct ct_flow_sum *s)
{
    put(r, s->value);
    put(r, s->lower);
    put(r, s->upper);
}

static void put_bounds(struct row *r, struct ct_flow_bounds b)
{
    put(r, b.value);
    put(r, b.lower);
    put(r, b.upper);
}

static double count_marked(const struct ct_flow_period *p,
                           enum ct_flow_mark mark)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += p->flow[i].mark == mark ? 1 : 0;
    return (double)n;
}

static double count_reporters(const struct ct_flow_period *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->set->n_nodes; i++)
        n += p->network->node[i].reports ? 1 : 0;
    return (double)n;
}

void ct_write_network(const struct ct_flow_period *p,
                      struct ct_output_part *out)
{
    const struct ct_flow_network *w = p->network;
    ct_output_of(out, CT_WHOLE);
    struct row r = begin(out, NETWORK, p->when);
    put_sum(&r, &w->total);
    put(&r, w->domestic.value);
    put_bounds(&r, ct_flow_share(&w->domestic, &w->cross));
    put_sum(&r, &w->cross);
    put(&r, w->unknown.value);
    put(&r, w->unknown.value / w->total.value);
    put(&r, count_marked(p, CT_FLOW_SUPPRESSED));
    put(&r, count_marked(p, CT_FLOW_MASKED));
    put(&r, count_reporters(p));
    put(&r, (double)p->earlier);
    put(&r, (double)p->still);
    put(&r, (double)w->nodes);
    put(&r, (double)w->corridors);
    put(&r, w->density);
    put(&r, w->reciprocity);
    put(&r, w->hhi_origins);
    put(&r, w->hhi_destinations);
    put(&r, w->hhi_origins_normalised);
    put(&r, w->hhi_corridors);
}

/* Wilson's limits at both ends of what the bounds of sums allow. */
static void put_foreign_share(struct row *r, const struct ct_flow_node *n,
                              double confidence)
{
    double lower, upper, none;
    put(r, ct_flow_share(&n->in, &n->domestic).value);
    ct_wilson(n->in.lower, n->in.lower + n->domestic.upper, confidence, &lower,
              &none);
    ct_wilson(n->in.upper, n->in.upper + n->domestic.lower, confidence, &none,
              &upper);
    put(r, lower);
    put(r, isinf(n->in.upper) ? 1 : upper);
}

static void write_node(const struct ct_flow_node *n, double confidence,
                       struct row *r)
{
    put_sum(r, &n->out);
    put_sum(r, &n->in);
    put(r, n->out_degree);
    put(r, n->in_degree);
    put_sum(r, &n->domestic);
    put(r, n->unknown.value);
    put(r, (double)(n->out.withheld + n->in.withheld + n->domestic.withheld +
                    n->unknown.withheld));
    put_foreign_share(r, n, confidence);
    put(r, n->hhi_origins);
    put(r, n->pagerank);
    put(r, n->betweenness);
    put(r, n->betweenness_unweighted);
    put(r, n->hub);
    put(r, n->authority);
}

void ct_write_nodes(const struct ct_flow_period *p, double confidence,
                    struct ct_output_part *out)
{
    for (size_t i = 0; i < p->set->n_nodes; i++) {
        const struct ct_flow_node *n = &p->network->node[i];
        if (!n->present)
            continue;
        ct_output_of(out, CT_WHOLE);
        ct_output_code(out, "area", p->set->node[i]);
        struct row r = begin(out, NODES, p->when);
        write_node(n, confidence, &r);
    }
}

static void write_corridor(const struct ct_flow_period *p, size_t i,
                           size_t rank, struct ct_output_part *out)
{
    static const char *const mark[] = {"given", "suppressed", "masked"};
    const struct ct_flow *f = &p->flow[i];
    ct_output_of(out, CT_WHOLE);
    ct_output_code(out, "area", p->set->node[f->destination]);
    ct_output_code(out, "counterpart", p->set->node[f->origin]);
    struct row r = begin(out, CORRIDORS, p->when);
    put(&r, f->value);
    put(&r, f->mark == CT_FLOW_GIVEN ? (double)NAN : f->lower);
    put(&r, f->mark == CT_FLOW_GIVEN ? (double)NAN : f->upper);
    put(&r, rank ? f->value / p->network->cross.value : (double)NAN);
    put(&r, rank ? (double)rank : (double)NAN);
    put_text(&r, mark[f->mark]);
}

void ct_write_corridors(const struct ct_flow_period *p,
                        struct ct_output_part *out)
{
    size_t *rank = ct_xmalloc(p->n + 1, sizeof *rank);
    size_t *at = ct_xmalloc(p->n + 1, sizeof *at), ranked = 0;
    ct_flow_ranks(p->flow, p->n, p->set->kind, rank);
    for (size_t i = 0; i < p->n; i++) {
        if (rank[i])
            at[rank[i] - 1] = i;
        ranked += rank[i] ? 1 : 0;
    }
    for (size_t k = 0; k < ranked; k++)
        write_corridor(p, at[k], k + 1, out);
    for (size_t i = 0; i < p->n; i++)
        if (!rank[i] && !(p->flow[i].value == 0) &&
            ct_flow_kind(&p->flow[i], p->set->kind) != CT_FLOW_DOMESTIC)
            write_corridor(p, i, 0, out);
    free(rank);
    free(at);
}

/* The rows of one region, or of all (area = NULL), that have any flows. */
static void write_reaches(const struct ct_flow_period *p, const char *area,
                          const struct ct_flow_sum *sum,
                          struct ct_output_part *out)
{
    ct_output_of(out, CT_WHOLE);
    if (area)
        ct_output_code(out, "area", area);
    for (size_t k = 0; k < CT_N_REACHES; k++) {
        if (sum[k].given + sum[k].withheld == 0)
            continue;
        struct row r = begin(out, REACH, p->when);
        put_text(&r, ct_reach_word[k]);
        put_sum(&r, &sum[k]);
        put_bounds(&r, ct_reach_share(sum, (enum ct_reach)k));
        put(&r, (double)sum[k].given);
        put(&r, (double)sum[k].withheld);
    }
}

static void write_level(const struct ct_flow_period *p,
                        const struct ct_reach_groups *g,
                        const struct ct_area_groups *level,
                        struct ct_output_part *out)
{
    struct ct_flow_sum sum[CT_N_REACHES];
    for (uint32_t k = 0; level && k < level->groups.n; k++) {
        ct_reach_sums(g, level, k, p->set, p->flow, p->n, sum);
        write_reaches(p, level->groups.code[k], sum, out);
    }
}

void ct_write_reach(const struct ct_flow_period *p,
                    const struct ct_reach_groups *g, struct ct_output_part *out)
{
    struct ct_flow_sum sum[CT_N_REACHES];
    ct_reach_sums(g, NULL, 0, p->set, p->flow, p->n, sum);
    write_reaches(p, NULL, sum, out);
    write_level(p, g, g->region, out);
    write_level(p, g, g->subregion, out);
}

/* The periods of one destination that count, moved to the front. */
struct kept {
    size_t n, first, last;
    double *x, *all, *year;
    bool broken; /* between two of them */
};

static void keep(const struct ct_flow_set *s, const struct ct_flow_shares *x,
                 size_t node, struct kept *k)
{
    bool changed = false; /* basis, since the period kept last */
    k->n = 0;
    k->broken = false;
    for (size_t t = 0; t < s->c.n_periods; t++) {
        size_t cell = node * s->c.n_periods + t;
        double all = x->foreign[cell] + x->domestic[cell];
        changed |= x->broken[cell];
        if (!(all > 0))
            continue;
        k->broken |= changed && k->n > 0;
        changed = false;
        k->first = k->n ? k->first : t;
        k->last = t;
        k->x[k->n] = x->foreign[cell];
        k->all[k->n] = all;
        k->year[k->n++] = s->c.year[t];
    }
}

static void write_trend(const struct ct_flow_set *s, size_t node,
                        const struct kept *k, struct ct_output_part *out)
{
    char when[CT_PERIOD_MAX];
    double chi2 = k->broken ? (double)NAN
                            : ct_cochran_armitage(k->x, k->all, k->year, k->n);
    if (k->broken)
        ct_output_note(out, "no trend of shares across a break: %s",
                       s->node[node]);
    ct_output_of(out, CT_WHOLE);
    ct_output_code(out, "area", s->node[node]);
    ct_cross_section_period(&s->c, k->first, when);
    struct row r = begin(out, SHARE_TREND, when);
    ct_cross_section_period(&s->c, k->last, when);
    put_text(&r, when);
    put(&r, (double)k->n);
    put(&r, chi2);
    put(&r, isnan(chi2) ? (double)NAN : 1);
    put(&r, isnan(chi2) ? (double)NAN : gsl_cdf_chisq_Q(chi2, 1));
}

void ct_write_share_trend(const struct ct_flow_set *s,
                          const struct ct_flow_shares *x,
                          struct ct_output_part *out)
{
    size_t n = s->c.n_periods;
    struct kept k = {.x = ct_xmalloc(n + 1, sizeof *k.x),
                     .all = ct_xmalloc(n + 1, sizeof *k.all),
                     .year = ct_xmalloc(n + 1, sizeof *k.year)};
    for (size_t node = 0; node < s->n_areas && n > 1; node++) {
        keep(s, x, node, &k);
        if (k.n)
            write_trend(s, node, &k, out);
    }
    free(k.x);
    free(k.all);
    free(k.year);
}
