/* SPDX-License-Identifier: GPL-3.0-or-later
 * Agreement of two sources, and its rows. */
#include "config.h"

#include "analyze/source_summary.h"

#include "analyze/cells.h"
#include "analyze/sentences.h"
#include "analyze/source_reason.h"
#include "lib/memory.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    REFERENCE,
    FROM,
    TO,
    SERIES,
    N,
    IDENTICAL,
    WITHIN5,
    RATIO,
    RATIO_MEDIAN,
    RATIO_GEOMETRIC,
    RATIO_LOWER,
    RATIO_UPPER,
    WITHIN10,
    N_RATES,
    CCC,
    PEARSON,
    SPEARMAN,
    CCC_LOG,
    PEARSON_LOG,
    BIAS,
    SD,
    LOA_LOWER,
    LOA_UPPER
};

const struct ct_column_row ct_summary_columns[] = {
    {"reference", true, "source that is the reference"},
    {"from", true, "first period that both have"},
    {"to", true, "last period that both have"},
    {"series", false, "series with a number in both"},
    {"n", false, "pairs of counts, or if there are none of rates"},
    {"identical", false, "of them, equal ones"},
    {"within5", false, "of them, others within 5 percent of the reference"},
    {"ratio", false, "sum of counts over that of the reference"},
    {"ratio_median", false, "median of the single ratios above 0"},
    {"ratio_geometric", false, "their geometric mean"},
    {"ratio_lower", false,
     "limits of agreement: 1.96 sd of ln(ratio) about "
     "the geometric mean"},
    {"ratio_upper", false, "limits of agreement"},
    {"within10", false, "share of the single ratios within 10 percent of 1"},
    {"n_rates", false, "pairs with rates, for the columns that follow"},
    {"ccc", false, "Lin's coefficient of concordance, of rates"},
    {"pearson", false, "correlation of rates"},
    {"spearman", false, "rank correlation of rates"},
    {"ccc_log", false, "concordance of ln(rate)"},
    {"pearson_log", false, "correlation of ln(rate)"},
    {"bias", false, "mean difference of rates, other - reference"},
    {"sd", false, "its standard deviation"},
    {"loa_lower", false, "limits of agreement: bias - 1.96 sd"},
    {"loa_upper", false, "limits of agreement: bias + 1.96 sd"},
    {0}};

static double rate_of(const struct ct_source_value *v, double per)
{
    if (!isnan(v->rate))
        return v->rate;
    return v->residents > 0 ? v->count / v->residents * per : NAN;
}

struct ct_ratios ct_source_ratios(const struct ct_source_pair *p, double per)
{
    struct ct_ratios r = {rate_of(&p->own, per), rate_of(&p->reference, per),
                          NAN, NAN, NAN};
    if (p->reference.count > 0)
        r.count_ratio = p->own.count / p->reference.count;
    if (r.rate_reference > 0)
        r.rate_ratio = r.rate / r.rate_reference;
    if (r.rate_ratio > 0)
        r.denominator_ratio = r.count_ratio / r.rate_ratio;
    return r;
}

/* What the measures are computed from. */
struct pool {
    double *ratio, *own, *reference;
    size_t n_ratios, n_rates;
    double sum_own, sum_reference;
};

/* The rates compared: of the counts with the residents of -p where there are
 * such, else as published. */
static void add_rates(const struct ct_source_pair *p, double per,
                      bool published, struct pool *pool)
{
    double a = p->reference.rate, b = p->own.rate;
    if (!published) {
        a = p->reference.count / p->reference.residents * per;
        b = p->own.count / p->own.residents * per;
    }
    if (!isfinite(a) || !isfinite(b))
        return;
    pool->reference[pool->n_rates] = a;
    pool->own[pool->n_rates++] = b;
}

static void add_pair(const struct ct_source_pair *p, double per,
                     struct ct_summary *s, struct pool *pool)
{
    double own = s->of_counts ? p->own.count : p->own.rate;
    double reference = s->of_counts ? p->reference.count : p->reference.rate;
    if (isnan(own) || isnan(reference))
        return;
    const char *verdict = ct_source_verdict(p);
    s->from = s->n ? s->from : p->day;
    s->to = p->day;
    s->n++;
    s->identical += strcmp(verdict, "identical") == 0;
    s->within5 += strcmp(verdict, "within-5-percent") == 0;
    s->derived |= p->own.derived || p->reference.derived;
    pool->sum_own += own;
    pool->sum_reference += reference;
    if (own > 0 && reference > 0)
        pool->ratio[pool->n_ratios++] = own / reference;
    add_rates(p, per, s->published, pool);
}

