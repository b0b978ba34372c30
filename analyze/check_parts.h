/* SPDX-License-Identifier: GPL-3.0-or-later
 * A total and its parts, period by period. Used by the rules of check only. */
#ifndef CT_CHECK_PARTS_H
#define CT_CHECK_PARTS_H

#include "analyze/check.h"

/* What it means that parts are less than their total. */
enum ct_shortfall {
    CT_SHORT_ALWAYS,   /* some are in no list, or do not report */
    CT_SHORT_EXPECTED, /* there may be others */
    CT_SHORT_UNKNOWN,  /* of the rest it is not known */
    CT_SHORT_WRONG     /* the parts are all there are */
};

/* A total and n parts of it, series of the panel alike in all but one
 * dimension. added: the parts exclude one another, and may be added up. */
struct ct_parts {
    const char *dimension;
    size_t total, n;
    const size_t *part;
    bool added;
    enum ct_shortfall shortfall;
};

/* Periods in which parts were added up; those in which all parts had a value
 * (whole), were the total (exact), were more (over; also if parts lack). */
struct ct_parts_tally {
    size_t periods, whole, exact, over;
};

/* Adds up, and finds nothing. */
struct ct_parts_tally ct_check_parts_tally(const struct ct_panel *p,
                                           const struct ct_parts *parts);

/* Finds for PART_OVER, PARTS_OVER, PARTS_SHORT and UNKNOWN. Two or more parts
 * (not CT_SHORT_ALWAYS) that are the total in half of at least 3 periods are
 * taken to be all there are. Where estimates or numbers that are not whole take
 * part, they may be off by the rounding of each. Series that are not counted
 * alike (attributes) are passed over; of a suppressed part the lower bound
 * counts. */
void ct_check_parts(struct ct_check *c, const struct ct_parts *parts);

/* Whether two series are of one dataset, source and way of counting. */
bool ct_check_counted_alike(const struct ct_panel *p, size_t a, size_t b);

#endif
