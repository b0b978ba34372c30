/* SPDX-License-Identifier: GPL-3.0-or-later
 * adjust-coverage: counts of agencies that did not report the whole year. */
#include "config.h"

#include "analyze/agency_table.h"
#include "analyze/cells.h"
#include "analyze/multiple_imputation.h"
#include "analyze/p_value.h"
#include "analyze/ratio_weighting.h"
#include "analyze/rubin.h"
#include "analyze/sentences.h"

#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <stdlib.h>

struct adjust_options {
    int min_months, imputations, seed;
};

static const struct adjust_options defaults = {
    .min_months = 3, .imputations = 20, .seed = 20650232};

#define AT(field) offsetof(struct adjust_options, field)

static const struct ct_option options[] = {
    {"min-months", 0, "N", CT_OPTION_INT, AT(min_months), NULL, 1, 12,
     "fewest months that are scaled up to the year (default 3); with fewer the "
     "agency's group stands in"},
    {"imputations", 0, "M", CT_OPTION_INT, AT(imputations), NULL, 2, 1000,
     "number of imputations (default 20)"},
    {"seed", 0, "N", CT_OPTION_INT, AT(seed), NULL, 0, 2147483647,
     "seed of the first imputation (default 20650232)"},
    {0}};

enum { AGENCIES, COVERAGE, WEIGHTING, IMPUTATION };
enum { TIME };
enum { MONTHS = 1, REPORTED, RESIDENTS, METHOD, ESTIMATE };

static const struct ct_column_row agency_columns[] = {
    {"time", true, "year"},
    {"months", false, "months reported, 0 to 12"},
    {"reported", false, "count in these months"},
    {"population", false, "residents"},
    {"method", true,
     "reported, annualised, group-rate-state or group-rate-national"},
    {"estimate", false, "count of the year"},
    {0}};

enum { N_AGENCIES = 1, COMPLETE, SUM_REPORTED, SUM_ESTIMATED, SHARE, IMPUTED };

static const struct ct_column_row coverage_columns[] = {
    {"time", true, "year"},
    {"agencies", false, "agencies of the area"},
    {"complete", false, "of them, those that reported 12 months"},
    {"reported", false, "sum of what was reported"},
    {"estimated", false, "sum of the estimates"},
    {"coverage", false,
     "share of residents x months covered (0-1), the FBI's coverage indicator"},
    {"imputed_share", false, "share of the estimate that nobody reported"},
    {0}};

enum { VALUE = 1, SE, LOWER, UPPER, GROUPS };

static const struct ct_column_row weighting_columns[] = {
    {"time", true, "year"},
    {"value", false, "count, complete agencies weighted up"},
    {"se", false, "standard error by the jackknife"},
    {"lower", false, "limits, t with groups - 1 degrees of freedom"},
    {"upper", false, "limits, t with groups - 1 degrees of freedom"},
    {"groups", false, "groups of agencies left out in turn"},
    {0}};

enum { MI_LOWER = 2, MI_UPPER, WITHIN, BETWEEN, TOTAL, DF, FMI };

static const struct ct_column_row imputation_columns[] = {
    {"time", true, "year"},
    {"value", false, "count, mean of the imputations"},
    {"lower", false, "limits, t with df degrees of freedom"},
    {"upper", false, "limits, t with df degrees of freedom"},
    {"within", false, "mean variance of a count (Poisson)"},
    {"between", false, "variance between the imputations"},
    {"total", false, "within + (1 + 1/m) between"},
    {"df", false, "degrees of freedom (Barnard and Rubin)"},
    {"fmi", false, "share of the information that is missing"},
    {0}};

static const struct ct_table_row tables[] = {
    {"agencies", agency_columns, "a row an agency and year"},
    {"coverage", coverage_columns, "a row an area and year, and all together"},
    {"weighting", weighting_columns,
     "totals by ratio weighting, a row an area and year"},
    {"imputation", imputation_columns,
     "totals by multiple imputation, a row an area and year"},
    {0}};

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)user;
    plan->combined[plan->n_combined++] = "area";
    plan->combined[plan->n_combined++] = "agency";
    plan->combined[plan->n_combined++] = "group";
    if (ct_has_months(panel))
        return 0;
    return ct_fail(err, CT_EDATA, 0, 0,
                   "no series of measure 'months' beside the counts: months "
                   "that each agency reported, 0 to 12");
}

/* Everything computed of one group of series. */
struct work {
    const struct ct_group *group;
    const struct ct_common_options *common;
    const struct adjust_options *options;
    struct ct_output_part *out;
    struct ct_agency_table table;
    struct ct_agency_estimate *estimate; /* of each cell of the table */
};

