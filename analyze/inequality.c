/* SPDX-License-Identifier: GPL-3.0-or-later
 * inequality: how far the rates of areas lie apart. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/area_groups.h"
#include "analyze/cross_section.h"
#include "analyze/inequality_measures.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct inequality_options {
    const char *by, *allow;
    double min_population;
};

static const struct inequality_options defaults = {NULL, NULL, 0};

static const struct ct_option options[] = {
    {"by", 0, "GROUPS", CT_OPTION_TABLE,
     offsetof(struct inequality_options, by), NULL, 0, 0,
     "groups of areas for theil_between and theil_within: m49-region, "
     "m49-subregion, sdg-region, or a FILE.csv with the columns area,group"},
    {"min-population", 0, "N", CT_OPTION_REAL,
     offsetof(struct inequality_options, min_population), NULL, 0, 1e12,
     "leave out areas with fewer residents (default 0)"},
    CT_ALLOW_ROW(struct inequality_options, allow),
    {0}};

enum { TIME, N, LEFT_OUT, FIRST_MEASURE };

/* Columns in the order of struct ct_inequality. */
static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"n", false, "areas with a rate"},
    {"left_out", false, "areas below --min-population"},
    {"mean", false, "mean rate, each area counting the same"},
    {"weighted_mean", false, "mean weighted by residents: the rate of all"},
    {"sd", false, "standard deviation of the rates, divisor n - 1"},
    {"cv", false, "sd / mean"},
    {"cv_weighted", false, "the same weighted by residents, divisor 1"},
    {"sigma_log", false, "standard deviation of ln(rate); no rate may be 0"},
    {"gini", false, "Gini coefficient: mean distance of two areas / 2 mean"},
    {"gini_corrected", false, "gini x n / (n - 1), for few areas"},
    {"gini_weighted", false, "weighted by residents"},
    {"theil", false, "Theil's T, mean of r/m ln(r/m)"},
    {"theil_weighted", false, "weighted by residents"},
    {"mld", false, "mean logarithmic deviation, mean of ln(m/r)"},
    {"mld_weighted", false, "weighted by residents"},
    {"theil_between", false, "part of theil_weighted between the groups"},
    {"theil_within", false, "part within them; the two add up"},
    {"atkinson", false, "Atkinson's index, aversion 1/2"},
    {"hhi", false, "sum of squared shares of the counts"},
    {"top5_share", false, "share of the counts in the five areas with most"},
    {"p90_p10", false, "90th over 10th percentile of the rates (type 7)"},
    {"max_min", false, "largest over smallest rate"},
    {"cv_chance", false, "cv if only chance told the areas apart (Poisson)"},
    {"cv_weighted_chance", false, "cv_weighted by chance alone"},
    {"theil_weighted_chance", false, "theil_weighted by chance alone"},
    {0}};

enum { N_MEASURES = sizeof(struct ct_inequality) / sizeof(double) };

static const struct ct_table_row tables[] = {
    {"inequality", columns, "a row a period"}, {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct inequality_options *o = user;
    (void)panel;
    plan->combined[plan->n_combined++] = "area";
    if (ct_allow_check(o->allow, err) != 0)
        return -1;
    if (!o->by)
        return 0;
    struct ct_area_groups *g = ct_area_groups_read(o->by, plan->codes, err);
    plan->state = g;
    if (!g)
        return -1;
    plan->input = g->input;
    plan->area_like = g->areas.n ? g->areas.code[0] : NULL;
    if (ct_area_groups_disjoint(g))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "--by=%s: areas are in several groups, so that inequality "
                   "cannot be divided among them",
                   o->by);
}

static void forget(struct ct_plan *plan)
{
    ct_area_groups_destroy(plan->state);
}

enum { NO_GROUP = UINT32_MAX };

/* The group of each member; NO_GROUP if it is in none, 0 without groups. */
static uint32_t *find_groups(const struct ct_group *g,
                             const struct ct_area_groups *groups)
{
    uint32_t *found = ct_xcalloc(g->n, sizeof *found);
    for (size_t i = 0; i < g->n && groups; i++) {
        const char *area = ct_group_code(g, i, "area");
        uint32_t a = ct_dict_find(&groups->areas, area, strlen(area));
        found[i] = a == CT_NO_CODE ? NO_GROUP : groups->group[groups->first[a]];
    }
    return found;
}

/* One period's areas. */
struct picked {
    size_t n, left_out, unweighted, negative, withheld;
    double *rate, *population;
    uint32_t *group;
};

