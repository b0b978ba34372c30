/* SPDX-License-Identifier: GPL-3.0-or-later
 * revisions: what a later edition changed in an earlier one. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/editions.h"
#include "analyze/p_adjust.h"
#include "analyze/revision_changes.h"
#include "analyze/revision_rows.h"

#include "lib/memory.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BY_MEASURE, BY_EDITION, BY_CHANGE, BY_VINTAGE };

enum {
    E_EARLIER,
    E_LATER,
    E_COMMON,
    E_UNCHANGED,
    E_REVISED,
    E_NEW,
    E_WITHDRAWN,
    E_EXTENDED,
    E_DROPPED
};

static const struct ct_column_row edition_columns[] = {
    {"earlier", true, "vintage revised"},
    {"later", true, "vintage it is compared with"},
    {"common", false, "periods with a number in both"},
    {"unchanged", false, "of them, those with the same number"},
    {"revised", false, "of them, those with another number"},
    {"new", false,
     "numbers only in the later one, of periods the earlier one "
     "reaches to"},
    {"withdrawn", false,
     "numbers only in the earlier one, of periods the "
     "later one reaches to"},
    {"extended", false,
     "numbers of periods the earlier one does not reach to, "
     "no revisions"},
    {"dropped", false,
     "numbers of periods the later one does not reach to, no "
     "revisions"},
    {0}};

enum { V_TIME, V_EDITION, V_VALUE, V_PERCENT };

static const struct ct_column_row vintage_columns[] = {
    {"time", true, "period"},
    {"edition", true, "vintage"},
    {"value", false, "its number"},
    {"percent", false, "revision since the first vintage that has one"},
    {0}};

static const struct ct_table_row tables[] = {
    {"revisions", ct_revision_columns, "two rows a series: growth and level"},
    {"editions", edition_columns,
     "one row a series: what became of its "
     "numbers"},
    {"changes", ct_revision_change_columns,
     "one row a number that is not the same"},
    {"triangle", vintage_columns,
     "of three or more vintages, one row a period "
     "and vintage"},
    {0}};

/* The vintages, in order; borrowed from the panel. */
struct state {
    size_t n;
    const char **vintage;
    struct ct_edition_span first, last;
};

/* The periods that a vintage has numbers of, published or suppressed. */
static struct ct_edition_span span_of(const struct ct_panel *p,
                                      const char *vintage)
{
    struct ct_edition_span span = {INT32_MAX, INT32_MIN};
    for (size_t s = 0; s < p->n_series; s++) {
        if (strcmp(ct_panel_code_of(p, "vintage", s), vintage) != 0)
            continue;
        for (size_t i = p->first[s]; i < p->first[s + 1]; i++) {
            if (isnan(p->column[CT_VALUE][i]) &&
                !(p->status[i] & CT_STATUS_SUPPRESSED))
                continue;
            span.from = p->time[i] < span.from ? p->time[i] : span.from;
            span.to = p->time[i] > span.to ? p->time[i] : span.to;
        }
    }
    return span;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)user;
    struct state *s = plan->state = ct_xcalloc(1, sizeof *s);
    long k = ct_panel_find_key(panel, "vintage");
    bool known = k >= 0 && !panel->keys[k].is_attribute;
    size_t n = known ? panel->keys[k].codes.n : 0;
    s->vintage = ct_xmalloc(n, sizeof *s->vintage);
    for (size_t c = 0; c < n; c++)
        if (panel->keys[k].codes.code[c][0] != '_')
            s->vintage[s->n++] = panel->keys[k].codes.code[c];
    if (s->n < 2)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'revisions' needs two vintages: two files OLD NEW, or "
                       "what was collected with --vintage=DATE");
    qsort(s->vintage, s->n, sizeof *s->vintage, by_text);
    s->first = span_of(panel, s->vintage[0]);
    s->last = span_of(panel, s->vintage[s->n - 1]);
    plan->every_series = true;
    plan->combined[plan->n_combined++] = "vintage";
    plan->combined[plan->n_combined++] = "unit";
    return 0;
}

static void forget(struct ct_plan *plan)
{
    struct state *s = plan->state;
    if (s)
        free(s->vintage);
    free(s);
}

struct run {
    const struct ct_group *group;
    const struct state *state;
    struct ct_output_part *out;
};

/* The number of the member with a unit and a vintage, -1 if there is none. */
static long find(const struct run *r, const char *unit, const char *vintage)
{
    for (size_t m = 0; m < r->group->n; m++)
        if (strcmp(r->group->series[m].unit, unit) == 0 &&
            strcmp(ct_group_code(r->group, m, "vintage"), vintage) == 0)
            return (long)m;
    return -1;
}

static const struct ct_series *series_of(const struct run *r, long member)
{
    return member < 0 ? NULL : &r->group->series[member];
}

static const char *first_vintage(const struct run *r)
{
    return r->state->vintage[0];
}

static const char *last_vintage(const struct run *r)
{
    return r->state->vintage[r->state->n - 1];
}

static void count(const struct run *r, const struct ct_editions *e)
{
    struct ct_table *t = r->out->table[BY_EDITION];
    ct_table_row(t);
    ct_table_text(t, E_EARLIER, first_vintage(r));
    ct_table_text(t, E_LATER, last_vintage(r));
    ct_table_number(t, E_COMMON,
                    (double)(e->count[CT_UNCHANGED] + e->count[CT_REVISED]));
    ct_table_number(t, E_UNCHANGED, (double)e->count[CT_UNCHANGED]);
    ct_table_number(t, E_REVISED, (double)e->count[CT_REVISED]);
    ct_table_number(t, E_NEW, (double)e->count[CT_NEW]);
    ct_table_number(t, E_WITHDRAWN, (double)e->count[CT_WITHDRAWN]);
    ct_table_number(t, E_EXTENDED, (double)e->count[CT_EXTENDED]);
    ct_table_number(t, E_DROPPED, (double)e->count[CT_DROPPED]);
}

