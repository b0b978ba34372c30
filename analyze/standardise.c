/* SPDX-License-Identifier: GPL-3.0-or-later
 * standardise: rates as they would be with the ages (and sexes) of a standard
 * population, or events against those expected. */
#include "config.h"

#include "analyze/age_groups.h"
#include "analyze/cells.h"
#include "analyze/exact_test.h"
#include "analyze/method.h"
#include "analyze/reliability.h"
#include "analyze/sentences.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words of --ci. */
enum { CI_AUTO, CI_DOBSON, CI_FAY_FEUER, CI_TIWARI, CI_HYBRID, CI_EXACT };

struct standardise_options {
    const char *standard, *indirect;
    int ci, reliability;
    bool partial_ages;
};

static const struct standardise_options defaults = {.standard = "who"};

#define FIELD(name) offsetof(struct standardise_options, name)

static const struct ct_option options[] = {
    {"standard", 0, "NAME|FILE.csv", CT_OPTION_TABLE, FIELD(standard), NULL, 0,
     0,
     "standard population: who, esp2013, segi, esp1976, or columns "
     "age[,sex],weight (default who)"},
    {"indirect", 0, "FILE.csv", CT_OPTION_INPUT, FIELD(indirect), NULL, 0, 0,
     "indirectly, by the rates of a reference: columns "
     "age[,sex],events,population"},
    {"ci", 0, "KIND", CT_OPTION_CHOICE, FIELD(ci),
     "auto|dobson|fay-feuer|tiwari|hybrid|exact|byar", 0, 0,
     "limits: dobson, fay-feuer or tiwari; with --indirect hybrid, exact or "
     "byar (default dobson; hybrid)"},
    {"reliability", 0, "RULE", CT_OPTION_CHOICE, FIELD(reliability),
     CT_RELIABILITY_WORDS, 0, 0,
     "whose rule the column reliability goes by (default usual: suppress below "
     "10 events, unreliable below 20)"},
    {"partial-ages", 0, NULL, CT_OPTION_FLAG, FIELD(partial_ages), NULL, 0, 0,
     "compute without ages that have no count, by the weights of the others "
     "(status I)"},
    {0}};

enum { TIME, EVENTS, SE, RSE, EFFECTIVE, RELIABILITY };

static const struct ct_column_row reliability_columns[] = {
    {"time", true, "period"},
    {"events", false, "number counted, all ages"},
    {"se", false, "standard error of the rate, in its unit"},
    {"rse", false, "relative standard error, se / rate"},
    {"effective_count", false, "rate^2 / se^2: a count with the same rse"},
    {"reliability", true, "ok, unreliable or suppress, by --reliability"},
    {0}};

enum { EXPECTED = EVENTS + 1, SMR, LOWER, UPPER, P, P_MID };

static const struct ct_column_row smr_columns[] = {
    {"time", true, "period"},
    {"events", false, "number counted, all ages"},
    {"expected", false, "number there would be at the reference's rates"},
    {"smr", false, "events / expected"},
    {"lower", false, "limits of smr"},
    {"upper", false, "limits of smr"},
    {"p", false, "exact two-sided, of events as many as expected"},
    {"p_mid", false, "mid-p of the same"},
    {0}};

enum { TABLE_RELIABILITY, TABLE_SMR };

static const struct ct_table_row tables[] = {
    {"reliability", reliability_columns, "how far each rate can be relied on"},
    {"smr", smr_columns, "events against those expected; --indirect only"},
    {0}};

static int check_ci(const struct standardise_options *o, struct ct_error *err)
{
    bool indirect = o->ci >= CI_HYBRID;
    if (o->ci == CI_AUTO || indirect == (o->indirect != NULL))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   o->indirect ? "with --indirect, --ci is hybrid, exact or "
                                 "byar"
                               : "--ci is dobson, fay-feuer or tiwari; hybrid, "
                                 "exact and byar go with --indirect");
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct standardise_options *o = user;
    struct ct_standard *s = plan->state = ct_xcalloc(1, sizeof *s);
    if (check_ci(o, err) != 0)
        return -1;
    /* a word given is another string than the default */
    if (o->indirect && o->standard != defaults.standard)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--standard and --indirect are two ways to the same "
                       "end; one of them");
    if (ct_panel_find_key(panel, "age") < 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "'standardise' needs counts by age; there is no "
                       "dimension age");
    if (o->indirect || strpbrk(o->standard, "./"))
        plan->input = o->indirect ? o->indirect : o->standard;
    int result = o->indirect ? ct_reference_read(o->indirect, s, err)
                             : ct_standard_read(o->standard, s, err);
    plan->combined[plan->n_combined++] = "age";
    if (s->has_sex)
        plan->combined[plan->n_combined++] = "sex";
    return result;
}

