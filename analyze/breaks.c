/* SPDX-License-Identifier: GPL-3.0-or-later
 * breaks: when the level or the trend of a series changed, and whether. */
#include "config.h"

#include "analyze/break_tables.h"
#include "analyze/p_adjust.h"
#include "analyze/residuals.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below MIN_GOOD values the distributions used are far off; the time that a
 * partition takes grows with the square of their number. */
enum { MIN_GOOD = 30, MAX_VALUES = 5000 };

struct breaks_options {
    int regressors; /* 0: mean, 1: trend */
    double trim;
    int max_breaks; /* 0: as many as trim allows */
    const char *at;
};

static const struct breaks_options defaults = {0, 0.15, 0, NULL};

static const struct ct_option options[] = {
    {"regressors", 0, "KIND", CT_OPTION_CHOICE,
     offsetof(struct breaks_options, regressors), "mean|trend", 0, 0,
     "what may change: the mean (default), or level and slope of a line"},
    {"trim", 0, "H", CT_OPTION_REAL, offsetof(struct breaks_options, trim),
     NULL, 0.001, MAX_VALUES,
     "shortest segment: a share of the values if below 1, else values "
     "(default 0.15)"},
    {"max-breaks", 0, "M", CT_OPTION_INT,
     offsetof(struct breaks_options, max_breaks), NULL, 0, MAX_VALUES,
     "most breaks tried (default 0: as many as --trim allows)"},
    {"at", 0, "PERIOD", CT_OPTION_TEXT, offsetof(struct breaks_options, at),
     NULL, 0, 0,
     "last period before a break that is known, for the test of Chow"},
    {0}};

/* The shortest segment of n values; share x n is cut, as in strucchange. */
static size_t shortest(double trim, size_t n)
{
    return (size_t)(trim < 1 ? floor((double)n * trim) : trim);
}

/* Sets h and most, or says why there can be no breaks. */
static void plan(struct ct_break_job *j, const struct breaks_options *own)
{
    size_t n = j->x.n, q = j->x.q, h = shortest(own->trim, n);
    size_t wanted = (size_t)own->max_breaks;
    if (n > MAX_VALUES) {
        ct_output_note(j->out, "more than %d values", MAX_VALUES);
    } else if (!isfinite(ct_regime_fit(&j->x, 0, n).rss)) {
        ct_output_note(j->out, "the values are too large to be squared");
    } else if (h <= q) {
        ct_output_note(j->out,
                       "no search for breaks: segments of h = %zu values are "
                       "too short for q = %zu coefficients (n = %zu); see "
                       "--trim",
                       h, q, n);
    } else if (2 * h > n) {
        ct_output_note(j->out,
                       "no search for breaks: n = %zu values hold no two "
                       "segments of h = %zu (q = %zu); see --trim",
                       n, h, q);
    } else {
        j->h = h;
        j->most = ct_partitions_most(n, h);
        if (wanted > j->most)
            ct_output_note(j->out,
                           "at most %zu breaks are tried with h = %zu, n = "
                           "%zu, q = %zu",
                           j->most, h, n, q);
        if (wanted > 0 && wanted < j->most)
            j->most = wanted;
    }
}

/* Says if the residuals of the model selected are correlated. */
static void warn_correlation(const struct ct_break_job *j,
                             const struct ct_partitions *p)
{
    char text[CT_FIXED_MAX];
    double *e = ct_xmalloc(p->n, sizeof *e);
    for (size_t k = 0; k <= p->selected; k++) {
        size_t from = ct_partition_last(p, p->selected, k);
        size_t to = ct_partition_last(p, p->selected, k + 1);
        struct ct_regime r = ct_regime_fit(&j->x, from, to);
        for (size_t i = from; i < to; i++)
            e[i] = j->x.y[i] - ct_regime_at(&r, j->x.t[i]);
    }
    double rho = j->o.gaps ? (double)NAN : ct_autocorrelation(e, p->n, 1);
    if (p->rss[p->selected] > 0 && rho > 0.3) {
        ct_number_fixed(rho, 2, text);
        ct_output_note(j->out,
                       "residuals are correlated (%s at lag 1): p are too "
                       "small and breaks may be too many",
                       text);
    }
    free(e);
}

