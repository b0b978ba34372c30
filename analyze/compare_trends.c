/* SPDX-License-Identifier: GPL-3.0-or-later
 * compare-trends: whether two series follow the same joinpoint model. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/joinpoint_compare.h"
#include "analyze/joinpoint_part.h"

#include <math.h>
#include <string.h>

static const struct ct_column_row test_columns[] = {
    {"test", true, "coincidence: the same lines; parallelism: but for level"},
    {"n", false, "periods both series have"},
    {"joinpoints", false, "their number in all models"},
    {"sse_full", false, "sum of squares of the two models by themselves"},
    {"sse_null", false, "that of the model they have in common"},
    {"statistic", false, "sse_null / sse_full"},
    {"f", false, "as a statistic of F"},
    {"df1", false, "its degrees of freedom"},
    {"df2", false, "those of its denominator"},
    {"p_f", false, "p by the distribution of F"},
    {"p", false, "p by permutation"},
    {0}};
enum {
    TEST,
    N,
    JOINPOINTS,
    SSE_FULL,
    SSE_NULL,
    STATISTIC,
    F,
    DF1,
    DF2,
    P_F,
    P
};

static const struct ct_column_row location_columns[] = {
    {"model", true, "separate, coincidence or parallelism"},
    {"joinpoint", false, "1 is the first"},
    {"time", true, "where the lines meet"},
    {0}};
enum { MODEL, JOINPOINT, TIME };

static const struct ct_table_row tables[] = {
    {"tests", test_columns, "both tests"},
    {"locations", location_columns, "the joinpoints of each series"},
    {0}};

static const char *const words[] = {"coincidence", "parallelism"};

static int plan(const void *options, const struct ct_panel *panel,
                struct ct_plan *out, struct ct_error *err)
{
    double rho;
    const struct ct_joinpoint_options *own = options;
    (void)panel;
    out->everything = out->every_series = true;
    if (ct_allow_check(own->allow, err) != 0)
        return -1;
    return ct_joinpoint_options_check(own, &rho, err);
}

static void write_test(struct ct_output_part *out, size_t n,
                       const struct ct_trend_comparisons *c, int which)
{
    struct ct_table *t = out->table[0];
    const struct ct_trend_comparison *test = &c->test[which];
    ct_table_row(t);
    ct_table_text(t, TEST, words[which]);
    ct_table_number(t, N, (double)n);
    ct_table_number(t, JOINPOINTS, (double)c->k);
    ct_table_number(t, SSE_FULL, c->sse);
    ct_table_number(t, SSE_NULL, test->fit.sse);
    ct_table_number(t, STATISTIC, test->statistic);
    ct_table_number(t, F, test->f);
    ct_table_number(t, DF1, test->df1);
    ct_table_number(t, DF2, test->df2);
    ct_table_number(t, P_F, test->p_f);
    ct_table_number(t, P, test->p);
}

static void write_locations(struct ct_output_part *out,
                            const struct ct_joinpoint_series *s,
                            const char *model,
                            const struct ct_joinpoint_fit *fit)
{
    struct ct_table *t = out->table[1];
    for (size_t j = 0; j < fit->k; j++) {
        ct_table_row(t);
        ct_table_text(t, MODEL, model);
        ct_table_number(t, JOINPOINT, (double)j + 1);
        ct_joinpoint_series_cell(s, fit->at[j], t, TIME);
    }
}

static void report(const struct ct_joinpoint_part *part,
                   struct ct_output_part *out)
{
    struct ct_joinpoint_settings settings =
        ct_joinpoint_options_settings(part->own, NULL);
    const struct ct_joinpoint_model *const model[] = {&part[0].model,
                                                      &part[1].model};
    struct ct_trend_comparisons c;
    ct_trends_compare(model, &settings, &c);
    for (int i = 0; i < CT_COMPARISONS; i++)
        write_test(out, part->points.n, &c, i);
    for (int i = 0; i < 2; i++) {
        ct_output_of(out, i);
        write_locations(out, &part[i].series, "separate", &model[i]->fit[c.k]);
        for (int k = 0; k < CT_COMPARISONS; k++)
            write_locations(out, &part[i].series, words[k], &c.test[k].fit);
    }
    if (isnan(c.test[0].statistic))
        ct_output_note(out, "the lines pass through all values: there is "
                            "nothing to test");
    ct_joinpoint_model_note(model[0], out);
    ct_trend_comparisons_clear(&c);
}

static void refuse(struct ct_output_part *out, size_t n)
{
    for (int i = 0; i < CT_COMPARISONS; i++) {
        ct_table_row(out->table[0]);
        ct_table_text(out->table[0], TEST, words[i]);
        ct_table_number(out->table[0], N, (double)n);
    }
}

/* Takes both series, at the periods both have, and fits them. Returns 0, or -1
 * with *err. */