static void forget(struct ct_plan *plan)
{
    if (plan->state)
        ct_standard_clear(plan->state);
    free(plan->state);
}

/* What a run has at hand. */
struct run {
    const struct ct_age_groups *groups;
    const struct ct_standard *standard;
    const struct ct_common_options *common;
    const struct standardise_options *options;
    struct ct_output_part *out;
};

/* Begins a row of a table for a period. */
static struct ct_table *begin_row(const struct run *r, size_t which,
                                  const struct ct_obs *o)
{
    struct ct_table *t = r->out->table[which];
    ct_table_row(t);
    ct_cell_period(t, TIME,
                   (struct ct_period){r->groups->group->series->freq, o->time});
    ct_table_number(t, EVENTS, o->x[CT_EVENTS]);
    return t;
}

/* se and rate in the same unit. */
static void add_reliability(const struct run *r, const struct ct_obs *o,
                            double se)
{
    double rate = o->x[CT_VALUE], events = o->x[CT_EVENTS];
    double effective = se > 0 ? rate * rate / (se * se) : NAN;
    double width = (o->x[CT_UPPER] - o->x[CT_LOWER]) / rate;
    struct ct_table *t = begin_row(r, TABLE_RELIABILITY, o);
    if (isnan(rate))
        return;
    ct_table_number(t, SE, se);
    if (rate > 0)
        ct_table_number(t, RSE, se / rate);
    ct_table_number(t, EFFECTIVE, effective);
    ct_table_text(
        t, RELIABILITY,
        ct_reliability((enum ct_reliability_rule)r->options->reliability,
                       events, effective, width));
}

/* Sets value and limits, and adds the tables' rows. */
static void direct(const struct run *r, const struct ct_age_period *p,
                   struct ct_obs *o)
{
    static const enum ct_direct_interval kinds[] = {
        CT_DIRECT_DOBSON, CT_DIRECT_DOBSON, CT_DIRECT_FAY_FEUER,
        CT_DIRECT_TIWARI};
    double se = NAN;
    if (!p->why) {
        struct ct_direct_rate rate = ct_direct_rate(
            &p->strata, r->common->confidence, kinds[r->options->ci]);
        o->x[CT_VALUE] = rate.rate * r->common->per;
        o->x[CT_LOWER] = rate.limits.lower * r->common->per;
        o->x[CT_UPPER] = rate.limits.upper * r->common->per;
        se = sqrt(rate.variance) * r->common->per;
        if (isnan(rate.limits.upper))
            ct_output_note(r->out, "no dobson limits without events");
    }
    add_reliability(r, o, se);
}

/* Events per resident of the whole reference. */
static double crude_reference(const struct ct_standard *s)
{
    double events = 0, population = 0;
    for (size_t i = 0; i < s->n; i++) {
        events += s->events[i];
        population += s->weight[i];
    }
    return events / population;
}

static double expected_events(const struct ct_age_period *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->strata.n; i++)
        sum += p->strata.population[i] * p->reference[i] / p->strata.weight[i];
    return sum;
}

static struct ct_interval count_limits(const struct run *r, double events)
{
    static const enum ct_interval_kind kinds[] = {
        CT_INTERVAL_HYBRID, CT_INTERVAL_EXACT, CT_INTERVAL_BYAR};
    int ci = r->options->ci == CI_AUTO ? CI_HYBRID : r->options->ci;
    return ct_poisson_interval(events, r->common->confidence,
                               kinds[ci - CI_HYBRID]);
}

