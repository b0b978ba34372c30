/* SPDX-License-Identifier: GPL-3.0-or-later
 * shares: what part of a whole each code has. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/area_groups.h"
#include "analyze/cells.h"
#include "analyze/reliability.h"
#include "analyze/sentences.h"
#include "analyze/share_sums.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN_EXCLUDE, UNKNOWN_SHOW };

struct shares_options {
    const char *of, *by, *allow;
    int unknown;
};

static const struct shares_options defaults = {NULL, NULL, NULL,
                                               UNKNOWN_EXCLUDE};

#define AT(field) offsetof(struct shares_options, field)

static const struct ct_option options[] = {
    {"of", 0, "DIM[,DIM]", CT_OPTION_TEXT, AT(of), NULL, 0, 0,
     "the dimension whose codes are the parts; two: their combinations"},
    {"unknown", 0, "HOW", CT_OPTION_CHOICE, AT(unknown), "exclude|show", 0, 0,
     "exclude: shares of those known (default); show: the unknown are a part"},
    {"by", 0, "GROUPS", CT_OPTION_TABLE, AT(by), NULL, 0, 0,
     "put the areas of a group together: groups as in 'aggregate' (default: "
     "each area by itself)"},
    CT_ALLOW_ROW(struct shares_options, allow),
    {0}};

enum {
    TIME,
    PART,
    WHOLE,
    SHARE,
    LOWER,
    UPPER,
    AREAS,
    SUPPRESSED,
    UNKNOWN,
    RELIABILITY,
    STATUS
};

static const struct ct_column_row columns[] = {
    {"time", true, "period"},
    {"part", false, "number of the part, as far as it is given"},
    {"whole", false, "the base: sum of the parts given"},
    {"share", false, "part / whole (0-1)"},
    {"lower", false, "limits: Wilson's, and what is suppressed"},
    {"upper", false, "limits: Wilson's, and what is suppressed"},
    {"areas", false, "areas in the whole"},
    {"suppressed", false, "suppressed numbers in the part"},
    {"unknown", false,
     "unknown, and what the parts lack of the published total; empty where "
     "that would tell suppressed numbers"},
    {"reliability", true, "of the whole: ok, unreliable (below 20), suppress"},
    {"status", true, "letters of the numbers that went in"},
    {0}};

static const struct ct_table_row tables[] = {
    {"shares", columns, "a row a part and period"}, {0}};

/* What the plan leaves for the runs. */
struct state {
    struct ct_dimensions_given of;
    struct ct_area_groups *groups; /* NULL: each area by itself */
    const struct ct_codes *codes;
};

static int plan_groups(const struct shares_options *o, struct ct_plan *plan,
                       struct ct_error *err)
{
    struct state *state = plan->state;
    for (size_t d = 0; d < state->of.n; d++)
        if (strcmp(state->of.dimension[d], "area") == 0)
            return ct_fail(err, CT_EUSAGE, 0, 0,
                           "--by puts areas together, and --of=area makes "
                           "them the parts");
    state->groups = ct_area_groups_read(o->by, plan->codes, err);
    if (!state->groups)
        return -1;
    plan->input = state->groups->input;
    plan->area_like =
        state->groups->areas.n ? state->groups->areas.code[0] : NULL;
    plan->combined[plan->n_combined++] = "area";
    return 0;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    const struct shares_options *o = user;
    struct state *state = plan->state = ct_xcalloc(1, sizeof *state);
    state->codes = plan->codes;
    if (ct_allow_check(o->allow, err) != 0 ||
        ct_dimensions_given_read("of", o->of, 2, panel, &state->of, err) != 0)
        return -1;
    for (size_t d = 0; d < state->of.n; d++)
        plan->combined[plan->n_combined++] = state->of.dimension[d];
    return o->by ? plan_groups(o, plan, err) : 0;
}

static void forget(struct ct_plan *plan)
{
    struct state *state = plan->state;
    if (state) {
        free(state->of.text);
        ct_area_groups_destroy(state->groups);
    }
    free(state);
}

