/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares of counts: a table like that of the method shares. */
#include "config.h"

#include "plot/share_chart.h"

#include "lib/memory.h"
#include "lib/select.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The dimension, beside the area, in which the lines differ; NULL with the
 * reason if there is none, or several. */
static const char *find_parts(const struct ct_chart *c, struct ct_error *err)
{
    const char *found = NULL;
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (key->is_attribute || strcmp(key->name, "area") == 0 ||
            ct_chart_constant(c, key->name))
            continue;
        if (found) {
            ct_fail(err, CT_EDATA, 0, 0,
                    "the series differ in %s and in %s: choose with --where "
                    "which are parts of a whole",
                    found, key->name);
            return NULL;
        }
        found = key->name;
    }
    if (!found)
        ct_fail(err, CT_EDATA, 0, 0,
                "no parts to draw: name them with --where, as in --where "
                "sex=F,M, or draw a result of `analyze shares`");
    return found;
}

/* Fails if one of two codes holds the other. */
static int check_pair(const struct ct_share_chart *c, const char *a,
                      const char *b, struct ct_error *err)
{
    const struct ct_codes *codes = c->request->codes;
    if (strcmp(a, b) == 0 || *a == '_' || *b == '_' || !codes ||
        (!ct_codes_below(codes, c->of, a, b) &&
         !ct_codes_below(codes, c->of, b, a)))
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "%s %s and %s are no parts of a whole: one holds the other",
                   c->of, a, b);
}

/* Fails if a total, or a parent, is among the parts. */
static int check_parts(const struct ct_share_chart *c, struct ct_error *err)
{
    const struct ct_chart *chart = &c->chart;
    for (size_t i = 0; i < chart->n; i++) {
        const char *a =
            ct_panel_code_of(chart->panel, c->of, chart->line[i].series);
        if (strcmp(a, "_T") == 0)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "the total of %s is no part of it: leave _T out",
                           c->of);
        for (size_t j = 0; j < i; j++)
            if (check_pair(c, a,
                           ct_panel_code_of(chart->panel, c->of,
                                            chart->line[j].series),
                           err) < 0)
                return -1;
    }
    return 0;
}

/* Whether a series is none of the lines, but would be if it had a value. */
static bool is_empty(const struct ct_share_chart *c, size_t series)
{
    const struct ct_chart *chart = &c->chart;
    const struct ct_panel *p = chart->panel;
    size_t other = chart->line[0].series;
    bool is_part = false;
    for (size_t i = 0; i < chart->n; i++) {
        if (chart->line[i].series == series)
            return false;
        is_part |=
            strcmp(ct_panel_code_of(p, c->of, series),
                   ct_panel_code_of(p, c->of, chart->line[i].series)) == 0;
    }
    for (size_t k = 0; k < p->n_keys && is_part; k++)
        if (!p->keys[k].is_attribute && strcmp(p->keys[k].name, "area") != 0 &&
            strcmp(p->keys[k].name, c->of) != 0)
            is_part = p->keys[k].index[series] == p->keys[k].index[other];
    return is_part && ct_area_kind(ct_panel_code_of(p, "area", series)) ==
                          ct_area_kind(ct_panel_code_of(p, "area", other));
}

static void make_columns(struct ct_share_chart *c)
{
    const struct ct_panel *p = c->chart.panel;
    c->own = ct_table_create("shares");
    for (size_t k = 0; k < p->n_keys; k++)
        if (!p->keys[k].is_attribute)
            ct_table_column(c->own, p->keys[k].name, true);
    ct_table_column(c->own, "time", true);
    ct_table_column(c->own, "part", false);
}

static void add_row(struct ct_share_chart *c, size_t series, int32_t day,
                    double value)
{
    const struct ct_panel *panel = c->chart.panel;
    char period[CT_PERIOD_MAX];
    size_t column = 0;
    ct_table_row(c->own);
    for (size_t k = 0; k < panel->n_keys; k++)
        if (!panel->keys[k].is_attribute)
            ct_table_text(c->own, column++,
                          ct_panel_code(panel, (long)k, series));
    ct_period_format((struct ct_period){c->chart.freq, day}, period);
    ct_table_text(c->own, column, period);
    ct_table_number(c->own, column + 1, value);
}

/* Adds the numbers of the lines; and of series without any, that areas which
 * lack a part can be named. */
static void add_rows(struct ct_share_chart *c)
{
    const struct ct_panel *p = c->chart.panel;
    for (size_t i = 0; i < c->chart.n; i++)
        for (size_t j = 0; j < c->chart.line[i].n; j++)
            add_row(c, c->chart.line[i].series, c->chart.line[i].point[j].time,
                    c->chart.line[i].point[j].value);
    for (size_t s = 0; s < p->n_series; s++)
        for (size_t i = p->first[s]; i < p->first[s + 1] && is_empty(c, s); i++)
            add_row(c, s, p->time[i], NAN);
}

/* Whether a negative number is among those drawn. */
static int check_counts(const struct ct_chart *c, struct ct_error *err)
{
    if (strcmp(c->unit, "NUMBER") != 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "shares are of counts, and these are of unit %s: "
                       "choose with --where unit=NUMBER",
                       c->unit);
    if (c->low < 0)
        return ct_fail(err, CT_EDATA, 0, 0,
                       "shares are of counts, and one is below 0");
    return 0;
}

int ct_share_counts(struct ct_share_chart *c, struct ct_error *err)
{
    if (ct_chart_make(c->request, &c->chart, err) < 0)
        return -1;
    c->is_made = true;
    c->chart.counts_told = true;
    c->chart.special_mark = "Some values";
    if (check_counts(&c->chart, err) < 0)
        return -1;
    const char *of = find_parts(&c->chart, err);
    if (!of)
        return -1;
    c->of = ct_xstrdup(of);
    if (check_parts(c, err) < 0)
        return -1;
    make_columns(c);
    add_rows(c);
    c->table = c->own;
    return 0;
}
