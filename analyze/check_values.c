/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rules that look at one series: impossible values, fractions, repetition,
 * gaps. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/series.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void find_at(struct ct_check *c, enum ct_rule rule, size_t series,
                    size_t i, double expected, const char *text)
{
    double x = ct_check_value(c->panel, i);
    ct_check_find(c,
                  &(struct ct_finding){.rule = rule,
                                       .series = series,
                                       .obs = (long)i,
                                       .value = x,
                                       .expected = expected,
                                       .weight = fabs(x)},
                  "%s", text);
}

static void check_range(struct ct_check *c, size_t s)
{
    const struct ct_panel *p = c->panel;
    enum ct_series_kind kind = ct_series_kind(p, s);
    double per = ct_unit_per(ct_panel_code_of(p, "unit", s));
    bool persons = ct_check_counts_persons(p, s);
    if (kind == CT_KIND_OTHER && !ct_check_is_amount(p, s))
        return;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        double x = ct_check_value(p, i);
        if (isnan(x))
            continue;
        c->looked[CT_RULE_NEGATIVE]++;
        if (x < 0)
            find_at(c, CT_RULE_NEGATIVE, s, i, 0, "at least 0");
        if (kind != CT_KIND_RATE || !persons)
            continue;
        c->looked[CT_RULE_IMPOSSIBLE]++;
        if (x > per)
            find_at(c, CT_RULE_IMPOSSIBLE, s, i, per, "at most the base");
    }
}

/* One finding a series, at its first fraction. */
static void check_fractions(struct ct_check *c, size_t s)
{
    const struct ct_panel *p = c->panel;
    size_t n = 0, broken = 0, first = 0;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        double x = ct_check_value(p, i);
        if (isnan(x) ||
            p->status[i] & (CT_STATUS_ESTIMATED | CT_STATUS_IMPUTED))
            continue;
        n++;
        if (floor(x) != x && broken++ == 0)
            first = i;
    }
    c->looked[CT_RULE_FRACTION] += n;
    if (broken)
        ct_check_find(c,
                      &(struct ct_finding){.rule = CT_RULE_FRACTION,
                                           .series = s,
                                           .obs = (long)first,
                                           .value = ct_check_value(p, first),
                                           .expected = NAN,
                                           .weight = (double)broken},
                      "%zu of %zu counts are not whole", broken, n);
}

/* The chance that n counts of the same mean are all alike: that of two is
 * about 1 / (2 sqrt(pi mean)). */
static double chance_alike(double mean, size_t n)
{
    return pow(1 / (2 * sqrt(M_PI * mean)), (double)n - 1);
}

enum { REPEATED_LEAST = 20 }; /* smaller counts repeat all the time */

static void check_repeated(struct ct_check *c, size_t s)
{
    const struct ct_panel *p = c->panel;
    size_t run = 1;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        double x = ct_check_value(p, i);
        bool again = i + 1 < p->first[s + 1] && ct_check_value(p, i + 1) == x;
        if (x >= REPEATED_LEAST && again && run == 1)
            c->looked[CT_RULE_REPEATED]++;
        if (again) {
            run++;
            continue;
        }
        if (run > 1 && x >= REPEATED_LEAST && chance_alike(x, run) < 1e-6)
            ct_check_find(
                c,
                &(struct ct_finding){.rule = CT_RULE_REPEATED,
                                     .series = s,
                                     .obs = (long)(i + 1 - run),
                                     .value = x,
                                     .expected = NAN,
                                     .weight = -log(chance_alike(x, run))},
                "the same number %zu times, from here on", run);
        run = 1;
    }
}

static long ordinal_of(const struct ct_panel *p, size_t s, size_t i)
{
    char freq = ct_check_freq(p, s);
    return ct_period_ordinal((struct ct_period){freq, p->time[i]});
}

/* Periods from the first to the last of a freq, and whether any series has a
 * value there. */
struct calendar {
    long first, last;
    bool *any;
};

static bool is_freq(const struct ct_panel *p, size_t s, char freq)
{
    return ct_check_freq(p, s) == freq;
}

