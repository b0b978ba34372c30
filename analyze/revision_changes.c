/* SPDX-License-Identifier: GPL-3.0-or-later
 * The changes from one edition to another, and what changed. */
#include "config.h"

#include "analyze/revision_changes.h"

#include "analyze/cells.h"
#include "analyze/revision_cause.h"
#include "analyze/series.h"
#include "lib/period.h"

#include <math.h>
#include <string.h>

enum { TIME, CHANGE, OLD, NEW, DIFFERENCE, PERCENT, CAUSE };

const struct ct_column_row ct_revision_change_columns[] = {
    {"time", true, "period; empty where all of a series is new or withdrawn"},
    {"change", true, "revised, new, withdrawn, new-series, withdrawn-series"},
    {"old", false, "number of the earlier vintage"},
    {"new", false, "number of the later vintage"},
    {"difference", false, "new - old"},
    {"percent", false, "difference in percent of old"},
    {"cause", true,
     "what changed: count, denominator, both, rounding; empty "
     "where counts and residents are not known"},
    {0}};

static const struct ct_series *series_of(const struct ct_twins *w, long member)
{
    return member < 0 ? NULL : &w->group->series[member];
}

/* Whether a series of the panel is the population of another: of the same
 * area, sex, age, citizenship and freq. */
static bool is_population_of(const struct ct_panel *p, size_t s, size_t of)
{
    static const char *const same[] = {"area", "sex", "age", "citizenship",
                                       "freq"};
    if (ct_series_kind(p, s) != CT_KIND_POPULATION)
        return false;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(ct_panel_code_of(p, same[i], s),
                   ct_panel_code_of(p, same[i], of)) != 0)
            return false;
    return true;
}

/* The residents a vintage gives for a member, NaN where it gives none. */
static double residents(const struct ct_twins *w, long member, int32_t day,
                        const char *vintage)
{
    const struct ct_panel *p = w->group->panel;
    size_t of = w->group->series[member].index;
    for (size_t s = 0; s < p->n_series; s++) {
        if (!is_population_of(p, s, of) ||
            strcmp(ct_panel_code_of(p, "vintage", s), vintage) != 0)
            continue;
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
            if (p->time[i] == day)
                return p->column[CT_VALUE][i];
    }
    return NAN;
}

/* Whether the panel brings a population along. */
static bool has_population(const struct ct_panel *p)
{
    for (size_t s = 0; s < p->n_series; s++)
        if (ct_series_kind(p, s) == CT_KIND_POPULATION)
            return true;
    return false;
}

/* What the numbers of a member are rounded to. */
static double step_of(const struct ct_twins *w, long member)
{
    const struct ct_series *s = series_of(w, member);
    return s ? ct_printed_step(s->value, s->n) : 0;
}

/* What changed a number that is revised, e's i-th. */
static const char *cause(const struct ct_twins *w, const struct ct_editions *e,
                         size_t i)
{
    enum ct_series_kind kind =
        ct_series_kind(w->group->panel, w->group->series[w->now].index);
    if (kind != CT_KIND_RATE)
        return kind == CT_KIND_COUNT ? "count" : "";
    struct ct_rate_revision x = {
        e->old[i],
        e->now[i],
        ct_series_at(series_of(w, w->old_count), e->day[i]),
        ct_series_at(series_of(w, w->new_count), e->day[i]),
        NAN,
        NAN,
        step_of(w, w->old),
        step_of(w, w->now)};
    if (has_population(w->group->panel)) {
        x.old_residents = residents(w, w->old, e->day[i], w->old_vintage);
        x.new_residents = residents(w, w->now, e->day[i], w->new_vintage);
    }
    return ct_revision_cause(&x);
}

static void list_change(const struct ct_twins *w, const struct ct_editions *e,
                        size_t i, struct ct_table *t)
{
    static const char *const word[CT_N_REVISED] = {[CT_REVISED] = "revised",
                                                   [CT_NEW] = "new",
                                                   [CT_WITHDRAWN] =
                                                       "withdrawn"};
    if (!word[e->what[i]])
        return;
    ct_table_row(t);
    ct_cell_period(t, TIME,
                   (struct ct_period){w->group->series->freq, e->day[i]});
    ct_table_text(t, CHANGE, word[e->what[i]]);
    ct_table_number(t, OLD, e->old[i]);
    ct_table_number(t, NEW, e->now[i]);
    if (e->what[i] != CT_REVISED)
        return;
    double difference = e->now[i] - e->old[i];
    ct_table_number(t, DIFFERENCE, difference);
    if (e->old[i] != 0)
        ct_table_number(t, PERCENT, 100 * difference / e->old[i]);
    ct_table_text(t, CAUSE, cause(w, e, i));
}

/* The rows of single changes; one for a whole series that came or went. */
void ct_revision_changes(const struct ct_twins *w, const struct ct_editions *e,
                         struct ct_table *t)
{
    bool came = e->n && e->count[CT_NEW] + e->count[CT_EXTENDED] == e->n;
    bool went = e->n && e->count[CT_WITHDRAWN] + e->count[CT_DROPPED] == e->n;
    if (came || went) {
        ct_table_row(t);
        ct_table_text(t, CHANGE, came ? "new-series" : "withdrawn-series");
        return;
    }
    for (size_t i = 0; i < e->n; i++)
        list_change(w, e, i, t);
}
