/* SPDX-License-Identifier: GPL-3.0-or-later
 * convergence: whether areas with high rates come nearer to the others. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/convergence_model.h"
#include "analyze/cross_section.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

struct convergence_options {
    const char *allow;
    double min_population;
};

static const struct convergence_options defaults = {NULL, 0};

static const struct ct_option options[] = {
    {"min-population", 0, "N", CT_OPTION_REAL,
     offsetof(struct convergence_options, min_population), NULL, 0, 1e12,
     "leave out areas with fewer residents in either period (default 0)"},
    CT_ALLOW_ROW(struct convergence_options, allow),
    {0}};

enum {
    FROM,
    TO,
    AREAS,
    N,
    INTERCEPT,
    BETA,
    SE,
    T,
    P,
    SE_HC1,
    R2,
    SPEED,
    HALF_LIFE,
    SIGMA_FIRST,
    SIGMA_LAST,
    SIGMA_RATIO,
    SPEARMAN,
    TAU,
    MEAN_RANK_CHANGE,
    TOP10_OVERLAP
};

static const struct ct_column_row columns[] = {
    {"from", true, "first period"},
    {"to", true, "last period"},
    {"areas", false, "areas with a rate in both; the orders are theirs"},
    {"n", false, "of them, those with both rates above 0, in the fit"},
    {"intercept", false, "of ln(last / first) / years on ln(first)"},
    {"beta", false, "slope: negative where high rates fell or low ones rose"},
    {"se", false, "its standard error"},
    {"t", false, "beta / se"},
    {"p", false, "two-sided p, n - 2 degrees of freedom"},
    {"se_hc1", false, "standard error robust to unequal variances (HC1)"},
    {"r2", false, "share of the variance explained"},
    {"speed", false, "-ln(1 + beta years) / years; below 0: rates move apart"},
    {"half_life", false, "years until distances are halved, ln 2 / speed"},
    {"sigma_first", false, "standard deviation of ln(rate), first period"},
    {"sigma_last", false, "the same, last period"},
    {"sigma_ratio", false, "last over first: below 1, rates came nearer"},
    {"spearman", false, "rank correlation of the two orders"},
    {"tau", false, "Kendall's tau-b of the two orders"},
    {"mean_rank_change", false, "mean places an area moved"},
    {"top10_overlap", false, "areas among the ten highest both times"},
    {0}};

static const struct ct_table_row tables[] = {
    {"convergence", columns, "a row for the areas of an offence"}, {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)panel;
    plan->combined[plan->n_combined++] = "area";
    return ct_allow_check(((const struct convergence_options *)user)->allow,
                          err);
}

/* First and last period with a rate of any area. */
struct span {
    size_t from, to;
    bool any;
};

static struct span find_span(const struct ct_cross_section *c)
{
    struct span s = {0};
    for (size_t t = 0; t < c->n_periods; t++)
        for (size_t i = 0; i < c->n_units; i++) {
            if (isnan(c->rate[i * c->n_periods + t]))
                continue;
            s.from = s.any ? s.from : t;
            s.to = t;
            s.any = true;
        }
    return s;
}

static bool breaks_between(const struct ct_cross_section *c, size_t unit,
                           struct span s)
{
    for (size_t t = s.from + 1; t <= s.to; t++)
        if (c->status[unit * c->n_periods + t] & CT_STATUS_BREAK)
            return true;
    return false;
}

/* The rates of areas that have both; returns how many. */
struct pairs {
    size_t n, broken, small, negative, single, withheld;
    double *first, *last;
};

static void take_pair(const struct ct_cross_section *c, size_t unit,
                      struct span s, double least, struct pairs *p)
{
    size_t a = unit * c->n_periods + s.from, b = unit * c->n_periods + s.to;
    if (least > 0 && !(c->population[a] >= least && c->population[b] >= least))
        p->small++;
    else if (c->rate[a] < 0 || c->rate[b] < 0)
        p->negative++;
    else {
        p->first[p->n] = c->rate[a];
        p->last[p->n++] = c->rate[b];
    }
}

static void take_pairs(const struct ct_group *g,
                       const struct ct_cross_section *c, struct span s,
                       double least, struct pairs *p)
{
    for (size_t i = 0; i < c->n_units; i++) {
        const double *rate = c->rate + i * c->n_periods;
        const uint16_t *status = c->status + i * c->n_periods;
        if ((status[s.from] | status[s.to]) & CT_STATUS_SUPPRESSED)
            p->withheld++;
        else if (isnan(rate[s.from]) || isnan(rate[s.to]))
            p->single++;
        else if (!g->series[i].joined && breaks_between(c, i, s))
            p->broken++;
        else
            take_pair(c, i, s, least, p);
    }
}

