/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counts of agencies that did not report all twelve months. */
#include "config.h"

#include "analyze/agency_estimates.h"

#include "lib/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

const char *const ct_agency_word[] = {
    "", "reported", "annualised", "group-rate-state", "group-rate-national"};

/* Events and residents of agencies that reported twelve months. */
struct rate {
    double events, residents;
};

/* Rates of the strata, and of the groups in all areas. */
struct rates {
    struct rate *local, *national;
};

static bool is_complete(const struct ct_agency *a)
{
    return a->months >= 12 && !isnan(a->events);
}

static void add(struct rate *r, const struct ct_agency *a)
{
    r->events += a->events;
    r->residents += a->residents;
}

static struct rates make_rates(const struct ct_agency *agency,
                               const struct ct_agency_counts *n)
{
    struct rates r = {ct_xcalloc(n->strata + 1, sizeof *r.local),
                      ct_xcalloc(n->groups + 1, sizeof *r.national)};
    for (size_t i = 0; i < n->agencies; i++) {
        const struct ct_agency *a = &agency[i];
        if (!is_complete(a) || !(a->residents > 0))
            continue;
        add(&r.local[a->stratum], a);
        add(&r.national[a->group], a);
    }
    return r;
}

static struct ct_agency_estimate by_rate(const struct ct_agency *a,
                                         const struct rates *r)
{
    const struct rate *local = &r->local[a->stratum];
    const struct rate *national = &r->national[a->group];
    if (isnan(a->residents) ||
        !(local->residents > 0 || national->residents > 0))
        return (struct ct_agency_estimate){CT_AGENCY_NONE, NAN};
    bool state = local->residents > 0;
    const struct rate *use = state ? local : national;
    return (struct ct_agency_estimate){
        state ? CT_AGENCY_STATE : CT_AGENCY_NATIONAL,
        a->residents * use->events / use->residents};
}

void ct_agency_estimates(const struct ct_agency *agency,
                         const struct ct_agency_counts *n, double min_months,
                         struct ct_agency_estimate *out)
{
    struct rates r = make_rates(agency, n);
    for (size_t i = 0; i < n->agencies; i++) {
        const struct ct_agency *a = &agency[i];
        if (is_complete(a))
            out[i] = (struct ct_agency_estimate){CT_AGENCY_REPORTED, a->events};
        else if (a->months >= min_months && a->months > 0 && !isnan(a->events))
            out[i] = (struct ct_agency_estimate){CT_AGENCY_ANNUALISED,
                                                 a->events * 12 / a->months};
        else
            out[i] = by_rate(a, &r);
    }
    free(r.local);
    free(r.national);
}

/* Months of the year that an agency did not report. */
static double missing_months(const struct ct_agency *a)
{
    return isnan(a->months) || isnan(a->events) ? 12 : 12 - a->months;
}

struct ct_agency_coverage
ct_agency_coverage(const struct ct_agency *agency,
                   const struct ct_agency_estimate *estimate, size_t n,
                   size_t area)
{
    struct ct_agency_coverage c = {0};
    double residents = 0, missing = 0;
    for (size_t i = 0; i < n; i++) {
        const struct ct_agency *a = &agency[i];
        if (area != SIZE_MAX && a->area != area)
            continue;
        c.agencies++;
        c.complete += is_complete(a);
        c.unknown += estimate[i].method == CT_AGENCY_NONE;
        c.reported += isnan(a->events) ? 0 : a->events;
        c.estimated += estimate[i].events;
        residents += isnan(a->residents) ? 0 : a->residents;
        missing +=
            isnan(a->residents) ? 0 : a->residents * missing_months(a) / 12;
    }
    c.coverage = residents > 0 ? 1 - missing / residents : (double)NAN;
    c.imputed_share =
        c.estimated > 0 ? 1 - c.reported / c.estimated : (double)NAN;
    return c;
}