static void make_calendar(const struct ct_panel *p, char freq,
                          struct calendar *cal)
{
    *cal = (struct calendar){LONG_MAX, LONG_MIN, NULL};
    for (int round = 0; round < 2; round++) {
        for (size_t s = 0; s < p->n_series; s++)
            for (size_t i = p->first[s];
                 i < p->first[s + 1] && is_freq(p, s, freq); i++) {
                long at = ordinal_of(p, s, i);
                cal->first = at < cal->first ? at : cal->first;
                cal->last = at > cal->last ? at : cal->last;
                if (round && !isnan(ct_check_value(p, i)))
                    cal->any[at - cal->first] = true;
            }
        if (cal->last < cal->first)
            return;
        if (!cal->any)
            cal->any = ct_xcalloc((size_t)(cal->last - cal->first) + 1,
                                  sizeof *cal->any);
    }
}

/* A gap lies behind value `last` of a series: periods from .. to, of which n
 * are in the calendar. */
static void find_gap(struct ct_check *c, size_t s, size_t last, const long *at,
                     size_t n)
{
    char from[CT_PERIOD_MAX], to[CT_PERIOD_MAX + 8] = "";
    char freq = ct_check_freq(c->panel, s);
    struct ct_period first = ct_period_from_ordinal(freq, at[0]);
    ct_period_format(first, from);
    if (at[1] > at[0]) {
        memcpy(to, " to ", 4);
        ct_period_format(ct_period_from_ordinal(freq, at[1]), to + 4);
    }
    ct_check_find(c,
                  &(struct ct_finding){.rule = CT_RULE_GAP,
                                       .series = s,
                                       .obs = (long)last,
                                       .dated = true,
                                       .time = first.day,
                                       .value = NAN,
                                       .expected = NAN,
                                       .weight = (double)n},
                  "no value in %s%s, though others have one: periods: %zu",
                  from, to, n);
}

/* Periods of the calendar between two values. */
static size_t count_periods(const struct calendar *cal, const long *at)
{
    size_t n = 0;
    for (long o = at[0]; o <= at[1]; o++)
        n += cal->any[o - cal->first];
    return n;
}

/* Gaps between values; what is suppressed, or cannot be, is none. */
static void check_gaps(struct ct_check *c, size_t s, const struct calendar *cal)
{
    const struct ct_panel *p = c->panel;
    long last = CT_NO_OBS;
    size_t known = 0; /* periods since that are no gap */
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
        bool excused = p->status[i] & (CT_STATUS_SUPPRESSED | CT_STATUS_CANNOT);
        if (isnan(ct_check_value(p, i))) {
            known += excused;
            continue;
        }
        c->looked[CT_RULE_GAP]++;
        if (last != CT_NO_OBS && known == 0) {
            long at[2] = {ordinal_of(p, s, (size_t)last) + 1,
                          ordinal_of(p, s, i) - 1};
            size_t n = count_periods(cal, at);
            if (n)
                find_gap(c, s, (size_t)last, at, n);
        }
        last = (long)i;
        known = 0;
    }
}

/* Rates have the gaps of their counts. */
static void check_completeness(struct ct_check *c)
{
    bool *counted = ct_check_counted(c->panel);
    for (const char *freq = "AQM"; *freq; freq++) {
        struct calendar cal;
        make_calendar(c->panel, *freq, &cal);
        for (size_t s = 0; s < c->panel->n_series && cal.any; s++)
            if (is_freq(c->panel, s, *freq) && !counted[s])
                check_gaps(c, s, &cal);
        free(cal.any);
    }
    free(counted);
}

int ct_check_values(struct ct_check *c, struct ct_error *err)
{
    (void)err;
    check_completeness(c);
    for (size_t s = 0; s < c->panel->n_series; s++) {
        check_range(c, s);
        if (ct_series_kind(c->panel, s) != CT_KIND_COUNT)
            continue;
        check_fractions(c, s);
        check_repeated(c, s);
    }
    return 0;
}
