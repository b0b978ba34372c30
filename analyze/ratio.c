/* SPDX-License-Identifier: GPL-3.0-or-later
 * ratio: rates of one series after the other against those of a reference. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/age_groups.h"
#include "analyze/cells.h"
#include "analyze/codes_given.h"
#include "analyze/method.h"
#include "analyze/p_adjust.h"
#include "analyze/rate_ratio.h"
#include "analyze/sentences.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ratio_options {
    const char *reference, *standard, *allow;
    int ci; /* enum ct_ratio_interval */
};

static const struct ratio_options defaults = {.ci = CT_RATIO_EXACT};

static const struct ct_option options[] = {
    {"reference", 0, "DIM=CODE", CT_OPTION_TEXT,
     offsetof(struct ratio_options, reference), NULL, 0, 0,
     "the series that all others of DIM are compared with"},
    {"ci", 0, "KIND", CT_OPTION_CHOICE, offsetof(struct ratio_options, ci),
     "exact|log", 0, 0, "limits of the ratio (default exact)"},
    {"standard", 0, "NAME|FILE.csv", CT_OPTION_TABLE,
     offsetof(struct ratio_options, standard), NULL, 0, 0,
     "of directly standardised rates, limits always log: a standard as in "
     "'standardise' (default: crude rates)"},
    CT_ALLOW_ROW(struct ratio_options, allow),
    {0}};

enum {
    TIME,
    RATIO,
    LOWER,
    UPPER,
    P,
    P_ADJUSTED,
    DIFFERENCE,
    DIFFERENCE_LOWER,
    DIFFERENCE_UPPER
};

static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"ratio", false, "rate / rate of the reference"},
    {"lower", false, "limits of the ratio"},
    {"upper", false, "limits of the ratio"},
    {"p", false, "exact two-sided, of equal rates"},
    {"p_adjusted", false, "for all rows together (Benjamini-Hochberg)"},
    {"difference", false, "rate - rate of the reference, per --per residents"},
    {"difference_lower", false, "limits of the difference (normal)"},
    {"difference_upper", false, "limits of the difference (normal)"},
    {0}};

static const struct ct_table_row tables[] = {
    {"ratio", columns, "one row a period of each series but the reference"},
    {0}};

/* What the plan leaves for the runs. */
struct state {
    struct ct_codes_given given;
    struct ct_standard standard;
};

/* Ages, and sexes if the standard has them, are put together too. */
static int plan_standard(const char *word, struct ct_plan *plan,
                         struct ct_error *err)
{
    struct state *state = plan->state;
    if (ct_standard_read(word, &state->standard, err) != 0)
        return -1;
    plan->combined[plan->n_combined++] = "age";
    if (state->standard.has_sex)
        plan->combined[plan->n_combined++] = "sex";
    if (strpbrk(word, "./"))
        plan->input = word;
    for (size_t i = 1; i < plan->n_combined; i++)
        if (strcmp(plan->combined[i], state->given.dimension) == 0)
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "rates are standardised by %s, which can't be "
                           "compared then",
                           plan->combined[i]);
    return 0;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct ratio_options *o = user;
    struct state *state = plan->state = ct_xcalloc(1, sizeof *state);
    if (ct_allow_check(o->allow, err) != 0)
        return -1;
    if (ct_codes_given_read("reference", o->reference, 1, panel, &state->given,
                            err) != 0)
        return -1;
    plan->combined[plan->n_combined++] = state->given.dimension;
    if (strcmp(state->given.dimension, "area") == 0)
        plan->area_like = state->given.code[0];
    return o->standard ? plan_standard(o->standard, plan, err) : 0;
}

static void forget(struct ct_plan *plan)
{
    struct state *state = plan->state;
    if (state) {
        free(state->given.text);
        ct_standard_clear(&state->standard);
    }
    free(state);
}

