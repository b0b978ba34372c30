/* SPDX-License-Identifier: GPL-3.0-or-later
 * Confidence limits of a count.
 *
 * Exact: Garwood 1936, Biometrika 28:437, as quantiles of gamma(x) and
 * gamma(x + 1), which also serve counts that are not whole. Byar: Breslow and
 * Day 1987, IARC 82, p. 69. Half: Rothman and Boice 1979, both limits from
 * x + 1/2. */
#include "config.h"

#include "analyze/poisson_interval.h"

#include "analyze/gamma_quantile.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static struct ct_interval exact(double x, double tail)
{
    return (struct ct_interval){x > 0 ? ct_gamma_lower(x, tail) : 0,
                                ct_gamma_upper(x + 1, tail)};
}

/* y (1 - 1/(9y) + z / (3 sqrt y))^3 */
static double cube(double y, double z)
{
    double root = 1 - 1 / (9 * y) + z / (3 * sqrt(y));
    return y * root * root * root;
}

struct ct_interval ct_poisson_interval(double x, double confidence,
                                       enum ct_interval_kind kind)
{
    double tail = (1 - confidence / 100) / 2;
    if (!(x >= 0) || !(tail > 0 && tail < 0.5))
        return (struct ct_interval){NAN, NAN};
    double z = gsl_cdf_ugaussian_Qinv(tail);
    /* 9.9999999 is a 10 that was made from a rate */
    if (kind == CT_INTERVAL_HYBRID)
        kind = x < 10 - 1e-6 ? CT_INTERVAL_EXACT : CT_INTERVAL_BYAR;
    switch (kind) {
    case CT_INTERVAL_BYAR:
        return (struct ct_interval){x > 0 ? fmax(0, cube(x, -z)) : 0,
                                    cube(x + 1, z)};
    case CT_INTERVAL_ROTHMAN_HALF:
        return (struct ct_interval){cube(x + 0.5, -z), cube(x + 0.5, z)};
    case CT_INTERVAL_NORMAL:
        return (struct ct_interval){x - z * sqrt(x), x + z * sqrt(x)};
    default:
        return exact(x, tail);
    }
}
