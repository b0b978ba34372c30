/* SPDX-License-Identifier: GPL-3.0-or-later
 * index: values in percent of a base period. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/codes_given.h"
#include "analyze/cut.h"
#include "analyze/level_shift.h"
#include "analyze/method.h"
#include "analyze/splice.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct index_options {
    const char *base, *join;
    int link; /* enum ct_splice_rule */
};

static const struct index_options defaults = {NULL, NULL, CT_SPLICE_GEO};

static const struct ct_option options[] = {
    {"base", 0, "PERIOD", CT_OPTION_TEXT, offsetof(struct index_options, base),
     NULL, 0, 0,
     "period that is 100; a year also for months and quarters (their mean)"},
    {"join", 0, "DIM=OLD,NEW", CT_OPTION_TEXT,
     offsetof(struct index_options, join), NULL, 0, 0,
     "make series that differ only in DIM one, in the unit of NEW"},
    {"link", 0, "RULE", CT_OPTION_CHOICE, offsetof(struct index_options, link),
     "geo|last|first|sum", 0, 0,
     "with --join: the factor by the ratios new / old where both are: "
     "geometric "
     "mean, the last, the first, sums (default geo)"},
    {0}};

enum { TIME, METHOD, OVERLAP, FACTOR, CV, DELTA, SE, T, DF };

static const struct ct_column_row link_columns[] = {
    {"time", true, "first period on the new basis"},
    {"method", true,
     "geo, last, first, sum; level-shift: no overlap, the step is estimated"},
    {"overlap", false, "periods that both bases have"},
    {"factor", false, "new basis / old basis"},
    {"cv", false,
     "coefficient of variation of new / old over the overlap, percent"},
    {"delta", false, "estimated step of ln(value)"},
    {"se", false, "its standard error"},
    {"t", false, "delta / se"},
    {"df", false, "degrees of freedom"},
    {0}};

static const struct ct_table_row tables[] = {
    {"link", link_columns,
     "steps at breaks (for --across-breaks=link), factors of --join"},
    {0}};

/* The rows from .. to (included) that are the base, and their mean. */
struct base {
    size_t from, to;
    double value;
};

/* How many periods of the series' freq a base period has; 0 if it isn't made
 * of such periods. */
static size_t periods_in(struct ct_period base, char freq)
{
    if (base.freq == freq)
        return 1;
    if (base.freq != 'A')
        return 0;
    return freq == 'Q' ? 4 : 12;
}

/* Finds the base; its value is NaN unless all its periods have one. */
static struct base find_base(const struct ct_series *s, struct ct_period base)
{
    struct base found = {.value = NAN};
    size_t n = 0, wanted = periods_in(base, s->freq);
    double sum = 0;
    int32_t last = ct_period_last_day(base);
    for (size_t i = 0; i < s->n; i++) {
        if (s->time[i] < base.day || s->time[i] > last || isnan(s->value[i]))
            continue;
        found.from = n ? found.from : i;
        found.to = i;
        sum += s->value[i];
        n++;
    }
    if (n && n == wanted)
        found.value = sum / (double)n;
    return found;
}

/* Whether a break keeps a row from being compared with the base. */
static bool cut_off(const struct ct_series *s, size_t i,
                    const struct base *base)
{
    size_t from = i < base->from ? i : base->from;
    size_t to = i > base->to ? i : base->to;
    return ct_series_broken(s, from, to);
}

static void add_observations(const struct ct_series *s, const struct base *base,
                             struct ct_output_part *out)
{
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs o = ct_obs_empty;
        o.time = s->time[i];
        o.status = s->status[i];
        if (!isnan(s->value[i]) && base->value > 0) {
            if (!cut_off(s, i, base))
                o.x[CT_VALUE] = 100 * s->value[i] / base->value;
            else
                ct_output_note(out, "values across a break from the base are "
                                    "left out");
        }
        ct_output_obs(out, &o);
    }
}

