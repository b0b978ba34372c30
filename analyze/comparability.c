/* SPDX-License-Identifier: GPL-3.0-or-later
 * comparability: what is known of how series were recorded, and which areas
 * can be put side by side for an offence. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/comparability_pair.h"
#include "analyze/comparability_score.h"
#include "analyze/cut.h"
#include "analyze/method.h"
#include "analyze/sentences.h"

#include "lib/beside.h"
#include "lib/buffer.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct comparability_options {
    bool score;
};

static const struct comparability_options defaults = {false};

static const struct ct_option options[] = {
    {"score", 0, NULL, CT_OPTION_FLAG,
     offsetof(struct comparability_options, score), NULL, 0, 0,
     "also points from 0 to 100 for what is known of each series"},
    {0}};

enum { COMPONENTS, SETS, MATRIX };

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

static const struct ct_column_row component_columns[] = {
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

enum { SET_NUMBER, AREAS, MEMBERS, SET_TRAIT };

static const struct ct_column_row set_columns[] = {
    {"set", false, "areas that are alike; 1 = most areas"},
    {"areas", false, "how many"},
    {"members", true, "their codes"},
    {"source", true, "what they have in common"},
    {"counting_unit", true, ""},
    {"relation", true, ""},
    {"attempts", true, ""},
    {0}};

enum { OTHER, OTHER_DATASET, LEVEL, TREND, COMMON, REASONS };

static const struct ct_column_row matrix_columns[] = {
    {"other", true, "area it is compared with"},
    {"other_dataset", true, "where that is from"},
    {"level", false,
     "1: values of a period can be compared, 0: not, empty: not known"},
    {"trend", false, "1: changes can be compared, 0: not"},
    {"common", false, "periods with a value in both"},
    {"reasons", true, "why not, and what else is to be known"},
    {0}};

static const struct ct_table_row tables[] = {
    {"comparability", component_columns, "what is known of each series"},
    {"sets", set_columns, "areas whose levels can be compared"},
    {"matrix", matrix_columns, "each area with each other"},
    {0}};

/* Files of several publishers may have the same area. */
static const char *apart(const void *user)
{
    (void)user;
    return "dataset";
}

static bool is_dimension(const struct ct_panel *p, const char *name)
{
    long key = ct_panel_find_key(p, name);
    return key >= 0 && !p->keys[key].is_attribute;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)user;
    (void)err;
    plan->combined[plan->n_combined++] = "area";
    plan->combined[plan->n_combined++] = "offence";
    if (is_dimension(panel, "dataset"))
        plan->combined[plan->n_combined++] = "dataset";
    return 0;
}

/* The members as series side by side. Free series. */
static struct ct_beside beside_of(const struct ct_group *g, size_t **series)
{
    *series = ct_xmalloc(g->n + 1, sizeof **series);
    for (size_t i = 0; i < g->n; i++)
        (*series)[i] = g->series[i].index;
    return (struct ct_beside){.panel = g->panel, .n = g->n, .series = *series};
}

static void set_period(struct ct_table *t, size_t column,
                       const struct ct_series *s, size_t row)
{
    ct_cell_period(t, column, (struct ct_period){s->freq, s->time[row]});
}

/* Periods from the first to the last in which any member has a value. */
struct window {
    long first, last;
    bool any;
};

