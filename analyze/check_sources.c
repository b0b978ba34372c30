/* SPDX-License-Identifier: GPL-3.0-or-later
 * Series that go on from another source, by another definition or unit. */
#include "config.h"

#include "analyze/check_work.h"
#include "analyze/series_sets.h"
#include "lib/period.h"

#include <math.h>
#include <string.h>

/* What a series should be one in. */
static const char *const judged[] = {"source", "definition", "counting_unit",
                                     "counting_rule", "year_type"};
enum { N_JUDGED = sizeof judged / sizeof *judged };

static void find_mixed(struct ct_check *c, size_t s, const char *attribute)
{
    ct_check_find(c,
                  &(struct ct_finding){.rule = CT_RULE_SOURCE,
                                       .series = s,
                                       .obs = CT_NO_OBS,
                                       .value = NAN,
                                       .expected = NAN,
                                       .weight = 1},
                  "%s differs within the series", attribute);
}

/* Attributes of series united from several, which differed. */
static void check_mixed(struct ct_check *c)
{
    const struct ct_panel *p = c->panel;
    bool any = false;
    for (size_t j = 0; j < N_JUDGED; j++) {
        long key = ct_panel_find_key(p, judged[j]);
        any |= key >= 0;
        for (size_t s = 0; s < p->n_series && key >= 0; s++)
            if (strcmp(ct_panel_code(p, key, s), "mixed") == 0)
                find_mixed(c, s, judged[j]);
    }
    if (any)
        c->looked[CT_RULE_SOURCE] += p->n_series;
}

/* The first and last observation with a value; false if there is none. */
static bool extent(const struct ct_panel *p, size_t s, size_t *from, size_t *to)
{
    bool any = false;
    for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
        if (!isnan(ct_check_value(p, i))) {
            *from = any ? *from : i;
            *to = i;
            any = true;
        }
    return any;
}

/* The only one of the judged dimensions in which two series differ, or NULL. */
static const char *differs_in(const struct ct_panel *p, size_t a, size_t b)
{
    const char *found = NULL;
    for (size_t j = 0; j < N_JUDGED; j++) {
        long key = ct_panel_find_key(p, judged[j]);
        if (key < 0 || p->keys[key].is_attribute ||
            p->keys[key].index[a] == p->keys[key].index[b])
            continue;
        if (found)
            return NULL;
        found = judged[j];
    }
    return found;
}

/* Whether b takes over where a ends: within 3 periods, none in common. */
static void check_pair(struct ct_check *c, size_t a, size_t b)
{
    enum { NEAR = 3 };
    const struct ct_panel *p = c->panel;
    size_t from, to, begin, end;
    char when[CT_PERIOD_MAX];
    const char *dimension = differs_in(p, a, b);
    if (!dimension || !extent(p, a, &from, &to) || !extent(p, b, &begin, &end))
        return;
    char freq = ct_check_freq(p, a);
    long gap = ct_period_ordinal((struct ct_period){freq, p->time[begin]}) -
               ct_period_ordinal((struct ct_period){freq, p->time[to]});
    c->looked[CT_RULE_SOURCE]++;
    if (gap < 1 || gap > NEAR)
        return;
    ct_check_period(p, a, to, when);
    ct_check_find(c,
                  &(struct ct_finding){.rule = CT_RULE_SOURCE,
                                       .series = b,
                                       .obs = (long)begin,
                                       .value = ct_check_value(p, begin),
                                       .expected = ct_check_value(p, to),
                                       .weight = 2},
                  "continues %s=%s, whose last value is of %s", dimension,
                  ct_panel_code_of(p, dimension, a), when);
}

int ct_check_sources(struct ct_check *c, struct ct_error *err)
{
    struct ct_series_sets sets;
    (void)err;
    check_mixed(c);
    ct_series_sets_named(c->panel, judged, N_JUDGED, &sets);
    for (size_t i = 0; i < sets.n; i++)
        for (size_t k = sets.first[i]; k < sets.first[i + 1]; k++)
            for (size_t l = sets.first[i]; l < sets.first[i + 1]; l++)
                if (k != l)
                    check_pair(c, sets.series[k], sets.series[l]);
    ct_series_sets_clear(&sets);
    return 0;
}
