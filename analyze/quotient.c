/* SPDX-License-Identifier: GPL-3.0-or-later
 * quotient: one stage per another, a part per whole. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/cells.h"
#include "analyze/codes_given.h"
#include "analyze/parts.h"
#include "analyze/quotient_limits.h"
#include "analyze/reliability.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct quotient_options {
    const char *numerator, *denominator, *allow;
    int lag;
};

static const struct quotient_options defaults = {NULL, NULL, NULL, 0};

#define AT(field) offsetof(struct quotient_options, field)

static const struct ct_option options[] = {
    {"numerator", 0, "DIM=CODE", CT_OPTION_TEXT, AT(numerator), NULL, 0, 0,
     "what is divided: measure=convicted"},
    {"denominator", 0, "DIM=CODE", CT_OPTION_TEXT, AT(denominator), NULL, 0, 0,
     "by what: measure=suspects; the same dimension"},
    {"lag", 0, "N", CT_OPTION_INT, AT(lag), NULL, 0, 100,
     "periods by which the denominator is earlier (default 0)"},
    CT_ALLOW_ROW(struct quotient_options, allow),
    {0}};

enum {
    TIME,
    NUMERATOR,
    DENOMINATOR_TIME,
    DENOMINATOR,
    QUOTIENT,
    LOWER,
    UPPER,
    RELIABILITY
};

static const struct ct_column_row columns[] = {
    {"time", true, "period of the numerator"},
    {"numerator", false, "number divided"},
    {"denominator_time", true, "period of the denominator"},
    {"denominator", false, "number it is divided by"},
    {"quotient", false, "numerator / denominator"},
    {"lower", false, "limits of the quotient"},
    {"upper", false, "limits of the quotient"},
    {"reliability", true,
     "of the denominator: ok, unreliable (below 20), suppress (below 10)"},
    {0}};

static const struct ct_table_row tables[] = {
    {"quotient", columns, "a row a period of the numerator"}, {0}};

/* What the plan leaves for the runs. */
struct state {
    struct ct_codes_given above, below;
    bool stages;                /* of a procedure: the dimension is measure */
    enum ct_quotient_kind kind; /* if the numbers are counts */
};

static int check_dimensions(const struct state *s, struct ct_error *err)
{
    const char *dimension = s->above.dimension;
    if (strcmp(dimension, s->below.dimension) != 0)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--numerator names %s and --denominator %s: they are "
                       "codes of one dimension",
                       dimension, s->below.dimension);
    if (strcmp(dimension, "unit") == 0 || strcmp(dimension, "freq") == 0)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--numerator=%s=...: units and frequencies are not "
                       "divided by one another",
                       dimension);
    if (strcmp(s->above.code[0], s->below.code[0]) == 0)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--numerator and --denominator are the same");
    return 0;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct quotient_options *o = user;
    struct state *s = plan->state = ct_xcalloc(1, sizeof *s);
    if (ct_allow_check(o->allow, err) != 0 ||
        ct_codes_given_read("numerator", o->numerator, 1, panel, &s->above,
                            err) != 0 ||
        ct_codes_given_read("denominator", o->denominator, 1, panel, &s->below,
                            err) != 0 ||
        check_dimensions(s, err) != 0)
        return -1;
    const char *dimension = s->above.dimension;
    s->stages = strcmp(dimension, "measure") == 0;
    bool part = !s->stages && o->lag == 0 &&
                ct_codes_overlap(plan->codes, dimension, s->above.code[0],
                                 s->below.code[0]);
    s->kind = part ? CT_QUOTIENT_PART : CT_QUOTIENT_COUNTS;
    plan->combined[plan->n_combined++] = dimension;
    plan->only[0] = s->above.code[0];
    plan->only[1] = s->below.code[0];
    if (strcmp(dimension, "area") == 0)
        plan->area_like = s->above.code[0];
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct state *s = plan->state;
    if (s) {
        free(s->above.text);
        free(s->below.text);
    }
    free(s);
}

/* What a run has at hand; above and below are members of the group, below NULL
 * if there is none. */
struct run {
    const struct ct_group *group;
    const struct state *state;
    const struct ct_common_options *common;
    const struct quotient_options *options;
    struct ct_output_part *out;
    const struct ct_series *above, *below;
    enum ct_quotient_kind kind;
    size_t few, zero, missing, suppressed, beyond;
};

