/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact p of Kendall's score, from the number of inversions of an order. The
 * m-th value adds 0 to m - 1 inversions, each as likely: the distribution for
 * m values is a running mean of that for m - 1, had from its cumulative. */
#include "config.h"

#include "analyze/kendall_exact.h"

#include <assert.h>
#include <math.h>

enum { PAIRS = CT_KENDALL_EXACT_MAX * (CT_KENDALL_EXACT_MAX - 1) / 2 };

/* From the distribution function of m - 1 values to that of m, up to place
 * top; beyond, both are 1 or not needed. */
static void add_value(double *cumulative, size_t m, size_t top)
{
    for (size_t k = top; k >= m; k--)
        cumulative[k] -= cumulative[k - m];
    double sum = 0;
    for (size_t k = 0; k <= top; k++) {
        sum += cumulative[k] / (double)m;
        cumulative[k] = sum;
    }
}

double ct_kendall_exact_p(double s, size_t n)
{
    assert(n >= 2 && n <= CT_KENDALL_EXACT_MAX);
    double cumulative[PAIRS + 1];
    size_t pairs = n * (n - 1) / 2;
    size_t inversions = (pairs - (size_t)fabs(s)) / 2;
    for (size_t k = 0; k <= inversions; k++)
        cumulative[k] = 1;
    for (size_t m = 2; m <= n; m++) {
        size_t most = m * (m - 1) / 2;
        add_value(cumulative, m, most < inversions ? most : inversions);
    }
    return fmin(1, 2 * cumulative[inversions]);
}