static void indirect(const struct run *r, const struct ct_age_period *p,
                     struct ct_obs *o)
{
    double expected = p->why ? NAN : expected_events(p);
    double scale = crude_reference(r->standard) * r->common->per / expected;
    struct ct_interval count = count_limits(r, p->events);
    struct ct_table *t = begin_row(r, TABLE_SMR, o);
    bool known = expected > 0;
    if (known) {
        o->x[CT_VALUE] = p->events * scale;
        o->x[CT_LOWER] = count.lower * scale;
        o->x[CT_UPPER] = count.upper * scale;
        ct_table_number(t, SMR, p->events / expected);
        ct_table_number(t, LOWER, count.lower / expected);
        ct_table_number(t, UPPER, count.upper / expected);
        ct_table_number(t, P, ct_exact_poisson(p->events, expected));
        ct_table_number(t, P_MID, ct_mid_poisson(p->events, expected));
    } else if (!p->why) {
        ct_output_note(r->out, "no events are expected");
    }
    ct_table_number(t, EXPECTED, expected);
    add_reliability(r, o, sqrt(p->events) * scale);
}

static void add_period(const struct run *r, const struct ct_age_period *p,
                       int32_t day)
{
    struct ct_obs o = ct_obs_empty;
    o.time = day;
    o.status = p->status;
    if (p->why) {
        ct_output_note(r->out, "%s", p->why);
    } else {
        o.x[CT_EVENTS] = p->events;
        o.x[CT_POPULATION] = p->population;
        if (p->dropped || p->taken_as_none)
            o.status |= CT_STATUS_IMPUTED;
        if (p->taken_as_none)
            ct_output_note(r->out, "counts missing at some ages add nothing "
                                   "to the events (--partial-ages leaves "
                                   "these ages out)");
        if (p->dropped) {
            ct_output_note(r->out, "some ages are left out (no residents, or "
                                   "--partial-ages)");
        }
    }
    if (r->options->indirect)
        indirect(r, p, &o);
    else
        direct(r, p, &o);
    ct_output_obs(r->out, &o);
}

/* Says how many events no age was known of. */
static void say_unknown(const struct ct_group *g, struct ct_output_part *out)
{
    double unknown = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct ct_series *s = &g->series[i];
        if (strcmp(ct_group_code(g, i, "age"), "_U") != 0)
            continue;
        for (size_t k = 0; k < s->n; k++)
            unknown += s->events[k] > 0 ? s->events[k] : 0;
    }
    if (unknown > 0)
        ct_output_note(out, "events of unknown age are left out: %.0f",
                       unknown);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    (void)err;
    struct ct_age_groups groups;
    struct ct_age_period period;
    struct run r = {&groups, g->state, common, user, out};
    enum ct_age_missing missing = r.options->partial_ages ? CT_AGE_DROP
                                  : r.options->indirect   ? CT_AGE_NO_EVENTS
                                                          : CT_AGE_REFUSE;
    ct_age_groups_make(g, g->state, &groups);
    ct_age_period_make(&groups, &period);
    for (size_t k = 0; k < groups.n_periods; k++) {
        ct_age_groups_period(&groups, k, missing, &period);
        add_period(&r, &period, groups.period[k]);
    }
    say_unknown(g, out);
    ct_age_period_clear(&period);
    ct_age_groups_clear(&groups);
    return 0;
}

const struct ct_method ct_method_standardise;
const struct ct_method ct_method_standardise = {
    .name = "standardise",
    .title = "rates with the ages of a standard population, and SMR",
    .formula = "sum over ages of weight x events / residents x per; or SMR = "
               "events / events expected",
    .text =
        "Counts by age (and sex) over residents by age, -p. Directly: the "
        "mean of the\nages' rates, weighted as in --standard, so that areas "
        "and years of different\nages can be compared. Indirectly, for few "
        "events: events over those expected\nat the rates of a reference "
        "(--indirect), the SMR, and SMR x the reference's\ncrude rate; SMRs "
        "of different areas are strictly not comparable with each\nother.\n\n"
        "Ages of data and standard need not be the same: bands are added up "
        "to those\nthey have in common. All ages together (_T) are not "
        "used. An age without\nresidents and events is left out (status I); "
        "with events there is no rate, nor\nwhere a count is missing, but "
        "with --partial-ages. The SMR needs the sum of the\nevents only: a "
        "count that is missing adds nothing to it (status I, and a note).\n\n"
        "Limits: dobson (Dobson et al. 1991, with exact limits of the events "
        "below 10,\nByar's from 10), fay-feuer (gamma; Fay and Feuer 1997), "
        "tiwari (Tiwari et al.\n2006, as SEER*Stat). They are those of random "
        "variation of the counts.",
    .interval = CT_SAY_POISSON,
    .input = CT_INPUT_COUNTS,
    .makes_panel = true,
    .by_period = true,
    .unit = "RATE",
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run};
