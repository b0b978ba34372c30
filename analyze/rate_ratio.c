/* SPDX-License-Identifier: GPL-3.0-or-later
 * Two rates compared: their ratio and their difference. */
#include "config.h"

#include "analyze/rate_ratio.h"

#include "analyze/exact_test.h"
#include "analyze/p_value.h"

#include <math.h>
#include <stdbool.h>

static const struct ct_interval none = {NAN, NAN};

static bool is_rate(struct ct_rate r)
{
    return r.events >= 0 && r.population > 0;
}

static struct ct_interval log_limits(double ratio, double x1, double x2,
                                     double confidence)
{
    if (!(x1 > 0 && x2 > 0))
        return none;
    double reach = exp(ct_reach_normal(confidence) * sqrt(1 / x1 + 1 / x2));
    return (struct ct_interval){ratio / reach, ratio * reach};
}

static struct ct_interval exact_limits(struct ct_rate a, struct ct_rate b,
                                       double confidence)
{
    if (a.events + b.events == 0)
        return none;
    struct ct_interval odds = ct_odds_interval(a.events, b.events, confidence);
    double factor = b.population / a.population;
    return (struct ct_interval){odds.lower * factor, odds.upper * factor};
}

struct ct_rate_ratio ct_rate_ratio(struct ct_rate a, struct ct_rate b,
                                   double confidence,
                                   enum ct_ratio_interval kind)
{
    struct ct_rate_ratio r = {NAN, NAN, NAN, none, none};
    if (!is_rate(a) || !is_rate(b))
        return r;
    double rate1 = a.events / a.population, rate2 = b.events / b.population;
    double se =
        hypot(sqrt(a.events) / a.population, sqrt(b.events) / b.population);
    double reach = ct_reach_normal(confidence) * se;
    if (rate1 > 0 || rate2 > 0)
        r.ratio = rate1 / rate2;
    r.ratio_limits = kind == CT_RATIO_LOG
                         ? log_limits(r.ratio, a.events, b.events, confidence)
                         : exact_limits(a, b, confidence);
    r.p = ct_exact_binomial(a.events, b.events,
                            a.population / (a.population + b.population));
    r.difference = rate1 - rate2;
    r.difference_limits =
        (struct ct_interval){r.difference - reach, r.difference + reach};
    return r;
}

struct ct_rate_ratio ct_standardised_ratio(struct ct_rate_estimate a,
                                           struct ct_rate_estimate b,
                                           double confidence)
{
    struct ct_rate_ratio r = {NAN, NAN, NAN, none, none};
    double z = ct_reach_normal(confidence);
    double reach = z * sqrt(a.variance + b.variance);
    double se = hypot(sqrt(a.variance) / a.rate, sqrt(b.variance) / b.rate);
    if (a.rate > 0 || b.rate > 0)
        r.ratio = a.rate / b.rate;
    if (a.rate > 0 && b.rate > 0) {
        r.p = ct_p_normal(log(r.ratio) / se);
        r.ratio_limits =
            (struct ct_interval){r.ratio * exp(-z * se), r.ratio * exp(z * se)};
    }
    r.difference = a.rate - b.rate;
    r.difference_limits =
        (struct ct_interval){r.difference - reach, r.difference + reach};
    return r;
}
