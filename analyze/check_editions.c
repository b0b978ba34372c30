/* SPDX-License-Identifier: GPL-3.0-or-later
 * The same thing twice: in two editions of a dataset, in two datasets or from
 * two sources. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/series.h"
#include "analyze/series_sets.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Relative difference from which a value is not the same any more. */
static const double allowed = 0.05;

/* How two series go together: the common periods, those equal, those within
 * 5 percent. */
struct match {
    size_t common, equal, near;
};

static bool is_near(double a, double b)
{
    return fabs(a - b) <= allowed * fmax(fabs(a), fabs(b));
}

static struct match compare(const struct ct_panel *p, size_t a, size_t b)
{
    struct match m = {0};
    size_t cursor = 0;
    for (size_t i = p->first[a]; i < p->first[a + 1]; i++) {
        long at = ct_check_at(p, b, p->time[i], &cursor);
        double x = ct_check_value(p, i);
        double y = at == CT_NO_OBS ? NAN : ct_check_value(p, (size_t)at);
        if (isnan(x) || isnan(y))
            continue;
        m.common++;
        m.equal += x == y;
        m.near += is_near(x, y);
    }
    return m;
}

static const char *code(const struct ct_panel *p, const char *key, size_t s)
{
    return ct_panel_code_of(p, key, s);
}

/* Known and alike, or not known of one of them. */
static bool no_conflict(const struct ct_panel *p, const char *key, size_t a,
                        size_t b)
{
    const char *x = code(p, key, a), *y = code(p, key, b);
    return strcmp(x, y) == 0 || !*x || !*y || *x == '_' || *y == '_';
}

static bool same(const struct ct_panel *p, const char *key, size_t a, size_t b)
{
    return strcmp(code(p, key, a), code(p, key, b)) == 0;
}

/* Victims under one name or the other: what counts is the counting unit. */
static bool same_thing(const struct ct_panel *p, size_t a, size_t b)
{
    static const char *const events[] = {"offences", "incidents", "victims"};
    bool named[2] = {false, false};
    if (!no_conflict(p, "counting_unit", a, b))
        return false;
    if (same(p, "measure", a, b))
        return true;
    for (int i = 0; i < 3; i++) {
        named[0] |= strcmp(code(p, "measure", a), events[i]) == 0;
        named[1] |= strcmp(code(p, "measure", b), events[i]) == 0;
    }
    return named[0] && named[1] && *code(p, "counting_unit", a) &&
           same(p, "counting_unit", a, b);
}

/* The work: rates of which there are counts, and how all sources go
 * together. */
struct work {
    struct ct_check *c;
    bool *counted;
    struct match sources;
};

/* What two series are to one another. */
enum kinship { STRANGERS, EDITIONS, SOURCES };

static enum kinship kinship(const struct ct_panel *p, size_t a, size_t b)
{
    bool one_dataset = same(p, "dataset", a, b);
    bool one_source = same(p, "source", a, b);
    if (one_dataset && one_source)
        return same(p, "measure", a, b) && !same(p, "vintage", a, b)
                   ? EDITIONS
                   : STRANGERS;
    return same_thing(p, a, b) &&
                   (one_dataset || no_conflict(p, "source", a, b))
               ? SOURCES
               : STRANGERS;
}

/* Appends where the other value stands, and how the series go together. */
static void tell(const struct ct_panel *p, long at, const struct match *m,
                 struct ct_buffer *out)
{
    struct ct_buffer place = {0};
    ct_check_place(&place, p, at);
    if (place.size)
        ct_buffer_printf(out, " (%s)", place.data);
    ct_buffer_printf(out,
                     "; of %zu common periods %zu are equal, %zu within 5 %%",
                     m->common, m->equal, m->near);
    ct_buffer_clear(&place);
}

static void find(struct ct_check *c, enum ct_rule rule, size_t series, size_t i,
                 double other, const char *text)
{
    double x = ct_check_value(c->panel, i);
    ct_check_find(
        c,
        &(struct ct_finding){
            .rule = rule,
            .series = series,
            .obs = (long)i,
            .value = x,
            .expected = other,
            .weight = isnan(other) ? fabs(x) : ct_check_weight(x, other)},
        "%s", text);
}

