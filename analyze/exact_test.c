/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact tests of counts. */
#include "config.h"

#include "analyze/exact_test.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

/* Counts above are not tested: GSL's are unsigned int. */
static const double largest = 2e9;

/* A distribution of whole numbers 0 .. max with one mode: Poisson (n = 0) or
 * binomial of n. */
struct discrete {
    unsigned n;
    double parameter, mode, max;
};

static double probability(const struct discrete *d, double k)
{
    return d->n ? gsl_ran_binomial_pdf((unsigned)k, d->parameter, d->n)
                : gsl_ran_poisson_pdf((unsigned)k, d->parameter);
}

/* P(X <= k), and P(X >= k). */
static double below(const struct discrete *d, double k)
{
    if (k < 0)
        return 0;
    return d->n ? gsl_cdf_binomial_P((unsigned)k, d->parameter, d->n)
                : gsl_cdf_poisson_P((unsigned)k, d->parameter);
}

static double above(const struct discrete *d, double k)
{
    if (k <= 0)
        return 1;
    if (k > d->max)
        return 0;
    return d->n ? gsl_cdf_binomial_Q((unsigned)k - 1, d->parameter, d->n)
                : gsl_cdf_poisson_Q((unsigned)k - 1, d->parameter);
}

/* The number nearest the mode, up or down, that is no more probable than p:
 * probabilities fall from the mode to the end. Past the end if there is none.
 */
static double find_rare(const struct discrete *d, bool up, double p)
{
    double near = d->mode, far = up ? d->max : 0;
    if (probability(d, far) > p)
        return up ? far + 1 : -1;
    if (probability(d, near) <= p)
        return near;
    while (fabs(far - near) > 1) {
        double middle = floor((near + far) / 2);
        if (probability(d, middle) <= p)
            far = middle;
        else
            near = middle;
    }
    return far;
}

static double two_sided(const struct discrete *d, double x)
{
    double p = probability(d, x) * (1 + 1e-7);
    double sum;
    if (probability(d, d->mode) <= p)
        return 1;
    if (x < d->mode)
        sum = below(d, x) + above(d, find_rare(d, true, p));
    else
        sum = above(d, x) + below(d, find_rare(d, false, p));
    return fmin(sum, 1);
}

/* The whole number a count is; one made from a rate may miss it a little. */
static double whole(double x)
{
    double nearest = round(x);
    return x >= 0 && nearest <= largest && fabs(x - nearest) <= 1e-6 ? nearest
                                                                     : NAN;
}

double ct_exact_poisson(double x, double mean)
{
    double k = whole(x);
    if (isnan(k) || !(mean > 0 && mean <= largest / 2))
        return NAN;
    /* beyond this nothing is left that a double could add */
    double max = fmax(k, mean + 50 * sqrt(mean) + 1000);
    struct discrete d = {0, mean, floor(mean), ceil(max)};
    return two_sided(&d, k);
}

double ct_mid_poisson(double x, double mean)
{
    double k = whole(x);
    if (isnan(k) || !(mean > 0 && mean <= largest / 2))
        return NAN;
    struct discrete d = {0, mean, 0, largest + 1};
    double half = probability(&d, k) / 2;
    double low = below(&d, k - 1) + half, high = above(&d, k + 1) + half;
    return fmin(2 * fmin(low, high), 1);
}

/* The normal approximation, where GSL's binomial does not converge. */
static double large_binomial(double x, double n, double share)
{
    double sd = sqrt(n * share * (1 - share));
    double z = fmax(0, (fabs(x - n * share) - 0.5) / sd);
    return 2 * gsl_cdf_ugaussian_Q(z);
}

double ct_exact_binomial(double x1, double x2, double share)
{
    double k = whole(x1), n = whole(x1) + whole(x2);
    if (!(n <= largest) || !(share > 0 && share < 1))
        return NAN;
    if (n == 0)
        return 1;
    struct discrete d = {(unsigned)n, share, fmin(floor((n + 1) * share), n),
                         n};
    double p = two_sided(&d, k);
    return isnan(p) ? fmin(large_binomial(k, n, share), 1) : p;
}

/* Share of Beta(a, b) below (or above) the x whose log odds are t. */
static double tail_of(double a, double b, double t, bool upper)
{
    double odds = exp(-fabs(t)), small = odds / (1 + odds);
    bool is_small = t < 0;
    if (is_small)
        return upper ? gsl_cdf_beta_Q(small, a, b)
                     : gsl_cdf_beta_P(small, a, b);
    return upper ? gsl_cdf_beta_P(small, b, a) : gsl_cdf_beta_Q(small, b, a);
}

/* The same odds for large a and b: Abramowitz and Stegun 26.5.22, better than
 * 1e-10 from a million on, where GSL's beta distribution may fail. */
static double large_quantile(double a, double b, double tail, bool upper)
{
    double z = gsl_cdf_ugaussian_Qinv(tail) * (upper ? -1 : 1);
    double ra = 1 / (2 * a - 1), rb = 1 / (2 * b - 1);
    double h = 2 / (ra + rb), lambda = (z * z - 3) / 6;
    double w =
        z * sqrt(h + lambda) / h - (rb - ra) * (lambda + 5.0 / 6 - 2 / (3 * h));
    return a / b * exp(-2 * w);
}

/* The odds of the quantile of Beta(a, b) with `tail` on one side, by halving
 * the log odds: GSL's inverse may not end. */
static double odds_quantile(double a, double b, double tail, bool upper)
{
    double low = -745, high = 709;
    while (high - low > 1e-14 * fmax(1, fabs(low))) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            break;
        double share = tail_of(a, b, middle, upper);
        if (isnan(share))
            return large_quantile(a, b, tail, upper);
        if ((share > tail) == upper)
            low = middle;
        else
            high = middle;
    }
    return exp((low + high) / 2);
}

struct ct_interval ct_odds_interval(double x1, double x2, double confidence)
{
    double tail = (1 - confidence / 100) / 2;
    struct ct_interval odds = {0, INFINITY};
    if (x1 > 0)
        odds.lower = odds_quantile(x1, x2 + 1, tail, false);
    if (x2 > 0)
        odds.upper = odds_quantile(x1 + 1, x2, tail, true);
    return odds;
}
