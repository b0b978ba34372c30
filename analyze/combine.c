/* SPDX-License-Identifier: GPL-3.0-or-later
 * combine: territories that make up a country, added up beside themselves. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/cells.h"
#include "analyze/sentences.h"
#include "analyze/territories.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct combine_options {
    const char *by, *allow;
};

static const struct combine_options defaults = {.by = "territories"};

#define AT(field) offsetof(struct combine_options, field)

static const struct ct_option options[] = {
    {"by", 0, "WHICH", CT_OPTION_TABLE, AT(by), NULL, 0, 0,
     "territories (default): England and Wales, Scotland, Northern Ireland; "
     "Central Iraq and Kurdistan; or a FILE.csv with the columns area,group"},
    CT_ALLOW_ROW(struct combine_options, allow),
    {0}};

enum { TIME, PARTS, OF, LACKS, NUMBER, RESIDENTS, RATE };

static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"parts", false, "territories with a count"},
    {"of", false, "territories there are"},
    {"lacks", true, "those without"},
    {"number", false, "sum of the counts, if none lacks"},
    {"population", false, "sum of the residents"},
    {"rate", false, "number / population, in the unit of the rates"},
    {0}};

static const struct ct_table_row tables[] = {
    {"combined", columns, "what was added: a row a country and period"}, {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct combine_options *o = user;
    struct ct_territories *s = plan->state = ct_xcalloc(1, sizeof *s);
    plan->every_series = true;
    plan->combined[plan->n_combined++] = "area";
    plan->combined[plan->n_combined++] = "unit";
    if (ct_allow_check(o->allow, err) != 0)
        return -1;
    s->groups = ct_territories_read(o->by, err);
    if (!s->groups)
        return -1;
    plan->input = s->groups->input;
    ct_implied_learn(&s->residents, panel);
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct ct_territories *s = plan->state;
    if (s) {
        ct_area_groups_destroy(s->groups);
        ct_implied_clear(&s->residents);
    }
    free(s);
}

/* A country stands for its territories, any other area for itself. */
static bool members(const struct ct_plan *plan, const char *area,
                    struct ct_dict *areas)
{
    const struct ct_area_groups *g =
        ((const struct ct_territories *)plan->state)->groups;
    uint32_t group = ct_dict_find(&g->groups, area, strlen(area));
    for (size_t a = 0; a < g->areas.n; a++)
        for (size_t k = g->first[a]; k < g->first[a + 1]; k++)
            if (g->group[k] == group)
                ct_dict_add(areas, g->areas.code[a], strlen(g->areas.code[a]));
    if (areas->n == 0)
        ct_dict_add(areas, area, strlen(area));
    return true;
}

/* What was read stays as it is. */
static void keep(const struct ct_group *g, struct ct_output_part *out)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct ct_series *s = &g->series[i];
        ct_output_of(out, (long)i);
        for (size_t t = 0; t < s->n; t++) {
            struct ct_obs o = ct_obs_empty;
            o.time = s->time[t];
            o.status = s->status[t];
            o.x[CT_VALUE] = s->value[t];
            o.x[CT_LOWER] = ct_column_at(s->lower, t);
            o.x[CT_UPPER] = ct_column_at(s->upper, t);
            o.x[CT_EVENTS] = ct_column_at(s->events, t);
            o.x[CT_POPULATION] = ct_column_at(s->population, t);
            ct_output_obs(out, &o);
        }
    }
}

static void write_row(const struct ct_country *c,
                      const struct ct_territory_sum *sum, char freq,
                      struct ct_table *t)
{
    ct_table_row(t);
    ct_cell_period(t, TIME, (struct ct_period){freq, sum->time});
    ct_table_number(t, PARTS, (double)sum->with);
    ct_table_number(t, OF, (double)c->n);
    ct_table_text(t, LACKS, sum->lacks.size ? sum->lacks.data : "");
    ct_table_number(t, NUMBER, sum->number);
    ct_table_number(t, RESIDENTS,
                    sum->residents > 0 ? sum->residents : (double)NAN);
    ct_table_number(t, RATE, ct_territory_rate(c, sum, sum->number));
    if (isnan(sum->number))
        return;
    struct ct_buffer names = {0};
    for (size_t i = 0; i < c->n; i++)
        ct_buffer_printf(&names, "%s%s", i ? ", " : "", c->part[i]);
    ct_output_row_note(t, CT_SAY_TERRITORIES, c->code, names.data);
    ct_buffer_clear(&names);
}

/* Adds the sum to the panel, as a count or as a rate. */
static void write_value(const struct ct_country *c,
                        const struct ct_territory_sum *sum, bool rate,
                        struct ct_output_part *out)
{
    struct ct_obs o = ct_obs_empty;
    bool none = isnan(sum->number);
    unsigned kept = sum->status & ~(unsigned)CT_STATUS_NO_NUMBER;
    o.time = sum->time;
    o.status = (uint16_t)(kept | CT_STATUS_IMPUTED);
    if (none)
        o.status = sum->suppressed ? CT_STATUS_SUPPRESSED : CT_STATUS_MISSING;
    o.x[CT_VALUE] = rate ? ct_territory_rate(c, sum, sum->number) : sum->number;
    if (none && sum->suppressed) {
        o.x[CT_LOWER] =
            rate ? ct_territory_rate(c, sum, sum->lower) : sum->lower;
        o.x[CT_UPPER] =
            rate ? ct_territory_rate(c, sum, sum->upper) : sum->upper;
    }
    if (sum->residents > 0) {
        o.x[CT_POPULATION] = sum->residents;
        o.x[CT_EVENTS] = rate ? sum->number : (double)NAN;
    }
    if (rate && isnan(o.x[CT_VALUE]) && !none)
        o.status = CT_STATUS_MISSING;
    ct_output_obs(out, &o);
}