/* What a run has at hand, and how often something is to be said of. */
struct run {
    const struct ct_group *group;
    const struct state *state;
    const struct shares_options *options;
    struct ct_output_part *out;
    struct ct_share_rule rule;
    struct ct_share_table table;
    bool counts;
    bool of_areas;
    size_t few, suppressed, too_much;
};

/* How many areas are in a whole: the parts, if they are areas. */
static double count_areas(const struct run *r, const struct ct_share_whole *w)
{
    size_t n = 0;
    for (size_t p = 0; p < w->n && r->of_areas; p++)
        n += w->part[p].n_given + w->part[p].n_suppressed > 0;
    return (double)(r->of_areas ? n : w->areas);
}

/* Goes on to a part; what the table has no code for is unknown. */
static void begin_part(const struct run *r, size_t part)
{
    for (size_t d = 0; d < r->state->of.n; d++)
        ct_output_code(r->out, r->state->of.dimension[d],
                       part < r->table.n_parts ? r->table.part[part].code[d]
                                               : "_U");
}

static void write_part(const struct run *r, size_t t, size_t part,
                       const struct ct_share_whole *w)
{
    struct ct_table *table = r->out->table[0];
    const struct ct_profile_part *p = &w->part[part];
    begin_part(r, part);
    ct_table_row(table);
    ct_cell_period(table, TIME,
                   (struct ct_period){r->group->series->freq, r->table.day[t]});
    ct_table_number(table, PART, p->n_given ? p->given : (double)NAN);
    ct_table_number(table, WHOLE, w->base);
    ct_table_number(table, SHARE, w->share[part].share);
    ct_table_number(table, LOWER, w->share[part].lower);
    ct_table_number(table, UPPER, w->share[part].upper);
    ct_table_number(table, AREAS, count_areas(r, w));
    ct_table_number(table, SUPPRESSED, (double)p->n_suppressed);
    ct_table_number(table, UNKNOWN, w->unknown);
    ct_cell_status(table, STATUS, (uint16_t)w->status);
    if (r->counts)
        ct_table_text(
            table, RELIABILITY,
            ct_reliability(CT_RELIABILITY_USUAL, w->base, w->base, 0));
}

/* A set of areas that are put together: units by number. */
struct set {
    const char *area;
    size_t n, *unit;
};

static void write_period(struct run *r, const struct set *set, size_t t,
                         struct ct_share_whole *w)
{
    ct_share_whole_sum(&r->table, set->unit, set->n, t, &r->rule, w);
    r->few += r->counts && w->base < 20;
    r->suppressed += w->suppressed;
    r->too_much += w->too_much;
    for (size_t p = 0; p < w->n; p++)
        if (w->shown[p])
            write_part(r, t, p, w);
}

static void write_set(struct run *r, const struct set *set,
                      struct ct_share_whole *w)
{
    bool vary = false;
    ct_output_of(r->out, CT_WHOLE);
    if (r->state->groups)
        ct_output_code(r->out, "area", set->area);
    for (size_t t = 0; t < r->table.n_periods; t++) {
        size_t before = w->areas;
        write_period(r, set, t, w);
        vary |= t > 0 && w->areas != before;
    }
    if (r->state->groups && vary)
        ct_output_note(r->out, CT_SAY_AREAS_VARY);
}

/* Finds the units of a group of areas, number n_groups: of any group. */
static void find_units(const struct run *r, size_t group, struct set *set)
{
    const struct ct_area_groups *g = r->state->groups;
    set->n = 0;
    set->area = group < g->groups.n ? g->groups.code[group] : g->whole;
    for (size_t u = 0; u < r->table.n_units; u++) {
        const char *area = r->table.area[u];
        uint32_t a = ct_dict_find(&g->areas, area, strlen(area));
        bool in = a != CT_NO_CODE && group == g->groups.n;
        for (size_t i = a == CT_NO_CODE ? 0 : g->first[a];
             a != CT_NO_CODE && i < g->first[a + 1]; i++)
            in |= g->group[i] == group;
        if (in)
            set->unit[set->n++] = u;
    }
}