static void write_row(const struct ct_cross_section *c, struct span s,
                      const struct ct_convergence *f, struct ct_table *t)
{
    char when[CT_PERIOD_MAX];
    const struct {
        size_t column;
        double x;
    } cells[] = {{N, (double)f->n},
                 {AREAS, (double)(f->n + f->zeros)},
                 {INTERCEPT, f->intercept},
                 {BETA, f->beta},
                 {SE, f->se},
                 {T, f->t},
                 {P, f->p},
                 {SE_HC1, f->se_hc1},
                 {R2, f->r2},
                 {SPEED, f->speed},
                 {HALF_LIFE, f->half_life},
                 {SIGMA_FIRST, f->sigma_first},
                 {SIGMA_LAST, f->sigma_last},
                 {SIGMA_RATIO, f->sigma_ratio},
                 {SPEARMAN, f->spearman},
                 {TAU, f->tau},
                 {MEAN_RANK_CHANGE, f->mean_rank_change},
                 {TOP10_OVERLAP, f->top10_overlap}};
    ct_table_row(t);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
    if (!s.any)
        return;
    ct_cross_section_period(c, s.from, when);
    ct_table_text(t, FROM, when);
    ct_cross_section_period(c, s.to, when);
    ct_table_text(t, TO, when);
}

static void note(const struct pairs *p, const struct ct_convergence *f,
                 struct span s, struct ct_table *t)
{
    if (p->withheld)
        ct_output_row_note(t, CT_SAY_AREAS_WITHHELD, p->withheld);
    if (p->single)
        ct_output_row_note(t,
                           "%zu areas without a rate in one of the periods "
                           "left out",
                           p->single);
    if (p->broken)
        ct_output_row_note(t, "%zu areas with a break in between left out",
                           p->broken);
    if (p->small)
        ct_output_row_note(t, "%zu areas below --min-population left out",
                           p->small);
    if (p->negative)
        ct_output_row_note(t, "%zu areas with a value below 0 left out",
                           p->negative);
    if (f->zeros)
        ct_output_row_note(t, "%zu areas with a rate of 0 are not in the fit",
                           f->zeros);
    if (!s.any || s.from == s.to)
        ct_output_row_note(t, "not computed: fewer than 2 periods");
    else if (f->n < 3)
        ct_output_row_note(t,
                           "not fitted: %zu areas with rates above 0 in both "
                           "periods, 3 are needed",
                           f->n);
    else if (isnan(f->beta))
        ct_output_row_note(t, "not fitted: the first rates are all equal");
    else if (f->beta < 0)
        ct_output_row_note(t, CT_SAY_REGRESSION);
}

static int refuse_zeros(const struct ct_group *g, int zero, size_t zeros,
                        struct ct_error *err)
{
    if (zero != CT_ZERO_ERROR || zeros == 0)
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s: %zu areas have a rate of 0; --zero=drop leaves them "
                   "out of the fit",
                   g->name, zeros);
}

static int compare(const struct ct_group *g, const struct ct_cross_section *c,
                   const struct convergence_options *o, int zero,
                   struct ct_output_part *out, struct ct_error *err)
{
    struct span s = find_span(c);
    struct ct_convergence f;
    struct pairs p = {.first = ct_xmalloc(g->n, sizeof *p.first),
                      .last = ct_xmalloc(g->n, sizeof *p.last)};
    if (s.any && s.from < s.to)
        take_pairs(g, c, s, o->min_population, &p);
    struct ct_two_times x = {p.n, p.first, p.last,
                             s.any ? c->year[s.to] - c->year[s.from] : 0};
    ct_convergence_fit(&x, &f);
    write_row(c, s, &f, out->table[0]);
    note(&p, &f, s, out->table[0]);
    free(p.first);
    free(p.last);
    return refuse_zeros(g, zero, f.zeros, err);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct convergence_options *o = user;
    struct ct_cross_section c;
    if (ct_group_alike(g, o->allow, out, err) != 0)
        return -1;
    int result = ct_cross_section_make(g, 0, &c, err);
    if (result == 0)
        result = compare(g, &c, o, common->zero, out, err);
    ct_cross_section_clear(&c);
    return result;
}

const struct ct_method ct_method_convergence;
const struct ct_method ct_method_convergence = {
    .name = "convergence",
    .title = "whether areas with high rates come nearer to the others",
    .formula = "beta: change of ln(rate) a year on ln(rate) at the start; "
               "sigma: spread by period",
    .text =
        "Compares the rates of areas in the first and the last period of the "
        "selection\n(--from, --to). beta: the slope of the annual change of "
        "ln(rate) on ln(rate) at\nthe start. sigma: the standard deviation of "
        "ln(rate) then and now. Ranks: how\nalike the two orders are. Takes "
        "rates, or counts with -p.\n\n"
        "Areas with a rate of 0 in either period are in the orders, not in the "
        "fit\n(--zero=error refuses them). At least 3 areas for the fit, 10 "
        "for\ntop10_overlap. A break between the two periods is "
        "refused; with\n--across-breaks=split such areas are left out.\n\n"
        "A high rate is high in part by chance, and lower next time by chance: "
        "beta is\nnegative even where nothing converges. sigma_ratio is free "
        "of that.\n\n"
        "Sources: Barro and Sala-i-Martin 1992; MacKinnon and White 1985; "
        "Kendall 1975.",
    .input = CT_INPUT_RATES,
    .across_breaks = CT_BREAKS_ERROR,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .run_group = run};
