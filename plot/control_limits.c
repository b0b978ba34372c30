/* SPDX-License-Identifier: GPL-3.0-or-later
 * Poisson limits by summing up the probabilities around the expectation. */
#include "config.h"

#include "plot/control_limits.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

/* Standard deviations beyond which nothing is left. */
enum { REACH = 12 };

/* From here on the sum is too long, and the expansion right to 1e-6. */
#define LARGE 1e9

static const double tails[] = {0.001, 0.025, 0.975, 0.999};
static const double normal[] = {-3.090232306167813, -1.959963984540054,
                                1.959963984540054, 3.090232306167813};
enum { N_TAILS = 4 };

/* The limits by Cornish and Fisher's expansion. */
static void expand(double expected, double *out)
{
    for (size_t i = 0; i < N_TAILS; i++)
        out[i] = expected + normal[i] * sqrt(expected) +
                 (normal[i] * normal[i] - 1) / 6;
}

/* The limits by the probabilities of all counts that matter, each made of the
 * one before; their sum makes up for the first one's rounding. */
static void sum_up(double expected, double *out)
{
    double reach = REACH * sqrt(expected) + 2 * REACH;
    double from = fmax(0, floor(expected - reach));
    double to = ceil(expected + reach), total = 0, below = 0;
    double first = exp(from * log(expected) - expected - lgamma(from + 1));
    double p = first;
    size_t next = 0;
    for (double k = from; k <= to; k++, p *= expected / k)
        total += p;
    p = first;
    for (double k = from; k <= to && next < N_TAILS; k++, p *= expected / k) {
        double upto = below + p / total;
        for (; next < N_TAILS && upto >= tails[next]; next++)
            out[next] = fmax(0, k - (upto - tails[next]) / (upto - below));
        below = upto;
    }
    for (; next < N_TAILS; next++)
        out[next] = to;
}

struct ct_control_limits ct_control_limits(double expected)
{
    double limit[N_TAILS] = {0};
    if (expected >= LARGE)
        expand(expected, limit);
    else if (expected > 0)
        sum_up(expected, limit);
    return (struct ct_control_limits){{limit[1], limit[0]},
                                      {limit[2], limit[3]}};
}