/* The rate of a series at a period; NaN if there is none. */
static struct ct_rate rate_at(const struct ct_series *s, int32_t day)
{
    for (size_t i = 0; s && i < s->n; i++)
        if (s->time[i] == day)
            return (struct ct_rate){s->events[i], s->population[i]};
    return (struct ct_rate){NAN, NAN};
}

static void note_missing(const struct ct_rate_ratio *r, struct ct_rate own,
                         struct ct_rate other, struct ct_output_part *out)
{
    if (isnan(other.events) || !(other.population > 0))
        ct_output_note(out, "no rate of the reference in some periods");
    else if (isnan(own.events) || !(own.population > 0))
        ct_output_note(out, "no rate in some periods");
    else if (own.events == 0 && other.events == 0)
        ct_output_note(out, "no ratio where both counts are 0");
    else if (isnan(r->ratio_limits.lower))
        ct_output_note(out, "no log limits where a count is 0");
    else if (isnan(r->p))
        ct_output_note(out, "no p for counts that are not whole");
}

/* What a run has at hand. */
struct run {
    const struct ct_group *group;
    const struct state *state;
    const struct ct_common_options *common;
    const struct ratio_options *options;
    struct ct_output_part *out;
};

/* One row: a comparison at a period. */
static void add_row(const struct run *run, int32_t day,
                    const struct ct_rate_ratio *r)
{
    double per = run->common->per;
    struct ct_table *t = run->out->table[0];
    ct_table_row(t);
    ct_cell_period(t, TIME, (struct ct_period){run->group->series->freq, day});
    ct_table_number(t, RATIO, r->ratio);
    ct_table_number(t, LOWER, r->ratio_limits.lower);
    ct_table_number(t, UPPER, r->ratio_limits.upper);
    ct_table_number(t, P, r->p);
    ct_table_number(t, DIFFERENCE, r->difference * per);
    ct_table_number(t, DIFFERENCE_LOWER, r->difference_limits.lower * per);
    ct_table_number(t, DIFFERENCE_UPPER, r->difference_limits.upper * per);
}

static const char *code_of(const struct run *r, size_t member)
{
    return ct_group_code(r->group, member, r->state->given.dimension);
}

static bool is_reference(const struct run *r, size_t member)
{
    return strcmp(code_of(r, member), r->state->given.code[0]) == 0;
}

/* Crude rates: every member against the one that is the reference. */
static void compare_crude(const struct run *r)
{
    const struct ct_series *reference = NULL;
    for (size_t m = 0; m < r->group->n; m++)
        if (is_reference(r, m))
            reference = &r->group->series[m];
    for (size_t m = 0; m < r->group->n; m++) {
        const struct ct_series *s = &r->group->series[m];
        if (s == reference)
            continue;
        ct_output_of(r->out, (long)m);
        for (size_t i = 0; i < s->n; i++) {
            struct ct_rate own = {s->events[i], s->population[i]};
            struct ct_rate other = rate_at(reference, s->time[i]);
            struct ct_rate_ratio ratio =
                ct_rate_ratio(own, other, r->common->confidence,
                              (enum ct_ratio_interval)r->options->ci);
            add_row(r, s->time[i], &ratio);
            note_missing(&ratio, own, other, r->out);
        }
    }
}

/* A standardised rate at a period; NaN, with a note why, if there is none. */
static struct ct_rate_estimate
estimate(const struct run *r, const struct ct_age_groups *a, int32_t day)
{
    struct ct_rate_estimate none = {NAN, NAN};
    struct ct_age_period p;
    size_t k = 0;
    while (k < a->n_periods && a->period[k] != day)
        k++;
    if (k == a->n_periods) {
        ct_output_note(r->out, "no rate in some periods");
        return none;
    }
    ct_age_period_make(a, &p);
    ct_age_groups_period(a, k, CT_AGE_REFUSE, &p);
    if (p.why) {
        ct_output_note(r->out, "%s", p.why);
    } else {
        struct ct_direct_rate rate =
            ct_direct_rate(&p.strata, r->common->confidence, CT_DIRECT_DOBSON);
        none = (struct ct_rate_estimate){rate.rate, rate.variance};
    }
    ct_age_period_clear(&p);
    return none;
}