static void add_link(const struct ct_series *s,
                     const struct ct_level_shift *shift, struct ct_table *table)
{
    ct_table_row(table);
    ct_cell_period(table, TIME,
                   (struct ct_period){s->freq, s->time[shift->row]});
    ct_table_text(table, METHOD, "level-shift");
    ct_table_number(table, OVERLAP, 0);
    ct_table_number(table, FACTOR, exp(shift->delta));
    ct_table_number(table, DELTA, shift->delta);
    ct_table_number(table, SE, shift->se);
    ct_table_number(table, T, shift->t);
    if (!isnan(shift->delta))
        ct_table_number(table, DF, (double)shift->df);
}

static void add_links(const struct ct_series *s, struct ct_table *table)
{
    struct ct_rows rows = {s->n, s->year, s->value, s->status};
    struct ct_level_shift *shift = ct_xmalloc(s->n, sizeof *shift);
    size_t n = s->n ? ct_level_shift(&rows, shift) : 0;
    for (size_t k = 0; k < n; k++)
        add_link(s, &shift[k], table);
    free(shift);
}

/* What a run has at hand. */
struct run {
    const struct ct_common_options *common;
    const struct index_options *options;
    struct ct_output_part *out;
    struct ct_period base;
};

static void index_series(const struct run *r, const struct ct_series *s)
{
    struct base base = find_base(s, r->base);
    if (isnan(base.value))
        ct_output_note(r->out, "no value at the base %s", r->options->base);
    else if (!(base.value > 0))
        ct_output_note(r->out, "the value at the base %s is not above 0",
                       r->options->base);
    add_observations(s, &base, r->out);
    if (!s->joined)
        add_links(s, r->out->table[0]);
}

static void add_join(const struct run *r, const struct ct_splice *join)
{
    char rule[16];
    struct ct_table *t = r->out->table[0];
    ct_option_choice(&options[2], r->options->link, rule, sizeof rule);
    ct_table_row(t);
    ct_cell_period(
        t, TIME, (struct ct_period){join->series.freq, join->time[join->row]});
    ct_table_text(t, METHOD, rule);
    ct_table_number(t, OVERLAP, (double)join->overlap);
    ct_table_number(t, FACTOR, join->factor);
    ct_table_number(t, CV, join->cv);
    if (join->cv > 5)
        ct_output_note(r->out,
                       "overlap unstable: new / old varies by %.1f percent",
                       join->cv);
}

/* Without overlap the step is estimated, and used if that was asked for.
 * Returns whether it was. */
static bool shift_level(const struct run *r, struct ct_splice *join)
{
    const struct ct_series *s = &join->series;
    struct ct_rows rows = {s->n, s->year, s->value, s->status};
    struct ct_level_shift *shift = ct_xmalloc(s->n + 1, sizeof *shift);
    size_t n = s->n ? ct_level_shift(&rows, shift) : 0;
    bool used = false;
    for (size_t k = 0; k < n; k++)
        if (shift[k].row == join->row && shift[k].df > 0) {
            ct_splice_scale(join, exp(shift[k].delta));
            add_link(s, &shift[k], r->out->table[0]);
            ct_output_note(r->out,
                           "the old values are linked by the level shift, "
                           "x %.4f",
                           exp(shift[k].delta));
            used = true;
        }
    free(shift);
    return used;
}

/* Joins the old series to the new one. */
static void join_series(const struct run *r, const struct ct_series *old,
                        const struct ct_series *new_)
{
    struct ct_splice join;
    ct_splice(old, new_, (enum ct_splice_rule)r->options->link, &join);
    join.series.joined = old->joined && new_->joined;
    if (join.overlap) {
        add_join(r, &join);
    } else if (join.row > 0 && join.row < join.series.n) {
        ct_output_note(r->out, "no overlap of old and new");
        if (r->common->across_breaks == CT_BREAKS_LINK)
            join.series.joined &= shift_level(r, &join);
    }
    index_series(r, &join.series);
    ct_splice_clear(&join);
}

