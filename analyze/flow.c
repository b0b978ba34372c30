/* SPDX-License-Identifier: GPL-3.0-or-later
 * Flows of one period from origins to destinations. */
#include "config.h"

#include "analyze/flow.h"

#include <math.h>

size_t ct_flows_mask(struct ct_flow *flow, size_t n, double least)
{
    size_t masked = 0;
    for (size_t i = 0; i < n; i++) {
        struct ct_flow *f = &flow[i];
        if (f->mark != CT_FLOW_GIVEN || !(f->value > 0 && f->value < least))
            continue;
        *f = (struct ct_flow){f->origin, f->destination,  NAN,
                              0,         ceil(least) - 1, CT_FLOW_MASKED};
        masked++;
    }
    return masked;
}

void ct_flow_sum_add(struct ct_flow_sum *sum, const struct ct_flow *f)
{
    sum->lower += f->lower;
    sum->upper += f->upper;
    if (f->mark != CT_FLOW_GIVEN) {
        sum->withheld++;
        return;
    }
    sum->value += f->value;
    sum->given++;
}

/* part / (part + rest), each at the bound that makes it largest or least. */
static double share(double part, double rest)
{
    if (isinf(part) && isinf(rest))
        return NAN;
    if (isinf(part))
        return 1;
    return part + rest > 0 ? part / (part + rest) : (double)NAN;
}

struct ct_flow_bounds ct_flow_share(const struct ct_flow_sum *part,
                                    const struct ct_flow_sum *rest)
{
    return (struct ct_flow_bounds){share(part->value, rest->value),
                                   share(part->lower, rest->upper),
                                   share(part->upper, rest->lower)};
}
