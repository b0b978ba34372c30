/* SPDX-License-Identifier: GPL-3.0-or-later
 * Poisson regression on time. With one regressor the likelihood equations come
 * down to one: the slope at which the expected events have the mean time of
 * the observed ones. Its left side rises with the slope, so that Newton's
 * steps (the same as those of iterated weighted least squares) within a
 * bracket always arrive. */
#include "config.h"

#include "analyze/poisson_glm.h"

#include <math.h>

enum { STEPS = 200 };
static const double steepest = 1000; /* a year, in the logarithm */

/* Mean time of the expected events, its variance, and their sum, when the rate
 * is exp(slope (t - from)), at most 1. */
struct moments {
    double from, sum, mean, variance;
};

static struct moments expected_moments(const struct ct_counts *c, double slope,
                                       double *expected)
{
    struct moments m = {c->t[slope > 0 ? c->n - 1 : 0], 0, 0, 0};
    for (size_t i = 0; i < c->n; i++) {
        expected[i] = c->population[i] * exp(slope * (c->t[i] - m.from));
        m.sum += expected[i];
        m.mean += expected[i] * c->t[i];
    }
    m.mean /= m.sum;
    for (size_t i = 0; i < c->n; i++) {
        double d = c->t[i] - m.mean;
        m.variance += expected[i] / m.sum * d * d;
    }
    return m;
}

/* The number of events and their mean time, if they are not all at one end. */
static int observed_mean(const struct ct_counts *c, double *events,
                         double *mean, struct ct_error *err)
{
    size_t last = c->n - 1;
    *events = *mean = 0;
    for (size_t i = 0; i <= last; i++) {
        *events += c->events[i];
        *mean += c->events[i] * c->t[i];
    }
    if (!(*events > 0))
        return ct_fail(err, CT_EMATH, 0, 0, "all counts are zero");
    if (c->events[0] >= *events || c->events[last] >= *events)
        return ct_fail(err, CT_EMATH, 0, 0,
                       "all events are in the %s period: no finite slope",
                       c->events[0] > 0 ? "first" : "last");
    *mean /= *events;
    return 0;
}

/* The slope that gives the mean time wanted; *m are the moments there. */
static double solve(const struct ct_counts *c, double wanted, double *expected,
                    struct moments *m)
{
    double slope = 0, low = -steepest, high = steepest;
    double span = c->t[c->n - 1] - c->t[0], move = INFINITY;
    for (int step = 0; step < STEPS; step++) {
        *m = expected_moments(c, slope, expected);
        /* A short step leaves an error of span times its square at most, so
         * it needs no bracket either. */
        if (fabs(move) * span < 1e-8)
            break;
        if (m->mean < wanted)
            low = slope;
        else
            high = slope;
        move = (wanted - m->mean) / m->variance;
        double next = slope + move;
        if (!(next > low && next < high) && !(fabs(move) * span < 1e-3))
            move = (low + high) / 2 - slope;
        slope += move;
    }
    return slope;
}

/* Fit measures of a Poisson model with these expected counts. */
static void judge(const struct ct_counts *c, const double *expected,
                  struct ct_count_fit *out)
{
    double pearson = 0;
    int sign;
    out->deviance = out->loglik = 0;
    for (size_t i = 0; i < c->n; i++) {
        double y = c->events[i], mu = expected[i], log_mu = log(mu);
        pearson += (y - mu) * (y - mu) / mu;
        out->deviance += 2 * ((y > 0 ? y * (log(y) - log_mu) : 0) - (y - mu));
        out->loglik += y * log_mu - mu - lgamma_r(y + 1, &sign);
    }
    out->dispersion = c->n > 2 ? pearson / (double)(c->n - 2) : (double)NAN;
}

int ct_poisson_fit(const struct ct_counts *c, double *expected,
                   struct ct_count_fit *out, struct ct_error *err)
{
    double events, mean;
    if (observed_mean(c, &events, &mean, err) < 0)
        return -1;
    struct moments m;
    out->slope = solve(c, mean, expected, &m);
    out->intercept = log(events / m.sum) - out->slope * m.from;
    out->se = 1 / sqrt(events * m.variance);
    out->theta = NAN;
    for (size_t i = 0; i < c->n; i++)
        expected[i] *= events / m.sum;
    judge(c, expected, out);
    return 0;
}
