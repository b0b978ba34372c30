/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names, title and subtitle of a figure, made from its data. */
#include "config.h"

#include "plot/chart.h"

#include "lib/memory.h"
#include "plot/axis.h"
#include "plot/encode.h"
#include "plot/lang.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ct_chart_say(const struct ct_chart *c, const char *english)
{
    return ct_lang_say(c->request->options->lang, english);
}

void ct_chart_number(const struct ct_chart *c, double x, int decimals,
                     char *out)
{
    ct_lang_number(c->request->options->lang, x, decimals, out);
}

/* The label of a code: that of the data where it is their own, else the
 * code list's long or short one, else the code. Borrowed. */
static const char *name_of(const struct ct_chart *c, const char *key,
                           size_t series, bool is_short)
{
    long k = ct_panel_find_key(c->panel, key);
    const char *code = ct_panel_code(c->panel, k, series);
    const char *given = k < 0 ? "" : ct_panel_label(c->panel, k, series);
    const struct ct_codes *codes = c->request->codes;
    const char *listed = codes ? ct_codes_label(codes, key, code) : NULL;
    if (*given && (!listed || strcmp(given, listed) != 0))
        return given;
    if (listed && is_short)
        listed = ct_codes_short(codes, key, code);
    return listed ? ct_chart_say(c, listed) : code;
}

char *ct_chart_name(const struct ct_chart *c, const char *key, size_t series)
{
    return ct_text_clean(name_of(c, key, series, true));
}

char *ct_chart_option(const struct ct_chart *c, const char *name)
{
    const char *s = c->panel->provenance.options;
    size_t n = strlen(name);
    while (*s) {
        size_t length = strcspn(s, " ");
        if (length > n && strncmp(s, name, n) == 0 && s[n] == '=')
            return ct_xstrndup(s + n + 1, length - n - 1);
        s += length;
        s += strspn(s, " ");
    }
    return NULL;
}

/* Makes the first letter, if it is one of ASCII, small. */
static void lower_first(char *s)
{
    if (*s >= 'A' && *s <= 'Z' && !(s[1] >= 'A' && s[1] <= 'Z'))
        *s = (char)(*s + 'a' - 'A');
}

/* "100,000" of a unit RATE_100K or RATE_N. */
static void per_words(const struct ct_chart *c, char *out)
{
    char *per =
        strcmp(c->unit, "RATE_N") == 0 ? ct_chart_option(c, "per") : NULL;
    double n = per ? strtod(per, NULL) : 0;
    ct_chart_number(c, n >= 1 && n <= 1e12 ? n : 100000, 0, out);
    free(per);
}

static char *index_words(const struct ct_chart *c)
{
    char *base = ct_chart_option(c, "base");
    char *words = base && *base
                      ? ct_xasprintf(ct_chart_say(c, "Index, %s = 100"), base)
                      : ct_xstrdup(ct_chart_say(c, "Index"));
    free(base);
    return words;
}

static char *percent_words(const struct ct_chart *c)
{
    char *kind = ct_chart_option(c, "kind");
    bool is_change =
        kind && (strcmp(kind, "yoy") == 0 || strcmp(kind, "annualised") == 0);
    free(kind);
    return ct_xstrdup(
        is_change ? ct_chart_say(c, "Change from the year before, percent")
                  : ct_chart_say(c, "Percent"));
}

char *ct_chart_unit(const struct ct_chart *c)
{
    char per[CT_PEOPLE_MAX];
    char *measure = ct_chart_name(c, "measure", c->line[0].series), *words;
    if (strncmp(c->unit, "RATE_", 5) == 0) {
        per_words(c, per);
        words =
            ct_xasprintf(ct_chart_say(c, "%s per %s population"), measure, per);
    } else if (strcmp(c->unit, "INDEX") == 0) {
        words = index_words(c);
    } else if (strcmp(c->unit, "PERCENT") == 0) {
        words = percent_words(c);
    } else if (strcmp(c->unit, "NUMBER") == 0) {
        if (c->request->options->lang == CT_LANG_EN)
            lower_first(measure);
        words = strcmp(c->measure, "population") == 0
                    ? ct_xstrdup(ct_chart_say(c, "Number of residents"))
                    : ct_xasprintf(ct_chart_say(c, "Number of %s"), measure);
    } else {
        words = ct_text_clean(name_of(c, "unit", c->line[0].series, false));
    }
    free(measure);
    return words;
}