static void pick(const struct ct_cross_section *c, size_t t,
                 const uint32_t *group, double least, struct picked *p)
{
    p->n = p->left_out = p->unweighted = p->negative = p->withheld = 0;
    for (size_t i = 0; i < c->n_units; i++) {
        size_t cell = i * c->n_periods + t;
        if (group[i] != NO_GROUP && isnan(c->rate[cell]) &&
            (c->status[cell] & CT_STATUS_SUPPRESSED))
            p->withheld++;
        if (isnan(c->rate[cell]) || group[i] == NO_GROUP)
            continue;
        if (c->rate[cell] < 0) {
            p->negative++;
        } else if (least > 0 && !(c->population[cell] >= least)) {
            p->left_out++;
        } else {
            p->rate[p->n] = c->rate[cell];
            p->population[p->n] = c->population[cell];
            p->group[p->n++] = group[i];
            p->unweighted += isnan(c->population[cell]) ? 1 : 0;
        }
    }
}

static void write_measures(const struct ct_inequality *m, struct ct_table *t)
{
    double value[N_MEASURES];
    memcpy(value, m, sizeof value);
    for (size_t k = 0; k < N_MEASURES; k++)
        ct_table_number(t, FIRST_MEASURE + k, value[k]);
}

/* What holds of one period. */
static void note(const struct picked *p, const struct ct_inequality *m,
                 struct ct_table *t)
{
    if (p->withheld)
        ct_output_row_note(t, CT_SAY_AREAS_WITHHELD, p->withheld);
    if (p->unweighted)
        ct_output_row_note(t, "weighted measures need the residents of every "
                              "area");
    if (p->negative)
        ct_output_row_note(t, "values below 0 left out");
    if (p->n < 2)
        ct_output_row_note(t, "fewer than 2 areas: nothing to compare");
    else if (!(m->mean > 0))
        ct_output_row_note(t, "all rates are 0: nothing to compare");
}

static void write_period(const struct ct_cross_section *c, size_t t,
                         const struct picked *p, size_t n_groups,
                         struct ct_output_part *out)
{
    char when[CT_PERIOD_MAX];
    struct ct_inequality m;
    struct ct_areas a = {.n = p->n,
                         .rate = p->rate,
                         .population = p->unweighted ? NULL : p->population,
                         .group = n_groups ? p->group : NULL,
                         .n_groups = n_groups,
                         .per = c->per};
    ct_inequality_measure(&a, &m);
    ct_table_row(out->table[0]);
    ct_cross_section_period(c, t, when);
    ct_table_text(out->table[0], TIME, when);
    ct_table_number(out->table[0], N, (double)p->n);
    ct_table_number(out->table[0], LEFT_OUT, (double)p->left_out);
    write_measures(&m, out->table[0]);
    note(p, &m, out->table[0]);
}

static void measure(const struct ct_group *g, const struct ct_cross_section *c,
                    const struct inequality_options *o,
                    struct ct_output_part *out)
{
    const struct ct_area_groups *groups = g->state;
    uint32_t *group = find_groups(g, groups);
    struct picked p = {.rate = ct_xmalloc(g->n, sizeof *p.rate),
                       .population = ct_xmalloc(g->n, sizeof *p.population),
                       .group = ct_xmalloc(g->n, sizeof *p.group)};
    ct_areas_in_no_group(g, groups, out);
    for (size_t t = 0; t < c->n_periods; t++) {
        pick(c, t, group, o->min_population, &p);
        write_period(c, t, &p, groups ? groups->groups.n : 0, out);
    }
    free(p.rate);
    free(p.population);
    free(p.group);
    free(group);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct inequality_options *o = user;
    struct ct_cross_section c;
    (void)common;
    if (ct_group_alike(g, o->allow, out, err) != 0)
        return -1;
    int result = ct_cross_section_make(g, 0, &c, err);
    if (result == 0)
        measure(g, &c, o, out);
    ct_cross_section_clear(&c);
    return result;
}

const struct ct_method ct_method_inequality;
const struct ct_method ct_method_inequality = {
    .name = "inequality",
    .title = "how far the rates of areas lie apart",
    .formula = "measures of how the areas' rates spread in each period",
    .text =
        "Measures, period by period, how unequal the rates of areas are: each "
        "area\ncounting the same, and weighted by residents (columns "
        "_weighted). Takes rates,\nor counts with -p; the weights are the "
        "residents.\n\n"
        "With --by, theil_weighted is divided into what lies between groups "
        "of areas and\nwhat lies within them. Areas in no group are then left "
        "out, and named.\n\n"
        "Small areas have rates that chance moves: cv_chance, "
        "cv_weighted_chance and\ntheil_weighted_chance say what would be "
        "measured if all areas had the same rate.\n--min-population leaves "
        "small areas out.\n\n"
        "The set of areas may differ from period to period: n says how "
        "many. Areas whose\nsource, counting unit or definition differs are "
        "refused unless --allow says so.\n\n"
        "Sources: Theil 1967; Atkinson 1970; Cowell 2011; Hyndman and Fan "
        "1996.",
    .input = CT_INPUT_RATES,
    .by_period = true,
    .across_breaks = CT_BREAKS_ERROR,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run};
