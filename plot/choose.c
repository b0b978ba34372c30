/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which series of a panel can share a figure: one measure, unit and frequency,
 * areas of one kind, totals before their parts. */
#include "config.h"

#include "plot/chart.h"

#include "lib/select.h"

#include <stdio.h>
#include <string.h>

/* What is preferred where a figure can show but one. */
static const char *const measures[] = {"offences",  "victims",    "incidents",
                                       "suspects",  "arrests",    "clearances",
                                       "unfounded", "prosecuted", "convicted",
                                       "prisoners", NULL};
static const char *const units[] = {"RATE_100K", "RATE_N", "INDEX",
                                    "PERCENT",   "NUMBER", NULL};
static const char *const frequencies[] = {"A", "Q", "M", NULL};

/* The number of a word in a list; past its end if it is not there. */
static size_t rank(const char *const *list, const char *word)
{
    size_t i = 0;
    while (list[i] && strcmp(list[i], word) != 0)
        i++;
    return i;
}

/* Whether the user asked for codes of a dimension. */
static bool is_named(const struct ct_chart *c, const char *dimension)
{
    const struct ct_selection *s = &c->request->selection;
    size_t n = strlen(dimension);
    for (size_t i = 0; i < s->n_where; i++)
        if (strncmp(s->where[i], dimension, n) == 0 && s->where[i][n] == '=')
            return true;
    return false;
}

/* Adds a code to the list of what was left out, once, up to four of a key. */
struct drop {
    const char *key;
    size_t n;
    const char *code[4];
};

static void drop_code(struct drop *d, const char *code)
{
    size_t kept = d->n < 4 ? d->n : 4;
    for (size_t i = 0; i < kept; i++)
        if (strcmp(d->code[i], code) == 0)
            return;
    if (d->n < 4)
        d->code[d->n] = code;
    d->n++;
}

static void say(struct ct_chart *c, const struct drop *d)
{
    if (d->n == 0)
        return;
    ct_buffer_text(&c->left_out, c->left_out.size ? "; " : "");
    ct_buffer_text(&c->left_out, d->key);
    for (size_t i = 0; i < d->n && i < 4; i++)
        ct_buffer_printf(&c->left_out, "%s %s", i ? "," : "", d->code[i]);
    ct_buffer_text(&c->left_out, d->n > 4 ? " and others" : "");
}

/* Leaves the series of one code of a key: the preferred one that is there. */
static const char *keep_one(struct ct_chart *c, const char *key,
                            const char *const *preferred, bool *keep)
{
    const char *best = NULL;
    struct drop dropped = {.key = key};
    for (size_t s = 0; s < c->panel->n_series; s++) {
        const char *code = ct_panel_code_of(c->panel, key, s);
        if (keep[s] && (!best || rank(preferred, code) < rank(preferred, best)))
            best = code;
    }
    for (size_t s = 0; s < c->panel->n_series; s++) {
        const char *code = ct_panel_code_of(c->panel, key, s);
        if (keep[s] && strcmp(code, best) != 0) {
            keep[s] = false;
            drop_code(&dropped, code);
        }
    }
    say(c, &dropped);
    return best;
}

/* Leaves the areas of one kind: countries before their parts before groups. */
static void keep_one_kind(struct ct_chart *c, bool *keep)
{
    enum ct_area_kind best = CT_AREA_OTHER;
    struct drop dropped = {.key = "area"};
    for (size_t s = 0; s < c->panel->n_series; s++) {
        enum ct_area_kind k =
            ct_area_kind(ct_panel_code_of(c->panel, "area", s));
        if (keep[s] && k < best)
            best = k;
    }
    for (size_t s = 0; s < c->panel->n_series; s++) {
        const char *code = ct_panel_code_of(c->panel, "area", s);
        if (keep[s] && ct_area_kind(code) != best) {
            keep[s] = false;
            drop_code(&dropped, code);
        }
    }
    say(c, &dropped);
}

/* Leaves totals where a dimension has both a total and parts. */
static void keep_total(struct ct_chart *c, const struct ct_key *key, bool *keep)
{
    bool has_total = false;
    struct drop dropped = {.key = key->name};
    for (size_t s = 0; s < c->panel->n_series; s++)
        has_total |=
            keep[s] && strcmp(key->codes.code[key->index[s]], "_T") == 0;
    for (size_t s = 0; has_total && s < c->panel->n_series; s++) {
        const char *code = key->codes.code[key->index[s]];
        if (keep[s] && strcmp(code, "_T") != 0) {
            keep[s] = false;
            drop_code(&dropped, code);
        }
    }
    say(c, &dropped);
}

void ct_chart_choose(struct ct_chart *c, bool *keep)
{
    for (size_t s = 0; s < c->panel->n_series; s++)
        keep[s] = true;
    c->freq = keep_one(c, "freq", frequencies, keep)[0];
    c->measure = keep_one(c, "measure", measures, keep);
    c->unit = keep_one(c, "unit", units, keep);
    if (!is_named(c, "area"))
        keep_one_kind(c, keep);
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        if (!key->is_attribute && strcmp(key->name, "area") != 0 &&
            !is_named(c, key->name))
            keep_total(c, key, keep);
    }
}