static void estimate(struct work *w)
{
    const struct ct_agency_table *a = &w->table;
    size_t n = a->n.agencies;
    struct ct_agency *year = ct_xmalloc(n + 1, sizeof *year);
    struct ct_agency_estimate *out = ct_xmalloc(n + 1, sizeof *out);
    w->estimate = ct_xmalloc(n * a->n_years + 1, sizeof *w->estimate);
    for (size_t t = 0; t < a->n_years; t++) {
        ct_agency_table_year(a, t, year);
        ct_agency_estimates(year, &a->n, w->options->min_months, out);
        for (size_t i = 0; i < n; i++)
            w->estimate[i * a->n_years + t] = out[i];
    }
    free(year);
    free(out);
}

static void begin_row(const struct work *w, size_t table, size_t t)
{
    ct_table_row(w->out->table[table]);
    ct_cell_period(w->out->table[table], TIME,
                   (struct ct_period){'A', w->table.day[t]});
}

static void write_agency(const struct work *w, size_t i, size_t t)
{
    size_t cell = i * w->table.n_years + t;
    const struct ct_agency *a = &w->table.cell[cell];
    const struct ct_agency_estimate *e = &w->estimate[cell];
    struct ct_table *table = w->out->table[AGENCIES];
    struct ct_obs o = ct_obs_empty;
    begin_row(w, AGENCIES, t);
    ct_table_number(table, MONTHS, a->months);
    ct_table_number(table, REPORTED, a->events);
    ct_table_number(table, RESIDENTS, a->residents);
    ct_table_text(table, METHOD, ct_agency_word[e->method]);
    ct_table_number(table, ESTIMATE, e->events);
    o.time = w->table.day[t];
    o.status = w->table.status[cell];
    if (e->method > CT_AGENCY_REPORTED)
        o.status |= CT_STATUS_IMPUTED;
    o.x[CT_VALUE] = e->events;
    o.x[CT_POPULATION] = a->residents;
    ct_output_obs(w->out, &o);
}

static void write_agencies(const struct work *w)
{
    for (size_t i = 0; i < w->table.n.agencies; i++) {
        ct_output_of(w->out, (long)i);
        for (size_t t = 0; t < w->table.n_years; t++)
            write_agency(w, i, t);
    }
}

/* Goes on to rows about an area, all with number SIZE_MAX. */
static void begin_area(const struct work *w, size_t area)
{
    ct_output_of(w->out, CT_WHOLE);
    if (area != SIZE_MAX)
        ct_output_code(w->out, "area", w->table.areas.code[area]);
}

static void write_coverage(const struct work *w, size_t t, size_t area,
                           const struct ct_agency_coverage *c)
{
    struct ct_table *table = w->out->table[COVERAGE];
    begin_area(w, area);
    begin_row(w, COVERAGE, t);
    ct_table_number(table, N_AGENCIES, (double)c->agencies);
    ct_table_number(table, COMPLETE, (double)c->complete);
    ct_table_number(table, SUM_REPORTED, c->reported);
    ct_table_number(table, SUM_ESTIMATED, c->estimated);
    ct_table_number(table, SHARE, c->coverage);
    ct_table_number(table, IMPUTED, c->imputed_share);
}

/* How far limits reach to either side; with less than one degree of freedom
 * there are none. */
static double reach(const struct work *w, double se, double df)
{
    return df >= 1 ? se * ct_reach_student(w->common->confidence, df)
                   : (double)NAN;
}

static void write_weighted(const struct work *w, size_t t,
                           const struct ct_weighted *x)
{
    struct ct_table *table = w->out->table[WEIGHTING];
    double half = reach(w, x->se, (double)x->groups - 1);
    begin_row(w, WEIGHTING, t);
    ct_table_number(table, VALUE, x->value);
    ct_table_number(table, SE, x->se);
    ct_table_number(table, LOWER, isnan(half) ? NAN : fmax(0, x->value - half));
    ct_table_number(table, UPPER, x->value + half);
    ct_table_number(table, GROUPS, (double)x->groups);
}

/* Says how much nobody reported, over all areas and years. */
static void note_imputed(const struct work *w, double least, double most)
{
    char from[CT_FIXED_MAX], to[CT_FIXED_MAX];
    ct_number_fixed(least * 100, 1, from);
    ct_number_fixed(most * 100, 1, to);
    if (most > 0)
        ct_output_note(w->out, CT_SAY_AGENCIES, from, to);
}

