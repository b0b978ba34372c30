/* SPDX-License-Identifier: GPL-3.0-or-later
 * comparability: what is known of how series were recorded, and which areas
 * can be put side by side for an offence. */
#include "config.h"

#include "analyze/comparability_member.h"
#include "analyze/comparability_pair.h"
#include "analyze/method.h"

#include "lib/beside.h"
#include "lib/buffer.h"
#include "lib/memory.h"

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
    {"comparability", ct_comparability_columns, "what is known of each series"},
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
    const struct ct_comparability_window w =
        ct_comparability_window_of(&f->group);
    for (size_t i = 0; i < f->group.n; i++) {
        ct_output_of(out, (long)f->member[i]);
        struct ct_table *t = out->table[COMPONENTS];
        struct ct_score_input known =
            ct_comparability_write(&f->group, &b, i, &w, t);
        if (o->score)
            ct_comparability_write_score(&known, t);
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