/* b against the earlier edition a. */
static void check_later(struct ct_check *c, size_t a, size_t b)
{
    const struct ct_panel *p = c->panel;
    struct match m = compare(p, a, b);
    size_t cursor = 0, last = p->first[b + 1];
    for (size_t i = p->first[a]; i < p->first[a + 1] && last > p->first[b];
         i++) {
        long at = ct_check_at(p, b, p->time[i], &cursor);
        double x = ct_check_value(p, i);
        double y = at == CT_NO_OBS ? NAN : ct_check_value(p, (size_t)at);
        struct ct_buffer text = {0};
        bool within = p->time[i] >= p->time[p->first[b]] &&
                      p->time[i] <= p->time[last - 1];
        if (isnan(x) || !within)
            continue;
        c->looked[CT_RULE_REVISED]++;
        c->looked[CT_RULE_WITHDRAWN]++;
        if (isnan(y)) {
            ct_buffer_printf(&text, "not in the edition %s",
                             code(p, "vintage", b));
            find(c, CT_RULE_WITHDRAWN, a, i, NAN, text.data);
        } else if (!is_near(x, y)) {
            ct_buffer_printf(&text, "the edition %s had another",
                             code(p, "vintage", a));
            tell(p, (long)i, &m, &text);
            find(c, CT_RULE_REVISED, b, (size_t)at, x, text.data);
        }
        ct_buffer_clear(&text);
    }
}

/* Who says what b says. */
static const char *name_of(const struct ct_panel *p, size_t a, size_t b)
{
    return same(p, "dataset", a, b) ? code(p, "source", b)
                                    : code(p, "dataset", b);
}

static void check_other(struct work *w, size_t a, size_t b)
{
    struct ct_check *c = w->c;
    const struct ct_panel *p = c->panel;
    struct match m = compare(p, a, b);
    size_t cursor = 0;
    w->sources.common += m.common;
    w->sources.equal += m.equal;
    w->sources.near += m.near;
    c->looked[CT_RULE_OTHER_SOURCE] += m.common;
    for (size_t i = p->first[a]; i < p->first[a + 1] && m.near < m.common;
         i++) {
        long at = ct_check_at(p, b, p->time[i], &cursor);
        double x = ct_check_value(p, i);
        double y = at == CT_NO_OBS ? NAN : ct_check_value(p, (size_t)at);
        struct ct_buffer text = {0};
        if (isnan(x) || isnan(y) || is_near(x, y))
            continue;
        ct_buffer_printf(&text, "so %s", name_of(p, a, b));
        tell(p, at, &m, &text);
        find(c, CT_RULE_OTHER_SOURCE, a, i, y, text.data);
        ct_buffer_clear(&text);
    }
}

/* Of rates that have counts too only editions are looked at: there a rate may
 * be revised and its count not. Returns what the two are. */
static enum kinship check_pair(struct work *w, size_t a, size_t b)
{
    const struct ct_panel *p = w->c->panel;
    enum kinship kin = kinship(p, a, b);
    if (kin == EDITIONS &&
        strcmp(code(p, "vintage", a), code(p, "vintage", b)) < 0)
        check_later(w->c, a, b);
    else if (kin == EDITIONS)
        check_later(w->c, b, a);
    else if (kin == SOURCES && !w->counted[a] && !w->counted[b])
        check_other(w, a, b);
    return kin;
}

/* Of many editions each is held against the next. */
static void check_set(struct work *w, const size_t *series, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool later = false;
        for (size_t k = i + 1; k < n; k++)
            if (!later ||
                kinship(w->c->panel, series[i], series[k]) != EDITIONS)
                later |= check_pair(w, series[i], series[k]) == EDITIONS;
    }
}

int ct_check_editions(struct ct_check *c, struct ct_error *err)
{
    static const char *const apart[] = {"vintage", "source", "dataset",
                                        "measure"};
    struct work w = {.c = c, .counted = ct_check_counted(c->panel)};
    struct ct_series_sets sets;
    (void)err;
    ct_series_sets_named(c->panel, apart, 4, &sets);
    for (size_t i = 0; i < sets.n; i++)
        check_set(&w, sets.series + sets.first[i],
                  sets.first[i + 1] - sets.first[i]);
    if (w.sources.common)
        ct_buffer_printf(
            &c->remark[CT_RULE_OTHER_SOURCE],
            "%zu values in common, %zu equal, %zu more within 5 %%",
            w.sources.common, w.sources.equal,
            w.sources.near - w.sources.equal);
    ct_series_sets_clear(&sets);
    free(w.counted);
    return 0;
}