char *ct_chart_title(const struct ct_chart *c)
{
    if (c->request->options->title)
        return ct_text_clean(c->request->options->title);
    size_t s = c->line[0].series;
    const char *offence = ct_chart_constant(c, "offence");
    bool by_offence = offence && strcmp(offence, "_T") != 0;
    char *what = ct_text_clean(
        name_of(c, by_offence ? "offence" : "measure", s, !by_offence));
    const char *area = ct_chart_constant(c, "area");
    char *where = ct_chart_name(c, "area", s);
    char *title = area && strcmp(area, "_T") != 0
                      ? ct_xasprintf("%s, %s", what, where)
                      : ct_xstrdup(what);
    free(what);
    free(where);
    return title;
}

/* Appends the names of what all lines share and the title does not say: sex,
 * age, citizenship, ... */
static void add_shared(const struct ct_chart *c, struct ct_buffer *out)
{
    static const char *const said[] = {"area", "measure", "offence",
                                       "unit", "freq",    NULL};
    for (size_t k = 0; k < c->panel->n_keys; k++) {
        const struct ct_key *key = &c->panel->keys[k];
        size_t i = 0;
        while (said[i] && strcmp(said[i], key->name) != 0)
            i++;
        bool shown = c->shown_key && strcmp(c->shown_key, key->name) == 0;
        const char *code = key->is_attribute || said[i] || shown
                               ? NULL
                               : ct_chart_constant(c, key->name);
        if (!code || strcmp(code, "_T") == 0 || strcmp(code, "_Z") == 0)
            continue;
        char *name = ct_chart_name(c, key->name, c->line[0].series);
        lower_first(name);
        ct_buffer_printf(out, ", %s", name);
        free(name);
    }
}

char *ct_chart_subtitle(const struct ct_chart *c)
{
    char from[CT_PERIOD_MAX], to[CT_PERIOD_MAX];
    struct ct_buffer b = {0};
    if (c->request->options->subtitle)
        return ct_text_clean(c->request->options->subtitle);
    char *unit = ct_chart_unit(c);
    ct_buffer_text(&b, unit);
    free(unit);
    add_shared(c, &b);
    ct_chart_period(c, c->from, from);
    ct_chart_period(c, c->to, to);
    ct_buffer_printf(&b, ", %s", from);
    if (c->to > c->from)
        ct_buffer_printf(&b, "%s%s",
                         c->is_pair ? ct_chart_say(c, " and ") : "\u2013", to);
    if (c->is_log)
        ct_buffer_text(&b, ct_chart_say(c, ", logarithmic scale"));
    char *joined = ct_buffer_take(&b), *clean = ct_text_clean(joined);
    free(joined);
    return clean;
}

/* A change from fewer events than this is told by no percent. */
enum { LEAST_BASE = 20 };

/* The events behind a point, NaN if they are not known. */
static double events_at(const struct ct_chart *c, const struct ct_line *l,
                        const struct ct_point *p)
{
    const struct ct_panel *panel = c->panel;
    if (strcmp(c->unit, "NUMBER") == 0)
        return p->value;
    for (size_t i = panel->first[l->series]; i < panel->first[l->series + 1];
         i++)
        if (panel->column[CT_EVENTS] && panel->time[i] == p->time)
            return panel->column[CT_EVENTS][i];
    return NAN;
}

void ct_chart_describe(const struct ct_chart *c, const struct ct_line *l,
                       struct ct_buffer *out)
{
    const struct ct_point *a = &l->point[l->first], *b = &l->point[l->last];
    char value[CT_PEOPLE_MAX], period[CT_PERIOD_MAX];
    ct_chart_value(c, a->value, value);
    ct_chart_period(c, a->ordinal, period);
    ct_buffer_printf(out, ct_chart_say(c, "%s: %s in %s"), l->label, value,
                     period);
    if (l->first == l->last) {
        ct_buffer_text(out, ". ");
        return;
    }
    ct_chart_value(c, b->value, value);
    ct_chart_period(c, b->ordinal, period);
    ct_buffer_printf(out, ct_chart_say(c, ", %s in %s"), value, period);
    double change = 100 * (b->value / a->value - 1);
    if (a->value > 0 && b->value >= 0 && strcmp(c->unit, "PERCENT") != 0 &&
        isfinite(change) && !(events_at(c, l, a) < LEAST_BASE)) {
        ct_chart_number(c, fabs(change), 0, value);
        ct_buffer_printf(out, ct_chart_say(c, " (%s%s%%)"),
                         change < 0 ? "\u2212" : "+", value);
    }
    ct_buffer_text(out, ". ");
}
