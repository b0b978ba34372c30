/* SPDX-License-Identifier: GPL-3.0-or-later
 * Kendall's S, its variance and tau-b. */
#include "config.h"

#include "analyze/kendall.h"

#include <math.h>

struct ct_kendall ct_kendall_score(const double *y, size_t n)
{
    double score = 0, tie_sum = 0, tied_pairs = 0;
    for (size_t i = 0; i < n; i++) {
        long rises = 0, equal = 0;
        for (size_t j = i + 1; j < n; j++)
            rises += (y[j] > y[i]) - (y[j] < y[i]);
        for (size_t j = 0; j < n; j++)
            equal += y[j] == y[i];
        score += (double)rises;
        /* A group of g equal values comes by here g times: its g (g - 1)
         * (2 g + 5) in g parts. */
        tie_sum += (double)(equal - 1) * (double)(2 * equal + 5);
        tied_pairs += (double)(equal - 1) / 2;
    }
    double m = (double)n, pairs = m * (m - 1) / 2;
    return (struct ct_kendall){.n = n,
                               .s = score,
                               .var_s =
                                   (m * (m - 1) * (2 * m + 5) - tie_sum) / 18,
                               .most = sqrt(pairs * (pairs - tied_pairs)),
                               .ties = tie_sum > 0};
}

double ct_kendall_z(double s, double var_s)
{
    if (s == 0 || var_s <= 0)
        return 0;
    return (s - copysign(1, s)) / sqrt(var_s);
}
