/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of one series: a row of the table comparability. */
#include "config.h"

#include "analyze/comparability_member.h"

#include "analyze/cells.h"
#include "analyze/cut.h"
#include "analyze/sentences.h"

#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns in front of the traits, which stand in the order of ct_traits[], and
 * behind them. */
enum { FROM, TO, N, COMPLETENESS, FIRST_TRAIT };
enum {
    KNOWN = FIRST_TRAIT + 12,
    UNKNOWN,
    BREAKS,
    BREAK_PERIODS,
    STATUS,
    VINTAGE,
    TIMELINESS,
    FIRST_POINTS,
    APPLICABLE = FIRST_POINTS + CT_N_SCORE,
    SCORE,
    REMARK
};

const struct ct_column_row ct_comparability_columns[] = {
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"n", false, "periods with a value"},
    {"completeness", false,
     "their share of the periods in which any of the areas has one"},
    {"source", true, "police, health, survey, court, prison, customs, other"},
    {"counting_unit", true, "what is counted"},
    {"relation", true, "to the classification of offences (ICCS)"},
    {"attempts", true, "included, excluded, separate"},
    {"counting_rule", true, "as the publisher says"},
    {"recording_stage", true, "input, intermediate, output"},
    {"principal_offence_rule", true, "yes: only the gravest of several counts"},
    {"multiple_offences", true, "how several of a kind count"},
    {"time_reference", true, "offence, recording, closure"},
    {"year_type", true, "calendar, fiscal"},
    {"population_covered", true, "as the publisher says"},
    {"territory", true, "as the publisher says"},
    {"known", false, "how many of these twelve are known"},
    {"unknown", true, "which are not, of those areas are refused for"},
    {"breaks", false, "breaks with values on either side"},
    {"break_periods", true, "first periods on the new basis"},
    {"status", true, "letters of all its values"},
    {"vintage", true, "edition"},
    {"timeliness", false,
     "months from the end of the last period to the edition"},
    {"alignment_points", false, "--score: of 30, relation"},
    {"unit_points", false, "--score: of 15, counting unit"},
    {"breaks_points", false, "--score: of 15, less 5 for each break"},
    {"completeness_points", false, "--score: of 15"},
    {"timeliness_points", false, "--score: of 5"},
    {"applicable", false, "--score: points that could be had"},
    {"score", false, "--score: points in percent of them, from 50 on"},
    {"remark", true, "--score: why there is none"},
    {0}};

static void set_period(struct ct_table *t, size_t column,
                       const struct ct_series *s, size_t row)
{
    ct_cell_period(t, column, (struct ct_period){s->freq, s->time[row]});
}

struct ct_comparability_window
ct_comparability_window_of(const struct ct_group *g)
{
    struct ct_comparability_window w = {0};
    for (size_t i = 0; i < g->n; i++)
        for (size_t k = 0; k < g->series[i].n; k++) {
            long at = g->series[i].ordinal[k];
            if (isnan(g->series[i].value[k]))
                continue;
            w.first = w.any && w.first < at ? w.first : at;
            w.last = w.any && w.last > at ? w.last : at;
            w.any = true;
        }
    return w;
}

/* Writes first and last period, n and completeness; returns the row of the
 * last value, or SIZE_MAX. */
static size_t write_extent(const struct ct_series *s,
                           const struct ct_comparability_window *w,
                           struct ct_table *t, double *completeness)
{
    size_t n = 0, last = SIZE_MAX;
    for (size_t k = 0; k < s->n; k++) {
        if (isnan(s->value[k]))
            continue;
        if (n++ == 0)
            set_period(t, FROM, s, k);
        last = k;
    }
    *completeness =
        w->any ? (double)n / (double)(w->last - w->first + 1) : (double)NAN;
    if (n)
        set_period(t, TO, s, last);
    ct_table_number(t, N, (double)n);
    ct_table_number(t, COMPLETENESS, *completeness);
    return last;
}

/* Writes what is known of the recording, and what is not. */
static void write_traits(const struct ct_beside *b, size_t member,
                         struct ct_table *t)
{
    struct ct_buffer unknown = {0};
    size_t known = 0;
    for (size_t i = 0; i < ct_n_traits; i++) {
        const char *code = ct_beside_code(b, member, &ct_traits[i]);
        ct_table_text(t, FIRST_TRAIT + i, *code ? code : "unknown");
        known += *code ? 1 : 0;
        if (!*code && ct_traits[i].word)
            ct_buffer_printf(&unknown, "%s%s", unknown.size ? ", " : "",
                             ct_traits[i].name);
    }
    ct_table_number(t, KNOWN, (double)known);
    if (unknown.size)
        ct_table_text(t, UNKNOWN, unknown.data);
    ct_buffer_clear(&unknown);
}

