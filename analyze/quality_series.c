/* SPDX-License-Identifier: GPL-3.0-or-later
 * What `quality` says of one series. */
#include "config.h"

#include "analyze/quality_series.h"

#include "analyze/cells.h"
#include "analyze/cut.h"
#include "analyze/outliers.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TIME,
    VALUE,
    HAMPEL_MEDIAN,
    HAMPEL_MAD,
    HAMPEL,
    CHANGE,
    TUKEY,
    MODIFIED_Z,
    IGLEWICZ_HOAGLIN
};

const struct ct_column_row ct_quality_outlier_columns[] = {
    {"time", true, "period"},
    {"value", false, "the value"},
    {"hampel_median", false, "median of the periods from 3 before to 3 after"},
    {"hampel_mad", false, "1.4826 times their median distance from it"},
    {"hampel", false, "1: more than 3 of these off the median"},
    {"change", false, "ln of the value less that of the period before"},
    {"tukey", false, "1: this change is beyond the fences of table tukey"},
    {"modified_z", false, "0.6745 (value - median) / MAD of the series"},
    {"iglewicz_hoaglin", false, "1: it is more than 3.5, or less than -3.5"},
    {0}};

enum { N_CHANGES, Q1, Q3, LOWER, UPPER, REASON };

const struct ct_column_row ct_quality_tukey_columns[] = {
    {"n", false, "changes from a period to the next"},
    {"q1", false, "first quartile of the changes of ln"},
    {"q3", false, "third quartile"},
    {"lower", false, "q1 less 1.5 (q3 - q1)"},
    {"upper", false, "q3 plus 1.5 (q3 - q1)"},
    {"reason", true, "why nothing was computed"},
    {0}};

enum { EXPECTED, PRESENT, SUPPRESSED, SHARE, FROM, TO, GAP, GAP_FROM, MONTHS };

const struct ct_column_row ct_quality_completeness_columns[] = {
    {"expected", false, "periods from the first row to the last"},
    {"present", false, "those with a value"},
    {"suppressed", false, "those whose value is not published"},
    {"share", false, "present / expected"},
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"longest_gap", false, "periods of the longest gap between two values"},
    {"gap_from", true, "its first period"},
    {"timeliness", false, "months from the end of `to` to the edition's date"},
    {0}};

/* The values with zeros as --zero says, for logarithms; freed by the caller.
 * NULL with *err. */
static double *settle_zeros(const struct ct_series *s, int zero,
                            struct ct_error *err)
{
    double *x = ct_xmalloc(s->n, sizeof *x);
    for (size_t i = 0; i < s->n; i++) {
        bool counts = s->events && s->population;
        x[i] = s->value[i];
        if (x[i] != 0)
            continue;
        if (zero == CT_ZERO_ERROR) {
            char when[CT_PERIOD_MAX];
            ct_period_format((struct ct_period){s->freq, s->time[i]}, when);
            ct_fail(err, CT_EDATA, 0, 0, "%s is 0 at %s, and --zero=error",
                    s->name, when);
            free(x);
            return NULL;
        }
        if (zero == CT_ZERO_HALF)
            x[i] = counts ? 0.5 / s->population[i] * s->per : 0.5;
    }
    return x;
}

/* What the regimes of a series were looked at for, a number for each row. */
struct work {
    double *change, *z;
    struct ct_hampel *hampel;
    size_t *start; /* of each regime */
    size_t regimes;
};

static void look_at(const struct ct_series *s, const double *positive,
                    struct work *w)
{
    w->change = ct_xmalloc(s->n, sizeof *w->change);
    w->z = ct_xmalloc(s->n, sizeof *w->z);
    w->hampel = ct_xmalloc(s->n, sizeof *w->hampel);
    w->start = ct_xmalloc(s->n + 2, sizeof *w->start);
    w->regimes = s->joined ? 1 : ct_cut(s->value, s->status, s->n, w->start);
    if (s->joined) {
        w->start[0] = 0;
        w->start[1] = s->n;
    }
    for (size_t r = 0; r < w->regimes; r++) {
        size_t from = w->start[r], n = w->start[r + 1] - from;
        ct_log_changes(positive + from, s->ordinal + from, n, w->change + from);
        ct_modified_z(s->value + from, n, w->z + from);
        for (size_t i = 0; i < n; i++)
            w->hampel[from + i] =
                ct_hampel(s->value + from, s->ordinal + from, n, i);
    }
}

/* A flag; empty where there is no value, or it was not looked at. */
static void flag(struct ct_table *t, size_t column, bool looked, bool found)
{
    if (looked)
        ct_table_number(t, column, found ? 1 : 0);
}