/* The members of one code as a group of their own, set against the standard;
 * cleared with clear_code(). */
struct code {
    struct ct_group group;
    struct ct_series *series;
    struct ct_age_groups ages;
};

static void set_code(const struct run *r, const char *code, struct code *out)
{
    out->series = ct_xmalloc(r->group->n, sizeof *out->series);
    out->group = *r->group;
    out->group.n = 0;
    out->group.series = out->series;
    for (size_t m = 0; m < r->group->n; m++)
        if (strcmp(code_of(r, m), code) == 0)
            out->series[out->group.n++] = r->group->series[m];
    ct_age_groups_make(&out->group, &r->state->standard, &out->ages);
}

static void clear_code(struct code *c)
{
    ct_age_groups_clear(&c->ages);
    free(c->series);
}

/* Whether a member is the first one of its code. */
static bool is_first(const struct run *r, size_t member)
{
    for (size_t m = 0; m < member; m++)
        if (strcmp(code_of(r, m), code_of(r, member)) == 0)
            return false;
    return true;
}

static void compare_code(const struct run *r, size_t member,
                         const struct ct_age_groups *reference)
{
    struct code own;
    set_code(r, code_of(r, member), &own);
    ct_output_of(r->out, (long)member);
    ct_output_code(r->out, "age", "_T");
    if (r->state->standard.has_sex)
        ct_output_code(r->out, "sex", "_T");
    for (size_t k = 0; k < own.ages.n_periods; k++) {
        int32_t day = own.ages.period[k];
        struct ct_rate_ratio ratio = ct_standardised_ratio(
            estimate(r, &own.ages, day), estimate(r, reference, day),
            r->common->confidence);
        add_row(r, day, &ratio);
    }
    clear_code(&own);
}

/* Standardised rates: every code against that of the reference. */
static void compare_standardised(const struct run *r)
{
    struct code reference;
    set_code(r, r->state->given.code[0], &reference);
    if (reference.group.n == 0)
        ct_output_note(r->out, "no rate of the reference");
    for (size_t m = 0; m < r->group->n; m++)
        if (!is_reference(r, m) && is_first(r, m))
            compare_code(r, m, &reference.ages);
    clear_code(&reference);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    struct run r = {g, g->state, common, user, out};
    if (strcmp(r.state->given.dimension, "area") != 0)
        ct_group_say(g, r.state->given.dimension, out);
    else if (ct_group_alike(g, r.options->allow, out, err) != 0)
        return -1;
    if (r.options->standard)
        compare_standardised(&r);
    else
        compare_crude(&r);
    return 0;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common, (void)user;
    ct_p_adjust_result(result, "ratio");
}

const struct ct_method ct_method_ratio;
const struct ct_method ct_method_ratio = {
    .name = "ratio",
    .title = "rates compared with those of a reference",
    .formula = "(events / residents) / (events / residents of the reference)",
    .text =
        "Counts over residents (-p) of each series, divided by those of the "
        "series\nthat differs from it only in having the code of --reference: "
        "women by men,\nareas by a country, offences by an offence. Both are "
        "taken as Poisson and\nindependent: not for a part and its whole. "
        "Areas "
        "that differ in source, counting\nunit or definition are refused "
        "unless --allow says so.\n\n"
        "Limits: exact, from Clopper and Pearson's of one count given the sum "
        "of both;\nlog, ratio x exp(+-z sqrt(1/x1 + 1/x2)), none if a count is "
        "0. If the\nreference has no events the ratio is infinite, if neither "
        "has any there is\nnone. p is exact (all divisions of the sum no more "
        "probable than the one\nseen), for whole counts.\n\n"
        "With --standard rates are standardised by age first (see "
        "'standardise'); limits\nof their ratio and p are those of "
        "ln(ratio), normal.",
    .limits = CT_SAY_POISSON,
    .input = CT_INPUT_COUNTS,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