/* Writes the breaks; returns how many. */
static size_t write_breaks(const struct ct_series *s, struct ct_table *t)
{
    size_t *start = ct_xmalloc(s->n + 2, sizeof *start);
    size_t parts = ct_cut(s->value, s->status, s->n, start);
    struct ct_buffer periods = {0};
    for (size_t k = 1; k < parts; k++) {
        char when[CT_PERIOD_MAX];
        ct_period_format((struct ct_period){s->freq, s->time[start[k]]}, when);
        ct_buffer_printf(&periods, "%s%s", k > 1 ? ", " : "", when);
    }
    ct_table_number(t, BREAKS, (double)(parts - 1));
    if (periods.size)
        ct_table_text(t, BREAK_PERIODS, periods.data);
    ct_buffer_clear(&periods);
    free(start);
    return parts - 1;
}

static void write_status(const struct ct_series *s, struct ct_table *t)
{
    uint16_t all = 0;
    for (size_t k = 0; k < s->n; k++)
        all |= s->status[k];
    ct_cell_status(t, STATUS, all);
}

/* The edition of a series: its own, else that of its dataset's files where it
 * is one; "" if not known. Borrowed. */
static const char *vintage_of(const struct ct_panel *p, size_t series)
{
    const char *dataset = ct_panel_code_of(p, "dataset", series);
    const char *own = ct_panel_code_of(p, "vintage", series), *found = "";
    if (*own && strcmp(own, "_T") != 0)
        return strcmp(own, "mixed") == 0 ? "" : own;
    for (size_t i = 0; i < p->provenance.n_inputs; i++) {
        const struct ct_input *in = &p->provenance.inputs[i];
        if (strcmp(in->dataset, dataset) != 0)
            continue;
        if (*found && strcmp(found, in->vintage) != 0)
            return "";
        found = in->vintage;
    }
    return found;
}

/* The first day of an edition: of a month or a year its last, as nothing
 * better is known; INT32_MIN if it is no date. */
static int32_t edition_day(const char *vintage)
{
    struct ct_period p;
    if (strlen(vintage) > 10 ||
        ct_period_parse(vintage, strlen(vintage), &p, NULL) != 0) {
        if (strlen(vintage) < 7 || ct_period_parse(vintage, 7, &p, NULL) != 0)
            return INT32_MIN;
    }
    return ct_period_last_day(p);
}

/* Writes edition and timeliness, which is returned; NaN if not known. */
static double write_edition(const struct ct_group *g, size_t member,
                            size_t last, struct ct_table *t)
{
    const double days_a_month = 365.2425 / 12;
    const struct ct_series *s = &g->series[member];
    const char *vintage = vintage_of(g->panel, s->index);
    int32_t day = edition_day(vintage);
    ct_table_text(t, VINTAGE, *vintage ? vintage : "unknown");
    if (last == SIZE_MAX || day == INT32_MIN)
        return NAN;
    struct ct_period end = {s->freq, s->time[last]};
    double months = (double)(day - ct_period_last_day(end)) / days_a_month;
    if (months < 0)
        return NAN;
    ct_table_number(t, TIMELINESS, round(months));
    return months;
}

struct ct_score_input
ct_comparability_write(const struct ct_group *g, const struct ct_beside *b,
                       size_t member, const struct ct_comparability_window *w,
                       struct ct_table *t)
{
    const struct ct_trait relation = {"relation", NULL, "", false};
    const struct ct_trait unit = {"counting_unit", NULL, "", false};
    const struct ct_series *s = &g->series[member];
    struct ct_score_input known = {
        .offence = ct_group_code(g, member, "offence"),
        .relation = ct_beside_code(b, member, &relation),
        .counting_unit = ct_beside_code(b, member, &unit)};
    ct_table_row(t);
    size_t last = write_extent(s, w, t, &known.completeness);
    write_traits(b, member, t);
    known.breaks = write_breaks(s, t);
    write_status(s, t);
    known.months = write_edition(g, member, last, t);
    return known;
}

void ct_comparability_write_score(const struct ct_score_input *in,
                                  struct ct_table *t)
{
    struct ct_score s;
    ct_comparability_score(in, &s);
    for (size_t i = 0; i < CT_N_SCORE; i++)
        ct_table_number(t, FIRST_POINTS + i, s.points[i]);
    ct_table_number(t, APPLICABLE, s.applicable);
    ct_table_number(t, SCORE, s.score);
    if (isnan(s.score))
        ct_table_text(t, REMARK, CT_SAY_NO_SCORE);
}
