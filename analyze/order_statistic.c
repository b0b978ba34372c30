/* SPDX-License-Identifier: GPL-3.0-or-later
 * Quickselect. Values equal to the least are set apart, so that many ties are
 * quick too; where pivots are bad too often, the rest is sorted. */
#include "config.h"

#include "analyze/order_statistic.h"

#include <assert.h>
#include <gsl/gsl_sort.h>
#include <math.h>

enum { ROUNDS = 100, SAMPLE = 5 };

/* Moves values below the pivot (with equal: also those equal to it) to the
 * front of x[from..to) and returns where they end. Without a branch on the
 * values: their order is what no processor can foresee. */
static size_t partition(double *x, size_t from, size_t to, double pivot,
                        int equal)
{
    size_t end = from;
    for (size_t i = from; i < to; i++) {
        double v = x[i];
        x[i] = x[end];
        x[end] = v;
        end += equal ? v <= pivot : v < pivot;
    }
    return end;
}

/* A value near the k-th of n > 0: that of like rank in a sample. */
static double choose_pivot(const double *x, size_t n, size_t k)
{
    double sample[SAMPLE];
    size_t m = n < SAMPLE ? n : SAMPLE;
    assert(m > 0 && k < n);
    for (size_t i = 0; i < m; i++) {
        double v = x[i * n / m];
        size_t j = i;
        for (; j > 0 && sample[j - 1] > v; j--)
            sample[j] = sample[j - 1];
        sample[j] = v;
    }
    return sample[k * m / n];
}

double ct_order_statistic(double *x, size_t n, size_t k)
{
    size_t from = 0, to = n;
    for (int round = 0; round < ROUNDS; round++) {
        double pivot = choose_pivot(x + from, to - from, k - from);
        size_t split = partition(x, from, to, pivot, 0);
        if (k < split) {
            to = split;
        } else if (split > from) {
            from = split;
        } else { /* the pivot is the least */
            from = partition(x, split, to, pivot, 1);
            if (k < from)
                return pivot;
        }
    }
    gsl_sort(x + from, 1, to - from);
    return x[k];
}

double ct_median(double *x, size_t n)
{
    double upper = ct_order_statistic(x, n, n / 2);
    if (n % 2)
        return upper;
    double lower = x[0];
    for (size_t i = 1; i < n / 2; i++)
        lower = fmax(lower, x[i]);
    return (lower + upper) / 2;
}
