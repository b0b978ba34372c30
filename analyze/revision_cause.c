/* SPDX-License-Identifier: GPL-3.0-or-later
 * The cause of a revised rate. */
#include "config.h"

#include "analyze/revision_cause.h"

#include <math.h>
#include <stdbool.h>

enum { MOST_DECIMALS = 6 };

/* Whether two numbers are as near as rounding leaves them. */
static bool within(double a, double b, double reach)
{
    return fabs(a - b) <= reach + 1e-9 * fmax(fabs(a), fabs(b));
}

/* By the counts: with the old denominator the new rate would be so much. */
static const char *judge_counts(const struct ct_rate_revision *r)
{
    if (r->old_count == r->new_count)
        return "denominator";
    if (!(r->old_count > 0))
        return "count";
    double factor = r->new_count / r->old_count;
    return within(r->new_rate, r->old_rate * factor,
                  (r->old_step * factor + r->new_step) / 2)
               ? "count"
               : "both";
}

/* By the residents: whether the rates stand for the same count. */
static const char *judge_residents(const struct ct_rate_revision *r)
{
    if (r->old_residents == r->new_residents)
        return "count";
    return within(r->old_rate * r->old_residents,
                  r->new_rate * r->new_residents,
                  (r->old_step * r->old_residents +
                   r->new_step * r->new_residents) /
                      2)
               ? "denominator"
               : "both";
}

const char *ct_revision_cause(const struct ct_rate_revision *r)
{
    bool counts = !isnan(r->old_count) && !isnan(r->new_count);
    bool residents = r->old_residents > 0 && r->new_residents > 0;
    if (!(counts && r->old_count != r->new_count) &&
        r->old_step != r->new_step &&
        within(r->old_rate, r->new_rate, fmax(r->old_step, r->new_step) / 2))
        return "rounding";
    if (counts)
        return judge_counts(r);
    return residents ? judge_residents(r) : "";
}

/* The fewest decimals that give the number back. */
static int decimals(double x)
{
    double scale = 1;
    for (int d = 0; d <= MOST_DECIMALS; d++, scale *= 10)
        if (fabs(x * scale - round(x * scale)) <= 1e-9 * fabs(x * scale))
            return d;
    return MOST_DECIMALS + 1;
}

double ct_printed_step(const double *x, size_t n)
{
    int most = -1;
    for (size_t i = 0; i < n && most <= MOST_DECIMALS; i++)
        if (!isnan(x[i]) && decimals(x[i]) > most)
            most = decimals(x[i]);
    return most < 0 || most > MOST_DECIMALS ? 0 : pow(10, -most);
}
