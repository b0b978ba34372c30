/* SPDX-License-Identifier: GPL-3.0-or-later
 * joinpoint: lines that bend, as the program of the US National Cancer
 * Institute fits them. */
#include "config.h"

#include "analyze/joinpoint_continuous.h"
#include "analyze/joinpoint_resample.h"
#include "analyze/joinpoint_tables.h"
#include "analyze/p_adjust.h"
#include "analyze/residuals.h"
#include "lib/memory.h"
#include "lib/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct joinpoint_options {
    int least, most; /* most < 0: by the number of values */
    struct ct_joinpoint_rules rules;
    int scale, weights, select, locations, ci;
    int permutations, seed;
    double alpha;
    const char *ar1;
};

static const struct joinpoint_options defaults = {.most = -1,
                                                  .rules = {2, 2, 0},
                                                  .permutations = 4499,
                                                  .seed = 20650232,
                                                  .alpha = 0.05};

#define AT(field) offsetof(struct joinpoint_options, field)

static const struct ct_option options[] = {
    {"max-joinpoints", 0, "K", CT_OPTION_INT, AT(most), NULL, 0,
     CT_JOINPOINT_MAX,
     "most joinpoints tried (default by the number of values: 0 below 7, 1 "
     "below 12, then one more for every 5, at most 7; with permutations 5)"},
    {"min-joinpoints", 0, "K", CT_OPTION_INT, AT(least), NULL, 0,
     CT_JOINPOINT_MAX,
     "fewest (default 0); equal to --max-joinpoints: no choice"},
    {"min-end", 0, "N", CT_OPTION_INT, AT(rules.min_end), NULL, 1, 1000,
     "values strictly outside the first and the last joinpoint (default 2)"},
    {"min-between", 0, "N", CT_OPTION_INT, AT(rules.min_between), NULL, 0, 1000,
     "values strictly between two joinpoints (default 2)"},
    {"grid", 0, "N", CT_OPTION_INT, AT(rules.per_gap), NULL, 0, 99,
     "places tried between two values (default 0: only at values)"},
    {"locations", 0, "KIND", CT_OPTION_CHOICE, AT(locations), "grid|continuous",
     0, 0,
     "joinpoints at places of the grid (default) or anywhere, as R's segmented "
     "has them"},
    {"scale", 0, "SCALE", CT_OPTION_CHOICE, AT(scale), "log|linear", 0, 0,
     "lines in ln(value) (default) or in the value"},
    {"weights", 0, "KIND", CT_OPTION_CHOICE, AT(weights),
     "auto|count|constant|se", 0, 0,
     "weights (default auto: count where all counts are known, else constant); "
     "se: from the values' limits, taken to be of --confidence"},
    {"select", 0, "CRITERION", CT_OPTION_CHOICE, AT(select),
     "wbic|bic|bic3|permutation", 0, 0,
     "how the number of joinpoints is chosen (default wbic)"},
    {"ci", 0, "KIND", CT_OPTION_CHOICE, AT(ci), "parametric|eq", 0, 0,
     "limits (default parametric); eq: from 5,000 resamples of the residuals, "
     "experimental"},
    {"permutations", 0, "N", CT_OPTION_INT, AT(permutations), NULL, 1, 1000000,
     "permutations of a test (default 4499)"},
    {"alpha", 0, "P", CT_OPTION_REAL, AT(alpha), NULL, 0.000001, 0.999999,
     "level of the whole sequence of tests (default 0.05)"},
    {"seed", 0, "N", CT_OPTION_INT, AT(seed), NULL, 0, 2147483647,
     "start of random numbers (default 20650232; mt19937)"},
    {"ar1", 0, "RHO", CT_OPTION_TEXT, AT(ar1), NULL, 0, 0,
     "errors correlated from period to period: a number between -1 and 1, or "
     "`estimate`"},
    {0}};

