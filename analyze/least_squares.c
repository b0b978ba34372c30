/* SPDX-License-Identifier: GPL-3.0-or-later
 * The two normal equations of a line, about the weighted means. */
#include "config.h"

#include "analyze/least_squares.h"

#include <math.h>

static double weight(const struct ct_points *p, size_t i)
{
    return p->w ? p->w[i] : 1;
}

/* Residuals, and what follows from their size. */
static void judge(const struct ct_points *p, double mean, double *residual,
                  struct ct_line *out)
{
    double rss = 0, total = 0;
    for (size_t i = 0; i < p->n; i++) {
        double dy = p->y[i] - mean;
        residual[i] = dy - out->slope * (p->t[i] - out->centre);
        rss += weight(p, i) * residual[i] * residual[i];
        total += weight(p, i) * dy * dy;
    }
    if (p->n > 2) {
        out->sigma = sqrt(rss / (double)(p->n - 2));
        out->se = out->sigma / sqrt(out->sxx);
    }
    if (total > 0)
        out->r2 = 1 - rss / total;
}

void ct_line_fit(const struct ct_points *p, double *residual,
                 struct ct_line *out)
{
    double sum = 0, t = 0, y = 0, sxx = 0, sxy = 0;
    for (size_t i = 0; i < p->n; i++) {
        double w = weight(p, i);
        sum += w;
        t += w * p->t[i];
        y += w * p->y[i];
    }
    t /= sum;
    y /= sum;
    for (size_t i = 0; i < p->n; i++) {
        double dx = weight(p, i) * (p->t[i] - t);
        sxx += dx * (p->t[i] - t);
        sxy += dx * (p->y[i] - y);
    }
    double slope = sxy / sxx;
    *out = (struct ct_line){.n = p->n,
                            .intercept = y - slope * t,
                            .slope = slope,
                            .se = NAN,
                            .sigma = NAN,
                            .r2 = NAN,
                            .centre = t,
                            .sxx = sxx};
    judge(p, y, residual, out);
}
