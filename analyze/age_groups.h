/* SPDX-License-Identifier: GPL-3.0-or-later
 * A group of series by age (and sex) set against a standard: events and
 * population by stratum, period by period. */
#ifndef CT_AGE_GROUPS_H
#define CT_AGE_GROUPS_H

#include "analyze/direct_rate.h"
#include "analyze/method.h"
#include "analyze/standard.h"

/* The strata of a group. stratum[i] is that of member i, SIZE_MAX for none;
 * weight and events are those of the standard, added up by stratum. complete:
 * they cover the whole standard. periods: the first days of all periods that a
 * member in a stratum has, in order. */
struct ct_age_groups {
    const struct ct_group *group;
    size_t n;
    size_t *stratum;
    double *weight, *events;
    bool complete;
    size_t n_periods;
    int32_t *period;
};

/* What there is of one period: the strata that can be used, with weight and (of
 * a reference) events; sums over all. why: NULL, or the reason why there is no
 * rate. */
struct ct_age_period {
    struct ct_strata strata;
    double *reference;
    double events, population;
    uint16_t status;
    bool dropped; /* strata without residents or (partial) without a count */
    bool taken_as_none; /* missing counts that are no events (of the sum) */
    const char *why;
};

/* Sets the group against the standard. Clear with ct_age_groups_clear(). */
void ct_age_groups_make(const struct ct_group *g, const struct ct_standard *s,
                        struct ct_age_groups *out);

/* What becomes of a stratum without a count: there is no rate; it is dropped
 * (one without a known population too); or it adds nothing to the events, of
 * which the sum alone is needed. */
enum ct_age_missing { CT_AGE_REFUSE, CT_AGE_DROP, CT_AGE_NO_EVENTS };

/* Reads period number k into *out, which ct_age_period_make() made. A stratum
 * without residents is dropped if it has no events, else there is no rate.
 * With CT_AGE_NO_EVENTS there is a rate if one count at least is known. */
void ct_age_groups_period(const struct ct_age_groups *a, size_t k,
                          enum ct_age_missing missing,
                          struct ct_age_period *out);

/* Makes room for the strata; frees it. */
void ct_age_period_make(const struct ct_age_groups *a,
                        struct ct_age_period *out);
void ct_age_period_clear(struct ct_age_period *p);

/* Frees what it holds. */
void ct_age_groups_clear(struct ct_age_groups *a);

#endif