/* What --ar1 says: rho, or NaN for `estimate`; 0 where it is not given. */
static int read_ar1(const struct joinpoint_options *own, double *rho,
                    struct ct_error *err)
{
    *rho = own->ar1 ? NAN : 0;
    if (!own->ar1 || strcmp(own->ar1, "estimate") == 0)
        return 0;
    if (ct_number_parse(own->ar1, strlen(own->ar1), &ct_number_plain, rho,
                        NULL) != 0 ||
        fabs(*rho) >= 1)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--ar1 takes a number between -1 and 1, or `estimate`, "
                       "not '%s'",
                       own->ar1);
    return 0;
}

static int check_options(const struct joinpoint_options *own,
                         struct ct_error *err)
{
    if (own->most >= 0 && own->least > own->most)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--min-joinpoints=%d is above --max-joinpoints=%d",
                       own->least, own->most);
    bool chosen = own->least != own->most;
    if (own->locations && own->select == CT_JOINPOINT_PERMUTATION && chosen)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--locations=continuous does not go with "
                       "--select=permutation; --select=wbic does");
    if (own->locations && own->ci)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--locations=continuous does not go with --ci=eq");
    return 0;
}

/* One part while it is worked on. */
struct job {
    const struct joinpoint_options *own;
    const struct ct_common_options *common;
    struct ct_joinpoint_series series;
    struct ct_joinpoint_points points;
    struct ct_joinpoint_settings settings;
    struct ct_joinpoint_model model;
    double rho; /* NaN until it is estimated */
    struct ct_output_part *out;
};

/* Fits once more with the correlation that the first fit's residuals have. */
static int estimate_rho(struct job *j, struct ct_error *why)
{
    const struct ct_observed *o = &j->series.o;
    bool *follows = ct_xcalloc(o->n + 1, sizeof *follows);
    for (size_t i = 1; i < o->n; i++)
        follows[i] = o->series->ordinal[o->row[i]] ==
                     o->series->ordinal[o->row[i - 1]] + 1;
    j->rho = ct_joinpoint_model_rho(&j->model, follows);
    free(follows);
    ct_joinpoint_model_clear(&j->model);
    ct_joinpoint_series_correlate(&j->series, j->rho);
    return ct_joinpoint_model_fit(&j->model, &j->points, &j->settings, why);
}

static int fit(struct job *j, struct ct_error *why)
{
    j->points = ct_joinpoint_series_points(&j->series);
    if (j->rho != 0 && !isnan(j->rho))
        ct_joinpoint_series_correlate(&j->series, j->rho);
    if (ct_joinpoint_model_fit(&j->model, &j->points, &j->settings, why) < 0 ||
        (isnan(j->rho) && estimate_rho(j, why) < 0))
        return -1;
    ct_joinpoint_model_choose(&j->model, &j->settings);
    return 0;
}

/* What was done to the values. */
static void note_points(const struct job *j)
{
    const struct ct_joinpoint_series *s = &j->series;
    if (s->halves)
        ct_output_note(j->out, "%zu zero counts taken as 0.5", s->halves);
    if (s->dropped)
        ct_output_note(j->out, "%zu zero values left out", s->dropped);
    if (s->unweighted)
        ct_output_note(j->out, "%zu values without a weight left out",
                       s->unweighted);
    if (s->o.series->freq != 'A')
        ct_output_note(j->out, "seasonal swings are not modelled");
}

/* What the reader of a model should know. */
static void warn(const struct job *j, const struct ct_joinpoint_inference *i)
{
    const struct ct_joinpoint_model *m = &j->model;
    const struct ct_joinpoint_fit *f = &m->fit[m->selected];
    char text[CT_FIXED_MAX];
    double r = ct_autocorrelation(f->residual, f->rows, 1);
    if (m->exact)
        ct_output_note(j->out, "the lines pass through all values: there is "
                               "nothing to test");
    if (j->own->ci)
        ct_output_note(j->out, "limits of --ci=eq are experimental: those the "
                               "NCI's program publishes are wider");
    if (m->limit != CT_JOINPOINT_UNLIMITED)
        ct_output_note(
            j->out,
            m->limit == CT_JOINPOINT_FEW
                ? "%zu values have room for %zu joinpoints at most"
                : "%zu values: more than %zu joinpoints would be too many "
                  "models to try",
            m->points.n, m->most);
    for (size_t s = 0; s <= f->k; s++)
        if (isnan(i->errors.se[s]))
            ct_output_note(j->out, "segments with fewer than 2 values inside "
                                   "have no standard error");
    if (!m->exact && !j->series.o.gaps && j->rho == 0 && r > 0.3) {
        ct_number_fixed(r, 2, text);
        ct_output_note(j->out,
                       "residuals are correlated (%s at lag 1): too many "
                       "joinpoints may be found and intervals are too narrow; "
                       "see --ar1=estimate",
                       text);
    }
}

