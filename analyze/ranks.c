/* SPDX-License-Identifier: GPL-3.0-or-later
 * Mid-ranks by counting: no sort, no branch. */
#include "config.h"

#include "analyze/ranks.h"

void ct_mid_ranks(const double *x, size_t n, double *rank)
{
    for (size_t i = 0; i < n; i++) {
        long below = 0, equal = 0;
        for (size_t j = 0; j < n; j++) {
            below += x[j] < x[i];
            equal += x[j] == x[i];
        }
        rank[i] = (double)below + ((double)equal + 1) / 2;
    }
}
