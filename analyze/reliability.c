/* SPDX-License-Identifier: GPL-3.0-or-later
 * How far a rate can be relied on. */
#include "config.h"

#include "analyze/reliability.h"

#include <stdbool.h>

static bool fewer(double events, double than)
{
    return events < than - 1e-6;
}

const char *ct_reliability(enum ct_reliability_rule rule, double events,
                           double effective, double width)
{
    bool suppress = fewer(events, 10), unreliable = fewer(events, 20);
    if (!(events >= 0))
        return "";
    switch (rule) {
    case CT_RELIABILITY_NCHS:
        suppress = !(effective >= 10 - 1e-6) || width > 1.6;
        unreliable = false;
        break;
    case CT_RELIABILITY_USCS:
        suppress = fewer(events, 16);
        unreliable = false;
        break;
    case CT_RELIABILITY_WISQARS:
        suppress = false;
        unreliable = events < 20 + 1e-6;
        break;
    case CT_RELIABILITY_PHE:
        unreliable = false;
        break;
    default:
        break;
    }
    return suppress ? "suppress" : unreliable ? "unreliable" : "ok";
}
