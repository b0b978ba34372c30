/* SPDX-License-Identifier: GPL-3.0-or-later
 * trend: average annual percent change of rates. */
#include "config.h"

#include "analyze/cells.h"
#include "analyze/direction.h"
#include "analyze/p_adjust.h"
#include "analyze/sentences.h"
#include "analyze/trend_model.h"
#include "lib/number.h"
#include "lib/period.h"
#include "lib/status.h"

#include <math.h>
#include <string.h>

struct trend_options {
    int model; /* enum ct_trend_kind */
    int se;    /* enum ct_trend_errors */
};

static const struct trend_options defaults = {CT_TREND_AUTO, CT_ERRORS_CLASSIC};

/* No word for auto: nothing was chosen yet. */
static const char *const model_word[] = {"",        "loglinear", "wls",
                                         "poisson", "quasi",     "negbin"};
static const char *const errors_word[] = {"classic", "newey-west", "ar1"};

static const struct ct_option options[] = {
    {"model", 0, "MODEL", CT_OPTION_CHOICE,
     offsetof(struct trend_options, model),
     "auto|loglinear|wls|poisson|quasi|negbin", 0, 0,
     "model (default auto: poisson, or quasi where the dispersion is above "
     "1.5, for counts; loglinear for rates alone)"},
    {"se", 0, "KIND", CT_OPTION_CHOICE, offsetof(struct trend_options, se),
     "classic|newey-west|ar1", 0, 0,
     "standard errors (default classic); newey-west and ar1 allow for serial "
     "correlation and go with loglinear"},
    {0}};

enum {
    MODEL,
    ERRORS,
    N,
    MISSING,
    FROM,
    TO,
    APC,
    APC_LOWER,
    APC_UPPER,
    P,
    P_ADJUSTED,
    DIRECTION,
    DISPERSION,
    ORIGIN,
    INTERCEPT,
    SLOPE,
    SE,
    STATISTIC,
    DF,
    DEVIANCE,
    LOGLIK,
    AIC,
    THETA,
    SIGMA,
    R2,
    DURBIN_WATSON,
    LAG,
    RHO,
    AUTOCORRELATION
};

static const struct ct_column_row columns[] = {
    {"model", true, "the model fitted"},
    {"errors", true, "standard errors: classic, newey-west or ar1"},
    {"n", false, "periods in the fit"},
    {"missing", false, "periods of the series without a value"},
    {"from", true, "first period in the fit"},
    {"to", true, "last period in the fit"},
    {"apc", false, "annual percent change, 100 (exp(slope) - 1)"},
    {"apc_lower", false, "its lower confidence limit"},
    {"apc_upper", false, "its upper confidence limit"},
    {"p", false, "two-sided p of no change"},
    {"p_adjusted", false, "p for all rows at once (Benjamini-Hochberg)"},
    {"direction", true, "increase or decrease where 0 is outside the limits"},
    {"dispersion", false, "Pearson chi squared over n - 2; 1 is Poisson's"},
    {"origin", false, "mean year of the fit"},
    {"intercept", false, "ln of the fitted rate at origin"},
    {"slope", false, "change of ln(rate) a year"},
    {"se", false, "standard error of slope"},
    {"statistic", false, "slope / se: z for poisson and negbin, else t"},
    {"df", false, "degrees of freedom, n - 2"},
    {"deviance", false, "deviance of a model of counts"},
    {"loglik", false, "its log likelihood"},
    {"aic", false, "its Akaike criterion"},
    {"theta", false, "negbin: variance = mean + mean^2 / theta"},
    {"sigma", false, "standard deviation of ln(rate) about the line"},
    {"r2", false, "share of the variance of ln(rate) explained"},
    {"durbin_watson", false, "2 where residuals are not correlated"},
    {"lag", false, "newey-west: longest lag, in periods"},
    {"rho", false, "ar1: correlation from a period to the next"},
    {"autocorrelation", false, "of the residuals, at lag 1"},
    {0}};

static const struct ct_table_row tables[] = {
    {"trend", columns, "a row a series, or part of one between breaks"}, {0}};

static double percent(double slope)
{
    return 100 * expm1(slope);
}

static void write_points(const struct ct_series *s,
                         const struct ct_trend_points *p, struct ct_table *t)
{
    ct_table_number(t, N, (double)p->n);
    ct_table_number(t, MISSING, (double)p->missing);
    if (p->n == 0)
        return;
    ct_cell_period(t, FROM, (struct ct_period){s->freq, p->time[0]});
    ct_cell_period(t, TO, (struct ct_period){s->freq, p->time[p->n - 1]});
    ct_table_number(t, ORIGIN, p->origin);
}