static const struct ct_series *find_member(const struct ct_group *g,
                                           const struct ct_codes_given *given)
{
    for (size_t m = 0; m < g->n; m++)
        if (strcmp(ct_group_code(g, m, given->dimension), given->code[0]) == 0)
            return &g->series[m];
    return NULL;
}

/* Row i of a series, n if there is none. */
static struct ct_bounded read_row(const struct ct_series *s, size_t i)
{
    struct ct_bounded b = {NAN, NAN, NAN};
    if (!s || i >= s->n)
        return b;
    b.value = b.least = b.most = s->value[i];
    if (!isnan(b.value) || !(s->status[i] & CT_STATUS_SUPPRESSED))
        return b;
    b.least = s->lower && s->lower[i] >= 0 ? s->lower[i] : 0;
    b.most = s->upper && s->upper[i] >= 0 ? s->upper[i] : (double)INFINITY;
    return b;
}

/* The row of a series at a period; SIZE_MAX if there is none. */
static size_t row_at(const struct ct_series *s, long ordinal)
{
    for (size_t i = 0; s && i < s->n; i++)
        if (s->ordinal[i] == ordinal)
            return i;
    return SIZE_MAX;
}

/* Letters of the quotient, from those of both numbers. */
static uint16_t status_of(const struct run *r, size_t i, size_t k,
                          const struct ct_quotient *q)
{
    unsigned both = r->above->status[i];
    both |= r->below && k < r->below->n ? r->below->status[k] : 0;
    unsigned hidden = both & CT_STATUS_SUPPRESSED;
    both &= CT_STATUS_BREAK | CT_STATUS_DEFINITION | CT_STATUS_ESTIMATED |
            CT_STATUS_FORECAST | CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL |
            CT_STATUS_LOW;
    return (uint16_t)(isnan(q->value) ? both | hidden : both);
}

static void count(struct run *r, const struct ct_bounded *x,
                  const struct ct_bounded *y)
{
    bool counts = r->kind != CT_QUOTIENT_AMOUNTS;
    r->few += counts && y->value > 0 && y->value < 20;
    r->zero += y->value == 0;
    r->missing += isnan(x->least) || isnan(y->least);
    r->suppressed += (isnan(x->value) && !isnan(x->least)) ||
                     (isnan(y->value) && !isnan(y->least));
    r->beyond += r->kind == CT_QUOTIENT_PART && x->value > y->value;
}

static void write_obs(const struct run *r, size_t i, size_t k,
                      const struct ct_quotient *q)
{
    struct ct_obs o = ct_obs_empty;
    o.time = r->above->time[i];
    o.status = status_of(r, i, k, q);
    o.x[CT_VALUE] = q->value * 100;
    o.x[CT_LOWER] = q->limits.lower * 100;
    o.x[CT_UPPER] = q->limits.upper * 100;
    if (!isnan(q->value)) {
        o.x[CT_EVENTS] = r->above->value[i];
        o.x[CT_POPULATION] = r->below->value[k];
    }
    ct_output_obs(r->out, &o);
}

static void write_period(const struct run *r, size_t column, long ordinal)
{
    ct_cell_period(r->out->table[0], column,
                   ct_period_from_ordinal(r->above->freq, ordinal));
}

static void write_row(struct run *r, size_t i)
{
    struct ct_table *t = r->out->table[0];
    long then = r->above->ordinal[i] - r->options->lag;
    size_t k = row_at(r->below, then);
    struct ct_bounded x = read_row(r->above, i), y = read_row(r->below, k);
    struct ct_quotient q = ct_quotient(&x, &y, r->common->confidence, r->kind);
    count(r, &x, &y);
    ct_table_row(t);
    write_period(r, TIME, r->above->ordinal[i]);
    write_period(r, DENOMINATOR_TIME, then);
    ct_table_number(t, NUMERATOR, x.value);
    ct_table_number(t, DENOMINATOR, y.value);
    ct_table_number(t, QUOTIENT, q.value);
    ct_table_number(t, LOWER, q.limits.lower);
    ct_table_number(t, UPPER, q.limits.upper);
    if (r->kind != CT_QUOTIENT_AMOUNTS)
        ct_table_text(
            t, RELIABILITY,
            ct_reliability(CT_RELIABILITY_USUAL, y.value, y.value, 0));
    write_obs(r, i, k, &q);
}