/* Logarithms of the pairs of rates above 0, in place; returns how many. */
static size_t take_logs(struct pool *pool)
{
    size_t n = 0;
    for (size_t i = 0; i < pool->n_rates; i++)
        if (pool->own[i] > 0 && pool->reference[i] > 0) {
            pool->own[n] = log(pool->own[i]);
            pool->reference[n++] = log(pool->reference[i]);
        }
    return n;
}

struct ct_summary ct_source_summary(const struct ct_source_pair *p, size_t n,
                                    double per)
{
    struct ct_summary s = {.published = true, .ratio = NAN};
    struct pool pool = {.ratio = ct_xmalloc(3 * n, sizeof *pool.ratio)};
    pool.own = pool.ratio + n;
    pool.reference = pool.own + n;
    for (size_t i = 0; i < n; i++) {
        s.of_counts |= !isnan(p[i].own.count + p[i].reference.count);
        s.published &= !(p[i].own.residents > 0);
    }
    for (size_t i = 0; i < n; i++)
        add_pair(&p[i], per, &s, &pool);
    if (s.of_counts && pool.sum_reference > 0)
        s.ratio = pool.sum_own / pool.sum_reference;
    ct_ratio_agreement(pool.ratio, pool.n_ratios, &s.ratios);
    ct_agreement(pool.reference, pool.own, pool.n_rates, &s.rates);
    size_t n_logs = take_logs(&pool);
    ct_agreement(pool.reference, pool.own, n_logs, &s.log_rates);
    free(pool.ratio);
    return s;
}

void ct_summary_write(const struct ct_summary *s, char freq,
                      struct ct_table *out)
{
    double reach = CT_AGREEMENT_REACH * s->rates.sd;
    const struct {
        size_t column;
        double x;
    } cells[] = {{SERIES, (double)s->series},
                 {N, (double)s->n},
                 {IDENTICAL, (double)s->identical},
                 {WITHIN5, (double)s->within5},
                 {RATIO, s->ratio},
                 {RATIO_MEDIAN, s->ratios.median},
                 {RATIO_GEOMETRIC, s->ratios.geometric},
                 {RATIO_LOWER, s->ratios.lower},
                 {RATIO_UPPER, s->ratios.upper},
                 {WITHIN10, s->ratios.within10},
                 {N_RATES, (double)s->rates.n},
                 {CCC, s->rates.ccc},
                 {PEARSON, s->rates.pearson},
                 {SPEARMAN, s->rates.spearman},
                 {CCC_LOG, s->log_rates.ccc},
                 {PEARSON_LOG, s->log_rates.pearson},
                 {BIAS, s->rates.bias},
                 {SD, s->rates.sd},
                 {LOA_LOWER, s->rates.bias - reach},
                 {LOA_UPPER, s->rates.bias + reach}};
    ct_table_row(out);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(out, cells[i].column, cells[i].x);
    ct_table_text(out, REFERENCE, s->reference);
    if (s->n == 0)
        return;
    ct_cell_period(out, FROM, (struct ct_period){freq, s->from});
    ct_cell_period(out, TO, (struct ct_period){freq, s->to});
}

void ct_summary_note(const struct ct_summary *s, struct ct_output_part *out)
{
    if (s->of_counts)
        ct_output_note(out, CT_SAY_SCREEN);
    else
        ct_output_note(out, "no counts in both: identical, ratios and limits "
                            "are those of rates");
    if (s->derived)
        ct_output_note(out, "counts of a source with rates alone are rates "
                            "times the population");
    if (s->rates.n == 0)
        ct_output_note(out, CT_SAY_NO_RATES);
    else if (s->published)
        ct_output_note(out, CT_SAY_OWN_RESIDENTS);
    if (s->rates.n >= 2)
        ct_output_note(out, CT_SAY_QUOTE_LOG);
    else if (s->rates.n == 1)
        ct_output_note(out, "1 pair of rates: no concordance, 2 are needed");
    if (s->log_rates.n < s->rates.n)
        ct_output_note(out, CT_SAY_ZERO_RATES);
}
