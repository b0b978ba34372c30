/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "analyze/stl_median.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>

/* Stretches up to this long are sorted at once, but for one that begins at the
 * first value. */
enum { SHORT = 10 };

/* A stretch of values, both ends included. */
struct stretch {
    size_t from, to;
};

static void swap(double *a, double *b)
{
    double t = *a;
    *a = *b;
    *b = t;
}

/* Splits a stretch of two values or more at the median of its first, middle
 * and last value: none in *left is above it, none in *right below. One value
 * may be left between the two: it is the median of three, in its place. */
static void split(double *x, struct stretch all, struct stretch *left,
                  struct stretch *right)
{
    size_t middle = (all.from + all.to) / 2, k = all.from, l = all.to;
    if (x[all.from] > x[middle])
        swap(&x[all.from], &x[middle]);
    if (x[all.to] < x[middle]) {
        swap(&x[all.to], &x[middle]);
        if (x[all.from] > x[middle])
            swap(&x[all.from], &x[middle]);
    }
    double pivot = x[middle];
    for (;;) {
        while (x[--l] > pivot)
            ;
        while (x[++k] < pivot)
            ;
        if (k > l)
            break;
        swap(&x[l], &x[k]);
    }
    *left = (struct stretch){all.from, l};
    *right = (struct stretch){k, all.to};
}

static double largest(const double *x, struct stretch s)
{
    double y = x[s.from];
    for (size_t i = s.from + 1; i <= s.to; i++)
        y = fmax(y, x[i]);
    return y;
}

static double smallest(const double *x, struct stretch s)
{
    double y = x[s.from];
    for (size_t i = s.from + 1; i <= s.to; i++)
        y = fmin(y, x[i]);
    return y;
}

/* The two middles once a split has come between them, or beside one of them.
 * Where it parts them, the one on the longer side stays as it lies. */
static double parted(const double *x, struct stretch left, struct stretch right,
                     size_t lower, size_t upper)
{
    bool parts = left.to == lower && right.from == upper;
    bool left_longer = left.to - left.from > right.to - right.from;
    double low =
        left.to < lower || (parts && left_longer) ? x[lower] : largest(x, left);
    double high = right.from > upper || (parts && !left_longer)
                      ? x[upper]
                      : smallest(x, right);
    return low + high;
}

double ct_stl_twice_median(double *x, size_t n)
{
    size_t lower = (n - 1) / 2, upper = n / 2;
    struct stretch s = {0, n - 1}, left, right;
    while (s.from < s.to && (s.from == 0 || s.to - s.from > SHORT)) {
        split(x, s, &left, &right);
        if (left.to >= upper)
            s = left;
        else if (right.from <= lower)
            s = right;
        else
            return parted(x, left, right, lower, upper);
    }
    gsl_sort(x + s.from, 1, s.to - s.from + 1);
    return x[lower] + x[upper];
}
