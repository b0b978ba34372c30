/* SPDX-License-Identifier: GPL-3.0-or-later
 * mann-kendall: whether a series rises or falls, whatever its form. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/direction.h"
#include "analyze/hamed_rao.h"
#include "analyze/kendall_test.h"
#include "analyze/method.h"
#include "analyze/p_adjust.h"
#include "analyze/sentences.h"
#include "lib/memory.h"
#include "lib/number.h"
#include "lib/period.h"

#include <math.h>
#include <stdlib.h>

struct kendall_options {
    int variant; /* enum ct_kendall_variant */
    bool season_cov;
};

static const struct kendall_options defaults = {CT_KENDALL_PLAIN, false};

static const char *const variant_word[] = {"plain", "hamed-rao", "seasonal"};

static const struct ct_option options[] = {
    {"variant", 0, "KIND", CT_OPTION_CHOICE,
     offsetof(struct kendall_options, variant), "plain|hamed-rao|seasonal", 0,
     0,
     "plain (default); hamed-rao corrects for serial correlation; seasonal "
     "compares each month or quarter with itself"},
    {"season-cov", 0, NULL, CT_OPTION_FLAG,
     offsetof(struct kendall_options, season_cov), NULL, 0, 0,
     "seasonal: allow for correlation between seasons"},
    {0}};

enum {
    VARIANT,
    N,
    MISSING,
    FROM,
    TO,
    S,
    VAR_S,
    Z,
    P,
    P_EXACT,
    P_ADJUSTED,
    DIRECTION,
    TAU,
    SLOPE,
    SLOPE_LOWER,
    SLOPE_UPPER,
    INTERCEPT,
    SPEARMAN,
    SPEARMAN_P,
    CORRECTION,
    AUTOCORRELATION
};

static const struct ct_column_row columns[] = {
    {"variant", true, "plain, hamed-rao or seasonal"},
    {"n", false, "values in the test"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period with a value"},
    {"to", true, "last period with a value"},
    {"s", false, "pairs that rise less pairs that fall"},
    {"var_s", false, "variance of s without a trend (hamed-rao: corrected)"},
    {"z", false, "s in standard deviations, continuity corrected"},
    {"p", false, "two-sided p of no trend, by the normal distribution"},
    {"p_exact", false, "plain: exact p, n below 50 and no ties"},
    {"p_adjusted", false, "p for all rows at once (Benjamini-Hochberg)"},
    {"direction", true, "increase or decrease where p is below 1 - confidence"},
    {"tau", false, "Kendall's tau-b with time, -1 to 1"},
    {"slope", false, "Sen's slope, in units of the value a year"},
    {"slope_lower", false, "its lower confidence limit"},
    {"slope_upper", false, "its upper confidence limit"},
    {"intercept", false, "median of value - slope x year"},
    {"spearman", false, "Spearman's rank correlation with time"},
    {"spearman_p", false, "its two-sided p"},
    {"correction", false, "hamed-rao: factor on the variance of s"},
    {"autocorrelation", false, "of the residuals about slope, at lag 1"},
    {0}};

enum { SEASON, SEASON_N, SEASON_S, SEASON_VAR_S };

static const struct ct_column_row season_columns[] = {
    {"season", false, "1 = January or first quarter"},
    {"n", false, "years with a value"},
    {"s", false, "pairs of years that rise less pairs that fall"},
    {"var_s", false, "its variance without a trend"},
    {0}};

static const struct ct_table_row tables[] = {
    {"mann-kendall", columns, "a row a series, or part of one between breaks"},
    {"seasons", season_columns, "seasonal: a row a season of each series"},
    {0}};

/* The values that are there, taken together. */
struct values {
    struct ct_kendall_input x;
    double *numbers; /* value, year and room for residuals */
    long *period;
    int32_t first, last;
    size_t missing;
};

static struct values take(const struct ct_series *s)
{
    struct values v = {.numbers = ct_xmalloc(3 * s->n, sizeof(double)),
                       .period = ct_xmalloc(s->n, sizeof(long))};
    double *value = v.numbers, *year = v.numbers + s->n;
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (isnan(s->value[i]))
            continue;
        if (n == 0)
            v.first = s->time[i];
        v.last = s->time[i];
        value[n] = s->value[i];
        year[n] = s->year[i];
        v.period[n++] = s->ordinal[i];
    }
    long per_year = s->freq == 'M' ? 12 : s->freq == 'Q' ? 4 : 1;
    v.x = (struct ct_kendall_input){n, value, year, v.period, per_year};
    if (s->n > 0)
        v.missing = (size_t)(s->ordinal[s->n - 1] - s->ordinal[0]) + 1 - n;
    return v;
}