/* Sums of one year: coverage and weighting, area by area, then all. */
static void write_year(const struct work *w, size_t t, struct ct_agency *year,
                       struct ct_agency_estimate *e)
{
    const struct ct_agency_table *a = &w->table;
    size_t last = a->n.areas > 1 ? a->n.areas : a->n.areas - 1;
    ct_agency_table_year(a, t, year);
    for (size_t i = 0; i < a->n.agencies; i++)
        e[i] = w->estimate[i * a->n_years + t];
    for (size_t k = 0; k <= last; k++) {
        size_t area = k < a->n.areas ? k : SIZE_MAX;
        struct ct_agency_coverage c =
            ct_agency_coverage(year, e, a->n.agencies, area);
        struct ct_weighted x = ct_ratio_weighting(year, &a->n, area);
        write_coverage(w, t, area, &c);
        write_weighted(w, t, &x);
    }
}

/* The least and the largest share that is imputed in a year. */
static void find_imputed(const struct work *w, size_t t,
                         const struct ct_agency *year,
                         const struct ct_agency_estimate *e, double range[2])
{
    struct ct_agency_coverage c =
        ct_agency_coverage(year, e, w->table.n.agencies, SIZE_MAX);
    range[0] = t == 0 ? c.imputed_share : fmin(range[0], c.imputed_share);
    range[1] = t == 0 ? c.imputed_share : fmax(range[1], c.imputed_share);
}

static void write_sums(const struct work *w)
{
    size_t n = w->table.n.agencies + 1;
    double range[2] = {NAN, NAN};
    struct ct_agency *year = ct_xmalloc(n, sizeof *year);
    struct ct_agency_estimate *e = ct_xmalloc(n, sizeof *e);
    for (size_t t = 0; t < w->table.n_years; t++) {
        write_year(w, t, year, e);
        find_imputed(w, t, year, e, range);
    }
    note_imputed(w, range[0], range[1]);
    free(year);
    free(e);
}

/* Totals of every imputation: of area k (all: k = areas) in year t, number j
 * is at [(k * n_years + t) * m + j]. */
struct imputed {
    size_t m, df_complete, never; /* agencies without any year */
    double *total;
};

/* Adds up one imputation. */
static void add_up(const struct work *w, const double *x, size_t j,
                   struct imputed *out)
{
    const struct ct_agency_table *a = &w->table;
    for (size_t c = 0; c < a->n.agencies * a->n_years; c++) {
        size_t area = a->cell[c].area, t = c % a->n_years;
        double events = isnan(x[c]) ? w->estimate[c].events : x[c];
        out->total[(area * a->n_years + t) * out->m + j] += events;
        out->total[(a->n.areas * a->n_years + t) * out->m + j] += events;
    }
}

static void draw_all(const struct work *w, const struct ct_unit_years *u,
                     const struct ct_imputation_model *model,
                     struct imputed *out)
{
    double *x = ct_xmalloc(u->n_units * u->n_years + 1, sizeof *x);
    for (size_t j = 0; j < out->m; j++) {
        ct_imputation_draw(u, model, (unsigned long)w->options->seed, j, x);
        add_up(w, x, j, out);
    }
    out->df_complete = u->n_units * u->n_years - u->n_units - 1;
    for (size_t i = 0; i < u->n_units; i++)
        out->never += model->cells[i] == 0;
    free(x);
}

static void write_pooled(const struct work *w, size_t t, const double *total,
                         const struct imputed *im)
{
    struct ct_table *table = w->out->table[IMPUTATION];
    struct ct_pooled p = ct_rubin(total, total, im->m, (double)im->df_complete);
    double half = reach(w, sqrt(p.total), p.df);
    if (isnan(half))
        ct_output_note(w->out, "too few values for limits of the imputations");
    begin_row(w, IMPUTATION, t);
    ct_table_number(table, VALUE, p.estimate);
    ct_table_number(table, MI_LOWER,
                    isnan(half) ? NAN : fmax(0, p.estimate - half));
    ct_table_number(table, MI_UPPER, p.estimate + half);
    ct_table_number(table, WITHIN, p.within);
    ct_table_number(table, BETWEEN, p.between);
    ct_table_number(table, TOTAL, p.total);
    ct_table_number(table, DF, p.df);
    ct_table_number(table, FMI, p.fmi);
}

static void note_model(const struct work *w,
                       const struct ct_imputation_model *model,
                       const struct imputed *im)
{
    char slope[CT_FIXED_MAX], sigma[CT_FIXED_MAX];
    ct_number_fixed(model->slope, 4, slope);
    ct_number_fixed(sqrt(model->sigma2), 4, sigma);
    ct_output_note(w->out, CT_SAY_IMPUTATION, im->m, slope, sigma);
    if (im->never)
        ct_output_note(w->out,
                       "%zu agencies without a year to go by stand in the "
                       "imputations at their group's rate, without variance",
                       im->never);
}

