/* SPDX-License-Identifier: GPL-3.0-or-later
 * rate: counts per so many residents, with confidence limits. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/method.h"
#include "analyze/poisson_interval.h"
#include "analyze/reliability.h"
#include "analyze/sentences.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>

struct rate_options {
    int ci;          /* enum ct_interval_kind */
    int reliability; /* enum ct_reliability_rule */
};

static const struct rate_options defaults = {CT_INTERVAL_HYBRID,
                                             CT_RELIABILITY_USUAL};

static const struct ct_option options[] = {
    {"ci", 0, "KIND", CT_OPTION_CHOICE, offsetof(struct rate_options, ci),
     "hybrid|exact|byar|rothman-half|normal", 0, 0,
     "confidence limits (default hybrid: exact below 10 events, else Byar)"},
    {"reliability", 0, "RULE", CT_OPTION_CHOICE,
     offsetof(struct rate_options, reliability), CT_RELIABILITY_WORDS, 0, 0,
     "whose rule the column reliability goes by (default usual: suppress below "
     "10 events, unreliable below 20)"},
    {0}};

enum { TIME, EVENTS, RSE, RELIABILITY };

static const struct ct_column_row reliability_columns[] = {
    {"time", true, "period"},
    {"events", false, "number counted"},
    {"rse", false, "relative standard error, 1 / sqrt(events)"},
    {"reliability", true, "ok, unreliable or suppress, by --reliability"},
    {0}};

static const struct ct_table_row tables[] = {
    {"reliability", reliability_columns, "how far each rate can be relied on"},
    {0}};

/* Limits of an observation's count: by the interval asked for, of a suppressed
 * one the bounds it is known to lie between; none for what was filled. */
static struct ct_interval limits(const struct ct_series *s, size_t i,
                                 double confidence, int ci)
{
    struct ct_interval none = {NAN, NAN};
    if (!isnan(s->events[i]))
        return ct_poisson_interval(s->events[i], confidence,
                                   (enum ct_interval_kind)ci);
    if (s->status[i] & CT_STATUS_SUPPRESSED && s->lower && s->upper)
        return (struct ct_interval){s->lower[i], s->upper[i]};
    return none;
}

/* What makes a row of the table. */
struct rule {
    double confidence;
    const struct rate_options *options;
};

static void add_reliability(const struct ct_series *s, size_t i,
                            const struct rule *rule, struct ct_table *table)
{
    double events = s->events[i];
    struct ct_interval count =
        limits(s, i, rule->confidence, rule->options->ci);
    ct_table_row(table);
    ct_cell_period(table, TIME, (struct ct_period){s->freq, s->time[i]});
    ct_table_number(table, EVENTS, events);
    if (events > 0)
        ct_table_number(table, RSE, 1 / sqrt(events));
    ct_table_text(
        table, RELIABILITY,
        ct_reliability((enum ct_reliability_rule)rule->options->reliability,
                       events, events, (count.upper - count.lower) / events));
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)err;
    const struct rate_options *o = user;
    const struct rule rule = {common->confidence, o};
    for (size_t i = 0; i < s->n; i++) {
        double factor = common->per / s->population[i];
        struct ct_obs obs = ct_obs_empty;
        obs.time = s->time[i];
        obs.status = s->status[i];
        obs.x[CT_EVENTS] = s->events[i];
        obs.x[CT_POPULATION] = s->population[i];
        if (s->value[i] < 0)
            ct_output_note(out, "counts below 0 have no rate");
        else if (s->population[i] > 0) {
            struct ct_interval count = limits(s, i, common->confidence, o->ci);
            obs.x[CT_VALUE] = s->value[i] * factor;
            obs.x[CT_LOWER] = count.lower * factor;
            obs.x[CT_UPPER] = count.upper * factor;
        }
        ct_output_obs(out, &obs);
        add_reliability(s, i, &rule, out->table[0]);
        if (o->ci == CT_INTERVAL_NORMAL && s->events[i] < 20)
            ct_output_note(out, "normal limits below 20 events are poor");
    }
    return 0;
}

const struct ct_method ct_method_rate;
const struct ct_method ct_method_rate = {
    .name = "rate",
    .title = "counts per 100,000 residents, with confidence limits",
    .formula = "events / residents x per; limits: those of the events, taken "
               "as Poisson",
    .text =
        "Divides counts by the residents given with -p and multiplies by "
        "--per.\nRates have 95% limits of the count's random variation, "
        "taken as Poisson;\nthey don't cover under-recording or differences "
        "of definition. Values\nwithout residents, or with 0 of them, stay "
        "without a rate.\n\n"
        "Limits: exact (Garwood 1936; also for counts that are not whole), "
        "byar\n(Breslow and Day 1987), rothman-half (both limits from the "
        "count + 1/2;\nRothman and Boice 1979), normal, or hybrid: exact "
        "below 10 events, byar\nfrom 10.\n\n"
        "With --counts-from-rates published rates are taken in place of "
        "counts, and\ntheir counts, rate x residents, are what is analysed. "
        "They are not rounded:\nif the rates were published with all their "
        "digits and the residents are\nthose the publisher used, they come "
        "out whole. They have status I.",
    .interval = CT_SAY_POISSON,
    .input = CT_INPUT_COUNTS,
    .makes_panel = true,
    .by_period = true,
    .unit = "RATE",
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
