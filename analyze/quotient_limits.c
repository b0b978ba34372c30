/* SPDX-License-Identifier: GPL-3.0-or-later
 * One number divided by another. */
#include "config.h"

#include "analyze/quotient_limits.h"

#include "analyze/proportion.h"
#include "analyze/rate_ratio.h"

#include <math.h>
#include <stdbool.h>

static bool is_suppressed(const struct ct_bounded *b)
{
    return isnan(b->value) && !isnan(b->least);
}

/* Limits of x / y, both known; the most of y may be without bound. */
static struct ct_interval limits(double x, double y, double confidence,
                                 enum ct_quotient_kind kind)
{
    struct ct_interval i = {NAN, NAN};
    if (isinf(y) || isinf(x))
        return (struct ct_interval){0, INFINITY};
    if (kind == CT_QUOTIENT_AMOUNTS)
        return (struct ct_interval){x / y, y > 0 ? x / y : INFINITY};
    if (kind == CT_QUOTIENT_PART && x <= y)
        ct_wilson(x, y, confidence, &i.lower, &i.upper);
    if (kind == CT_QUOTIENT_COUNTS)
        i = ct_rate_ratio((struct ct_rate){x, 1}, (struct ct_rate){y, 1},
                          confidence, CT_RATIO_EXACT)
                .ratio_limits;
    return i;
}

/* The limit that the extremes of suppressed numbers have; where these leave
 * nothing to compute with, all that can be. */
static struct ct_interval widest(const struct ct_bounded *x,
                                 const struct ct_bounded *y, double confidence,
                                 enum ct_quotient_kind kind)
{
    double most = kind == CT_QUOTIENT_PART ? fmin(x->most, y->most) : x->most;
    double lower = limits(x->least, y->most, confidence, kind).lower;
    double upper =
        limits(most, fmax(y->least, kind == CT_QUOTIENT_PART ? most : 0),
               confidence, kind)
            .upper;
    double all = kind == CT_QUOTIENT_PART ? 1 : INFINITY;
    return (struct ct_interval){isnan(lower) ? 0 : lower,
                                isnan(upper) ? all : upper};
}

struct ct_quotient ct_quotient(const struct ct_bounded *x,
                               const struct ct_bounded *y, double confidence,
                               enum ct_quotient_kind kind)
{
    struct ct_quotient q = {NAN, {NAN, NAN}};
    if (isnan(x->least) || isnan(y->least))
        return q;
    if (is_suppressed(x) || is_suppressed(y)) {
        q.limits = widest(x, y, confidence, kind);
        return q;
    }
    if (!(y->value > 0))
        return q;
    q.value = x->value / y->value;
    if (kind != CT_QUOTIENT_AMOUNTS)
        q.limits = limits(x->value, y->value, confidence, kind);
    return q;
}