static size_t find_member(const struct ct_group *g, const char *dimension,
                          const char *code)
{
    size_t m = 0;
    while (m < g->n && strcmp(ct_group_code(g, m, dimension), code) != 0)
        m++;
    return m;
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct ct_codes_given *given = g->state;
    struct run r = {common, user, out, {0}};
    size_t old = g->n, new_ = g->n;
    if (ct_period_parse(r.options->base, strlen(r.options->base), &r.base,
                        err) != 0)
        return -1;
    if (given->text) {
        old = find_member(g, given->dimension, given->code[0]);
        new_ = find_member(g, given->dimension, given->code[1]);
    }
    bool both = old < g->n && new_ < g->n;
    for (size_t m = 0; m < g->n; m++) {
        if (both && m == old)
            continue;
        ct_output_of(out, (long)m);
        if (both && m == new_)
            join_series(&r, &g->series[old], &g->series[new_]);
        else
            index_series(&r, &g->series[m]);
    }
    return 0;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct index_options *o = user;
    struct ct_period period;
    struct ct_codes_given *given = plan->state = ct_xcalloc(1, sizeof *given);
    plan->every_series = true;
    if (!o->base)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'index' needs the period that is 100: --base=PERIOD");
    if (ct_period_parse(o->base, strlen(o->base), &period, err) != 0) {
        if (err)
            err->code = CT_EUSAGE;
        return -1;
    }
    if (!o->join)
        return 0;
    if (ct_codes_given_read("join", o->join, 2, panel, given, err) != 0)
        return -1;
    if (strcmp(given->code[0], given->code[1]) == 0)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--join=%s: no series is joined to itself", o->join);
    plan->combined[plan->n_combined++] = given->dimension;
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct ct_codes_given *given = plan->state;
    if (given)
        free(given->text);
    free(given);
}

/* The division by the base, of series that are not joined of two. */
static int32_t taken(const struct ct_group *g, size_t member, const void *user,
                     int32_t day, struct ct_buffer *sum)
{
    const struct index_options *o = user;
    const struct ct_series *s = &g->series[member];
    struct ct_period period;
    if (o->join ||
        ct_period_parse(o->base, strlen(o->base), &period, NULL) != 0)
        return day;
    struct base base = find_base(s, period);
    for (size_t i = 0; i < s->n; i++)
        if (s->time[i] == day && !isnan(s->value[i]) && base.value > 0)
            ct_buffer_printf(sum, "100 x %.6g / %.6g, the %s of %s",
                             s->value[i], base.value,
                             base.from < base.to ? "mean" : "value", o->base);
    return day;
}

const struct ct_method ct_method_index;
const struct ct_method ct_method_index = {
    .name = "index",
    .title = "values in percent of a base period",
    .formula = "100 x value / value at the base",
    .text =
        "100 x value / value at the base. A series without a value at the "
        "base, or\nwith 0 there, has no index. With a year as base, months "
        "and quarters are\nput over the mean of that year, if it is "
        "complete.\n\n"
        "Values on the other side of a break (status B) from the base are "
        "left out.\nThe step at each break is estimated, ln(value) = a + b "
        "year + delta (from the\nbreak on), and reported in the table link; "
        "with --across-breaks=link the\nvalues before the break are "
        "multiplied with its factor and get status I.\n\n"
        "--join=definition=OLD,NEW makes one of two series that differ in that "
        "code: the\nnew one from its first value on, before it the old one "
        "times a factor, status\nI. The factor is that of the periods which "
        "both have (--link); a variation of\nmore than 5 percent is warned "
        "of. If they have none in common the step is\nestimated as at a "
        "break, reported, and used with --across-breaks=link only.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .unit = "INDEX",
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .taken = taken};
