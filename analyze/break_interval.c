/* SPDX-License-Identifier: GPL-3.0-or-later
 * The time at which a Brownian motion with drift, of one variance and drift
 * before 0 and another after, has its maximum. In units of variance / shift of
 * a side, the tail on that side depends on the ratio of the two variances
 * alone. */
#include "config.h"

#include "analyze/break_interval.h"

#include <gsl/gsl_sf_erf.h>
#include <math.h>

/* The probability that the maximum lies more than x units out on a side whose
 * variance is `ratio` times that of the other. Bai's terms exp(a) Phi(-b) are
 * written as the normal density over the hazard function, which neither
 * overflow nor vanish. */
static double tail(double x, double ratio)
{
    double root = sqrt(x), r = ratio;
    double c = (1 + 2 * r) / (r * (1 + r));
    double terms = (x / 2 - 2 + c * (1 + 2 * r)) / gsl_sf_hazard(root / 2) -
                   c / gsl_sf_hazard((0.5 + r) * root) - root;
    return exp(-x / 8) / sqrt(2 * acos(-1)) * terms;
}

/* How far out the tail is down to that probability. It starts at ratio /
 * (1 + ratio) and falls all the way. */
static double quantile(double probability, double ratio)
{
    double low = 0, high = 1;
    while (tail(high, ratio) > probability && high < 1e6) {
        low = high;
        high *= 2;
    }
    for (int i = 0; i < 200 && low < high; i++) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            break;
        if (tail(middle, ratio) > probability)
            low = middle;
        else
            high = middle;
    }
    return high;
}

struct ct_break_limits ct_break_limits(const struct ct_break_side *left,
                                       const struct ct_break_side *right,
                                       double confidence)
{
    struct ct_break_limits none = {NAN, NAN};
    double alpha = (100 - confidence) / 200;
    double ratio = left->variance / right->variance;
    double share = ratio / (1 + ratio);
    if (!(left->shift > 0 && right->shift > 0 && share >= alpha &&
          share <= 1 - alpha))
        return none;
    return (struct ct_break_limits){
        .before =
            ceil(quantile(alpha, 1 / ratio) * right->variance / right->shift),
        .after = ceil(quantile(alpha, ratio) * left->variance / left->shift)};
}
