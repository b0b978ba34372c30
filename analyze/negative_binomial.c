/* SPDX-License-Identifier: GPL-3.0-or-later
 * Negative binomial regression on time: in turn the line for the theta there
 * is and theta for the line there is, both by Newton's steps; the two hardly
 * depend on each other. The likelihood is concave in the line, so that a step
 * halved until the likelihood rises always arrives, where iterated weighted
 * least squares, which do not look at it, may run away. */
#include "config.h"

#include "analyze/negative_binomial.h"
#include "lib/memory.h"

#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { TURNS = 200, STEPS = 50 };
static const double poisson_limit = 1e6, small = 1e-10;

/* Twice the slope of the likelihood in 1/theta at 0: above 0 when the counts
 * vary more than Poisson's. */
static double excess(const struct ct_counts *c, const double *expected)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        double d = c->events[i] - expected[i];
        sum += d * d - c->events[i];
    }
    return sum;
}

/* Estimate of theta by moments, to start from. */
static double moment_theta(const struct ct_counts *c, const double *expected)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++)
        sum += pow(c->events[i] / expected[i] - 1, 2);
    return (double)c->n / sum;
}

/* One Newton step for ln theta: score and information, Venables & Ripley's
 * theta.ml in the logarithm. */
static double theta_step(const struct ct_counts *c, const double *expected,
                         double theta)
{
    double score = 0, curve = 0;
    for (size_t i = 0; i < c->n; i++) {
        double y = c->events[i], mu = expected[i], sum = theta + mu;
        score += gsl_sf_psi(theta + y) - gsl_sf_psi(theta) + log(theta / sum) +
                 1 - (theta + y) / sum;
        curve += gsl_sf_psi_1(theta + y) - gsl_sf_psi_1(theta) + 1 / theta -
                 2 / sum + (theta + y) / (sum * sum);
    }
    double first = theta * score, second = theta * theta * curve + first;
    double step = second < 0 ? -first / second : copysign(1, first);
    return fmax(-1, fmin(1, step));
}

static double theta_fit(const struct ct_counts *c, const double *expected,
                        double theta)
{
    for (int i = 0; i < STEPS && theta < poisson_limit; i++) {
        double step = theta_step(c, expected, theta);
        theta *= exp(step);
        if (fabs(step) < small)
            break;
    }
    return theta;
}

/* A line, and its expected counts. */
struct line {
    double intercept, slope, *expected;
};

/* Sets the expected counts of a line. Returns its log likelihood at this theta
 * but for what does not depend on the line. */
static double place(const struct ct_counts *c, double theta, struct line *l)
{
    double sum = 0;
    for (size_t i = 0; i < c->n; i++) {
        double log_rate = l->intercept + l->slope * c->t[i];
        l->expected[i] = c->population[i] * exp(log_rate);
        sum += c->events[i] * log_rate -
               (c->events[i] + theta) * log(theta + l->expected[i]);
    }
    return isnan(sum) ? -INFINITY : sum;
}

/* Sums over the points with the weights of one kind of information. */
struct sums {
    double weight, mean, sxx;
};

static struct sums sum_up(const struct ct_counts *c, double theta,
                          const double *expected, bool observed)
{
    struct sums s = {0};
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < c->n; i++) {
            double mu = expected[i], y = observed ? c->events[i] : mu;
            double w =
                mu / (theta + mu) * (theta * ((y + theta) / (theta + mu)));
            s.weight += pass ? 0 : w;
            s.mean += pass ? 0 : w * c->t[i];
            s.sxx += pass ? w * pow(c->t[i] - s.mean / s.weight, 2) : 0;
        }
    s.mean /= s.weight;
    return s;
}

/* One of Newton's steps for the line at this theta, halved until the likelihood
 * does not fall. Returns its length, in standard errors. */