static void write_row(const struct ct_series *s, const struct values *v,
                      const struct ct_kendall_result *r, struct ct_table *t)
{
    const struct {
        size_t column;
        double x;
    } cells[] = {{N, (double)v->x.n},
                 {MISSING, (double)v->missing},
                 {S, r->s},
                 {VAR_S, r->var_s},
                 {Z, r->z},
                 {P, r->p},
                 {P_EXACT, r->p_exact},
                 {TAU, r->tau},
                 {SLOPE, r->slope},
                 {SLOPE_LOWER, r->lower},
                 {SLOPE_UPPER, r->upper},
                 {INTERCEPT, r->intercept},
                 {SPEARMAN, r->spearman},
                 {SPEARMAN_P, r->spearman_p},
                 {CORRECTION, r->correction},
                 {AUTOCORRELATION, r->autocorrelation}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
    if (v->x.n > 0) {
        ct_cell_period(t, FROM, (struct ct_period){s->freq, v->first});
        ct_cell_period(t, TO, (struct ct_period){s->freq, v->last});
    }
    if (!isnan(r->p))
        ct_table_text(t, DIRECTION, ct_direction_word(r->direction));
}

static void write_seasons(const struct ct_kendall *season, long n,
                          struct ct_table *t)
{
    for (long g = 0; g < n; g++) {
        ct_table_row(t);
        ct_table_number(t, SEASON, (double)(g + 1));
        ct_table_number(t, SEASON_N, (double)season[g].n);
        ct_table_number(t, SEASON_S, season[g].s);
        ct_table_number(t, SEASON_VAR_S, season[g].var_s);
    }
}

/* What the reader of a test should know. */
static void warn(const struct values *v, const struct ct_kendall_options *o,
                 const struct ct_kendall_result *r, struct ct_output_part *out)
{
    char text[CT_FIXED_MAX];
    if (o->variant == CT_KENDALL_PLAIN && v->x.per_year > 1)
        ct_output_note(out, "seasons are not allowed for; see "
                            "--variant=seasonal");
    if (o->variant == CT_KENDALL_HAMED_RAO && v->x.n < CT_HAMED_RAO_GOOD)
        ct_output_note(out, "hamed-rao finds too many trends below %d periods",
                       CT_HAMED_RAO_GOOD);
    if (r->fallback)
        ct_output_note(out, "hamed-rao gives no positive variance: it is not "
                            "corrected");
    if (r->autocorrelation > 0.3 && r->p < 1 - o->confidence / 100) {
        ct_number_fixed(r->autocorrelation, 2, text);
        ct_output_note(out, CT_SAY_CORRELATED, v->x.n, text);
    }
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    (void)err;
    const struct kendall_options *own = user;
    struct ct_kendall_options o = {(enum ct_kendall_variant)own->variant,
                                   own->season_cov, common->confidence};
    struct values v = take(s);
    struct ct_kendall season[12] = {0};
    struct ct_kendall_result r = ct_kendall_start(v.numbers + 2 * s->n, season);
    struct ct_error why = {0};
    int result = ct_kendall_test(&v.x, &o, &r, &why);
    struct ct_table *t = out->table[0];
    ct_table_row(t);
    ct_table_text(t, VARIANT, variant_word[o.variant]);
    write_row(s, &v, &r, t);
    if (result == 0)
        warn(&v, &o, &r, out);
    else
        ct_output_note(out, "%s", why.text);
    if (result == 0 && o.variant == CT_KENDALL_SEASONAL)
        write_seasons(season, v.x.per_year, out->table[1]);
    free(v.numbers);
    free(v.period);
    return 0;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    (void)user;
    ct_p_adjust_result(result, "mann-kendall");
}

const struct ct_method ct_method_mann_kendall;
const struct ct_method ct_method_mann_kendall = {
    .name = "mann-kendall",
    .title = "test for a rising or falling series, with Sen's slope",
    .formula = "S = sum over pairs of sign(later - earlier); Z = (S -+ 1) / "
               "sd(S); Sen's slope: median over pairs",
    .text =
        "Counts the pairs of periods that rise and those that fall, and tests "
        "their\ndifference; gives Sen's slope, the median of the slopes of all "
        "pairs, in\nunits of the value a year, with limits. Takes any series; "
        "counts with -p are\nmade into rates. Nothing is assumed of the form "
        "of "
        "the trend, but periods are\ntaken as independent.\n\n"
        "hamed-rao widens the variance for serial correlation (10 periods or "
        "more,\nwithout gaps; below 50 it still finds too many trends: see "
        "trend --se=ar1).\nseasonal compares months or quarters with the same "
        "ones of other years (3\nyears or more); --season-cov allows for "
        "correlation between them.\n\n"
        "At least 4 values. p is by the normal distribution; p_exact stands "
        "beside it\nwhere there are no ties and n is below 50. p_adjusted "
        "allows for the number of\nrows. direction goes by p, for 10 values or "
        "fewer by p_exact where there is one.\n\n"
        "Sources: Mann 1945; Kendall 1975; Sen 1968; Hamed and Rao 1998; "
        "Hirsch, Slack\nand Smith 1982; Hirsch and Slack 1984.",
    .limits = CT_SAY_SCATTER,
    .input = CT_INPUT_ANY,
    .splits_at_breaks = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run,
    .finish = finish};