/* The number of a unit in a period, vintage by vintage. */
static void list_vintages(const struct run *r, const char *unit, int32_t day)
{
    struct ct_table *t = r->out->table[BY_VINTAGE];
    double first = NAN;
    for (size_t v = 0; v < r->state->n; v++) {
        const char *vintage = r->state->vintage[v];
        double x = ct_series_at(series_of(r, find(r, unit, vintage)), day);
        if (isnan(x))
            continue;
        first = isnan(first) ? x : first;
        ct_table_row(t);
        ct_cell_period(t, V_TIME,
                       (struct ct_period){r->group->series->freq, day});
        ct_table_text(t, V_EDITION, vintage);
        ct_table_number(t, V_VALUE, x);
        if (first != 0)
            ct_table_number(t, V_PERCENT, 100 * (x - first) / first);
    }
}

static void compare_unit(const struct run *r, const char *unit)
{
    struct ct_twins w = {.group = r->group,
                         .old_vintage = first_vintage(r),
                         .new_vintage = last_vintage(r)};
    struct ct_editions e;
    w.old = find(r, unit, w.old_vintage);
    w.now = find(r, unit, w.new_vintage);
    w.old_count = find(r, "NUMBER", w.old_vintage);
    w.new_count = find(r, "NUMBER", w.new_vintage);
    ct_editions_make((struct ct_edition){series_of(r, w.old), r->state->first},
                     (struct ct_edition){series_of(r, w.now), r->state->last},
                     &e);
    ct_output_code(r->out, "unit", unit);
    ct_revision_rows(&w, &e, r->out->table[BY_MEASURE], r->out);
    count(r, &e);
    ct_revision_changes(&w, &e, r->out->table[BY_CHANGE]);
    for (size_t i = 0; i < e.n && r->state->n > 2; i++)
        list_vintages(r, unit, e.day[i]);
    if (r->state->n > 2)
        ct_output_note(r->out, "%zu vintages: the first against the last",
                       r->state->n);
    ct_editions_clear(&e);
}

/* Whether no member before has the same unit. */
static bool is_first(const struct ct_group *g, size_t member)
{
    for (size_t m = 0; m < member; m++)
        if (strcmp(g->series[m].unit, g->series[member].unit) == 0)
            return false;
    return true;
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    (void)common, (void)user, (void)err;
    struct run r = {g, g->state, out};
    for (size_t m = 0; m < g->n; m++)
        if (is_first(g, m))
            compare_unit(&r, g->series[m].unit);
    return 0;
}

/* Empties the notes of a table: what they say is of the measures. */
static void clear_notes(struct ct_table *t)
{
    long note = ct_table_find(t, "note");
    for (size_t row = 0; row < t->n_rows; row++)
        if (*t->columns[note].text[row])
            t->columns[note].text[row][0] = '\0';
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common, (void)user;
    const struct ct_table *t = ct_panel_table(result, "editions");
    static const char *const others[] = {"editions", "changes", "triangle"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        clear_notes(ct_panel_table(result, others[i]));
    ct_p_adjust_result(result, "revisions");
    ct_panel_note(result, -1, INT32_MIN, "comparison",
                  "%zu numbers in both: %zu unchanged, %zu revised; %zu new, "
                  "%zu withdrawn",
                  ct_cells_sum(t, "common"), ct_cells_sum(t, "unchanged"),
                  ct_cells_sum(t, "revised"), ct_cells_sum(t, "new"),
                  ct_cells_sum(t, "withdrawn"));
}

static const char *apart(const void *user)
{
    (void)user;
    return "vintage";
}

const struct ct_method ct_method_revisions;
const struct ct_method ct_method_revisions = {
    .name = "revisions",
    .title = "what a later edition changed in an earlier one",
    .formula =
        "revision = newer edition - older one, in numbers and in per cent",
    .text =
        "Compares two vintages of the same series: files OLD NEW, or a panel "
        "with a\ndimension vintage (of more than two, the first against the "
        "last). Vintages are\nin the order of their codes; two files that do "
        "not say which vintage they are\n(collect --vintage=DATE) are 1 and 2, "
        "as given.\n\nTable revisions: how much growth (in points) and level "
        "(in percent) were\nrevised, whether by more than chance on average "
        "(t), and whether the later\nnumber could have been foreseen (Theil, "
        "Mincer and Zarnowitz). Growth only\nbetween neighbouring periods, not "
        "over a break. t needs periods without gaps,\nand 2 pairs; with few of "
        "them it finds too much.\n\nTable changes: every number revised, new "
        "or withdrawn; of a rate whether its\ncount changed or its "
        "denominator, where counts or populations of both vintages\nare in the "
        "files. Periods that the other vintage does not reach to are "
        "no\nrevisions. Table editions counts them all. Table triangle: all "
        "vintages, if more\nthan two.\n\nSources: McKenzie and Gamba 2008; "
        "Theil 1966; Mincer and Zarnowitz 1969; Newey\nand West 1987.",
    .input = CT_INPUT_ANY,
    .apart = apart,
    .tables = tables,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
