/* SPDX-License-Identifier: GPL-3.0-or-later
 * Areas of a share table put together into one whole. Make, sum as often as
 * wanted, clear. */
#ifndef CT_SHARE_SUMS_H
#define CT_SHARE_SUMS_H

#include "analyze/profile.h"
#include "analyze/share_table.h"

/* A whole in a period. Part i is that of the table, the last one, n_parts of
 * the table, is what parts lack of the published total if no part is unknown
 * altogether. shown: the part has a row in some area, and belongs to what was
 * asked for. base: sum of the numbers given, NaN if there is none. unknown: NaN
 * where it is not known, or would tell a suppressed number. status: letters of
 * what went in. too_much: areas
 * whose parts add up to more than their total. */
struct ct_share_whole {
    size_t n;
    struct ct_profile_part *part;
    struct ct_profile_share *share;
    bool *shown;
    double base, unknown;
    size_t areas, suppressed, too_much;
    unsigned status;
};

/* How the unknown are taken: as a part, or not; confidence as in
 * ct_profile_shares(). */
struct ct_share_rule {
    bool show_unknown;
    double confidence;
};

/* Makes room for the parts of a table. */
void ct_share_whole_make(const struct ct_share_table *s,
                         struct ct_share_whole *out);

/* Frees it. */
void ct_share_whole_clear(struct ct_share_whole *w);

/* Sums up n units of the table in period t. An area is in if it has at least
 * two known parts and misses none: the share of a part beside unreported ones
 * is anything. */
void ct_share_whole_sum(const struct ct_share_table *s, const size_t *unit,
                        size_t n, size_t t, const struct ct_share_rule *rule,
                        struct ct_share_whole *out);

#endif
