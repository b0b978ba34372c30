/* SPDX-License-Identifier: GPL-3.0-or-later
 * change: percent change from period to period and over the whole. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/cut.h"
#include "analyze/least_squares.h"
#include "analyze/method.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YOY, ANNUALISED, CAGR, GROWTH_OLS };
enum { SMALL_BASE = 20 };

/* What a change has from the value it is measured against. */
enum {
    INHERITED = CT_STATUS_DEFINITION | CT_STATUS_ESTIMATED |
                CT_STATUS_FORECAST | CT_STATUS_IMPUTED | CT_STATUS_PROVISIONAL |
                CT_STATUS_LOW
};

struct change_options {
    int kind;
    bool small_bases;
};

static const struct change_options defaults = {YOY, false};

static const struct ct_option options[] = {
    {"kind", 0, "KIND", CT_OPTION_CHOICE, offsetof(struct change_options, kind),
     "yoy|annualised|cagr|growth-ols", 0, 0,
     "changes of the panel: against the year before, or from value to value "
     "per year (default yoy); cagr and growth-ols make the table only"},
    {"small-bases", 0, NULL, CT_OPTION_FLAG,
     offsetof(struct change_options, small_bases), NULL, 0, 0,
     "also changes from fewer than 20 events"},
    {0}};

enum {
    FROM,
    TO,
    N,
    YEARS,
    TOTAL,
    TABLE_CAGR,
    TABLE_GROWTH,
    PEAK,
    PEAK_VALUE,
    TROUGH,
    TROUGH_VALUE
};

static const struct ct_column_row columns[] = {
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"n", false, "periods with a value"},
    {"years", false, "years from the first to the last"},
    {"total", false, "change from the first to the last, percent"},
    {"cagr", false, "the same, percent a year"},
    {"growth_ols", false,
     "percent a year by a line through ln(value): sees all values"},
    {"peak", true, "period of the highest value, the first of several"},
    {"peak_value", false, "the highest value"},
    {"trough", true, "period of the lowest value, the first of several"},
    {"trough_value", false, "the lowest value"},
    {0}};

static const struct ct_table_row tables[] = {
    {"change", columns, "change over the whole series"}, {0}};

/* The number of events behind a value; NaN if not known. */
static double events_at(const struct ct_series *s, size_t i)
{
    if (s->events)
        return s->events[i];
    return strcmp(s->unit, "NUMBER") == 0 ? s->value[i] : NAN;
}

/* Percent change from row a to row b, `power` times; NaN, with the reason,
 * where there is none. */
static double change_between(const struct ct_series *s, size_t a, size_t b,
                             const struct change_options *o,
                             struct ct_output_part *out)
{
    if (isnan(s->value[a]) || isnan(s->value[b]))
        return NAN;
    if (ct_series_broken(s, a, b)) {
        ct_output_note(out, "no change across a break");
        return NAN;
    }
    if (!(s->value[a] > 0)) {
        ct_output_note(out, "no change from 0");
        return NAN;
    }
    if (events_at(s, a) < SMALL_BASE && !o->small_bases) {
        ct_output_note(out, "no change from fewer than 20 events "
                            "(--small-bases gives it)");
        return NAN;
    }
    return 100 * (s->value[b] / s->value[a] - 1);
}

/* A change made one per year; a fall below 0 has none. */
static double per_year(double change, double years)
{
    return 100 * (pow(1 + change / 100, 1 / years) - 1);
}

static long periods_a_year(const struct ct_series *s)
{
    return s->freq == 'M' ? 12 : s->freq == 'Q' ? 4 : 1;
}

static double years_between(const struct ct_series *s, size_t a, size_t b)
{
    return (double)(s->ordinal[b] - s->ordinal[a]) / (double)periods_a_year(s);
}

/* The row to compare row i with, or SIZE_MAX: the same period a year before,
 * or the last value before. */
static size_t compared_with(const struct ct_series *s, size_t i, int kind)
{
    long year = periods_a_year(s);
    for (size_t k = i; k-- > 0;) {
        if (kind == ANNUALISED && !isnan(s->value[k]))
            return k;
        if (kind == YOY && s->ordinal[k] <= s->ordinal[i] - year)
            return s->ordinal[k] == s->ordinal[i] - year ? k : SIZE_MAX;
    }
    return SIZE_MAX;
}

static void add_changes(const struct ct_series *s,
                        const struct change_options *o,
                        struct ct_output_part *out)
{
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs obs = ct_obs_empty;
        size_t from = compared_with(s, i, o->kind);
        obs.time = s->time[i];
        obs.status = s->status[i];
        if (from != SIZE_MAX) {
            double change = change_between(s, from, i, o, out);
            double years = years_between(s, from, i);
            obs.status |= s->status[from] & INHERITED;
            obs.x[CT_VALUE] =
                o->kind == ANNUALISED ? per_year(change, years) : change;
            if (o->kind == ANNUALISED && s->ordinal[i] > s->ordinal[from] + 1)
                ct_output_note(out, "some changes span missing periods");
        }
        ct_output_obs(out, &obs);
    }
}

