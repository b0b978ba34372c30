/* SPDX-License-Identifier: GPL-3.0-or-later
 * aggregate: rates and counts of groups of areas. */
#include "config.h"

#include "analyze/aggregate_notes.h"
#include "analyze/alike.h"
#include "analyze/area_bootstrap.h"
#include "analyze/matched_panel.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct aggregate_options {
    const char *by, *allow;
    double coverage, max_gap;
    int replicates, seed;
    bool poisson;
};

static const struct aggregate_options defaults = {.by = "m49-region",
                                                  .coverage = 0.6,
                                                  .max_gap = 5,
                                                  .replicates = 2000,
                                                  .seed = 20650232};

#define AT(field) offsetof(struct aggregate_options, field)

static const struct ct_option options[] = {
    {"by", 0, "GROUPS", CT_OPTION_TABLE, AT(by), NULL, 0, 0,
     "groups of areas: m49-region (default), m49-subregion, sdg-region, world, "
     "eu27, ldc, lldc, sids, codes of groups by commas, or a FILE.csv with the "
     "columns area,group"},
    {"coverage", 0, "SHARE", CT_OPTION_REAL, AT(coverage), NULL, 0, 1,
     "least share of the population whose areas report (default 0.6)"},
    {"max-gap", 0, "YEARS", CT_OPTION_REAL, AT(max_gap), NULL, 0, 1000,
     "with --fill: longest stretch filled from an area's own values (default "
     "5)"},
    {"replicates", 0, "N", CT_OPTION_INT, AT(replicates), NULL, 0, 100000,
     "draws for the limits of sums with areas missing (default 2000; 0: no "
     "limits)"},
    {"seed", 0, "N", CT_OPTION_INT, AT(seed), NULL, 0, 2147483647,
     "seed of the first draw (default 20650232)"},
    {"poisson", 0, NULL, CT_OPTION_FLAG, AT(poisson), NULL, 0, 0,
     "limits cover random variation of the recorded counts too"},
    CT_ALLOW_ROW(struct aggregate_options, allow),
    {0}};

enum { COVERAGE, MATCHED, FILLED };

enum {
    TIME,
    UNITS,
    REPORTING,
    SHARE,
    RATE,
    PUBLISHED,
    MEAN,
    MEDIAN,
    TWO_STAGE,
    SUPPRESSED,
    N_FILLED,
    IMPUTED,
    EARLIER,
    STILL,
    FELL,
    ROSE
};

static const struct ct_column_row coverage_columns[] = {
    {"time", true, "period"},
    {"units", false, "areas of the group with residents"},
    {"reporting", false, "of them, those with a value"},
    {"coverage", false, "their share of the population"},
    {"rate", false, "rate of those reporting"},
    {"published", false, "1 if coverage is at least --coverage"},
    {"mean", false, "mean of their rates, each area counting the same"},
    {"median", false, "median of their rates"},
    {"rate_two_stage", false,
     "all groups together: their rates weighted by their population"},
    {"suppressed", false, "areas whose value is suppressed"},
    {"filled", false, "areas whose rate was filled"},
    {"imputed_share", false, "share of the count given that nobody reported"},
    {"earlier", false, "areas that reported in the period before"},
    {"still", false, "of them, those reporting"},
    {"fell", false,
     "1 if they are less than 80 % of it by population or counts"},
    {"rose", false,
     "1 if they are less than 80 % of those reporting now, likewise"},
    {0}};

enum {
    BOTH = 1,
    INDEX,
    CONSTANT_UNITS,
    CONSTANT_INDEX,
    COUNTED,
    COUNT_BEFORE,
    COUNT,
    COUNT_CHANGE
};

static const struct ct_column_row matched_columns[] = {
    {"time", true, "period"},
    {"units", false, "areas with a value in this period and the one before"},
    {"index", false, "rate, chained over their changes; first period 100"},
    {"constant_units", false, "areas with a value in every period"},
    {"constant_index", false, "their rate; first period 100"},
    {"counted", false, "areas with a count in this period and the one before"},
    {"count_before", false, "their counts in the one before"},
    {"count", false, "their counts in this period"},
    {"count_change", false, "count / count_before"},
    {0}};

enum { FILLED_RATE = 1, HOW };

static const struct ct_column_row filled_columns[] = {
    {"time", true, "period"},
    {"rate", false, "rate put in"},
    {"how", true, "interpolated, backcast, forecast, or that of the region"},
    {0}};

