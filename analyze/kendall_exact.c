/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exact p of Kendall's score, from the number of inversions of an order. The
 * m-th value adds 0 to m - 1 inversions, each as likely: the distribution for
 * m values is a running mean of that for m - 1, had from its cumulative. */
#include "config.h"

#include "analyze/kendall_exact.h"

#include <assert.h>
#include <math.h>

/* Places up to the middle, which is as far as a p needs. */
enum { HALF = CT_KENDALL_EXACT_MAX * (CT_KENDALL_EXACT_MAX - 1) / 4 };

/* From the distribution function of m - 1 values to those of m and m + 1, up to
 * place top. Both in one go: each place waits for the one before it, and two
 * such chains take the time of one. */
static void add_two(const double *f, size_t m, size_t top, double *one,
                    double *two)
{
    double p = 1 / (double)m, q = 1 / (double)(m + 1);
    double a = 0, b = 0;
    for (size_t k = 0; k <= top; k++) {
        a += p * (k < m ? f[k] : f[k] - f[k - m]);
        one[k] = a;
        b += q * (k < m + 1 ? a : a - one[k - m - 1]);
        two[k] = b;
    }
}

double ct_kendall_exact_p(double s, size_t n)
{
    assert(n >= 2 && n <= CT_KENDALL_EXACT_MAX);
    double room[3][HALF + 1];
    size_t pairs = n * (n - 1) / 2;
    size_t top = (pairs - (size_t)fabs(s)) / 2;
    double *f = room[0], *next = room[1];
    for (size_t k = 0; k <= top; k++)
        f[k] = next[k] = 1;
    for (size_t m = 2; m <= n; m += 2) {
        double *from = f;
        add_two(from, m, top, room[2], next);
        f = next;
        next = from;
    }
    return fmin(1, 2 * (n % 2 ? f : room[2])[top]);
}
