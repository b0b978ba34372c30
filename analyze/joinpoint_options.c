/* SPDX-License-Identifier: GPL-3.0-or-later
 * The options of joinpoint and compare-trends. */
#include "config.h"

#include "analyze/alike.h"
#include "analyze/joinpoint_options.h"
#include "lib/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const struct ct_joinpoint_options ct_joinpoint_defaults = {.most = -1,
                                                           .rules = {2, 2, 0},
                                                           .permutations = 4499,
                                                           .seed = 20650232,
                                                           .alpha = 0.05};

#define AT(field) offsetof(struct ct_joinpoint_options, field)

/* What both methods have. */
/* clang-format off */
#define SHARED_ROWS \
    {"max-joinpoints", 0, "K", CT_OPTION_INT, AT(most), NULL, 0, \
     CT_JOINPOINT_MAX, \
     "most joinpoints tried (default by the number of values: 0 below 7, 1 " \
     "below 12, then one more for every 5, at most 7; with permutations 5)"}, \
    {"min-joinpoints", 0, "K", CT_OPTION_INT, AT(least), NULL, 0, \
     CT_JOINPOINT_MAX, \
     "fewest (default 0); equal to --max-joinpoints: no choice"}, \
    {"min-end", 0, "N", CT_OPTION_INT, AT(rules.min_end), NULL, 1, 1000, \
     "values strictly outside the first and the last joinpoint (default 2)"}, \
    {"min-between", 0, "N", CT_OPTION_INT, AT(rules.min_between), NULL, 0, 1000, \
     "values strictly between two joinpoints (default 2)"}, \
    {"grid", 0, "N", CT_OPTION_INT, AT(rules.per_gap), NULL, 0, 99, \
     "places tried between two values (default 0: only at values)"}, \
    {"scale", 0, "SCALE", CT_OPTION_CHOICE, AT(scale), "log|linear", 0, 0, \
     "lines in ln(value) (default) or in the value"}, \
    {"weights", 0, "KIND", CT_OPTION_CHOICE, AT(weights), \
     "auto|count|constant|se", 0, 0, \
     "weights (default auto: count where all counts are known, else constant); " \
     "se: from the values' limits, taken to be of --confidence"}, \
    {"select", 0, "CRITERION", CT_OPTION_CHOICE, AT(select), \
     "wbic|bic|bic3|permutation", 0, 0, \
     "how the number of joinpoints is chosen (default wbic)"}, \
    {"permutations", 0, "N", CT_OPTION_INT, AT(permutations), NULL, 1, 1000000, \
     "permutations of a test (default 4499)"}, \
    {"alpha", 0, "P", CT_OPTION_REAL, AT(alpha), NULL, 0.000001, 0.999999, \
     "level of the whole sequence of tests (default 0.05)"}, \
    {"seed", 0, "N", CT_OPTION_INT, AT(seed), NULL, 0, 2147483647, \
     "start of random numbers (default 20650232; mt19937)"}, \
    {"ar1", 0, "RHO", CT_OPTION_TEXT, AT(ar1), NULL, 0, 0, \
     "errors correlated from period to period: a number between -1 and 1, or " \
     "`estimate`"}
/* clang-format on */

const struct ct_option ct_joinpoint_option_rows[] = {
    {"locations", 0, "KIND", CT_OPTION_CHOICE, AT(locations), "grid|continuous",
     0, 0,
     "joinpoints at places of the grid (default) or anywhere, as R's segmented "
     "has them"},
    {"ci", 0, "KIND", CT_OPTION_CHOICE, AT(ci), "parametric|eq", 0, 0,
     "limits (default parametric); eq: from 5,000 resamples of the residuals, "
     "experimental"},
    SHARED_ROWS,
    {0}};

const struct ct_option ct_compare_trends_option_rows[] = {
    SHARED_ROWS, CT_ALLOW_ROW(struct ct_joinpoint_options, allow), {0}};

/* What --ar1 says: rho, or NaN for `estimate`; 0 where it is not given. */
static int read_ar1(const struct ct_joinpoint_options *own, double *rho,
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

int ct_joinpoint_options_check(const struct ct_joinpoint_options *own,
                               double *rho, struct ct_error *err)
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
    return read_ar1(own, rho, err);
}

struct ct_joinpoint_settings
ct_joinpoint_options_settings(const struct ct_joinpoint_options *own,
                              struct ct_orders_kept *kept)
{
    return (struct ct_joinpoint_settings){
        own->rules,
        own->locations != 0,
        own->least,
        own->most,
        (enum ct_joinpoint_select)own->select,
        {{own->permutations, own->seed}, own->alpha, kept}};
}

void ct_joinpoint_options_seed(const struct ct_joinpoint_options *own,
                               struct ct_panel *result)
{
    char text[64];
    snprintf(text, sizeof text, "%d (gsl_rng_mt19937)", own->seed);
    ct_panel_set(&result->provenance.seed, text);
}