static void write_trend(const struct ct_trend *f, struct ct_table *t)
{
    const struct {
        size_t column;
        double x;
    } cells[] = {{APC, percent(f->slope)},
                 {APC_LOWER, percent(f->lower)},
                 {APC_UPPER, percent(f->upper)},
                 {P, f->p},
                 {DISPERSION, f->dispersion},
                 {INTERCEPT, f->intercept},
                 {SLOPE, f->slope},
                 {SE, f->se},
                 {STATISTIC, f->statistic},
                 {DF, f->df},
                 {DEVIANCE, f->deviance},
                 {LOGLIK, f->loglik},
                 {AIC, f->aic},
                 {THETA, f->theta},
                 {SIGMA, f->sigma},
                 {R2, f->r2},
                 {DURBIN_WATSON, f->durbin_watson},
                 {LAG, f->lag},
                 {RHO, f->rho},
                 {AUTOCORRELATION, f->autocorrelation}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        ct_table_number(t, cells[i].column, cells[i].x);
    if (!isnan(f->p))
        ct_table_text(t, DIRECTION, ct_direction_word(f->direction));
}

/* What was done to the values. */
static void note_points(const struct ct_series *s,
                        const struct ct_trend_points *p,
                        struct ct_output_part *out)
{
    if (p->halves)
        ct_output_note(out, "%zu zero counts taken as 0.5", p->halves);
    if (p->dropped)
        ct_output_note(out, "%zu zero values left out", p->dropped);
    if (p->gaps)
        ct_output_note(out, "gaps: serial correlation is not computed");
    if (s->freq != 'A')
        ct_output_note(out, "seasonal swings are not modelled");
}

static void write_row(const struct ct_series *s,
                      const struct ct_trend_points *p, const struct ct_trend *f,
                      struct ct_output_part *out)
{
    struct ct_table *t = out->table[0];
    ct_table_row(t);
    ct_table_text(t, MODEL, model_word[f->kind]);
    ct_table_text(t, ERRORS, errors_word[f->errors]);
    write_points(s, p, t);
    write_trend(f, t);
    note_points(s, p, out);
}

/* The fitted rate of each period from the first of the fit to the last, beside
 * the observed one; I where there is none. */
static void write_fitted(const struct ct_series *s,
                         const struct ct_trend_points *p,
                         const struct ct_trend *f, struct ct_output_part *out)
{
    for (size_t i = 0; i < s->n; i++) {
        struct ct_obs o = ct_obs_empty;
        bool fitted =
            s->time[i] >= p->time[0] && s->time[i] <= p->time[p->n - 1];
        unsigned status = s->status[i] & ~(unsigned)CT_STATUS_NO_NUMBER;
        o.time = s->time[i];
        o.x[CT_OBSERVED] = s->value[i];
        if (fitted) {
            double t = s->year[i] - p->origin;
            o.x[CT_VALUE] = exp(f->intercept + f->slope * t);
            status |= isnan(s->value[i]) ? CT_STATUS_IMPUTED : 0;
        } else {
            status |= CT_STATUS_MISSING;
        }
        o.status = (uint16_t)status;
        ct_output_obs(out, &o);
    }
}

/* What the reader of a trend should know. */
static void warn(const struct ct_trend *f, const struct ct_trend_points *p,
                 double confidence, struct ct_output_part *out)
{
    char text[CT_FIXED_MAX];
    if (f->errors == CT_ERRORS_NEWEY_WEST && p->n < CT_NEWEY_WEST_GOOD)
        ct_output_note(out,
                       "newey-west limits are too narrow below %d periods; "
                       "see --se=ar1",
                       CT_NEWEY_WEST_GOOD);
    if (f->errors != CT_ERRORS_AR1 && f->autocorrelation > 0.3 &&
        f->p < 1 - confidence / 100) {
        ct_number_fixed(f->autocorrelation, 2, text);
        ct_output_note(
            out, CT_SAY_CORRELATED " and the interval too narrow; see --se=ar1",
            p->n, text);
    }
    if (f->rho > 0.99)
        ct_output_note(out, "rho is at its upper limit: the series wanders "
                            "and keeps to no line");
    if (f->kind == CT_TREND_POISSON && f->dispersion > CT_OVERDISPERSED) {
        ct_number_fixed(f->dispersion, 1, text);
        ct_output_note(out,
                       "dispersion %s: the interval is too narrow; see "
                       "--model=quasi",
                       text);
    }
    if (f->kind == CT_TREND_QUASI && f->dispersion < 1)
        ct_output_note(out, "dispersion below 1: direction is taken with 1");
    if (isinf(f->theta))
        ct_output_note(out, "no overdispersion: the fit is Poisson's");
}

/* What to fit to a series. */
static struct ct_trend choose(const struct ct_series *s,
                              const struct trend_options *o)
{
    enum ct_trend_kind kind = (enum ct_trend_kind)o->model;
    bool counts = o->se == CT_ERRORS_CLASSIC && ct_trend_has_counts(s);
    return ct_trend_start(kind == CT_TREND_AUTO && !counts ? CT_TREND_LOGLINEAR
                                                           : kind,
                          (enum ct_trend_errors)o->se);
}

/* newey-west and ar1 are made for lines. */
static int check_options(const struct trend_options *o, struct ct_error *err)
{
    bool line = o->model == CT_TREND_AUTO || o->model == CT_TREND_LOGLINEAR;
    if (o->se == CT_ERRORS_CLASSIC || line ||
        (o->model == CT_TREND_WLS && o->se == CT_ERRORS_NEWEY_WEST))
        return 0;
    return ct_fail(err, CT_EUSAGE, 0, 0,
                   "--se=%s does not go with --model=%s; "
                   "--model=loglinear does",
                   errors_word[o->se], model_word[o->model]);
}

static int run(const struct ct_series *s,
               const struct ct_common_options *common, const void *user,
               struct ct_output_part *out, struct ct_error *err)
{
    if (check_options(user, err) < 0)
        return -1;
    struct ct_trend f = choose(s, user);
    enum ct_trend_scale scale = ct_trend_scale_of(f.kind);
    struct ct_trend_points p;
    struct ct_error why = {0};
    bool done = ct_trend_points_take(s, scale, common->zero, &p, &why) == 0 &&
                ct_trend_fit(&p, common->confidence, &f, &why) == 0;
    if (why.code != CT_EDATA)
        write_row(s, &p, &f, out);
    if (done) {
        warn(&f, &p, common->confidence, out);
        write_fitted(s, &p, &f, out);
    } else {
        ct_output_note(out, "%s", why.text);
    }
    ct_trend_points_clear(&p);
    if (why.code != CT_EDATA)
        return 0;
    if (err)
        *err = why;
    return -1;
}

/* Says what the limits cover: the model of a row knows. */
static void say_limits(struct ct_panel *result)
{
    const struct ct_table *t = ct_panel_table(result, "trend");
    char **model = t->columns[ct_table_find(t, "model")].text;
    bool poisson = false, other = false;
    for (size_t row = 0; row < t->n_rows; row++) {
        bool is_poisson = strcmp(model[row], "poisson") == 0;
        poisson |= is_poisson;
        other |= !is_poisson && *model[row];
    }
    if (poisson || other)
        ct_panel_note(result, -1, INT32_MIN, CT_NOTE_LIMITS, "Interval: %s",
                      poisson && other ? CT_SAY_POISSON_OR_SCATTER
                      : poisson        ? CT_SAY_POISSON
                                       : CT_SAY_SCATTER);
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    (void)common;
    (void)user;
    ct_p_adjust_result(result, "trend");
    say_limits(result);
}

const struct ct_method ct_method_trend;
const struct ct_method ct_method_trend = {
    .name = "trend",
    .title = "average annual percent change of rates",
    .formula = "ln(rate) = a + b x year; apc = 100 x (exp(b) - 1)",
    .text =
        "Fits ln(rate) = intercept + slope (year - origin); gives the annual "
        "percent"
        "\nchange, apc = 100 (exp(slope) - 1), with limits and p, and the "
        "fitted rates\nbeside the observed ones. Takes rates, or counts with "
        "-p.\n\n"
        "Counts: poisson by maximum likelihood; quasi with standard errors "
        "times the\nroot of the dispersion and Student's t; negbin with "
        "variance mean + mean^2 /\ntheta. Rates: loglinear by least squares; "
        "wls with the counts as weights.\nModels of logarithms take a zero "
        "count as 0.5 (--zero). --se=newey-west and\n--se=ar1 allow for serial "
        "correlation; of the two, ar1 (generalised least\nsquares, correlation "
        "by restricted maximum likelihood) is to be preferred\nbelow 50 "
        "periods.\n\n"
        "At least 3 periods (ar1: 6). Gaps stay gaps; newey-west refuses them. "
        "A\nnote says where the residuals are correlated and p is too small. "
        "p_adjusted\nallows for the number of rows. direction is increase or "
        "decrease where the\nlimits (quasi: with a dispersion of at least 1) "
        "leave out 0, else no clear\nchange.\n\n"
        "Sources: McCullagh and Nelder 1989; Venables and Ripley 2002; Newey "
        "and West\n1987; Benjamini and Hochberg 1995.",
    .input = CT_INPUT_RATES,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = tables,
    .options = options,
    .defaults = &defaults,
    .size = sizeof defaults,
    .run = run,
    .finish = finish};
