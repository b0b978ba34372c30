/* SPDX-License-Identifier: GPL-3.0-or-later
 * triangulate: two sources of the same thing. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/codes_given.h"
#include "analyze/sentences.h"
#include "analyze/source_pairs.h"
#include "analyze/source_reason.h"
#include "analyze/source_summary.h"
#include "analyze/source_tables.h"

#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct triangulate_options {
    const char *reference, *allow;
};

static const struct triangulate_options defaults = {NULL, NULL};

static const struct ct_option options[] = {
    {"reference", 0, "DIM=CODE", CT_OPTION_TEXT,
     offsetof(struct triangulate_options, reference), NULL, 0, 0,
     "the source that others are compared with: source=police, "
     "dataset=unodc-cts (default: the dataset of the first file)"},
    CT_ALLOW_ROW(struct triangulate_options, allow),
    {0}};

static const struct ct_table_row tables[] = {
    [CT_BY_SOURCE] = {"triangulate", ct_summary_columns,
                      "one row a source: areas and periods together"},
    [CT_BY_PERIOD] = {"by-period", ct_summary_columns,
                      "the same, period by period"},
    [CT_BY_REASON] = {"reasons", ct_reason_columns,
                      "how many of the numbers that both have"},
    [CT_BY_NUMBER] = {"differences", ct_difference_columns,
                      "one row a number that both have"},
    [CT_BY_SCREEN] = {"discrepancies", ct_screen_columns,
                      "one row a count that both have"},
    {0}};

/* What the plan leaves for the runs. */
struct state {
    char *text;
    const char *dimension, *reference;
};

/* The dataset of the first file, where several files have the same keys. */
static char *first_dataset(const struct ct_panel *panel)
{
    long k = ct_panel_find_key(panel, "dataset");
    if (k < 0 || panel->keys[k].is_attribute || panel->keys[k].codes.n < 2)
        return NULL;
    const struct ct_dict *codes = &panel->keys[k].codes;
    const char *name = codes->code[0];
    for (size_t i = panel->provenance.n_inputs; i > 0; i--) {
        const char *its = panel->provenance.inputs[i - 1].dataset;
        if (ct_dict_find(codes, its, strlen(its)) != CT_NO_CODE)
            name = its;
    }
    return ct_xasprintf("dataset=%s", name);
}

static int read_reference(const char *word, const struct ct_panel *panel,
                          struct state *state, struct ct_error *err)
{
    struct ct_codes_given given;
    char *own = word ? NULL : first_dataset(panel);
    if (!word && !own)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "'triangulate' needs two sources: two files, or a "
                       "dimension that tells them apart and --reference="
                       "source=police or the like");
    int result = ct_codes_given_read("reference", word ? word : own, 1, panel,
                                     &given, err);
    free(own);
    state->text = given.text;
    state->dimension = given.dimension;
    state->reference = given.code[0];
    return result;
}

/* Combines a dimension of the panel, once. */
static void combine(struct ct_plan *plan, const struct ct_panel *panel,
                    const char *name)
{
    long k = ct_panel_find_key(panel, name);
    for (size_t i = 0; i < plan->n_combined; i++)
        if (strcmp(plan->combined[i], name) == 0)
            return;
    if (k >= 0 && !panel->keys[k].is_attribute)
        plan->combined[plan->n_combined++] = name;
}

/* What the series of a source count, each measure with its counting unit
 * once: of the reference, or of all others. */
static void list_counted(const struct ct_panel *p, const struct state *state,
                         bool of_reference, struct ct_dict *out)
{
    for (size_t s = 0; s < p->n_series; s++) {
        const char *source = ct_panel_code_of(p, state->dimension, s);
        if ((strcmp(source, state->reference) == 0) != of_reference)
            continue;
        const char *unit = ct_panel_code_of(p, "counting_unit", s);
        char *words = ct_xasprintf("%s\t%s", ct_panel_code_of(p, "measure", s),
                                   strcmp(unit, "_T") ? unit : "");
        ct_dict_add(out, words, strlen(words));
        free(words);
    }
}

