/* SPDX-License-Identifier: GPL-3.0-or-later
 * The findings of check as a report on the screen. */
#include "config.h"

#include "cli/check_report.h"

#include "analyze/check_work.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES_SHOWN = 10 };

/* Findings first .. end - 1 are those of one rule. */
struct section {
    const struct ct_check *c;
    enum ct_rule rule;
    size_t first, end, series;
};

/* Whether a dimension tells series of the panel apart. */
static bool tells_apart(const struct ct_key *key)
{
    return !key->is_attribute && key->codes.n > 1;
}

/* Appends the codes that --where takes; totals and numbers are left out. */
static void name_series(const struct ct_panel *p, const struct ct_finding *f,
                        struct ct_buffer *out)
{
    bool any = false;
    for (size_t k = 0; k < p->n_keys; k++) {
        const char *code = ct_panel_code(p, (long)k, f->series);
        if (!tells_apart(&p->keys[k]) || strcmp(code, "_T") == 0 ||
            strcmp(code, "NUMBER") == 0 || !ct_check_names(f, p->keys[k].name))
            continue;
        ct_buffer_printf(out, "%s%s=%s", any ? " " : "", p->keys[k].name, code);
        any = true;
    }
    if (!any)
        ct_buffer_text(out, "the series");
}

static void add_period(const struct ct_panel *p, const struct ct_finding *f,
                       struct ct_buffer *out)
{
    char when[CT_PERIOD_MAX];
    char freq = ct_check_freq(p, f->series);
    ct_period_format((struct ct_period){freq, f->time}, when);
    ct_buffer_text(out, when);
}

/* The other periods of the series in which the rule found something. */
static void add_others(const struct section *s, const struct ct_finding *f,
                       struct ct_buffer *out)
{
    const struct ct_finding *first = NULL, *last = NULL;
    size_t n = 0;
    for (size_t i = s->first; i < s->end; i++) {
        const struct ct_finding *g = &s->c->finding[i];
        if (g->series != f->series || g == f)
            continue;
        n++;
        first = !first || g->time < first->time ? g : first;
        last = !last || g->time > last->time ? g : last;
    }
    if (n == 0)
        return;
    ct_buffer_printf(out, "\n      and %zu more: ", n);
    add_period(s->c->panel, first, out);
    if (last->time > first->time) {
        ct_buffer_text(out, " to ");
        add_period(s->c->panel, last, out);
    }
}

static void add_finding(const struct section *s, const struct ct_finding *f,
                        struct ct_buffer *out)
{
    const struct ct_panel *p = s->c->panel;
    struct ct_buffer place = {0};
    ct_buffer_text(out, "  ");
    name_series(p, f, out);
    if (f->dated) {
        ct_buffer_byte(out, ' ');
        add_period(p, f, out);
    }
    if (!isnan(f->value)) {
        ct_buffer_text(out, ": ");
        ct_check_number(out, f->value);
    }
    if (!isnan(f->expected)) {
        ct_buffer_text(out, ", against ");
        ct_check_number(out, f->expected);
    }
    ct_check_place(&place, p, f->obs);
    if (place.size)
        ct_buffer_printf(out, "  [%s]", place.data);
    ct_buffer_printf(out, "\n      %s", f->text);
    add_others(s, f, out);
    ct_buffer_byte(out, '\n');
    ct_buffer_clear(&place);
}

/* The findings of a rule: of each series the worst. */
static void add_section(const struct section *s, size_t most,
                        struct ct_buffer *out)
{
    static const char *const against[] = {
        "against earlier editions", "against itself", "against other sources"};
    const struct ct_check_rule *rule = &ct_check_rules[s->rule];
    size_t shown = 0;
    bool *seen = ct_xcalloc(s->c->panel->n_series, sizeof *seen);
    ct_buffer_printf(out, "\n%s: %s\n", rule->name, rule->title);
    ct_buffer_printf(out, "  %s; %zu found in %zu series, %zu looked at\n",
                     against[rule->family], s->end - s->first, s->series,
                     s->c->looked[s->rule]);
    for (size_t i = s->first; i < s->end && shown < most; i++) {
        const struct ct_finding *f = &s->c->finding[i];
        if (seen[f->series])
            continue;
        seen[f->series] = true;
        add_finding(s, f, out);
        shown++;
    }
    if (shown < s->series)
        ct_buffer_printf(out, "  ... and %zu more series\n", s->series - shown);
    free(seen);
}

static size_t count_series(const struct section *s)
{
    size_t n = 0;
    bool *seen = ct_xcalloc(s->c->panel->n_series, sizeof *seen);
    for (size_t i = s->first; i < s->end; i++) {
        size_t series = s->c->finding[i].series;
        n += !seen[series];
        seen[series] = true;
    }
    free(seen);
    return n;
}

/* What was looked at, and how much was found. */
static void add_summary(const struct ct_check *c, const size_t *found,
                        struct ct_buffer *out)
{
    const struct ct_panel *p = c->panel;
    size_t rules = 0, values = 0;
    for (size_t r = 0; r < CT_N_RULES; r++)
        rules += c->looked[r] > 0;
    for (size_t i = 0; i < p->n_obs; i++)
        values += isnan(p->column[CT_VALUE][i]) ? 0 : 1;
    if (*p->title)
        ct_buffer_printf(out, "%s\n", p->title);
    ct_buffer_printf(out,
                     "%zu series, %zu values; %zu of %d rules had something to "
                     "look at\n%zu errors, %zu warnings, %zu notes\n",
                     p->n_series, values, rules, (int)CT_N_RULES,
                     found[CT_ERROR], found[CT_WARNING], found[CT_NOTE]);
}

void ct_check_report(const struct ct_check *c, const char *kept, bool all,
                     struct ct_buffer *out)
{
    static const char *const heading[] = {"ERRORS: cannot be right",
                                          "WARNINGS: likely to be wrong",
                                          "NOTES: worth knowing"};
    size_t found[3] = {0};
    int severity = -1;
    bool cut = false;
    for (size_t i = 0; i < c->n; i++)
        found[ct_check_rules[c->finding[i].rule].severity]++;
    add_summary(c, found, out);
    for (size_t i = 0; i < c->n;) {
        struct section s = {c, c->finding[i].rule, i, i, 0};
        while (s.end < c->n && c->finding[s.end].rule == s.rule)
            s.end++;
        s.series = count_series(&s);
        if ((int)ct_check_rules[s.rule].severity != severity) {
            severity = (int)ct_check_rules[s.rule].severity;
            ct_buffer_printf(out, "\n%s\n", heading[severity]);
        }
        add_section(&s, all ? SIZE_MAX : SERIES_SHOWN, out);
        cut |= !all && s.series > SERIES_SHOWN;
        i = s.end;
    }
    for (size_t r = 0; r < CT_N_RULES; r++)
        if (c->remark[r].size)
            ct_buffer_printf(out, "\n%s: %s\n", ct_check_rules[r].name,
                             c->remark[r].data);
    if (kept)
        ct_buffer_printf(out,
                         "\nAll findings, a row each: crimetrends export "
                         "%s -t csv\n",
                         kept);
    else if (cut)
        ct_buffer_text(out, "\nThe worst of each rule; -o RESULT.h5 keeps all "
                            "findings, --verbose shows all series.\n");
}