static void report(struct job *j)
{
    struct ct_joinpoint_inference i;
    double confidence = j->common->confidence;
    if (j->own->locations)
        ct_joinpoint_infer_continuous(&j->model, confidence, &i);
    else if (j->own->ci)
        ct_joinpoint_infer_resampled(&j->model, confidence, j->own->seed, &i);
    else
        ct_joinpoint_infer(&j->model, confidence, &i);
    struct ct_joinpoint_report r = {
        &j->series, &j->model, &i, (enum ct_joinpoint_scale)j->own->scale,
        j->rho,     j->out};
    if (!j->own->ar1)
        r.rho = NAN;
    ct_joinpoint_write_tables(&r);
    ct_joinpoint_write_fitted(&r);
    warn(j, &i);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    const struct joinpoint_options *own = user;
    struct ct_joinpoint_taking how = {(enum ct_joinpoint_scale)own->scale,
                                      (enum ct_joinpoint_weights)own->weights,
                                      common->zero, common->confidence};
    struct job j = {.own = own, .common = common, .out = out};
    struct ct_error why = {0};
    if (check_options(own, err) < 0 || read_ar1(own, &j.rho, err) < 0)
        return -1;
    j.settings = (struct ct_joinpoint_settings){
        own->rules,
        own->locations != 0,
        own->least,
        own->most,
        (enum ct_joinpoint_select)own->select,
        {own->permutations, own->seed, own->alpha}};
    bool done = ct_joinpoint_series_take(&j.series, s, &how, &why) == 0 &&
                fit(&j, &why) == 0;
    note_points(&j);
    if (done) {
        report(&j);
    } else if (why.code != CT_EDATA) {
        ct_joinpoint_write_refused(out, j.series.o.n);
        ct_output_note(out, "%s", why.text);
    }
    ct_joinpoint_model_clear(&j.model);
    ct_joinpoint_series_clear(&j.series);
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
    (void)user;
    ct_p_adjust_table(ct_panel_table(result, "segments"));
    ct_p_adjust_table(ct_panel_table(result, "aapc"));
}

const struct ct_method ct_method_joinpoint;
const struct ct_method ct_method_joinpoint = {
    .name = "joinpoint",
    .title = "joinpoint regression: when trends changed, and how fast",
    .text =
        "Fits ln(value) by straight lines that meet at joinpoints, found by "
        "trying all\nplaces; chooses how many there are; gives the annual "
        "percent change (apc) of\neach segment, average annual percent changes "
        "(aapc), limits of the joinpoints,\nand the fitted values beside the "
        "observed ones. Takes rates, or counts with -p.\n\n"
        "Standard errors are those of a line by itself in each segment, values "
        "on\njoinpoints left out, as in the NCI's program; limits of "
        "joinpoints are Lerman's.\n--select=permutation tests fewer against "
        "more joinpoints until one number is\nleft (table tests).\n\n"
        "At least 3 values, and 7 for a joinpoint. A zero count is taken as "
        "0.5 (--zero).\nA note says where residuals are correlated, which "
        "makes too many joinpoints.\n\n"
        "Sources: Lerman 1980; Kim, Fay, Feuer and Midthune 2000; Kim, Yu and "
        "Feuer\n2009; Clegg et al. 2009; Kim et al. 2022.",
    .input = CT_INPUT_RATES,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = ct_joinpoint_tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run,
    .finish = finish};
