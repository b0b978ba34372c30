/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether residuals are independent, and normal. */
#include "config.h"

#include "analyze/residual_tests.h"
#include "analyze/residuals.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <string.h>

struct ct_residual_test ct_ljung_box(const double *e, size_t n, size_t lag)
{
    double size = (double)n, sum = 0;
    for (size_t k = 1; k <= lag; k++) {
        double r = ct_autocorrelation(e, n, k);
        sum += r * r / (size - (double)k);
    }
    double q = size * (size + 2) * sum;
    return (struct ct_residual_test){
        q, isnan(q) ? q : gsl_cdf_chisq_Q(q, (double)lag)};
}

static double p_of_distance(double a)
{
    if (a < 0.2)
        return 1 - exp(-13.436 + 101.14 * a - 223.73 * a * a);
    if (a < 0.34)
        return 1 - exp(-8.318 + 42.796 * a - 59.938 * a * a);
    if (a < 0.6)
        return exp(0.9177 - 4.279 * a - 1.38 * a * a);
    /* The parabola turns up far out. */
    return a < 10 ? exp(1.2937 - 5.709 * a + 0.0186 * a * a) : 0;
}

/* ln of the normal distribution function; also far out, where it is 0. */
static double ln_normal(double z)
{
    const double far = -37;
    return z > far ? log(gsl_cdf_ugaussian_P(z))
                   : -z * z / 2 - log(-z * sqrt(2 * M_PI));
}

struct ct_residual_test ct_anderson_darling(const double *e, size_t n,
                                            double *work)
{
    enum { LEAST = 8 };
    struct ct_residual_test none = {NAN, NAN};
    if (n < LEAST)
        return none;
    double mean = gsl_stats_mean(e, 1, n), size = (double)n, sum = 0;
    double sd = gsl_stats_sd_m(e, 1, n, mean);
    if (!(sd > 0))
        return none;
    memcpy(work, e, n * sizeof *work);
    gsl_sort(work, 1, n);
    for (size_t i = 0; i < n; i++)
        sum += (2 * (double)i + 1) * (ln_normal((work[i] - mean) / sd) +
                                      ln_normal((mean - work[n - 1 - i]) / sd));
    double a = -size - sum / size;
    double adjusted = a * (1 + 0.75 / size + 2.25 / (size * size));
    return (struct ct_residual_test){a, p_of_distance(adjusted)};
}