static void write_sets(struct run *r, struct ct_share_whole *w)
{
    struct set set = {"", 0, ct_xmalloc(r->table.n_units + 1, sizeof(size_t))};
    const struct ct_area_groups *g = r->state->groups;
    for (size_t k = g && g->hidden ? g->groups.n : 0; g && k <= g->groups.n;
         k++) {
        find_units(r, k, &set);
        if (set.n)
            write_set(r, &set, w);
    }
    for (size_t u = 0; u < r->table.n_units && !g; u++)
        set.unit[set.n++] = u;
    if (!g)
        write_set(r, &set, w);
    free(set.unit);
}

/* Says what the shares are of, and what is to be kept in mind. */
static void note(const struct run *r)
{
    const struct ct_dimensions_given *of = &r->state->of;
    struct ct_buffer names = {0};
    for (size_t d = 0; d < of->n; d++)
        ct_buffer_printf(&names, "%s%s", d ? " and " : "", of->dimension[d]);
    ct_output_note(r->out, r->rule.show_unknown ? CT_SAY_BASE_ALL : CT_SAY_BASE,
                   names.data);
    ct_buffer_clear(&names);
    if (r->table.n_parts < 2)
        ct_output_note(r->out, "not computed: fewer than two parts");
    if (r->suppressed)
        ct_output_note(r->out, CT_SAY_SUPPRESSED_PARTS, r->suppressed);
    if (r->too_much)
        ct_output_note(r->out,
                       "parts that add up to more than the published total: "
                       "%zu",
                       r->too_much);
    if (r->few)
        ct_output_note(r->out, CT_SAY_FEW_IN_BASE, r->few);
    if (strcmp(ct_group_code(r->group, 0, "measure"), "victims") == 0)
        ct_output_note(r->out, CT_SAY_CASES);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    struct run r = {.group = g, .state = g->state, .options = user, .out = out};
    struct ct_share_whole whole;
    r.counts = strcmp(g->series->unit, "NUMBER") == 0;
    r.of_areas =
        r.state->of.n == 1 && strcmp(r.state->of.dimension[0], "area") == 0;
    r.rule =
        (struct ct_share_rule){r.options->unknown == UNKNOWN_SHOW,
                               r.counts ? common->confidence : (double)NAN};
    const char *names = r.state->groups ? "area" : r.state->of.dimension[0];
    if (ct_group_alike_but(g, names, "definition", r.options->allow, out,
                           err) != 0)
        return -1;
    int result =
        ct_share_table_make(g, &r.state->of, r.state->codes, &r.table, err);
    if (result == 0) {
        ct_share_whole_make(&r.table, &whole);
        write_sets(&r, &whole);
        ct_share_whole_clear(&whole);
        note(&r);
    }
    ct_share_table_clear(&r.table);
    return result;
}

const struct ct_method ct_method_shares;
const struct ct_method ct_method_shares = {
    .name = "shares",
    .title = "shares of the parts of a whole: sexes, ages, forms, offences",
    .formula = "share = part / sum of the parts",
    .text = "Divides each code of --of by the sum of all its codes, period by "
            "period: the\n"
            "shares of women and men among suspects, of forms of exploitation "
            "among victims,\n"
            "of areas in a total. Unknowns (_U, and what the parts lack of a "
            "published\n"
            "total) are left out of the base, or a part of it with "
            "--unknown=show; column\n"
            "unknown says how many they are. Codes that overlap (a parent with "
            "its children,\n"
            "ages with years in common) are refused.\n"
            "\n"
            "Each area by itself; --by=GROUPS puts areas together, those that "
            "have at least\n"
            "two parts and miss none; areas says how many they are.\n"
            "\n"
            "Limits are Wilson's for counts. Suppressed numbers count as what "
            "they can be:\n"
            "shares are of the numbers given, and the limits hold all that the "
            "suppressed\n"
            "ones may make of them. Limits take every person by itself; "
            "victims come in\n"
            "groups, and for them limits only describe.\n"
            "\n"
            "Source: Wilson 1927.",
    .input = CT_INPUT_AMOUNTS,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run};