/* Says what was divided by what, and what is to be kept in mind. */
static void note(const struct run *r)
{
    const struct state *s = r->state;
    char lag[64] = "";
    if (r->options->lag)
        snprintf(lag, sizeof lag, ", %d period%s earlier", r->options->lag,
                 r->options->lag > 1 ? "s" : "");
    ct_output_note(r->out, CT_SAY_QUOTIENT, s->above.code[0],
                   s->below.dimension, s->below.code[0], lag);
    if (s->stages)
        ct_output_note(r->out, CT_SAY_STAGES);
    if (r->missing)
        ct_output_note(r->out, "one of the two is missing: %zu", r->missing);
    if (r->zero)
        ct_output_note(r->out, "denominator 0: %zu", r->zero);
    if (r->few)
        ct_output_note(r->out, CT_SAY_FEW_BELOW, r->few);
    if (r->suppressed)
        ct_output_note(r->out, CT_SAY_SUPPRESSED_QUOTIENT, r->suppressed);
    if (r->beyond)
        ct_output_note(r->out, "parts larger than their whole: %zu", r->beyond);
}

/* Refuses what cannot be divided; the sources of stages differ by nature. */
static int check_alike(const struct run *r, struct ct_error *err)
{
    struct ct_series pair[2] = {*r->above, *r->below};
    struct ct_group two = *r->group;
    two.n = 2;
    two.series = pair;
    return ct_group_alike_but(&two, r->state->above.dimension,
                              r->state->stages ? "source,counting-unit"
                                               : "definition",
                              r->options->allow, r->out, err);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct state *s = g->state;
    struct run r = {.group = g,
                    .state = s,
                    .common = common,
                    .options = user,
                    .out = out,
                    .above = find_member(g, &s->above),
                    .below = find_member(g, &s->below)};
    if (!r.above)
        return 0;
    r.kind =
        strcmp(r.above->unit, "NUMBER") == 0 ? s->kind : CT_QUOTIENT_AMOUNTS;
    if (r.below && check_alike(&r, err) != 0)
        return -1;
    ct_output_of(out, r.above - g->series);
    ct_output_code(out, "unit", "PERCENT");
    for (size_t i = 0; i < r.above->n; i++)
        write_row(&r, i);
    note(&r);
    return 0;
}

/* The denominator goes in as it was --lag periods before. */
static int32_t taken(const struct ct_group *g, size_t member, const void *user,
                     int32_t day, struct ct_buffer *sum)
{
    const struct quotient_options *o = user;
    const struct state *s = g->state;
    char freq = g->series[member].freq;
    (void)sum;
    if (&g->series[member] != find_member(g, &s->below))
        return day;
    long ordinal = ct_period_ordinal((struct ct_period){freq, day});
    return ct_period_from_ordinal(freq, ordinal - o->lag).day;
}

const struct ct_method ct_method_quotient;
const struct ct_method ct_method_quotient = {
    .name = "quotient",
    .title = "one number per 100 of another: convicted per suspects",
    .formula = "100 x numerator / denominator of --lag periods before",
    .text =
        "Divides the number with one code by that with another code of the "
        "same\n"
        "dimension, period by period: convicted by suspects (measure), "
        "unsentenced\n"
        "prisoners by all held, a form of a crime by the crime. The panel is "
        "per 100\n"
        "(unit PERCENT), the table has both numbers. With --lag=N the "
        "denominator is\n"
        "that of N periods before.\n"
        "\n"
        "Stages of a procedure (dimension measure) come from different "
        "sources, and\n"
        "often count different things: this is said in the note, not refused. "
        "They are\n"
        "not the same persons or cases, so that the ratio is no probability "
        "and may\n"
        "exceed 100. In other dimensions series that differ in source or "
        "counting unit\n"
        "are refused unless --allow says so, and of stages those of different\n"
        "definition.\n"
        "\n"
        "Limits of counts: of a part per whole Wilson's; else Clopper and "
        "Pearson's of\n"
        "one count given the sum of both, taken as independent. Suppressed "
        "numbers give\n"
        "no value, and limits that hold all they can be.\n"
        "\n"
        "Sources: Wilson 1927; Clopper and Pearson 1934.",
    .input = CT_INPUT_AMOUNTS,
    .makes_panel = true,
    .unit = "PERCENT",
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .taken = taken};