static double line_step(const struct ct_counts *c, double theta, struct line *l)
{
    struct sums s = sum_up(c, theta, l->expected, true);
    double level = 0, tilt = 0, here = place(c, theta, l);
    for (size_t i = 0; i < c->n; i++) {
        double mu = l->expected[i];
        double score = (c->events[i] - mu) / (1 + mu / theta);
        level += score;
        tilt += score * (c->t[i] - s.mean);
    }
    double slope = tilt / s.sxx;
    double intercept = level / s.weight - slope * s.mean;
    double length = fabs(level) / sqrt(s.weight) + fabs(tilt) / sqrt(s.sxx);
    struct line from = *l;
    for (double share = 1; share > 1e-10; share /= 2) {
        l->intercept = from.intercept + share * intercept;
        l->slope = from.slope + share * slope;
        if (place(c, theta, l) >= here - 1e-13 * fabs(here))
            return length;
    }
    *l = from;
    place(c, theta, l);
    return 0;
}

/* Steps until the line stays. Returns whether it does. */
static bool line_fit(const struct ct_counts *c, double theta, struct line *l)
{
    for (int i = 0; i < STEPS; i++)
        if (line_step(c, theta, l) < small)
            return true;
    return false;
}

static void judge(const struct ct_counts *c, const double *expected,
                  struct ct_count_fit *out)
{
    double pearson = 0, theta = out->theta;
    int sign;
    out->deviance = out->loglik = 0;
    for (size_t i = 0; i < c->n; i++) {
        double y = c->events[i], mu = expected[i];
        double shrink = log((y + theta) / (mu + theta));
        pearson += (y - mu) * (y - mu) / (mu + mu * mu / theta);
        out->deviance +=
            2 * ((y > 0 ? y * log(y / mu) : 0) - (y + theta) * shrink);
        out->loglik += lgamma_r(theta + y, &sign) - lgamma_r(theta, &sign) -
                       lgamma_r(y + 1, &sign) + y * log(mu / (mu + theta)) -
                       theta * log1p(mu / theta);
    }
    out->dispersion = c->n > 2 ? pearson / (double)(c->n - 2) : (double)NAN;
}

/* Line and theta in turn until both stay. Returns theta, 0 if they do not. */
static double alternate(const struct ct_counts *c, struct line *l)
{
    double theta = moment_theta(c, l->expected);
    for (int turn = 0; turn < TURNS; turn++) {
        double before = theta;
        theta = theta_fit(c, l->expected, theta);
        if (theta >= poisson_limit)
            return theta;
        if (!line_fit(c, theta, l))
            return 0;
        if (fabs(theta - before) < small * theta)
            return theta;
    }
    return 0;
}

/* The fit where theta is finite; out is Poisson's fit before. */
static int overdispersed(const struct ct_counts *c, struct line *l,
                         struct ct_count_fit *out, struct ct_error *err)
{
    double theta = alternate(c, l);
    if (!(theta > 0))
        return ct_fail(err, CT_EMATH, 0, 0,
                       "the negative binomial model does not converge");
    if (theta < poisson_limit) {
        out->intercept = l->intercept;
        out->slope = l->slope;
        out->se = 1 / sqrt(sum_up(c, theta, l->expected, false).sxx);
        out->theta = theta;
        judge(c, l->expected, out);
    }
    return 0;
}

int ct_negative_binomial_fit(const struct ct_counts *c, double *expected,
                             struct ct_count_fit *out, struct ct_error *err)
{
    if (ct_poisson_fit(c, expected, out, err) < 0)
        return -1;
    out->theta = INFINITY;
    if (excess(c, expected) <= 0)
        return 0;
    struct line l = {out->intercept, out->slope,
                     ct_xmalloc(c->n, sizeof *expected)};
    memcpy(l.expected, expected, c->n * sizeof *expected);
    int result = overdispersed(c, &l, out, err);
    if (isfinite(out->theta))
        memcpy(expected, l.expected, c->n * sizeof *expected);
    free(l.expected);
    return result;
}
