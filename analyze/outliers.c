/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values that stand out from their series. */
#include "config.h"

#include "analyze/outliers.h"

#include "analyze/order_statistic.h"
#include "lib/memory.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* Makes MAD a standard deviation where values are normal. */
static const double normal_scale = 1.4826;

/* The median distance of n values from m; x is overwritten. */
static double median_distance(double *x, size_t n, double m)
{
    for (size_t i = 0; i < n; i++)
        x[i] = fabs(x[i] - m);
    return ct_median(x, n);
}

/* Writes the values of the window about value i; returns how many. */
static size_t take_window(const double *x, const long *ordinal, size_t n,
                          size_t i, double *out)
{
    size_t from = i, taken = 0;
    while (from > 0 && ordinal[i] - ordinal[from - 1] <= CT_HAMPEL_REACH)
        from--;
    for (size_t k = from; k < n && ordinal[k] - ordinal[i] <= CT_HAMPEL_REACH;
         k++)
        if (!isnan(x[k]))
            out[taken++] = x[k];
    return taken;
}

struct ct_hampel ct_hampel(const double *x, const long *ordinal, size_t n,
                           size_t i)
{
    double window[2 * CT_HAMPEL_REACH + 1];
    struct ct_hampel h = {NAN, NAN, false};
    size_t taken = isnan(x[i]) ? 0 : take_window(x, ordinal, n, i, window);
    if (taken < CT_HAMPEL_LEAST)
        return h;
    h.median = ct_median(window, taken);
    h.mad = normal_scale * median_distance(window, taken, h.median);
    double distance = fabs(x[i] - h.median);
    h.found = h.mad > 0 ? distance > 3 * h.mad
                        : distance > 0 && distance > 0.5 * fabs(h.median);
    return h;
}

void ct_log_changes(const double *x, const long *ordinal, size_t n,
                    double *change)
{
    for (size_t i = 0; i < n; i++) {
        bool follows = i > 0 && ordinal[i] == ordinal[i - 1] + 1 && x[i] > 0 &&
                       x[i - 1] > 0;
        change[i] = follows ? log(x[i]) - log(x[i - 1]) : NAN;
    }
}

/* Copies what is not missing; returns how many. */
static size_t take_values(const double *x, size_t n, double *out)
{
    size_t taken = 0;
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            out[taken++] = x[i];
    return taken;
}

struct ct_fences ct_tukey_fences(const double *change, size_t n)
{
    struct ct_fences f = {0, NAN, NAN, NAN, NAN};
    double *sorted = ct_xmalloc(n, sizeof *sorted);
    f.n = take_values(change, n, sorted);
    if (f.n >= CT_FENCES_LEAST) {
        gsl_sort(sorted, 1, f.n);
        f.q1 = gsl_stats_quantile_from_sorted_data(sorted, 1, f.n, 0.25);
        f.q3 = gsl_stats_quantile_from_sorted_data(sorted, 1, f.n, 0.75);
        f.lower = f.q1 - 1.5 * (f.q3 - f.q1);
        f.upper = f.q3 + 1.5 * (f.q3 - f.q1);
    }
    free(sorted);
    return f;
}

void ct_modified_z(const double *x, size_t n, double *z)
{
    double *copy = ct_xmalloc(n, sizeof *copy);
    size_t taken = take_values(x, n, copy);
    double m = NAN, mad = NAN;
    if (taken >= CT_MODIFIED_LEAST) {
        m = ct_median(copy, taken);
        mad = median_distance(copy, taken, m);
    }
    for (size_t i = 0; i < n; i++)
        z[i] = mad > 0 ? 0.6745 * (x[i] - m) / mad : NAN;
    free(copy);
}