/* Returns how many breaks are selected. */
static size_t search(const struct ct_break_job *j)
{
    struct ct_partitions p = ct_bai_perron(&j->x, j->h, j->most);
    for (size_t m = 0; m <= p.most; m++) {
        ct_break_write_model(j, m, p.rss[m], m == p.selected);
        ct_break_write_partition(j, &p, m);
    }
    ct_break_write_selected(j, &p);
    ct_break_write_fitted(j, &p, p.selected);
    if (p.rss[0] == 0)
        ct_output_note(j->out, "the fit without breaks is exact");
    warn_correlation(j, &p);
    size_t selected = p.selected;
    ct_partitions_clear(&p);
    return selected;
}

static const struct ct_break_test not_done = {NAN, NAN, 0};

/* How many values belong to periods that end with `at` or before. */
static size_t values_up_to(const struct ct_break_job *j, struct ct_period at)
{
    const struct ct_series *s = j->o.series;
    size_t n = 0;
    for (; n < j->o.n; n++) {
        struct ct_period period = {s->freq, s->time[j->o.row[n]]};
        if (ct_period_last_day(period) > ct_period_last_day(at))
            break;
    }
    return n;
}

static void test_known_break(const struct ct_break_job *j, struct ct_period at)
{
    char when[CT_PERIOD_MAX];
    struct ct_break_test chow = not_done;
    size_t last = values_up_to(j, at), q = j->x.q;
    if (last > q && j->x.n - last > q) {
        chow = ct_chow_test(&j->x, last);
    } else {
        ct_period_format(at, when);
        ct_output_note(j->out,
                       "chow: %zu values up to %s and %zu after it, too few "
                       "for q = %zu coefficients%s",
                       last, when, j->x.n - last, q,
                       j->o.series->part > 0 ? "; --across-breaks=ignore takes "
                                               "the parts as one series"
                                             : "");
    }
    ct_break_write_test(j, "chow", &chow);
}

/* The tests that need no known break; the breaks selected are doubted if they
 * do not reject steadiness. */
static void test_steadiness(const struct ct_break_job *j, size_t selected)
{
    struct ct_f_tests f = {not_done, not_done, not_done};
    struct ct_break_test ols = not_done, rec = not_done;
    if (j->h > 0)
        f = ct_f_tests(&j->x, j->h);
    if (j->x.n >= (size_t)j->x.q + 2 && j->x.n <= MAX_VALUES) {
        ols = ct_ols_cusum(&j->x);
        rec = ct_rec_cusum(&j->x);
    }
    if (selected > 0 && f.sup.p > 1 - j->confidence / 100)
        ct_output_note(j->out, "supf does not reject a series without breaks: "
                               "those selected may be chance");
    ct_break_write_test(j, "supf", &f.sup);
    ct_break_write_test(j, "avef", &f.ave);
    ct_break_write_test(j, "expf", &f.exp);
    ct_break_write_test(j, "ols-cusum", &ols);
    ct_break_write_test(j, "rec-cusum", &rec);
}

/* What the reader of breaks should know. */
static void warn(const struct ct_break_job *j)
{
    if (j->h > 0 && j->x.n < MIN_GOOD)
        ct_output_note(j->out,
                       "fewer than %d values: breaks and p are uncertain",
                       MIN_GOOD);
    if (j->o.gaps)
        ct_output_note(j->out, "gaps: neighbours are values, not periods");
    if (j->o.series->freq != 'A')
        ct_output_note(j->out, "seasonal swings are not modelled");
}

/* Reads --at and looks at --trim. */
static int check_options(const struct breaks_options *o, struct ct_period *at,
                         struct ct_error *err)
{
    struct ct_error why = {0};
    if (o->trim >= 1 && o->trim != floor(o->trim))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--trim is a share below 1 or a whole number of values");
    if (o->at && ct_period_parse(o->at, strlen(o->at), at, &why) != 0)
        return ct_fail(err, CT_EUSAGE, 0, 0, "--at: %s", why.text);
    return 0;
}

