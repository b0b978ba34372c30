/* SPDX-License-Identifier: GPL-3.0-or-later
 * quality: values that stand out, digits, completeness. */
#include "config.h"

#include "analyze/digits.h"
#include "analyze/quality_series.h"
#include "lib/codes.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OUTLIERS, TUKEY, DIGITS, COMPLETENESS };

/* Counts from here on have a last digit that says something (METHODS of
 * demography: below, people count rather than round). */
enum { LEAST = 10 };

enum { TEST, N, STATISTIC, DF, P, MAD, KS, WHIPPLE, MYERS, REASON };

static const struct ct_column_row digit_columns[] = {
    {"test", true, "benford (first digits) or last-digit"},
    {"n", false, "counts: above 0 (benford), from 10 on (last-digit)"},
    {"statistic", false, "chi squared"},
    {"df", false, "its degrees of freedom"},
    {"p", false, "its p"},
    {"mad", false, "benford: mean distance of the shares from the law"},
    {"ks", false, "benford: largest distance of the cumulated shares"},
    {"whipple", false, "last-digit: share of 0 and 5, 100 = as expected"},
    {"myers", false, "last-digit: percent of counts at a wrong digit"},
    {"reason", true, "why nothing was computed"},
    {0}};

static const struct ct_table_row tables[] = {
    {"outliers", ct_quality_outlier_columns, "a row an observation"},
    {"tukey", ct_quality_tukey_columns, "a row a series"},
    {"digits", digit_columns,
     "two rows for all areas and periods of what is otherwise the same"},
    {"completeness", ct_quality_completeness_columns, "a row a series"},
    {0}};

static int plan(const void *options, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)options;
    (void)panel;
    (void)err;
    plan->combined[plan->n_combined++] = "area";
    plan->every_series = true;
    return 0;
}

/* Whether a member is an area by itself, or all are groups: groups are sums,
 * and have the digits of no count. */
static bool is_counted(const struct ct_group *g, size_t member, bool groups)
{
    enum ct_area_kind kind = ct_area_kind(ct_group_code(g, member, "area"));
    return groups || kind == CT_AREA_COUNTRY || kind == CT_AREA_PART ||
           kind == CT_AREA_OWN;
}

/* Adds the counts of the members to `out`; returns how many there are. */
static size_t take_counts(const struct ct_group *g, bool groups, double *out)
{
    size_t n = 0;
    for (size_t m = 0; m < g->n; m++) {
        const struct ct_series *s = &g->series[m];
        const double *count = s->events                        ? s->events
                              : strcmp(s->unit, "NUMBER") == 0 ? s->value
                                                               : NULL;
        for (size_t i = 0; count && i < s->n && is_counted(g, m, groups); i++)
            if (!isnan(count[i]))
                out[n++] = count[i];
    }
    return n;
}

static void write_digits(const char *test, const struct ct_digits *d,
                         struct ct_table *t)
{
    ct_table_row(t);
    ct_table_text(t, TEST, test);
    ct_table_number(t, N, (double)d->n);
    ct_table_number(t, STATISTIC, d->statistic);
    ct_table_number(t, DF, d->df);
    ct_table_number(t, P, d->p);
    ct_table_number(t, MAD, d->mad);
    ct_table_number(t, KS, d->ks);
    ct_table_number(t, WHIPPLE, d->whipple);
    ct_table_number(t, MYERS, d->myers);
    if (d->reason)
        ct_table_text(t, REASON, d->reason);
}

static void look_at_digits(const struct ct_group *g, struct ct_table *t)
{
    size_t room = 0;
    for (size_t m = 0; m < g->n; m++)
        room += g->series[m].n;
    double *count = ct_xmalloc(room, sizeof *count);
    size_t n = take_counts(g, false, count);
    if (n == 0)
        n = take_counts(g, true, count);
    struct ct_digits first = ct_benford(count, n);
    struct ct_digits last = ct_last_digits(count, n, LEAST);
    write_digits("benford", &first, t);
    write_digits("last-digit", &last, t);
    free(count);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    (void)user;
    for (size_t m = 0; m < g->n; m++) {
        ct_output_of(out, (long)m);
        if (ct_quality_outliers(&g->series[m], common->zero,
                                out->table[OUTLIERS], out->table[TUKEY],
                                err) != 0)
            return -1;
        ct_quality_completeness(&g->series[m], ct_group_code(g, m, "vintage"),
                                out->table[COMPLETENESS]);
    }
    ct_output_of(out, CT_WHOLE);
    look_at_digits(g, out->table[DIGITS]);
    return 0;
}

const struct ct_method ct_method_quality;
const struct ct_method ct_method_quality = {
    .name = "quality",
    .title = "values that stand out, digits, completeness",
    .formula = "robust z = (value - median) / (1.4826 x MAD), Tukey's fences, "
               "and tests of digits",
    .text =
        "Measures, for every series, what a data editor looks at first.\n\n"
        "outliers: Hampel's filter (window of 3 periods to either side, less "
        "at the\nends; found if more than 3 x 1.4826 MAD off the median, or "
        "with a MAD of 0 more\nthan half the median off); Tukey's fences, 1.5 "
        "interquartile ranges beyond the\nquartiles of the change of ln from "
        "a period to the next (a zero counts as half,\n--zero); the modified z "
        "of Iglewicz and Hoaglin, found beyond 3.5. A series with\na trend has "
        "large modified z at its ends. Nothing is compared across a gap or "
        "a\nbreak; at least 3 values in the window, 4 changes, 3 values.\n\n"
        "digits: first digits against Benford's law (100 counts, the largest "
        "100 times\nthe smallest), last digits against equal shares (50 counts "
        "from 10 on). Both are\nscreens for rounding and for careless numbers, "
        "never evidence; with thousands of\ncounts p is always small, and mad, "
        "whipple and myers say more.\n\n"
        "completeness: periods with a value of those expected, the longest "
        "gap, and\nmonths from the last period to the edition's date.\n\n"
        "Sources: Hampel 1974; Tukey 1977; Iglewicz and Hoaglin 1993; Benford "
        "1938;\nWhipple 1919; Myers 1940; Nigrini 2012.",
    .input = CT_INPUT_ANY,
    .tables = tables,
    .plan = plan,
    .run_group = run};
