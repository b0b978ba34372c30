/* SPDX-License-Identifier: GPL-3.0-or-later
 * Countries whose territories report apart: their sums, period by period. Used
 * by analyze/combine.c. */
#ifndef CT_TERRITORIES_H
#define CT_TERRITORIES_H

#include "analyze/area_groups.h"
#include "analyze/series.h"
#include "lib/implied.h"

/* What sums are made by; `residents` was learnt from the group's panel. */
struct ct_territories {
    struct ct_area_groups *groups;
    struct ct_implied residents;
};

/* A country in a group of series: its parts, and the members with their counts
 * (SIZE_MAX: none); at[] is where each has been read to. */
struct ct_country {
    const char *code, *rate_unit;
    size_t n, first; /* first: a member that has the codes of the sum */
    const char **part;
    size_t *member, *at;
    double per;
    char unit[CT_UNIT_MAX];
};

/* The parts of a country in one period. */
struct ct_territory_sum {
    int32_t time;
    size_t with;
    unsigned status;
    bool suppressed;
    double number, lower, upper, residents;
    struct ct_buffer lacks;
};

/* The member of an area with counts (rates: with rates in any unit), or
 * SIZE_MAX. */
size_t ct_territory_find(const struct ct_group *g, const char *area,
                         bool rates);

/* Finds the territories of country `group` of t->groups among the members.
 * per: what rates are for where the members have none. Clear afterwards. */
void ct_country_make(struct ct_country *c, const struct ct_territories *t,
                     const struct ct_group *g, uint32_t group, double per);

/* Frees what it holds. */
void ct_country_clear(struct ct_country *c);

/* Goes back before the first period. */
void ct_country_rewind(struct ct_country *c);

/* Adds up the next period that any territory has a row for; false at the end.
 * Zero-initialise *sum before the first, clear sum->lacks after the last. */
bool ct_country_next(struct ct_country *c, const struct ct_territories *t,
                     const struct ct_group *g, struct ct_territory_sum *sum);

/* x of the sum's residents, as a rate in c->rate_unit; NaN if they are not
 * known. */
double ct_territory_rate(const struct ct_country *c,
                         const struct ct_territory_sum *sum, double x);

#endif