/* Whether two of the above may be set against each other: of one measure, or
 * of one counting unit. */
static bool go_together(const char *a, const char *b)
{
    size_t n = strcspn(a, "\t");
    bool one_measure = strncmp(a, b, n + 1) == 0;
    return one_measure || (a[n + 1] && strcmp(a + n, strchr(b, '\t')) == 0);
}

/* Refuses sources that count different things altogether. */
static int check_measures(const struct ct_panel *p, const struct state *state,
                          struct ct_error *err)
{
    struct ct_dict one = {0}, other = {0};
    bool any = false;
    int result = 0;
    list_counted(p, state, true, &one);
    list_counted(p, state, false, &other);
    for (size_t i = 0; i < one.n; i++)
        for (size_t k = 0; k < other.n; k++)
            any |= go_together(one.code[i], other.code[k]);
    if (!any && one.n && other.n)
        result = ct_fail(err, CT_EDATA, 0, 0,
                         "measure differs: %s=%s has '%.*s', others have "
                         "'%.*s'; --allow=counting-unit puts them together",
                         state->dimension, state->reference,
                         (int)strcspn(one.code[0], "\t"), one.code[0],
                         (int)strcspn(other.code[0], "\t"), other.code[0]);
    ct_dict_clear(&one);
    ct_dict_clear(&other);
    return result;
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    static const char *const always[] = {"area", "unit", "dataset", "source",
                                         "vintage"};
    const struct triangulate_options *o = user;
    struct state *state = plan->state = ct_xcalloc(1, sizeof *state);
    if (ct_allow_check(o->allow, err) != 0 ||
        read_reference(o->reference, panel, state, err) != 0)
        return -1;
    combine(plan, panel, state->dimension);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        combine(plan, panel, always[i]);
    if (ct_allows(o->allow, "definition"))
        combine(plan, panel, "definition");
    combine(plan, panel, "measure");
    return ct_allows(o->allow, "counting-unit")
               ? 0
               : check_measures(panel, state, err);
}

static void forget(struct ct_plan *plan)
{
    struct state *state = plan->state;
    if (state)
        free(state->text);
    free(state);
}

struct run {
    const struct ct_group *group;
    const struct state *state;
    const struct ct_common_options *common;
    const struct triangulate_options *options;
    struct ct_output_part *out;
    struct ct_statements statements;
};

/* Refuses two statements known to be counted in different units. */
static int check_units(const struct run *r, const struct ct_statement *own,
                       const struct ct_statement *reference,
                       struct ct_error *err)
{
    static const char *const traits[] = {"measure", "counting_unit"};
    const struct ct_group *g = r->group;
    long a = ct_statement_member(own), b = ct_statement_member(reference);
    if (!ct_counting_unit_differs(g, a, b))
        return 0;
    const char *name =
        traits[strcmp(ct_group_code(g, (size_t)a, "measure"),
                      ct_group_code(g, (size_t)b, "measure")) == 0];
    const char *one = ct_group_code(g, (size_t)b, name);
    const char *other = ct_group_code(g, (size_t)a, name);
    if (!ct_allows(r->options->allow, "counting-unit"))
        return ct_fail(err, CT_EDATA, 0, 0, CT_SAY_UNLIKE, name,
                       g->series[b].name, one, g->series[a].name, other,
                       "counting-unit");
    char *codes = ct_xasprintf("%s beside %s", one, other);
    ct_output_note(r->out, CT_SAY_UNITS, codes);
    free(codes);
    return 0;
}

/* The statements of one source with their matches; returns 0, or -1. */
static int match_all(const struct run *r, const struct ct_statement *set,
                     struct ct_source_match *match, size_t *n,
                     struct ct_error *err)
{
    size_t several = 0;
    for (size_t i = 0; i < r->statements.n; i++) {
        const struct ct_statement *own = &r->statements.row[i];
        bool ambiguous;
        if (!ct_statements_alike(r->group, own, set))
            continue;
        const struct ct_statement *reference = ct_statement_match(
            &r->statements, own, r->state->reference, &ambiguous);
        several += ambiguous;
        if (!reference)
            continue;
        if (check_units(r, own, reference, err) != 0)
            return -1;
        match[*n] = (struct ct_source_match){own, reference, NULL, 0};
        match[*n].n = ct_source_pairs(r->group, own, reference, r->common->per,
                                      &match[*n].pair);
        ++*n;
    }
    if (several)
        ct_output_note(r->out,
                       "%zu series left out: the reference has several "
                       "for them; --where chooses",
                       several);
    return 0;
}

