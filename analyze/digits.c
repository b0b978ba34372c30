/* SPDX-License-Identifier: GPL-3.0-or-later
 * Digits of counts. */
#include "config.h"

#include "analyze/digits.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

enum { DIGITS = 10 };

static const struct ct_digits not_computed = {0,   NAN, NAN, NAN, NAN,
                                              NAN, NAN, NAN, NULL};

/* Whole, and so small that doubles know its last digit. */
static bool is_whole(double x)
{
    return x >= 0 && x < 9007199254740992.0 && floor(x) == x;
}

static int first_digit(double x)
{
    while (x >= DIGITS)
        x = floor(x / DIGITS);
    return (int)x;
}

/* Pearson's chi squared of m classes with shares p, and its p-value. */
static void test(const double *observed, const double *p, int m,
                 struct ct_digits *out)
{
    double n = (double)out->n;
    out->statistic = 0;
    for (int d = 0; d < m; d++)
        out->statistic += pow(observed[d] - n * p[d], 2) / (n * p[d]);
    out->df = m - 1;
    out->p = gsl_cdf_chisq_Q(out->statistic, out->df);
}

/* Distances of the shares from Benford's. */
static void measure_first(const double *observed, const double *p,
                          struct ct_digits *out)
{
    double cumulative = 0;
    out->mad = out->ks = 0;
    for (int d = 0; d < DIGITS - 1; d++) {
        double off = observed[d] / (double)out->n - p[d];
        cumulative += off;
        out->mad += fabs(off) / (DIGITS - 1);
        out->ks = fmax(out->ks, fabs(cumulative));
    }
}

struct ct_digits ct_benford(const double *count, size_t n)
{
    struct ct_digits out = not_computed;
    double observed[DIGITS - 1] = {0}, p[DIGITS - 1];
    double smallest = INFINITY, largest = 0;
    for (size_t i = 0; i < n; i++) {
        if (!is_whole(count[i]) || count[i] == 0)
            continue;
        out.n++;
        observed[first_digit(count[i]) - 1]++;
        smallest = fmin(smallest, count[i]);
        largest = fmax(largest, count[i]);
    }
    for (int d = 0; d < DIGITS - 1; d++)
        p[d] = log10(1 + 1.0 / (d + 1));
    if (out.n < CT_BENFORD_LEAST)
        out.reason = "fewer than 100 counts above 0";
    else if (largest < 100 * smallest)
        out.reason = "the largest count is less than 100 times the smallest";
    if (out.reason)
        return out;
    test(observed, p, DIGITS - 1, &out);
    measure_first(observed, p, &out);
    return out;
}

struct ct_digits ct_last_digits(const double *count, size_t n, double least)
{
    struct ct_digits out = not_computed;
    double observed[DIGITS] = {0}, p[DIGITS];
    for (size_t i = 0; i < n; i++)
        if (is_whole(count[i]) && count[i] >= least) {
            out.n++;
            observed[(int)fmod(count[i], DIGITS)]++;
        }
    if (out.n < CT_LAST_LEAST) {
        out.reason = "fewer than 50 counts that are large enough";
        return out;
    }
    for (int d = 0; d < DIGITS; d++)
        p[d] = 1.0 / DIGITS;
    test(observed, p, DIGITS, &out);
    out.whipple = 100 * (observed[0] + observed[5]) / ((double)out.n / 5);
    out.myers = 0;
    for (int d = 0; d < DIGITS; d++)
        out.myers += 100 * fabs(observed[d] / (double)out.n - p[d]) / 2;
    return out;
}