static void take_values(struct ct_break_job *j, enum ct_regressors q)
{
    struct ct_observed *o = &j->o;
    double exact = ct_rss_rounding(o->y, o->n);
    j->first = o->n > 0 ? o->y[0] : 0;
    for (size_t i = 0; i < o->n; i++)
        o->y[i] -= j->first;
    j->x = (struct ct_regime_data){q, o->n, o->t, o->y, exact};
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    const struct breaks_options *own = user;
    struct ct_period at = {0};
    if (check_options(own, &at, err) != 0)
        return -1;
    struct ct_break_job j = {
        .o = ct_observed_take(s), .confidence = common->confidence, .out = out};
    take_values(&j, own->regressors == 0 ? CT_REGRESSORS_MEAN
                                         : CT_REGRESSORS_TREND);
    plan(&j, own);
    size_t selected = 0;
    if (j.h > 0) {
        selected = search(&j);
    } else {
        ct_break_write_model(&j, 0, ct_regime_fit(&j.x, 0, j.x.n).rss, NAN);
        ct_break_write_fitted(&j, NULL, 0);
    }
    if (own->at)
        test_known_break(&j, at);
    test_steadiness(&j, selected);
    warn(&j);
    ct_observed_clear(&j.o);
    return 0;
}

/* Each test is adjusted over the series by itself: tests of one series are not
 * so many questions. */
static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    static const char *const names[] = {"chow", "supf",      "avef",
                                        "expf", "ols-cusum", "rec-cusum"};
    const struct ct_table *t = ct_panel_table(result, "tests");
    char **test = t->columns[ct_table_find(t, "test")].text;
    const double *p = t->columns[ct_table_find(t, "p")].number;
    double *adjusted = t->columns[ct_table_find(t, "p_adjusted")].number;
    double *own = ct_xmalloc(2 * t->n_rows, sizeof *own);
    (void)common;
    (void)user;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        for (size_t i = 0; i < t->n_rows; i++)
            own[i] = strcmp(test[i], names[k]) == 0 ? p[i] : (double)NAN;
        ct_p_adjust(own, t->n_rows, own + t->n_rows);
        for (size_t i = 0; i < t->n_rows; i++)
            if (strcmp(test[i], names[k]) == 0)
                adjusted[i] = own[t->n_rows + i];
    }
    free(own);
}

const struct ct_method ct_method_breaks;
const struct ct_method ct_method_breaks = {
    .name = "breaks",
    .title = "when the level or the trend of a series changed",
    .formula =
        "least squares over all places of the breaks, their number by BIC",
    .text = "Divides a series into segments of at least --trim values, each "
            "with a mean or a\n"
            "line of its own, in the best way for every number of breaks (Bai "
            "and Perron;\n"
            "least sum of squares), and selects the number by BIC. A break is "
            "named by the\n"
            "last period before it, with confidence limits; first_new is the "
            "period after\n"
            "it. Takes any series; counts with -p are made into rates. The "
            "panel of the\n"
            "result has what was fitted and what was observed; plot trend, "
            "panels and\n"
            "residuals draw it.\n\n"
            "Tests: chow (the break is known: --at), supf, avef, expf (it is "
            "not), ols-cusum\n"
            "and rec-cusum (steadiness). p_adjusted allows for the number of "
            "series. All\n"
            "take periods as independent: a series that wanders has breaks "
            "everywhere. A\n"
            "note says where the residuals are correlated, and where there are "
            "fewer than 30\n"
            "values; BIC then finds breaks in pure chance, so look at supf "
            "too. Seasons are\n"
            "not modelled.\n\n"
            "Segments need more values than coefficients (mean 1, trend 2), "
            "and two of them\n"
            "must fit: with --trim=0.15, 14 values for mean, 20 for trend. "
            "Where there are\n"
            "gaps, values are neighbours, not periods. A series is cut at "
            "breaks that its\n"
            "publisher tells (status B); --across-breaks=ignore takes it as "
            "one.\n\n"
            "Sources: Bai and Perron 2003; Bai 1997; Andrews 1993; Andrews and "
            "Ploberger\n"
            "1994; Hansen 1997; Chow 1960; Ploberger and Kraemer 1992; Brown, "
            "Durbin and\n"
            "Evans 1975.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = ct_break_tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run,
    .finish = finish};