/* In the order of time, those of a period as they came. */
static int by_day(const void *a, const void *b)
{
    const struct ct_source_pair *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* All pairs of the matches, in the order of time; freed by the caller. */
static struct ct_source_pair *pool(const struct ct_source_match *match,
                                   size_t n, size_t *n_pairs)
{
    struct ct_source_pair *all = NULL;
    size_t capacity = 0;
    *n_pairs = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < match[i].n; k++) {
            all = ct_xgrow(all, &capacity, *n_pairs + 1, sizeof *all);
            all[*n_pairs] = match[i].pair[k];
            all[*n_pairs].order = *n_pairs;
            ++*n_pairs;
        }
    if (*n_pairs)
        qsort(all, *n_pairs, sizeof *all, by_day);
    return all;
}

static size_t count_matched(const struct ct_source_match *match, size_t n)
{
    size_t areas = 0;
    for (size_t i = 0; i < n; i++)
        areas += match[i].n > 0;
    return areas;
}

/* What follows is said of a source, and of the measure and definition that a
 * statement of it has. */
static void begin_set(const struct run *r, const struct ct_statement *set)
{
    static const char *const inner[] = {"measure", "definition"};
    ct_output_of(r->out, CT_WHOLE);
    ct_output_code(r->out, r->state->dimension, set->source);
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
        long k = ct_panel_find_key(r->group->panel, inner[i]);
        if (k >= 0 && !r->group->panel->keys[k].is_attribute)
            ct_output_code(r->out, inner[i],
                           ct_group_code(r->group,
                                         (size_t)ct_statement_member(set),
                                         inner[i]));
    }
}

static const char *measure_of(const struct run *r, const struct ct_statement *s)
{
    const char *measure =
        ct_group_code(r->group, (size_t)ct_statement_member(s), "measure");
    return strcmp(measure, "_T") == 0 ? "numbers" : measure;
}

/* The rows of one set of statements: all periods together, then each. */
static void summarise(const struct run *r, const struct ct_statement *set,
                      const struct ct_source_match *match, size_t n)
{
    size_t n_pairs;
    struct ct_source_pair *all = pool(match, n, &n_pairs);
    struct ct_summary s = ct_source_summary(all, n_pairs, r->common->per);
    char freq = r->group->series->freq;
    begin_set(r, set);
    s.reference = r->state->reference;
    s.series = count_matched(match, n);
    ct_output_code(r->out, "unit", s.of_counts ? "NUMBER" : "_T");
    ct_summary_write(&s, freq, r->out->table[CT_BY_SOURCE]);
    for (size_t i = 0, end; i < n_pairs; i = end) {
        for (end = i; end < n_pairs && all[end].day == all[i].day; end++)
            ;
        struct ct_summary one =
            ct_source_summary(all + i, end - i, r->common->per);
        one.reference = r->state->reference;
        one.series = end - i;
        ct_summary_write(&one, freq, r->out->table[CT_BY_PERIOD]);
    }
    ct_source_reasons_write(r->group, match, n, r->out->table[CT_BY_REASON]);
    if (n_pairs == 0)
        ct_output_note(r->out, "%s has nothing to set against the %s of %s",
                       r->state->reference, measure_of(r, set), set->source);
    else
        ct_summary_note(&s, r->out);
    free(all);
}

static int compare(const struct run *r, const struct ct_statement *set,
                   struct ct_error *err)
{
    struct ct_source_match *match = ct_xmalloc(r->statements.n, sizeof *match);
    size_t n = 0;
    int result = match_all(r, set, match, &n, err);
    if (result == 0)
        summarise(r, set, match, n);
    for (size_t i = 0; i < n && result == 0; i++)
        ct_source_match_write(r->group, &match[i], r->common->per, r->out);
    for (size_t i = 0; i < n; i++)
        free(match[i].pair);
    free(match);
    return result;
}

