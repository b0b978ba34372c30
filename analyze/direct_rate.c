/* SPDX-License-Identifier: GPL-3.0-or-later
 * Directly standardised rates and their limits. */
#include "config.h"

#include "analyze/direct_rate.h"

#include "analyze/gamma_quantile.h"

#include <math.h>

static double sum_of(const double *x, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static struct ct_interval dobson(const struct ct_direct_rate *r,
                                 double confidence)
{
    if (!(r->events > 0))
        return (struct ct_interval){NAN, NAN};
    struct ct_interval count =
        ct_poisson_interval(r->events, confidence, CT_INTERVAL_HYBRID);
    double scale = sqrt(r->variance / r->events);
    return (struct ct_interval){r->rate + scale * (count.lower - r->events),
                                r->rate + scale * (count.upper - r->events)};
}

/* What the upper gamma limit adds to rate and variance: the share of one more
 * event. */
struct more {
    double rate, variance;
};

static struct more largest(const struct ct_strata *s, double weights)
{
    double k = 0;
    for (size_t i = 0; i < s->n; i++)
        k = fmax(k, s->weight[i] / weights / s->population[i]);
    return (struct more){k, k * k};
}

static struct more mean(const struct ct_strata *s, double weights)
{
    struct more m = {0, 0};
    for (size_t i = 0; i < s->n; i++) {
        double k = s->weight[i] / weights / s->population[i];
        m.rate += k / (double)s->n;
        m.variance += k * k / (double)s->n;
    }
    return m;
}

/* Half of a chi-square quantile with 2 a degrees is a gamma quantile of a. */
static struct ct_interval gamma_limits(const struct ct_direct_rate *r,
                                       double confidence, struct more more)
{
    double tail = (1 - confidence / 100) / 2;
    double y = r->rate, v = r->variance;
    struct ct_interval limits = {0, NAN};
    if (y > 0)
        limits.lower = v / y * ct_gamma_lower(y * y / v, tail);
    y += more.rate;
    v += more.variance;
    limits.upper = v / y * ct_gamma_upper(y * y / v, tail);
    return limits;
}

struct ct_direct_rate ct_direct_rate(const struct ct_strata *s,
                                     double confidence,
                                     enum ct_direct_interval kind)
{
    struct ct_direct_rate r = {0};
    double weights = sum_of(s->weight, s->n);
    r.events = sum_of(s->events, s->n);
    for (size_t i = 0; i < s->n; i++) {
        double k = s->weight[i] / weights / s->population[i];
        r.rate += k * s->events[i];
        r.variance += k * k * s->events[i];
    }
    if (kind == CT_DIRECT_DOBSON)
        r.limits = dobson(&r, confidence);
    else
        r.limits = gamma_limits(&r, confidence,
                                kind == CT_DIRECT_TIWARI ? mean(s, weights)
                                                         : largest(s, weights));
    return r;
}