static struct window window_of(const struct ct_group *g)
{
    struct window w = {0};
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
static size_t write_extent(const struct ct_series *s, const struct window *w,
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

static void write_score(const struct ct_score_input *in, struct ct_table *t)
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

static void write_member(const struct ct_group *g, const struct ct_beside *b,
                         size_t member, const struct comparability_options *o,
                         struct ct_table *t)
{
    const struct ct_trait relation = {"relation", NULL, "", false};
    const struct ct_trait unit = {"counting_unit", NULL, "", false};
    const struct ct_series *s = &g->series[member];
    const struct window w = window_of(g);
    struct ct_score_input in = {
        .offence = ct_group_code(g, member, "offence"),
        .relation = ct_beside_code(b, member, &relation),
        .counting_unit = ct_beside_code(b, member, &unit)};
    ct_table_row(t);
    size_t last = write_extent(s, &w, t, &in.completeness);
    write_traits(b, member, t);
    in.breaks = write_breaks(s, t);
    write_status(s, t);
    in.months = write_edition(g, member, last, t);
    if (o->score)
        write_score(&in, t);
}

/* Writes the pairs of a member with those behind it. */
static void write_pairs(const struct ct_group *g, size_t member,
                        struct ct_table *t)
{
    for (size_t other = member + 1; other < g->n; other++) {
        struct ct_buffer why = {0};
        struct ct_pair p = ct_compare_pair(g, member, other, &why);
        ct_table_row(t);
        ct_table_text(t, OTHER, ct_group_code(g, other, "area"));
        ct_table_text(t, OTHER_DATASET, ct_group_code(g, other, "dataset"));
        ct_table_number(t, LEVEL, p.level);
        ct_table_number(t, TREND, p.trend);
        ct_table_number(t, COMMON, (double)p.common);
        if (why.size)
            ct_table_text(t, REASONS, why.data);
        ct_buffer_clear(&why);
    }
}

/* Areas that have the same codes in what levels need to have in common. */
struct set {
    size_t number, areas, first; /* a member */
    struct ct_buffer members;
};

static int by_size(const void *a, const void *b)
{
    const struct set *x = a, *y = b;
    if (x->areas != y->areas)
        return x->areas > y->areas ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* The number of a member's set. */
static uint32_t find_set(const struct ct_beside *b, size_t member,
                         struct ct_dict *known)
{
    struct ct_buffer key = {0};
    for (size_t i = 0; i < ct_n_traits; i++)
        if (ct_traits[i].word)
            ct_buffer_printf(&key, "%s\t",
                             ct_beside_code(b, member, &ct_traits[i]));
    uint32_t number = ct_dict_add(known, key.data, key.size);
    ct_buffer_clear(&key);
    return number;
}

static void write_set(const struct ct_beside *b, const struct set *s,
                      size_t number, struct ct_table *t)
{
    size_t column = SET_TRAIT;
    ct_table_row(t);
    ct_table_number(t, SET_NUMBER, (double)number);
    ct_table_number(t, AREAS, (double)s->areas);
    ct_table_text(t, MEMBERS, s->members.data);
    for (size_t i = 0; i < ct_n_traits; i++) {
        const char *code = ct_beside_code(b, s->first, &ct_traits[i]);
        if (ct_traits[i].word)
            ct_table_text(t, column++, *code ? code : "unknown");
    }
}

static void write_sets(const struct ct_group *g, const struct ct_beside *b,
                       struct ct_table *t)
{
    struct set *set = ct_xcalloc(g->n + 1, sizeof *set);
    struct ct_dict known = {0};
    bool several = is_dimension(g->panel, "dataset");
    for (size_t i = 0; i < g->n; i++) {
        uint32_t k = find_set(b, i, &known);
        if (set[k].areas++ == 0) {
            set[k].number = k;
            set[k].first = i;
        }
        ct_buffer_printf(&set[k].members, "%s%s",
                         set[k].members.size ? ", " : "",
                         ct_group_code(g, i, "area"));
        if (several)
            ct_buffer_printf(&set[k].members, " (%s)",
                             ct_group_code(g, i, "dataset"));
    }
    qsort(set, known.n, sizeof *set, by_size);
    for (size_t k = 0; k < known.n; k++) {
        write_set(b, &set[k], k + 1, t);
        ct_buffer_clear(&set[k].members);
    }
    ct_dict_clear(&known);
    free(set);
}

/* Members of one offence, and their numbers in the whole group. Free series
 * and member. */
struct offence {
    struct ct_group group;
    struct ct_series *series;
    size_t *member;
};

static struct offence take_offence(const struct ct_group *g, const char *code)
{
    struct offence f = {.group = *g};
    f.series = ct_xmalloc(g->n + 1, sizeof *f.series);
    f.member = ct_xmalloc(g->n + 1, sizeof *f.member);
    f.group.n = 0;
    f.group.series = f.series;
    for (size_t i = 0; i < g->n; i++)
        if (strcmp(ct_group_code(g, i, "offence"), code) == 0) {
            f.series[f.group.n] = g->series[i];
            f.member[f.group.n++] = i;
        }
    return f;
}

static void write_offence(const struct offence *f,
                          const struct comparability_options *o,
                          struct ct_output_part *out)
{
    size_t *series;
    const struct ct_beside b = beside_of(&f->group, &series);
    for (size_t i = 0; i < f->group.n; i++) {
        ct_output_of(out, (long)f->member[i]);
        write_member(&f->group, &b, i, o, out->table[COMPONENTS]);
        write_pairs(&f->group, i, out->table[MATRIX]);
    }
    ct_output_of(out, CT_WHOLE);
    ct_output_code(out, "offence", ct_group_code(&f->group, 0, "offence"));
    if (f->group.n > 1)
        write_sets(&f->group, &b, out->table[SETS]);
    free(series);
}

/* What rates are made of, and is no record of crime. */
static bool is_denominator(const char *measure)
{
    return strcmp(measure, "population") == 0 || strcmp(measure, "months") == 0;
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    struct ct_dict offences = {0};
    (void)common;
    (void)err;
    for (size_t i = 0; i < g->n; i++) {
        const char *code = ct_group_code(g, i, "offence");
        if (!is_denominator(ct_group_code(g, i, "measure")))
            ct_dict_add(&offences, code, strlen(code));
    }
    for (size_t k = 0; k < offences.n; k++) {
        struct offence f = take_offence(g, offences.code[k]);
        write_offence(&f, user, out);
        free(f.series);
        free(f.member);
    }
    ct_dict_clear(&offences);
    return 0;
}

const struct ct_method ct_method_comparability;
const struct ct_method ct_method_comparability = {
    .name = "comparability",
    .title = "what may be compared: how series were recorded, area by area",
    .text = "Table comparability: what is known of each series, `unknown` "
            "where it is not:\n"
            "source, counting unit, relation to the classification of "
            "offences, attempts\n"
            "and other rules of counting; periods, breaks, statuses, edition. "
            "Table sets:\n"
            "areas that have source, counting unit, relation and attempts in "
            "common, whose\n"
            "levels can be compared if nothing in matrix speaks against it. "
            "Table matrix:\n"
            "each area with each other, whether levels and changes can be "
            "compared, and the\n"
            "reasons. What is not known of both is never equal.\n"
            "\n"
            "Levels need the same source, counting unit, relation and "
            "attempts, a common\n"
            "period and no value by another definition. Changes need four "
            "common periods\n"
            "without a break between the first and the last: areas that count "
            "differently\n"
            "may still be compared in how they change.\n"
            "\n"
            "--score adds points, 0 to 100: relation exact 30, narrower, "
            "broader or\n"
            "overlapping 15; victims counted for acts against persons, "
            "offences for others\n"
            "15, other known units 8; breaks 15, less 5 for each; completeness "
            "15; edition\n"
            "within 12 months 5, within 24 months 3. What does not apply is "
            "left out and\n"
            "the rest scaled to 100; no score where fewer than 50 points "
            "apply. The weights\n"
            "are ours: a score ranks what to look into first, and measures no "
            "quality.",
    .input = CT_INPUT_ANY,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .apart = apart,
    .plan = plan,
    .run_group = run};
