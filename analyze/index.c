/* SPDX-License-Identifier: GPL-3.0-or-later
 * index: values in percent of a base period. */
#include "config.h"

#include "analyze/cut.h"
#include "analyze/level_shift.h"
#include "analyze/method.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct index_options {
    const char *base;
};

static const struct index_options defaults = {NULL};

static const struct ct_option options[] = {
    {"base", 0, "PERIOD", CT_OPTION_TEXT, offsetof(struct index_options, base),
     NULL, 0, 0,
     "period that is 100; a year also for months and quarters (their mean)"},
    {0}};

enum { TIME, METHOD, OVERLAP, FACTOR, CV, DELTA, SE, T, DF };

static const struct ct_column_row link_columns[] = {
    {"time", true, "first period on the new basis"},
    {"method", true, "level-shift: no overlap, the step is estimated"},
    {"overlap", false, "periods that both bases have"},
    {"factor", false, "new basis / old basis"},
    {"cv", false, "coefficient of variation of the factor, percent"},
    {"delta", false, "estimated step of ln(value)"},
    {"se", false, "its standard error"},
    {"t", false, "delta / se"},
    {"df", false, "degrees of freedom"},
    {0}};

static const struct ct_table_row tables[] = {
    {"link", link_columns,
     "the step at each break; used with --across-breaks=link only"},
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

static void add_links(const struct ct_series *s, struct ct_table *table)
{
    struct ct_rows rows = {s->n, s->year, s->value, s->status};
    struct ct_level_shift *shift = ct_xmalloc(s->n, sizeof *shift);
    size_t n = s->n ? ct_level_shift(&rows, shift) : 0;
    for (size_t k = 0; k < n; k++) {
        char when[CT_PERIOD_MAX];
        ct_period_format((struct ct_period){s->freq, s->time[shift[k].row]},
                         when);
        ct_table_row(table);
        ct_table_text(table, TIME, when);
        ct_table_text(table, METHOD, "level-shift");
        ct_table_number(table, OVERLAP, 0);
        ct_table_number(table, FACTOR, exp(shift[k].delta));
        ct_table_number(table, DELTA, shift[k].delta);
        ct_table_number(table, SE, shift[k].se);
        ct_table_number(table, T, shift[k].t);
        if (!isnan(shift[k].delta))
            ct_table_number(table, DF, (double)shift[k].df);
    }
    free(shift);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)common;
    const struct index_options *o = user;
    struct ct_period period;
    if (!o->base)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'index' needs the period that is 100: --base=PERIOD");
    if (ct_period_parse(o->base, strlen(o->base), &period, err) != 0) {
        if (err)
            err->code = CT_EUSAGE;
        return -1;
    }
    struct base base = find_base(s, period);
    if (isnan(base.value))
        ct_output_note(out, "no value at the base %s", o->base);
    else if (!(base.value > 0))
        ct_output_note(out, "the value at the base %s is not above 0", o->base);
    add_observations(s, &base, out);
    if (!s->joined)
        add_links(s, out->table[0]);
    return 0;
}

const struct ct_method ct_method_index;
const struct ct_method ct_method_index = {
    .name = "index",
    .title = "values in percent of a base period",
    .text =
        "100 x value / value at the base. A series without a value at the "
        "base, or\nwith 0 there, has no index. With a year as base, months "
        "and quarters are\nput over the mean of that year, if it is "
        "complete.\n\n"
        "Values on the other side of a break (status B) from the base are "
        "left out.\nThe step at each break is estimated, ln(value) = a + b "
        "year + delta (from the\nbreak on), and reported in the table link; "
        "with --across-breaks=link the\nvalues before the break are "
        "multiplied with its factor and get status I.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .unit = "INDEX",
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