/* ln of a value; of a zero as --zero says: half a count, or NaN (left out).
 * Returns -1 for what ends the run. */
static int log_value(const struct ct_series *s, size_t i, int zero,
                     struct ct_output_part *out, double *y)
{
    *y = s->value[i] > 0 ? log(s->value[i]) : NAN;
    if (s->value[i] != 0 || zero == CT_ZERO_DROP)
        return 0;
    if (zero == CT_ZERO_ERROR)
        return -1;
    if (s->events && s->population && s->population[i] > 0)
        *y = log(0.5 / s->population[i] * s->per);
    else if (strcmp(s->unit, "NUMBER") == 0)
        *y = log(0.5);
    ct_output_note(out, isnan(*y) ? "zero rates without counts are left out "
                                    "of growth_ols"
                                  : "zero counts taken as 0.5");
    return 0;
}

/* 100 (e^b - 1), b the slope of ln(value) on the year. */
static int growth(const struct ct_series *s, int zero,
                  struct ct_output_part *out, double *percent)
{
    double *t = ct_xmalloc(3 * s->n, sizeof *t), *y = t + s->n;
    struct ct_points points = {.t = t, .y = y};
    struct ct_line line;
    int result = 0;
    for (size_t i = 0; i < s->n && result == 0; i++) {
        result = log_value(s, i, zero, out, &y[points.n]);
        t[points.n] = s->year[i] - s->year[0];
        points.n += result == 0 && !isnan(y[points.n]);
    }
    if (result == 0 && points.n >= 2) {
        ct_line_fit(&points, t + 2 * s->n, &line);
        *percent = 100 * (exp(line.slope) - 1);
    }
    free(t);
    return result;
}

static void set_period(struct ct_table *table, size_t column,
                       const struct ct_series *s, size_t i)
{
    ct_cell_period(table, column, (struct ct_period){s->freq, s->time[i]});
}

/* First and last row with a value, the highest and the lowest; n of them. */
struct extent {
    size_t n, first, last, peak, trough;
};

static struct extent extent_of(const struct ct_series *s)
{
    struct extent e = {0};
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(s->value[i]))
            continue;
        if (e.n++ == 0)
            e.first = e.peak = e.trough = i;
        e.last = i;
        if (s->value[i] > s->value[e.peak])
            e.peak = i;
        if (s->value[i] < s->value[e.trough])
            e.trough = i;
    }
    return e;
}

static int refuse_zero(const struct ct_series *s, struct ct_error *err)
{
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s has a zero, which has no logarithm; --zero=half or "
                   "--zero=drop",
                   s->name);
}

/* What compares values over the whole, where no break is in the way. */
static int add_comparisons(const struct ct_series *s, const struct extent *e,
                           const struct ct_common_options *common,
                           const struct change_options *o,
                           struct ct_output_part *out, struct ct_error *err)
{
    struct ct_table *table = out->table[0];
    double total = change_between(s, e->first, e->last, o, out);
    double years = years_between(s, e->first, e->last), percent = NAN;
    ct_table_number(table, YEARS, years);
    if (years > 0)
        ct_table_number(table, TOTAL, total);
    if (years > 0 && s->value[e->last] > 0)
        ct_table_number(table, TABLE_CAGR, per_year(total, years));
    if (ct_series_broken(s, e->first, e->last))
        return 0;
    if (growth(s, common->zero, out, &percent) != 0)
        return refuse_zero(s, err);
    ct_table_number(table, TABLE_GROWTH, percent);
    set_period(table, PEAK, s, e->peak);
    ct_table_number(table, PEAK_VALUE, s->value[e->peak]);
    set_period(table, TROUGH, s, e->trough);
    ct_table_number(table, TROUGH_VALUE, s->value[e->trough]);
    return 0;
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    const struct change_options *o = user;
    struct extent e = extent_of(s);
    if (o->kind == YOY || o->kind == ANNUALISED)
        add_changes(s, o, out);
    ct_table_row(out->table[0]);
    ct_table_number(out->table[0], N, (double)e.n);
    if (e.n == 0) {
        ct_output_note(out, "no values");
        return 0;
    }
    set_period(out->table[0], FROM, s, e.first);
    set_period(out->table[0], TO, s, e.last);
    return add_comparisons(s, &e, common, o, out, err);
}

const struct ct_method ct_method_change;
const struct ct_method ct_method_change = {
    .name = "change",
    .title = "percent change from period to period and over the whole",
    .formula = "100 x (value / value a year before - 1)",
    .text =
        "Panel: yoy, 100 (value / value a year before - 1), only where the "
        "same period\nof the year before has a value; or annualised, from the "
        "last value before,\nas a rate per year. Table: total change from the "
        "first value to the last;\ncagr, the same per year, which sees two "
        "values only; growth_ols, 100 (exp(b)\n- 1) with b the slope of "
        "ln(value) on the year, which sees all.\n\n"
        "There is no change across a break, from 0, or, unless asked for, "
        "from fewer\nthan 20 events. A zero enters growth_ols as half a count "
        "(--zero).",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .unit = "PERCENT",
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