static void write_row(const struct ct_series *s, size_t i, const struct work *w,
                      const struct ct_fences *f, struct ct_table *t)
{
    bool there = !isnan(s->value[i]);
    const struct ct_hampel *h = &w->hampel[i];
    double change = w->change[i];
    ct_table_row(t);
    ct_cell_period(t, TIME, (struct ct_period){s->freq, s->time[i]});
    ct_table_number(t, VALUE, s->value[i]);
    ct_table_number(t, HAMPEL_MEDIAN, h->median);
    ct_table_number(t, HAMPEL_MAD, h->mad);
    flag(t, HAMPEL, there && !isnan(h->median), h->found);
    ct_table_number(t, CHANGE, change);
    flag(t, TUKEY, there && !isnan(f->q1),
         change < f->lower || change > f->upper);
    ct_table_number(t, MODIFIED_Z, w->z[i]);
    flag(t, IGLEWICZ_HOAGLIN, there && !isnan(w->z[i]),
         fabs(w->z[i]) > CT_MODIFIED_LIMIT);
}

static void write_fences(const struct ct_fences *f, struct ct_table *t)
{
    ct_table_row(t);
    ct_table_number(t, N_CHANGES, (double)f->n);
    ct_table_number(t, Q1, f->q1);
    ct_table_number(t, Q3, f->q3);
    ct_table_number(t, LOWER, f->lower);
    ct_table_number(t, UPPER, f->upper);
    if (isnan(f->q1))
        ct_table_text(t, REASON, "fewer than 4 changes");
}

int ct_quality_outliers(const struct ct_series *s, int zero,
                        struct ct_table *outliers, struct ct_table *tukey,
                        struct ct_error *err)
{
    double *positive = settle_zeros(s, zero, err);
    if (!positive)
        return -1;
    struct work w;
    look_at(s, positive, &w);
    struct ct_fences f = ct_tukey_fences(w.change, s->n);
    for (size_t i = 0; i < s->n; i++)
        write_row(s, i, &w, &f, outliers);
    write_fences(&f, tukey);
    free(positive);
    free(w.change);
    free(w.z);
    free(w.hampel);
    free(w.start);
    return 0;
}

/* Months from the end of a period to the edition's date (at least its year and
 * month); NaN if it has none. */
static double months_until(const char *vintage, char freq, int32_t day)
{
    struct ct_period edition;
    int year, month, last_year, last_month;
    if (strlen(vintage) < 7 || ct_period_parse(vintage, 7, &edition, NULL) != 0)
        return NAN;
    struct ct_period last = {'M',
                             ct_period_last_day((struct ct_period){freq, day})};
    ct_period_parts(edition, &year, &month);
    ct_period_parts(last, &last_year, &last_month);
    return 12.0 * (year - last_year) + month - last_month;
}

static void write_period(const struct ct_series *s, long ordinal,
                         struct ct_table *t, size_t column)
{
    ct_cell_period(t, column, ct_period_from_ordinal(s->freq, ordinal));
}

/* Where values are, and where not. */
struct extent {
    size_t present, suppressed, first, last;
    long gap, gap_from;
};

static struct extent measure(const struct ct_series *s)
{
    struct extent e = {0};
    for (size_t i = 0; i < s->n; i++) {
        e.suppressed += s->status[i] & CT_STATUS_SUPPRESSED ? 1 : 0;
        if (isnan(s->value[i]))
            continue;
        long gap = s->ordinal[i] - s->ordinal[e.last] - 1;
        if (e.present && gap > e.gap) {
            e.gap = gap;
            e.gap_from = s->ordinal[e.last] + 1;
        }
        e.first = e.present++ ? e.first : i;
        e.last = i;
    }
    return e;
}

void ct_quality_completeness(const struct ct_series *s, const char *vintage,
                             struct ct_table *t)
{
    struct extent e = measure(s);
    double expected =
        s->n ? (double)(s->ordinal[s->n - 1] - s->ordinal[0] + 1) : 0;
    ct_table_row(t);
    ct_table_number(t, EXPECTED, expected);
    ct_table_number(t, PRESENT, (double)e.present);
    ct_table_number(t, SUPPRESSED, (double)e.suppressed);
    ct_table_number(t, SHARE,
                    s->n ? (double)e.present / expected : (double)NAN);
    if (!e.present)
        return;
    write_period(s, s->ordinal[e.first], t, FROM);
    write_period(s, s->ordinal[e.last], t, TO);
    ct_table_number(t, GAP, (double)e.gap);
    if (e.gap)
        write_period(s, e.gap_from, t, GAP_FROM);
    ct_table_number(t, MONTHS, months_until(vintage, s->freq, s->time[e.last]));
}
