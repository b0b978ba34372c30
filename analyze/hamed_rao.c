/* SPDX-License-Identifier: GPL-3.0-or-later
 * The correction of Hamed and Rao. */
#include "config.h"

#include "analyze/hamed_rao.h"
#include "analyze/ranks.h"
#include "analyze/residuals.h"
#include "lib/memory.h"

#include <math.h>
#include <stdlib.h>

/* Ranks of the series without its trend. Twelve decimals of the largest value
 * are kept, so that rounding does not break ties. */
static void detrended_ranks(const double *y, size_t n, double slope,
                            double *residual, double *rank)
{
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs(y[i]));
    for (size_t i = 0; i < n; i++) {
        double e = y[i] - slope * (double)(i + 1);
        residual[i] = largest > 0 ? nearbyint(e / largest * 1e12) : 0;
    }
    ct_mid_ranks(residual, n, rank);
}

double ct_hamed_rao(const double *y, size_t n, double slope, bool *fallback)
{
    const double normal_975 = 1.9599639845400545;
    double *residual = ct_xmalloc(2 * n, sizeof *residual);
    double *rank = residual + n, sum = 0, m = (double)n;
    detrended_ranks(y, n, slope, residual, rank);
    for (size_t k = 1; k < n; k++) {
        double r = ct_autocorrelation(rank, n, k), left = m - (double)k;
        if (fabs(r) > normal_975 / sqrt(m))
            sum += left * (left - 1) * (left - 2) * r;
    }
    free(residual);
    double factor = 1 + 2 / (m * (m - 1) * (m - 2)) * sum;
    *fallback = factor <= 0;
    return *fallback ? 1 : factor;
}
