/* SPDX-License-Identifier: GPL-3.0-or-later
 * p-values and interval quantiles, by the GNU Scientific Library. */
#include "config.h"

#include "analyze/p_value.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double ct_p_normal(double z)
{
    return isnan(z) ? z : 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

double ct_p_student(double t, double df)
{
    if (isnan(t))
        return t;
    return isinf(t) ? 0 : 2 * gsl_cdf_tdist_Q(fabs(t), df);
}

double ct_reach_normal(double confidence)
{
    return gsl_cdf_ugaussian_Qinv((100 - confidence) / 200);
}

double ct_reach_student(double confidence, double df)
{
    return gsl_cdf_tdist_Qinv((100 - confidence) / 200, df);
}
