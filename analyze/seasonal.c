/* SPDX-License-Identifier: GPL-3.0-or-later
 * seasonal: trend, season and remainder of months or quarters. */
#include "config.h"

#include "analyze/components.h"
#include "analyze/observed.h"
#include "analyze/stl.h"
#include "lib/number.h"

#include <math.h>
#include <string.h>

enum { STL, CLASSICAL };
enum { ADDITIVE, MULTIPLICATIVE };

struct seasonal_options {
    int method, type, trend_window, degree;
    const char *window;
    bool robust;
};

static const struct seasonal_options defaults = {STL, ADDITIVE,   0,
                                                 0,   "periodic", false};

static const char *const method_word[] = {"stl", "classical"};
static const char *const type_word[] = {"additive", "multiplicative"};

enum { MIN_WINDOW = 3, MAX_WINDOW = 9999 };

static const struct ct_option options[] = {
    {"method", 0, "KIND", CT_OPTION_CHOICE,
     offsetof(struct seasonal_options, method), "stl|classical", 0, 0,
     "stl (default): by local regression; classical: by moving averages"},
    {"window", 0, "N", CT_OPTION_TEXT,
     offsetof(struct seasonal_options, window), NULL, 0, 0,
     "stl: years over which a season is smoothed, 7 or more, odd; periodic "
     "(default): the same season every year"},
    {"trend-window", 0, "N", CT_OPTION_INT,
     offsetof(struct seasonal_options, trend_window), NULL, 0, MAX_WINDOW,
     "stl: periods over which the trend is smoothed, odd (default 0: 1.5 "
     "years or somewhat more, by --window)"},
    {"degree", 0, "D", CT_OPTION_INT, offsetof(struct seasonal_options, degree),
     NULL, 0, 1,
     "stl: 0 (default): a season is locally constant; 1: locally linear"},
    {"robust", 0, NULL, CT_OPTION_FLAG,
     offsetof(struct seasonal_options, robust), NULL, 0, 0,
     "stl: outliers lose their weight, and show in the remainder"},
    {"type", 0, "KIND", CT_OPTION_CHOICE,
     offsetof(struct seasonal_options, type), "additive|multiplicative", 0, 0,
     "classical: the parts are added (default), or multiplied"},
    {0}};

enum { STRENGTH, INDICES };

enum {
    METHOD,
    TYPE,
    WINDOW,
    TREND_WINDOW,
    N,
    MISSING,
    FROM,
    TO,
    TREND,
    SEASONAL,
    PEAK,
    TROUGH
};

static const struct ct_column_row strength_columns[] = {
    {"method", true, "stl or classical"},
    {"type", true, "additive or multiplicative"},
    {"window", true, "stl: years over which a season is smoothed, or periodic"},
    {"trend_window", false, "stl: periods over which the trend is smoothed"},
    {"n", false, "values"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"trend", false, "strength of the trend, 0 to 1"},
    {"seasonal", false, "strength of the season, 0 to 1"},
    {"peak", false, "season with the highest index (1 = January or Q1)"},
    {"trough", false, "season with the lowest index"},
    {0}};

enum { SEASON, INDEX };

static const struct ct_column_row index_columns[] = {
    {"season", false, "1 = January or first quarter"},
    {"index", false,
     "what the season adds, on average (multiplicative: percent of the trend)"},
    {0}};

static const struct ct_table_row tables[] = {
    {"strength", strength_columns,
     "a row a series, or part of one between "
     "breaks"},
    {"indices", index_columns, "a row a season of each series"},
    {0}};

/* --- options --- */

/* Years of --window, 0 = periodic. */
static int read_window(const char *word, size_t *out, struct ct_error *err)
{
    double n = 0;
    *out = 0;
    if (strcmp(word, "periodic") == 0)
        return 0;
    if (ct_number_parse(word, strlen(word), &ct_number_plain, &n, NULL) < 0 ||
        n < MIN_WINDOW || n > MAX_WINDOW || n != floor(n))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "bad --window '%s'; periodic or a number of years from "
                       "%d on will do",
                       word, MIN_WINDOW);
    *out = (size_t)n;
    return 0;
}

