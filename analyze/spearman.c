/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spearman's rank correlation with time, on mid-ranks. */
#include "config.h"

#include "analyze/p_value.h"
#include "analyze/ranks.h"
#include "analyze/spearman.h"

#include <math.h>

struct ct_spearman ct_spearman_time(const double *y, size_t n, double *room)
{
    double m = (double)n, mean = (m + 1) / 2, sxy = 0, syy = 0;
    double sxx = m * (m * m - 1) / 12;
    ct_mid_ranks(y, n, room);
    for (size_t i = 0; i < n; i++) {
        double d = room[i] - mean;
        sxy += ((double)(i + 1) - mean) * d;
        syy += d * d;
    }
    double rho = sxy / sqrt(sxx * syy);
    /* Sums of quarters are exact: 1 - rho^2 is 0 when the order is perfect. */
    double rest = (sxx * syy - sxy * sxy) / (sxx * syy);
    return (struct ct_spearman){
        rho, ct_p_student(rho * sqrt((m - 2) / rest), m - 2)};
}