/* Whether a statement is the first of its source, measure and definition,
 * which isn't the reference. */
static bool begins_set(const struct run *r, size_t k)
{
    const struct ct_statement *row = r->statements.row;
    if (strcmp(row[k].source, r->state->reference) == 0)
        return false;
    for (size_t i = 0; i < k; i++)
        if (ct_statements_alike(r->group, &row[i], &row[k]))
            return false;
    return true;
}

/* The row of what only the reference has. */
static void say_alone(const struct run *r)
{
    struct ct_summary s = ct_source_summary(NULL, 0, r->common->per);
    s.reference = r->state->reference;
    begin_set(r, &r->statements.row[0]);
    ct_summary_write(&s, r->group->series->freq, r->out->table[CT_BY_SOURCE]);
    ct_output_note(r->out, "only %s has it", r->state->reference);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    struct run r = {g, g->state, common, user, out, {0}};
    bool any = false;
    int result = 0;
    ct_statements_make(g, r.state->dimension, &r.statements);
    r.statements.any_unit = ct_allows(r.options->allow, "counting-unit");
    if (r.statements.other_unit)
        ct_output_note(out, "%zu series left out: neither counts nor rates",
                       r.statements.other_unit);
    for (size_t k = 0; k < r.statements.n && result == 0; k++) {
        if (!begins_set(&r, k))
            continue;
        any = true;
        result = compare(&r, &r.statements.row[k], err);
    }
    if (result == 0 && !any && r.statements.n)
        say_alone(&r);
    ct_statements_clear(&r.statements);
    return result;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common, (void)user;
    ct_source_tables_finish(result);
}

/* Files of several datasets are told apart by them, unless another attribute
 * is named. */
static const char *apart(const void *user)
{
    const struct triangulate_options *o = user;
    static const char *const known[] = {"source", "vintage", "dataset"};
    for (size_t i = 0; o->reference && i < sizeof known / sizeof *known; i++) {
        size_t n = strlen(known[i]);
        if (strncmp(o->reference, known[i], n) == 0 && o->reference[n] == '=')
            return known[i];
    }
    return "dataset";
}

const struct ct_method ct_method_triangulate;
const struct ct_method ct_method_triangulate = {
    .name = "triangulate",
    .title = "two publishers or sources of the same numbers compared",
    .formula = "count_ratio = count of A / count of B = rate_ratio x "
               "denominator_ratio",
    .text =
        "Compares each source with a reference: two files (then by dataset), "
        "or the codes\nof a dimension, as source: --reference=source=police. "
        "Areas and periods that\nboth have are pooled, one row for each "
        "offence and source.\n\nTable triangulate: ratio of totals, median and "
        "geometric mean ratio with limits\nof agreement (x exp(+-1.96 sd of "
        "ln)), concordance and correlation on rates and\non ln rates (those to "
        "quote), mean difference with limits, counts identical and\nnear. "
        "Rates are those of -p, else those published. Table by-period: the "
        "same for\neach period.\n\nTable differences: every number both have, "
        "with count_ratio = rate_ratio x\ndenominator_ratio where both publish "
        "counts and rates, and what the metadata say\ndiffers. Nothing is "
        "guessed: a reason may not be the reason. Table reasons\ncounts these "
        "rows. Table discrepancies: z, a screen and not a test, since "
        "both\ncount the same deeds.\n\nSeries match in area, offence, sex, "
        "age and all other dimensions. Offences are\ncompared with victims "
        "where both are counted in the same unit, or "
        "with\n--allow=counting-unit; other definitions with "
        "--allow=definition.\n--counts-from-rates with -p makes counts of "
        "rates where a source has rates\nalone.\n\nSources: Bland and Altman "
        "1986; Lin 1989.",
    .input = CT_INPUT_BOTH,
    .by_period = true,
    .apart = apart,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