/* What is set belongs to the method chosen. */
static int check_options(const struct seasonal_options *o, struct ct_error *err)
{
    if (o->method == STL && o->type == MULTIPLICATIVE)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--type=multiplicative goes with --method=classical");
    if (o->method == CLASSICAL && (o->robust || o->degree || o->trend_window ||
                                   strcmp(o->window, defaults.window) != 0))
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "--window, --trend-window, --degree and --robust go "
                       "with --method=stl");
    if (o->trend_window > 0 && o->trend_window < MIN_WINDOW)
        return ct_fail(err, CT_EUSAGE, 0, 0,
                       "bad --trend-window '%d'; %d or more periods will do",
                       o->trend_window, MIN_WINDOW);
    return 0;
}

/* --- what can be parted --- */

static size_t seasons_in_year(char freq)
{
    return freq == 'M' ? 12 : freq == 'Q' ? 4 : 1;
}

static bool all_positive(const struct ct_observed *o)
{
    for (size_t i = 0; i < o->n; i++)
        if (!(o->y[i] > 0))
            return false;
    return true;
}

/* Why a series cannot be parted; NULL = it can. */
static const char *refuse(const struct ct_observed *o, int type)
{
    size_t period = seasons_in_year(o->series->freq);
    if (period == 1)
        return "a year has no seasons; it takes quarters or months";
    if (o->n < 2 * period)
        return "fewer than two full years of values";
    if (o->gaps)
        return "values are missing in between; see --fill";
    if (type == MULTIPLICATIVE && !all_positive(o))
        return "a multiplicative season takes values above 0 only";
    return NULL;
}

/* --- output --- */

static void write_row(const struct ct_observed *o,
                      const struct seasonal_options *own, struct ct_table *t)
{
    ct_table_row(t);
    ct_table_text(t, METHOD, method_word[own->method]);
    ct_table_text(t, TYPE, type_word[own->type]);
    if (own->method == STL)
        ct_table_text(t, WINDOW, own->window);
    ct_table_number(t, N, (double)o->n);
    ct_table_number(t, MISSING, (double)o->missing);
    if (o->n > 0) {
        ct_observed_cell(o, 0, t, FROM);
        ct_observed_cell(o, o->n - 1, t, TO);
    }
}

/* The season of a year that a row of the series stands in, from 0. */
static size_t season_of(const struct ct_observed *o, size_t i)
{
    long period = (long)seasons_in_year(o->series->freq);
    return (size_t)(o->series->ordinal[o->row[i]] % period);
}

static void write_strength(const struct ct_observed *o,
                           const struct ct_components *c, int type,
                           struct ct_output_part *out)
{
    struct ct_table *t = out->table[STRENGTH], *indices = out->table[INDICES];
    size_t period = seasons_in_year(o->series->freq), first = season_of(o, 0);
    size_t peak = 0, trough = 0;
    double mean[12] = {0}, index[12] = {0};
    ct_seasonal_means(c->seasonal, c->n, period, mean);
    for (size_t i = 0; i < period; i++)
        index[(first + i) % period] = mean[i];
    for (size_t i = 0; i < period; i++) {
        peak = index[i] > index[peak] ? i : peak;
        trough = index[i] < index[trough] ? i : trough;
        ct_table_row(indices);
        ct_table_number(indices, SEASON, (double)(i + 1));
        ct_table_number(indices, INDEX,
                        type == MULTIPLICATIVE ? 100 * index[i] : index[i]);
    }
    bool multiplied = type == MULTIPLICATIVE;
    ct_table_number(t, TREND, ct_components_strength(c, c->trend, multiplied));
    ct_table_number(t, SEASONAL,
                    ct_components_strength(c, c->seasonal, multiplied));
    if (index[peak] > index[trough]) {
        ct_table_number(t, PEAK, (double)(peak + 1));
        ct_table_number(t, TROUGH, (double)(trough + 1));
    }
}