static const struct ct_table_row tables[] = {
    {"coverage", coverage_columns, "who reports: a row a group and period"},
    {"matched", matched_columns, "change of areas that report both times"},
    {"filled", filled_columns, "rates filled, with --fill"},
    {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct aggregate_options *o = user;
    (void)panel;
    plan->combined[plan->n_combined++] = "area";
    if (ct_allow_check(o->allow, err) != 0)
        return -1;
    struct ct_area_groups *g = ct_area_groups_read(o->by, plan->codes, err);
    plan->state = g;
    if (!g)
        return -1;
    plan->input = g->input;
    plan->area_like = g->areas.n ? g->areas.code[0] : NULL;
    return 0;
}

static void forget(struct ct_plan *plan)
{
    ct_area_groups_destroy(plan->state);
}

static bool members(const struct ct_plan *plan, const char *area,
                    struct ct_dict *areas)
{
    const struct ct_area_groups *g = plan->state;
    bool whole = strcmp(area, g->whole) == 0;
    uint32_t group = ct_dict_find(&g->groups, area, strlen(area));
    for (size_t a = 0; a < g->areas.n; a++) {
        bool in = whole;
        for (size_t k = g->first[a]; k < g->first[a + 1]; k++)
            in |= g->group[k] == group;
        if (in)
            ct_dict_add(areas, g->areas.code[a], strlen(g->areas.code[a]));
    }
    return areas->n > 0;
}

/* Everything computed of one group of series. */
struct work {
    const struct ct_area_groups *groups;
    double coverage; /* least share */
    struct ct_cross_section c;
    struct ct_area_sets sets;
    struct ct_filled filled;
    bool *joined;
    struct ct_area_sum *sums;
};

static void write_time(const struct ct_cross_section *c, size_t t,
                       struct ct_table *table)
{
    char when[CT_PERIOD_MAX];
    ct_table_row(table);
    ct_cross_section_period(c, t, when);
    ct_table_text(table, TIME, when);
}

static void write_coverage(const struct ct_area_sum *s, struct ct_table *t)
{
    const struct {
        size_t column;
        double x;
    } cells[] = {{UNITS, (double)s->units},
                 {REPORTING, (double)s->reporting},
                 {SHARE, s->coverage},
                 {RATE, s->rate},
                 {PUBLISHED, s->published},
                 {MEAN, s->mean},
                 {MEDIAN, s->median},
                 {TWO_STAGE, s->two_stage},
                 {SUPPRESSED, (double)s->suppressed},
                 {N_FILLED, (double)s->filled},
                 {IMPUTED, s->imputed},
                 {EARLIER, (double)s->were},
                 {STILL, (double)s->still},
                 {FELL, s->fell},
                 {ROSE, s->rose}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
}

/* Says of a period why it has no value. */
static void note_unpublished(const struct work *w, const struct ct_area_sum *s,
                             struct ct_table *t)
{
    char share[CT_NUMBER_MAX];
    if (s->units == 0 || s->published)
        return;
    ct_number_format(w->coverage * 100, share);
    ct_output_row_note(t, CT_SAY_UNPUBLISHED, share);
}

static void write_counts(const struct ct_matched *m, struct ct_table *table)
{
    ct_table_number(table, COUNTED, (double)m->counted);
    if (m->counted == 0)
        return;
    ct_table_number(table, COUNT_BEFORE, m->count_before);
    ct_table_number(table, COUNT, m->count);
    if (m->count_before > 0)
        ct_table_number(table, COUNT_CHANGE, m->count / m->count_before);
}

static void write_matched(const struct work *w, size_t k,
                          struct ct_output_part *out)
{
    struct ct_table *table = out->table[MATCHED];
    struct ct_matched *m = ct_xmalloc(w->c.n_periods + 1, sizeof *m);
    ct_matched_panel(&w->c, &w->sets.set[k], w->joined, m);
    for (size_t t = 0; t < w->c.n_periods; t++) {
        write_time(&w->c, t, table);
        ct_table_number(table, BOTH, (double)m[t].units);
        ct_table_number(table, INDEX, m[t].index);
        ct_table_number(table, CONSTANT_UNITS, (double)m[t].constant_units);
        ct_table_number(table, CONSTANT_INDEX, m[t].constant_index);
        write_counts(&m[t], table);
    }
    free(m);
}

static void write_rate(const struct work *w, size_t t,
                       const struct ct_area_sum *s, struct ct_output_part *out)
{
    struct ct_obs o = ct_obs_empty;
    o.time = w->c.day[t];
    o.status = (uint16_t)s->status;
    o.x[CT_VALUE] = s->value;
    o.x[CT_LOWER] = s->lower;
    o.x[CT_UPPER] = s->upper;
    if (s->published) {
        o.x[CT_EVENTS] = s->events;
        o.x[CT_POPULATION] = s->base;
    }
    ct_output_obs(out, &o);
}

static void write_number(const struct work *w, size_t t,
                         const struct ct_area_sum *s,
                         struct ct_output_part *out)
{
    struct ct_obs o = ct_obs_empty;
    o.time = w->c.day[t];
    o.status = (uint16_t)s->status;
    o.x[CT_VALUE] = s->number;
    o.x[CT_LOWER] = s->lower * s->population / w->c.per;
    o.x[CT_UPPER] = s->upper * s->population / w->c.per;
    ct_output_obs(out, &o);
}

static void write_set(const struct work *w, size_t k,
                      struct ct_output_part *out)
{
    const struct ct_area_sum *sums = w->sums + k * w->c.n_periods;
    ct_output_of(out, CT_WHOLE);
    ct_output_code(out, "area", w->sets.set[k].area);
    for (size_t t = 0; t < w->c.n_periods; t++) {
        write_time(&w->c, t, out->table[COVERAGE]);
        write_coverage(&sums[t], out->table[COVERAGE]);
        note_unpublished(w, &sums[t], out->table[COVERAGE]);
        write_rate(w, t, &sums[t], out);
    }
    write_matched(w, k, out);
    ct_output_code(out, "unit", "NUMBER");
    for (size_t t = 0; t < w->c.n_periods; t++)
        write_number(w, t, &sums[t], out);
}

/* The rates put in for one area, if there are any. */
static void write_filled(const struct work *w, size_t row,
                         struct ct_output_part *out)
{
    struct ct_table *table = out->table[FILLED];
    bool begun = false;
    for (size_t t = 0; t < w->c.n_periods; t++) {
        size_t cell = row * w->c.n_periods + t;
        if (w->filled.how[cell] <= CT_HOW_OBSERVED)
            continue;
        if (!begun) {
            ct_output_of(out, CT_WHOLE);
            ct_output_code(out, "area", w->c.area[row]);
            begun = true;
        }
        write_time(&w->c, t, table);
        ct_table_number(table, FILLED_RATE, w->filled.rate[cell]);
        ct_table_text(table, HOW, ct_how_word[w->filled.how[cell]]);
    }
}

static void write_all(const struct work *w, struct ct_output_part *out)
{
    for (size_t k = w->groups->hidden ? w->sets.n - 1 : 0; k < w->sets.n; k++)
        write_set(w, k, out);
    for (size_t row = 0; row < w->c.n_units; row++)
        write_filled(w, row, out);
}

static bool has_residents(const struct ct_cross_section *c, size_t row)
{
    for (size_t t = 0; t < c->n_periods; t++)
        if (!isnan(c->population[row * c->n_periods + t]))
            return true;
    return false;
}

/* Names members that coverage does not know of: it is of the others. */
static void note_absent(const struct work *w, struct ct_output_part *out)
{
    enum { MOST = 10 };
    struct ct_buffer names = {0};
    size_t n = 0;
    for (size_t row = 0; row < w->c.n_units; row++) {
        if (w->sets.stratum[row] == SIZE_MAX || has_residents(&w->c, row))
            continue;
        if (n++ < MOST)
            ct_buffer_printf(&names, "%s%s", n > 1 ? ", " : "", w->c.area[row]);
    }
    if (n > MOST)
        ct_buffer_text(&names, ", ...");
    if (n)
        ct_output_note(out, CT_SAY_NO_RESIDENTS, n, names.data);
    ct_buffer_clear(&names);
}

/* What holds for all groups. */
static void note(const struct work *w, struct ct_output_part *out)
{
    bool residents = false;
    for (size_t i = 0; i < w->sets.n * w->c.n_periods; i++)
        residents |= w->sums[i].units > 0;
    if (!residents)
        ct_output_note(out, "not computed: the residents of the areas are not "
                            "known (-p POPULATION)");
    else
        note_absent(w, out);
}

static void compute(struct work *w, const struct aggregate_options *o,
                    const struct ct_common_options *common)
{
    const struct ct_fill_rule rule = {common->fill, o->max_gap};
    const struct ct_bootstrap b = {o->replicates, o->seed, common->confidence,
                                   o->poisson};
    ct_fill_areas(&w->c, &w->sets, w->joined, &rule, &w->filled);
    w->sums = ct_xmalloc(w->sets.n * w->c.n_periods + 1, sizeof *w->sums);
    ct_area_sums(&w->c, &w->sets, &w->filled, common->fill != CT_FILL_NONE,
                 o->coverage, w->sums);
    ct_area_bootstrap(&w->c, &w->sets, &w->filled, &b, w->sums);
    ct_area_sums_widen(&w->c, &w->sets, w->sums);
}

/* Only rates can be averaged. */
static int check_units(const struct ct_group *g, struct ct_error *err)
{
    for (size_t i = 0; i < g->n; i++)
        if (strncmp(g->series[i].unit, "RATE_", 5) != 0)
            return ct_fail(err, CT_EDATA, 0, 0,
                           "%s is neither a rate nor a count; --where unit=... "
                           "leaves it out",
                           g->series[i].name);
    return 0;
}

/* Which rows are taken across their breaks. */
static bool *list_joined(const struct ct_group *g,
                         const struct ct_cross_section *c)
{
    bool *joined = ct_xcalloc(c->n_units + 1, sizeof *joined);
    for (size_t i = 0; i < g->n; i++)
        joined[i] = g->series[i].joined;
    return joined;
}

static void clear(struct work *w)
{
    ct_cross_section_clear(&w->c);
    ct_area_sets_clear(&w->sets);
    ct_filled_clear(&w->filled);
    free(w->joined);
    free(w->sums);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct aggregate_options *o = user;
    struct work w = {.groups = g->state, .coverage = o->coverage};
    if (check_units(g, err) != 0 || ct_group_alike(g, o->allow, out, err) != 0)
        return -1;
    int result =
        ct_area_sets_make(g, common->per, w.groups, &w.c, &w.sets, err);
    if (result == 0) {
        w.joined = list_joined(g, &w.c);
        ct_areas_in_no_group(g, w.groups, out);
        compute(&w, o, common);
        note(&w, out);
        write_all(&w, out);
    }
    clear(&w);
    return result;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    const struct aggregate_options *o = user;
    (void)common;
    ct_aggregate_notes(result, o->coverage);
}

const struct ct_method ct_method_aggregate;
const struct ct_method ct_method_aggregate = {
    .name = "aggregate",
    .title = "rates and counts of regions and other groups of areas",
    .formula = "rate: sum of events / sum of residents x per, of the areas "
               "that report; count: rate x residents of all",
    .text =
        "Adds up areas by group, and all groups together (area _T; with "
        "--by=world\nM49:001): the rate of those that report, and the count "
        "scaled to all residents.\nTakes counts or rates with -p POPULATION. "
        "Areas of a group that report nothing\nat all count too, if the "
        "population has them.\n\n"
        "Values are given where the areas that report have --coverage of the "
        "population;\nstatus E where any is missing. Table coverage says who "
        "reports. Where reporters\nfall by more than a fifth, status is P and "
        "the period is not to be joined to the\none before. The set changes "
        "over time: take trends from table matched.\n\n"
        "--fill puts rates in for those who do not report: on the line "
        "between an area's\nown values, flat outside, at most --max-gap years "
        "and never across a break; then\nthe rate of the group. Table filled "
        "lists them. Limits say how far the areas\nthat do not report may "
        "move the value, if they are like those that do.\n\n"
        "Areas that differ in source, counting unit or definition are "
        "refused unless\n--allow says so; breaks too: --across-breaks=split "
        "keeps areas out of changes\nacross their breaks, ignore takes no "
        "notice.\n\n"
        "Sources: UNSD, SDG indicator 16.1.1, metadata; Efron and Tibshirani "
        "1993.",
    .interval = CT_SAY_SILENT,
    .input = CT_INPUT_RATES,
    .makes_panel = true,
    .unit = "RATE",
    .own_fill = true,
    .across_breaks = CT_BREAKS_ERROR,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .members = members,
    .finish = finish};
