/* SPDX-License-Identifier: GPL-3.0-or-later
 * What two sources say of the same area and period. List the statements, match
 * them, pair the numbers of each match. */
#ifndef CT_SOURCE_PAIRS_H
#define CT_SOURCE_PAIRS_H

#include "analyze/method.h"

/* What one source says of an area: the members of the group that have its
 * counts and its rates, -1 where there is none. Strings are borrowed. */
struct ct_statement {
    const char *source, *area;
    long count, rate;
};

/* All statements of a group, in the order of their first member; `source` is
 * the dimension whose codes are the sources. */
struct ct_statements {
    const struct ct_group *group;
    const char *source;
    size_t n, capacity;
    struct ct_statement *row;
    bool any_unit;     /* offences may be set against victims */
    size_t other_unit; /* members that are neither counts nor rates */
};

/* Lists them, any_unit false. Free with ct_statements_clear(). */
void ct_statements_make(const struct ct_group *g, const char *source,
                        struct ct_statements *out);
void ct_statements_clear(struct ct_statements *s);

/* The member that stands for a statement: its counts, else its rates. */
long ct_statement_member(const struct ct_statement *s);

/* Whether two statements are of the same source, measure and definition. */
bool ct_statements_alike(const struct ct_group *g, const struct ct_statement *a,
                         const struct ct_statement *b);

/* The statement of the reference to compare another one with: of the same
 * area, measure and definition; else the only one of another measure of deeds
 * (offences, victims, incidents), counted in the same unit unless any_unit is
 * set, or by another definition where these are put together. NULL where there
 * is none, or more than one (*several is then true). */
const struct ct_statement *ct_statement_match(const struct ct_statements *s,
                                              const struct ct_statement *own,
                                              const char *reference,
                                              bool *several);

/* A number of one source. NaN where it has none; rate per residents as asked
 * for; step: what rates are rounded to, 0 = exact; residents: those of -p.
 * derived: the count is rate times residents. */
struct ct_source_value {
    double count, rate, step, residents;
    uint16_t status;
    bool derived;
};

/* A period in which both have counts, or both rates. */
struct ct_source_pair {
    int32_t day;
    size_t order; /* for those who sort them */
    struct ct_source_value own, reference;
};

/* Pairs the numbers of two statements, in order of time; rates per so many
 * residents. Writes a new array, freed by the caller, and returns how many. */
size_t ct_source_pairs(const struct ct_group *g, const struct ct_statement *own,
                       const struct ct_statement *reference, double per,
                       struct ct_source_pair **out);

#endif
