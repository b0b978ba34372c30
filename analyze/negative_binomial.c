/* SPDX-License-Identifier: GPL-3.0-or-later
 * Negative binomial regression on time: in turn the line for the theta there
 * is, by iterated weighted least squares, and theta for the line there is, by
 * Newton's steps on ln theta; the two hardly depend on each other. */
#include "config.h"

#include "analyze/least_squares.h"
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

/* What a fit works with: counts, fitted counts, and room of 3 n. */
struct work {
    const struct ct_counts *c;
    double *expected, *y, *w, *residual;
};

/* One step of iterated weighted least squares for the line at this theta. */
static void line_step(const struct work *k, double theta, struct ct_line *line)
{
    const struct ct_counts *c = k->c;
    for (size_t i = 0; i < c->n; i++) {
        double mu = k->expected[i];
        k->w[i] = mu / (1 + mu / theta);
        k->y[i] = log(mu / c->population[i]) + (c->events[i] - mu) / mu;
    }
    struct ct_points p = {c->n, c->t, k->y, k->w};
    ct_line_fit(&p, k->residual, line);
    for (size_t i = 0; i < c->n; i++)
        k->expected[i] =
            c->population[i] * exp(line->intercept + line->slope * c->t[i]);
}

/* Steps until the line stays. Returns whether it does. */
static bool line_fit(const struct work *k, double theta, struct ct_line *line)
{
    double before = INFINITY, slope = INFINITY;
    for (int i = 0; i < STEPS; i++) {
        line_step(k, theta, line);
        double spread = sqrt(line->sxx);
        if (fabs(line->intercept - before) < small &&
            fabs(line->slope - slope) * spread < small)
            return true;
        before = line->intercept;
        slope = line->slope;
    }
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
static double alternate(const struct work *k, struct ct_line *line)
{
    double theta = moment_theta(k->c, k->expected);
    for (int turn = 0; turn < TURNS; turn++) {
        double before = theta;
        theta = theta_fit(k->c, k->expected, theta);
        if (theta >= poisson_limit)
            return theta;
        if (!line_fit(k, theta, line))
            return 0;
        if (fabs(theta - before) < small * theta)
            return theta;
    }
    return 0;
}

/* The fit where theta is finite; out is Poisson's fit before. */
static int overdispersed(const struct work *k, struct ct_count_fit *out,
                         struct ct_error *err)
{
    struct ct_line line;
    double theta = alternate(k, &line);
    if (!(theta > 0))
        return ct_fail(err, CT_EMATH, 0, 0,
                       "the negative binomial model does not converge");
    if (theta < poisson_limit) {
        out->intercept = line.intercept;
        out->slope = line.slope;
        out->se = 1 / sqrt(line.sxx);
        out->theta = theta;
        judge(k->c, k->expected, out);
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
    double *room = ct_xmalloc(4 * c->n, sizeof *room);
    struct work k = {c, room, room + c->n, room + 2 * c->n, room + 3 * c->n};
    memcpy(k.expected, expected, c->n * sizeof *expected);
    int result = overdispersed(&k, out, err);
    if (isfinite(out->theta))
        memcpy(expected, k.expected, c->n * sizeof *expected);
    free(room);
    return result;
}
