/* SPDX-License-Identifier: GPL-3.0-or-later
 * Generalised least squares with AR(1) errors. For a given rho every point
 * less rho^gap times the one before is free of correlation, so that a fit
 * costs one pass; the restricted likelihood is then a function of rho alone,
 * scanned on a grid (it may have two peaks) and refined by golden section. */
#include "config.h"

#include "analyze/ar1.h"

#include <math.h>

static const double lowest = -0.95, highest = 0.999;
enum { GRID = 40, REFINE = 40 };

/* One decorrelated point: row of the design, and value. */
struct row {
    double one, t, y;
};

static struct row decorrelated(const struct ct_ar1_points *p, size_t i,
                               double rho, double *variance)
{
    *variance = 1;
    if (i == 0)
        return (struct row){1, p->t[0], p->y[0]};
    long gap = p->period[i] - p->period[i - 1];
    double r = gap == 1 ? rho : pow(rho, (double)gap);
    *variance = 1 - r * r;
    double s = 1 / sqrt(*variance);
    return (struct row){s * (1 - r), s * (p->t[i] - r * p->t[i - 1]),
                        s * (p->y[i] - r * p->y[i - 1])};
}

/* Fits with rho given. Returns twice the restricted log likelihood, without
 * its constants. */
static double fit(const struct ct_ar1_points *p, double rho, struct ct_ar1 *out)
{
    double s11 = 0, s1t = 0, stt = 0, s1y = 0, sty = 0, log_det = 0, variance;
    for (size_t i = 0; i < p->n; i++) {
        struct row r = decorrelated(p, i, rho, &variance);
        s11 += r.one * r.one;
        s1t += r.one * r.t;
        stt += r.t * r.t;
        s1y += r.one * r.y;
        sty += r.t * r.y;
        log_det += log(variance);
    }
    double det = s11 * stt - s1t * s1t, df = (double)p->n - 2, rss = 0;
    out->slope = (s11 * sty - s1t * s1y) / det;
    out->intercept = (stt * s1y - s1t * sty) / det;
    for (size_t i = 0; i < p->n; i++) {
        struct row r = decorrelated(p, i, rho, &variance);
        double e = r.y - out->intercept * r.one - out->slope * r.t;
        rss += e * e;
    }
    out->rho = rho;
    out->sigma = sqrt(rss / df);
    out->se = out->sigma * sqrt(s11 / det);
    return -df * log(rss) - log_det - log(det);
}

static double grid(int k)
{
    return lowest + (highest - lowest) * k / GRID;
}

void ct_ar1_fit(const struct ct_ar1_points *p, struct ct_ar1 *out)
{
    const double golden = (sqrt(5) - 1) / 2;
    int best = 0;
    double most = -INFINITY;
    for (int k = 0; k <= GRID; k++) {
        double likelihood = fit(p, grid(k), out);
        if (likelihood > most) {
            most = likelihood;
            best = k;
        }
    }
    double low = grid(best > 0 ? best - 1 : 0);
    double high = grid(best < GRID ? best + 1 : GRID);
    for (int i = 0; i < REFINE; i++) {
        double a = high - golden * (high - low);
        double b = low + golden * (high - low);
        if (fit(p, a, out) < fit(p, b, out))
            low = a;
        else
            high = b;
    }
    fit(p, (low + high) / 2, out);
}