/* Whether any cell is left for imputation. */
static bool any_missing(const struct ct_unit_years *u)
{
    for (size_t c = 0; c < u->n_units * u->n_years; c++)
        if (isnan(u->events[c]))
            return true;
    return false;
}

static void impute(const struct work *w, const struct ct_unit_years *u)
{
    const struct ct_agency_table *a = &w->table;
    struct ct_imputation_model model;
    if (!ct_imputation_fit(u, &model)) {
        ct_output_note(w->out, "no multiple imputation: it needs agencies with "
                               "several years");
        return;
    }
    struct imputed im = {.m = (size_t)w->options->imputations};
    im.total =
        ct_xcalloc((a->n.areas + 1) * a->n_years * im.m + 1, sizeof *im.total);
    draw_all(w, u, &model, &im);
    for (size_t k = 0; k <= a->n.areas; k++) {
        if (k == a->n.areas && k == 1)
            break;
        begin_area(w, k < a->n.areas ? k : SIZE_MAX);
        for (size_t t = 0; t < a->n_years; t++)
            write_pooled(w, t, im.total + (k * a->n_years + t) * im.m, &im);
    }
    note_model(w, &model, &im);
    free(im.total);
    ct_imputation_clear(&model);
}

/* What agencies reported, or reported in part, is there; all else is not. */
static void write_imputation(const struct work *w)
{
    const struct ct_agency_table *a = &w->table;
    size_t n = a->n.agencies * a->n_years;
    double *events = ct_xmalloc(n + 1, sizeof *events);
    for (size_t c = 0; c < n; c++)
        events[c] = w->estimate[c].method <= CT_AGENCY_ANNUALISED
                        ? w->estimate[c].events
                        : (double)NAN;
    struct ct_unit_years u = {a->n.agencies, a->n_years, a->year, events};
    if (any_missing(&u))
        impute(w, &u);
    free(events);
}

static void note_table(const struct work *w)
{
    size_t none = 0;
    for (size_t c = 0; c < w->table.n.agencies * w->table.n_years; c++)
        none += w->estimate[c].method == CT_AGENCY_NONE;
    if (w->table.months_unknown)
        ct_output_note(w->out,
                       "months not known of %zu counts: taken as not reported",
                       w->table.months_unknown);
    if (none)
        ct_output_note(w->out,
                       "no estimate for %zu agencies and years: no residents, "
                       "or nobody of their group reported 12 months",
                       none);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    struct work w = {.group = g, .common = common, .options = user, .out = out};
    if (g->series->freq != 'A') {
        ct_output_note(out, "not computed: months are those of a year, and "
                            "counts of years are needed");
        return 0;
    }
    int result = ct_agency_table_make(g, &w.table, err);
    if (result == 0) {
        estimate(&w);
        write_agencies(&w);
        write_sums(&w);
        write_imputation(&w);
        note_table(&w);
    }
    free(w.estimate);
    ct_agency_table_clear(&w.table);
    return result;
}

const struct ct_method ct_method_adjust_coverage;
const struct ct_method ct_method_adjust_coverage = {
    .name = "adjust-coverage",
    .title = "counts of agencies that did not report all months",
    .formula = "count reported / share of the months (or residents) covered",
    .text =
        "Takes annual counts by agency (dimensions area, agency and, for like "
        "agencies,\ngroup), beside them a series of measure months: how many "
        "months the agency\nreported, 0 to 12; and residents by agency (-p).\n"
        "\nAs the FBI does: 12 months stand as reported; from --min-months on "
        "the count\nx 12 / months; with fewer, residents x rate of the "
        "agencies of the same area and\ngroup that reported 12 months, or of "
        "that group in all areas if there are none.\nEstimates have status I. "
        "Table coverage gives the sums and the share that is\nimputed: a sum "
        "of what came in is not a count of crime.\n\n"
        "Table weighting: complete agencies weighted up to the residents of "
        "all agencies\nof their area and group, with a delete-group "
        "jackknife (no item imputation, no\nfurther calibration, as the full "
        "NIBRS estimation has). Table imputation: where\nagencies have several "
        "years, ln(count + 1/2) = agency + slope x year + normal\nerror, "
        "drawn --imputations times and pooled by Rubin's rules.\n\n"
        "All rest on the assumption that agencies which do not report are like "
        "those of\ntheir group (or their own other years) that do.\n\n"
        "Sources: FBI, Crime in the United States; Kott 2001; Rubin 1987; "
        "Barnard and\nRubin 1999.",
    .input = CT_INPUT_COUNTS,
    .beside = "months",
    .makes_panel = true,
    .by_period = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .plan = plan,
    .run_group = run};
