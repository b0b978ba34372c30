/* SPDX-License-Identifier: GPL-3.0-or-later
 * ratio: rates of one series after the other against those of a reference. */
#include "config.h"

#include "analyze/codes_given.h"
#include "analyze/method.h"
#include "analyze/p_adjust.h"
#include "analyze/rate_ratio.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ratio_options {
    const char *reference;
    int ci; /* enum ct_ratio_interval */
};

static const struct ratio_options defaults = {NULL, CT_RATIO_EXACT};

static const struct ct_option options[] = {
    {"reference", 0, "DIM=CODE", CT_OPTION_TEXT,
     offsetof(struct ratio_options, reference), NULL, 0, 0,
     "the series that all others of DIM are compared with"},
    {"ci", 0, "KIND", CT_OPTION_CHOICE, offsetof(struct ratio_options, ci),
     "exact|log", 0, 0, "limits of the ratio (default exact)"},
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

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct ratio_options *o = user;
    struct ct_codes_given *given = plan->state = ct_xcalloc(1, sizeof *given);
    if (ct_codes_given_read("reference", o->reference, 1, panel, given, err) !=
        0)
        return -1;
    plan->combined[plan->n_combined++] = given->dimension;
    plan->area_like =
        strcmp(given->dimension, "area") == 0 ? given->code[0] : NULL;
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct ct_codes_given *given = plan->state;
    if (given)
        free(given->text);
    free(given);
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

/* One row: a series at a period. */
static void add_row(const struct ct_series *s, size_t i,
                    const struct ct_rate_ratio *r, double per,
                    struct ct_table *t)
{
    char when[CT_PERIOD_MAX];
    ct_period_format((struct ct_period){s->freq, s->time[i]}, when);
    ct_table_row(t);
    ct_table_text(t, TIME, when);
    ct_table_number(t, RATIO, r->ratio);
    ct_table_number(t, LOWER, r->ratio_limits.lower);
    ct_table_number(t, UPPER, r->ratio_limits.upper);
    ct_table_number(t, P, r->p);
    ct_table_number(t, DIFFERENCE, r->difference * per);
    ct_table_number(t, DIFFERENCE_LOWER, r->difference_limits.lower * per);
    ct_table_number(t, DIFFERENCE_UPPER, r->difference_limits.upper * per);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    (void)err;
    const struct ratio_options *o = user;
    const struct ct_codes_given *given = g->state;
    const struct ct_series *reference = NULL;
    for (size_t m = 0; m < g->n; m++)
        if (strcmp(ct_group_code(g, m, given->dimension), given->code[0]) == 0)
            reference = &g->series[m];
    for (size_t m = 0; m < g->n; m++) {
        const struct ct_series *s = &g->series[m];
        if (s == reference)
            continue;
        ct_output_of(out, (long)m);
        for (size_t i = 0; i < s->n; i++) {
            struct ct_rate own = {s->events[i], s->population[i]};
            struct ct_rate other = rate_at(reference, s->time[i]);
            struct ct_rate_ratio r = ct_rate_ratio(
                own, other, common->confidence, (enum ct_ratio_interval)o->ci);
            add_row(s, i, &r, common->per, out->table[0]);
            note_missing(&r, own, other, out);
        }
    }
    return 0;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common, (void)user;
    ct_p_adjust_table(ct_panel_table(result, "ratio"));
}

const struct ct_method ct_method_ratio;
const struct ct_method ct_method_ratio = {
    .name = "ratio",
    .title = "rates compared with those of a reference",
    .text =
        "Counts over residents (-p) of each series, divided by those of the "
        "series\nthat differs from it only in having the code of --reference: "
        "women by men,\nareas by a country, offences by an offence. Both are "
        "taken as Poisson and\nindependent: not for a part and its whole.\n\n"
        "Limits: exact, from Clopper and Pearson's of one count given the sum "
        "of both;\nlog, ratio x exp(+-z sqrt(1/x1 + 1/x2)), none if a count is "
        "0. If the\nreference has no events the ratio is infinite, if neither "
        "has any there is\nnone. p is exact (all divisions of the sum no more "
        "probable than the one\nseen), for whole counts.",
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