static int prepare(struct ct_joinpoint_part *part, const struct ct_group *g,
                   const struct ct_common_options *common,
                   struct ct_output_part *out, struct ct_error *err)
{
    for (int i = 0; i < 2; i++)
        if (ct_joinpoint_part_take(&part[i], &g->series[i], common, err) < 0)
            return -1;
    size_t n = part[0].series.o.n + part[1].series.o.n;
    ct_joinpoint_series_match(&part[0].series, &part[1].series);
    n -= 2 * part[0].series.o.n;
    if (n > 0)
        ct_output_note(out,
                       "%zu values left out: the other series has none of "
                       "that period",
                       n);
    for (int i = 0; i < 2; i++)
        if (ct_joinpoint_part_fit(&part[i], err) < 0)
            return -1;
    return 0;
}

/* What the two are called by: their areas, unless these are the same. */
static const char *what_differs(const struct ct_group *g)
{
    bool same =
        strcmp(ct_group_code(g, 0, "area"), ct_group_code(g, 1, "area")) == 0;
    return same ? "offence" : "area";
}

static int run_group(const struct ct_group *g,
                     const struct ct_common_options *common, const void *user,
                     struct ct_output_part *out, struct ct_error *err)
{
    const struct ct_joinpoint_options *own = user;
    struct ct_joinpoint_part part[2] = {{.own = own}, {.own = own}};
    struct ct_error why = {0};
    if (g->n != 2)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "compare-trends compares two series, not %zu; choose "
                       "them with --where DIM=CODE,CODE",
                       g->n);
    for (int i = 0; i < 2; i++)
        if (ct_joinpoint_options_check(user, &part[i].rho, err) < 0)
            return -1;
    if (ct_group_alike_by(g, what_differs(g), own->allow, out, err) != 0)
        return -1;
    bool done = prepare(part, g, common, out, &why) == 0;
    for (int i = 0; i < 2; i++)
        ct_joinpoint_part_note(&part[i], out);
    if (done) {
        report(part, out);
    } else if (why.code != CT_EDATA) {
        refuse(out, part[0].series.o.n);
        ct_output_note(out, "%s", why.text);
    }
    for (int i = 0; i < 2; i++)
        ct_joinpoint_part_clear(&part[i]);
    if (why.code != CT_EDATA)
        return 0;
    if (err)
        *err = why;
    return -1;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    ct_joinpoint_options_seed(user, result);
}

const struct ct_method ct_method_compare_trends;
const struct ct_method ct_method_compare_trends = {
    .name = "compare-trends",
    .title = "whether two series bend together",
    .formula = "joinpoints of two series in common against those of each, by "
               "permutation",
    .text =
        "Fits the joinpoint model (see joinpoint) to two series by themselves "
        "and to both\ntogether: with the same lines (coincidence), and with "
        "lines that differ in level\nonly (parallelism); tests whether the "
        "common model is so much worse that the\nseries differ, by permutation "
        "(p) and by F (p_f).\n\n"
        "Series that differ in source, counting unit or definition are refused "
        "unless\n--allow says so.\n\n"
        "Exactly two series, chosen by --where, at the periods both have. All "
        "models have\nthe same number of joinpoints: the largest chosen for "
        "either series or for both\nas parallel; --min-joinpoints equal to "
        "--max-joinpoints sets it.\n\n"
        "Source: Kim, Fay, Yu, Barrett and Feuer 2004.",
    .input = CT_INPUT_RATES,
    .splits_at_breaks = true,
    .tables = tables,
    .options = ct_compare_trends_option_rows,
    .defaults = &ct_joinpoint_defaults,
    .size = sizeof ct_joinpoint_defaults,
    .plan = plan,
    .run_group = run_group,
    .finish = finish};
