/* SPDX-License-Identifier: GPL-3.0-or-later
 * joinpoint: lines that bend, as the program of the US National Cancer
 * Institute fits them. */
#include "config.h"

#include "analyze/joinpoint_continuous.h"
#include "analyze/joinpoint_part.h"
#include "analyze/joinpoint_resample.h"
#include "analyze/joinpoint_rho.h"
#include "analyze/joinpoint_tables.h"
#include "analyze/p_adjust.h"
#include "analyze/residuals.h"
#include "analyze/sentences.h"
#include "lib/number.h"

#include <math.h>

/* What the reader of a model should know. */
static void warn(const struct ct_joinpoint_part *part,
                 const struct ct_joinpoint_inference *i,
                 struct ct_output_part *out)
{
    const struct ct_joinpoint_model *m = &part->model;
    const struct ct_joinpoint_fit *f = &m->fit[m->selected];
    char text[CT_FIXED_MAX];
    double r = ct_autocorrelation(f->residual, f->rows, 1);
    if (part->own->ci)
        ct_output_note(out, "limits of --ci=eq are experimental: those the "
                            "NCI's program publishes are wider");
    if (m->exact)
        ct_output_note(out, "the lines pass through all values: there is "
                            "nothing to test");
    ct_joinpoint_model_note(m, out);
    for (size_t s = 0; s <= f->k; s++)
        if (isnan(i->errors.se[s]))
            ct_output_note(out, "segments with fewer than 2 values inside have "
                                "no standard error");
    if (part->own->ar1 && part->rho > CT_JOINPOINT_RHO_MAX - 1e-6)
        ct_output_note(out, "rho is at its upper limit: the series wanders and "
                            "keeps to no line");
    if (!m->exact && !part->series.o.gaps && part->rho == 0 && r > 0.3) {
        ct_number_fixed(r, 2, text);
        ct_output_note(out,
                       "residuals are correlated (%s at lag 1): too many "
                       "joinpoints may be found and intervals are too narrow; "
                       "see --ar1=estimate",
                       text);
    }
}

static void report(const struct ct_joinpoint_part *part, double confidence,
                   struct ct_output_part *out)
{
    const struct ct_joinpoint_options *own = part->own;
    struct ct_joinpoint_inference i;
    struct ct_joinpoint_report r = {.series = &part->series,
                                    .model = &part->model,
                                    .inference = &i,
                                    .scale =
                                        (enum ct_joinpoint_scale)own->scale,
                                    .rho = own->ar1 ? part->rho : (double)NAN,
                                    .out = out};
    if (own->locations)
        ct_joinpoint_infer_continuous(&part->model, confidence, &i);
    else if (own->ci)
        ct_joinpoint_infer_resampled(&part->model, confidence, own->seed, &i);
    else
        ct_joinpoint_infer(&part->model, confidence, &i);
    ct_joinpoint_write_tables(&r);
    ct_joinpoint_write_fitted(&r);
    warn(part, &i, out);
}

static int plan(const void *user, const struct ct_panel *panel,
                struct ct_plan *plan, struct ct_error *err)
{
    (void)user, (void)panel, (void)err;
    plan->every_series = true;
    plan->state = ct_orders_kept_new();
    return 0;
}

static void forget(struct ct_plan *plan)
{
    ct_orders_kept_free(plan->state);
}

static int run(const struct ct_group *g, const struct ct_common_options *common,
               const void *user, struct ct_output_part *out,
               struct ct_error *err)
{
    /* shared by all groups, and guarded */
    struct ct_orders_kept *kept = (struct ct_orders_kept *)g->state;
    struct ct_joinpoint_part part = {.own = user, .kept = kept};
    struct ct_error why = {0};
    if (ct_joinpoint_options_check(user, &part.rho, err) < 0)
        return -1;
    bool done = ct_joinpoint_part_take(&part, g->series, common, &why) == 0 &&
                ct_joinpoint_part_fit(&part, &why) == 0;
    ct_joinpoint_part_note(&part, out);
    if (done) {
        report(&part, common->confidence, out);
    } else if (why.code != CT_EDATA) {
        ct_joinpoint_write_refused(out, part.series.o.n);
        ct_output_note(out, "%s", why.text);
    }
    ct_joinpoint_part_clear(&part);
    if (why.code != CT_EDATA)
        return 0;
    if (err)
        *err = why;
    return -1;
}

static void finish(struct ct_panel *result,
                   const struct ct_common_options *common, const void *user)
{
    const struct ct_joinpoint_options *own = user;
    (void)common;
    if (own->ci || own->select == CT_JOINPOINT_PERMUTATION)
        ct_joinpoint_options_seed(own, result);
    ct_p_adjust_result(result, "segments");
    ct_p_adjust_table(ct_panel_table(result, "aapc"));
}

const struct ct_method ct_method_joinpoint;
const struct ct_method ct_method_joinpoint = {
    .name = "joinpoint",
    .title = "when trends changed, and how fast (joinpoint regression)",
    .formula = "ln(rate) by straight lines that meet at the joinpoints; apc = "
               "100 x (exp(slope) - 1) of each",
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
    .limits = CT_SAY_SCATTER,
    .input = CT_INPUT_RATES,
    .makes_panel = true,
    .splits_at_breaks = true,
    .tables = ct_joinpoint_tables,
    .options = ct_joinpoint_option_rows,
    .defaults = &ct_joinpoint_defaults,
    .size = sizeof ct_joinpoint_defaults,
    .plan = plan,
    .forget = forget,
    .run_group = run,
    .finish = finish};