static void write_component(const struct ct_observed *o, const char *name,
                            const double *x, struct ct_output_part *out)
{
    bool fitted = strcmp(name, "trend") == 0;
    ct_output_code(out, "component", name);
    for (size_t i = 0; i < o->n; i++) {
        struct ct_obs obs = ct_obs_empty;
        obs.time = o->series->time[o->row[i]];
        obs.status = o->series->status[o->row[i]];
        obs.x[CT_VALUE] = x[i];
        if (fitted)
            obs.x[CT_OBSERVED] = o->y[i];
        ct_output_obs(out, &obs);
    }
}

/* Ratios are without the series' unit. */
static void write_components(const struct ct_observed *o,
                             const struct ct_components *c,
                             const struct seasonal_options *own,
                             struct ct_output_part *out)
{
    write_component(o, "trend", c->trend, out);
    if (own->type == MULTIPLICATIVE)
        ct_output_code(out, "unit", "RATIO");
    write_component(o, "seasonal", c->seasonal, out);
    write_component(o, "remainder", c->remainder, out);
    if (own->robust) {
        ct_output_code(out, "unit", "RATIO");
        write_component(o, "weight", c->weight, out);
    }
}

/* --- the method --- */

static void part(const struct ct_observed *o, size_t window,
                 const struct seasonal_options *own, struct ct_output_part *out)
{
    size_t period = seasons_in_year(o->series->freq);
    struct ct_components c = ct_components_make(o->n);
    if (own->method == STL) {
        const struct ct_stl_settings settings = {period, window,
                                                 (size_t)own->trend_window,
                                                 own->degree, own->robust};
        struct ct_stl_plan plan = ct_stl_plan(&settings, o->n);
        ct_stl(o->y, &plan, &c);
        ct_table_number(out->table[STRENGTH], TREND_WINDOW,
                        (double)plan.trend.window);
    } else {
        ct_components_by_averages(o->y, period, own->type == MULTIPLICATIVE,
                                  &c);
        ct_output_note(out, "no trend in the first and the last half year");
    }
    write_strength(o, &c, own->type, out);
    write_components(o, &c, own, out);
    ct_components_clear(&c);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)common;
    const struct seasonal_options *own = user;
    size_t window;
    if (check_options(own, err) < 0 ||
        read_window(own->window, &window, err) < 0)
        return -1;
    struct ct_observed o = ct_observed_take(s);
    write_row(&o, own, out->table[STRENGTH]);
    const char *why = refuse(&o, own->type);
    if (why)
        ct_output_note(out, "%s", why);
    else
        part(&o, window, own, out);
    ct_observed_clear(&o);
    return 0;
}

const struct ct_method ct_method_seasonal;
const struct ct_method ct_method_seasonal = {
    .name = "seasonal",
    .title = "trend, season and remainder of months or quarters",
    .formula = "value = trend + seasonal + remainder, or their product",
    .text = "Parts a series into trend, season and remainder, which make a "
            "panel with a\ndimension component. stl smooths by local "
            "regression, with the numbers of R's\nstl(); --robust adds the "
            "weight of each value, 0 for outliers. classical takes a\n"
            "centred moving average over a year for the trend, which leaves "
            "its ends open,\nand the same season every year, as R's "
            "decompose(); multiplicative seasons are\nratios to the trend.\n\n"
            "strength: 1 less the variance of the remainder as a share of "
            "that of remainder\nand component together. It is not 0 without a "
            "season: chance alone gives months\n0.1 to 0.2 in 10 years, "
            "with --window=7 0.3 to 0.4. Of multiplicative parts the\n"
            "logarithms are taken. indices: the season by months or quarters, "
            "on average.\n\n"
            "At least two full years, without gaps (--fill closes them). "
            "Takes any values;\nof counts by month, longer months have more. "
            "Multiplicative takes values above\n0 only.\n\n"
            "Sources: Cleveland, Cleveland, McRae and Terpenning 1990; "
            "Kendall and Stuart\n1983; Wang, Smith and Hyndman 2006.",
    .input = CT_INPUT_ANY,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run};
