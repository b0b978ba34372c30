/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rubin's rules. */
#include "config.h"

#include "analyze/rubin.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

/* Degrees of freedom; missing: share of the total variance that imputation
 * brings. */
static double barnard_rubin(double m, double missing, double df_complete)
{
    double old = (m - 1) / (missing * missing);
    if (isinf(df_complete))
        return old;
    double observed =
        (df_complete + 1) / (df_complete + 3) * df_complete * (1 - missing);
    return isinf(old) ? observed : old * observed / (old + observed);
}

struct ct_pooled ct_rubin(const double *estimate, const double *variance,
                          size_t m, double df_complete)
{
    struct ct_pooled p = {
        gsl_stats_mean(estimate, 1, m), NAN, NAN, NAN, NAN, NAN};
    if (m < 2)
        return p;
    double extra = 1 + 1 / (double)m;
    p.within = gsl_stats_mean(variance, 1, m);
    p.between = gsl_stats_variance(estimate, 1, m);
    p.total = p.within + extra * p.between;
    double missing = p.total > 0 ? extra * p.between / p.total : 0;
    p.df = barnard_rubin((double)m, missing, df_complete);
    /* (r + 2 / (df + 3)) / (r + 1), with r = missing / (1 - missing), written
     * so that it holds where nothing varies within. */
    p.fmi = p.between > 0 ? missing + 2 / (p.df + 3) * (1 - missing) : 0;
    return p;
}
