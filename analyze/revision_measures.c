/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures of revision. */
#include "config.h"

#include "analyze/revision_measures.h"

#include "analyze/newey_west.h"
#include "analyze/p_value.h"

#include <math.h>

static double mean(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum / (double)n;
}

/* Percent of n. */
static double percent(size_t part, size_t n)
{
    return 100 * (double)part / (double)n;
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

/* What needs only one pair. */
static void measure_size(const struct ct_revision_pairs *x,
                         struct ct_revision_measures *out)
{
    double absolute = 0, squares = 0, moved = 0, later = 0;
    size_t positive = 0, agree = 0, above = 0;
    out->min = out->max = x->revision[0];
    for (size_t i = 0; i < x->n; i++) {
        double r = x->revision[i];
        absolute += fabs(r);
        squares += r * r;
        moved += fabs(x->later[i] - x->earlier[i]);
        later += fabs(x->later[i]);
        out->min = fmin(out->min, r);
        out->max = fmax(out->max, r);
        positive += r > 0;
        agree += sign(x->later[i]) == sign(x->earlier[i]);
        above += x->later[i] > x->earlier[i];
    }
    double n = (double)x->n;
    out->mr = mean(x->revision, x->n);
    out->mar = absolute / n;
    out->rmar = later > 0 ? moved / later : NAN;
    out->rmsr = sqrt(squares / n);
    out->range = out->max - out->min;
    out->positive = percent(positive, x->n);
    out->sign_agreement = percent(agree, x->n);
    out->later_above = percent(above, x->n);
}

/* The autocovariance of the revisions times n. */
static double product(const struct ct_revision_pairs *x, double centre,
                      size_t lag)
{
    double sum = 0;
    for (size_t i = lag; i < x->n; i++)
        sum += (x->revision[i] - centre) * (x->revision[i - lag] - centre);
    return sum;
}

/* Spread, and whether the mean differs from 0. Bartlett weights, no
 * prewhitening, times n / (n - 1). */
static void test_mean(const struct ct_revision_pairs *x,
                      struct ct_revision_measures *out)
{
    double n = (double)x->n, meat = product(x, out->mr, 0);
    out->sd = sqrt(meat / (n - 1));
    if (!x->spaced)
        return;
    size_t lags = ct_newey_west_lag(x->n);
    for (size_t l = 1; l <= lags && l < x->n; l++)
        meat +=
            2 * (1 - (double)l / (double)(lags + 1)) * product(x, out->mr, l);
    out->hac_lag = (double)lags;
    out->hac_se = sqrt(fmax(meat, 0) * n / (n - 1)) / n;
    out->t = out->mr / out->hac_se;
    out->p = ct_p_student(out->t, n - 1);
}

/* Theil's decomposition and the line of Mincer and Zarnowitz. Where one of the
 * two does not vary they are taken as uncorrelated, so that the parts still
 * add up. */
static void decompose(const struct ct_revision_pairs *x,
                      struct ct_revision_measures *out)
{
    double n = (double)x->n, squares = 0, first = 0, last = 0;
    double a = mean(x->earlier, x->n), b = mean(x->later, x->n);
    double saa = 0, sbb = 0, sab = 0;
    for (size_t i = 0; i < x->n; i++) {
        double u = x->earlier[i] - a, v = x->later[i] - b;
        double moved = x->later[i] - x->earlier[i];
        squares += moved * moved / n;
        first += x->earlier[i] * x->earlier[i] / n;
        last += x->later[i] * x->later[i] / n;
        saa += u * u / n;
        sbb += v * v / n;
        sab += u * v / n;
    }
    out->theil_u = sqrt(squares) / (sqrt(first) + sqrt(last));
    if (saa > 0) {
        out->mz_slope = sab / saa;
        out->mz_intercept = b - out->mz_slope * a;
    }
    double r = saa > 0 && sbb > 0 ? sab / sqrt(saa * sbb) : 0;
    double unlike = sqrt(saa) - r * sqrt(sbb);
    if (squares > 0) {
        out->um = (a - b) * (a - b) / squares;
        out->ur = unlike * unlike / squares;
        out->ud = (1 - r * r) * sbb / squares;
    }
}

void ct_revision_measure(const struct ct_revision_pairs *x,
                         struct ct_revision_measures *out)
{
    *out = (struct ct_revision_measures){
        x->n, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN,
        NAN,  NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    if (x->n == 0)
        return;
    measure_size(x, out);
    if (x->n < 2)
        return;
    test_mean(x, out);
    decompose(x, out);
}