/* Goes through the periods: into the table (what < 0), or into the panel, as
 * counts (0) or rates (1). Returns how many have a sum, or a rate. */
static size_t go_through(struct ct_country *c, const struct ct_group *g,
                         int what, struct ct_output_part *out)
{
    struct ct_territory_sum sum = {.time = 0};
    size_t n = 0;
    ct_country_rewind(c);
    while (ct_country_next(c, g->state, g, &sum)) {
        n += isnan(what > 0 ? ct_territory_rate(c, &sum, sum.number)
                            : sum.number)
                 ? 0
                 : 1;
        if (!out)
            continue;
        if (what < 0)
            write_row(c, &sum, g->series[c->first].freq, out->table[0]);
        else
            write_value(c, &sum, what > 0, out);
    }
    ct_buffer_clear(&sum.lacks);
    return n;
}

/* Refuses parts that are not counted alike. */
static int check(const struct ct_country *c, const struct ct_group *g,
                 const struct combine_options *o, struct ct_output_part *out,
                 struct ct_error *err)
{
    struct ct_series *parts = ct_xmalloc(c->n, sizeof *parts);
    struct ct_group some = *g;
    some.n = 0;
    some.series = parts;
    for (size_t i = 0; i < c->n; i++)
        if (c->member[i] != SIZE_MAX)
            parts[some.n++] = g->series[c->member[i]];
    int result = ct_group_alike(&some, o->allow, out, err);
    free(parts);
    return result;
}

/* One country, unless it has values of its own. */
static int combine(struct ct_country *c, const struct ct_group *g,
                   const struct combine_options *o, struct ct_output_part *out,
                   struct ct_error *err)
{
    static const char *const no_unit = "NUMBER";
    if (c->first == SIZE_MAX)
        return 0;
    if (ct_territory_find(g, c->code, false) != SIZE_MAX ||
        ct_territory_find(g, c->code, true) != SIZE_MAX) {
        ct_output_note(out, CT_SAY_OWN_VALUES, c->code);
        return 0;
    }
    ct_output_of(out, (long)c->first);
    ct_output_code(out, "area", c->code);
    if (go_through(c, g, 0, NULL) > 0) {
        if (check(c, g, o, out, err) != 0)
            return -1;
        ct_output_code(out, "unit", no_unit);
        go_through(c, g, 0, out);
        if (go_through(c, g, 1, NULL) > 0) {
            ct_output_code(out, "unit", c->rate_unit);
            go_through(c, g, 1, out);
        }
        ct_output_code(out, "unit", no_unit);
    }
    go_through(c, g, -1, out);
    return 0;
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    const struct ct_territories *state = g->state;
    int result = 0;
    keep(g, out);
    for (uint32_t k = 0; k < state->groups->groups.n && result == 0; k++) {
        struct ct_country c;
        ct_country_make(&c, state, g, k, common->per);
        result = combine(&c, g, user, out, err);
        ct_country_clear(&c);
    }
    return result;
}

/* Notes on the series of a country that it is a sum, as a row says it among
 * other things: for figures and tables. */
static void note_series(struct ct_panel *p, const char *area, const char *note)
{
    char *begin = ct_xasprintf("%s is the sum of ", area);
    const char *at = strstr(note, begin);
    char *text = at ? ct_xstrndup(at, strcspn(at, ";")) : NULL;
    for (size_t s = 0; s < p->n_series && text; s++)
        if (strcmp(ct_panel_code_of(p, "area", s), area) == 0)
            ct_panel_note_text(p, (long)s, INT32_MIN, "comparability", text);
    free(text);
    free(begin);
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    (void)user;
    struct ct_dict said = {0};
    const struct ct_table *t = ct_panel_table(result, "combined");
    char *const *area = t->columns[ct_table_find(t, "area")].text;
    char *const *note = t->columns[ct_table_find(t, "note")].text;
    if (t->n_rows == 0)
        ct_panel_note_text(result, -1, INT32_MIN, "warning",
                           CT_SAY_NO_TERRITORIES);
    for (size_t i = 0; i < t->n_rows; i++) {
        size_t before = said.n;
        if (!*note[i])
            continue;
        ct_dict_add(&said, area[i], strlen(area[i]));
        if (said.n > before)
            note_series(result, area[i], note[i]);
    }
    ct_dict_clear(&said);
}

const struct ct_method ct_method_combine;
const struct ct_method ct_method_combine = {
    .name = "combine",
    .title = "countries put together from territories that report apart",
    .text = "England and Wales, Scotland and Northern Ireland report crime "
            "each by itself,\n"
            "and so do Central Iraq and the Kurdistan Region in some years. "
            "combine keeps\n"
            "the panel as it is and adds the country: the sum of the counts, "
            "and the rate\n"
            "of that sum by the sum of the residents, status I. The residents "
            "are those of\n"
            "-p, else what counts and rates of the territories imply; where "
            "neither says\n"
            "them there is no rate.\n\n"
            "There is a value only where every territory has a count; table "
            "combined says\n"
            "which lacks. A country that has values of its own is left alone. "
            "Territories\n"
            "that differ in source, counting unit or definition are refused "
            "unless --allow\n"
            "says so; how their police record differs in any case. The result "
            "can stand\n"
            "where the panel stood: methods that compare countries take the "
            "sum, not its\n"
            "parts.",
    .input = CT_INPUT_BOTH,
    .makes_panel = true,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .members = members,
    .finish = finish};
